"""Facts about programmes, projects, milestones, person-days and security plans."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ProgrammeStarted(Fact):
    """A programme was started."""

    code: ClassVar[str] = "projects:programme:started"
    sentence: ClassVar[str] = "startte het programma “{title}”"
    title: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeChanged(Fact):
    """A programme was worded otherwise."""

    code: ClassVar[str] = "projects:programme:changed"
    sentence: ClassVar[str] = "paste het programma “{title}” aan"
    title: str


@dataclass(frozen=True, kw_only=True)
class ProgrammeClosed(Fact):
    """A programme was closed."""

    code: ClassVar[str] = "projects:programme:closed"
    sentence: ClassVar[str] = "sloot het programma “{title}” af"
    title: str


@dataclass(frozen=True, kw_only=True)
class ProjectProposed(Fact):
    """A project was put in the portfolio as an idea."""

    code: ClassVar[str] = "projects:project:proposed"
    sentence: ClassVar[str] = "stelde project {number} “{title}” voor"
    number: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ProjectChanged(Fact):
    """A project was worded, dated or manned otherwise."""

    code: ClassVar[str] = "projects:project:changed"
    sentence: ClassVar[str] = "paste project {number} “{title}” aan"
    number: str
    title: str


@dataclass(frozen=True, kw_only=True)
class ProjectPresented(Fact):
    """A project was laid before the general director."""

    code: ClassVar[str] = "projects:project:presented"
    sentence: ClassVar[str] = "legde project {number} “{title}” voor"
    number: str
    title: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ProjectApproved(Fact):
    """A project was approved."""

    code: ClassVar[str] = "projects:project:approved"
    sentence: ClassVar[str] = "keurde project {number} “{title}” goed"
    number: str
    title: str
    note: str


@dataclass(frozen=True, kw_only=True)
class ProjectSentBack(Fact):
    """A project was sent back with the reason."""

    code: ClassVar[str] = "projects:project:sent-back"
    sentence: ClassVar[str] = "gaf project {number} “{title}” terug: {reason}"
    number: str
    title: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ProjectMoved(Fact):
    """A project was started, paused, resumed, finished or stopped."""

    code: ClassVar[str] = "projects:project:moved"
    sentence: ClassVar[str] = "zette project {number} “{title}” op “{status}”"
    number: str
    title: str
    status: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MilestoneAdded(Fact):
    """A milestone was put in a project."""

    code: ClassVar[str] = "projects:milestone:added"
    sentence: ClassVar[str] = "voegde aan project {number} de mijlpaal “{title}” toe"
    number: str
    title: str
    due: date


@dataclass(frozen=True, kw_only=True)
class MilestoneChanged(Fact):
    """A milestone was worded or dated otherwise."""

    code: ClassVar[str] = "projects:milestone:changed"
    sentence: ClassVar[str] = "paste in project {number} de mijlpaal “{title}” aan"
    number: str
    title: str
    due: date


@dataclass(frozen=True, kw_only=True)
class MilestoneClosed(Fact):
    """A milestone was reached or dropped."""

    code: ClassVar[str] = "projects:milestone:closed"
    sentence: ClassVar[str] = "sloot in project {number} de mijlpaal “{title}” af: {outcome}"
    number: str
    title: str
    outcome: str
    note: str


@dataclass(frozen=True, kw_only=True)
class DaysNoted(Fact):
    """Person-days of a group were noted."""

    code: ClassVar[str] = "projects:days:noted"
    sentence: ClassVar[str] = "noteerde in project {number} de persoonsdagen van {group}"
    number: str
    group: str
    planned: str
    used: str


@dataclass(frozen=True, kw_only=True)
class PlanWritten(Fact):
    """A section of a project's security plan was written."""

    code: ClassVar[str] = "projects:plan:written"
    sentence: ClassVar[str] = "schreef in het veiligheidsplan van project {number} het deel “{section}”"
    number: str
    section: str
