"""Raw files: zstd, then AES-256-GCM in chunks. Nobody opens one but an import (once) and a reveal.

File: magic, name of the key, salt; then chunks of at most 1 MiB as (4 bytes length, ciphertext with tag). The key of a file is derived
(HKDF-SHA-256) from the key of authority and year with its own salt, so a counter can be the nonce. Associated data: authority,
delivery, number of the chunk and whether it is the last: no chunk can be swapped, left out, repeated or moved to another file.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import secrets
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO
from uuid import UUID

import pyarrow as pa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from roeland.logs import keys, store
from roeland.logs.formats.converting import joined
from roeland.logs.formats.mapping import reading
from roeland.logs.formats.numbers import national
from roeland.logs.formats.reading import records
from roeland.logs.formats.values import Faults, Unreadable
from roeland.logs.models import Delivery
from roeland.logs.values import DeliveryState, Format, Kind

log = logging.getLogger("roeland.logs.vault")
MOST_KNOWN = 500_000

MAGIC = b"ROELANDRAW1\n"
CHUNK = 1 << 20
SALT, TAG = 16, 16
MOST = CHUNK + TAG


class Damaged(Exception):
    """A raw file cannot be opened as it was closed: changed, cut off, or under another key."""


def path(authority_id: UUID, delivery_id: UUID) -> Path:
    """Where the raw file of a delivery stands."""
    return store.root(authority_id) / "vault" / f"{delivery_id}.raw"


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(hashes.SHA256(), 32, salt, b"roeland raw file").derive(key))


def _about(authority_id: UUID, delivery_id: UUID, number: int, *, last: bool) -> bytes:
    return authority_id.bytes + delivery_id.bytes + struct.pack(">Q?", number, last)


class _Sealing(io.RawIOBase):
    """Takes compressed bytes, writes sealed chunks."""

    def __init__(self, out: IO[bytes], cipher: AESGCM, authority_id: UUID, delivery_id: UUID) -> None:
        super().__init__()
        self.out, self.cipher, self.ids = out, cipher, (authority_id, delivery_id)
        self.held, self.number = bytearray(), 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        taken = bytes(data)  # type: ignore[call-overload]
        self.held += taken
        while len(self.held) > CHUNK:  # one chunk is always held back: the last one says that it is
            self.chunk(bytes(self.held[:CHUNK]), last=False)
            del self.held[:CHUNK]
        return len(taken)

    def chunk(self, plain: bytes, *, last: bool) -> None:
        nonce = struct.pack(">IQ", 0, self.number)
        sealed = self.cipher.encrypt(nonce, plain, _about(*self.ids, self.number, last=last))
        self.out.write(struct.pack(">I", len(sealed)) + sealed)
        self.number += 1

    def finish(self) -> None:
        self.chunk(bytes(self.held), last=True)
        self.held.clear()


class Sealed:
    """What closing a raw file gave: SHA-256 and size of the plain bytes, the key's name."""

    def __init__(self, sha256: str, size: int, key_id: str) -> None:
        self.sha256, self.size, self.key_id = sha256, size, key_id


def seal(authority_id: UUID, delivery_id: UUID, day: date, source: IO[bytes]) -> Sealed:
    """Keep the bytes of `source`, streaming. Written beside and renamed, so that a raw file is whole or absent."""
    target = path(authority_id, delivery_id)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = keys.vault_key(authority_id, day)
    salt, digest, size = secrets.token_bytes(SALT), hashlib.sha256(), 0
    draft = target.with_name(f".{target.name}")
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as out:
            name = key.id.encode()
            out.write(MAGIC + bytes([len(name)]) + name + salt)
            sink = _Sealing(out, _cipher(key.key, salt), authority_id, delivery_id)
            with pa.CompressedOutputStream(pa.PythonFile(sink, mode="w"), "zstd") as packed:
                while data := source.read(CHUNK):
                    digest.update(data)
                    size += len(data)
                    packed.write(data)
                packed.flush()
            sink.finish()
            out.flush()
            os.fsync(out.fileno())
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return Sealed(digest.hexdigest(), size, key.id)


