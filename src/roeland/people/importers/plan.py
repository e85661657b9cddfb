"""What is known beforehand, and what an import would do: plain values, made without a database."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from roeland.people.importers.headers import Kind
from roeland.people.importers.problems import Level, Problem

Value = str | date | None


@dataclass(frozen=True, kw_only=True)
class KnownMandate:
    key: str
    role: str
    start: date
    end: date | None = None
    decision: str = ""


@dataclass(frozen=True, kw_only=True)
class KnownPerson:
    """A person as Roeland holds him; `key` is the uuid, or "new:LINE" for one that the same file adds."""

    key: str
    given_name: str
    family_name: str
    email: str = ""
    phone: str = ""
    personnel_number: str = ""
    job_title: str = ""
    active_from: date | None = None
    left_on: date | None = None
    team: str = ""
    mandates: tuple[KnownMandate, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, kw_only=True)
class KnownTeam:
    key: str
    name: str
    parent: str = ""


@dataclass(frozen=True, kw_only=True)
class Known:
    """State of one authority. `roles` maps a role's id to every name it goes by there, the first being the label."""

    today: date
    persons: tuple[KnownPerson, ...] = ()
    teams: tuple[KnownTeam, ...] = ()
    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class Subject(StrEnum):
    TEAM = "dienst"
    PERSON = "persoon"
    MEMBERSHIP = "lid van dienst"
    MANDATE = "mandaat"


class Deed(StrEnum):
    CREATE = "nieuw"
    CHANGE = "gewijzigd"
    UNCHANGED = "zonder verschil"
    LEAVE = "uit dienst"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One verb to call. `key` names the object (for a new membership or mandate: its person)."""

    subject: Subject
    deed: Deed
    line: int
    key: str
    label: str
    values: Mapping[str, Value] = field(default_factory=dict)
    before: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an import of this file would do. Nothing is carried out while there are errors."""

    file: str
    sheet: str = ""
    kind: Kind = Kind.PEOPLE
    rows: int = 0
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    absent: int = 0  # persons that Roeland knows and the file does not name: nothing happens to them

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level is Level.WARNING)

    @property
    def faulty_rows(self) -> int:
        return len({problem.line for problem in self.errors if problem.line})

    @property
    def work(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.deed is not Deed.UNCHANGED)

    @property
    def can_run(self) -> bool:
        return not self.errors and bool(self.work)

    def count(self, subject: Subject, deed: Deed) -> int:
        return sum(step.subject is subject and step.deed is deed for step in self.steps)

    def counts(self) -> dict[str, dict[str, int]]:
        """Per subject the number of steps per deed, zeros left out: {"persoon": {"nieuw": 431}}."""
        sums = Counter((step.subject, step.deed) for step in self.steps)
        shown: dict[str, dict[str, int]] = {}
        for subject in Subject:
            row = {deed.value: sums[subject, deed] for deed in Deed if sums[subject, deed]}
            if row:
                shown[subject.value] = row
        return shown
