"""The proof of one entry as a file: C2SP tlog-proof (index, audit path, checkpoint). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from roeland.ledger import merkle
from roeland.ledger.canonical import b64
from roeland.ledger.checkpoints import Checkpoint, open_checkpoint, parse_count
from roeland.ledger.notes import NoteError, Verifier, b64decode

HEADER = "c2sp.org/tlog-proof@v1"
LONGEST = 63  # hashes in an audit path


@dataclass(frozen=True, slots=True)
class Proof:
    """`note` is the signed checkpoint as text; `extra` is not authenticated (Roeland puts the entry and its payload
    line there).
    """

    index: int
    path: tuple[bytes, ...]
    note: str
    extra: bytes | None = None

    @property
    def text(self) -> str:
        """The file."""
        lines = [HEADER]
        if self.extra is not None:
            lines.append(f"extra {b64(self.extra)}")
        lines.append(f"index {self.index}")
        lines += [b64(step) for step in self.path]
        return "\n".join(lines) + "\n\n" + self.note

    def verify(self, leaf: bytes, verifiers: Sequence[Verifier]) -> Checkpoint:
        """The checkpoint under which this leaf hash is proven. Raises NoteError when anything does not hold."""
        found = open_checkpoint(self.note, verifiers)
        if not merkle.verify_inclusion(leaf, self.index, found.size, self.path, found.root):
            raise NoteError("the entry does not belong to this checkpoint")
        return found


def parse(text: str) -> Proof:
    """Read a proof file; nothing is verified yet. Raises NoteError unless writing it again gives the same text."""
    head, blank, note = text.partition("\n\n")
    lines = head.split("\n")
    if not blank or lines.pop(0) != HEADER:
        raise NoteError("not a log proof")
    extra = b64decode(lines.pop(0)[6:]) if lines and lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index "):
        raise NoteError("a log proof has an index")
    index = parse_count(lines.pop(0)[6:])
    if len(lines) > LONGEST:
        raise NoteError("an audit path is not that long")
    proof = Proof(index, tuple(b64decode(line) for line in lines), note, extra)
    if proof.text != text:
        raise NoteError("not the one spelling of a log proof")
    return proof
