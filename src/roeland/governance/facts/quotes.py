"""Facts about quotes. Their audience is `contracts`; the advice is named by its number, never by its title."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class QuoteKept(Fact):
    """A quote was put beside an advice; amounts in cent, `sha256` of its file ("" when there is only a link)."""

    code: ClassVar[str] = "governance:quote:kept"
    sentence: ClassVar[str] = "bewaarde een offerte van {supplier}"
    supplier: str
    number: str
    cents: int
    yearly_cents: int
    end: date | None
    sha256: str


@dataclass(frozen=True, kw_only=True)
class QuoteRemoved(Fact):
    """A quote was taken away before one was chosen."""

    code: ClassVar[str] = "governance:quote:removed"
    sentence: ClassVar[str] = "verwijderde de offerte van {supplier}"
    supplier: str
    number: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class QuoteChosen(Fact):
    """One quote of the comparison was chosen, out of so many, with the reason."""

    code: ClassVar[str] = "governance:quote:chosen"
    sentence: ClassVar[str] = "koos de offerte van {supplier} uit {count}"
    supplier: str
    number: str
    count: int
    reason: str
