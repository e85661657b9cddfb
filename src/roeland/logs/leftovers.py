"""What stands on disk and that no row speaks for: left by a process that was killed, or by a deletion that did not come to its end.

Everything younger than an hour is left alone: an import, a control or a deletion may still be at it.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.logs import store, vault
from roeland.logs.models import Delivery, Run
from roeland.logs.values import COUNTS, DeliveryState

HOUR = 3600


def tidy(authority: Authority) -> int:
    """Finish what was recorded, delete what was not and what a verb took out; how many things. In the scope of the program."""
    done = _pending(authority) + _taken_out(authority)
    for path in (*_left(authority.pk), *_of_runs(authority)):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
        done += 1
    return done


def _pending(authority: Authority) -> int:
    """Imports that were killed: recorded, they count from now on; else nothing of them stays."""
    done = 0
    for path in store.pending(authority.pk):
        if not _old(path):
            continue
        delivery_id = UUID(path.stem)
        if Delivery.objects.filter(pk=delivery_id, state__in=COUNTS).exists():
            store.count(authority.pk, delivery_id)
        else:
            store.forget(authority.pk, delivery_id)
            vault.blank(authority.pk, delivery_id)
        done += 1
    return done


def _taken_out(authority: Authority) -> int:
    """Files that were undone while their rows still count: the verb was recorded, and then the process was killed."""
    undone = Delivery.objects.filter(authority=authority, state=DeliveryState.UNDONE)
    out = set(undone.values_list("pk", flat=True))
    found = [mark.delivery for mark in store.marks(authority.pk) if mark.delivery in out]
    for pk in found:
        store.forget(authority.pk, pk)
    return len(found)


def _old(path: Path) -> bool:
    return path.stat().st_mtime < clock.now().timestamp() - HOUR


def _inside(folder: Path) -> Iterator[Path]:
    yield from (path for path in (sorted(folder.iterdir()) if folder.is_dir() else []) if _old(path))


def _left(authority_id: UUID) -> Iterator[Path]:
    """Staging folders, and raw files that no delivery keeps."""
    yield from _inside(store.folder(authority_id) / "staging")
    read = Delivery.objects.filter(authority_id=authority_id, state=DeliveryState.READ, keep_until__isnull=False)
    known = {str(pk) for pk in read.values_list("pk", flat=True)}
    vaulted = _inside(vault.path(authority_id, UUID(int=0)).parent)
    yield from (path for path in vaulted if path.name.partition(".")[0] not in known)


def _of_runs(authority: Authority) -> Iterator[Path]:
    """Folders made for the engine, controls that were never kept, and attempts that no control names."""
    named = {
        str(pk): (summary or {}).get("files", "")
        for pk, summary in Run.objects.filter(authority=authority).values_list("pk", "summary")
    }
    for path in _inside(store.root(authority.pk) / "runs"):
        if path.name not in named:
            yield path
        elif path.is_dir():
            yield from (one for one in _inside(path) if one.is_dir() and one.name != named[path.name])
