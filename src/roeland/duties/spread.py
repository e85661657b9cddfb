"""When each adopted duty starts: spread over working days, so that nobody is asked everything at once. Pure.

Deterministic: the same selection on the same day gives the same plan. No start falls in July, August or at year-end;
the officer's own duties start on visit days when those are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from roeland.duties import recurrence
from roeland.kernel.calendar import NOTHING_CLOSED, is_quiet, is_working_day

# Between these a due date keeps its month: no month is too short for it, and leaving a long weekend stays inside the month.
_FIRST_SAFE_DAY, _LAST_SAFE_DAY = 5, 28
_LEAD_TIME = timedelta(days=14)

_Bucket = tuple[str, str, int, int]


@dataclass(frozen=True)
class Wanted:
    """What the spread needs to know of a duty. `rule` empty: it starts by itself when its event comes."""

    id: str
    rule: str
    minutes: int
    role: str


def visit_days(first: date, every_weeks: int, *, years: int = 2) -> list[date]:
    """The coming days of a fixed visit, such as every second Thursday; a visit that falls on a closed day is not made."""
    return [first + timedelta(weeks=every_weeks * step) for step in range(years * 52 // every_weeks)]


def fixed_date(rule: str) -> bool:
    """Whether the rule itself names its day, so that there is nothing to spread."""
    parts = recurrence.parse_rule(rule) if rule else {}
    return bool(parts.keys() & {"BYMONTHDAY", "BYDAY", "BYMONTH"})


def horizon_days(rule: str) -> int:
    """Over how many days the first occurrence may be placed: one interval, but a year at most."""
    return min(round(365 / recurrence.per_year(rule)), 365)


def spread(
    wanted: Iterable[Wanted],
    today: date,
    *,
    closed: frozenset[date] = NOTHING_CLOSED,
    visits: Sequence[date] = (),
    visiting_role: str = "security_officer",
) -> dict[str, date]:
    """Start date (DTSTART, the first due date) per duty id.

    A duty goes to the month, then the week, with the least minutes of its role so far, the earliest among equals; heavy
    duties choose first. `visits` are the coming days on which the visiting role is present.
    """
    starts: dict[str, date] = {}
    load: dict[_Bucket, int] = {}
    rows = sorted(wanted, key=lambda row: (-row.minutes, row.id))
    for row in rows:
        if not row.rule or fixed_date(row.rule):
            starts[row.id] = today
            continue
        days = visits if row.role == visiting_role and visits else ()
        candidates = _candidates(row.rule, today, closed, days)
        best = min(candidates, key=lambda day, role=row.role: (*_loads(load, role, day), day))  # type: ignore[misc]
        for bucket in _buckets(row.role, best):
            load[bucket] = load.get(bucket, 0) + row.minutes
        starts[row.id] = best
    return starts


def _buckets(role: str, day: date) -> tuple[_Bucket, _Bucket]:
    """The month and the week of a day, as keys of the load."""
    year, week, _ = day.isocalendar()
    return (role, "month", day.year, day.month), (role, "week", year, week)


def _loads(load: dict[_Bucket, int], role: str, day: date) -> tuple[int, int]:
    month, week = _buckets(role, day)
    return load.get(month, 0), load.get(week, 0)


def _candidates(rule: str, today: date, closed: frozenset[date], visits: Sequence[date]) -> list[date]:
    """Days on which a series may start; when the interval lies within a quiet period, the first day after that."""
    first = today + min(_LEAD_TIME, timedelta(days=horizon_days(rule) // 2))
    last = first + timedelta(days=max(horizon_days(rule), 7))

    def fits(day: date) -> bool:
        return _FIRST_SAFE_DAY <= day.day <= _LAST_SAFE_DAY and not is_quiet(day) and is_working_day(day, closed)

    found = [day for day in visits if first <= day <= last and fits(day)]
    found = found or [day for day in _days(first, last) if fits(day)]
    return found or [next(day for day in _days(last, last + timedelta(days=200)) if fits(day))]


def _days(first: date, last: date) -> Iterable[date]:
    for step in range((last - first).days + 1):
        yield first + timedelta(days=step)
