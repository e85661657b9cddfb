"""The tree against pymerkle (an independent implementation of RFC 9162) and against its own definition."""

import hashlib

import pymerkle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roeland.ledger import merkle, tiles
from roeland.ledger.merkle import Frontier, leaf_hash, node_hash

LEAVES = [leaf_hash(b"entry %d" % i) for i in range(2001)]
SIZES = st.integers(1, 2000)


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return node_hash(by_definition(leaves[:k]), by_definition(leaves[k:]))


@pytest.fixture(scope="module")
def stored() -> dict[tuple[int, int, int], bytes]:
    """The tile rows of 2,000 entries appended in uneven portions."""
    rows: dict[tuple[int, int, int], bytes] = {}
    size, portion = 0, 1
    while size < 2000:
        fresh = LEAVES[size : min(2000, size + portion)]
        for row in tiles.grow(size, fresh, loader(rows)):
            assert (row.level, row.n, row.width) not in rows  # a row is written once
            rows[row.level, row.n, row.width] = row.hashes
        size += len(fresh)
        portion = portion * 3 % 601 + 1
    return rows


def loader(rows: dict[tuple[int, int, int], bytes], size: int = 2000) -> tiles.Load:
    def load(level: int, n: int, width: int) -> bytes:
        for wide in range(width, 257):
            if (level, n, wide) in rows:
                return rows[level, n, wide]
        return b"" if level else b"".join(LEAVES[n * 256 : min(size, (n + 1) * 256)])

    return load


def test_roots_are_bit_equal_with_pymerkle_for_0_to_2000_entries() -> None:
    oracle = pymerkle.InmemoryTree(algorithm="sha256")
    frontier = Frontier()
    assert frontier.root() == hashlib.sha256().digest()
    for size in range(1, 2001):
        oracle.append_entry(b"entry %d" % (size - 1))
        frontier = frontier.extend([LEAVES[size - 1]])
        assert frontier.root() == oracle.get_root(size), size
        assert Frontier.load(size, frontier.dump()) == frontier


@given(st.integers(0, 400))
def test_root_is_what_the_rfc_defines(size: int) -> None:
    assert merkle.root_of(LEAVES[:size]) == by_definition(LEAVES[:size])


@given(st.lists(st.integers(1, 700), max_size=6))
def test_appending_in_portions_gives_the_same_frontier(portions: list[int]) -> None:
    frontier, at = Frontier(), 0
    for portion in portions:
        frontier = frontier.extend(LEAVES[at : at + portion])
        at = min(len(LEAVES), at + portion)
    assert frontier == Frontier().extend(LEAVES[:at])


@pytest.mark.parametrize(("size", "raw"), [(1, b""), (0, bytes(32)), (3, bytes(32)), (1, bytes(31)), (-1, bytes(32))])
def test_a_frontier_that_does_not_fit_is_refused(size: int, raw: bytes) -> None:
    with pytest.raises(ValueError):
        Frontier.load(size, raw)


@settings(deadline=None)
@given(size=SIZES, data=st.data())
def test_every_inclusion_proof_holds_and_only_that_one(size: int, data: st.DataObject, stored: dict) -> None:  # type: ignore[type-arg]
    index = data.draw(st.integers(0, size - 1))
    reader = tiles.Reader(loader(stored, size), size)
    path = merkle.inclusion_proof(index, size, reader.subtree)
    root = merkle.root_of(LEAVES[:size])
    assert merkle.verify_inclusion(LEAVES[index], index, size, path, root)
    assert reader.loads <= 4  # two levels at this size
    other = data.draw(st.integers(0, size).filter(lambda i: i != index))
    assert not merkle.verify_inclusion(LEAVES[index], other, size, path, root)
    assert not merkle.verify_inclusion(LEAVES[index + 1], index, size, path, root)
    assert not merkle.verify_inclusion(LEAVES[index], index, size, [*path, bytes(32)], root)
    if path:
        assert not merkle.verify_inclusion(LEAVES[index], index, size, path[:-1], root)
        broken = data.draw(st.integers(0, len(path) - 1))
        flipped = bytes([path[broken][0] ^ 1]) + path[broken][1:]
        assert not merkle.verify_inclusion(
            LEAVES[index], index, size, [*path[:broken], flipped, *path[broken + 1 :]], root
        )


