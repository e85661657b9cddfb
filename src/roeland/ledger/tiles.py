"""Tiles of 256 hashes in the layout of C2SP tlog-tiles: which ones an append completes, and subtree roots read back
from them. Pure.

Tile (level, n) holds the roots of up to 256 perfect subtrees of 256**level leaves, beginning with subtree 256*n. Rows
are never changed:
a level-0 tile is written once, when it is full (until then its hashes stand in the entries); a tile of a higher level
is written each time
a tile below it becomes full, as a wider row beside the narrower one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from roeland.ledger.merkle import EMPTY_ROOT, HASH, node_hash

WIDTH = 256
HEIGHT = 8

Load = Callable[[int, int, int], bytes]
"""load(level, n, width) -> at least `width` hashes of tile (level, n), concatenated; level 0 falls back on the
entries' leaf hashes.
"""


@dataclass(frozen=True, slots=True)
class Tile:
    """One row: `width` hashes of 32 bytes, concatenated."""

    level: int
    n: int
    width: int
    hashes: bytes


def fold_pairs(hashes: bytes) -> bytes:
    """The root over 2**k concatenated hashes."""
    sha256 = hashlib.sha256
    while len(hashes) > HASH:
        pair = 2 * HASH
        hashes = b"".join([sha256(b"\x01" + hashes[i : i + pair]).digest() for i in range(0, len(hashes), pair)])
    return hashes


def grow(size: int, leaves: Sequence[bytes], load: Load) -> list[Tile]:
    """The rows to insert when these leaf hashes are appended to a tree of `size`; nothing to load or write until a
    tile is full.
    """
    rows: list[Tile] = []
    level, start, fresh = 0, size, list(leaves)
    while fresh:
        first, last = start // WIDTH, (start + len(fresh)) // WIDTH
        if level == 0 and first == last:
            break
        have = start % WIDTH
        line = (load(level, first, have)[: have * HASH] if have else b"") + b"".join(fresh)
        chunks = [line[i * WIDTH * HASH : (i + 1) * WIDTH * HASH] for i in range(last - first)]
        rows += [Tile(level, first + i, WIDTH, chunk) for i, chunk in enumerate(chunks)]
        rest = line[(last - first) * WIDTH * HASH :]
        if rest and level:
            rows.append(Tile(level, last, len(rest) // HASH, rest))
        level, start, fresh = level + 1, first, [fold_pairs(chunk) for chunk in chunks]
    return rows


@dataclass(slots=True)
class Reader:
    """Subtree roots of the tree of `size` leaves, from tiles; each tile is asked for once and whole.

    A proof in a tree of at most 256**k leaves reads at most 2k tiles.
    """

    load: Load
    size: int
    cache: dict[tuple[int, int], bytes] = field(default_factory=dict)
    loads: int = 0

    def _hashes(self, level: int, n: int) -> bytes:
        """All hashes of the tile at this size; LookupError when the store has fewer."""
        if (level, n) not in self.cache:
            width = width_at(self.size, level, n)
            line = self.load(level, n, width)[: width * HASH]
            self.loads += 1
            if len(line) < width * HASH:
                raise LookupError(f"tile {level}/{n} is narrower than {width}")
            self.cache[level, n] = line
        return self.cache[level, n]

    def _perfect(self, height: int, i: int) -> bytes:
        """The root of the perfect subtree number `i` of 2**height leaves."""
        level, inside = divmod(height, HEIGHT)
        n, offset = divmod(i << inside, WIDTH)
        end = offset + (1 << inside)
        return fold_pairs(self._hashes(level, n)[offset * HASH : end * HASH])

    def subtree(self, lo: int, hi: int) -> bytes:
        """The root of leaves lo..hi-1, where `lo` is a multiple of a power of two that is at least hi-lo (as in every
        RFC 6962 proof).
        """
        if lo == hi:
            return EMPTY_ROOT
        parts: list[bytes] = []
        while lo < hi:
            height = (hi - lo).bit_length() - 1
            parts.append(self._perfect(height, lo >> height))
            lo += 1 << height
        node = parts.pop()
        while parts:
            node = node_hash(parts.pop(), node)
        return node


def width_at(size: int, level: int, n: int) -> int:
    """How many hashes tile (level, n) of a tree of `size` leaves has (0..256)."""
    return max(0, min(WIDTH, (size >> (HEIGHT * level)) - n * WIDTH))


def shape(size: int) -> list[tuple[int, int, int]]:
    """Every tile (level, n, width) of a tree of `size` leaves, by level, the last of each level perhaps partial."""
    found: list[tuple[int, int, int]] = []
    level = 0
    while size >> (HEIGHT * level):
        count = -(-(size >> (HEIGHT * level)) // WIDTH)
        found += [(level, n, width_at(size, level, n)) for n in range(count)]
        level += 1
    return found


def number_path(n: int, width: int) -> str:
    """The number of a tile as tlog-tiles writes it: 1234067 is x001/x234/067, a partial one ends in .p/<width>."""
    groups = [f"{n % 1000:03d}"]
    while n := n // 1000:
        groups.insert(0, f"x{n % 1000:03d}")
    return "/".join(groups) + (f".p/{width}" if width < WIDTH else "")


def tile_path(level: int, n: int, width: int) -> str:
    """The path of a hash tile: tile/<level>/<number>."""
    return f"tile/{level}/{number_path(n, width)}"
