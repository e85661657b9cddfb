"""The tiles of a tree in the database: what an append stores, and a reader for proofs. The layout stands in `tiling`."""

from collections.abc import Sequence

from django.db import connection

from roeland.ledger import tiling
from roeland.ledger.models import LedgerEntry, LedgerPayload, LedgerTile, LedgerTree

CHUNK = 500  # indices asked in one statement


def store(tree: LedgerTree, leaves: Sequence[bytes]) -> None:
    """Insert the tiles that these new leaf hashes complete; `tree.size` is the size before them."""
    rows = tiling.grow(tree.size, leaves, lambda level, n, width: _load(tree, level, n, width))
    LedgerTile.objects.bulk_create(
        [LedgerTile(tree=tree, level=r.level, n=r.n, width=r.width, hashes=r.hashes) for r in rows]
    )


def reader(tree: LedgerTree) -> tiling.Reader:
    """Subtree roots of this tree, one row per tile (at most six for a proof among 16 million entries)."""
    return tiling.Reader(lambda level, n, width: _load(tree, level, n, width))


def _load(tree: LedgerTree, level: int, n: int, width: int) -> bytes:
    """The narrowest stored row with at least `width` hashes; below a full level-0 tile the leaf hashes of the entries."""
    row = (
        LedgerTile.objects.filter(tree=tree, level=level, n=n, width__gte=width)
        .order_by("width")
        .values_list("hashes", flat=True)
        .first()
    )
    if row is not None or level:
        return bytes(row or b"")
    first = n * tiling.WIDTH
    hashes = LedgerEntry.everything.filter(tree=tree, idx__gte=first, idx__lt=first + tiling.WIDTH).order_by("idx")
    return b"".join(bytes(h) for h in hashes.values_list("leaf_hash", flat=True))


def blank_payloads(tree: LedgerTree, indices: Sequence[int]) -> None:
    """Blank payload and salt of these entries; the engine refuses any that no erasure row names."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT ledger_blank(%s, %s)", [tree.pk, list(indices)])
        return
    for start in range(0, len(indices), CHUNK):
        chunk = indices[start : start + CHUNK]
        LedgerPayload.objects.filter(tree=tree, idx__in=chunk).update(salt=None, payload=None)
