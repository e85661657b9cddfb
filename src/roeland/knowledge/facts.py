"""What this room can state."""

from __future__ import annotations

from dataclasses import dataclass

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class EntryIndexed(Fact):
    code = "knowledge:entry:indexed"
    sentence = "nam “{title}” op in de kennisbank"
    number: str
    title: str
    version: str


@dataclass(frozen=True, kw_only=True)
class EntryForgotten(Fact):
    code = "knowledge:entry:forgotten"
    sentence = "haalde “{title}” uit de kennisbank"
    number: str
    title: str


@dataclass(frozen=True, kw_only=True)
class IndexRebuilt(Fact):
    code = "knowledge:index:rebuilt"
    sentence = "maakte de kennisbank opnieuw, {count} documenten"
    count: int


@dataclass(frozen=True, kw_only=True)
class DocumentRated(Fact):
    code = "knowledge:document:rated"
    sentence = "beoordeelde “{title}”"
    number: str
    title: str
    useful: bool
