"""What facts of this room share."""

from __future__ import annotations

from dataclasses import dataclass

from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class Titled(Fact):
    """Shared base: the title as it was."""

    title: str


@dataclass(frozen=True, kw_only=True)
class Reasoned(Titled):
    """Shared base: a title and a reason."""

    reason: str
