"""What the verbs of this room share: locking, texts, persons, task numbers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties.models import Task, TaskCounter
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Row
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.ledger import verbs
from roeland.ledger.action import Invalid
from roeland.people.models import ClosingDay, Person

R = TypeVar("R", bound=Row)
SHORT = 500
MOST_MINUTES = 60 * 80


def fresh(row: R) -> R:
    """The row as it stands now, locked; a task comes with its duty."""
    return verbs.fresh(row, "duty") if isinstance(row, Task) else verbs.fresh(row)


@contextmanager
def whole(authority_id: UUID) -> Iterator[None]:
    """Read all rows of one authority inside a verb whose actor sees only his own: numbers, gaps, closing days."""
    with scope(Actor.system("duties", [authority_id]), [authority_id]):
        yield


def text_of(field: str, value: str, *, ask: str, longest: int = SHORT) -> str:
    """A text that must be there, on one line when it is short. Raises Invalid with the question `ask`, or when it is too long."""
    return (verbs.one_line if longest <= SHORT else verbs.long_text)(field, value, ask=ask, longest=longest)


def role_of(field: str, role: str) -> str:
    """A role of roles.yaml, or none. Raises Invalid."""
    if role and role not in RIGHTS.roles:
        raise Invalid({field: [_("Kies een rol uit de lijst.")]})
    return role


def minutes_of(minutes: int) -> int:
    """How long something takes, in minutes. Raises Invalid."""
    if not 1 <= minutes <= MOST_MINUTES:
        raise Invalid({"minutes": [_("Geef een duur tussen 1 minuut en 80 uur.")]})
    return minutes


def person_of(actor: Actor, row: Row) -> UUID | None:
    """The actor as a person of the authority of a row; None for the system."""
    return actor.person_in(row.authority_id)


def closed_days(authority_id: UUID) -> frozenset[date]:
    """The authority's own closing days, whoever acts."""
    with whole(authority_id):
        return frozenset(ClosingDay.objects.filter(authority_id=authority_id).values_list("day", flat=True))


def second_pair(lead_role: str, *, separation: bool) -> str:
    """Who looks at work where doer and approver must differ and nobody was named: the officer, for whose own work the director."""
    if not separation:
        return ""
    return "general_director" if lead_role == "security_officer" else "security_officer"


def name_of(person: Person | None) -> str:
    """A name for a sentence; the payload it goes into can be erased."""
    return str(person) if person else "Roeland"


def next_number(authority_id: UUID, audience: str = "control_plan") -> str:
    """The next task number of an authority, `T-2026-0447`. The counter row is locked until the transaction ends."""
    year = clock.today().year
    with whole(authority_id):
        return f"T-{year}-{_count(authority_id, audience, year):04d}"


def _count(authority_id: UUID, audience: str, year: int) -> int:
    counter = TaskCounter.objects.select_for_update().filter(authority_id=authority_id, year=year).first()
    if counter is None:
        counter = TaskCounter(authority_id=authority_id, audience=audience, year=year)
    counter.last += 1
    counter.save()
    return counter.last


def new_task(values: dict[str, Any], due: date, *, limit: date | None = None, **more: Any) -> Task:
    """A numbered, saved task. `values` name authority and audience; `limit` is the due date unless given."""
    task = Task(
        **values,
        number=next_number(values["authority_id"]),
        due=due,
        original_due=due,
        limit=limit or due,
        created_at=clock.now(),
        **more,
    )
    task.save()
    return task
