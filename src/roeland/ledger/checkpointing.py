"""Signing what a tree holds: a checkpoint is signed only when the tree provably extends the last one that was signed."""

from __future__ import annotations

import logging

from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from roeland.kernel import clock, gate
from roeland.ledger import keys, merkle, tiles
from roeland.ledger.append import loader
from roeland.ledger.checkpoints import Checkpoint, open_checkpoint
from roeland.ledger.merkle import Frontier
from roeland.ledger.models import LedgerCheckpoint, LedgerTree

log = logging.getLogger("roeland.ledger")


class Forked(Exception):
    """The tree does not extend what was signed before: entries were changed or a backup was put back. Nothing is
    signed.
    """


def grown() -> list[LedgerTree]:
    """Trees with entries that no checkpoint covers yet. One statement."""
    last = LedgerCheckpoint.objects.filter(tree=OuterRef("pk")).order_by("-size").values("size")[:1]
    found = LedgerTree.objects.annotate(signed=Subquery(last)).filter(size__gt=0)
    return [tree for tree in found.order_by("origin") if tree.signed != tree.size]


def latest(tree: LedgerTree) -> LedgerCheckpoint | None:
    """The last checkpoint of a tree."""
    return LedgerCheckpoint.objects.filter(tree=tree).order_by("-size").first()


def sign(tree: LedgerTree) -> LedgerCheckpoint | None:
    """The checkpoint of everything committed so far, signed now unless it was already; None for an empty tree.

    Raises Forked, `keys.KeyMissing`.
    """
    now = LedgerTree.objects.get(pk=tree.pk)
    if not now.size:
        return None
    frontier = Frontier.load(now.size, bytes(now.frontier))
    last = latest(now)
    if last is not None:
        _check_extends(now, frontier, last)
        if last.size == now.size:
            return last
    checkpoint = Checkpoint(now.origin, now.size, frontier.root())
    note = checkpoint.sign(keys.signer(now, now.size))
    try:
        with transaction.atomic(), gate.opened():
            return LedgerCheckpoint.objects.create(
                tree=now, size=now.size, root=checkpoint.root, note=note, signed_at=clock.now()
            )
    except IntegrityError:  # another process signed this size meanwhile; the engine allows one row per size
        return LedgerCheckpoint.objects.filter(tree=now, size=now.size).first()


def _check_extends(tree: LedgerTree, frontier: Frontier, last: LedgerCheckpoint) -> None:
    """Raise Forked unless the frontier provably extends what the last note says."""
    old = open_checkpoint(last.note, [keys.key_at(keys.chain(tree, last.size), last.size)])
    reader = tiles.Reader(loader(tree), tree.size)
    try:
        path = merkle.consistency_proof(old.size, tree.size, reader.subtree) if old.size <= tree.size else []
    except LookupError as error:
        raise Forked(f"{tree.origin}: {error}") from error
    if (old.origin, old.size, old.root) != (tree.origin, last.size, bytes(last.root)) or not merkle.verify_consistency(
        old.size, old.root, tree.size, frontier.root(), path
    ):
        log.error("ledger %s does not extend its checkpoint of %d entries; nothing is signed", tree.origin, last.size)
        raise Forked(
            _("Het logboek %(origin)s sluit niet aan op zijn ijkpunt bij %(size)s logregels.")
            % {"origin": tree.origin, "size": last.size}
        )


def sign_all() -> int:
    """Sign every tree that grew; the number of checkpoints made. A tree that cannot be signed does not hold up the
    others.
    """
    made = 0
    for tree in grown():
        try:
            made += sign(tree) is not None
        except (Forked, keys.KeyMissing) as problem:
            log.error("no checkpoint for %s: %s", tree.origin, problem)  # noqa: TRY400 -- the reason is the message
    return made


def covering(tree: LedgerTree, index: int) -> LedgerCheckpoint | None:
    """The first checkpoint that covers entry `index`."""
    return LedgerCheckpoint.objects.filter(Q(tree=tree) & Q(size__gt=index)).order_by("size").first()
