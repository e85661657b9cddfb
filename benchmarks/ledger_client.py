"""One client of `bench_ledger`: inserts a row by a verb, in turns with and without its ledger entry. Says `ready`,
waits for the moment to begin on its input, and prints its counts as JSON."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

import django

django.setup()

from roeland.kernel.actor import Actor  # noqa: E402 -- models load only after setup
from roeland.kernel.models import Authority  # noqa: E402
from roeland.kernel.rights import Mode, Permission  # noqa: E402
from roeland.ledger import action as door  # noqa: E402
from roeland.ledger.action import action, state  # noqa: E402
from roeland.ledger.facts import Fact  # noqa: E402
from roeland.people.models import Team  # noqa: E402


@dataclass(frozen=True, kw_only=True)
class Inserted(Fact):
    code: ClassVar[str] = "bench:team:inserted"
    sentence: ClassVar[str] = "voegde {name} toe"
    name: str


@action(Permission("bench:team:insert", "persons", Mode.EDIT), Inserted)
def insert(actor: Actor, *, authority: Authority, name: str) -> Team:  # noqa: ARG001 -- a verb has an actor
    """The business transaction: one row."""
    team: Team = Team.objects.create(authority=authority, audience="persons", name=name)
    state(Inserted(about=team, name=name))
    return team


APPEND: Callable[[Any], None] = door.append


def nothing(_stated: object) -> None:
    """The same transaction without the ledger."""


def main(slug: str, rounds: int, seconds: float) -> list[int]:
    """Transactions done in each round; even rounds are with the ledger."""
    authority = Authority.everything.get(slug=slug)
    actor = Actor.system("bench", [authority.pk])
    done: list[int] = []
    insert(actor, authority=authority, name=uuid4().hex)
    print("ready", flush=True)
    start = float(sys.stdin.readline())
    for turn in range(rounds * 2):
        door.append = nothing if turn % 2 else APPEND  # type: ignore[assignment] # what is compared
        begin, end = start + turn * seconds, start + (turn + 1) * seconds
        time.sleep(max(0.0, begin - time.time()))
        count = 0
        while time.time() < end:
            insert(actor, authority=authority, name=uuid4().hex)
            count += 1
        done.append(count)
    return done


if __name__ == "__main__":
    json.dump(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])), sys.stdout)
