"""A small log made without Django: entries, tiles, checkpoints, one erasure and one key rotation, as a bundle."""

import hashlib
import io
import random
from dataclasses import dataclass, field, replace
from uuid import UUID

from roeland.ledger import bundles, canonical, merkle, tiles
from roeland.ledger.checkpoints import Checkpoint
from roeland.ledger.entries import ERASED, ROTATED, Body, commitment
from roeland.ledger.notes import Signer
from roeland.ledger.rotations import rotation_note

ORIGIN = "demo.example/log/zonderbeke/1"


def signer(seed: int) -> Signer:
    return Signer(ORIGIN, hashlib.sha256(b"key %d" % seed).digest())


@dataclass
class Log:
    """An append-only log in memory with the same forms as the database."""

    keys: list[Signer] = field(default_factory=lambda: [signer(1)])
    lines: list[bundles.Line] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    stored: dict[tuple[int, int, int], bytes] = field(default_factory=dict)
    checkpoints: list[tuple[int, str]] = field(default_factory=list)
    last: dict[str, tuple[int, int]] = field(default_factory=dict)
    draw: random.Random = field(default_factory=lambda: random.Random(2026))

    @property
    def size(self) -> int:
        return len(self.lines)

    def add(self, action: str, payload: dict[str, object], about: int = 7, actor: int | None = 3) -> int:
        salt, raw = self.draw.randbytes(32), canonical.encode(payload)
        uuid = str(UUID(int=about))
        prev, version = self.last.get(uuid, (None, 0))
        body = Body(
            time=f"2026-11-21T10:{self.size // 60 % 60:02d}:{self.size % 60:02d}.000000Z",
            actor=None if actor is None else str(UUID(int=actor)),
            role="security_officer",
            action=action,
            type="duties.task",
            id=uuid,
            version=version + 1,
            audience="control_plan",
            commit=commitment(salt, raw),
            prev=prev,
        )
        self.last[uuid] = (self.size, version + 1)
        leaf = merkle.leaf_hash(body.encode())
        for row in tiles.grow(self.size, [leaf], self.load):
            self.stored[row.level, row.n, row.width] = row.hashes
        self.lines.append(bundles.Line(body.encode(), raw, salt))
        self.leaves.append(leaf)
        return self.size - 1

    def load(self, level: int, n: int, width: int) -> bytes:
        for wide in range(width, tiles.WIDTH + 1):
            if (level, n, wide) in self.stored:
                return self.stored[level, n, wide]
        return b"" if level else b"".join(self.leaves[n * tiles.WIDTH : (n + 1) * tiles.WIDTH])

    def root(self) -> bytes:
        return merkle.root_of(self.leaves)

    def checkpoint(self) -> None:
        self.checkpoints.append((self.size, Checkpoint(ORIGIN, self.size, self.root()).sign(self.keys[-1])))

    def erase(self, *indices: int) -> int:
        by = self.add(ERASED, {"ground": "avg:17", "indices": list(indices)}, about=99)
        for index in indices:
            self.lines[index] = replace(self.lines[index], payload=None, salt=None)
        return by

    def rotate(self) -> None:
        new = signer(len(self.keys) + 1)
        self.add(ROTATED, {"note": rotation_note(self.keys[-1], new)}, about=99)
        self.keys.append(new)

    def source(self) -> bundles.Source:
        return bundles.Source(
            signer=self.keys[-1],
            keys=[key.verifier.vkey for key in self.keys],
            size=self.size,
            time="2026-11-21T12:00:00.000000Z",
            checkpoints=self.checkpoints,
            lines=lambda first, count: self.lines[first : first + count],
            tile=lambda level, n, width: self.load(level, n, width)[: width * merkle.HASH],
        )

    def members(self) -> list[tuple[str, bytes]]:
        return list(bundles.members(self.source()))

    def bundle(self) -> bytes:
        return zipped(self.members())


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    bundles.write(out, members)
    return out.getvalue()


def sample(size: int = 300) -> Log:
    """A log of at least `size` entries with checkpoints on the way, an erasure and a rotation."""
    log = Log()
    for i in range(size):
        log.add("duties:task:handed-in", {"title": f"Hersteltest {i} in Zonderbeke, “geslaagd”"}, about=i % 11)
        if i % 70 == 40:
            log.checkpoint()
    log.erase(5, 17)
    log.checkpoint()
    log.rotate()
    log.add("duties:task:accepted", {"title": "na de wissel", "punten": [1, 2, None, True]})
    log.checkpoint()
    return log
