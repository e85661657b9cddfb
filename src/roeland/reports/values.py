"""The words of this room as enums and frozen values. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

SMALLEST_GROUP = 5  # a group under this size could point at persons or at one weak spot: the public part merges it


class Kind(StrEnum):
    """Kinds of report."""

    ANNUAL = "annual"


class Status(StrEnum):
    """A draft follows the records; a frozen report never changes."""

    DRAFT = "draft"
    FROZEN = "frozen"

    @property
    def label(self) -> str:
        """Dutch word."""
        return "bevroren" if self is Status.FROZEN else "ontwerp"


class Part(StrEnum):
    """What one freeze makes. The public part and what goes to the council name no weakness, system or person."""

    PUBLIC = "public"
    ANNEX = "annex"
    ORGANISATION_CONTROL = "organisation_control"
    COUNCIL_DECISION = "council_decision"

    @property
    def label(self) -> str:
        """Dutch name."""
        return _PART_LABELS[self]

    @property
    def slug(self) -> str:
        """In addresses and file names."""
        return _PART_SLUGS[self]

    @property
    def audience(self) -> str:
        """Who may read it: a resource of roles.yaml."""
        return "reports" if self is Part.ANNEX else "annual_report"

    @property
    def confidential(self) -> bool:
        """Whether names of records may stand in it."""
        return self is Part.ANNEX

    @classmethod
    def of_slug(cls, slug: str) -> "Part":
        """The part with that slug; KeyError when there is none."""
        return {part.slug: part for part in cls}[slug]


_PART_LABELS = {
    Part.PUBLIC: "Openbaar deel",
    Part.ANNEX: "Vertrouwelijke bijlage",
    Part.ORGANISATION_CONTROL: "Hoofdstuk organisatiebeheersing",
    Part.COUNCIL_DECISION: "Ontwerpbesluit van de raad",
}
_PART_SLUGS = {
    Part.PUBLIC: "openbaar",
    Part.ANNEX: "bijlage",
    Part.ORGANISATION_CONTROL: "organisatiebeheersing",
    Part.COUNCIL_DECISION: "ontwerpbesluit",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """What a figure's query gave: the value and the records it counted."""

    value: int
    ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class FigureValue:
    """A figure with its origin, counted now or read back from a freeze.

    `arguments` are exactly what the query got; `previous` is None when there is no figure of the year before.
    """

    key: str
    title: str
    unit: str
    definition: str
    query: str
    version: int
    arguments: Mapping[str, Any]
    value: int
    ids: tuple[UUID, ...]
    previous: int | None = None
    counted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Proof:
    """What the ledger gives to hold a report against: the signed checkpoint and the public key of the authority's tree."""

    origin: str
    size: int
    root: str
    checkpoint: str
    key: str


@dataclass(frozen=True, slots=True)
class Group:
    """A line of a breakdown: how many stood on the plan, how many were done."""

    name: str
    due: int
    done: int


def merge_small(groups: Sequence[Group], rest: str, smallest: int = SMALLEST_GROUP) -> tuple[Group, ...]:
    """Groups without any under `smallest`: the small ones go together under the name `rest`.

    When the rest is still too small the next smallest group joins it, so that nothing follows from a total by subtraction;
    what is left over is one group. Nothing at all is given when even everything together is too small.
    """
    ordered = sorted((group for group in groups if group.due), key=lambda group: -group.due)
    merged: list[Group] = []
    while ordered and (ordered[-1].due < smallest or (merged and sum(group.due for group in merged) < smallest)):
        merged.append(ordered.pop())
    if not merged:
        return tuple(ordered)
    together = Group(rest, sum(group.due for group in merged), sum(group.done for group in merged))
    return (*ordered, together) if together.due >= smallest else tuple(ordered)


@dataclass(frozen=True, slots=True)
class Period:
    """The year a report is about and the moment its figures are counted at."""

    year: int
    as_of: datetime

    @property
    def first(self) -> date:
        """First day."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """Last day."""
        return date(self.year, 12, 31)


@dataclass(frozen=True, slots=True)
class Narrative:
    """What the officer wrote per section: for everybody, and for the annex only."""

    public: Mapping[str, str] = field(default_factory=dict)
    annex: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Costs:
    """What the year's cost lines add up to: whole euro once and yearly, and person-days."""

    once: Decimal = Decimal(0)
    yearly: Decimal = Decimal(0)
    person_days: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class FindingFact:
    """A finding as it stood at a moment; `closed_on` is None while it was open."""

    id: UUID
    title: str
    severity: str
    opened_on: date
    due: date | None
    closed_on: date | None
    restricted: bool = False
