"""Facts about money of projects. Their subjects have the audience of money, so that no amount is told to who reads none."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class CaseWritten(Fact):
    """A business case was written."""

    code: ClassVar[str] = "projects:case:written"
    sentence: ClassVar[str] = "schreef de businesscase van project {number}"
    number: str


@dataclass(frozen=True, kw_only=True)
class BudgetSet(Fact):
    """A budget of a project for a year was set."""

    code: ClassVar[str] = "projects:budget:set"
    sentence: ClassVar[str] = "zette het budget {year} van project {number} op {cents} cent"
    number: str
    year: int
    cents: int


@dataclass(frozen=True, kw_only=True)
class YearBudgetSet(Fact):
    """The budget of a year was set."""

    code: ClassVar[str] = "projects:year-budget:set"
    sentence: ClassVar[str] = "zette het budget {year} voor informatieveiligheid op {cents} cent"
    year: int
    cents: int
    decision: str


@dataclass(frozen=True, kw_only=True)
class PaymentRecorded(Fact):
    """A payment was recorded."""

    code: ClassVar[str] = "projects:payment:recorded"
    sentence: ClassVar[str] = "noteerde de uitgave “{title}” van {cents} cent"
    title: str
    number: str
    cents: int
    paid_on: date


@dataclass(frozen=True, kw_only=True)
class PaymentStruck(Fact):
    """A payment was struck with the reason."""

    code: ClassVar[str] = "projects:payment:struck"
    sentence: ClassVar[str] = "schrapte de uitgave “{title}”: {reason}"
    title: str
    cents: int
    reason: str
