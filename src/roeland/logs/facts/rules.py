"""Facts about the rules by which consultations are explained. The hash is of the text, so that one sees which text was tried and used."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class RulesDrafted(Fact):
    """A draft of the rules was begun."""

    code: ClassVar[str] = "logs:rules:drafted"
    sentence: ClassVar[str] = "begon regels {version} van de logcontrole, naar versie {based_on}"
    version: str
    based_on: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class RulesWritten(Fact):
    """The text of a draft changed."""

    code: ClassVar[str] = "logs:rules:written"
    sentence: ClassVar[str] = "schreef aan regels {version} van de logcontrole"
    version: str
    note: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class RulesTried(Fact):
    """A draft was tried on a month that was delivered."""

    code: ClassVar[str] = "logs:rules:tried"
    sentence: ClassVar[str] = "probeerde regels {version} van de logcontrole op {month}"
    version: str
    month: date
    sha256: str
    newly_explained: int
    no_longer_explained: int


@dataclass(frozen=True, kw_only=True)
class RulesLive(Fact):
    """A version of the rules counts from now on."""

    code: ClassVar[str] = "logs:rules:live"
    sentence: ClassVar[str] = "nam regels {version} van de logcontrole in gebruik"
    version: str
    replaces: str
    sha256: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class RulesDropped(Fact):
    """A draft was thrown away."""

    code: ClassVar[str] = "logs:rules:dropped"
    sentence: ClassVar[str] = "verwijderde het ontwerp van regels {version} van de logcontrole"
    version: str
