"""The plan of a year as reports count it: tasks with their outcome at a moment, put together in units. Pure.

A unit is one task; of a duty that comes back more often than monthly it is one month, with the heaviest outcome in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from itertools import groupby
from uuid import UUID


class Outcome(IntEnum):
    """How a task stands, the one that weighs most last: a month takes the heaviest of its tasks, as the control plan does."""

    TO_COME = 1
    ON_TIME = 2
    SKIPPED = 3
    LATE = 4
    IN_REVIEW = 5
    OVERDUE = 6

    @property
    def label(self) -> str:
        """Dutch words."""
        return _LABELS[self]


_LABELS = {
    Outcome.SKIPPED: "overgeslagen",
    Outcome.ON_TIME: "op tijd",
    Outcome.LATE: "laat gedaan",
    Outcome.TO_COME: "nog te doen",
    Outcome.IN_REVIEW: "in nazicht",
    Outcome.OVERDUE: "te laat",
}
DONE = (Outcome.ON_TIME, Outcome.LATE)
COUNTED = (Outcome.ON_TIME, Outcome.LATE, Outcome.SKIPPED, Outcome.IN_REVIEW, Outcome.OVERDUE)


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task of the year. `owed` is the date that puts it in a month, `limit` the last day on time."""

    id: UUID
    number: str
    title: str
    duty_id: UUID | None
    catalogue_id: str
    group: str
    rhythm: str
    owed: date
    limit: date
    done_on: date | None
    outcome: Outcome
    monthly: bool = False
    restricted: bool = False
    lead_role: str = ""
    reason: str = ""
    duty_title: str = ""

    @property
    def label(self) -> str:
        """How a report names it: by its duty, because the title of one task may name the person it is about."""
        return self.duty_title or self.title


@dataclass(frozen=True, slots=True)
class Unit:
    """What counts as one: the tasks in it, heaviest first."""

    tasks: tuple[PlanTask, ...]

    @property
    def outcome(self) -> Outcome:
        """The heaviest outcome."""
        return max(task.outcome for task in self.tasks)

    @property
    def head(self) -> PlanTask:
        """The task that the unit is named after."""
        return max(self.tasks, key=lambda task: (task.outcome, task.owed))

    @property
    def month(self) -> int:
        """1 to 12."""
        return self.head.owed.month

    @property
    def quarter(self) -> int:
        """1 to 4."""
        return (self.month + 2) // 3


def units(tasks: Iterable[PlanTask]) -> tuple[Unit, ...]:
    """The units of these tasks, by date."""

    def key(task: PlanTask) -> tuple[bool, str, int]:
        return (task.monthly, str(task.duty_id if task.monthly else task.id), task.owed.month)

    found = [Unit(tuple(group)) for _, group in groupby(sorted(tasks, key=key), key=key)]
    return tuple(sorted(found, key=lambda unit: (unit.head.owed, unit.head.number)))


def counted(plan: Iterable[Unit], *outcomes: Outcome) -> tuple[Unit, ...]:
    """Units that have come to count (not what still lies ahead), or only those with one of the outcomes."""
    return tuple(unit for unit in plan if unit.outcome in (outcomes or COUNTED))


def ids(plan: Iterable[Unit]) -> tuple[UUID, ...]:
    """The tasks in these units, in a fixed order."""
    return tuple(sorted(task.id for unit in plan for task in unit.tasks))
