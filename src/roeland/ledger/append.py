"""Append stated facts to their trees: the last statements before the commit of the outermost transaction.

Plain SQL, because every change in the program pays for this: two reads and one writing statement for a verb on PostgreSQL. However many
facts are appended at once, the frontier is folded in memory and the head is written once.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Max

from roeland.kernel.models import Authority
from roeland.ledger import canonical, entries, tiles
from roeland.ledger.facts import Fact, Subject
from roeland.ledger.merkle import Frontier, leaf_hash
from roeland.ledger.models import LedgerEntry, LedgerErasure, LedgerPayload, LedgerTile, LedgerTree

CHUNK = 500  # objects asked in one statement

_ENTRY = (
    "INSERT INTO ledger_ledgerentry (tree_id, idx, leaf_hash, body, authority_id, audience, time, actor_id, action, object_type, "
    "object_id, object_version) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_PAYLOAD = "INSERT INTO ledger_ledgerpayload (tree_id, idx, salt, payload) VALUES (%s, %s, %s, %s)"
_HEAD = "UPDATE ledger_ledgertree SET size = %s, frontier = %s WHERE id = %s"
_TOGETHER = f"WITH e AS ({_ENTRY}), p AS ({_PAYLOAD}) {_HEAD}"
_TREE = "SELECT id, origin, size, frontier FROM ledger_ledgertree WHERE authority_id"
_TILE = (
    "SELECT hashes FROM ledger_ledgertile WHERE tree_id = %s AND level = %s AND n = %s AND width >= %s "
    "ORDER BY width DESC LIMIT 1"
)
_LEAVES = "SELECT leaf_hash FROM ledger_ledgerentry WHERE tree_id = %s AND idx >= %s AND idx < %s ORDER BY idx"
_LAST = (
    "SELECT idx, object_version FROM ledger_ledgerentry WHERE tree_id = %s AND object_id = %s ORDER BY idx DESC LIMIT 1"
)


@dataclass(frozen=True)
class Stated:
    """A fact with who stated it and when."""

    fact: Fact
    subject: Subject
    time: datetime
    actor_id: UUID
    role: str


def append(stated: Sequence[Stated]) -> None:
    """Append facts in the order they were stated, each to the tree of its authority; trees are locked in a fixed order."""
    per_tree: dict[UUID | None, list[Stated]] = {}
    for item in stated:
        per_tree.setdefault(item.subject.authority_id, []).append(item)
    for authority_id in sorted(per_tree, key=lambda a: "" if a is None else str(a)):
        _append_to(locked(authority_id), per_tree[authority_id])


def locked(authority_id: UUID | None) -> LedgerTree:
    """The tree of an authority (None: of the installation), locked until the transaction ends; made when there is none."""
    found = _lock(authority_id)
    if found is None:
        LedgerTree.objects.create(authority_id=authority_id, origin=origin(authority_id))
        found = _lock(authority_id)
    if found is None:
        raise RuntimeError("a tree that was just made is not there")
    return found


def _lock(authority_id: UUID | None) -> LedgerTree | None:
    whose, key = ("IS NULL", []) if authority_id is None else ("= %s", [_key(authority_id)])
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""  # SQLite locks the file when it begins
    with connection.cursor() as cursor:
        cursor.execute(f"{_TREE} {whose}{lock}", key)
        row = cursor.fetchone()
    if row is None:
        return None
    pk = row[0] if isinstance(row[0], UUID) else UUID(row[0])
    return LedgerTree(id=pk, authority_id=authority_id, origin=row[1], size=row[2], frontier=bytes(row[3]))


def origin(authority_id: UUID | None) -> str:
    """The name of a tree in its checkpoints: host/log/authority/epoch."""
    slug = "installatie" if authority_id is None else Authority.everything.get(pk=authority_id).slug
    return f"{settings.ROELAND_LEDGER_HOST}/log/{slug}/1"


def _append_to(tree: LedgerTree, stated: list[Stated]) -> None:
    last = _last_of_objects(tree, list({s.subject.id for s in stated}))
    rows: list[tuple[Any, ...]] = []
    texts: list[tuple[Any, ...]] = []
    leaves: list[bytes] = []
    key, authority = _key(tree.pk), None if tree.authority_id is None else _key(tree.authority_id)
    for idx, item in enumerate(stated, start=tree.size):
        prev, version = last.get(item.subject.id, (None, 0))
        salt = secrets.token_bytes(entries.SALT)
        payload = canonical.encode(item.fact.payload())
        body = _body(item, entries.commitment(salt, payload), prev, version + 1)
        leaf = leaf_hash(body)
        rows.append((key, idx, leaf, body, authority, *_columns(item), version + 1))
        texts.append((key, idx, salt, payload))
        leaves.append(leaf)
        last[item.subject.id] = (idx, version + 1)
    frontier = Frontier.load(tree.size, bytes(tree.frontier)).extend(leaves)
    erasing = [(tree.size + at, item.fact) for at, item in enumerate(stated) if item.fact.erases]
    head = (frontier.size, frontier.dump(), key)
    with connection.cursor() as cursor:
        if len(rows) == 1 and not erasing and connection.vendor == "postgresql":
            cursor.execute(_TOGETHER, [*rows[0], *texts[0], *head])
        else:
            cursor.executemany(_ENTRY, rows)
            cursor.executemany(_PAYLOAD, texts)
            for idx, fact in erasing:
                _erase(tree, idx, fact)
            cursor.execute(_HEAD, head)
    grown = tiles.grow(tree.size, leaves, loader(tree))
    if grown:
        LedgerTile.objects.bulk_create(
            [LedgerTile(tree=tree, level=t.level, n=t.n, width=t.width, hashes=t.hashes) for t in grown]
        )


def _key(value: UUID) -> UUID | str:
    """A uuid as the engine stores it."""
    return value.hex if connection.vendor == "sqlite" else value


def _columns(item: Stated) -> tuple[Any, ...]:
    """audience, time, actor, action, object type and object of an entry, as the engine stores them."""
    subject = item.subject
    moment = connection.ops.adapt_datetimefield_value(item.time)
    return subject.audience, moment, _key(item.actor_id), item.fact.code, subject.kind, _key(subject.id)


def loader(tree: LedgerTree) -> tiles.Load:
    """Reads tiles of a tree: the widest row, and for the ragged edge of level 0 the leaf hashes of the entries."""

    key = _key(tree.pk)

    def load(level: int, n: int, width: int) -> bytes:
        with connection.cursor() as cursor:
            cursor.execute(_TILE, [key, level, n, width])
            row = cursor.fetchone()
            if row is not None or level:
                return bytes(row[0]) if row else b""
            start = n * tiles.WIDTH
            cursor.execute(_LEAVES, [key, start, start + tiles.WIDTH])
            return b"".join(bytes(leaf) for (leaf,) in cursor.fetchall())

    return load


def _body(item: Stated, commit: str, prev: int | None, version: int) -> bytes:
    return entries.Body(
        time=entries.timestamp(item.time),
        actor=str(item.actor_id) if item.actor_id.int else None,
        role=item.role,
        action=item.fact.code,
        type=item.subject.kind,
        id=str(item.subject.id),
        version=version,
        audience=item.subject.audience,
        commit=commit,
        prev=prev,
    ).encode()


def _last_of_objects(tree: LedgerTree, ids: list[UUID]) -> dict[UUID, tuple[int | None, int]]:
    """Per object the index of its last entry in this tree and its version."""
    if len(ids) == 1:
        with connection.cursor() as cursor:
            cursor.execute(_LAST, [_key(tree.pk), _key(ids[0])])
            row = cursor.fetchone()
        return {} if row is None else {ids[0]: (row[0], row[1])}
    found: dict[UUID, tuple[int | None, int]] = {}
    for start in range(0, len(ids), CHUNK):
        rows = (
            LedgerEntry.everything.filter(tree=tree, object_id__in=ids[start : start + CHUNK])
            .values_list("object_id")
            .annotate(last=Max("idx"), version=Max("object_version"))
        )
        found.update({object_id: (idx, version) for object_id, idx, version in rows})
    return found


def _erase(tree: LedgerTree, by_idx: int, fact: Fact) -> None:
    """Blank the payloads that an erasure entry names; the engine checks that the erasure stands beside it."""
    indices: list[int] = list(fact.indices)  # type: ignore[attr-defined] # the erasure fact has them
    LedgerErasure.objects.bulk_create([LedgerErasure(tree=tree, idx=i, by_idx=by_idx) for i in indices])
    if connection.vendor == "sqlite":
        LedgerPayload.objects.filter(tree=tree, idx__in=indices).update(salt=None, payload=None)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_blank(%s, %s)", [tree.pk, by_idx])
