"""Facts about the intake of a project."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class IntakeAnswered(Fact):
    """Answers of an intake were kept."""

    code: ClassVar[str] = "projects:intake:answered"
    sentence: ClassVar[str] = "vulde de intake van project {number} in"
    number: str
    round: int
    count: int


@dataclass(frozen=True, kw_only=True)
class IntakeSealed(Fact):
    """An intake was sealed with its proposal about a DPIA."""

    code: ClassVar[str] = "projects:intake:sealed"
    sentence: ClassVar[str] = "verzegelde de intake van project {number}: {outcome}"
    number: str
    round: int
    outcome: str
    count: int
    sha256: str


@dataclass(frozen=True, kw_only=True)
class DpiaAdvised(Fact):
    """The DPO advised whether a DPIA is needed."""

    code: ClassVar[str] = "projects:dpia:advised"
    sentence: ClassVar[str] = "adviseerde over de DPIA van project {number}: {outcome}"
    number: str
    outcome: str
    text: str


@dataclass(frozen=True, kw_only=True)
class MeasureTaken(Fact):
    """A proposed measure became a task."""

    code: ClassVar[str] = "projects:measure:taken"
    sentence: ClassVar[str] = "maakte in project {number} een taak van “{title}”"
    number: str
    title: str
    due: date
    task: str


@dataclass(frozen=True, kw_only=True)
class MeasureDeclined(Fact):
    """A proposed measure was declined with the reason."""

    code: ClassVar[str] = "projects:measure:declined"
    sentence: ClassVar[str] = "nam in project {number} “{title}” niet over: {reason}"
    number: str
    title: str
    reason: str
