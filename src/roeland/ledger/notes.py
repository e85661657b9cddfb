"""Signed notes of C2SP signed-note with Ed25519 (type 0x01): verifier keys, the key file, signing and strict checking.

The only cryptography here is `cryptography`'s Ed25519 (RFC 8032). Base64 has one spelling: what decodes but does not
encode back to the same
text is refused.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
KEY = 32  # bytes, public key and seed alike
ID = 4  # bytes
PREFIX = "— "
MOST_SIGNATURES = 16
NAME = re.compile(r"[^\s+]+")


class NoteError(ValueError):
    """A note, a key or a key file is not as it has to be; the text says what."""


def b64decode(text: str) -> bytes:
    """The bytes of a standard base64 text. Raises NoteError for any other spelling of the same bytes."""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise NoteError("not base64") from None
    if base64.b64encode(raw).decode("ascii") != text:
        raise NoteError("not the one spelling in base64")
    return raw


def _b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")


def _key_bytes(encoded: str) -> bytes:
    """The 32 bytes of an Ed25519 key behind its type byte. Raises NoteError."""
    raw = b64decode(encoded)
    if len(raw) != 1 + KEY or raw[:1] != ED25519:
        raise NoteError("not an Ed25519 key")
    return raw[1:]


def _key_id(name: str, public: bytes) -> bytes:
    if not NAME.fullmatch(name):
        raise NoteError("a key name has no spaces and no plus sign")
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:ID]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key under a name; `public` is 32 bytes."""

    name: str
    public: bytes

    @property
    def key_id(self) -> bytes:
        """The first four bytes of SHA-256(name, newline, 0x01, public key)."""
        return _key_id(self.name, self.public)

    @property
    def vkey(self) -> str:
        """The text form: name+8 hex digits+base64(0x01 || public key)."""
        return f"{self.name}+{self.key_id.hex()}+{_b64(ED25519 + self.public)}"

    @classmethod
    def parse(cls, vkey: str) -> Verifier:
        """Read the text form. Raises NoteError when it is not exactly that."""
        name, _, rest = vkey.partition("+")
        found = cls(name, _key_bytes(rest.partition("+")[2]))
        if found.vkey != vkey:
            raise NoteError("the key id does not belong to this key")
        return found

    def verifies(self, text: str, signature: bytes) -> bool:
        """Whether this is the signature of this key over the text."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key under a name. Its text form never shows in repr."""

    name: str
    seed: bytes = field(repr=False)

    @classmethod
    def generate(cls, name: str) -> Signer:
        """A new key from the operating system's randomness."""
        _key_id(name, b"")
        return cls(name, os.urandom(32))

    @property
    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self._private.public_key().public_bytes_raw())

    def signature_line(self, text: str) -> str:
        """The line of this key under a note with this text."""
        return f"{PREFIX}{self.name} {_b64(self.verifier.key_id + self._private.sign(text.encode()))}\n"

    @classmethod
    def load(cls, path: Path) -> Signer:
        """Read a key file. Raises NoteError when it is malformed or readable by others, FileNotFoundError when it is
        not there.
        """
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
            raise NoteError(f"{path.name} may be read by its owner only (mode 0600)")
        head, _, rest = path.read_text(encoding="utf-8").removesuffix("\n").partition("+")
        word, _, rest = rest.partition("+")
        name, _, rest = rest.partition("+")
        key_id, _, encoded = rest.partition("+")
        if (head, word) != ("PRIVATE", "KEY"):
            raise NoteError(f"{path.name} is not a note key")
        signer = cls(name, _key_bytes(encoded))
        if signer.verifier.key_id.hex() != key_id:
            raise NoteError(f"{path.name} holds a key id of another key")
        return signer

    def store(self, path: Path) -> None:
        """Write a new key file, mode 0600, synced to disk. Raises FileExistsError rather than overwrite a key."""
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = f"PRIVATE+KEY+{self.name}+{self.verifier.key_id.hex()}+{_b64(ED25519 + self.seed)}\n"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature line: key name, key id (4 bytes), signature."""

    name: str
    key_id: bytes
    raw: bytes


def sign(text: str, signers: Sequence[Signer]) -> str:
    """The note: the text (which ends in a newline), a blank line, one signature line per key."""
    _check_text(text)
    return text + "\n" + "".join(signer.signature_line(text) for signer in signers)


def _check_text(text: str) -> None:
    if not text.endswith("\n") or text == "\n":
        raise NoteError("the text of a note ends in a newline")
    if any(char < " " and char != "\n" for char in text):
        raise NoteError("a note holds no control characters")


def parse(note: str) -> tuple[str, list[Signature]]:
    """The text and the signatures of a note, none of them checked yet. Raises NoteError when the form is wrong."""
    text, blank, block = note.rpartition("\n\n")
    text += "\n"
    _check_text(text)
    if not blank or not block.endswith("\n"):
        raise NoteError("a note ends in signature lines")
    found: list[Signature] = []
    for line in block[:-1].split("\n"):
        name, _, encoded = line.removeprefix(PREFIX).partition(" ")
        raw = b64decode(encoded)
        if not line.startswith(PREFIX) or not NAME.fullmatch(name) or len(raw) <= ID:
            raise NoteError("not a signature line")
        found.append(Signature(name, raw[:ID], raw[ID:]))
    if len(found) > MOST_SIGNATURES:
        raise NoteError("too many signatures")
    return text, found


def open_note(note: str, verifiers: Sequence[Verifier], *, exactly: bool = False) -> str:
    """The text of a note that at least one of these keys signed and whose signatures by known keys all hold; others
    are passed over.

    `exactly`: the lines are those of these keys, all of them, in this order, and nothing else. Raises NoteError.
    """
    text, signatures = parse(note)
    known = {(v.name, v.key_id): v for v in verifiers}
    places = [(s.name, s.key_id) for s in signatures]
    if exactly and places != [(v.name, v.key_id) for v in verifiers]:
        raise NoteError("signed by other keys than expected")
    checked = 0
    for place, signature in zip(places, signatures, strict=True):
        if place in known:
            if not known[place].verifies(text, signature.raw):
                raise NoteError(f"the signature of {signature.name} does not hold")
            checked += 1
    if not checked:
        raise NoteError("no signature of a known key")
    return text
