"""What this room does when people state a fact: somebody who comes or goes wakes the duties that wait for it.

Idempotent: a task is made once per duty and source, so an entry that is handled twice changes nothing.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from roeland.duties.actions import trigger_task
from roeland.duties.models import Duty
from roeland.duties.values import DutyStatus
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused
from roeland.ledger.outbox import Handler, Told

_OFFICERS = {"security_officer", "dpo"}
_BY_ROLE = {
    ("people:mandate:added", "councillor"): ("councillor_sworn_in",),
    ("people:mandate:ended", "councillor"): ("councillor_left",),
}


def events_of(told: Told) -> tuple[str, ...]:
    """The events of the catalogue that a fact of people means."""
    role = str(told.payload.get("role", ""))
    if told.code == "people:person:added":
        return ("staff_started",)
    if told.code == "people:person:left":
        return ("staff_left",)
    if role in _OFFICERS:
        return ("officer_changed",) if told.code == "people:mandate:added" else ("officer_left",)
    return _BY_ROLE.get((told.code, role), ())


def _day(told: Told) -> date:
    for name in ("active_from", "start", "on"):
        if told.payload.get(name):
            return date.fromisoformat(str(told.payload[name]))
    return told.time.date()


def wake(actor: Actor, told: Told) -> None:
    """Make the tasks that this fact asks in its authority, for duties that ran before it happened."""
    if told.authority_id is None:
        return
    day = _day(told)
    rows = Duty.objects.filter(authority_id=told.authority_id, status=DutyStatus.ACTIVE, trigger__in=events_of(told))
    for duty in rows.filter(adopted_on__lte=day):
        try:
            trigger_task(
                actor,
                duty=duty,
                on=day,
                source_kind=f"{told.object_type}:{told.code.rsplit(':', 1)[-1]}",
                source_id=UUID(str(told.object_id)),
                about_title=str(told.payload.get("name", "")),
            )
        except Refused:  # it has its task already
            continue


HANDLERS = (
    Handler(
        "duties.events",
        frozenset({"people:person:added", "people:person:left", "people:mandate:added", "people:mandate:ended"}),
        wake,
    ),
)