def _chunks(stream: IO[bytes], cipher: AESGCM, authority_id: UUID, delivery_id: UUID) -> Iterator[bytes]:
    number, head = 0, stream.read(4)
    while True:
        length = struct.unpack(">I", head)[0] if len(head) == struct.calcsize(">I") else 0
        sealed = stream.read(length) if TAG <= length <= MOST else b""
        if len(sealed) != length or not length:
            raise Damaged(_("cut"))
        head = stream.read(4)
        last = not head
        try:
            yield cipher.decrypt(
                struct.pack(">IQ", 0, number), sealed, _about(authority_id, delivery_id, number, last=last)
            )
        except InvalidTag:
            raise Damaged(_("changed")) from None
        number += 1
        if last:
            return


def _(why: str) -> str:
    return {
        "cut": "Het bewaarde bestand is afgebroken.",
        "changed": "Het bewaarde bestand is veranderd of verwisseld.",
    }[why]


class _Opening(io.RawIOBase):
    """Gives compressed bytes back out of sealed chunks."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self.chunks, self.held = chunks, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        while not self.held:
            self.held = next(self.chunks, b"")
            if not self.held:
                return 0
        taken = self.held[: len(view)]
        view[: len(taken)] = taken
        self.held = self.held[len(taken) :]
        return len(taken)


@contextmanager
def opened(authority_id: UUID, delivery_id: UUID) -> Iterator[IO[bytes]]:
    """The plain bytes as a stream. Raises FileNotFoundError, keys.NoKey or Damaged (perhaps only while reading)."""
    with path(authority_id, delivery_id).open("rb") as stream:
        if stream.read(len(MAGIC)) != MAGIC:
            raise Damaged(_("changed"))
        name = stream.read(stream.read(1)[0]).decode("ascii", "replace")
        key = keys.find_vault_key(authority_id, name)
        cipher = _cipher(key.key, stream.read(SALT))
        packed = io.BufferedReader(_Opening(_chunks(stream, cipher, authority_id, delivery_id)), CHUNK)
        try:
            with pa.CompressedInputStream(pa.PythonFile(packed, mode="r"), "zstd") as plain:
                yield plain
        except (OSError, pa.ArrowException) as error:
            if isinstance(error.__cause__ or error.__context__, Damaged):
                raise Damaged(_("changed")) from error
            raise


def blank(authority_id: UUID, delivery_id: UUID) -> None:
    """Delete a raw file."""
    path(authority_id, delivery_id).unlink(missing_ok=True)


def find_number(authority_id: UUID, pseudonym: int, first: date, last: date) -> str | None:
    """The national number behind a pseudonym, out of the raw files of consultations of those days. For a reveal only: the caller asked
    the rule and states the fact. None when no raw file of that time is there any more, or its key is gone. Kept nowhere.
    """
    rows = Delivery.objects.filter(authority_id=authority_id, source__kind=Kind.CONSULT, state=DeliveryState.READ)
    rows = rows.filter(first_on__lte=last, last_on__gte=first).select_related("source").order_by("-received_at")
    for row in rows:
        try:
            if found := _in_file(row, pseudonym):
                return found
        except (OSError, keys.NoKey, Damaged, Unreadable):
            log.warning("raw file of delivery %s cannot be read", row.pk)
    return None


def _in_file(row: Delivery, pseudonym: int) -> str | None:
    how = reading(Kind.CONSULT, Format(row.read_as.get("format", row.source.format)), row.read_as or row.source.mapping)
    columns = how.fields["citizen"].columns
    how = replace(how, fields={"citizen": how.fields["citizen"]})
    known: set[str] = set()
    tokens = keys.pseudonyms(row.authority_id)
    with opened(row.authority_id, row.pk) as plain, records(plain, row.size, how, Faults(), row.received_at) as each:
        for record in each:
            digits = national(joined(record, columns))
            if digits is None or digits in known:
                continue
            if tokens.of(digits) == pseudonym:
                return digits
            if len(known) < MOST_KNOWN:
                known.add(digits)
    return None
