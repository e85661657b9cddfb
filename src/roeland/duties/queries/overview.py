"""One line per authority for the shared officer: what is late, what comes, which clocks run, when the last visit was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from roeland.duties.models import Clock, Finding, Task
from roeland.duties.queries.visits import last_visits
from roeland.duties.values import UNFINISHED, ClockStatus, FindingStatus, TaskStatus, end_of_week
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.scope import current_scope


@dataclass(frozen=True)
class Standing:
    """How an authority stands today; counts are of everything in sight, whoever does it."""

    authority_id: UUID
    late: int = 0
    today: int = 0
    this_week: int = 0
    to_review: int = 0
    clocks: int = 0
    findings: int = 0
    last_visit: datetime | None = None


def standings(actor: Actor, today: date | None = None) -> dict[UUID, Standing]:
    """Per authority of the open scope. Four statements, however many authorities and tasks."""
    today = today or clock.today()
    ids = current_scope().authority_ids
    open_tasks = Task.objects.filter(status__in=UNFINISHED, limit__lte=end_of_week(today)).values("authority_id")
    tasks = {
        row["authority_id"]: row
        for row in open_tasks.annotate(
            overdue=Count("pk", filter=Q(limit__lt=today)),
            now=Count("pk", filter=Q(limit=today)),
            week=Count("pk", filter=Q(limit__gt=today)),
            review=Count("pk", filter=Q(status=TaskStatus.HANDED_IN)),
        ).order_by()
    }
    running = Clock.objects.filter(status__in=(ClockStatus.RUNNING, ClockStatus.PAUSED)).values("authority_id")
    clocks = {row["authority_id"]: row["n"] for row in running.annotate(n=Count("pk")).order_by()}
    open_findings = Finding.objects.filter(status=FindingStatus.OPEN).values("authority_id")
    findings = {row["authority_id"]: row["n"] for row in open_findings.annotate(n=Count("pk")).order_by()}
    visits = last_visits(actor, today)
    empty = {"overdue": 0, "now": 0, "week": 0, "review": 0}
    return {
        authority_id: Standing(
            authority_id,
            late=tasks.get(authority_id, empty)["overdue"],
            today=tasks.get(authority_id, empty)["now"],
            this_week=tasks.get(authority_id, empty)["week"],
            to_review=tasks.get(authority_id, empty)["review"],
            clocks=clocks.get(authority_id, 0),
            findings=findings.get(authority_id, 0),
            last_visit=visits.get(authority_id),
        )
        for authority_id in ids
    }
