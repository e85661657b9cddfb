"""One line per authority for the shared officer: what is late, what comes, which clocks run, when the last visit was."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Count, Q, Value, When
from django.db.models.functions import Cast, Concat, ExtractMonth, ExtractYear

from roeland.duties.models import Clock, Duty, Finding, Task
from roeland.duties.queries.visits import last_visits
from roeland.duties.queries.year import UNIT
from roeland.duties.recurrence import counts_monthly
from roeland.duties.values import TO_DO, ClockStatus, FindingStatus, TaskStatus, end_of_week
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.scope import current_scope

__all__ = ["UNIT", "Standing", "standings"]

MONTHS = 12


@dataclass(frozen=True)
class Standing:
    """How an authority stands today; counts are of everything in sight, whoever does it.

    Late, today and this week count what waits for its doer; what was handed in is only to review. The unit is `UNIT`.
    """

    authority_id: UUID
    late: int = 0
    today: int = 0
    this_week: int = 0
    to_review: int = 0
    clocks: int = 0
    findings: int = 0
    last_visit: datetime | None = None


def _units() -> Case:
    """What a task counts as: of a duty more frequent than monthly its month, else the task itself."""
    rules = Duty.objects.exclude(rule="").order_by().values_list("rule", flat=True).distinct()
    text = CharField()
    month = ExtractYear("original_due") * MONTHS + ExtractMonth("original_due")
    monthly = Concat(Cast("duty_id", text), Value(" "), Cast(month, text), output_field=text)
    frequent = [rule for rule in rules if counts_monthly(rule)]
    return Case(When(duty__rule__in=frequent, then=monthly), default=Cast("pk", text), output_field=text)


def _tasks(today: date) -> Iterable[Any]:
    waits = Q(status__in=TO_DO)
    rows = Task.objects.filter(waits & Q(limit__lte=end_of_week(today)) | Q(status=TaskStatus.HANDED_IN))
    counts = {
        "overdue": waits & Q(limit__lt=today),
        "now": waits & Q(limit=today),
        "week": waits & Q(limit__gt=today),
        "review": Q(status=TaskStatus.HANDED_IN),
    }
    grouped = rows.annotate(counted_as=_units()).values("authority_id").order_by()
    return grouped.annotate(**{name: Count("counted_as", filter=only, distinct=True) for name, only in counts.items()})


def _clocks_and_findings() -> tuple[dict[UUID, int], dict[UUID, int]]:
    """Running clocks and open findings per authority, in one statement."""
    running = Clock.objects.filter(status__in=(ClockStatus.RUNNING, ClockStatus.PAUSED))
    opened = Finding.objects.filter(status=FindingStatus.OPEN)
    columns = "what", "authority_id", "n"

    def counted(rows: Any, what: str) -> Any:
        grouped = rows.order_by().annotate(what=Value(what, output_field=CharField())).values("what", "authority_id")
        return grouped.annotate(n=Count("pk")).values_list(*columns)

    both: dict[str, dict[UUID, int]] = {"clock": {}, "finding": {}}
    for what, authority_id, n in counted(running, "clock").union(counted(opened, "finding"), all=True):
        both[what][authority_id] = n
    return both["clock"], both["finding"]


def standings(actor: Actor, today: date | None = None) -> dict[UUID, Standing]:
    """Per authority of the open scope. Four statements, however many authorities and tasks."""
    today = today or clock.today()
    ids = current_scope().authority_ids
    tasks = {row["authority_id"]: row for row in _tasks(today)}
    clocks, findings = _clocks_and_findings()
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
