"""The bundle: a whole log as one file that `verify.py` checks without Roeland (docs/ledger-spec.md, section 8). Pure.

It is a zip file with stored members, fixed times and no extra fields, so that every byte of it is prescribed.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import BinaryIO

from roeland.ledger import canonical, tiles
from roeland.ledger.notes import Signer, sign

MANIFEST = "roeland.ledger/bundle/v1"
MOST_CHECKPOINTS = 256
MOST_MEMBERS = 65_535
MOST_BYTES = 2**32 - 1
LONGEST_ENTRY = 65_535
_DATE = 0x21  # 1 January 1980 at midnight
_LOCAL, _CENTRAL = "<4s5H3I2H", "<4s6H3I5H2I"


class TooLarge(ValueError):
    """The log does not fit in one bundle (4 GiB, 65,535 members)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One entry with its payload and salt, both None when erased."""

    body: bytes
    payload: bytes | None
    salt: bytes | None


@dataclass(frozen=True, slots=True)
class Source:
    """What a bundle is made of. `lines(first, count)` answers entries in order; `tile(level, n, width)` exactly width
    hashes.
    """

    signer: Signer
    keys: Sequence[str]
    size: int
    time: str
    checkpoints: Sequence[tuple[int, str]]
    lines: Callable[[int, int], Iterable[Line]]
    tile: Callable[[int, int, int], bytes]


def thinned(checkpoints: Sequence[tuple[int, str]], most: int = MOST_CHECKPOINTS) -> list[tuple[int, str]]:
    """At most `most` checkpoints spread evenly, always with the first and the last."""
    if len(checkpoints) <= most:
        return list(checkpoints)
    step = (len(checkpoints) - 1) / (most - 1)
    return [checkpoints[round(i * step)] for i in range(most)]


def payload_line(line: Line) -> bytes:
    """`{"payload":...,"salt":"..."}` or `null`, with its newline."""
    if line.payload is None or line.salt is None:
        return b"null\n"
    return b'{"payload":' + line.payload + b',"salt":"' + canonical.b64(line.salt).encode() + b'"}\n'


def entry_record(body: bytes) -> bytes:
    """The entry behind its length in two bytes, as in a tlog-tiles entry bundle. Raises ValueError above 65,535
    bytes.
    """
    if not 0 < len(body) <= LONGEST_ENTRY:
        raise ValueError("an entry has 1 to 65,535 bytes")
    return len(body).to_bytes(2, "big") + body


def manifest(source: Source) -> bytes:
    """The table of contents, signed by the newest key."""
    value = {
        "checkpoints": [size for size, _ in source.checkpoints],
        "keys": list(source.keys),
        "origin": source.signer.name,
        "size": source.size,
        "time": source.time,
    }
    return sign(f"{MANIFEST}\n{canonical.encode(value).decode()}\n", [source.signer]).encode()


def members(source: Source) -> Iterator[tuple[str, bytes]]:
    """Name and content of every member, in the order of the file. Raises ValueError when the last checkpoint is not
    at `size`.
    """
    *earlier, (last, note) = source.checkpoints
    if last != source.size or not source.size:
        raise ValueError("a bundle ends at its last checkpoint")
    package = resources.files("roeland.ledger")
    yield "README.txt", (package / "data" / "leesmij.txt").read_bytes()
    yield "verify.py", (package / "verify.py").read_bytes()
    yield "manifest", manifest(source)
    yield "vkey", f"{source.keys[-1]}\n".encode()
    yield "checkpoint", note.encode()
    for size, text in earlier:
        yield f"checkpoints/{size:020d}", text.encode()
    shape = tiles.shape(source.size)
    numbers = [(n, width, tiles.number_path(n, width)) for level, n, width in shape if level == 0]
    for n, width, number in numbers:
        yield (
            f"tile/entries/{number}",
            b"".join(entry_record(line.body) for line in source.lines(n * tiles.WIDTH, width)),
        )
    for n, width, number in numbers:
        yield f"payloads/{number}", b"".join(payload_line(line) for line in source.lines(n * tiles.WIDTH, width))
    for level, n, width in shape:
        yield tiles.tile_path(level, n, width), source.tile(level, n, width)


def write(out: BinaryIO, contents: Iterable[tuple[str, bytes]]) -> int:
    """Write the members as a zip file of which every byte is prescribed; answers the number of bytes. Raises
    TooLarge.
    """
    at, count, central = 0, 0, []
    for name, data in contents:
        raw, crc = name.encode("ascii"), zlib.crc32(data)
        head = struct.pack(_LOCAL, b"PK\3\4", 20, 0, 0, 0, _DATE, crc, len(data), len(data), len(raw), 0) + raw
        mode = 0o100644 << 16
        entry = (b"PK\1\2", 788, 20, 0, 0, 0, _DATE, crc, len(data), len(data), len(raw), 0, 0, 0, 0, mode, at)
        central.append(struct.pack(_CENTRAL, *entry) + raw)
        out.write(head + data)
        at, count = at + len(head) + len(data), count + 1
        if at > MOST_BYTES or count > MOST_MEMBERS:
            raise TooLarge("this log does not fit in one bundle")
    directory = b"".join(central)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
    out.write(directory + end)
    return at + len(directory) + len(end)
