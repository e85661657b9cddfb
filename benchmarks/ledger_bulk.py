"""In one process on one installation: bulk append, proofs against pymerkle's SQLite tree, and the full audit. Prints JSON."""

import json
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import ClassVar
from uuid import UUID, uuid4

import django

django.setup()

import pymerkle  # noqa: E402 -- after setup, as the models
from django.db import connection  # noqa: E402

from roeland.kernel import clock, gate  # noqa: E402
from roeland.kernel.models import Authority  # noqa: E402
from roeland.ledger import checkpointing, merkle, tiles  # noqa: E402
from roeland.ledger.append import Stated, append, loader  # noqa: E402
from roeland.ledger.audit import audit  # noqa: E402
from roeland.ledger.facts import Fact, Subject  # noqa: E402
from roeland.ledger.models import LedgerEntry, LedgerTree  # noqa: E402

PROOFS, AUDITS = 300, 5
TOLD = {
    "title": "Hersteltest van de back-up van de fileserver",
    "due": "2026-03-31",
    "note": "teruggezet in 42 minuten " * 4,
}


@dataclass(frozen=True, kw_only=True)
class Imported(Fact):
    code: ClassVar[str] = "bench:task:imported"
    sentence: ClassVar[str] = "voerde {title} in"
    title: str
    due: str
    note: str


def fill(authority: Authority, count: int, portion: int) -> float:
    """Append `count` entries in transactions of `portion`; entries per second."""
    actor = uuid4()
    began = time.perf_counter()
    for first in range(0, count, portion):
        size = min(portion, count - first)
        about = [Subject("duties.task", UUID(int=first + i), authority.pk, "control_plan") for i in range(size)]
        facts = [Stated(Imported(about=s, **TOLD), s, clock.now(), actor, "system") for s in about]
        with gate.opened():
            append(facts)
    return count / (time.perf_counter() - began)


def analyse() -> None:
    """What PostgreSQL does by itself a minute after a large import: count its rows, so that it chooses the right index."""
    if owner := os.environ.get("DATABASE_OWNER_URL"):
        import psycopg

        with psycopg.connect(owner, autocommit=True) as database:
            database.execute("ANALYZE")


def our_proofs(tree: LedgerTree, indices: list[int]) -> list[float]:
    """Seconds per inclusion proof from stored tiles, nothing kept in between."""
    root = merkle.Frontier.load(tree.size, bytes(tree.frontier)).root()
    took: list[float] = []
    for index in indices:
        began = time.perf_counter()
        path = merkle.inclusion_proof(index, tree.size, tiles.Reader(loader(tree), tree.size).subtree)
        took.append(time.perf_counter() - began)
        leaf = bytes(LedgerEntry.everything.get(tree=tree, idx=index).leaf_hash)
        assert merkle.verify_inclusion(leaf, index, tree.size, path, root)
    return took


def their_proofs(tree: LedgerTree, indices: list[int]) -> list[float]:
    """The same from pymerkle's SQLite tree over the same entries, opened anew for each proof."""
    bodies = LedgerEntry.everything.filter(tree=tree).order_by("idx").values_list("body", flat=True)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "pymerkle.sqlite3")
        with pymerkle.SqliteTree(file, algorithm="sha256") as built:
            built.append_entries([bytes(body) for body in bodies], chunksize=10_000)
            root = built.get_root()
        assert root == merkle.Frontier.load(tree.size, bytes(tree.frontier)).root()
        took: list[float] = []
        for index in indices:
            with pymerkle.SqliteTree(file, algorithm="sha256") as opened:
                began = time.perf_counter()
                opened.prove_inclusion(index + 1, tree.size)
                took.append(time.perf_counter() - began)
    return took


def audited(tree: LedgerTree) -> dict[str, object]:
    """The full audit, in turns with what no audit can do without: hashing all entries, in memory, to the root. By the clock, per
    second of this process (fairer on a busy machine), and as a share of that limit (fair on any machine).
    """
    bodies = [
        bytes(body) for body in LedgerEntry.everything.filter(tree=tree).order_by("idx").values_list("body", flat=True)
    ]
    clocked, ours, limit = [], [], []
    for _ in range(AUDITS):
        began = time.process_time()
        found = audit(tree)
        middle = time.process_time()
        root = merkle.root_of(merkle.leaf_hash(body) for body in bodies)
        limit.append(tree.size / (time.process_time() - middle))
        ours.append(tree.size / (middle - began))
        clocked.append(tree.size / found.seconds)
        assert found.holds, found
        assert root == merkle.Frontier.load(tree.size, bytes(tree.frontier)).root()
    shares = [one / other for one, other in zip(ours, limit, strict=True)]
    return {
        "audit_per_s": round(median(clocked)),
        "audit_per_cpu_s": round(median(ours)),
        "hashing_alone_per_cpu_s": round(median(limit)),
        "audit_share_of_hashing": round(median(shares), 3),
    }


def main(count: int, compared: int) -> dict[str, object]:
    """`count` entries for append and audit; a tree of `compared` entries is compared with pymerkle."""
    small, large = Authority.everything.order_by("-slug")[:2]
    fill(small, compared, 5_000)
    rate = fill(large, count, 5_000)
    analyse()
    tree = LedgerTree.objects.get(authority_id=small.pk)
    indices = [random.randrange(tree.size) for _ in range(PROOFS)]
    ours, theirs = our_proofs(tree, indices), their_proofs(tree, indices[:30])
    big = LedgerTree.objects.get(authority_id=large.pk)
    checkpointing.sign(big)
    deep = our_proofs(big, [random.randrange(big.size) for _ in range(PROOFS)])
    audits = audited(big)
    return {
        "engine": connection.vendor,
        "entries": count,
        "bulk_append_per_s": round(rate),
        "proof_ms_p50": round(median(deep) * 1000, 2),
        "proof_ms_p95": round(quantiles(deep, n=20)[-1] * 1000, 2),
        "compared_at": compared,
        "ours_ms": round(median(ours) * 1000, 2),
        "pymerkle_ms": round(median(theirs) * 1000, 2),
        "proof_ratio": round(median(theirs) / median(ours), 1),
        **audits,
    }


if __name__ == "__main__":
    json.dump(main(int(sys.argv[1]), int(sys.argv[2])), sys.stdout)
