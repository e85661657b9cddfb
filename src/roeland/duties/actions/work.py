"""The doer's verbs: take up, pass on, comment, postpone, skip, hand in."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties import providers, recurrence
from roeland.duties.actions.common import fresh, name_of, person_of, text_of, whole
from roeland.duties.actions.making import last_done
from roeland.duties.facts import (
    TaskClaimed,
    TaskCommented,
    TaskFulfilled,
    TaskHandedIn,
    TaskPassedOn,
    TaskPostponed,
    TaskSkipped,
    TaskWithdrawn,
)
from roeland.duties.models import Evidence, Task, TaskComment
from roeland.duties.rules import P, may_work_on
from roeland.duties.values import UNFINISHED, EvidenceKind, TaskStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.rights import Permission
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check
from roeland.people.models import Person

LONG = 5000
MOST_MINUTES = 60 * 80


@action(P.TASK_DO, TaskClaimed)
def claim(actor: Actor, *, task: Task) -> Task:
    """Take a task up. It may be taken over from somebody else; then it leaves that person's list."""
    task = fresh(task)
    check(may_work_on(task.status))
    task.assignee_id = person_of(actor, task)
    if task.status == TaskStatus.PLANNED:
        task.status = TaskStatus.OPEN
    task.save(update_fields=["assignee", "status"])
    state(TaskClaimed(about=task, title=task.title))
    return task


@action(P.TASK_DO, TaskPassedOn)
def pass_on(actor: Actor, *, task: Task, person: Person, reason: str) -> Task:
    """Give a task to another person of the same authority, with a reason."""
    task = fresh(task)
    check(may_work_on(task.status))
    if person.left_on is not None and person.left_on < clock.today():
        raise Invalid({"person": [_("Deze persoon werkt hier niet meer.")]})
    if person.pk == task.assignee_id:
        raise Invalid({"person": [_("Deze persoon heeft de taak al.")]})
    task.assignee = person
    task.save(update_fields=["assignee"])
    reason = text_of("reason", reason, ask=_("Zeg kort waarom je deze taak doorgeeft."))
    state(TaskPassedOn(about=task, title=task.title, to=name_of(person), reason=reason))
    return task


@action(P.TASK_COMMENT, TaskCommented)
def comment(actor: Actor, *, task: Task, text: str) -> TaskComment:
    """Write a remark on a task, open or closed."""
    said = TaskComment(
        authority_id=task.authority_id,
        audience=task.audience,
        task=task,
        person_id=person_of(actor, task),
        text=text_of("text", text, ask=_("Schrijf eerst iets."), longest=LONG),
        at=clock.now(),
    )
    said.save()
    state(TaskCommented(about=task, title=task.title, text=said.text))
    return said


@action(P.TASK_DO, TaskPostponed)
def postpone(actor: Actor, *, task: Task, due: date, reason: str) -> Task:
    """Move the due date of this task only; the rule and its longest gap stay. Raises Refused for a statutory date."""
    task = fresh(task)
    check(may_work_on(task.status))
    duty = task.duty
    if duty is not None and duty.statutory:
        raise Refused(_("Wettelijke datum. Die schuift nooit op."))
    if due <= clock.today() or due == task.due:
        raise Invalid({"due": [_("Kies een nieuwe datum na vandaag.")]})
    before, task.due = task.due, due
    task.limit = recurrence.limit(due, last_done(duty), duty.max_gap_days) if duty else due
    task.postpone_reason = text_of("reason", reason, ask=_("Zeg kort waarom je deze taak uitstelt."))
    task.save(update_fields=["due", "limit", "postpone_reason"])
    state(TaskPostponed(about=task, title=task.title, before=before, after=due, reason=task.postpone_reason))
    return task


@action(P.TASK_DO, TaskSkipped)
def skip(actor: Actor, *, task: Task, reason: str) -> Task:
    """Leave this occurrence undone, with a reason that the report counts."""
    task = fresh(task)
    check(may_work_on(task.status))
    task.skip_reason = text_of("reason", reason, ask=_("Zeg kort waarom deze taak niet nodig is."))
    task.status = TaskStatus.SKIPPED
    task.doer_id = person_of(actor, task)
    task.closed_at = clock.now()
    task.save(update_fields=["skip_reason", "status", "doer", "closed_at"])
    state(TaskSkipped(about=task, title=task.title, reason=task.skip_reason))
    return task


def _done_on(done_on: date | None) -> date:
    today = clock.today()
    if done_on is not None and done_on > today:
        raise Invalid({"done_on": [_("Deze datum ligt nog niet achter ons.")]})
    return done_on or today


def _spent(minutes: int | None) -> int | None:
    if minutes is not None and not 0 <= minutes <= MOST_MINUTES:
        raise Invalid({"minutes_spent": [_("Geef een duur tot 80 uur.")]})
    return minutes


