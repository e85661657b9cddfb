"""The quick way to hold one entry against its columns: write the body again from the columns, and compare the bytes.

An entry is the same when its leaf is the hash of its body and its body is, byte for byte, what the columns, the payload's
commitment and the entry before it about the same object give. That says more than reading the body, in a third of the time.
Whatever is not the same (an erased payload, an erasure, something that was tampered with) goes the slow way of `audit`, which
names what is wrong. Pure.
"""

from __future__ import annotations

import hashlib
import re
from binascii import b2a_base64
from typing import Any
from uuid import UUID

from roeland.ledger.entries import ERASED, SALT, TOKEN

NOBODY = "0" * 32  # the actor column of what the program does
_HEX = re.compile(r"[0-9a-f]{32}")
_BLOCK = bytes(64 - SALT)  # HMAC fills its key up to a block of SHA-256
_INNER = bytes(byte ^ 0x36 for byte in range(256))
_OUTER = bytes(byte ^ 0x5C for byte in range(256))
_DIGITS = bytes.maketrans(b"123456789", b"000000000")
_HEXITS = bytes.maketrans(b"123456789abcdef", b"000000000000000")
_TIMES = {b"0000-00-00 00:00:00.000000", b"0000-00-00 00:00:00"}
_WITH_DECIMALS = len("2026-11-21 10:00:00.000000")
_TAIL = len('","time":"2026-11-21T10:00:00.000000Z","v":1}')


class Rebuilt:
    """Writes bodies again. `last` is shared with the audit: object id -> (index of its last entry, version); `owner` is the authority's
    column, the same in the whole tree.
    """

    def __init__(self, last: dict[str, tuple[int, int]], owner: str | None) -> None:
        self.last, self.owner = last, owner
        self.frames: dict[tuple[Any, ...], tuple[str, str, str, str]] = {}

    def plain(self, rows: list[tuple[Any, ...]]) -> bool:
        """Whether all times and object ids of these rows have the form that a body takes over without looking."""
        try:
            times = ",".join([row[3] for row in rows]).encode("ascii").translate(_DIGITS)
            objects = ",".join([row[7] for row in rows]).encode("ascii").translate(_HEXITS)
        except (TypeError, UnicodeEncodeError):
            return False  # whoever tampers may have stored something else than text
        return set(times.split(b",")) <= _TIMES and set(objects.split(b",")) <= {b"0" * 32}

    def same(self, index: int, row: tuple[Any, ...]) -> bool:
        """Whether this entry (of `plain` rows) is what its columns give; then it counts as the last about its object."""
        idx, leaf, body, moment, actor, action, kind, about, version, audience, salt, payload, owner = row
        sha256 = hashlib.sha256
        if not type(body) is type(leaf) is type(salt) is type(payload) is bytes or idx != index or owner != self.owner:
            return False
        if len(salt) != SALT or sha256(b"\x00" + body).digest() != leaf:
            return False
        key = (action, actor, kind, audience, body[body.rfind(b'"', 0, -_TAIL) + 1 : -_TAIL])
        frame = self.frames.get(key) or self._frame(key)
        if frame is None:
            return False
        before = self.last.get(about)
        prev, count = ("null", 1) if before is None else (before[0], before[1] + 1)
        full = salt + _BLOCK  # HMAC as in RFC 2104; hmac.digest takes half as long again
        sealed = sha256(full.translate(_OUTER) + sha256(full.translate(_INNER) + payload).digest()).digest()
        rest = moment[11:] if len(moment) == _WITH_DECIMALS else f"{moment[11:]}.000000"
        text = (
            f"{frame[0]}{b2a_base64(sealed, newline=False).decode()}{frame[1]}"
            f"{about[:8]}-{about[8:12]}-{about[12:16]}-{about[16:20]}-{about[20:]}"
            f'{frame[2]}{version}}},"prev":{prev}{frame[3]}{moment[:10]}T{rest}Z","v":1}}'
        )
        if count != version or text.encode() != body:
            return False
        self.last[about] = (index, version)
        return True

    def _frame(self, key: tuple[Any, ...]) -> tuple[str, str, str, str] | None:
        """What is the same in all bodies by this actor with these words, or None when something has not its form.

        An erasure gets no frame: its payload has to be read.
        """
        action, actor, kind, audience, raw = key
        role = raw.decode("latin-1")
        words = (action, kind, audience, role)
        if action == ERASED or not all(isinstance(word, str) and TOKEN.fullmatch(word) for word in words):
            return None
        if not isinstance(actor, str) or not _HEX.fullmatch(actor):
            return None
        whose = "null" if actor == NOBODY else f'"{UUID(actor)}"'
        frame = (
            f'{{"action":"{action}","actor":{whose},"audience":"{audience}","commit":"',
            '","object":{"id":"',
            f'","type":"{kind}","version":',
            f',"role":"{role}","time":"',
        )
        self.frames[key] = frame
        return frame
