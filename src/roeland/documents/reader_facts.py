"""What this room states about who reads what is closed, and about deviations. No code and no digest of one is ever in a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from roeland.documents.facts import About, AboutVersion
from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class AboutReader(About):
    """A fact about one reader of one document."""

    reader: str


@dataclass(frozen=True, kw_only=True)
class InspectionBooked(AboutReader):
    code = "documents:inspection:booked"
    sentence = "maakte een afspraak met {reader} om “{title}” in te kijken"
    appointed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class InspectionOpened(AboutReader):
    code = "documents:inspection:opened"
    sentence = "opende “{title}” ter inzage voor {reader}"
    closes_at: datetime
    minutes: int


@dataclass(frozen=True, kw_only=True)
class InspectionTried(AboutReader):
    code = "documents:inspection:code-tried"
    sentence = "{result} “{title}”"
    result: str  # "gaf de juiste code in voor", "gaf een foute code in voor"
    right: bool


@dataclass(frozen=True, kw_only=True)
class InspectionEnded(AboutReader):
    code = "documents:inspection:ended"
    sentence = "beëindigde de inzage van {reader} in “{title}”"
    kind: str


@dataclass(frozen=True, kw_only=True)
class InspectionRead(AboutVersion):
    code = "documents:inspection:read"
    sentence = "las versie {version} van “{title}” {how}"
    how: str  # "ter inzage", "onder mandaat"
    part: str


@dataclass(frozen=True, kw_only=True)
class MandateGiven(AboutReader):
    code = "documents:mandate:given"
    sentence = "gaf {reader} een mandaat om “{title}” te lezen, van {start} tot en met {end}"
    start: date
    end: date
    decision: str


@dataclass(frozen=True, kw_only=True)
class AboutRequest(Fact):
    """A fact about a request to read, by its number. The document that it came to stands in no payload."""

    number: str


@dataclass(frozen=True, kw_only=True)
class ReadingAsked(AboutRequest):
    code = "documents:request:asked"
    sentence = "vroeg inzage ({number}): {wanted}"
    wanted: str
    answer_by: date


@dataclass(frozen=True, kw_only=True)
class RequestAnswered(AboutRequest):
    code = "documents:request:answered"
    sentence = "beantwoordde de vraag om inzage {number}: {answer}"
    answer: str
    ground: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RequestWithdrawn(AboutRequest):
    code = "documents:request:withdrawn"
    sentence = "trok de vraag om inzage {number} in"


@dataclass(frozen=True, kw_only=True)
class AboutDeviation(About):
    """A fact about a deviation: `number` and `title` are of the document."""

    deviation: str


@dataclass(frozen=True, kw_only=True)
class DeviationAsked(AboutDeviation):
    code = "documents:deviation:asked"
    sentence = "vroeg om van “{title}” te mogen afwijken ({deviation})"
    from_rule: str
    reason: str
    start: date
    end: date


@dataclass(frozen=True, kw_only=True)
class DeviationDecided(AboutDeviation):
    code = "documents:deviation:decided"
    sentence = "besliste over afwijking {deviation} van “{title}”: {answer}"
    answer: str
    decision: str


@dataclass(frozen=True, kw_only=True)
class DeviationEnded(AboutDeviation):
    code = "documents:deviation:ended"
    sentence = "beëindigde afwijking {deviation} van “{title}”"
    reason: str


@dataclass(frozen=True, kw_only=True)
class DeviationExpired(AboutDeviation):
    code = "documents:deviation:expired"
    sentence = "stelde vast dat afwijking {deviation} van “{title}” afgelopen is"
    end: date
