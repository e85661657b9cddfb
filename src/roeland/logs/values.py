"""The words of this room. Pure."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from uuid import UUID

from roeland.scrutiny.layouts import CITIZEN, LAYOUTS, Layout, layout


class Kind(StrEnum):
    """What a source delivers: the tables of `scrutiny.layouts`, and the watch list, which becomes a column of `citizens`."""

    CONSULT = "consult"
    STAFF = "staff"
    CITIZENS = "citizens"
    DOSSIERS = "dossiers"
    APPOINTMENTS = "appointments"
    INSCRIPTIONS = "inscriptions"
    TICKETS = "tickets"
    ONCALL = "oncall"
    ABSENCES = "absences"
    HOUSEHOLD = "household"
    WATCH = "watch"

    @property
    def label(self) -> str:
        return KIND_WORDS[self]

    @property
    def layout(self) -> Layout:
        """The columns of a file of this kind. Of staff not what somebody does: whether an account is shared has a column of its own."""
        if self is Kind.WATCH:
            return layout({"citizen": CITIZEN})
        known = LAYOUTS[self.value]
        return replace(known, columns={name: kind for name, kind in known.columns.items() if name != "role"})


KIND_WORDS = {
    Kind.CONSULT: "raadplegingen",
    Kind.STAFF: "medewerkers en diensten",
    Kind.CITIZENS: "adressen en gezinnen",
    Kind.DOSSIERS: "dossiers",
    Kind.APPOINTMENTS: "afspraken",
    Kind.INSCRIPTIONS: "integraties in het verwijzingsrepertorium",
    Kind.TICKETS: "vragen van burgers",
    Kind.ONCALL: "wachtdienst",
    Kind.ABSENCES: "afwezigheden",
    Kind.HOUSEHOLD: "adressen en gezinnen door de tijd",
    Kind.WATCH: "burgers die extra aandacht vragen",
}


class Format(StrEnum):
    """How a file of a source is written."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"
    SYSLOG = "syslog"


class DeliveryState(StrEnum):
    """A file that came in: read, refused as a whole, taken out again, or its raw bytes are gone after their term (it still counts)."""

    READ = "read"
    REFUSED = "refused"
    BLANKED = "blanked"
    UNDONE = "undone"

    @property
    def label(self) -> str:
        return {
            "read": "gelezen",
            "refused": "niet gelezen",
            "blanked": "gelezen, bestand weg",
            "undone": "weggehaald",
        }[self]


QUIET, MOST_QUIET = (
    5,
    23,
)  # working days in a row without consultations, after which a month lacks: a whole week; of a long month
OVERLAP = "overlap"  # the kind of what an import tells of another source, beside what a file lacks
AGAIN = "again"  # of what it tells of an earlier file of the same source, which has those consultations
BESIDE = frozenset({OVERLAP, AGAIN})
COUNTS = frozenset({DeliveryState.READ, DeliveryState.BLANKED})  # a delivery whose rows count


class RunState(StrEnum):
    """A control is open until somebody closes it."""

    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return {RunState.OPEN: "loopt", RunState.CLOSED: "afgesloten"}[self]


class Scope(StrEnum):
    """What a closed control says of itself."""

    FULL = "full"
    LIMITED = "limited"

    @property
    def label(self) -> str:
        return {Scope.FULL: "volledige controle", Scope.LIMITED: "beperkte controle"}[self]


class CaseState(StrEnum):
    """Where a case stands."""

    OPEN = "open"
    ASKED = "asked"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    JUSTIFIED = "justified"
    INCIDENT = "incident"

    @property
    def label(self) -> str:
        return CASE_WORDS[self]


CASE_WORDS = {
    CaseState.OPEN: "te beslissen",
    CaseState.ASKED: "gevraagd",
    CaseState.ANSWERED: "beantwoord",
    CaseState.ESCALATED: "zonder antwoord",
    CaseState.JUSTIFIED: "verantwoord",
    CaseState.INCIDENT: "werd incident",
}
DECIDED = frozenset({CaseState.JUSTIFIED, CaseState.INCIDENT})


@dataclass(frozen=True, slots=True)
class ControlFact:
    """The closed control of the consultations of one month, as figures: no worker, no citizen. `events` were read, `explained` of them
    had a registered reason, `by_decision` got one by a decision of the control itself; `cases` were worth a question, `cut` of those the officer's minutes had not reached
    when it was closed. `after` came when it was closed. `by_hand`: the events are the lines of a sample on paper, and those that are right
    are `explained`."""

    id: UUID
    month: date
    full: bool
    events: int
    explained: int
    cases: int
    justified: int
    incidents: int
    cut: int
    asked: int
    late: int
    by_hand: bool = False
    by_decision: int = 0
    after: int = 0


@dataclass(frozen=True, slots=True)
class LeftOutFact:
    """A month that nobody controls, and why."""

    month: date
    reason: str


class SampleVerdict(StrEnum):
    """What looking at one explained consultation gave."""

    NONE = ""
    RIGHT = "right"
    WRONG = "wrong"


class RuleState(StrEnum):
    """A set of rules is a draft, live (one per authority), or was live before."""

    DRAFT = "draft"
    LIVE = "live"
    OLD = "old"


GONE = "gewist"  # the user name that stands in for everybody whose case was erased
PAPER = "papier"  # what a piece of a sample from paper is explained by
MINUTES = 45  # of the officer, per control
ANSWER_DAYS = 10  # working days a worker has
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0, O, 1 and I: it is read aloud


def alias(citizen: int) -> str:
    """How a page calls a citizen: eight characters of the pseudonym, as `K7F2-QM9X`."""
    rest, found = citizen & (2**64 - 1), ""
    for _place in range(8):
        rest, place = divmod(rest, len(ALPHABET))
        found += ALPHABET[place]
    return f"{found[:4]}-{found[4:]}"
