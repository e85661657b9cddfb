"""Which month a source has delivered, and by which day it had to. Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from roeland.kernel import clock
from roeland.kernel.calendar import is_working_day, next_working_day
from roeland.logs.formats.mapping import ADDING
from roeland.logs.library import add_months
from roeland.logs.models import Delivery, Source
from roeland.logs.store import month as bounds
from roeland.logs.values import Kind

BACK = 12  # months that are asked for


def covered(
    row: Source, files: Sequence[Delivery], days: Collection[date], month: date, off: Collection[date] = ()
) -> bool:
    """Whether a month of a source is there. `files` are those that count; `days` those of which they hold a consultation.

    Of consultations: it has some, and from its first to its last day there are nowhere as many working days in a row without a single one
    as its sheet says (`quiet_days`, a whole working week unless another number was given; holidays and closing days are none). So half a
    month is not the month, in one file or more; a line that strayed in from another month changes nothing; a few quiet days do not keep the
    month late (what lacks in a file is told at the file, `gaps`).
    A list holds no days: one that is whole each time says how things stand, so it covers every month that ended before it came. Of lists
    that add to each other each covers one month: the one before it came or, when that one was there already, the last before it that was not.
    """
    if row.kind == Kind.CONSULT:
        return holds(days, month, off, row.quiet_days)
    if row.mapping.get("adds", Kind(row.kind) in ADDING):
        return month in _added(files)
    return any(clock.local(one.received_at).date() >= add_months(month, 1) for one in files)


def holds(days: Collection[date], month: date, off: Collection[date], quiet: int) -> bool:
    """Whether these days of consultations are a month, as `covered` says; `quiet`: so many working days without one are no month."""
    first, last = bounds(month)
    here = {day for day in days if first <= day <= last}
    return bool(here) and _longest_hole(here, first, last, frozenset(off)) < quiet


def _longest_hole(here: Collection[date], first: date, last: date, off: frozenset[date]) -> int:
    """The most working days in a row without a consultation."""
    longest = run = 0
    for step in range((last - first).days + 1):
        day = first + timedelta(days=step)
        run = 0 if day in here else run + is_working_day(day, off)
        longest = max(longest, run)
    return longest


def _added(files: Sequence[Delivery]) -> set[date]:
    """The months of lists that add to each other, in the order in which they came."""
    found: set[date] = set()
    for one in sorted(files, key=lambda each: each.received_at):
        month = add_months(clock.local(one.received_at).date().replace(day=1), -1)
        while month in found:
            month = add_months(month, -1)
        found.add(month)
    return found


def due_on(row: Source, month: date, off: Collection[date] = ()) -> date:
    """The day by which the file of a month must be there: in the month after it; a day off moves to the working day after it."""
    return next_working_day(add_months(month, 1).replace(day=row.due_day or 1), frozenset(off))


def asked(row: Source, today: date, off: Collection[date] = ()) -> list[tuple[date, date]]:
    """(month, the day by which its file had to be there), oldest first, of the last twelve months whose day has come; none whose day
    lies before the source was made."""
    made = clock.local(row.made_at).date()
    found = [(month, due_on(row, month, off)) for month in _months(today, BACK + 1)]
    return [(month, due) for month, due in found if made <= due <= today][-BACK:]


def next_due(row: Source, today: date, off: Collection[date] = ()) -> date:
    """The first of such days that still has to come."""
    return next(due for month in _months(today, 2, 1) if (due := due_on(row, month, off)) > today)


def _months(today: date, back: int, ahead: int = 0) -> list[date]:
    this = today.replace(day=1)
    return [add_months(this, step) for step in range(-back, ahead + 1)]
