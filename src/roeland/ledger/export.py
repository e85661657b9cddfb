"""Writing the bundle of a log to a file, and saying whether it holds: what the command line and the pages call."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger import actions, audit, bundles, checkpointing, keys, tiles
from roeland.ledger.append import loader
from roeland.ledger.entries import timestamp
from roeland.ledger.merkle import HASH
from roeland.ledger.models import LedgerCheckpoint, LedgerEntry, LedgerErasure, LedgerPayload, LedgerTree
from roeland.ledger.values import Audit, Exported

TRIES = 3


def verify(authority: Authority | None = None, *, everything: bool = False) -> list[Audit]:
    """Recompute the tree of an authority, of the installation (None), or all of them. Writes nothing."""
    trees = LedgerTree.objects.order_by("origin")
    if not everything:
        trees = trees.filter(authority_id=authority.pk if authority else None)
    return [audit.audit(tree) for tree in trees]


def export(actor: Actor, authority: Authority | None, out: Path, *, os_user: str = "") -> Exported:
    """State that the log goes out, sign a checkpoint that covers that entry, and write the bundle to `out` (replaced
    whole).

    Raises NotAllowed, Refused (empty log), `checkpointing.Forked`, `keys.KeyMissing`, `bundles.TooLarge`, OSError.
    """
    if authority is None:
        tree = actions.record_installation_export(actor, os_user=os_user)
    else:
        tree = actions.record_export(actor, authority=authority, os_user=os_user)
    for _try in range(TRIES):
        checkpoint = checkpointing.sign(tree)
        if checkpoint is None:
            break
        done = _write(tree, checkpoint, out)
        if done is not None:
            return done
    raise checkpointing.Forked(
        _("Het logboek %(origin)s verandert te snel om het te exporteren. Probeer het later opnieuw.")
        % {"origin": tree.origin}
    )


def _write(tree: LedgerTree, checkpoint: LedgerCheckpoint, out: Path) -> Exported | None:
    """Write the log as it is at this checkpoint; None when a text was erased meanwhile by an entry beyond it."""
    source = _source(tree, checkpoint)
    handle, name = tempfile.mkstemp(dir=out.resolve().parent, prefix=".bundel-")
    try:
        with os.fdopen(handle, "wb") as file:
            written = bundles.write(file, bundles.members(source))
            file.flush()
            os.fsync(file.fileno())
        if LedgerErasure.objects.filter(tree=tree, idx__lt=source.size, by_idx__gte=source.size).exists():
            return None
        Path(name).replace(out)
    finally:
        Path(name).unlink(missing_ok=True)
    return Exported(tree.origin, source.size, len(source.checkpoints), written, source.keys[-1])


def _source(tree: LedgerTree, checkpoint: LedgerCheckpoint) -> bundles.Source:
    size = checkpoint.size
    earlier = LedgerCheckpoint.objects.filter(tree=tree, size__lte=size).order_by("size").values_list("size", "note")
    load = loader(tree)

    def lines(first: int, count: int) -> Iterator[bundles.Line]:
        reach = {"tree": tree, "idx__gte": first, "idx__lt": first + count}
        bodies = LedgerEntry.everything.filter(**reach).order_by("idx").values_list("body", flat=True)
        texts = LedgerPayload.objects.filter(**reach).order_by("idx").values_list("payload", "salt")
        for body, (payload, salt) in zip(bodies, texts, strict=True):
            yield bundles.Line(bytes(body), _raw(payload), _raw(salt))

    return bundles.Source(
        signer=keys.signer(tree, size),
        keys=[key.vkey for _start, key in keys.chain(tree, size)],
        size=size,
        time=timestamp(clock.now()),
        checkpoints=bundles.thinned(list(earlier)),
        lines=lines,
        tile=lambda level, n, width: load(level, n, tiles.width_at(size, level, n))[: width * HASH],
    )


def _raw(value: bytes | memoryview | None) -> bytes | None:
    return None if value is None else bytes(value)
