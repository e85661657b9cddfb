"""Columns of equal length, days of the modelled year and the clock of the authority."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Columns: TypeAlias = dict[str, NDArray[Any]]

START = np.datetime64("2025-01-01")
DAYS = 364  # 52 whole weeks
HOUR = 3_600  # seconds
DAY = 24 * HOUR
MICRO = 1_000_000
HOLIDAYS = np.array(
    [f"2025-{day}" for day in "01-01 04-21 05-01 05-29 06-09 07-11 07-21 08-15 11-01 11-11 12-25 12-26".split()],
    dtype="datetime64[D]",
)
SUMMER = tuple(int((np.datetime64(day) - START).astype(int)) for day in ("2025-03-30", "2025-10-26"))
DATES = START + np.arange(DAYS)
WEEKDAY = (DATES.astype("datetime64[D]").astype(int) + 3) % 7  # (DAYS,), Monday is 0
SATURDAY, THURSDAY = 5, 3
WORKDAY = (WEEKDAY < SATURDAY) & ~np.isin(DATES, HOLIDAYS)


def utc(day: Ints, second: Ints) -> Ints:
    """Give the UTC time in microseconds of local `second` on `day` (days since START, may be negative or past the year)."""
    summer = (day >= SUMMER[0]) & (day < SUMMER[1])
    micros: Ints = (day + START.astype(int)) * DAY * MICRO + (second - np.where(summer, 2, 1) * HOUR) * MICRO
    return micros


def stack(parts: list[Columns]) -> Columns:
    """Put parts with the same columns below each other."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def take(columns: Columns, rows: Ints | Bools) -> Columns:
    """Keep the rows of an index or a mask."""
    return {name: column[rows] for name, column in columns.items()}


def sample(rng: np.random.Generator, columns: Columns, amount: int) -> Columns:
    """Keep `amount` rows drawn at random (all, if there are fewer), in their own order."""
    present = len(next(iter(columns.values())))
    return take(columns, np.sort(rng.choice(present, min(amount, present), replace=False)))
