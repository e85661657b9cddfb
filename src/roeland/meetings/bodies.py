"""What `data/bodies.yaml` and `data/terms.yaml` say: who reads the meetings of a body, and which terms a council has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from roeland.kernel.actor import SYSTEM_ID, Actor
from roeland.kernel.rights import RIGHTS
from roeland.kernel.shipped import parsed
from roeland.meetings.values import AUDIENCES, COUNCIL, Term

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class BodyKind:
    """One kind of body. `eyes` is the role of a plain member; `duty` the recurring task that a held meeting closes."""

    kind: str
    audience: str
    eyes: str
    minutes: int
    duty: str = ""
    discreet: bool = False


@cache
def kinds() -> dict[str, BodyKind]:
    """Every kind of body by id. Raises ValueError on an unknown audience or role."""
    found = {row["kind"]: BodyKind(**row) for row in _read("bodies.yaml")["bodies"]}
    for one in found.values():
        if one.audience not in AUDIENCES or one.eyes not in RIGHTS.roles:
            raise ValueError(f"bodies.yaml: {one.kind}: unknown audience or role")
    return found


def kind_of(body_kind: str) -> BodyKind:
    """What is known of a kind of body."""
    return kinds()[body_kind]


def by_duty(catalogue_id: str) -> BodyKind | None:
    """The body whose meeting closes this recurring task."""
    return next((one for one in kinds().values() if one.duty == catalogue_id), None)


def councils() -> tuple[str, ...]:
    """Kinds of bodies that get items with papers."""
    return tuple(one.kind for one in kinds().values() if one.audience == COUNCIL)


@cache
def terms(body_kind: str) -> tuple[Term, ...]:
    """The terms of a council, strictest first as the file has them."""
    return tuple(
        Term(
            row["id"],
            int(row["days_before"]),
            row["nl"],
            row["basis"]["ref"],
            row["basis"]["check"],
            date.fromisoformat(row["basis"]["read_on"]),
            bool(row.get("only_tells")),
        )
        for row in _read("terms.yaml")["terms"]
        if body_kind in row["bodies"]
    )


def member_eyes(body_kind: str, authority_id: UUID) -> Actor:
    """Who sees exactly what every plain member of the body sees there, and is nobody: to draft and show an agenda.

    What such a point says may be read by each member, so it can be kept in the minutes.
    """
    rights = RIGHTS.of([kind_of(body_kind).eyes])
    return Actor(SYSTEM_ID, "agenda", {authority_id: rights}, {}, "body")


def _read(name: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = parsed((DATA / name).read_text(encoding="utf-8"))
    return found
