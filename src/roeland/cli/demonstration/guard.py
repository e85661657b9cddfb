"""Looks what is in the data folder before anything is written: nothing, a demonstration, a half one, or real work."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from django.db import connection

from roeland.config import Config
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.people.models import Account, AuthorityProfile, Person


class Found(StrEnum):
    """What stands in the data folder."""

    NOTHING = "nothing"
    COMPLETE = "complete"
    HALF = "half"  # building was broken off; everything there is demonstration
    FOREIGN = "foreign"


@dataclass(frozen=True)
class Mark:
    """What building leaves behind when it is done."""

    built_for: date
    seconds: int
    large: bool = False


def mark_path(data: Path) -> Path:
    return data / "demonstratie.json"


def read_mark(data: Path) -> Mark | None:
    """The mark of a complete demonstration; None without."""
    try:
        raw = json.loads(mark_path(data).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Mark(date.fromisoformat(raw["built_for"]), raw["seconds"], raw.get("large", False))


def write_mark(data: Path, mark: Mark) -> None:
    text = json.dumps({"built_for": mark.built_for.isoformat(), "seconds": mark.seconds, "large": mark.large})
    mark_path(data).write_text(text, encoding="utf-8")


def look(data: Path) -> Found:
    """What stands in the (migrated) database. One authority or account that is no demonstration makes it foreign."""
    ids = list(Authority.everything.values_list("pk", flat=True))
    accounts = set(Account.objects.values_list("pk", flat=True))
    if not ids:
        return Found.FOREIGN if accounts else Found.NOTHING
    with scope(Actor.system("demonstratie", ids), ids):
        demos = AuthorityProfile.objects.filter(is_demo=True).count()
        known = set(Person.objects.filter(account__isnull=False).values_list("account_id", flat=True))
    if demos != len(ids) or accounts - known:
        return Found.FOREIGN
    return Found.COMPLETE if read_mark(data) else Found.HALF


def clear(config: Config) -> None:
    """Throw a half demonstration away. Only SQLite: nothing else stands in that file (`look` saw to it)."""
    connection.close()
    for name in ("", "-wal", "-shm"):
        Path(f"{config.sqlite_path}{name}").unlink(missing_ok=True)
    for folder in (
        config.evidence,
        config.data / "reports",
        config.data / "consultations",
        config.keys / "ledger",
        config.log_keys,
    ):
        shutil.rmtree(folder, ignore_errors=True)
    config.make_folders()