def needs_review(task: Task) -> bool:
    """Whether somebody else looks at the evidence before the task is done."""
    return bool(task.approve_role or task.reviewer_id or task.separation)


@action(P.TASK_DO, TaskHandedIn)
def hand_in(
    actor: Actor, *, task: Task, done_on: date | None = None, note: str = "", minutes_spent: int | None = None
) -> Task:
    """Say that the work is done on `done_on` (today when left out). Asks evidence or a note when evidence is expected.

    Goes to review, or is closed at once when nobody has to look at it.
    """
    task = fresh(task)
    check(may_work_on(task.status))
    task.done_on = _done_on(done_on)
    task.minutes_spent = _spent(minutes_spent)
    task.note = note.strip()[:LONG] or task.note
    seals = list(task.evidence.values_list("sha256", flat=True))
    if task.expected and not seals and not task.note:
        raise Invalid({"evidence": [_("Voeg bewijs toe, of schrijf in de toelichting wat er gebeurd is.")]})
    task.doer_id = person_of(actor, task)
    task.assignee_id = task.assignee_id or task.doer_id
    task.handed_in_at = clock.now()
    task.reject_reason = ""
    if needs_review(task):
        task.status = TaskStatus.HANDED_IN
        task.save()
    else:
        close(task)
    closed = task.status == TaskStatus.ACCEPTED
    state(
        TaskHandedIn(
            about=task, title=task.title, done_on=task.done_on, seals=[seal for seal in seals if seal], closed=closed
        )
    )
    return task


def close(task: Task) -> None:
    """Mark a task done, and let the longest gap of its duty run from the day it was done. Only verbs call this."""
    task.status = TaskStatus.ACCEPTED
    task.accepted_at = task.closed_at = clock.now()
    task.save()
    duty = task.duty
    if duty is None or duty.max_gap_days is None or task.done_on is None:
        return
    done = last_done(duty)
    with whole(task.authority_id):
        for other in Task.objects.filter(duty=duty, status__in=UNFINISHED):
            limit = recurrence.limit(other.due, done, duty.max_gap_days)
            if limit != other.limit:
                other.limit = limit
                other.save(update_fields=["limit"])


@action(P.TASK_DO, TaskWithdrawn)
def withdraw(actor: Actor, *, task: Task) -> Task:
    """Take back what was handed in and not looked at yet."""
    task = fresh(task)
    if task.status != TaskStatus.HANDED_IN:
        raise Refused(_("Deze taak is niet in nazicht."))
    task.status = TaskStatus.OPEN
    task.handed_in_at = None
    task.save(update_fields=["status", "handed_in_at"])
    state(TaskWithdrawn(about=task, title=task.title))
    return task


def _fulfilling(task: Task, kind: str, record_id: UUID) -> providers.Record:
    """The record, when it is there and may close this task. Raises Invalid or Refused."""
    record = providers.find(kind, task.authority_id, record_id)
    if record is None:
        raise Invalid({"record": [_("Dit gegeven is er niet, of niet voor jou.")]})
    if task.duty is None and (task.source_kind, task.source_id) == (kind, record_id):
        return record  # a one-off task that was made about this very record
    if task.duty is None or kind not in {one.kind for one in providers.fulfillers(task.duty.catalogue_id)}:
        raise Refused(_("Een gegeven van deze soort sluit deze taak niet."))
    return record


@action(P.TASK_DO, TaskFulfilled)
def fulfil(actor: Actor, *, task: Task, kind: str, record_id: UUID, on: date, by: Person | None = None) -> Task:
    """Close a task by a record of another room (a frozen report, a held meeting): the record itself is the evidence.

    `by` is who made the record, when the system tells it. Where separation is asked the record goes to review: nobody else has
    looked at it yet. Raises Invalid when its room does not know the record, Refused when its kind does not close this duty.
    """
    task = fresh(task)
    check(may_work_on(task.status))
    record = _fulfilling(task, kind, record_id)
    task.doer_id = person_of(actor, task) or (by.pk if by else None)
    Evidence(
        authority_id=task.authority_id,
        audience=task.audience,
        task=task,
        kind=EvidenceKind.LINK,
        link_kind=kind,
        link_id=record_id,
        link_title=record.title[:240],
        effective_on=on,
        uploaded_at=clock.now(),
        uploaded_by_id=task.doer_id,
    ).save()
    task.done_on = _done_on(on)
    task.handed_in_at = clock.now()
    if task.separation:
        task.status = TaskStatus.HANDED_IN
        task.save()
    else:
        close(task)
    closed = task.status == TaskStatus.ACCEPTED
    state(
        TaskFulfilled(
            about=task, title=task.title, record=record.title, record_kind=kind, done_on=task.done_on, closed=closed
        )
    )
    return task


def may_do(actor: Actor, task: Task, permission: Permission = P.TASK_DO) -> bool:
    """Whether the actor holds the permission on this task, by role or by being involved."""
    return actor.holds(permission, task.authority_id) or task.grants(actor, permission)
