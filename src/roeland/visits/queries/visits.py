"""Lists of visits, one visit with its points, the half day, and figures for other rooms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet, Sum

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.people.models import Person
from roeland.ui import dates
from roeland.visits.models import Visit, VisitItem
from roeland.visits.queries import agreements
from roeland.visits.values import Outcome, VisitStatus


def visits(authority: Authority | None = None) -> QuerySet[Visit]:
    """Visits in scope, newest first, with what a line shows."""
    rows: QuerySet[Visit] = Visit.objects.select_related("authority", "officer", "agreement")
    return rows.filter(authority=authority) if authority else rows


def visit_by_id(authority: Authority, pk: UUID) -> Visit | None:
    """One visit; None for absent and refused alike."""
    return visits(authority).filter(pk=pk).first()


def open_visits(actor: Actor) -> list[Visit]:
    """The half day: the visits that the actor is busy with, by authority."""
    rows = visits().filter(status=VisitStatus.OPEN, officer__in=actor.person_ids)
    return list(rows.order_by("authority__name"))


def items(of: Iterable[Visit]) -> dict[UUID, list[VisitItem]]:
    """The points of visits, with their task and person. One statement."""
    found: dict[UUID, list[VisitItem]] = {visit.pk: [] for visit in of}
    rows = VisitItem.objects.filter(visit__in=list(found)).select_related("task__assignee", "task__authority", "person")
    for row in rows:
        found[row.visit_id].append(row)
    return found


def persons(authority_ids: Iterable[UUID], day: date) -> dict[UUID, list[Person]]:
    """Who works at these authorities on a day, by name. One statement."""
    gone = Q(left_on__isnull=True) | Q(left_on__gte=day)
    found: dict[UUID, list[Person]] = {place: [] for place in authority_ids}
    for row in Person.objects.filter(gone, authority_id__in=list(found), active_from__lte=day):
        found[row.authority_id].append(row)
    return found


@dataclass(frozen=True)
class Standing:
    """How the visits of an authority stand: days and minutes, no content."""

    last: date | None = None
    following: date | None = None
    hours: agreements.Hours = field(default_factory=agreements.Hours)


def standings(authority_ids: Iterable[UUID], today: date) -> dict[UUID, Standing]:
    """Per authority in the open scope: last and next visit, hours of the year. Two statements, however many."""
    ids = list(authority_ids)
    year_ = agreements.year_of(today)
    bought = agreements.bought_in(ids, *year_)
    closed, planned = Q(status=VisitStatus.CLOSED), Q(status=VisitStatus.PLANNED, planned_on__gte=today)
    grouped = Visit.objects.filter(authority_id__in=ids).order_by().values("authority_id")
    counted = closed & Q(planned_on__range=year_)
    rows = grouped.annotate(
        last=Max("planned_on", filter=closed),
        following=Min("planned_on", filter=planned),
        used=Sum("minutes", filter=counted),
        euro=Sum("cost", filter=counted),
        visited=Count("pk", filter=counted),
    )
    found: dict[UUID, dict[str, Any]] = {row["authority_id"]: dict(row) for row in rows}
    return {place: _standing(found.get(place, {}), bought.get(place, 0)) for place in ids}


def _standing(row: dict[str, Any], bought: int) -> Standing:
    hours = agreements.Hours(bought, row.get("used") or 0, row.get("euro") or Decimal(0), row.get("visited", 0))
    return Standing(row.get("last"), row.get("following"), hours)


@dataclass(frozen=True)
class Year:
    """The visits of an authority in a year, for the annual report and the management report."""

    visits: int
    bought: int
    used: int
    cost: Decimal
    done: int
    asked: int
    decided: int
    open_promises: int


def year(authority: Authority, number: int) -> Year:
    """Figures of a calendar year. Four statements."""
    first, last = agreements.year_of(date(number, 1, 1))
    hours = agreements.hours([authority.pk], first, last)[authority.pk]
    rows = VisitItem.objects.filter(
        authority=authority, visit__status=VisitStatus.CLOSED, visit__planned_on__gte=first, visit__planned_on__lte=last
    )
    wanted: dict[str, Any] = {o.value: Count("pk", filter=Q(outcome=o)) for o in Outcome}
    counts = rows.aggregate(**wanted)
    waiting = Q(outcome=Outcome.ASKED) & Q(task__isnull=False) & ~Q(task__status__in=("accepted", "skipped"))
    return Year(
        hours.visits,
        hours.bought,
        hours.used,
        hours.cost,
        counts["done"],
        counts["asked"],
        counts["decided"],
        rows.filter(waiting).count(),
    )


def next_visit(authority: Authority, today: date) -> Visit | None:
    """The first visit that is planned from today on, or that is going on."""
    rows = visits(authority).filter(Q(status=VisitStatus.OPEN) | Q(status=VisitStatus.PLANNED, planned_on__gte=today))
    return rows.order_by("planned_on").first()


def minutes_words(value: int) -> str:
    """*4 u 30*, *45 minuten*; a shortage says so."""
    return f"{dates.minutes(-value)} te veel" if value < 0 else dates.minutes(value)
