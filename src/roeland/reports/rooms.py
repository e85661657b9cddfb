"""What other rooms tell a yearly report, as plain facts: meetings, advice, documents, requests, projects, visits. Pure."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from roeland.logs.values import ControlFact, LeftOutFact


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """A meeting of the security service that was held. `tasks` and `done` count decisions with a task, and those carried out."""

    id: UUID
    on: date
    expected: int
    present: int
    decisions: int
    tasks: int
    done: int


@dataclass(frozen=True, slots=True)
class AdviceFact:
    """An advice that was given; `answer` is accepted, partly, refused or empty while nobody answered."""

    id: UUID
    number: str
    title: str
    to: str
    given_on: date
    due: date | None
    answer: str
    label: str
    reason: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class VersionFact:
    """A version that was approved. `named` says whether every reader of the annex may read its title."""

    id: UUID
    number: str
    title: str
    kind: str
    version: str
    approved_on: date
    published: bool
    plan: bool
    named: bool


@dataclass(frozen=True, slots=True)
class RequestFact:
    """A request to read what is closed. `label` is its answer in words."""

    id: UUID
    number: str
    asked_on: date
    answered_on: date | None
    label: str
    granted: bool
    refused: bool
    in_time: bool


@dataclass(frozen=True, slots=True)
class ProjectFact:
    """A project of the year as it stood."""

    id: UUID
    number: str
    title: str
    status: str
    late: bool
    finished: bool
    granted: Decimal
    planned: Decimal
    spent: Decimal


@dataclass(frozen=True, slots=True)
class PaymentFact:
    """What was paid, on a project or beside all of them."""

    id: UUID
    title: str
    paid_on: date
    euro: Decimal


@dataclass(frozen=True, slots=True)
class VisitFact:
    """A half day of the shared officer, in minutes."""

    id: UUID
    on: date
    minutes: int


@dataclass(frozen=True, slots=True)
class ObjectiveFact:
    """An objective that ran in the year; `reached` when it was closed as reached in it."""

    id: UUID
    title: str
    target: str
    due: date
    label: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Accepting:
    """A round of reading and accepting that began in the year: who was asked, who accepted."""

    id: UUID
    title: str
    on: date
    asked: int
    accepted: int


@dataclass(frozen=True, slots=True)
class TrainingFact:
    """A training that was followed in the year, in the file of a mandate; the mandate by its role, nobody by name."""

    id: UUID
    title: str
    role: str
    on: date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class PlannedFact:
    """A training on the plan of the year as it stood; `late` when its day is over and nothing happened."""

    id: UUID
    title: str
    role: str
    due: date
    hours: Decimal
    cost: Decimal
    followed_on: date | None
    dropped: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Rooms:
    """Everything that rooms beside the control plan told; a room without anything gives an empty tuple."""

    meetings: tuple[MeetingFact, ...] = ()
    advice: tuple[AdviceFact, ...] = ()
    versions: tuple[VersionFact, ...] = ()
    requests: tuple[RequestFact, ...] = ()
    projects: tuple[ProjectFact, ...] = ()
    payments: tuple[PaymentFact, ...] = ()
    visits: tuple[VisitFact, ...] = ()
    objectives: tuple[ObjectiveFact, ...] = ()
    accepting: tuple[Accepting, ...] = ()
    controls: tuple[ControlFact, ...] = ()
    left_out: tuple[LeftOutFact, ...] = ()  # months that nobody controls
    claim: tuple[int, int, int] = (
        0,
        0,
        0,
    )  # of the samples of the last twelve controls: checked, wrong, fewer than 1 in
    reveals: int = 0  # how often the identity of a citizen was shown in the year
    trainings: tuple[TrainingFact, ...] = ()
    planned: tuple[PlannedFact, ...] = ()
    training_hours: int = 0  # a year, agreed in the files of the mandates
    granted: Decimal | None = None
    bought: int = 0  # minutes of the agreement
