"""Taking a sealed file out of the store when nothing refers to it any more.

Rooms above this one seal files in the same store, so whether a file is still needed is asked of every table: any column of
64 letters may hold a seal. A table that a later room adds is asked without anybody thinking of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import QuerySet

from roeland.duties import evidence_store
from roeland.duties.models import Evidence

SEAL = 64  # letters of a SHA-256
_LOCK = 0x726F656C  # one number for "the evidence store" among PostgreSQL's advisory locks


def hold(*, alone: bool) -> None:
    """Until the transaction ends: who seals files may do so together, who removes one is alone. SQLite has one writer anyhow."""
    if connection.vendor == "postgresql":
        which = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {which}(%s)", [_LOCK])


def seal(file: IO[bytes], name: str) -> evidence_store.Stored:
    """Seal a file within a verb, safe from an erasure that runs at the same moment: the one way in for every room.

    Between the file on the disk and the commit of the row that names it, an erasure elsewhere would find a file that nothing refers
    to. Raises RefusedFileError.
    """
    hold(alone=False)
    return evidence_store.store(file, name)


def places() -> Iterator[tuple[type[models.Model], str]]:
    """Every table and column that may name a sealed file."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:  # noqa: SLF001 -- Django's own door
            if isinstance(field, models.CharField) and field.max_length == SEAL:
                yield model, field.attname


def elsewhere(sha256: str) -> bool:
    """Whether anything in the whole installation still refers to this file. Past every scope: it tells only yes or no."""
    for model, column in places():
        rows: QuerySet[Any] = QuerySet(model).filter(**{column: sha256})
        if model is Evidence:
            rows = rows.filter(erased_at__isnull=True)
        if rows.exists():
            return True
    return False


def drop(sha256: str) -> bool:
    """Remove the file when nothing refers to it, asked once more with the store held. Whether it was removed."""
    with transaction.atomic():
        hold(alone=True)
        return not elsewhere(sha256) and evidence_store.remove(sha256)


def finish() -> int:
    """Remove what an erasure left because the program stopped between its commit and the disk, or because a backup was put back
    beside it; the number of files."""
    rows: QuerySet[Any] = QuerySet(Evidence)
    erased = rows.exclude(erased_at=None).exclude(sha256="").values_list("sha256", flat=True).distinct()
    return sum(drop(seal) for seal in erased if evidence_store.path_of(seal).exists())
