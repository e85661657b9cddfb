"""Closed controls as records: evidence of other rooms, and of the recurring duty that a closed control fulfils."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties.models import Duty
from roeland.duties.providers import Provider, Record
from roeland.duties.values import DutyStatus
from roeland.kernel import clock
from roeland.logs.models import Run
from roeland.logs.values import RunState, Scope
from roeland.ui import dates

RUN = "logs.run"
DUTY = "ksz-log-control"


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
