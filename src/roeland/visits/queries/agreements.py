"""Agreements: which one runs, the next usual day, and hours bought, used and left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from roeland.kernel import clock
from roeland.kernel.calendar import next_working_day
from roeland.people.models import ClosingDay
from roeland.visits.models import Agreement, Visit
from roeland.visits.values import VisitStatus

AHEAD = timedelta(days=400)
DECEMBER, LAST_DAY = 12, 31


@dataclass(frozen=True)
class Hours:
    """Minutes of an authority in a period: bought by the agreement, used by closed visits, what these cost in euro."""

    bought: int = 0
    used: int = 0
    cost: Decimal = Decimal(0)
    visits: int = 0

    @property
    def left(self) -> int:
        """Minutes left; negative when more was used than bought."""
        return self.bought - self.used


def running(authority_id: UUID, day: date) -> Agreement | None:
    """The agreement that holds on a day."""
    until = Q(end__isnull=True) | Q(end__gte=day)
    found: Agreement | None = Agreement.objects.filter(until, authority_id=authority_id, start__lte=day).first()
    return found


def next_day(authority_id: UUID, agreement: Agreement | None, after: date) -> date | None:
    """The next planned visit, else the next usual day of the agreement, moved past days on which the authority is closed."""
    rows = Visit.objects.filter(authority_id=authority_id, status=VisitStatus.PLANNED, planned_on__gt=after)
    planned: date | None = rows.order_by("planned_on").values_list("planned_on", flat=True).first()
    if planned or agreement is None:
        return planned
    found = coming(authority_id, agreement, after + timedelta(days=1), after + AHEAD)
    return found[0] if found else None


def coming(authority_id: UUID, agreement: Agreement, first: date, last: date) -> list[date]:
    """The usual days of an agreement in a period, each on a working day of the authority."""
    closed = frozenset(ClosingDay.objects.filter(authority_id=authority_id).values_list("day", flat=True))
    return [next_working_day(day, closed) for day in agreement.terms.days(first, last)]


def year_of(day: date) -> tuple[date, date]:
    """The calendar year of a day."""
    return date(day.year, 1, 1), date(day.year, DECEMBER, LAST_DAY)


def bought_in(ids: Iterable[UUID], first: date, last: date) -> dict[UUID, int]:
    """Minutes that the agreements of each authority hold in a period. One statement."""
    until = Q(end__isnull=True) | Q(end__gte=first)
    bought: dict[UUID, int] = {}
    for row in Agreement.objects.filter(until, authority_id__in=list(ids), start__lte=last):
        bought[row.authority_id] = bought.get(row.authority_id, 0) + row.terms.bought(first, last)
    return bought


def hours(authority_ids: Iterable[UUID], first: date, last: date) -> dict[UUID, Hours]:
    """Per authority in the open scope. Two statements, however many."""
    ids = list(authority_ids)
    bought = bought_in(ids, first, last)
    closed = Visit.objects.filter(
        authority_id__in=ids, status=VisitStatus.CLOSED, planned_on__gte=first, planned_on__lte=last
    )
    used: dict[UUID, dict[str, Any]] = {
        row["authority_id"]: dict(row)
        for row in closed.values("authority_id")
        .annotate(n=Sum("minutes"), euro=Sum("cost"), visits=Count("pk"))
        .order_by()
    }
    return {
        place: Hours(
            bought.get(place, 0),
            used.get(place, {}).get("n") or 0,
            used.get(place, {}).get("euro") or Decimal(0),
            used.get(place, {}).get("visits", 0),
        )
        for place in ids
    }


def all_of(authority_id: UUID) -> list[Agreement]:
    """Every agreement of an authority, newest first."""
    return list(Agreement.objects.filter(authority_id=authority_id).select_related("officer", "authority"))


def left_this_year(authority_id: UUID, day: date | None = None) -> Hours:
    """Hours of the calendar year of a day (today)."""
    first, last = year_of(day or clock.today())
    return hours([authority_id], first, last)[authority_id]