@settings(deadline=None)
@given(new=SIZES, data=st.data())
def test_every_consistency_proof_holds_and_only_that_one(new: int, data: st.DataObject, stored: dict) -> None:  # type: ignore[type-arg]
    old = data.draw(st.integers(1, new))
    reader = tiles.Reader(loader(stored, new), new)
    path = merkle.consistency_proof(old, new, reader.subtree)
    old_root, new_root = merkle.root_of(LEAVES[:old]), merkle.root_of(LEAVES[:new])
    assert merkle.verify_consistency(old, old_root, new, new_root, path)
    assert reader.loads <= 4
    assert not merkle.verify_consistency(old, bytes(32), new, new_root, path)
    assert not merkle.verify_consistency(old, old_root, new, bytes(32), path)
    assert not merkle.verify_consistency(old, old_root, new, new_root, [*path, bytes(32)])
    for i in range(len(path)):
        flipped = path[i][:-1] + bytes([path[i][-1] ^ 128])
        assert not merkle.verify_consistency(old, old_root, new, new_root, [*path[:i], flipped, *path[i + 1 :]])


def test_proofs_are_those_of_pymerkle() -> None:
    oracle = pymerkle.InmemoryTree(algorithm="sha256")
    for i in range(130):
        oracle.append_entry(b"entry %d" % i)
    reader = tiles.Reader(loader({}, 130), 130)
    for size in (1, 2, 7, 64, 65, 130):
        for index in range(0, size, 5):
            theirs = oracle.prove_inclusion(index + 1, size).path
            ours = merkle.inclusion_proof(index, size, tiles.Reader(loader({}, size), size).subtree)
            assert [LEAVES[index], *ours] == [bytes(step) for step in theirs]
    assert merkle.consistency_proof(64, 130, reader.subtree)


def test_everything_extends_the_empty_tree_and_nothing_shrinks() -> None:
    root = merkle.root_of(LEAVES[:5])
    assert merkle.verify_consistency(0, merkle.EMPTY_ROOT, 5, root, [])
    assert not merkle.verify_consistency(0, root, 5, root, [])
    assert not merkle.verify_consistency(5, root, 4, root, [root])
    for bad in [(5, 5), (-1, 5)]:
        with pytest.raises(ValueError):
            merkle.inclusion_proof(*bad, tiles.Reader(loader({}, 5), 5).subtree)
    for bad in [(0, 5), (6, 5)]:
        with pytest.raises(ValueError):
            merkle.consistency_proof(*bad, tiles.Reader(loader({}, 5), 5).subtree)


def test_paths_of_tiles() -> None:
    assert tiles.tile_path(0, 5, 256) == "tile/0/005"
    assert tiles.tile_path(1, 1234067, 256) == "tile/1/x001/x234/067"
    assert tiles.tile_path(2, 0, 7) == "tile/2/000.p/7"
    assert tiles.shape(70_000)[-3:] == [(1, 0, 256), (1, 1, 17), (2, 0, 1)]


def test_a_proof_in_a_million_entries_reads_at_most_six_tiles() -> None:
    zero = bytes(32)
    reader = tiles.Reader(lambda _level, _n, width: zero * width, 1_000_003)
    merkle.inclusion_proof(123_456, 1_000_003, reader.subtree)
    assert reader.loads <= 6
    reader = tiles.Reader(lambda _level, _n, width: zero * width, 1_000_003)
    merkle.consistency_proof(777_777, 1_000_003, reader.subtree)
    assert reader.loads <= 6
