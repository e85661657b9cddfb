"""A log in the database: what names teams, many times, on days of its own."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import Mode, Permission
from roeland.ledger.action import action, state
from roeland.ledger.facts import Fact
from roeland.people.models import Team
from tests.world import World


@dataclass(frozen=True, kw_only=True)
class TeamNamed(Fact):
    code: ClassVar[str] = "test:team:named"
    sentence: ClassVar[str] = "noemde een dienst {name}"
    name: str


@action(Permission("test:team:name", "persons", Mode.EDIT), TeamNamed)
def name_team(actor: Actor, *, authority: Authority, name: str, team: Team | None = None) -> Team:
    """A verb for these tests."""
    made: Team = team or Team.objects.create(authority=authority, audience="persons", name=name)
    state(TeamNamed(about=made, name=name))
    return made


START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def fill(world: World, numbers: range) -> None:
    team = None
    for number in numbers:
        with clock.at(START + timedelta(minutes=number, microseconds=number % 3)):
            made = name_team(world.system, authority=world.zonderbeke, name=f"Dienst {number} “Noord”", team=team)
        team = made if number % 5 else None
