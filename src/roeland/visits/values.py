"""The words of this room as enums, and the sums of an agreement. Pure: no Django, no clock."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

HALF = Decimal(2)  # half days in a day
MINUTES = 60
FOUR = 4  # weeks of a month that always exist
WORKING_WEEK = 5
CENT = Decimal("0.01")
LAW_SOURCE, CHANGE_SOURCE = "visits.lawnote", "visits.organisationchange"  # what tasks name as their source
# What a page for the director may name: audiences that every reader of the visit reads too.
SHOWN_TO_READERS = frozenset({"visits", "control_plan"})


class VisitStatus(StrEnum):
    """Where a visit stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {"planned": "gepland", "open": "bezig", "closed": "afgesloten", "dropped": "geschrapt"}[self]


class Origin(StrEnum):
    """Why a point is on the agenda."""

    PROMISED = "promised"
    CARRIED = "carried"
    LATE = "late"
    DUE = "due"
    REVIEW = "review"
    NEW = "new"
    FREE = "free"

    @property
    def label(self) -> str:
        """Dutch words."""
        return _ORIGINS[self]


_ORIGINS = {
    Origin.PROMISED: "beloofd bij het vorige bezoek",
    Origin.CARRIED: "meegenomen van het vorige bezoek",
    Origin.LATE: "te laat",
    Origin.DUE: "vervalt vóór het volgende bezoek",
    Origin.REVIEW: "na te zien",
    Origin.NEW: "nieuw sinds je laatste bezoek",
    Origin.FREE: "tijdens het bezoek toegevoegd",
}


class Outcome(StrEnum):
    """What became of a point. OPEN is not settled yet; closing the visit carries it over."""

    OPEN = "open"
    DONE = "done"
    ASKED = "asked"
    DECIDED = "decided"
    CARRIED = "carried"

    @property
    def label(self) -> str:
        """Dutch words, as on the choice."""
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.OPEN: "open",
    Outcome.DONE: "Gedaan",
    Outcome.ASKED: "Gevraagd",
    Outcome.DECIDED: "Beslist",
    Outcome.CARRIED: "Volgend bezoek",
}
CHOICES = (Outcome.DONE, Outcome.ASKED, Outcome.DECIDED, Outcome.CARRIED)


class HandoverStatus(StrEnum):
    """A hand-over takes effect on its day, once both persons have confirmed it."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """Dutch word."""
        return {"open": "wacht", "done": "overgedragen", "dropped": "ingetrokken"}[self]


class LawStatus(StrEnum):
    """What an authority did with a change of law."""

    OPEN = "open"
    TAKEN = "taken"
    LEFT = "left"

    @property
    def label(self) -> str:
        """Dutch words."""
        return {"open": "nog te bekijken", "taken": "taak gemaakt", "left": "niet van toepassing"}[self]


@dataclass(frozen=True)
class Terms:
    """The figures of an agreement. `week` (1 to 4) and `weekday` (0 = Monday) say which day of the month is the usual one."""

    days_per_month: Decimal
    hours_per_day: Decimal
    day_rate: Decimal
    start: date
    end: date | None
    weekday: int = 1
    week: int = 3

    @property
    def day_minutes(self) -> Decimal:
        """Minutes of a whole day."""
        return self.hours_per_day * MINUTES

    @property
    def half_day_minutes(self) -> int:
        """Minutes of a half day."""
        return rounded(self.day_minutes / HALF)

    def bought(self, first: date, last: date) -> int:
        """Minutes bought from `first` up to and including `last`; a month that the agreement covers in part counts in part."""
        begin, stop = max(first, self.start), min(last, self.end or last)
        total = Decimal(0)
        month = begin.replace(day=1)
        while month <= stop:
            length = calendar.monthrange(month.year, month.month)[1]
            month_end = month.replace(day=length)
            covered = (min(stop, month_end) - max(begin, month)).days + 1
            total += self.days_per_month * covered / length
            month = month_end + timedelta(days=1)
        return rounded(total * self.day_minutes)

    def cost(self, minutes: int) -> Decimal:
        """What this time costs, in euro and cents."""
        return (self.day_rate * minutes / self.day_minutes).quantize(CENT, rounding=ROUND_HALF_UP)

    def days(self, first: date, last: date) -> list[date]:
        """The usual visiting days from `first` up to and including `last`, in order."""
        halves = self.days_per_month * HALF
        if halves <= 0:
            return []
        per_month, every = (int(halves), 1) if halves >= 1 else (1, rounded(1 / halves))
        month, found = self.start.replace(day=1), set[date]()
        while month <= last:
            found |= {self._nth(month, place, per_month) for place in range(min(per_month, FOUR * WORKING_WEEK))}
            month = _months_on(month, every)
        until = min(last, self.end) if self.end else last
        return sorted(day for day in found if max(first, self.start) <= day <= until)

    def _nth(self, month: date, place: int, per_month: int) -> date:
        spread = (place % FOUR) * FOUR // min(per_month, FOUR)
        week = (self.week - 1 + spread) % FOUR
        weekday = (self.weekday + (place // FOUR)) % WORKING_WEEK
        first = month + timedelta(days=(weekday - month.weekday()) % 7)
        return first + timedelta(weeks=week)


def rounded(value: Decimal) -> int:
    """To whole minutes, half up."""
    return int(value.to_integral_value(rounding=ROUND_HALF_UP))


def _months_on(month: date, count: int) -> date:
    number = month.year * 12 + month.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def split(minutes: int, parts: int) -> list[int]:
    """Whole minutes over so many parts; the first ones take what is left over."""
    base, rest = divmod(minutes, parts) if parts else (0, 0)
    return [base + (1 if place < rest else 0) for place in range(parts)]
