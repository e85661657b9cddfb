"""Lengths of time as law and service agreements count them: elapsed hours, office minutes, months, weeks. Pure.

A moment is an aware datetime; results are in UTC. Wall-clock rules are those of Brussels, so both nights on which the
clock changes come out right: elapsed hours run through them, office hours and months keep the wall-clock time.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from roeland.kernel.calendar import calendar_data, is_holiday

BRUSSELS = ZoneInfo("Europe/Brussels")
_MINUTE = timedelta(minutes=1)
_SEARCH_DAYS = 3660  # ten years

Window = tuple[time, time]


def _aware(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return moment.astimezone(UTC)


def add_hours(start: datetime, hours: float) -> datetime:
    """Elapsed hours after the start: through nights, weekends, holidays and clock changes."""
    return _aware(start) + timedelta(hours=hours)


def add_days(start: datetime, days: int) -> datetime:
    """Calendar days at the same wall-clock time."""
    local = _aware(start).astimezone(BRUSSELS)
    return _on(local.date() + timedelta(days=days), local.time())


def add_weeks(start: datetime, weeks: int) -> datetime:
    """Multiples of seven calendar days at the same wall-clock time."""
    return add_days(start, 7 * weeks)


def add_months_to_date(day: date, months: int) -> date:
    """The same day number that many months later, or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_months(start: datetime, months: int) -> datetime:
    """Calendar months at the same wall-clock time: the same day number, or the last day of the month."""
    local = _aware(start).astimezone(BRUSSELS)
    return _on(add_months_to_date(local.date(), months), local.time())


def _on(day: date, at: time) -> datetime:
    """A wall-clock time in Brussels as UTC. A time that the spring change skips moves one hour on."""
    return datetime.combine(day, at.replace(tzinfo=None), tzinfo=BRUSSELS).astimezone(UTC)


def _edge(day: date, at: time) -> datetime:
    """The edge of a window as UTC. A time that the spring change skips is the moment of the change itself."""
    moment = _on(day, at)
    if moment.astimezone(BRUSSELS).time() != at.replace(tzinfo=None):
        return _on(day, time(at.hour + 1))  # European clocks change on the whole hour
    return moment


def end_of_day(day: date) -> datetime:
    """The first moment of the next day in Brussels: until then something due that day is on time."""
    return _on(day + timedelta(days=1), time())


@dataclass(frozen=True)
class OfficeHours:
    """When a service works: windows per weekday (0 is Monday), closed on legal holidays and when `closed(day)` says so.

    Windows of a day must not overlap; each ends after it starts and on the same day (`time.max` reads as midnight).
    """

    weekdays: Mapping[int, tuple[Window, ...]]
    closed: Callable[[date], bool] = is_holiday

    def __post_init__(self) -> None:
        for weekday, windows in self.weekdays.items():
            edges = [edge for window in sorted(windows) for edge in window]
            if weekday not in range(7) or edges != sorted(set(edges)):
                raise ValueError(f"office hours of weekday {weekday} overlap or run backwards")

    def windows(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """The stretches of work on a day, in UTC and in order; a window that a clock change swallows is left out."""
        if self.closed(day):
            return
        for first, last in sorted(self.weekdays.get(day.weekday(), ())):
            start, end = _edge(day, first), end_of_day(day) if last == time.max else _edge(day, last)
            if start < end:
                yield start, end

    def is_open(self, moment: datetime) -> bool:
        """Whether the service works at that moment."""
        moment = _aware(moment)
        return any(start <= moment < end for start, end in self.windows(moment.astimezone(BRUSSELS).date()))

    def add(self, start: datetime, minutes: int) -> datetime:
        """The moment at which that many minutes of work have passed; ValueError when there never are that many."""
        start = _aware(start)
        left = timedelta(minutes=minutes)
        day = start.astimezone(BRUSSELS).date()
        for _ in range(_SEARCH_DAYS):
            for opens, closes in self.windows(day):
                begin = max(opens, start)
                if begin < closes and begin + left <= closes:
                    return begin + left
                left -= max(closes - begin, timedelta())
            day += timedelta(days=1)
        raise ValueError("these office hours never hold that many minutes")

    def between(self, start: datetime, end: datetime) -> int:
        """Whole minutes of work between two moments; 0 when the end lies before the start."""
        start, end = _aware(start), _aware(end)
        total = timedelta()
        day, last = start.astimezone(BRUSSELS).date(), end.astimezone(BRUSSELS).date()
        while day <= last:
            for opens, closes in self.windows(day):
                total += max(min(closes, end) - max(opens, start), timedelta())
            day += timedelta(days=1)
        return total // _MINUTE


def example_office_hours(closed: Callable[[date], bool] = is_holiday) -> OfficeHours:
    """The hours of `calendar.yaml`, used until an authority enters its own."""
    rows = calendar_data()["office_hours_example"]["weekdays"]
    parsed = {
        int(weekday): tuple((time.fromisoformat(first), time.fromisoformat(last)) for first, last in windows)
        for weekday, windows in rows.items()
    }
    return OfficeHours(parsed, closed)
