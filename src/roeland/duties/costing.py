"""What things cost over the years, in euro. Pure.

A cost is paid once, every year of a period, or in person-days at a price a day. An amount counts in the calendar year in which it
falls due: once and person-days on their day, a yearly cost on each anniversary of its first day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

CENT = Decimal("0.01")
PLAN_YEARS = 6  # a multi-year plan of a local authority covers six years


class CostKind(StrEnum):
    """What a cost line counts."""

    ONCE = "once"
    YEARLY = "yearly"
    PERSON_DAYS = "person_days"


def money(value: Decimal) -> Decimal:
    """Euro with two decimals, half a cent up."""
    return value.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Cost:
    """One cost. `amount` is euro: in all (once), each year (yearly) or a day (person-days, with `days`).

    `first` is the day it falls due, for a yearly cost the first one; `last` ends a yearly cost (None: it goes on).
    """

    kind: CostKind
    amount: Decimal
    first: date
    last: date | None = None
    days: Decimal = Decimal(0)

    @property
    def each(self) -> Decimal:
        """Euro for each time it falls due."""
        return money(self.amount * self.days if self.kind == CostKind.PERSON_DAYS else self.amount)

    def falls_in(self, year: int) -> bool:
        """Whether it falls due in a calendar year. A cost of 29 February falls due on the 28th of a common year."""
        if self.kind != CostKind.YEARLY or year <= self.first.year:
            return year == self.first.year
        return self.last is None or _anniversary(self.first, year) <= self.last


def _anniversary(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@dataclass(frozen=True)
class YearSum:
    """What falls due in one calendar year, in euro; `days` are the person-days behind `work`."""

    year: int
    once: Decimal = Decimal(0)
    yearly: Decimal = Decimal(0)
    work: Decimal = Decimal(0)
    days: Decimal = Decimal(0)

    @property
    def total(self) -> Decimal:
        """Everything together, own work included."""
        return self.once + self.yearly + self.work


def sum_of_year(costs: Iterable[Cost], year: int) -> YearSum:
    """The sums of one calendar year."""
    due = [cost for cost in costs if cost.falls_in(year)]

    def of(kind: CostKind) -> Decimal:
        return sum((cost.each for cost in due if cost.kind == kind), Decimal(0))

    days = sum((cost.days for cost in due if cost.kind == CostKind.PERSON_DAYS), Decimal(0))
    return YearSum(year, of(CostKind.ONCE), of(CostKind.YEARLY), of(CostKind.PERSON_DAYS), days)


def multi_year(costs: Iterable[Cost], first: int, years: int = PLAN_YEARS) -> list[YearSum]:
    """The sums of `years` calendar years from `first`, each year there, also one without costs."""
    known = list(costs)
    return [sum_of_year(known, year) for year in range(first, first + years)]
