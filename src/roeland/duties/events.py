"""Events of people that duties wait for, and how one starts its tasks. Facts tell them (`handlers`), or the calendar (`jobs`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from roeland.duties.actions import trigger_task
from roeland.duties.models import Duty
from roeland.duties.values import DutyStatus
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused

OFFICERS = {"security_officer", "dpo"}
ENDINGS = {"security_officer": "officer_left", "councillor": "councillor_left"}  # what the end of a mandate is called


@dataclass(frozen=True)
class Event:
    """An event of `duties.yaml` as a fact tells it: its name, its day, what it is about."""

    name: str
    on: date
    source_kind: str
    source_id: UUID
    title: str


def leaves(person_id: UUID, roles: Iterable[str], on: date, name: str) -> Iterator[Event]:
    """Somebody leaves and lays down every role: people tells no end of each mandate then."""
    held = set(roles)
    yield Event("staff_left", on, "people.person", person_id, name)
    for words, asked in (
        ("officer_left", {"security_officer"}),
        ("officer_changed", OFFICERS),
        ("councillor_left", {"councillor"}),
    ):
        if held & asked:
            yield Event(words, on, "people.person", person_id, name)


def ends(mandate_id: UUID, role: str, on: date, name: str) -> Iterator[Event]:
    """One mandate ends, by a verb or by its own last day."""
    if role in ENDINGS:
        yield Event(ENDINGS[role], on, "people.mandate", mandate_id, name)


def start(actor: Actor, authority_id: UUID, event: Event) -> int:
    """Make the tasks that one event asks, for duties adopted by then; how many were new."""
    made = 0
    wanted = Duty.objects.filter(authority_id=authority_id, trigger=event.name, status=DutyStatus.ACTIVE)
    for duty in wanted.filter(adopted_on__lte=event.on):
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
        made += 1
    return made
