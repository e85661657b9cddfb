"""Checkpoints of C2SP tlog-checkpoint: origin, size and root as three lines of a signed note. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from roeland.ledger.canonical import b64
from roeland.ledger.merkle import HASH
from roeland.ledger.notes import NoteError, Signer, Verifier, b64decode, open_note, sign

COUNT = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: with `size` entries its root is `root` (32 bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{b64(self.root)}\n"

    def sign(self, signer: Signer) -> str:
        """The signed note, by the key of this log (key name = origin)."""
        if signer.name != self.origin:
            raise NoteError("a checkpoint is signed by the key of its own log")
        return sign(self.text, [signer])


def parse_count(text: str) -> int:
    """A decimal without leading zeroes. Raises NoteError."""
    if not COUNT.fullmatch(text):
        raise NoteError("not a decimal number")
    return int(text)


def parse(text: str) -> Checkpoint:
    """Read the text of a checkpoint. Extension lines are refused: Roeland writes none. Raises NoteError."""
    try:
        origin, size, encoded, end = text.split("\n")
    except ValueError:
        raise NoteError("a checkpoint has three lines") from None
    if end or not origin:
        raise NoteError("a checkpoint has three lines")
    root = b64decode(encoded)
    if len(root) != HASH:
        raise NoteError("a root has 32 bytes")
    return Checkpoint(origin, parse_count(size), root)


def open_checkpoint(note: str, verifiers: Sequence[Verifier]) -> Checkpoint:
    """The checkpoint in a note that one of these keys of its log signed. Raises NoteError."""
    found = parse(open_note(note, verifiers))
    if not any(v.name == found.origin for v in verifiers):
        raise NoteError("signed by the key of another log")
    return found
