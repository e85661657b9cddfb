"""A published document of Zonderbeke, a service with people, and the worker's tick."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.core import mail

from roeland.acceptance.handlers import HANDLERS
from roeland.acceptance.models import Asked, Offer
from roeland.documents.models import Document
from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.ledger.outbox import drain
from roeland.people.models import Mandate, Person, Team, TeamMembership
from tests.documents.conftest import _moment, evidence_root, fresh, made
from tests.documents.conftest import published as publish
from tests.world import World

__all__ = ["_moment", "asked", "crowd", "evidence_root", "fresh", "mails", "paper", "publish", "team", "tick"]


def paper(world: World, title: str = "Afspraken over mail", audience: str = "policy", **more: Any) -> Document:
    """A published document that Dina owns."""
    document = made(world, title, audience, **more)
    publish(world, document)
    return fresh(world, document)


def team(world: World, name: str, people: Iterable[Person] = (), parent: Team | None = None) -> Team:
    """A service with these people."""
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        found: Team = Team.objects.create(authority=world.zonderbeke, audience="persons", name=name, parent=parent)
        for person in people:
            TeamMembership.objects.create(
                authority=world.zonderbeke, audience="persons", person=person, team=found, start=date(2020, 1, 1)
            )
    return found


def crowd(world: World, count: int, *, mailbox: bool = True, role: str = "staff") -> list[Person]:
    """So many members of staff."""
    place = world.zonderbeke
    with gate.opened(), scope(world.system, [place]):
        start = Person.objects.filter(authority=place).count()
        rows = [
            Person(
                authority=place,
                audience="persons",
                given_name=f"Voor{number}",
                family_name=f"Beeld{number:04d}",
                email=f"p{number}@zonderbeke.example.be" if mailbox else "",
                active_from=date(2020, 1, 1),
            )
            for number in range(start, start + count)
        ]
        Person.objects.bulk_create(rows)
        if role:
            Mandate.objects.bulk_create(
                Mandate(authority=place, audience="mandates", person=row, role=role, start=date(2020, 1, 1))
                for row in rows
            )
    return rows


def tick() -> None:
    """The worker reads the ledger."""
    drain(HANDLERS)


def asked(world: World, offer: Offer, **where: Any) -> list[Asked]:
    """Rows of a round, whoever asks."""
    with scope(world.system, [world.zonderbeke]):
        rows = Asked.objects.filter(offer=offer, **where)
        return list(rows.select_related("person", "authority", "offer__version", "offer__document").order_by("pk"))


def mails(run: Callable[[], int]) -> list[Any]:
    """The mails that left during a run."""
    before = len(mail.outbox)
    run()
    return mail.outbox[before:]
