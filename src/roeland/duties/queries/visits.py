"""What happened in each authority since the actor's last visit, how the year stands, and the hours of the month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from roeland.duties.models import Clock, Finding, ReminderPreference, Task, VisitMark
from roeland.duties.queries.year import Summary, years_of
from roeland.duties.values import TaskStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.people.models import Person, RoleSetting

MONTHS = 12


@dataclass(frozen=True)
class Since:
    """One authority since `at`, the last visit before today (None: never, and then nothing is counted)."""

    authority_id: UUID
    at: datetime | None
    closed: int = 0
    closed_late: int = 0
    findings: int = 0
    clocks: int = 0
    joined: int = 0
    left: int = 0

    @property
    def quiet(self) -> bool:
        """Whether nothing happened."""
        return not (self.closed or self.findings or self.clocks or self.joined or self.left)


def last_visits(actor: Actor, today: date) -> dict[UUID, datetime]:
    """Per authority the end of the actor's last visit before today."""
    rows = VisitMark.objects.filter(person__in=actor.person_ids, on__lt=today).values("authority_id")
    return {row["authority_id"]: row["last"] for row in rows.annotate(last=Max("at")).order_by()}


def reminders_of(actor: Actor) -> str:
    """How often the actor chose to get the mail with what there is to do; empty when nothing was chosen."""
    rows = ReminderPreference.objects.filter(person__in=actor.person_ids).order_by("pk")
    return rows.values_list("frequency", flat=True).first() or ""


def _since(actor: Actor, today: date, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Rows annotated with the last visit to their authority; those of never visited ones fall away."""
    visits = VisitMark.objects.filter(authority_id=OuterRef("authority_id"), person__in=actor.person_ids, on__lt=today)
    found: QuerySet[Any] = rows.annotate(visit=Subquery(visits.order_by("-at").values("at")[:1])).filter(
        visit__isnull=False
    )
    return found


def since_last_visit(actor: Actor, authority_ids: list[UUID], today: date | None = None) -> list[Since]:
    """What is new per authority, six statements whatever their number."""
    today = today or clock.today()
    visits = last_visits(actor, today)
    tasks = _since(actor, today, Task.objects.filter(status=TaskStatus.ACCEPTED)).filter(closed_at__gt=F("visit"))
    late = Count("pk", filter=Q(done_on__gt=F("limit")))
    closed = {
        row["authority_id"]: row for row in tasks.values("authority_id").annotate(n=Count("pk"), late=late).order_by()
    }
    counts = {
        "findings": _counted(actor, today, Finding.objects.all(), "opened_on__gte"),
        "clocks": _counted(actor, today, Clock.objects.all(), "started_at__gt"),
        "joined": _counted(actor, today, Person.objects.all(), "active_from__gt"),
        "left": _counted(actor, today, Person.objects.filter(left_on__lt=today), "left_on__gte"),
    }
    return [
        Since(
            authority_id,
            visits.get(authority_id),
            closed.get(authority_id, {}).get("n", 0),
            closed.get(authority_id, {}).get("late", 0),
            **{name: found.get(authority_id, 0) for name, found in counts.items()},
        )
        for authority_id in authority_ids
    ]


def _counted(actor: Actor, today: date, rows: QuerySet[Any], column: str) -> dict[UUID, int]:
    moment = F("visit") if column.startswith("started") else F("visit__date")
    found = _since(actor, today, rows).filter(**{column: moment}).values("authority_id")
    return {row["authority_id"]: row["n"] for row in found.annotate(n=Count("pk")).order_by()}


@dataclass(frozen=True)
class Ribbon:
    """The year of an authority as a bar. `elapsed` is the part of the year that has passed, 0 to 1."""

    authority_id: UUID
    summary: Summary
    elapsed: float


def ribbons(authority_ids: list[UUID], today: date | None = None) -> list[Ribbon]:
    """How this year stands per authority. For a handful of authorities: it reads their tasks of the year."""
    today = today or clock.today()
    first, last = date(today.year, 1, 1), date(today.year, 12, 31)
    elapsed = ((today - first).days + 1) / ((last - first).days + 1)
    years = years_of(authority_ids, today.year, today)
    return [Ribbon(authority_id, years[authority_id].summary, elapsed) for authority_id in authority_ids]


@dataclass(frozen=True)
class MonthHours:
    """Minutes spent this month on tasks by the actor, beside a twelfth of the hours a year that his role has (None: unknown)."""

    authority_id: UUID
    minutes: int
    capacity_minutes: int | None


def hours_this_month(actor: Actor, authority_ids: list[UUID], today: date | None = None) -> list[MonthHours]:
    """Two statements. What was not said to have taken long counts with the estimate of the task."""
    today = today or clock.today()
    first = datetime.combine(today.replace(day=1), time(), tzinfo=clock.BRUSSELS)
    rows = Task.objects.filter(doer__in=actor.person_ids, handed_in_at__gte=first).values("authority_id")
    spent = {
        row["authority_id"]: row["n"] for row in rows.annotate(n=Sum(Coalesce("minutes_spent", "minutes"))).order_by()
    }
    capacity: dict[UUID, int] = {}
    for authority_id, role, hours in RoleSetting.objects.filter(hours_per_year__isnull=False).values_list(
        "authority_id", "role", "hours_per_year"
    ):
        if role in actor.rights_in(authority_id).roles:
            capacity[authority_id] = capacity.get(authority_id, 0) + (hours or 0) * 60 // MONTHS
    return [MonthHours(place, spent.get(place) or 0, capacity.get(place)) for place in authority_ids]
