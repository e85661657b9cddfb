"""The facts that the ledger states about itself."""

from dataclasses import dataclass
from typing import ClassVar

from roeland.ledger.entries import AUDITED, ERASED, ROTATED
from roeland.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class LogExported(Fact):
    """The whole log of a tree went out as a bundle; `os_user` is the user of the operating system, empty from the
    pages.
    """

    code: ClassVar[str] = "ledger:log:exported"
    sentence: ClassVar[str] = "exporteerde het logboek tot en met deze regel"
    os_user: str


@dataclass(frozen=True, kw_only=True)
class PayloadErased(Fact):
    """The texts of these entries are erased on a legal ground (an id of data/erasure.yaml). Never erased itself."""

    code: ClassVar[str] = ERASED
    sentence: ClassVar[str] = "wiste de tekst van logregels {indices} ({ground})"
    erases: ClassVar[bool] = True
    indices: list[int]
    ground: str


@dataclass(frozen=True, kw_only=True)
class LogAudited(Fact):
    """The whole tree was recomputed up to `tree_size` entries; `problems` are the sentences of the audit, empty when it holds."""

    code: ClassVar[str] = AUDITED
    sentence: ClassVar[str] = "keek het hele logboek na: {tree_size} regels, {count} problemen"
    tree_size: int
    count: int
    problems: list[str]


@dataclass(frozen=True, kw_only=True)
class KeyRotated(Fact):
    """The log goes on under another key; `note` is signed by both. Never erased."""

    code: ClassVar[str] = ROTATED
    sentence: ClassVar[str] = "verving de sleutel waarmee het logboek ondertekend wordt"
    note: str
