"""The data files of this room, typed and checked: the intake, the sections of a security plan, the years of money pages. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from roeland.kernel.rights import RIGHTS
from roeland.kernel.shipped import parsed
from roeland.projects.values import Criterion, Outcome, Question, Reply, weigh

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Ground:
    """Where a rule comes from, and how sure we are of it."""

    ref: str
    nl: str
    check: str


@dataclass(frozen=True)
class Measure:
    """A measure that answers may propose: who leads it by default, days to do it."""

    id: str
    nl: str
    role: str
    days: int


@dataclass(frozen=True)
class Section:
    """A section of the short security plan."""

    id: str
    nl: str
    ask: str


@dataclass(frozen=True)
class Intake:
    """The whole checklist."""

    version: str
    enough: int
    grounds: tuple[Ground, ...]
    criteria: Mapping[str, Criterion]
    chapters: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]
    measures: Mapping[str, Measure]

    def weigh(self, answers: Mapping[str, str]) -> Outcome:
        """What answers lead to."""
        return weigh(self.questions, self.criteria, self.enough, answers)


@dataclass(frozen=True)
class Money:
    """Years of the multi-year plan, how sure we are of its periods, the names of rooms, years of a business case."""

    years: int
    periods: tuple[int, ...]
    check: str
    rooms: Mapping[str, str]
    case_years: int


def _read(name: str) -> Any:
    return parsed((DATA / name).read_text(encoding="utf-8"))


@cache
def intake() -> Intake:
    """The intake. Raises ValueError for a row that names what is not there."""
    raw = _read("intake.yaml")
    made = Intake(
        raw["meta"]["version"],
        raw["dpia"]["enough"],
        tuple(Ground(**one) for one in raw["dpia"]["grounds"]),
        {one["id"]: Criterion(**one) for one in raw["dpia"]["criteria"]},
        tuple((one["id"], one["nl"]) for one in raw["chapters"]),
        tuple(_question(one) for one in raw["questions"]),
        {one["id"]: Measure(**one) for one in raw["measures"]},
    )
    if wrong := faults(made):
        raise ValueError(f"intake.yaml: {'; '.join(wrong)}")
    return made


def _question(raw: Mapping[str, Any]) -> Question:
    lists = {name: tuple(raw.get(name, ())) for name in ("measures", "criteria")}
    return Question(raw["id"], raw["chapter"], raw["nl"], raw["asks"], **lists)


def faults(made: Intake) -> list[str]:
    """What is wrong with a checklist, in words."""
    chapters, found = {name for name, _words in made.chapters}, []
    for q in made.questions:
        if q.chapter not in chapters or q.asks not in {Reply.YES, Reply.NO}:
            found.append(f"{q.id}: chapter or asks")
        found += [f"{q.id}: measure {name}" for name in q.measures if name not in made.measures]
        found += [f"{q.id}: criterion {name}" for name in q.criteria if name not in made.criteria]
    found += [f"{m.id}: role {m.role}" for m in made.measures.values() if m.role not in RIGHTS.roles]
    used = {name for q in made.questions for name in (*q.measures, *q.criteria)}
    found += [f"{name}: never asked" for name in (*made.measures, *made.criteria) if name not in used]
    if len({q.id for q in made.questions}) != len(made.questions):
        found.append("a question stands there twice")
    return found


@cache
def sections() -> tuple[Section, ...]:
    """Sections of the short security plan, in order."""
    return tuple(Section(**one) for one in _read("plan.yaml")["sections"])


@cache
def money() -> Money:
    """How money pages look ahead."""
    raw = _read("money.yaml")
    plan = raw["plan"]
    return Money(plan["years"], tuple(plan["periods"]), plan["check"], raw["rooms"], raw["case"]["years"])
