"""What time does in this room: documents whose review is due become a task of their owner, once; deviations end by themselves."""

from __future__ import annotations

import logging
from datetime import timedelta
from uuid import UUID

from roeland.documents.actions.deviations import expire_deviation
from roeland.documents.actions.tasks import RUNS_OUT, ask_renewal, ask_review
from roeland.documents.deviating import deviations
from roeland.documents.queries import review_due
from roeland.documents.terms import terms
from roeland.documents.values import DEVIATION, DOCUMENT, DeviationStatus
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


def mind_deviations() -> int:
    """End what is past its day, and ask what to do about what will be within a month; how many of both."""
    done = 0
    for authority_id in Authority.everything.order_by("slug").values_list("pk", flat=True):
        try:
            done += _mind(authority_id)
        except Exception:
            log.exception("deviations of authority %s failed", authority_id)
    return done


def _mind(authority_id: UUID) -> int:
    actor, today = Actor.system("worker", [authority_id]), clock.today()
    with scope(actor, [authority_id]):
        rows = list(
            deviations([authority_id]).filter(
                status=DeviationStatus.APPROVED, ends__lte=today + terms().days("deviation_notice")
            )
        )
        known = Task.objects.filter(
            source_kind=DEVIATION, source_id__in=[row.pk for row in rows], title__endswith=RUNS_OUT
        )
        asked = set(known.values_list("source_id", flat=True))
        over = [row for row in rows if row.ends < today]
        near = [row for row in rows if row.ends >= today and row.pk not in asked]
        for row in over:
            expire_deviation(actor, deviation=row)
        for row in near:
            ask_renewal(row)
    return len(over) + len(near)


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
