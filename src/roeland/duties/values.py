"""The words of this room as enums and frozen values. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from roeland.duties.costing import Cost, CostKind, YearSum, multi_year, sum_of_year
from roeland.duties.grounds import Check, Ground, GroundKind, cadence_ground, strongest

__all__ = [
    "Check",
    "Cost",
    "CostKind",
    "Ground",
    "GroundKind",
    "YearSum",
    "cadence_ground",
    "multi_year",
    "strongest",
    "sum_of_year",
]


class DutyStatus(StrEnum):
    """What the authority decided about a duty."""

    ACTIVE = "active"
    WAITING = "waiting"  # adopted, but the room whose event starts it does not exist yet
    DECLINED = "declined"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """Dutch word."""
        return _DUTY_LABELS[self]


class TaskStatus(StrEnum):
    """Where a task stands. PLANNED and REJECTED and OPEN ask work of the doer, HANDED_IN of the reviewer."""

    PLANNED = "planned"
    OPEN = "open"
    HANDED_IN = "handed_in"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SKIPPED = "skipped"

    @property
    def label(self) -> str:
        """Dutch word."""
        return _TASK_LABELS[self]


TO_DO = (TaskStatus.PLANNED, TaskStatus.OPEN, TaskStatus.REJECTED)
# Codes of the permissions that a task itself gives to who does it and to who looks at it, and a duty to who leads it.
DOER = frozenset({"duties:task:do", "duties:task:comment", "duties:task:see"})
LEADER = frozenset({"duties:signal:report"})
REVIEWER = frozenset({"duties:task:review", "duties:task:comment", "duties:task:see"})
UNFINISHED = (*TO_DO, TaskStatus.HANDED_IN)
FINISHED = (TaskStatus.ACCEPTED, TaskStatus.SKIPPED)


class EvidenceKind(StrEnum):
    """What a piece of evidence is."""

    FILE = "file"
    LINK = "link"
    TEXT = "text"


class Severity(StrEnum):
    """How heavy a finding weighs."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def label(self) -> str:
        """Dutch word."""
        return _SEVERITY_LABELS[self]


class FindingStatus(StrEnum):
    """Whether a finding still asks something."""

    OPEN = "open"
    CLOSED = "closed"


class ClockStatus(StrEnum):
    """Where a statutory clock stands; that it passed follows from the time."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """Dutch word."""
        return _CLOCK_LABELS[self]


class ClockDecision(StrEnum):
    """How far the decision not to notify has come: the officer proposes, the DPO advises, the director decides."""

    NONE = "none"
    PROPOSED = "proposed"
    ADVISED = "advised"
    NOT_NOTIFYING = "not_notifying"
    NOTIFYING = "notifying"


class Urgency(StrEnum):
    """The groups of the worklist, heaviest consequence first."""

    CLOCK = "clock"
    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this_week"
    LATER = "later"

    @property
    def label(self) -> str:
        """Dutch heading."""
        return _URGENCY_LABELS[self]


class CellState(StrEnum):
    """What a cell of the year overview shows. In order of weight: several tasks that share a cell show the heaviest."""

    OVERDUE = "overdue"
    REJECTED = "rejected"
    TODAY = "today"
    IN_REVIEW = "in_review"
    PLANNED = "planned"
    DONE_LATE = "done_late"
    DONE = "done"
    SKIPPED = "skipped"

    @property
    def rank(self) -> int:
        """0 for the heaviest."""
        return list(CellState).index(self)

    @property
    def label(self) -> str:
        """Dutch words."""
        return _CELL_LABELS[self]


class NextAction(StrEnum):
    """The verb on a worklist line."""

    CLAIM = "claim"
    DO = "do"
    REVISE = "revise"
    REVIEW = "review"
    ASK = "ask"
    OPEN = "open"

    @property
    def label(self) -> str:
        """Dutch infinitive."""
        return _ACTION_LABELS[self]


def cell_state(status: str, limit: date, done_on: date | None, today: date) -> CellState:
    """How a task shows in the year overview."""
    if status == TaskStatus.ACCEPTED:
        return CellState.DONE_LATE if done_on is not None and done_on > limit else CellState.DONE
    if status == TaskStatus.SKIPPED:
        return CellState.SKIPPED
    if status == TaskStatus.HANDED_IN:
        return CellState.IN_REVIEW
    if status == TaskStatus.REJECTED:
        return CellState.REJECTED
    if limit == today:
        return CellState.TODAY
    return CellState.OVERDUE if limit < today else CellState.PLANNED


def heaviest(states: Iterable[CellState]) -> CellState:
    """The state that asks attention first."""
    return min(states, key=lambda state: state.rank)


def urgency(limit: date, today: date) -> Urgency:
    """The group of the worklist that a last day on time falls in; a week ends on Sunday."""
    if limit <= today:
        return Urgency.TODAY if limit == today else Urgency.OVERDUE
    return Urgency.THIS_WEEK if limit <= end_of_week(today) else Urgency.LATER


def end_of_week(day: date) -> date:
    """The Sunday of the week of a day."""
    return day + timedelta(days=6 - day.weekday())


def days_late(limit: date, finished: date) -> int:
    """Days past the limit; 0 when on time."""
    return max((finished - limit).days, 0)


_DUTY_LABELS: dict[DutyStatus, str] = {
    DutyStatus.ACTIVE: "loopt",
    DutyStatus.WAITING: "wacht",
    DutyStatus.DECLINED: "niet overgenomen",
    DutyStatus.STOPPED: "gestopt",
}
_TASK_LABELS: dict[TaskStatus, str] = {
    TaskStatus.PLANNED: "gepland",
    TaskStatus.OPEN: "opgenomen",
    TaskStatus.HANDED_IN: "in nazicht",
    TaskStatus.ACCEPTED: "gedaan",
    TaskStatus.REJECTED: "afgekeurd",
    TaskStatus.SKIPPED: "overgeslagen",
}
_SEVERITY_LABELS: dict[Severity, str] = {
    Severity.LOW: "licht",
    Severity.MEDIUM: "matig",
    Severity.HIGH: "zwaar",
}
_CLOCK_LABELS: dict[ClockStatus, str] = {
    ClockStatus.RUNNING: "loopt",
    ClockStatus.PAUSED: "gepauzeerd",
    ClockStatus.STOPPED: "gestopt",
}
_URGENCY_LABELS: dict[Urgency, str] = {
    Urgency.CLOCK: "Klok",
    Urgency.OVERDUE: "Te laat",
    Urgency.TODAY: "Vandaag",
    Urgency.THIS_WEEK: "Deze week",
    Urgency.LATER: "Later",
}
_CELL_LABELS: dict[CellState, str] = {
    CellState.OVERDUE: "te laat",
    CellState.REJECTED: "afgekeurd",
    CellState.TODAY: "vandaag",
    CellState.IN_REVIEW: "in nazicht",
    CellState.DONE_LATE: "laat gedaan",
    CellState.SKIPPED: "overgeslagen",
    CellState.DONE: "op tijd",
    CellState.PLANNED: "gepland",
}
_ACTION_LABELS: dict[NextAction, str] = {
    NextAction.CLAIM: "Opnemen",
    NextAction.DO: "Uitvoeren",
    NextAction.REVISE: "Aanvullen",
    NextAction.REVIEW: "Bewijs nazien",
    NextAction.ASK: "Navragen",
    NextAction.OPEN: "Openen",
}
