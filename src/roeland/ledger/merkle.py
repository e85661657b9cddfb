"""The Merkle tree of RFC 6962 / RFC 9162 section 2.1 over SHA-256: hashes, compact frontier, proofs and their checks.
Pure.

Sizes and indices are counts of leaves; every hash is 32 bytes. Nothing here reads a database: proofs are built from a
function
`subtree(lo, hi)` that answers the root of leaves lo..hi-1 (see `roeland.ledger.tiles`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

HASH = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()

Subtree = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry: SHA-256(0x00 || data)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """The right edge of a tree: the roots of its perfect subtrees, largest first (one per 1-bit of `size`)."""

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a size that does not fit the number of roots."""
        if self.size < 0 or self.size.bit_count() != len(self.roots):
            raise ValueError("size and frontier disagree")

    @classmethod
    def load(cls, size: int, raw: bytes) -> Frontier:
        """Read the stored form: the roots one after the other. Raises ValueError when lengths do not fit."""
        if len(raw) % HASH:
            raise ValueError("a frontier is a multiple of 32 bytes")
        return cls(size, tuple(raw[i : i + HASH] for i in range(0, len(raw), HASH)))

    def dump(self) -> bytes:
        """The stored form: 32 bytes per root, largest subtree first; empty for an empty tree."""
        return b"".join(self.roots)

    def extend(self, leaves: Iterable[bytes]) -> Frontier:
        """The frontier after appending these leaf hashes in order; O(n) hashes however many are appended."""
        sha256 = hashlib.sha256
        stack, size = list(self.roots), self.size
        for leaf in leaves:
            node, rest = leaf, size
            while rest & 1:
                node = sha256(b"\x01" + stack.pop() + node).digest()
                rest >>= 1
            stack.append(node)
            size += 1
        return Frontier(size, tuple(stack))

    def root(self) -> bytes:
        """The root of the tree: the frontier folded from the right; SHA-256 of nothing for an empty tree."""
        if not self.roots:
            return EMPTY_ROOT
        node = self.roots[-1]
        for left in self.roots[-2::-1]:
            node = node_hash(left, node)
        return node


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaf hashes."""
    return Frontier().extend(leaves).root()


def _split(n: int) -> int:
    """The largest power of two smaller than n (n >= 2)."""
    return 1 << ((n - 1).bit_length() - 1)


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """The audit path of leaf `index` in the tree of `size` leaves, from the leaf's sibling up. Raises ValueError out
    of range.
    """
    if not 0 <= index < size:
        raise ValueError("index outside the tree")
    lo, hi = 0, size
    ranges: list[tuple[int, int]] = []
    while hi - lo > 1:
        k = lo + _split(hi - lo)
        if index < k:
            ranges.append((k, hi))
            hi = k
        else:
            ranges.append((lo, k))
            lo = k
    return [subtree(a, b) for a, b in reversed(ranges)]


def consistency_proof(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """The proof that the tree of `new` leaves begins with the tree of `old` leaves (1 <= old <= new); empty when
    equal.
    """
    if not 1 <= old <= new:
        raise ValueError("no consistency proof between these sizes")
    lo, hi = 0, new
    ranges: list[tuple[int, int]] = []
    whole = True
    while old != hi:
        k = lo + _split(hi - lo)
        if old <= k:
            ranges.append((k, hi))
            hi = k
        else:
            ranges.append((lo, k))
            lo = k
            whole = False
    if not whole:
        ranges.append((lo, hi))
    return [subtree(a, b) for a, b in reversed(ranges)]


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """The root that this audit path leads to, or None when the path cannot belong to that index and size (RFC 9162
    2.1.3.2).
    """
    if not 0 <= index < size or any(len(step) != HASH for step in path):
        return None
    fn, sn, node = index, size - 1, leaf
    for step in path:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            node = node_hash(step, node)
            while not fn & 1 and fn:
                fn >>= 1
                sn >>= 1
        else:
            node = node_hash(node, step)
        fn >>= 1
        sn >>= 1
    return node if sn == 0 else None


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` proves that `leaf` is leaf number `index` of the tree with this size and root."""
    return root_from_inclusion(leaf, index, size, path) == root


def verify_consistency(old: int, old_root: bytes, new: int, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Whether `path` proves that the new tree only appended to the old one (RFC 9162 2.1.4.2); everything extends the
    empty tree.
    """
    if old == 0:
        return not path and old_root == EMPTY_ROOT and (new > 0 or new_root == EMPTY_ROOT)
    if old == new:
        return not path and old_root == new_root
    if not 0 < old < new or not path or any(len(step) != HASH for step in path):
        return False
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    return _fold_consistency(old, new, steps) == (old_root, new_root)


def _fold_consistency(old: int, new: int, steps: list[bytes]) -> tuple[bytes, bytes] | None:
    """The (old, new) roots that the steps of a consistency proof lead to, or None when their number is wrong."""
    fn, sn = old - 1, new - 1
    while fn & 1:
        fn >>= 1
        sn >>= 1
    fr = sr = steps[0]
    for step in steps[1:]:
        if sn == 0:
            return None
        if fn & 1 or fn == sn:
            fr, sr = node_hash(step, fr), node_hash(step, sr)
            while fn and not fn & 1:
                fn >>= 1
                sn >>= 1
        else:
            sr = node_hash(sr, step)
        fn >>= 1
        sn >>= 1
    return (fr, sr) if sn == 0 else None
