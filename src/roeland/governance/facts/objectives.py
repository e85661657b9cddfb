"""Facts about objectives and indicators. Figures are stated as text: the ledger takes no fractions."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ObjectiveSet(Fact):
    """An objective was set."""

    code: ClassVar[str] = "governance:objective:set"
    sentence: ClassVar[str] = "stelde de doelstelling “{title}”"
    title: str
    due: date


@dataclass(frozen=True, kw_only=True)
class ObjectiveChanged(Fact):
    """An objective was worded or dated otherwise."""

    code: ClassVar[str] = "governance:objective:changed"
    sentence: ClassVar[str] = "paste de doelstelling “{title}” aan"
    title: str
    due: date


@dataclass(frozen=True, kw_only=True)
class ObjectiveClosed(Fact):
    """An objective was reached or dropped."""

    code: ClassVar[str] = "governance:objective:closed"
    sentence: ClassVar[str] = "sloot de doelstelling “{title}” af: {status}"
    title: str
    status: str
    note: str


@dataclass(frozen=True, kw_only=True)
class IndicatorAdded(Fact):
    """An indicator was put beside an objective."""

    code: ClassVar[str] = "governance:indicator:added"
    sentence: ClassVar[str] = "volgt de doelstelling “{objective}” met de indicator “{title}”"
    objective: str
    title: str


@dataclass(frozen=True, kw_only=True)
class IndicatorMeasured(Fact):
    """A figure was noted on a day, by somebody or by Roeland itself."""

    code: ClassVar[str] = "governance:indicator:measured"
    sentence: ClassVar[str] = "mat de indicator “{title}”: {value}"
    title: str
    value: str
    day: date
