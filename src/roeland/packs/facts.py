"""What this room can state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class AnswersGiven(Fact):
    code = "packs:answers:given"
    sentence = "noteerde {count} antwoorden van het gesprek met {sheet}"
    sheet: str
    count: int
    filled: int


@dataclass(frozen=True, kw_only=True)
class TemplateTaken(Fact):
    code = "packs:template:taken"
    sentence = "nam versie {version} van het sjabloon over in “{title}”"
    title: str
    template: str
    version: str
    clashes: int


@dataclass(frozen=True, kw_only=True)
class WalkBegun(Fact):
    code = "packs:walk:begun"
    sentence = "begon een rondgang in {place}"
    place: str
    on: date


@dataclass(frozen=True, kw_only=True)
class SpotSeen(Fact):
    code = "packs:spot:seen"
    sentence = "noteerde een vaststelling in {place}"
    place: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class SpotDropped(Fact):
    code = "packs:spot:dropped"
    sentence = "haalde een vaststelling weg uit de rondgang in {place}"
    place: str


@dataclass(frozen=True, kw_only=True)
class WalkClosed(Fact):
    code = "packs:walk:closed"
    sentence = "sloot de rondgang in {place} af met {count} bevindingen"
    place: str
    count: int
