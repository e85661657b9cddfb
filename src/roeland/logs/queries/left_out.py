"""Months that nobody will control: those in sight, of one month, of a year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.logs.models import LeftOut
from roeland.logs.queries.runs import states
from roeland.logs.queries.terms import months_before
from roeland.logs.values import LeftOutFact


def listed(authority_ids: Collection[UUID]) -> QuerySet[LeftOut]:
    """Those that stand, the newest month first."""
    rows: QuerySet[LeftOut] = LeftOut.objects.filter(authority__in=authority_ids, withdrawn_at=None)
    return rows.select_related("authority")


def reason_of(authority: Authority, month: date) -> str:
    """Why nobody controls a month; empty when it is not left out. One statement."""
    return listed([authority.pk]).filter(month=month).values_list("reason", flat=True).first() or ""


def to_leave(authority: Authority) -> list[date]:
    """The months that can be left out: over, without a control and not left out yet, newest first. One statement."""
    known = states(authority)
    return [one for one in months_before(clock.today()) if one not in known]


def of_year(authority: Authority, first: date, last: date, as_of: datetime) -> list[LeftOutFact]:
    """The months from `first` to `last` that were left out at `as_of`, oldest first. One statement."""
    stood = Q(withdrawn_at=None) | Q(withdrawn_at__gt=as_of)
    rows = LeftOut.objects.filter(stood, authority=authority, month__range=(first, last), made_at__lte=as_of)
    return [LeftOutFact(row.month, row.reason) for row in rows.order_by("month", "made_at")]
