"""Terms of reading and of deviations, and the grounds of an answer: `data/terms.yaml`, with where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from roeland.kernel.shipped import parsed

DATA = Path(__file__).parent / "data" / "terms.yaml"


@dataclass(frozen=True)
class Term:
    """A number with its unit, what it is (Dutch), its source and how sure that is (`primary`, `none` is a proposal)."""

    id: str
    value: int
    unit: str
    nl: str
    source: str
    check: str


@dataclass(frozen=True)
class Ground:
    """What an answer to a request rests on, and with which answers it fits."""

    id: str
    nl: str
    text: str
    answers: tuple[str, ...]
    check: str

    @property
    def sure(self) -> str:
        """How sure we are, in Dutch."""
        return "nagelezen in de tekst" if self.check == "primary" else "niet nagegaan"


@dataclass(frozen=True)
class Terms:
    """The whole file."""

    terms: Mapping[str, Term]
    grounds: tuple[Ground, ...]

    def value(self, name: str) -> int:
        """The number of a term."""
        return self.terms[name].value

    def minutes(self, name: str) -> timedelta:
        """A term in minutes."""
        return timedelta(minutes=self.terms[name].value)

    def days(self, name: str) -> timedelta:
        """A term in days."""
        return timedelta(days=self.terms[name].value)

    def ground(self, ground_id: str) -> Ground | None:
        """A ground by its id."""
        return next((one for one in self.grounds if one.id == ground_id), None)

    def grounds_for(self, answer: str) -> list[Ground]:
        """What fits with an answer."""
        return [one for one in self.grounds if answer in one.answers]


@cache
def terms() -> Terms:
    """terms.yaml, read once."""
    raw = parsed(DATA.read_text(encoding="utf-8"))
    found = {name: Term(id=name, **values) for name, values in raw["terms"].items()}
    grounds = tuple(
        Ground(item["id"], item["nl"], item["text"], tuple(item["for"]), item["check"]) for item in raw["grounds"]
    )
    return Terms(found, grounds)
