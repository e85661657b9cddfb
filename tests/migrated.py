"""The migrated test database, made once per set of migrations and kept: running all of them is a third of the time of a small test run.

SQLite in memory only. What is kept lies in pytest's cache folder, under the hash of every migration file of every installed app; Django
still migrates afterwards, so whatever is missing is done as ever. `tests/conformance/test_migrations.py` runs them all from nothing.
"""

import hashlib
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import django
from django.apps import apps

IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"  # as Django calls it


def fingerprint() -> str:
    """The hash of Django's version and of all migrations."""
    found = hashlib.sha256(django.__version__.encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted(Path(config.path, "migrations").glob("*.py")):
            found.update(f"{config.label}/{path.name}\n".encode() + path.read_bytes())
    return found.hexdigest()[:20]


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Around the making of the test database: fill it from what is kept; else keep what was made."""
    kept = folder / f"migrated-{fingerprint()}.sqlite3"
    with closing(sqlite3.connect(IN_MEMORY, uri=True)) as memory:
        if kept.exists():
            with closing(sqlite3.connect(f"file:{kept}?mode=ro", uri=True)) as disk:
                disk.backup(memory)
            yield
            return
        yield
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("migrated-*.sqlite3"):
            old.unlink(missing_ok=True)
        half = folder / f"half-{os.getpid()}"
        half.unlink(missing_ok=True)
        with closing(sqlite3.connect(half)) as disk:
            memory.backup(disk)
        half.replace(kept)
