"""What duties does when the people room states a fact: people who come, go or take up a mandate start their event duties.

Idempotent: `trigger_task` refuses a second task for the same source. What lies before the adoption of a duty starts nothing, so that
the first import of a list of staff does not ask for four hundred welcomes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import NAMESPACE_OID, UUID, uuid5

from roeland.duties.actions.making import trigger_task
from roeland.duties.models import Duty
from roeland.duties.values import DutyStatus
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused
from roeland.ledger.outbox import Handler, Told


@dataclass(frozen=True)
class Event:
    """An event of `duties.yaml` as a fact tells it: its name, its day, what it is about."""

    name: str
    on: date
    source_kind: str
    source_id: UUID
    title: str


def events(told: Told) -> Iterator[Event]:
    """The events in a fact of the people room. A fact whose payload was erased tells nothing any more."""
    said = told.payload
    if not said:
        return
    name = str(said.get("name", ""))
    if told.code == "people:person:added":
        yield Event("staff_started", _day(said["active_from"]), told.object_type, told.object_id, name)
    elif told.code == "people:person:left":
        yield Event("staff_left", _day(said["on"]), told.object_type, told.object_id, name)
    elif told.code == "people:mandate:added":
        yield from _mandate(told, str(said["role"]), _day(said["start"]), name, begins=True)
    elif told.code == "people:mandate:ended":
        yield from _mandate(told, str(said["role"]), _day(said["on"]), name, begins=False)


def _mandate(told: Told, role: str, on: date, name: str, *, begins: bool) -> Iterator[Event]:
    if role == "security_officer":
        yield Event("officer_changed", on, told.object_type, told.object_id, name)
        if not begins:
            yield Event("officer_left", on, told.object_type, told.object_id, name)
    elif role == "councillor" and begins:
        # Councillors who swear in on one day follow one training together.
        yield Event("councillor_sworn_in", on, "council", uuid5(NAMESPACE_OID, f"{told.authority_id} {on}"), "")
    elif role == "councillor":
        yield Event("councillor_left", on, told.object_type, told.object_id, name)


def _day(text: object) -> date:
    return date.fromisoformat(str(text))


def start_event_duties(actor: Actor, told: Told) -> None:
    """Make the tasks that the events of a fact ask, in duties adopted by then."""
    for event in events(told):
        wanted = Duty.objects.filter(trigger=event.name, status=DutyStatus.ACTIVE, adopted_on__lte=event.on)
        for duty in wanted:
            try:
                trigger_task(
                    actor,
                    duty=duty,
                    on=event.on,
                    source_kind=event.source_kind,
                    source_id=event.source_id,
                    about_title=event.title,
                    event=event.name,
                )
            except Refused:  # this source has its task: the fact was told twice
                continue


PEOPLE = Handler(
    "duties.people-events",
    frozenset({"people:person:added", "people:person:left", "people:mandate:added", "people:mandate:ended"}),
    start_event_duties,
)
