"""The facts this room states. Names stand only in the erasable payload.

`os_user` is the user of the operating system when a command stated it, and empty otherwise.
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from roeland.ledger.facts import Fact

# An authority and its settings


@dataclass(frozen=True, kw_only=True)
class AuthorityOpened(Fact):
    code: ClassVar[str] = "people:authority:opened"
    sentence: ClassVar[str] = "opende het bestuur {name}"
    name: str
    slug: str
    os_user: str = ""


@dataclass(frozen=True, kw_only=True)
class EntityNamed(Fact):
    code: ClassVar[str] = "people:entity:named"
    sentence: ClassVar[str] = "legde de rechtspersoon {name} vast"
    name: str
    kbo: str
    os_user: str = ""


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Fact):
    code: ClassVar[str] = "people:profile:changed"
    sentence: ClassVar[str] = "wijzigde de instellingen van het bestuur"
    changes: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class HoursSet(Fact):
    code: ClassVar[str] = "people:hours:set"
    sentence: ClassVar[str] = "legde de werkuren vast"
    windows: list[str]


@dataclass(frozen=True, kw_only=True)
class ClosingDayAdded(Fact):
    code: ClassVar[str] = "people:closing-day:added"
    sentence: ClassVar[str] = "voegde sluitingsdag {name} toe op {day}"
    day: date
    name: str


@dataclass(frozen=True, kw_only=True)
class ClosingDayRemoved(Fact):
    code: ClassVar[str] = "people:closing-day:removed"
    sentence: ClassVar[str] = "schrapte sluitingsdag {name} op {day}"
    day: date
    name: str


@dataclass(frozen=True, kw_only=True)
class RoleNamed(Fact):
    code: ClassVar[str] = "people:role:named"
    sentence: ClassVar[str] = "stelde de rol {role} in"
    role: str
    alias: str
    hours_per_year: int | None


# Persons and teams


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Fact):
    code: ClassVar[str] = "people:person:added"
    sentence: ClassVar[str] = "voegde {name} toe"
    name: str
    active_from: date
    os_user: str = ""


@dataclass(frozen=True, kw_only=True)
class PersonChanged(Fact):
    code: ClassVar[str] = "people:person:changed"
    sentence: ClassVar[str] = "wijzigde de gegevens van {name}"
    name: str
    fields: dict[str, object]


@dataclass(frozen=True, kw_only=True)
class PersonErased(Fact):
    code: ClassVar[str] = "people:person:erased"
    sentence: ClassVar[str] = "wiste de gegevens van een persoon ({ground}): {reason}"
    ground: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class EmploymentEnded(Fact):
    code: ClassVar[str] = "people:person:left"
    sentence: ClassVar[str] = "meldde {name} uit dienst op {on}"
    name: str
    on: date
    roles: list[str]
    open_items: int


@dataclass(frozen=True, kw_only=True)
class AbsenceRecorded(Fact):
    code: ClassVar[str] = "people:absence:recorded"
    sentence: ClassVar[str] = "meldde {name} afwezig vanaf {start}"
    name: str
    start: date
    end: date | None


@dataclass(frozen=True, kw_only=True)
class AbsenceEnded(Fact):
    code: ClassVar[str] = "people:absence:ended"
    sentence: ClassVar[str] = "beëindigde de afwezigheid van {name} op {end}"
    name: str
    end: date


@dataclass(frozen=True, kw_only=True)
class TeamAdded(Fact):
    code: ClassVar[str] = "people:team:added"
    sentence: ClassVar[str] = "voegde dienst {name} toe"
    name: str


@dataclass(frozen=True, kw_only=True)
class TeamChanged(Fact):
    code: ClassVar[str] = "people:team:changed"
    sentence: ClassVar[str] = "wijzigde dienst {name}"
    name: str
    parent: str


@dataclass(frozen=True, kw_only=True)
class TeamJoined(Fact):
    code: ClassVar[str] = "people:team:joined"
    sentence: ClassVar[str] = "plaatste {name} bij {team}"
    name: str
    team: str
    start: date


@dataclass(frozen=True, kw_only=True)
class ListImported(Fact):
    code: ClassVar[str] = "people:list:imported"
    sentence: ClassVar[str] = "importeerde een lijst van {kind}"
    kind: str
    file: str
    sha256: str
    counts: dict[str, object]
    os_user: str = ""


@dataclass(frozen=True, kw_only=True)
class ListExported(Fact):
    code: ClassVar[str] = "people:list:exported"
    sentence: ClassVar[str] = "exporteerde de lijst van {count} personen"
    count: int


# Mandates and bodies


@dataclass(frozen=True, kw_only=True)
class MandateAdded(Fact):
    code: ClassVar[str] = "people:mandate:added"
    sentence: ClassVar[str] = "duidde {name} aan als {role_name}"
    name: str
    person: UUID
    role: str
    role_name: str
    start: date
    end: date | None
    decision: str
    warnings: list[str]
    os_user: str = ""


@dataclass(frozen=True, kw_only=True)
class MandateChanged(Fact):
    code: ClassVar[str] = "people:mandate:changed"
    sentence: ClassVar[str] = "wijzigde het besluit bij {name} als {role_name}"
    name: str
    role_name: str
    decision: str


@dataclass(frozen=True, kw_only=True)
class MandateEnded(Fact):
    code: ClassVar[str] = "people:mandate:ended"
    sentence: ClassVar[str] = "beëindigde het mandaat van {name} als {role_name} op {on}"
    name: str
    person: UUID
    role: str
    role_name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ReplacementSet(Fact):
    code: ClassVar[str] = "people:replacement:set"
    sentence: ClassVar[str] = "duidde {name} aan als vervanger {rank} van {role_name}"
    name: str
    role: str
    role_name: str
    rank: int
    start: date


@dataclass(frozen=True, kw_only=True)
class ReplacementEnded(Fact):
    code: ClassVar[str] = "people:replacement:ended"
    sentence: ClassVar[str] = "beëindigde {name} als vervanger van {role_name}"
    name: str
    role_name: str
    on: date


@dataclass(frozen=True, kw_only=True)
class BodyAdded(Fact):
    code: ClassVar[str] = "people:body:added"
    sentence: ClassVar[str] = "voegde orgaan {name} toe"
    name: str
    body: str


@dataclass(frozen=True, kw_only=True)
class BodyJoined(Fact):
    code: ClassVar[str] = "people:body:joined"
    sentence: ClassVar[str] = "maakte {name} lid van {body}"
    name: str
    body: str
    start: date
    chairs: bool


@dataclass(frozen=True, kw_only=True)
class BodyLeft(Fact):
    code: ClassVar[str] = "people:body:left"
    sentence: ClassVar[str] = "beëindigde het lidmaatschap van {name} in {body}"
    name: str
    body: str
    on: date
