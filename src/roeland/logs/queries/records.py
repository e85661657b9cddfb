"""Closed controls as records: evidence of other rooms, and of the recurring duty that a closed control fulfils."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties.models import Duty, Evidence, Task
from roeland.duties.providers import Provider, Record
from roeland.duties.recurrence import per_year
from roeland.duties.values import TO_DO, DutyStatus
from roeland.kernel import clock
from roeland.logs import store
from roeland.logs.library import MONTHS, add_months
from roeland.logs.models import Run
from roeland.logs.values import RunState, Scope
from roeland.ui import dates

RUN = "logs.run"
DUTY = "ksz-log-control"
FIRST_DAYS = timedelta(days=6)  # of a month: the file of the last one is not there yet, or not controlled


def address(run: Run) -> str:
    """The page of a control. The row comes with its authority."""
    return f"/{run.authority.slug}/logcontrole/{run.key}/"


def title(run: Run) -> str:
    """*Logcontrole oktober 2026, volledige controle: 18 412 raadplegingen, 24 gevallen, 7 niet bekeken, steekproef 40*"""
    parts = [dates.plural(run.events, "raadpleging", "raadplegingen"), dates.plural(run.cases, "geval", "gevallen")]
    parts += [f"{dates.number(run.cut)} niet bekeken"] if run.cut else []
    parts += [f"steekproef {dates.number(run.sampled)}"]
    name = f"{dates.month_name(run.month)} {run.month.year}"
    return _("Logcontrole %(month)s, %(scope)s: %(figures)s") % {
        "month": name,
        "scope": Scope(run.scope).label,
        "figures": ", ".join(parts),
    }


def asked(run: Run) -> bool:
    """Whether the recurring duty that a closed control fulfils stands in the control plan."""
    rows = Duty.objects.filter(authority=run.authority_id, catalogue_id=DUTY, status=DutyStatus.ACTIVE)
    return bool(rows.exists())


def task_of(run: Run) -> Task | None:
    """The open task of the period of this month: the one that falls in the month after it (in the months after it, of a duty that is asked
    less often). Never an earlier or a later one, also when its own is closed already.

    A task of the first days of a month comes before the file of the last one does. Where the control of the month before met the task of this
    period, the authority is that one month behind, and the task of those first days is the one of this month.
    """
    end = store.month(run.month)[1]
    for duty in Duty.objects.filter(authority=run.authority_id, catalogue_id=DUTY, status=DutyStatus.ACTIVE):
        own = Task.objects.filter(duty=duty, key__gt=end)
        last = store.month(add_months(run.month, months_of(duty)))[1]
        period = list(own.filter(key__lte=last).order_by("key"))
        if _by_earlier(run, [task.pk for task in period if task.status not in TO_DO]):
            period += own.filter(key__gt=last, key__lte=last + FIRST_DAYS).order_by("key")
        found = next((task for task in period if task.status in TO_DO), None)
        if found is not None:
            return found
    return None


def months_of(duty: Duty) -> int:
    """For how many months one task of the duty stands."""
    return max(1, round(MONTHS / per_year(duty.rule))) if duty.rule else 1


def _by_earlier(run: Run, tasks: list[UUID]) -> bool:
    """Whether the control of an earlier month is the evidence of one of these tasks."""
    linked = Evidence.objects.filter(task__in=tasks, link_kind=RUN).values_list("link_id", flat=True)
    return Run.objects.filter(pk__in=list(linked), month__lt=run.month).exists()


def _record(run: Run) -> Record:
    return Record(RUN, run.pk, title(run), clock.local(run.closed_at or run.started_at).date(), address(run))


def find(authority_id: UUID, record_id: UUID) -> Record | None:
    """A closed control that the reader in scope may see."""
    rows = Run.objects.filter(authority=authority_id, pk=record_id, state=RunState.CLOSED).select_related("authority")
    return next((_record(row) for row in rows), None)


def search(authority_id: UUID, text: str) -> list[Record]:
    """Closed controls whose month has the text, newest first."""
    rows = (
        Run.objects.filter(authority=authority_id, state=RunState.CLOSED).select_related("authority").order_by("-month")
    )
    return [found for found in map(_record, rows[:60]) if text.strip().lower() in found.title.lower()][:8]


PROVIDER = Provider(RUN, "Logcontrole", find, search, frozenset({DUTY}))
