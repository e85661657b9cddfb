"""What this room does when people state a fact: somebody who comes, goes or takes up a mandate starts duties; what falls on a
new closing day goes to a working day.

Idempotent: a task is made once per duty and source. What lies before the adoption of a duty starts nothing, so that the
first import of a list of staff does not ask for four hundred welcomes.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import NAMESPACE_OID, uuid5

from roeland.duties.actions import make_way
from roeland.duties.events import OFFICERS, Event, ends, leaves, start
from roeland.duties.models import Task
from roeland.duties.values import TO_DO
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused
from roeland.ledger.outbox import Handler, Told


def events(told: Told) -> Iterator[Event]:
    """The events in a fact of people. A fact whose payload was erased tells nothing any more."""
    said = told.payload
    if not said:
        return
    name = str(said.get("name", ""))
    if told.code == "people:person:added":
        yield Event("staff_started", _day(said["active_from"]), "people.person", told.object_id, name)
    elif told.code == "people:person:left":
        yield from leaves(told.object_id, [str(role) for role in said.get("roles", ())], _day(said["on"]), name)
    elif told.code == "people:mandate:added":
        yield from _begins(told, str(said["role"]), _day(said["start"]), name)
    elif told.code == "people:mandate:ended":
        yield from ends(told.object_id, str(said["role"]), _day(said["on"]), name)


def _begins(told: Told, role: str, on: date, name: str) -> Iterator[Event]:
    if role in OFFICERS:
        yield Event("officer_changed", on, "people.mandate", told.object_id, name)
    elif role == "councillor":  # councillors who swear in on one day follow one training together
        yield Event("councillor_sworn_in", on, "council", uuid5(NAMESPACE_OID, f"{told.authority_id} {on}"), "")


def _day(text: object) -> date:
    return date.fromisoformat(str(text))


def wake(actor: Actor, told: Told) -> None:
    """Make the tasks that this fact asks in its authority, for duties adopted by then."""
    if told.authority_id is None:
        return
    for event in events(told):
        start(actor, told.authority_id, event)


def clear(actor: Actor, told: Told) -> None:
    """Move what is still to be done off a new closing day. A date that the law gives stays where it is."""
    if told.authority_id is None or not told.payload:
        return
    on = Task.objects.filter(authority_id=told.authority_id, due=_day(told.payload["day"]), status__in=TO_DO)
    for task in on.exclude(duty__statutory=True).order_by("number"):
        try:
            make_way(actor, task=task, name=str(told.payload["name"]))
        except Refused:  # the day went by meanwhile, or was struck again
            continue


HANDLERS = (
    Handler(
        "duties.events",
        frozenset({"people:person:added", "people:person:left", "people:mandate:added", "people:mandate:ended"}),
        wake,
    ),
    Handler("duties.closing-days", frozenset({"people:closing-day:added"}), clear),
)
