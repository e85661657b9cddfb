"""What is stated about conditions, questions, mandates, reveals and what is erased in time. No name, no number, no words of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from roeland.ledger.facts import Fact
from roeland.logs.facts.control import OfCase, OfMonth


@dataclass(frozen=True, kw_only=True)
class ConditionsStated(Fact):
    code = "logs:conditions:stated"
    sentence = "hield bij wat in orde is voor de logcontrole, {lacking} punten ontbreken nog"
    consulted_on: date | None
    work_rules: str
    register_entry: str
    dpia_on: date | None
    retention_months: int | None
    valid_from: date | None
    file_sha256: str
    lacking: int


@dataclass(frozen=True, kw_only=True)
class AdviceStated(Fact):
    code = "logs:conditions:advised"
    sentence = "hield het advies van de DPO over de logcontrole bij"
    advised_on: date
    himself: bool


@dataclass(frozen=True, kw_only=True)
class QuestionMailed(OfCase):
    code = "logs:question:mailed"
    sentence = "mailde dat er een vraag klaarstaat over geval {number} van {month}"
    due: date


@dataclass(frozen=True, kw_only=True)
class WithdrawalMailed(OfCase):
    code = "logs:question:withdrawal-mailed"
    sentence = "mailde dat de vraag over geval {number} van {month} vervallen is"


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered(OfCase):
    code = "logs:question:answered"
    sentence = "antwoordde op de vraag over geval {number} van {month}"
    late: bool


@dataclass(frozen=True, kw_only=True)
class CitizenShownToWorker(OfCase):
    code = "logs:question:citizen-shown"
    sentence = "keek na over welke burger de vraag over geval {number} van {month} gaat"


@dataclass(frozen=True, kw_only=True)
class CaseEscalated(OfCase):
    code = "logs:case:escalated"
    sentence = "stelde vast dat op geval {number} van {month} geen antwoord kwam"
    due: date


@dataclass(frozen=True, kw_only=True)
class QuestionExtended(OfCase):
    code = "logs:question:extended"
    sentence = "gaf een nieuwe termijn voor de vraag over geval {number} van {month}: de medewerker was heel de termijn afwezig"
    back_on: date
    due: date


@dataclass(frozen=True, kw_only=True)
class QuestionHeld(OfCase):
    code = "logs:question:held"
    sentence = (
        "hield de termijn van de vraag over geval {number} van {month} op: de medewerker is afwezig tot nader bericht"
    )
    due: date


@dataclass(frozen=True, kw_only=True)
class OpeningGiven(OfCase):
    code = "logs:opening:given"
    sentence = "gaf {name} een mandaat om geval {number} van {month} te openen"
    name: str
    purpose: str
    until: datetime


@dataclass(frozen=True, kw_only=True)
class OpeningLooked(OfCase):
    code = "logs:opening:looked"
    sentence = "keek geval {number} van {month} in, met een mandaat"


@dataclass(frozen=True, kw_only=True)
class OpeningEnded(OfCase):
    code = "logs:opening:ended"
    sentence = "beëindigde het mandaat voor geval {number} van {month}"


@dataclass(frozen=True, kw_only=True)
class RevealAsked(OfCase):
    code = "logs:reveal:asked"
    sentence = "vroeg om de identiteit in geval {number} van {month} te zien"
    purpose: str


@dataclass(frozen=True, kw_only=True)
class CaseRevealed(OfCase):
    code = "logs:case:revealed"
    sentence = "zag de identiteit in geval {number} van {month}"
    purpose: str


@dataclass(frozen=True, kw_only=True)
class CitizenTold(Fact):
    """About the authority: which citizen it was stands nowhere."""

    code = "logs:citizen:told"
    sentence = "zocht voor een burger op wie naar hem keek en waarom: {events} raadplegingen"
    purpose: str
    events: int
    explained: int
    unknown: int
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class CasesBlanked(OfMonth):
    """No counts in its sentence: what is left may be a standing rule that ended, and then there is no case."""

    code = "logs:run:blanked"
    sentence = "wiste uit de controle van {month} wat voorbij de bewaartermijn is"
    cases: int
    sampled: int
