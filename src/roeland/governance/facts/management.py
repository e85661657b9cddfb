"""Facts about management reports. What is written stays out of the ledger; the seal of what was frozen is in it."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ManagementReportBegun(Fact):
    """A management report over a period was begun."""

    code: ClassVar[str] = "governance:report:begun"
    sentence: ClassVar[str] = "begon aan een managementverslag van {first} tot {last}"
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class ManagementReportWritten(Fact):
    """A section got its text."""

    code: ClassVar[str] = "governance:report:written"
    sentence: ClassVar[str] = "schreef aan “{section}” van een managementverslag"
    section: str


@dataclass(frozen=True, kw_only=True)
class ManagementReportFrozen(Fact):
    """The report was frozen and printed."""

    code: ClassVar[str] = "governance:report:frozen"
    sentence: ClassVar[str] = "bevroor het managementverslag “{title}”"
    title: str
    sha256: str
