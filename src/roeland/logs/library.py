"""Data of this room: terms, templates of mappings and the names under which columns are known. No verbs, no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from roeland.kernel.shipped import parsed

FOLDER = Path(__file__).parent / "data"
MONTHS = 12


@dataclass(frozen=True)
class Template:
    """A mapping that is known beforehand: where it comes from, how sure it is, and the mapping as a source keeps it."""

    id: str
    nl: str
    kind: str
    format: str
    source: str
    check: str
    mapping: dict[str, Any]


@dataclass(frozen=True)
class Terms:
    """How long what is kept. Proposals of the program, changed in data/intake.yaml; `source` says so on the page."""

    raw_months: int
    store_months: int
    late_days: int
    refused_days: int
    source: str


@cache
def _read(name: str) -> dict[str, Any]:
    found = parsed((FOLDER / name).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


@cache
def terms() -> Terms:
    """The terms of intake."""
    return Terms(**_read("intake.yaml")["terms"])


def most_rows() -> int:
    """How many rows one file may have."""
    return int(_read("intake.yaml")["limits"]["most_rows"])


@cache
def templates() -> dict[str, Template]:
    """Templates by id."""
    return {row["id"]: Template(**row) for row in _read("templates.yaml")["templates"]}


@cache
def known_names() -> dict[str, dict[str, tuple[str, ...]]]:
    """Per kind of source and field: names of columns, folded (small letters and digits only)."""
    names = _read("templates.yaml")["names"]
    shared = names.pop("all", {})
    return {
        kind: {field: tuple(fold(name) for name in some) for field, some in {**shared, **fields}.items()}
        for kind, fields in names.items()
    }


def field_words() -> dict[str, str]:
    """What a field of a table is called on the page of a mapping."""
    found: dict[str, str] = _read("templates.yaml")["fields"]
    return found


def fold(name: str) -> str:
    """A name of a column without case, spaces and marks: *Datum_Tijd* and *datum/tijd* are one."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def raw_term(day: date) -> date:
    """The last day on which a raw file that came in on `day` is kept."""
    return add_months(day, terms().raw_months)


def store_term(day: date) -> date:
    """Consultations before this day are not kept any more."""
    return add_months(day, -terms().store_months)


def add_months(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month."""
    place = day.year * MONTHS + day.month - 1 + months
    first = date(place // MONTHS, place % MONTHS + 1, 1)
    after = date((place + 1) // MONTHS, (place + 1) % MONTHS + 1, 1)
    return min(first + timedelta(days=day.day - 1), after - timedelta(days=1))
