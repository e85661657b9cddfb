"""Grounds: who asks something, and how sure we are of it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class GroundKind(StrEnum):
    """Who asks, strongest first."""

    LAW = "law"
    NORM = "norm"
    FRAMEWORK = "framework"
    MANDATE = "mandate"  # the authority's own agreement or decision
    SEED = "seed"  # an example of another authority
    PROPOSAL = "proposal"

    @property
    def label(self) -> str:
        """Dutch word on the label."""
        return _GROUND_LABELS[self]

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(GroundKind).index(self)


class Check(StrEnum):
    """How the ground was read."""

    PRIMARY = "primary"
    PUBLISHER = "publisher"
    SECONDARY = "secondary"
    SEED = "seed"
    OWN = "own"
    RECALL = "recall"
    NONE = "none"

    @property
    def label(self) -> str:
        """Dutch sentence."""
        return _CHECK_LABELS[self]


@dataclass(frozen=True)
class Ground:
    """Why something is asked: the kind of source, where in it, and how that was read."""

    kind: GroundKind
    ref: str
    check: Check

    @property
    def shown(self) -> GroundKind:
        """The kind a reader may see: what was never verified is a proposal, whatever it claims to be."""
        return GroundKind.PROPOSAL if self.check == Check.RECALL else self.kind

    @property
    def label(self) -> str:
        """Dutch word of the shown kind."""
        return self.shown.label

    def to_json(self) -> dict[str, str]:
        """As stored on a duty."""
        return {"kind": self.kind.value, "ref": self.ref, "check": self.check.value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Ground:
        """Inverse of `to_json`."""
        return cls(GroundKind(data["kind"]), str(data["ref"]), Check(data["check"]))


def strongest(grounds: Iterable[Ground]) -> Ground | None:
    """The ground that weighs most as shown; the first one among equals."""
    return min(grounds, key=lambda ground: ground.shown.rank, default=None)


def cadence_ground(grounds: Iterable[Ground], cadence_source: str) -> Ground | None:
    """The ground that asks the interval itself. None when no rule asks it, however strong the duty's own ground is.

    `cadence_source` is a GroundKind; an unverified source never grounds an interval.
    """
    kind = GroundKind(cadence_source)
    if kind == GroundKind.PROPOSAL:
        return None
    return strongest(ground for ground in grounds if ground.kind == kind and ground.shown == kind)


_GROUND_LABELS: dict[GroundKind, str] = {
    GroundKind.LAW: "Wet",
    GroundKind.NORM: "Norm",
    GroundKind.FRAMEWORK: "Kader",
    GroundKind.MANDATE: "Opdracht",
    GroundKind.SEED: "Voorbeeld",
    GroundKind.PROPOSAL: "Voorstel",
}
_CHECK_LABELS: dict[Check, str] = {
    Check.PRIMARY: "Gelezen in de wettekst",
    Check.PUBLISHER: "Gelezen bij de uitgever",
    Check.SECONDARY: "Uit tweede hand",
    Check.SEED: "Uit een voorbeeldopdracht van elders",
    Check.OWN: "Gelezen in jullie eigen opdracht",
    Check.RECALL: "Niet nagekeken",
    Check.NONE: "Eigen voorstel van Roeland",
}
