"""Statutory clocks: `data/clocks.yaml`, typed and checked. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from roeland.duties.grounds import Check, Ground
from roeland.duties.sources import BadCatalogueError, grounds_of, read_data
from roeland.kernel.durations import add_days, add_hours, add_months


@dataclass(frozen=True)
class Limit:
    """How long a clock runs. Exactly one is set; `open_ended` has no length (without delay, as asked)."""

    hours: int | None = None
    days: int | None = None
    weeks: int | None = None
    months: int | None = None
    open_ended: str = ""


@dataclass(frozen=True)
class CatalogueClock:
    """One statutory clock. `startable` when it has a length and was verified."""

    id: str
    title: str
    starts_at: str
    limit: Limit
    grounds: tuple[Ground, ...]
    condition: str = ""
    enabled: bool = True
    fields: tuple[tuple[str, str], ...] = field(default=())
    audience: str = "breach"
    pausable: bool = False
    rule_nl: str = ""
    valid_from: date = date.min
    valid_to: date = date.max

    def due(self, start: datetime) -> datetime:
        """When a clock that starts then runs out. Raises ValueError for one without a length."""
        if self.limit.hours:
            return add_hours(start, self.limit.hours)
        if self.limit.days or self.limit.weeks:
            return add_days(start, (self.limit.days or 0) + 7 * (self.limit.weeks or 0))
        if self.limit.months:
            return add_months(start, self.limit.months)
        raise ValueError(f"clock {self.id} has no length")

    @property
    def startable(self) -> bool:
        """Whether a person may start it by hand: it has a length, and its ground is more than a recollection."""
        return self.enabled and not self.limit.open_ended and any(row.check != Check.RECALL for row in self.grounds)


_LENGTHS = ("hours", "days", "weeks", "months")


def _day(value: Any, default: date) -> date:
    return date.fromisoformat(str(value)) if value else default


def parse_clock(row: Mapping[str, Any]) -> CatalogueClock:
    """One row of clocks.yaml. Raises BadCatalogueError."""
    try:
        lengths = {name: int(row["limit"][name]) for name in _LENGTHS if name in row["limit"]}
        (open_ended,) = [name for name in row["limit"] if name not in _LENGTHS] or [""]
        clock = CatalogueClock(
            id=row["id"],
            title=row["title_nl"],
            starts_at=row["starts_at"],
            limit=Limit(**lengths, open_ended=open_ended),
            grounds=grounds_of(row["basis"], "law"),
            condition=row.get("condition", ""),
            enabled=bool(row.get("enabled_by_default", True)),
            fields=tuple((item["id"], item["nl"]) for item in row["required_fields"]),
            audience=row.get("audience", "breach"),
            pausable=bool(row.get("pausable")),
            rule_nl=row.get("rule_nl", ""),
            valid_from=_day(row.get("valid_from"), date.min),
            valid_to=_day(row.get("valid_to"), date.max),
        )
        _one_limit(clock)
    except (KeyError, ValueError, TypeError) as error:
        raise BadCatalogueError(f"clocks.yaml, {row.get('id', '?')}: {error!r}") from error
    return clock


def _one_limit(clock: CatalogueClock) -> None:
    limit = clock.limit
    if sum(bool(part) for part in (limit.hours, limit.days, limit.weeks, limit.months, limit.open_ended)) != 1:
        raise ValueError("a clock has exactly one limit")


@cache
def clock_decision() -> dict[str, str]:
    """Which role proposes, advises and decides not to notify."""
    return dict(read_data("clocks.yaml")["meta"]["decision"])


@cache
def clocks() -> dict[str, CatalogueClock]:
    """Every statutory clock by id."""
    return {clock.id: clock for clock in map(parse_clock, read_data("clocks.yaml")["clocks"])}
