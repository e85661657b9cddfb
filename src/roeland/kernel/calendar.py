"""Belgian legal holidays, closing days, arithmetic of working days. Pure; the days are data (`data/calendar.yaml`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from dateutil.easter import easter

from roeland.kernel.shipped import parsed

_DAY = timedelta(days=1)
_SATURDAY = 5
NOTHING_CLOSED: frozenset[date] = frozenset()


@dataclass(frozen=True, order=True)
class Holiday:
    """A day with its Dutch name."""

    day: date
    name: str


@dataclass(frozen=True)
class YearlyPeriod:
    """A stretch of every year, both ends included; it may run over New Year. Ends are (month, day)."""

    first: tuple[int, int]
    last: tuple[int, int]
    name: str

    def covers(self, day: date) -> bool:
        """Whether the day lies in the period."""
        here = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


@cache
def calendar_data() -> dict[str, Any]:
    """The parsed `calendar.yaml`."""
    text = resources.files("roeland.kernel").joinpath("data/calendar.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = parsed(text)
    return data


@cache
def legal_holidays(year: int) -> tuple[Holiday, ...]:
    """The ten legal public holidays of Belgium in a year, in order of date."""
    rows = calendar_data()["public_holidays"]
    found = [Holiday(date(year, *_month_day(row["md"])), row["nl"]) for row in rows["fixed"]]
    sunday = easter(year)
    found += [Holiday(sunday + row["offset"] * _DAY, row["nl"]) for row in rows["easter_offset_days"]]
    return tuple(sorted(found))


@cache
def _holiday_dates(year: int) -> frozenset[date]:
    return frozenset(holiday.day for holiday in legal_holidays(year))


@cache
def usual_closing_days(year: int) -> tuple[Holiday, ...]:
    """Days on which many authorities close (11 July and its like): a proposal, never counted by itself."""
    rows = calendar_data()["usual_closing_days"]
    return tuple(sorted(Holiday(date(year, *_month_day(row["md"])), row["nl"]) for row in rows))


@cache
def quiet_periods() -> tuple[YearlyPeriod, ...]:
    """Periods in which no new series of work should start."""
    rows = calendar_data()["quiet_periods"]
    return tuple(YearlyPeriod(_month_day(row["from"]), _month_day(row["to"]), row["nl"]) for row in rows)


def is_quiet(day: date) -> bool:
    """Whether the day lies in one of the quiet periods."""
    return any(period.covers(day) for period in quiet_periods())


def is_holiday(day: date) -> bool:
    """Whether the day is a legal public holiday in Belgium."""
    return day in _holiday_dates(day.year)


def is_working_day(day: date, closed: Collection[date] = NOTHING_CLOSED) -> bool:
    """Monday to Friday, no legal holiday and not in `closed` (the closing days of the authority)."""
    return day.weekday() < _SATURDAY and not is_holiday(day) and day not in closed


def previous_working_day(day: date, closed: Collection[date] = NOTHING_CLOSED) -> date:
    """The day itself when it is a working day, else the last working day before it."""
    while not is_working_day(day, closed):
        day -= _DAY
    return day


def next_working_day(day: date, closed: Collection[date] = NOTHING_CLOSED) -> date:
    """The day itself when it is a working day, else the first working day after it."""
    while not is_working_day(day, closed):
        day += _DAY
    return day


def add_working_days(day: date, count: int, closed: Collection[date] = NOTHING_CLOSED) -> date:
    """The working day that lies `count` working days after (negative: before) the day, which itself is not counted."""
    step = _DAY if count >= 0 else -_DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day, closed):
            day += step
    return day


def working_days(first: date, last: date, closed: Collection[date] = NOTHING_CLOSED) -> Iterator[date]:
    """Every working day from first to last, both included."""
    while first <= last:
        if is_working_day(first, closed):
            yield first
        first += _DAY
