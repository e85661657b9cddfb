"""The ledger is the outbox: handlers of upper rooms run over the facts of lower rooms, from a cursor, after commit.

At least once and in order per tree; a handler must be idempotent on the entry it is given. Cost: one statement per handler and
tree that grew, and one per page of entries.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.ledger.models import HandlerCursor, LedgerEntry, LedgerPayload, LedgerTree

log = logging.getLogger("roeland.ledger.outbox")
PAGE = 200  # entries read at once


@dataclass(frozen=True)
class Told:
    """A fact as a handler gets it."""

    authority_id: UUID | None
    idx: int
    code: str
    time: datetime
    actor_id: UUID
    object_type: str
    object_id: UUID
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Handler:
    """`run(actor, told)` for every entry whose code is in `codes`. The name keeps its cursor: never rename it."""

    name: str
    codes: frozenset[str]
    run: Callable[[Actor, Told], None]


def drain(handlers: tuple[Handler, ...]) -> int:
    """Bring every handler up to the last committed entry of every tree; the number of facts handled."""
    done = 0
    cursors = {(c.handler, c.tree_id): c for c in HandlerCursor.objects.all()}
    for tree in LedgerTree.objects.filter(size__gt=0):
        for handler in handlers:
            cursor = cursors.get((handler.name, tree.pk)) or HandlerCursor(handler=handler.name, tree_id=tree.pk)
            if cursor.idx < tree.size:
                done += _catch_up(handler, tree, cursor)
    return done


def _catch_up(handler: Handler, tree: LedgerTree, cursor: HandlerCursor) -> int:
    done = 0
    while cursor.idx < tree.size:
        wanted = LedgerEntry.everything.filter(
            tree=tree, idx__gte=cursor.idx, idx__lt=tree.size, action__in=handler.codes
        )
        page = list(wanted.order_by("idx")[:PAGE])
        texts = dict(
            LedgerPayload.objects.filter(tree=tree, idx__in=[e.idx for e in page]).values_list("idx", "payload")
        )
        for entry in page:
            _handle(handler, entry, texts.get(entry.idx))
            done += 1
            cursor.idx = entry.idx + 1
            cursor.save()
        if len(page) < PAGE:
            cursor.idx = tree.size
            cursor.save()
    return done


def _handle(handler: Handler, entry: LedgerEntry, payload: "bytes | memoryview[int] | None") -> None:
    told = Told(
        entry.authority_id,
        entry.idx,
        entry.action,
        entry.time,
        entry.actor_id,
        entry.object_type,
        entry.object_id,
        json.loads(bytes(payload)) if payload is not None else {},
    )
    ids = () if entry.authority_id is None else (entry.authority_id,)
    actor = Actor.system(handler.name, ids)
    with scope(actor, ids):
        handler.run(actor, told)
