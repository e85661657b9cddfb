"""The reviewer's verbs: accept, reject, reopen."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roeland.duties.actions.common import fresh, person_of, text_of
from roeland.duties.actions.work import close
from roeland.duties.facts import TaskAccepted, TaskRejected, TaskReopened
from roeland.duties.models import Task
from roeland.duties.rules import P, may_reopen, may_review
from roeland.duties.values import TaskStatus
from roeland.kernel.actor import Actor
from roeland.ledger.action import action, state
from roeland.ledger.verbs import check


def _reviewed(actor: Actor, task: Task) -> Task:
    task = fresh(task)
    me = person_of(actor, task)
    check(may_review(task.status, separation=task.separation, doer=task.doer_id, reviewer=me))
    task.reviewer_id = me or task.reviewer_id
    return task


@action(P.TASK_REVIEW, TaskAccepted)
def accept(actor: Actor, *, task: Task) -> Task:
    """Accept what was handed in: the task is done. Refused for the doer where separation is asked."""
    task = _reviewed(actor, task)
    close(task)
    state(TaskAccepted(about=task, title=task.title, late=task.late))
    return task


@action(P.TASK_REVIEW, TaskRejected)
def reject(actor: Actor, *, task: Task, reason: str) -> Task:
    """Send what was handed in back to the doer, saying what is missing."""
    task = _reviewed(actor, task)
    task.reject_reason = text_of("reason", reason, ask=_("Zeg wat er ontbreekt."))
    task.status = TaskStatus.REJECTED
    task.save(update_fields=["reviewer", "reject_reason", "status"])
    state(TaskRejected(about=task, title=task.title, reason=task.reject_reason))
    return task


@action(P.TASK_REVIEW, TaskReopened)
def reopen(actor: Actor, *, task: Task, reason: str) -> Task:
    """Open a task again that was handed in, accepted or skipped by mistake. What was done before stays in the ledger."""
    task = fresh(task)
    check(may_reopen(task.status))
    reason = text_of("reason", reason, ask=_("Zeg kort waarom deze taak weer open gaat."))
    task.status = TaskStatus.OPEN
    task.accepted_at = task.closed_at = task.handed_in_at = task.done_on = None
    task.skip_reason = ""
    task.save()
    state(TaskReopened(about=task, title=task.title, reason=reason))
    return task
