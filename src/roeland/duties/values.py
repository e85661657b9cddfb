"""The words of this room as enums and frozen values. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any


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
# Codes of the permissions that a task itself gives to who does it and to who looks at it.
DOER = frozenset({"duties:task:do", "duties:task:comment", "duties:task:see"})
REVIEWER = frozenset({"duties:task:review", "duties:task:comment", "duties:task:see"})
UNFINISHED = (*TO_DO, TaskStatus.HANDED_IN)
FINISHED = (TaskStatus.ACCEPTED, TaskStatus.SKIPPED)


class GroundKind(StrEnum):
    """Who asks, strongest first."""

    LAW = "law"
    NORM = "norm"
    FRAMEWORK = "framework"
    MANDATE = "mandate"  # the authority's own agreement or decision
    SEED = "seed"  # an example of another authority
    PROPOSAL = "proposal"

    @property
    def label(self) -> str:
        """Dutch word on the label."""
        return _GROUND_LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(GroundKind).index(self)


class Check(StrEnum):
    """How the ground was read."""

    PRIMARY = "primary"
    PUBLISHER = "publisher"
    SECONDARY = "secondary"
    SEED = "seed"
    OWN = "own"
    RECALL = "recall"
    NONE = "none"

    @property
    def label(self) -> str:
        """Dutch sentence."""
        return _CHECK_LABELS[self]


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


class CostKind(StrEnum):
    """What a cost line counts."""

    ONCE = "once"
    YEARLY = "yearly"
    PERSON_DAYS = "person_days"


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


@dataclass(frozen=True)
class Ground:
    """Why something is asked: the kind of source, where in it, and how that was read."""

    kind: GroundKind
    ref: str
    check: Check

    @property
    def shown(self) -> GroundKind:
        """The kind a reader may see: what was never verified is a proposal, whatever it claims to be."""
        return GroundKind.PROPOSAL if self.check == Check.RECALL else self.kind

    @property
    def label(self) -> str:
        """Dutch word of the shown kind."""
        return self.shown.label

    def to_json(self) -> dict[str, str]:
        """As stored on a duty."""
        return {"kind": self.kind.value, "ref": self.ref, "check": self.check.value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Ground:
        """Inverse of `to_json`."""
        return cls(GroundKind(data["kind"]), str(data["ref"]), Check(data["check"]))


def strongest(grounds: Iterable[Ground]) -> Ground | None:
    """The ground that weighs most as shown; the first one among equals."""
    return min(grounds, key=lambda ground: ground.shown.rank, default=None)


def cadence_ground(grounds: Iterable[Ground], cadence_source: str) -> Ground | None:
    """The ground that asks the interval itself. None when no rule asks it, however strong the duty's own ground is.

    `cadence_source` is a GroundKind; an unverified source never grounds an interval.
    """
    kind = GroundKind(cadence_source)
    if kind == GroundKind.PROPOSAL:
        return None
    return strongest(ground for ground in grounds if ground.kind == kind and ground.shown == kind)


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
_GROUND_LABELS: dict[GroundKind, str] = {
    GroundKind.LAW: "Wet",
    GroundKind.NORM: "Norm",
    GroundKind.FRAMEWORK: "Kader",
    GroundKind.MANDATE: "Opdracht",
    GroundKind.SEED: "Voorbeeld",
    GroundKind.PROPOSAL: "Voorstel",
}
_CHECK_LABELS: dict[Check, str] = {
    Check.PRIMARY: "Gelezen in de wettekst",
    Check.PUBLISHER: "Gelezen bij de uitgever",
    Check.SECONDARY: "Uit tweede hand",
    Check.SEED: "Uit een voorbeeldopdracht van elders",
    Check.OWN: "Gelezen in jullie eigen opdracht",
    Check.RECALL: "Niet nagekeken",
    Check.NONE: "Eigen voorstel van Roeland",
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
