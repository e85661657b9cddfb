"""Notice mandates that ran out by their own last day: no verb ended them, so no fact tells it."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from roeland.duties.events import ENDINGS, ends, start
from roeland.duties.models import Duty, Task
from roeland.duties.values import DutyStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.people.models import Mandate

log = logging.getLogger("roeland.duties.expiry")


def notice_expired() -> int:
    """Start what the end of a mandate asks, in every authority; the number of tasks made. One that fails stops no other."""
    made = 0
    for authority_id in Authority.everything.order_by("slug").values_list("pk", flat=True):
        try:
            made += _notice(authority_id, clock.today())
        except Exception:
            log.exception("expired mandates of authority %s failed", authority_id)
    return made


def _notice(authority_id: UUID, today: date) -> int:
    actor = Actor.system("worker", [authority_id])
    with scope(actor, [authority_id]):
        duties = Duty.objects.filter(trigger__in=ENDINGS.values(), status=DutyStatus.ACTIVE, adopted_on__isnull=False)
        first = min((day for day in duties.values_list("adopted_on", flat=True) if day), default=None)
        if first is None:
            return 0
        events = [
            event
            for row in _expired(first, today)
            for event in ends(row.pk, row.role, row.end or today, str(row.person))
        ]
        return sum(start(actor, authority_id, event) for event in events)


def _expired(first: date, today: date) -> QuerySet[Mandate]:
    """Mandates that ended since `first` and have no task yet; not of who left or was given the same role anew."""
    rows = Mandate.objects.filter(role__in=ENDINGS, end__gte=first, end__lt=today).select_related("person")
    anew = Mandate.objects.filter(person=OuterRef("person"), role=OuterRef("role"), start__gt=OuterRef("start"))
    anew = anew.filter(start__lte=OuterRef("next_day")).filter(Q(end=None) | Q(end__gt=OuterRef("end")))
    known = Task.objects.filter(source_kind="people.mandate", source_id=OuterRef("pk"))
    rows = rows.annotate(next_day=F("end") + timedelta(days=1)).filter(~Exists(anew), ~Exists(known))
    found: QuerySet[Mandate] = rows.filter(Q(person__left_on=None) | Q(person__left_on__gt=F("end")))
    return found
