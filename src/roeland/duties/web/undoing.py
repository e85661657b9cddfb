"""*Ongedaan maken* after a verb on a task: only where a verb takes it back, and only for who may do that verb now."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_noop

from roeland.duties import queries
from roeland.duties.models import Task
from roeland.duties.web.common import task_url, today
from roeland.kernel.http import Request
from roeland.ui.undo import Undo

UNDONE = gettext_noop("Ongedaan gemaakt.")  # the reason that the ledger keeps of it


def of_hand_in(request: Request, found: Task) -> Undo | None:
    """Taking back is possible while nobody has looked at it."""
    found.refresh_from_db()
    if not queries.verbs_for(request.actor, found).get("withdraw"):
        return None
    return Undo(task_url(found, "duties-task-withdraw"))


def of_skip(request: Request, found: Task) -> Undo | None:
    """A skipped task is opened again by who may accept it."""
    found.refresh_from_db()
    if not queries.verbs_for(request.actor, found).get("reopen"):
        return None
    return Undo(task_url(found, "duties-task-reopen"), {"reason": UNDONE})


def of_postpone(found: Task, before: date, reason: str) -> Undo | None:
    """Back to the date of before, while that still lies ahead; the way back itself has no way back."""
    if before <= today() or reason == UNDONE:
        return None
    return Undo(task_url(found, "duties-task-postpone"), {"due": before.isoformat(), "reason": UNDONE})
