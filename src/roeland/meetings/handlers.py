"""What this room does when it stated a fact: a meeting that was held closes the recurring task that asks for it.

Idempotent: a meeting that is the evidence of a task already closes no other.
"""

from __future__ import annotations

from datetime import date, timedelta

from roeland.duties import recurrence
from roeland.duties.actions import fulfil, plan_task
from roeland.duties.models import Duty, Evidence, Task
from roeland.duties.values import TO_DO, DutyStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused
from roeland.ledger.outbox import Handler, Told
from roeland.meetings.bodies import kinds
from roeland.meetings.models import Meeting
from roeland.meetings.queries.records import KIND
from roeland.people.models import Person


def close_task(actor: Actor, *, meeting: Meeting, by: Person | None) -> Task | None:
    """Close the open task of the duty with the meeting; None when the duty does not run or nothing is open.

    A meeting held before its task was planned plans the next one first.
    """
    kind = kinds().get(meeting.body_kind)
    duty = (
        Duty.objects.filter(authority=meeting.authority_id, catalogue_id=kind.duty, status=DutyStatus.ACTIVE).first()
        if kind and kind.duty
        else None
    )
    if duty is None or Evidence.objects.filter(task__duty=duty, link_kind=KIND, link_id=meeting.pk).exists():
        return None
    on = clock.local(meeting.starts_at).date()
    task = Task.objects.filter(duty=duty, status__in=TO_DO).order_by("limit", "number").first() or _next(actor, duty)
    if task is not None and not _its_turn(duty, task, on):
        return None
    try:
        return fulfil(actor, task=task, kind=KIND, record_id=meeting.pk, on=on, by=by) if task else None
    except Refused:  # somebody closed it meanwhile
        return None


def _its_turn(duty: Duty, task: Task, on: date) -> bool:
    """Whether the occurrence before this one lies behind the day of the meeting: an extra meeting closes no later half year."""
    if task.key is None or duty.start is None or not duty.rule:
        return True
    former = recurrence.keys(duty.rule, duty.start, duty.start, task.key - timedelta(days=1))
    return not former or former[-1] < on


def _next(actor: Actor, duty: Duty) -> Task | None:
    rhythm = duty.recurrence()
    last = Task.objects.filter(duty=duty, key__isnull=False).order_by("-key").first()
    following = rhythm.next_after(last.key if last and last.key else clock.today()) if rhythm else None
    if following is None or (last is not None and last.key is not None and following.key <= last.key):
        return None
    if last is not None and last.key is not None and last.key > clock.today():
        return None  # the coming occurrence was met already
    return plan_task(actor, duty=duty, key=following.key)


def tell(actor: Actor, told: Told) -> None:
    """A meeting closed."""
    meeting = Meeting.objects.filter(pk=told.object_id).first()
    if meeting is not None:
        close_task(actor, meeting=meeting, by=Person.objects.filter(pk=told.actor_id).first())


HANDLERS = (Handler("meetings.duties", frozenset({"meetings:meeting:closed"}), tell),)
