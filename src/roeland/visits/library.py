"""The data files of this room, typed: modules of an agreement, changes of law, kinds of change of the organisation. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from roeland.kernel.shipped import parsed

DATA = Path(__file__).parent / "data"
CHECKS = {
    "primary": "gelezen in de wettekst",
    "publisher": "gelezen bij de uitgever",
    "secondary": "uit tweede hand",
    "own": "door jullie genoteerd",
}


@dataclass(frozen=True)
class Module:
    """Something an agreement may hold. `chosen` says whether it is in by default."""

    id: str
    nl: str
    chosen: bool


@dataclass(frozen=True)
class Law:
    """A change of law that ships with Roeland. `check` is a key of CHECKS; `touches` are catalogue ids of duties."""

    id: str
    title: str
    source: str
    dated: date
    check: str
    means: str
    proposal: str
    touches: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def check_words(self) -> str:
        """How sure we are, in words."""
        return CHECKS[self.check]


@dataclass(frozen=True)
class Step:
    """A line of a checklist: what, by whom, how many days from the day of the change (negative: before it)."""

    id: str
    title: str
    role: str
    days: int
    duties: tuple[str, ...]
    documents: tuple[str, ...]


@dataclass(frozen=True)
class ChangeKind:
    """A kind of change of the organisation with its checklist."""

    id: str
    title: str
    ask: str
    steps: tuple[Step, ...]


def _read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = parsed((DATA / name).read_text(encoding="utf-8"))
    return found


@cache
def modules() -> dict[str, Module]:
    """Modules by id, in order."""
    return {m["id"]: Module(m["id"], m["nl"], m["default"] == "in") for m in _read("modules.yaml")["modules"]}


@cache
def laws() -> dict[str, Law]:
    """Changes of law by id, newest first. Raises ValueError for a check level that may not ship."""
    found = [
        Law(
            id=one["id"],
            title=one["title"],
            source=one["source"],
            dated=one["dated"],
            check=one["check"],
            means=one["means"].strip(),
            proposal=one["proposal"],
            touches=tuple(one.get("touches", ())),
            kinds=tuple(one.get("documents", ())),
        )
        for one in _read("law_changes.yaml")["changes"]
    ]
    if wrong := [law.id for law in found if law.check not in CHECKS]:
        raise ValueError(f"law_changes.yaml: {', '.join(wrong)}: how sure is not one of {', '.join(CHECKS)}")
    return {law.id: law for law in sorted(found, key=lambda law: law.dated, reverse=True)}


@cache
def change_kinds() -> dict[str, ChangeKind]:
    """Kinds of change of the organisation by id, in order."""
    return {
        kind["id"]: ChangeKind(kind["id"], kind["title"], kind["ask"], tuple(_step(step) for step in kind["steps"]))
        for kind in _read("organisation_changes.yaml")["kinds"]
    }


def _step(raw: Mapping[str, Any]) -> Step:
    return Step(
        raw["id"],
        raw["title"],
        raw["role"],
        raw["days"],
        tuple(raw.get("duties", ())),
        tuple(raw.get("documents", ())),
    )
