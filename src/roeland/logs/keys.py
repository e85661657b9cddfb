"""The keys of log control, outside the data folder (`ROELAND_LOG_KEYS`), mode 0600: made on first use, safe with many processes.

Per authority `pseudonym.key` (it never expires: with another key nothing could be compared with before) and `vault-<year>.key` for raw
files that came in that year. A vault key has an end date; when it is destroyed, every file under it is unreadable: that is the erasure.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings

from roeland.logs.library import raw_term
from roeland.scrutiny.numbers import SEPARATORS, Pseudonyms, is_national

BYTES = 32
DIGITS = 11


class NoKey(Exception):
    """The key of a raw file is gone: after its term, or lost."""


@dataclass(frozen=True)
class VaultKey:
    """One year's key of an authority. `until`: the day on which it is destroyed."""

    id: str
    key: bytes
    until: date


def folder(authority_id: UUID) -> Path:
    """Where the keys of an authority stand."""
    data, chosen = Path(settings.ROELAND_DATA), settings.CONFIG.log_keys_setting
    return (chosen or data.with_name(f"{data.name}-logkeys")) / str(authority_id)


def pseudonym_key(authority_id: UUID) -> bytes:
    """The 32 bytes behind every pseudonym of this authority; made on first use."""
    return _kept(folder(authority_id) / "pseudonym.key", None)[0]


def pseudonyms(authority_id: UUID) -> Pseudonyms:
    """What turns numbers and names of this authority into pseudonyms."""
    return Pseudonyms(pseudonym_key(authority_id))


def pseudonym(authority_id: UUID, number: str) -> int | None:
    """The pseudonym of a national or bis number as somebody types it; None when it is none."""
    digits = SEPARATORS.sub("", number)
    return pseudonyms(authority_id).of(digits) if is_national(digits) else None


def vault_key(authority_id: UUID, day: date) -> VaultKey:
    """The key under which a raw file of this day is kept; made on first use."""
    until = raw_term(date(day.year, 12, 31))
    path = folder(authority_id) / f"vault-{day.year}.key"
    key, kept = _kept(path, until)
    return VaultKey(path.stem, key, kept or until)


def find_vault_key(authority_id: UUID, key_id: str) -> VaultKey:
    """The key by its name. Raises NoKey when it was destroyed or is not here."""
    path = folder(authority_id) / f"{key_id}.key"
    if not key_id.startswith("vault-") or Path(key_id).name != key_id or not path.is_file():
        raise NoKey(key_id)
    key, until = _read(path)
    return VaultKey(key_id, key, until or date.max)


def ended(authority_id: UUID, today: date) -> list[VaultKey]:
    """Vault keys whose day has come."""
    return [key for key in _vault_keys(authority_id) if key.until < today]


def destroy(authority_id: UUID, key_id: str) -> None:
    """Overwrite and delete a vault key: the files under it cannot be read any more. Nothing happens when it is gone."""
    path = folder(authority_id) / f"{key_id}.key"
    if not path.is_file():
        return
    with path.open("r+b") as stream:
        size = path.stat().st_size
        stream.write(secrets.token_bytes(size))
        stream.flush()
        os.fsync(stream.fileno())
    path.unlink()
    _read.cache_clear()


def _vault_keys(authority_id: UUID) -> Iterator[VaultKey]:
    where = folder(authority_id)
    for path in sorted(where.glob("vault-*.key")) if where.is_dir() else []:
        key, until = _read(path)
        yield VaultKey(path.stem, key, until or date.max)


@lru_cache(maxsize=64)
def _read(path: Path) -> tuple[bytes, date | None]:
    found = json.loads(path.read_text(encoding="ascii"))
    return bytes.fromhex(found["key"]), date.fromisoformat(found["until"]) if found.get("until") else None


def _kept(path: Path, until: date | None) -> tuple[bytes, date | None]:
    """The key in a file, made when it is not there: written beside, then linked, so that the first of two processes wins."""
    if not path.exists():
        path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700, exist_ok=True)
        text = json.dumps({"key": secrets.token_hex(BYTES), **({"until": until.isoformat()} if until else {})})
        draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return _read(path)
