"""What controls, cases and samples state. No name of a citizen or worker, no pseudonym: the row that the fact is about has those."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class OfMonth(Fact):
    """A fact about the control of a month, as `2026-10`."""

    month: str


@dataclass(frozen=True, kw_only=True)
class RunStarted(OfMonth):
    """`again`: it looked before; the last four say what differs from that time."""

    code = "logs:run:started"
    sentence = "keek de raadplegingen van {month} na: {events} gelezen, {cases} gevallen"
    events: int
    explained: int
    cases: int
    cut: int
    sampled: int
    rules_version: str
    again: bool
    verdicts_sha256: str
    new_cases: int = 0
    gone_cases: int = 0
    newly_explained: int = 0
    no_longer_explained: int = 0


@dataclass(frozen=True, kw_only=True)
class RunEntered(OfMonth):
    code = "logs:run:entered-by-hand"
    sentence = "voerde een steekproef op papier in voor {month}: {sampled} raadplegingen"
    sampled: int


@dataclass(frozen=True, kw_only=True)
class MonthLeftOut(OfMonth):
    code = "logs:month:left-out"
    sentence = "besliste dat niemand de raadplegingen van {month} nakijkt"
    reason: str


@dataclass(frozen=True, kw_only=True)
class MonthTakenBack(OfMonth):
    code = "logs:month:taken-back"
    sentence = "nam terug dat niemand de raadplegingen van {month} nakijkt"


@dataclass(frozen=True, kw_only=True)
class RunClosed(OfMonth):
    """`explained` was on record; `by_decision`: explained by what this control itself registered."""

    code = "logs:run:closed"
    sentence = "sloot de logcontrole van {month} af ({scope})"
    scope: str
    minutes: int
    decided: int
    still_open: int
    cut: int
    sampled: int
    wrong: int
    conclusion: str
    explained: int = 0
    by_decision: int = 0


@dataclass(frozen=True, kw_only=True)
class OfCase(OfMonth):
    """A fact about a case, by its number in the control."""

    number: int


@dataclass(frozen=True, kw_only=True)
class CaseJustified(OfCase):
    code = "logs:case:justified"
    sentence = "vond geval {number} van {month} verantwoord"
    how: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class WorkerAsked(OfCase):
    code = "logs:case:asked"
    sentence = "vroeg de medewerker uitleg over geval {number} van {month}"
    due: date


@dataclass(frozen=True, kw_only=True)
class CaseIncident(OfCase):
    code = "logs:case:incident"
    sentence = "behandelt geval {number} van {month} als incident"
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseReopened(OfCase):
    code = "logs:case:reopened"
    sentence = "opende geval {number} van {month} opnieuw"
    was: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ReasonWithdrawn(OfCase):
    """`standing`: it was a standing rule, not a reason for these days."""

    code = "logs:reason:withdrawn"
    sentence = "trok de reden in die bij geval {number} van {month} geregistreerd was"
    standing: bool


@dataclass(frozen=True, kw_only=True)
class StandingWithdrawn(Fact):
    """A standing rule was withdrawn after the control that it was made in."""

    code = "logs:standing:withdrawn"
    sentence = "trok de vaste regel in waarmee {team} zonder dossier {service} raadpleegt: {reason}"
    team: str
    service: str
    start: date
    until: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class QuestionWithdrawn(OfCase):
    code = "logs:question:withdrawn"
    sentence = "trok de vraag over geval {number} van {month} in"


@dataclass(frozen=True, kw_only=True)
class IncidentWithdrawn(OfCase):
    code = "logs:case:incident-withdrawn"
    sentence = "behandelt geval {number} van {month} niet langer als incident"


@dataclass(frozen=True, kw_only=True)
class CaseHandedOver(OfCase):
    code = "logs:case:handed-over"
    sentence = "gaf geval {number} van {month} door aan {name}"
    name: str


@dataclass(frozen=True, kw_only=True)
class SampleJudged(OfMonth):
    code = "logs:sample:judged"
    sentence = "beoordeelde een raadpleging uit de steekproef van {month}"
    verdict: str
    note: str


@dataclass(frozen=True, kw_only=True)
class CasePassedOn(OfCase):
    """`name`: the next reviewer; empty when the case is again for who runs controls."""

    code = "logs:case:passed-on"
    sentence = "gaf geval {number} van {month} aan wie nu beoordeelt"
    name: str


@dataclass(frozen=True, kw_only=True)
class SamplePassedOn(OfMonth):
    code = "logs:sample:passed-on"
    sentence = "gaf {count} raadplegingen uit de steekproef van {month} aan wie nu beoordeelt"
    count: int


@dataclass(frozen=True, kw_only=True)
class SamplesJudged(OfMonth):
    """`judged`: the ids of the drawn consultations, each by its row."""

    code = "logs:sample:judged-together"
    sentence = "vond bij {count} raadplegingen uit de steekproef van {month} de verklaring juist"
    count: int
    judged: list[str]
