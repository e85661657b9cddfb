"""The text that hands a log over from one key to the next; both keys sign it and it stands in the payload of an
entry. Pure.
"""

from __future__ import annotations

from roeland.ledger.notes import NoteError, Signer, Verifier, open_note, sign

HEADER = "roeland.ledger/key-rotation/v1"


def _text(old: Verifier, new: Verifier) -> str:
    if old.name != new.name or old.public == new.public:
        raise NoteError("a rotation goes from one key of a log to another key of that log")
    return f"{HEADER}\n{old.name}\n{old.vkey}\n{new.vkey}\n"


def rotation_note(old: Signer, new: Signer) -> str:
    """The note, signed by the old key and then by the new one. Raises NoteError when they are not two keys of one
    log.
    """
    return sign(_text(old.verifier, new.verifier), [old, new])


def open_rotation(note: str, old: Verifier) -> Verifier:
    """The next key according to a note that must be signed by `old` and by that next key. Raises NoteError."""
    head = f"{HEADER}\n{old.name}\n{old.vkey}\n"
    new = Verifier.parse(note.removeprefix(head).partition("\n")[0])
    if open_note(note, [old, new], exactly=True) != _text(old, new):
        raise NoteError("not a rotation from this key")
    return new
