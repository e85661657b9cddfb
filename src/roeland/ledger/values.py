"""Answers of the ledger: what an audit found, what an export wrote, and the grounds on which a text may be erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.durations import add_months_to_date
from roeland.kernel.shipped import parsed
from roeland.kernel.texts import _


@dataclass(frozen=True, slots=True)
class Audit:
    """The outcome of recomputing one tree. `problems` are Dutch sentences, the first wrong entry first; empty means
    that it holds.
    """

    origin: str
    size: int
    checkpoints: int
    erased: int
    seconds: float
    problems: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.problems


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle that was written: `size` entries in `bytes` bytes, signed by `vkey`."""

    origin: str
    size: int
    checkpoints: int
    bytes: int
    vkey: str


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a text may be erased: id, Dutch words and where the rule stands. `after_term`: only after the term of its kind."""

    id: str
    nl: str
    source: str
    after_term: bool = False


@cache
def grounds() -> dict[str, Ground]:
    """The legal grounds of `data/erasure.yaml`, by id."""
    raw = parsed((Path(__file__).parent / "data" / "erasure.yaml").read_text(encoding="utf-8"))
    return {item["id"]: Ground(**item) for item in raw["grounds"]}


@dataclass(frozen=True, slots=True)
class Term:
    """How many months a kind of thing is kept, from what, and how sure we are of that."""

    kind: str
    months: int
    since: str
    sure: str


@cache
def terms() -> dict[str, Term]:
    """The terms of `data/retention.yaml`, by kind of object."""
    raw = parsed((Path(__file__).parent / "data" / "retention.yaml").read_text(encoding="utf-8"))
    return {item["kind"]: Term(**item) for item in raw["terms"]}


def still_kept(kind: str, ground: str, since: date | None, today: date) -> Decision:
    """Denied while the term of this kind runs (from `since`; None: it has not begun) and the ground waits for it."""
    term = terms().get(kind)
    if term is None or not grounds()[ground].after_term:
        return ALLOWED
    ends = None if since is None else add_months_to_date(since, term.months)
    if ends is not None and ends <= today:
        return ALLOWED
    when = (
        _("vanaf %(since)s") % {"since": term.since} if ends is None else _("tot %(day)s") % {"day": f"{ends:%d/%m/%Y}"}
    )
    words = {"months": term.months, "when": when}
    return Denied(
        _("De bewaartermijn van %(months)s maanden loopt nog, %(when)s. Kies een andere grondslag of wacht.") % words
    )
