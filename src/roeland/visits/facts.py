"""What this room can state. Sentences are Dutch and follow the actor's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class AgreementFact(Fact):
    """Shared base: the agreement as it stands; the rate in cents a day, days a month in hundredths."""

    provider: str
    start: date
    end: date | None
    day_hundredths: int
    rate_cents: int


@dataclass(frozen=True, kw_only=True)
class AgreementMade(AgreementFact):
    code = "visits:agreement:made"
    sentence = "legde de samenwerkingsovereenkomst met {provider} vast, van {start}"
    modules_in: list[str]
    modules_out: list[str]


@dataclass(frozen=True, kw_only=True)
class AgreementChanged(AgreementFact):
    code = "visits:agreement:changed"
    sentence = "paste de samenwerkingsovereenkomst met {provider} aan"
    changes: list[str]


@dataclass(frozen=True, kw_only=True)
class AgreementEnded(Fact):
    code = "visits:agreement:ended"
    sentence = "beëindigde de samenwerkingsovereenkomst met {provider} op {on}: {reason}"
    provider: str
    on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class VisitFact(Fact):
    """Shared base: the day of the visit."""

    on: date


@dataclass(frozen=True, kw_only=True)
class VisitPlanned(VisitFact):
    code = "visits:visit:planned"
    sentence = "plande een bezoek op {on}"


@dataclass(frozen=True, kw_only=True)
class VisitMoved(VisitFact):
    code = "visits:visit:moved"
    sentence = "verplaatste het bezoek van {before} naar {on}"
    before: date


@dataclass(frozen=True, kw_only=True)
class VisitDropped(VisitFact):
    code = "visits:visit:dropped"
    sentence = "schrapte het bezoek van {on}: {reason}"
    reason: str


@dataclass(frozen=True, kw_only=True)
class VisitOpened(VisitFact):
    code = "visits:visit:opened"
    sentence = "begon het bezoek van {on} met {count} punten"
    count: int
    onsite: bool


@dataclass(frozen=True, kw_only=True)
class VisitNoted(VisitFact):
    code = "visits:visit:noted"
    sentence = "hield de nota’s en de tijd van het bezoek van {on} bij"
    minutes: int


@dataclass(frozen=True, kw_only=True)
class VisitTimed(VisitFact):
    code = "visits:visit:timed"
    sentence = "zette de tijd van het bezoek van {on} aan of stil"
    running: bool
    minutes: int


@dataclass(frozen=True, kw_only=True)
class ItemAdded(Fact):
    code = "visits:item:added"
    sentence = "zette “{title}” op de agenda van het bezoek"
    title: str


@dataclass(frozen=True, kw_only=True)
class ItemSettled(Fact):
    code = "visits:item:settled"
    sentence = "besliste bij het bezoek over “{title}”: {outcome_name}"
    title: str
    outcome: str
    outcome_name: str
    text: str
    to: str
    due: date | None


@dataclass(frozen=True, kw_only=True)
class VisitClosed(VisitFact):
    code = "visits:visit:closed"
    sentence = "sloot het bezoek van {on} af: {done} gedaan, {asked} gevraagd, {carried} naar het volgende bezoek"
    done: int
    asked: int
    decided: int
    carried: int
    minutes: int
    cost_cents: int | None
    next_on: date | None
    seal: str


@dataclass(frozen=True, kw_only=True)
class VisitMailed(VisitFact):
    code = "visits:visit:mailed"
    sentence = "mailde het verslag van het bezoek van {on} naar {to}"
    to: str


@dataclass(frozen=True, kw_only=True)
class HandoverFact(Fact):
    """Shared base: from whom, to whom, from when."""

    giver: str
    taker: str
    on: date


@dataclass(frozen=True, kw_only=True)
class HandoverMade(HandoverFact):
    code = "visits:handover:made"
    sentence = "bereidde de overdracht van {giver} naar {taker} voor, vanaf {on}"
    count: int


@dataclass(frozen=True, kw_only=True)
class HandoverConfirmed(HandoverFact):
    code = "visits:handover:confirmed"
    sentence = "bevestigde de overdracht van {giver} naar {taker}"


@dataclass(frozen=True, kw_only=True)
class HandoverDropped(HandoverFact):
    code = "visits:handover:dropped"
    sentence = "trok de overdracht van {giver} naar {taker} in"


@dataclass(frozen=True, kw_only=True)
class HandoverDone(HandoverFact):
    code = "visits:handover:done"
    sentence = "droeg {count} taken en bezoeken over van {giver} naar {taker}"
    count: int


@dataclass(frozen=True, kw_only=True)
class LawFact(Fact):
    """Shared base: the change of law."""

    title: str
    key: str


@dataclass(frozen=True, kw_only=True)
class LawNoted(LawFact):
    code = "visits:law:noted"
    sentence = "noteerde de wetswijziging “{title}”"
    source: str


@dataclass(frozen=True, kw_only=True)
class LawTaken(LawFact):
    code = "visits:law:taken"
    sentence = "maakte een taak van de wetswijziging “{title}”"
    number: str
    due: date


@dataclass(frozen=True, kw_only=True)
class LawLeft(LawFact):
    code = "visits:law:left"
    sentence = "besliste dat de wetswijziging “{title}” hier niets vraagt: {reason}"
    reason: str


@dataclass(frozen=True, kw_only=True)
class OrganisationChanged(Fact):
    code = "visits:change:noted"
    sentence = "noteerde de wijziging in de organisatie “{title}” met {count} taken"
    title: str
    change: str
    on: date
    count: int
