"""What this room states in the ledger."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ReportStarted(Fact):
    """A draft was opened."""

    code: ClassVar[str] = "reports:report:started"
    sentence: ClassVar[str] = "begon aan het jaarverslag {year}"
    year: int


@dataclass(frozen=True, kw_only=True)
class ReportWritten(Fact):
    """A section got its text. The text itself stays out of the ledger: it may name people."""

    code: ClassVar[str] = "reports:report:written"
    sentence: ClassVar[str] = "schreef aan deel “{section}” van het jaarverslag {year}"
    year: int
    section: str
    confidential: bool


@dataclass(frozen=True, kw_only=True)
class ReportFrozen(Fact):
    """The figures were frozen: the checkpoint they stand on and the SHA-256 of each part."""

    code: ClassVar[str] = "reports:report:frozen"
    sentence: ClassVar[str] = "bevroor de cijfers van het jaarverslag {year} op {tree_size} logboekregels"
    year: int
    tree_size: int
    root: str
    parts: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ReportOffered(Fact):
    """The papers went to the council."""

    code: ClassVar[str] = "reports:report:offered"
    sentence: ClassVar[str] = "legde het jaarverslag {year} voor aan de raad van {until}"
    year: int
    since: date
    until: date


@dataclass(frozen=True, kw_only=True)
class ReportPrinted(Fact):
    """Somebody with a shell on the machine printed a part."""

    code: ClassVar[str] = "reports:report:printed"
    sentence: ClassVar[str] = "drukte “{part}” van het jaarverslag {year} af als {user}"
    year: int
    part: str
    user: str
    frozen: bool
    form: str = "pdf"
