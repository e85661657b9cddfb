"""The retention term of a control: until when it may be judged or looked at again."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from roeland.kernel import clock
from roeland.kernel.decision import Decision
from roeland.logs.models import Case, Run, SampleItem
from roeland.logs.queries.conditions import counts
from roeland.logs.rules import may_still
from roeland.logs.values import GONE

MONTHS = 12


def months_back(day: date, months: int) -> date:
    """The first day of the month that lies `months` whole months before the month of `day`."""
    at = day.year * MONTHS + day.month - 1 - months
    return date(at // MONTHS, at % MONTHS + 1, 1)


def months_before(today: date, count: int = 18) -> list[date]:
    """The months that are over, newest first, as far as a choice of them goes."""
    return [months_back(today, step) for step in range(1, count + 1)]


def first_kept(authority_id: UUID) -> date | None:
    """The first month whose control is still in its term; None without a term. One statement."""
    row = counts(authority_id)
    return months_back(clock.today(), row.retention_months) if row and row.retention_months else None


def in_term(authority_id: UUID, month: date, *, erased: bool = False) -> Decision:
    """Denied for the control of a month past its term, and for what was erased, also where the term was made longer afterwards."""
    if erased:
        return may_still(over=True)
    first = first_kept(authority_id)
    return may_still(over=first is not None and month < first)


def erased(run: Run) -> bool:
    """Whether cases or drawn consultations of a control were erased. At most two statements."""
    gone = Case.objects.filter(run=run).exclude(blanked_at=None).exists()
    return gone or SampleItem.objects.filter(run=run, user__user_id=GONE).exists()
