"""Facts about the file of a mandate."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class FileOpened(Fact):
    """The file of a mandate was opened."""

    code: ClassVar[str] = "governance:file:opened"
    sentence: ClassVar[str] = "opende het dossier van een mandaat: {role_name}"
    role_name: str


@dataclass(frozen=True, kw_only=True)
class Declared(Fact):
    """Incompatibilities were declared, or that there are none, and how many hours of training are asked."""

    code: ClassVar[str] = "governance:file:declared"
    sentence: ClassVar[str] = "verklaarde de onverenigbaarheden bij het mandaat {role_name}"
    role_name: str
    hours_per_year: int


@dataclass(frozen=True, kw_only=True)
class CertificateKept(Fact):
    """A certificate was put in the file."""

    code: ClassVar[str] = "governance:certificate:kept"
    sentence: ClassVar[str] = "bewaarde het certificaat “{title}”"
    title: str
    end: date | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class TrainingRecorded(Fact):
    """Hours of training were noted."""

    code: ClassVar[str] = "governance:training:recorded"
    sentence: ClassVar[str] = "noteerde {minutes} minuten vorming: “{title}”"
    title: str
    minutes: int
    day: date


@dataclass(frozen=True, kw_only=True)
class TrainingPlanned(Fact):
    """A training was planned for the holder of a mandate: by when, how long, what it costs in cent."""

    code: ClassVar[str] = "governance:training:planned"
    sentence: ClassVar[str] = "plande de vorming “{title}”"
    title: str
    due: date
    minutes: int
    cents: int


@dataclass(frozen=True, kw_only=True)
class PlanFollowed(Fact):
    """A planned training was followed."""

    code: ClassVar[str] = "governance:training:followed"
    sentence: ClassVar[str] = "volgde de geplande vorming “{title}”"
    title: str
    minutes: int
    day: date


@dataclass(frozen=True, kw_only=True)
class PlanDropped(Fact):
    """A planned training will not be followed, with the reason."""

    code: ClassVar[str] = "governance:training:dropped"
    sentence: ClassVar[str] = "schrapte de geplande vorming “{title}”"
    title: str
    reason: str
