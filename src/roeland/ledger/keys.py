"""The signing keys of the trees: files under ROELAND_DATA/keys/ledger, never in the database.

A file is called `<tree>.<key id>.key`. Which key signs follows from the log itself: the last rotation, else the last
checkpoint, else the
key that is there. A tree without checkpoints gets its key at its first one.
"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from roeland.ledger import canonical, notes
from roeland.ledger.entries import ROTATED
from roeland.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerPayload, LedgerTree
from roeland.ledger.notes import NoteError, Signer, Verifier
from roeland.ledger.rotations import open_rotation, rotation_note


class KeyMissing(Exception):
    """The key that has to sign is not in the keys folder. The text is Dutch."""


def folder() -> Path:
    """Where the key files are."""
    return Path(settings.ROELAND_DATA) / "keys" / "ledger"


def path_of(tree: LedgerTree, key_id: bytes) -> Path:
    """The file of one key."""
    return folder() / f"{tree.pk}.{key_id.hex()}.key"


def chain(tree: LedgerTree, size: int | None = None) -> list[tuple[int, Verifier]]:
    """(first size it signs, key), oldest first, of the tree at `size` (default: now). Raises KeyMissing and NoteError.

    The first key is the old key of the first rotation, or the one signer there is.
    """
    until = tree.size if size is None else size
    found: list[tuple[int, Verifier]] = []
    for idx, note in _rotations(tree, until):
        if not found:
            found.append((0, Verifier.parse(note.split("\n")[2])))
        found.append((idx + 1, open_rotation(note, found[-1][1])))
    return found or [(0, _first_signer(tree).verifier)]


def _rotations(tree: LedgerTree, until: int) -> list[tuple[int, str]]:
    indices = LedgerEntry.everything.filter(tree=tree, action=ROTATED, idx__lt=until).values_list("idx", flat=True)
    rows = LedgerPayload.objects.filter(tree=tree, idx__in=list(indices)).order_by("idx").values_list("idx", "payload")
    found: list[tuple[int, str]] = []
    for idx, payload in rows:
        if payload is None:
            raise NoteError(f"the rotation in entry {idx} is gone")
        found.append((idx, str(canonical.decode(bytes(payload))["note"])))
    return found


def key_at(keys: list[tuple[int, Verifier]], size: int) -> Verifier:
    """The key of this chain that signs a checkpoint of `size` entries."""
    return next(key for first, key in reversed(keys) if size >= first)


def signer(tree: LedgerTree, size: int | None = None) -> Signer:
    """The key that signs at this size. Raises KeyMissing."""
    wanted = chain(tree, size)[-1][1]
    return _load(tree, wanted.key_id)


def vkeys(tree: LedgerTree) -> list[str]:
    """The public keys of a tree as printed in the annual report, oldest first."""
    return [key.vkey for _start, key in chain(tree)]


def _load(tree: LedgerTree, key_id: bytes) -> Signer:
    path = path_of(tree, key_id)
    if not path.exists():
        raise KeyMissing(
            _("De sleutel %(key)s van logboek %(origin)s ontbreekt in %(folder)s.")
            % {"key": key_id.hex(), "origin": tree.origin, "folder": folder()}
        )
    return Signer.load(path)


def _first_signer(tree: LedgerTree) -> Signer:
    """The key of a tree that never changed its key; made when nothing was ever signed."""
    first = LedgerCheckpoint.objects.filter(tree=tree).order_by("size").first()
    if first is not None:
        return _load(tree, notes.parse(first.note)[1][0].key_id)
    present = sorted(folder().glob(f"{tree.pk}.*.key"))
    if present:
        return Signer.load(present[0])
    return _make(tree)


def _make(tree: LedgerTree) -> Signer:
    made = Signer.generate(tree.origin)
    made.store(path_of(tree, made.verifier.key_id))
    return made


def prepare_rotation(tree: LedgerTree) -> str:
    """Make the next key and answer the note by which both keys hand over. The key counts once the note is in the log."""
    return rotation_note(signer(tree), _make(tree))
