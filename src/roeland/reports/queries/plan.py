"""What the duties room knows of one year, at a moment. Counted for the authority, not for the reader.

A figure must not depend on who looks: it is read with the rights of the system, and only numbers leave here for pages that
show no records. What a reader may open is asked again, with that reader's rights.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from roeland.duties.models import CostLine, Finding, Task
from roeland.duties.values import FindingStatus, TaskStatus, sum_of_year
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.reports.plan import Outcome, PlanTask
from roeland.reports.values import Costs, FindingFact, Period


@contextmanager
def as_system(authority: Authority) -> Iterator[None]:
    """Read with the rights of the system in this one authority."""
    with scope(Actor.system("reports", [authority.pk]), [authority]):
        yield


def tasks(authority: Authority, period: Period) -> tuple[PlanTask, ...]:
    """The tasks that were owed in the year, as they stood at `period.as_of`.

    The outcome follows from the moments that the task keeps. What was reopened or postponed after that moment cannot be
    seen back: then a recount differs from the frozen figure, and the page of the figure says so.
    """
    with as_system(authority):
        rows = (
            Task.objects.filter(original_due__range=(period.first, period.last), created_at__lte=period.as_of)
            .select_related("duty")
            .order_by("original_due", "number")
        )
        return tuple(_plan_task(row, period) for row in rows)


def has_plan(authority: Authority, period: Period) -> bool:
    """Whether there was any task in the year, so that a figure of it means something."""
    with as_system(authority):
        found: bool = Task.objects.filter(
            original_due__range=(period.first, period.last), created_at__lte=period.as_of
        ).exists()
        return found


def findings(authority: Authority, period: Period) -> tuple[FindingFact, ...]:
    """Findings that were made in the year or stood open in it, as they stood at `period.as_of`."""
    seen = _day(period)
    with as_system(authority):
        rows = Finding.objects.filter(opened_on__lte=min(period.last, seen)).order_by("opened_on", "pk")
        facts = (_finding(row, period) for row in rows)
        return tuple(fact for fact in facts if fact.closed_on is None or fact.closed_on >= period.first)


def costs(authority: Authority, year: int) -> Costs | None:
    """The sums of the year's cost lines; None when nobody wrote any."""
    with as_system(authority):
        lines = [line.cost for line in CostLine.objects.filter(first__year__lte=year)]
    due = [cost for cost in lines if cost.falls_in(year)]
    sums = sum_of_year(due, year)
    return Costs(sums.once, sums.yearly, sums.days) if due else None


def _day(period: Period) -> date:
    return clock.local(period.as_of).date()


def _plan_task(row: Task, period: Period) -> PlanTask:
    duty = row.duty
    return PlanTask(
        id=row.pk,
        number=row.number,
        title=row.title,
        duty_id=duty.pk if duty else None,
        catalogue_id=duty.catalogue_id if duty else "",
        group=row.group,
        rhythm=duty.interval_nl if duty else "",
        owed=row.original_due,
        limit=row.limit,
        done_on=row.done_on,
        outcome=_outcome(row, period),
        monthly=bool(duty and duty.counts_monthly),
        restricted=row.restricted,
        lead_role=row.lead_role,
        reason=row.skip_reason,
        duty_title=duty.title if duty else "",
    )


def _outcome(row: Task, period: Period) -> Outcome:
    moment = period.as_of
    if row.status == TaskStatus.ACCEPTED and row.accepted_at and row.accepted_at <= moment:
        return Outcome.LATE if row.late else Outcome.ON_TIME
    if row.status == TaskStatus.SKIPPED and row.closed_at and row.closed_at <= moment:
        return Outcome.SKIPPED
    handed_in = row.status in {TaskStatus.HANDED_IN, TaskStatus.ACCEPTED} and row.handed_in_at
    if handed_in and row.handed_in_at and row.handed_in_at <= moment:
        return Outcome.IN_REVIEW
    return Outcome.OVERDUE if row.limit < _day(period) else Outcome.TO_COME


def _finding(row: Finding, period: Period) -> FindingFact:
    closed = row.status == FindingStatus.CLOSED and row.closed_on is not None and row.closed_on <= _day(period)
    return FindingFact(
        id=row.pk,
        title=row.title,
        severity=row.get_severity_display(),
        opened_on=row.opened_on,
        due=row.due,
        closed_on=row.closed_on if closed else None,
        restricted=row.audience != "control_plan",
    )


def visible_tasks(ids: list[UUID]) -> list[Task]:
    """Of these tasks the ones that the reader in scope may see."""
    return list(Task.objects.filter(pk__in=ids).order_by("original_due", "number"))


def visible_findings(ids: list[UUID]) -> list[Finding]:
    """Of these findings the ones that the reader in scope may see."""
    return list(Finding.objects.filter(pk__in=ids).order_by("opened_on", "pk"))
