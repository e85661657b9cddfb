"""What this room can state. Sentences are Dutch and follow the actor's name; texts live in the erasable payload."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roeland.duties.fact_bases import Reasoned, Titled
from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class DutyAdopted(Titled):
    code = "duties:duty:adopted"
    sentence = "nam de terugkerende taak “{title}” over"
    catalogue_id: str
    rule: str
    start: date | None
    waiting: bool


@dataclass(frozen=True, kw_only=True)
class DutyAdded(Titled):
    code = "duties:duty:added"
    sentence = "voegde de eigen terugkerende taak “{title}” toe"
    rule: str
    start: date


@dataclass(frozen=True, kw_only=True)
class DutyAdapted(Reasoned):
    code = "duties:duty:adapted"
    sentence = "paste de terugkerende taak “{title}” aan: {reason}"
    rule: str
    start: date | None
    lead_role: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class DutyGrounded(Titled):
    code = "duties:duty:grounded"
    sentence = "koppelde een eigen opdracht aan “{title}”: {ref}"
    ref: str


@dataclass(frozen=True, kw_only=True)
class DutyDeclined(Reasoned):
    code = "duties:duty:declined"
    sentence = "nam de terugkerende taak “{title}” niet over: {reason}"
    catalogue_id: str


@dataclass(frozen=True, kw_only=True)
class DutyStopped(Reasoned):
    code = "duties:duty:stopped"
    sentence = "stopte de terugkerende taak “{title}”: {reason}"
    withdrawn: int


@dataclass(frozen=True, kw_only=True)
class TaskPlanned(Titled):
    code = "duties:task:planned"
    sentence = "maakte taak {number} uit de terugkerende taak “{title}”"
    number: str
    key: date
    due: date


@dataclass(frozen=True, kw_only=True)
class TaskMade(Titled):
    code = "duties:task:made"
    sentence = "maakte taak {number}, “{title}”"
    number: str
    due: date


@dataclass(frozen=True, kw_only=True)
class TaskTriggered(Titled):
    code = "duties:task:triggered"
    sentence = "maakte taak {number}, “{title}”, bij {event}"
    number: str
    event: str
    due: date


@dataclass(frozen=True, kw_only=True)
class SignalFailed(Titled):
    code = "duties:signal:failed"
    sentence = "meldde een mislukte controle: “{title}”, taak {number}"
    number: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class TaskClaimed(Titled):
    code = "duties:task:claimed"
    sentence = "nam “{title}” op zich"


@dataclass(frozen=True, kw_only=True)
class TaskPassedOn(Reasoned):
    code = "duties:task:passed-on"
    sentence = "gaf “{title}” door aan {to}: {reason}"
    to: str


@dataclass(frozen=True, kw_only=True)
class TaskCommented(Titled):
    code = "duties:task:commented"
    sentence = "schreef bij “{title}”: {text}"
    text: str


@dataclass(frozen=True, kw_only=True)
class TaskPostponed(Reasoned):
    code = "duties:task:postponed"
    sentence = "stelde “{title}” uit van {before} naar {after}: {reason}"
    before: date
    after: date


@dataclass(frozen=True, kw_only=True)
class TaskMadeWay(Titled):
    code = "duties:task:made-way"
    sentence = "verschoof “{title}” van {before} naar {after}: gesloten, {name}"
    before: date
    after: date
    name: str


@dataclass(frozen=True, kw_only=True)
class EvidenceAttached(Titled):
    code = "duties:evidence:attached"
    sentence = "voegde bewijs “{name}” toe aan “{title}”"
    kind: str
    name: str
    label: str
    sha256: str
    size: int
    effective_on: date


@dataclass(frozen=True, kw_only=True)
class EvidenceRemoved(Titled):
    code = "duties:evidence:removed"
    sentence = "verwijderde bewijs “{name}” van “{title}”"
    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class EvidenceErased(Reasoned):
    """The name of the file is not said again: it may be what had to go."""

    code = "duties:evidence:erased"
    sentence = "wiste de inhoud van een bewijs bij “{title}” ({ground}): {reason}"
    kind: str
    sha256: str
    size: int
    ground: str
    file_gone: bool


@dataclass(frozen=True, kw_only=True)
class TaskHandedIn(Titled):
    code = "duties:task:handed-in"
    sentence = "diende “{title}” in, gedaan op {done_on}"
    done_on: date
    seals: list[str]
    closed: bool


@dataclass(frozen=True, kw_only=True)
class TaskWithdrawn(Titled):
    code = "duties:task:withdrawn"
    sentence = "nam “{title}” terug uit nazicht"


@dataclass(frozen=True, kw_only=True)
class TaskAccepted(Titled):
    code = "duties:task:accepted"
    sentence = "keurde “{title}” goed"
    late: bool


@dataclass(frozen=True, kw_only=True)
class TaskRejected(Reasoned):
    code = "duties:task:rejected"
    sentence = "keurde “{title}” af: {reason}"


@dataclass(frozen=True, kw_only=True)
class TaskSkipped(Reasoned):
    code = "duties:task:skipped"
    sentence = "sloeg “{title}” over: {reason}"


@dataclass(frozen=True, kw_only=True)
class TaskReopened(Reasoned):
    code = "duties:task:reopened"
    sentence = "heropende “{title}”: {reason}"


@dataclass(frozen=True, kw_only=True)
class TaskFulfilled(Titled):
    code = "duties:task:fulfilled"
    sentence = "gaf voor “{title}” een gegeven van Roeland als bewijs: {record}"
    record: str
    record_kind: str
    done_on: date
    closed: bool = True


@dataclass(frozen=True, kw_only=True)
class RemindersSent(Fact):
    code = "duties:reminders:sent"
    sentence = "stuurde een herinnering aan {to} voor {count} taken"
    to: str
    count: int
    numbers: list[str]


@dataclass(frozen=True, kw_only=True)
class RemindersChosen(Fact):
    code = "duties:reminders:chosen"
    sentence = "koos hoe vaak Roeland een herinnering stuurt"
    frequency: str


@dataclass(frozen=True, kw_only=True)
class VisitMarked(Fact):
    code = "duties:visit:marked"
    sentence = "sloot het bezoek van {on} af"
    on: date


@dataclass(frozen=True, kw_only=True)
class FindingOpened(Titled):
    code = "duties:finding:opened"
    sentence = "legde de bevinding “{title}” vast"
    severity: str


@dataclass(frozen=True, kw_only=True)
class FindingClosed(Titled):
    code = "duties:finding:closed"
    sentence = "sloot de bevinding “{title}”: {note}"
    note: str


@dataclass(frozen=True, kw_only=True)
class CostAdded(Titled):
    code = "duties:cost:added"
    sentence = "voegde een kostenlijn toe: {title}"
    kind: str
    cents: int
    days: str
    start: date
    end: date | None


@dataclass(frozen=True, kw_only=True)
class CostRemoved(Reasoned):
    code = "duties:cost:removed"
    sentence = "verwijderde de kostenlijn {title}: {reason}"
    cents: int
