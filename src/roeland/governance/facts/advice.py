"""Facts about advice. The text itself stays out of the ledger; the seal of the printed advice is in it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class AdviceDrafted(Fact):
    """Somebody began to write an advice. No title: readers of the ledger may not know yet what it is about."""

    code: ClassVar[str] = "governance:advice:drafted"
    sentence: ClassVar[str] = "begon aan een advies aan {to}"
    to: str


@dataclass(frozen=True, kw_only=True)
class AdviceChanged(Fact):
    """A draft was rewritten."""

    code: ClassVar[str] = "governance:advice:changed"
    sentence: ClassVar[str] = "herschreef een ontwerp van advies aan {to}"
    to: str


@dataclass(frozen=True, kw_only=True)
class AdviceGiven(Fact):
    """An advice was given: its number, to whom, by when an answer is agreed, and the SHA-256 of what was printed."""

    code: ClassVar[str] = "governance:advice:given"
    sentence: ClassVar[str] = "gaf advies {number} “{title}” aan {to}"
    number: str
    title: str
    to: str
    due: date
    sha256: str


@dataclass(frozen=True, kw_only=True)
class AdviceAnswered(Fact):
    """The addressee answered, with the reason; `decision` names the decision of a body, `option` the option that will be done (0: none)."""

    code: ClassVar[str] = "governance:advice:answered"
    sentence: ClassVar[str] = "beantwoordde advies {number} “{title}”: {answer}"
    number: str
    title: str
    answer: str
    reason: str
    decision: str
    option: int
    in_time: bool


@dataclass(frozen=True, kw_only=True)
class AdviceFollowed(Fact):
    """A task was made of an accepted advice."""

    code: ClassVar[str] = "governance:advice:followed"
    sentence: ClassVar[str] = "maakte van advies {number} de taak “{task}”"
    number: str
    task: str


@dataclass(frozen=True, kw_only=True)
class AdviceClosed(Fact):
    """Nothing more is done about an advice."""

    code: ClassVar[str] = "governance:advice:closed"
    sentence: ClassVar[str] = "sloot advies {number} “{title}” af"
    number: str
    title: str
    note: str
