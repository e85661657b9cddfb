"""The words of this room as enums and frozen values, and its sums. Pure: euro as Decimal, shares in percent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

ZERO = Decimal(0)
HUNDRED = Decimal(100)
CENT = Decimal("0.01")
MOST_YEARS = 15
SOON = 14  # days before its date in which a milestone stands on Vandaag
PROJECT = "projects.project"


class Status(StrEnum):
    """Where a project stands."""

    IDEA = "idea"
    INTAKE = "intake"
    APPROVED = "approved"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    STOPPED = "stopped"

    @property
    def label(self) -> str:
        """Dutch word."""
        return _STATUS[self]

    @property
    def over(self) -> bool:
        """Whether nothing follows any more."""
        return self in {Status.DONE, Status.STOPPED}

    @property
    def decided(self) -> bool:
        """Whether it was approved at some time and was not stopped before that."""
        return self in {Status.APPROVED, Status.RUNNING, Status.PAUSED, Status.DONE}


_STATUS = {
    Status.IDEA: "idee",
    Status.INTAKE: "intake",
    Status.APPROVED: "goedgekeurd",
    Status.RUNNING: "loopt",
    Status.PAUSED: "ligt stil",
    Status.DONE: "klaar",
    Status.STOPPED: "gestopt",
}


class Step(StrEnum):
    """What somebody does with a project that changes where it stands. The value stands in its URL."""

    START = "starten"
    PAUSE = "stilleggen"
    RESUME = "hervatten"
    FINISH = "afronden"
    STOP = "stoppen"


# step -> (from where, to where, whether a reason is asked)
STEPS: Mapping[Step, tuple[frozenset[Status], Status, bool]] = {
    Step.START: (frozenset({Status.APPROVED}), Status.RUNNING, False),
    Step.PAUSE: (frozenset({Status.RUNNING}), Status.PAUSED, True),
    Step.RESUME: (frozenset({Status.PAUSED}), Status.RUNNING, False),
    Step.FINISH: (frozenset({Status.RUNNING}), Status.DONE, False),
    Step.STOP: (frozenset(s for s in Status if s not in {Status.DONE, Status.STOPPED}), Status.STOPPED, True),
}


def number_of(year: int, rank: int) -> str:
    """*P-2026-03*"""
    return f"P-{year}-{rank:02d}"


@dataclass(frozen=True)
class ProjectText:
    """What is written about a project. `serves_kind` and `serves_id` name a record of any room, or are empty."""

    title: str
    summary: str = ""
    serves: str = ""
    planned_start: date | None = None
    planned_end: date | None = None
    serves_kind: str = ""
    serves_id: str = ""


# Intake


class Reply(StrEnum):
    """An answer to a question of the intake."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """Dutch words."""
        return {"yes": "Ja", "no": "Nee", "unknown": "Weet ik niet"}[self]


@dataclass(frozen=True)
class Question:
    """A question. The answer `asks` proposes measures and meets criteria."""

    id: str
    chapter: str
    nl: str
    asks: str
    measures: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True)
class Criterion:
    """A reason for a DPIA; `alone` is enough without another."""

    id: str
    nl: str
    alone: bool = False


class Dpia(StrEnum):
    """Whether a DPIA is needed: Roeland's proposal, never its decision."""

    NEEDED = "needed"
    DOUBT = "doubt"
    NOT = "not"

    @property
    def label(self) -> str:
        """Dutch words."""
        return {"needed": "DPIA nodig", "doubt": "DPIA: twijfel", "not": "geen DPIA nodig"}[self]


@dataclass(frozen=True)
class Outcome:
    """What answers lead to: measures and criteria in the order of the data, open criteria by an unknown answer, the proposal."""

    measures: tuple[str, ...]
    met: tuple[str, ...]
    open: tuple[str, ...]
    dpia: Dpia
    unanswered: tuple[str, ...] = ()


