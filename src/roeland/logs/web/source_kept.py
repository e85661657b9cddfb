"""Keeps an uploaded file between the test import and the import: sealed in the vault from the first moment, gone after an hour unless imported."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any
from uuid import UUID, uuid4

from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.logs import keys, vault
from roeland.logs.formats.opening import PARQUET, plain_name
from roeland.logs.formats.reading import columns
from roeland.logs.formats.values import Unreadable
from roeland.logs.models import Source
from roeland.logs.values import Format, Kind

KEY = "logs_upload"


@dataclass(frozen=True)
class Kept:
    """The file that this person uploaded last, for one source."""

    id: UUID
    authority_id: UUID
    name: str
    size: int

    @contextmanager
    def opened(self) -> Iterator[IO[bytes]]:
        with vault.opened(self.authority_id, self.id) as stream:
            yield stream


def keep(request: Request, source: Source, file: Any) -> Kept:
    """Seal a file that was just uploaded; the one before it is wiped."""
    drop(request)
    kept = Kept(uuid4(), source.authority_id, plain_name(str(file.name)), file.size)
    vault.seal(source.authority_id, kept.id, clock.today(), file.file)
    request.session[KEY] = {
        "id": str(kept.id),
        "authority": str(source.authority_id),
        "source": str(source.pk),
        "name": kept.name,
        "size": kept.size,
    }
    return kept


def kept(request: Request, source: Source) -> Kept | None:
    """The file that waits for this source."""
    held = request.session.get(KEY)
    if not held or held["source"] != str(source.pk) or held["authority"] != str(source.authority_id):
        return None
    found = Kept(UUID(held["id"]), source.authority_id, held["name"], held["size"])
    return found if vault.path(found.authority_id, found.id).exists() else None


def drop(request: Request) -> None:
    """Wipe what waits."""
    held = request.session.pop(KEY, None)
    if held:
        vault.blank(UUID(held["authority"]), UUID(held["id"]))


def kind_of(waits: Kept | None, source: Source) -> str:
    """The kind of file to begin with: of a source that was never mapped what the first bytes say, else what was said of it."""
    if waits is None or source.mapping.get("fields"):
        return source.format
    try:
        with waits.opened() as stream:
            head = stream.read(len(PARQUET))
    except (OSError, keys.NoKey, vault.Damaged):
        return source.format
    if head == PARQUET:
        return Format.PARQUET
    return Format.JSONL if head.startswith(b"{") else source.format


def columns_of(waits: Kept | None, source: Source, form: str) -> tuple[list[str], str]:
    """The columns of the file that waits, and why there are none when it cannot be read in this form."""
    if waits is None or form not in set(Format):
        return [], ""
    try:
        with waits.opened() as stream:
            separator = str(source.mapping.get("separator", "auto"))
            return columns(stream, waits.size, Format(form), clock.now(), separator, Kind(source.kind)), ""
    except Unreadable as problem:
        return [], f"{waits.name} {problem}."
    except (OSError, keys.NoKey, vault.Damaged):
        return [], ""
