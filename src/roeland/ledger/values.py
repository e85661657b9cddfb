"""Answers of the ledger: what an audit found, what an export wrote, and the grounds on which a text may be erased."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml


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
    """Why a text may be erased: id, Dutch words and where the rule stands."""

    id: str
    nl: str
    source: str


@cache
def grounds() -> dict[str, Ground]:
    """The legal grounds of `data/erasure.yaml`, by id."""
    raw = yaml.safe_load((Path(__file__).parent / "data" / "erasure.yaml").read_text(encoding="utf-8"))
    return {item["id"]: Ground(item["id"], item["nl"], item["source"]) for item in raw["grounds"]}