def weigh(
    questions: Sequence[Question], criteria: Mapping[str, Criterion], enough: int, answers: Mapping[str, str]
) -> Outcome:
    """Measures and the DPIA proposal. What nobody answered counts as unknown, and is named."""
    measures: dict[str, None] = {}
    met: dict[str, None] = {}
    unsure: dict[str, None] = {}
    for question in questions:
        reply = answers.get(question.id, Reply.UNKNOWN)
        if reply not in {question.asks, Reply.UNKNOWN}:
            continue
        measures |= dict.fromkeys(question.measures)
        (met if reply == question.asks else unsure).update(dict.fromkeys(question.criteria))
    still = tuple(name for name in unsure if name not in met)
    unanswered = tuple(q.id for q in questions if q.id not in answers)
    return Outcome(tuple(measures), tuple(met), still, _proposal(met, still, criteria, enough), unanswered)


def _proposal(met: Iterable[str], still: Sequence[str], criteria: Mapping[str, Criterion], enough: int) -> Dpia:
    names = list(met)
    if len(names) >= enough or any(criteria[name].alone for name in names):
        return Dpia.NEEDED
    possible = [*names, *still]
    may_be = len(possible) >= enough or any(criteria[name].alone for name in possible)
    return Dpia.DOUBT if names or may_be else Dpia.NOT


# Business case


@dataclass(frozen=True)
class Case:
    """What goes wrong without the project: damage in euro (low, likely, high), the chance in a year, how much of it is avoided."""

    low: Decimal
    likely: Decimal
    high: Decimal
    chance: Decimal  # percent a year, 0 to 100
    effect: Decimal = HUNDRED  # percent of the damage that the project avoids
    years: int = 5

    def avoided(self, damage: Decimal) -> Decimal:
        """Expected damage avoided in one year, euro."""
        return cents(damage * self.chance * self.effect / (HUNDRED * HUNDRED))


@dataclass(frozen=True)
class Worth:
    """One scenario: avoided a year and in all, cost in all, what is left, payback in years, return in percent of the cost."""

    yearly: Decimal
    avoided: Decimal
    cost: Decimal
    left: Decimal
    payback: Decimal | None
    rosi: Decimal | None


def cents(value: Decimal) -> Decimal:
    """Euro with two decimals, half a cent up."""
    return value.quantize(CENT, ROUND_HALF_UP)


def worth(costs: Sequence[Decimal], yearly: Decimal) -> Worth:
    """What a project is worth over as many years as `costs` has, when it avoids `yearly` each year.

    The cost of a year is paid at its start and the gain comes evenly through it. Without any cost there is no return to tell.
    """
    cost, avoided = sum(costs, ZERO), yearly * len(costs)
    rosi = ((avoided - cost) * HUNDRED / cost).quantize(Decimal(1), ROUND_HALF_UP) if cost else None
    return Worth(yearly, avoided, cost, avoided - cost, payback(costs, yearly), rosi)


def payback(costs: Sequence[Decimal], yearly: Decimal) -> Decimal | None:
    """Years until what was avoided has paid for what was spent, and stays ahead until the end; None when it never does."""
    balance, found = ZERO, ZERO
    ahead = True
    for index, cost in enumerate(costs):
        before = balance - cost
        balance = before + yearly
        if before < ZERO:
            ahead = balance >= ZERO and yearly > ZERO
            found = index + (-before / yearly) if ahead else ZERO
        elif not ahead:  # the balance was restored at the turn of the year
            ahead, found = True, Decimal(index)
    return found.quantize(Decimal("0.1"), ROUND_HALF_UP) if ahead else None


# Money


@dataclass(frozen=True)
class YearMoney:
    """A calendar year in euro: available (None when nobody granted anything), planned, spent."""

    year: int
    available: Decimal | None
    planned: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal | None:
        """What is available and not spent; None without a budget."""
        return None if self.available is None else self.available - self.spent

    @property
    def over(self) -> bool:
        """Whether more is planned or spent than was granted."""
        return self.available is not None and max(self.planned, self.spent) > self.available


def plan_from(periods: Iterable[int], years: int, today: date) -> int:
    """The first year to show: of the multi-year plan of today, or this year when none holds."""
    held = [first for first in periods if first <= today.year < first + years]
    return held[-1] if held else today.year
