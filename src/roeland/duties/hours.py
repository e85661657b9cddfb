"""Hours a year that a selection of duties asks of each role, beside what the role has; and what to drop first. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from roeland.duties.values import Ground

MINUTES_PER_HOUR = 60


@dataclass(frozen=True)
class Load:
    """One selected duty: its role, minutes a year and strongest ground as shown (None: no ground at all)."""

    id: str
    title: str
    role: str
    minutes_per_year: float
    ground: Ground | None
    statutory: bool = False
    starter: bool = False


@dataclass(frozen=True)
class RoleHours:
    """Hours a year of one role. `capacity` is None when the authority did not say what the role has."""

    role: str
    asked: float
    capacity: float | None
    drop: tuple[Load, ...]

    @property
    def over(self) -> float:
        """Hours asked beyond what there is; 0 when it fits or when the capacity is unknown."""
        return max(self.asked - self.capacity, 0.0) if self.capacity is not None else 0.0


def hours_per_role(selection: Iterable[Load], capacity: Mapping[str, float]) -> list[RoleHours]:
    """Per role: hours asked a year against `capacity` (hours a year), and which duties to drop to make it fit.

    Sorted by hours asked, heaviest first.
    """
    by_role: dict[str, list[Load]] = {}
    for row in selection:
        by_role.setdefault(row.role, []).append(row)
    found = []
    for role, rows in by_role.items():
        asked = sum(row.minutes_per_year for row in rows) / MINUTES_PER_HOUR
        has = capacity.get(role)
        drop = () if has is None else to_drop(rows, asked - has)
        found.append(RoleHours(role, asked, has, drop))
    return sorted(found, key=lambda row: (-row.asked, row.role))


def to_drop(rows: Sequence[Load], over_hours: float) -> tuple[Load, ...]:
    """The fewest duties whose hours make up the excess: weakest ground first, starters last, never what a law asks."""
    chosen: list[Load] = []
    left = over_hours * MINUTES_PER_HOUR
    droppable = [row for row in rows if not row.statutory and _strength(row) > 0 and row.minutes_per_year > 0]
    for row in sorted(droppable, key=lambda row: (-_strength(row), row.starter, -row.minutes_per_year, row.id)):
        if left <= 0:
            break
        chosen.append(row)
        left -= row.minutes_per_year
    return tuple(chosen)


def _strength(row: Load) -> int:
    return row.ground.shown.rank if row.ground else 9
