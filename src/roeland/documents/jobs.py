"""What time does in this room: documents whose review is due become a task of their owner, once."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from roeland.documents.actions.tasks import ask_review
from roeland.documents.queries import review_due
from roeland.documents.values import DOCUMENT
from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope

log = logging.getLogger("roeland.documents.jobs")
AHEAD = timedelta(days=30)  # a proposal: time to read, to write and to have it approved


def notice_review() -> int:
    """Ask the review of what is due within a month, in every authority; the number of tasks made. One that fails stops no other."""
    made = 0
    for authority_id in Authority.everything.order_by("slug").values_list("pk", flat=True):
        try:
            made += _notice(authority_id)
        except Exception:
            log.exception("review of documents of authority %s failed", authority_id)
    return made


def _notice(authority_id: UUID) -> int:
    actor = Actor.system("worker", [authority_id])
    with scope(actor, [authority_id]):
        due = review_due(authority_id, clock.today() + AHEAD)
        rows = Task.objects.filter(source_kind=DOCUMENT, source_id__in=[row.pk for row in due])
        asked = set(rows.values_list("source_id", "original_due"))
        waiting = [row for row in due if row.review_due and (row.pk, row.review_due) not in asked]
        for row in waiting:
            assert row.review_due is not None
            ask_review(row, row.review_due)
    return len(waiting)
