"""Databases for the benchmarks and the kill test: made anew, migrated by `roeland migrate`, removed afterwards."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

AUTHORITIES = """
import django; django.setup()
from roeland.kernel import clock, gate
from roeland.kernel.models import Authority
with gate.opened():
    for number in range({count}):
        Authority.everything.create(slug=f"bestuur-{{number}}", name=f"Bestuur {{number}}", created_at=clock.now())
"""


def environment(data: Path, **extra: str) -> dict[str, str]:
    """The environment of a process of this installation, free of other settings."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("ROELAND_", "DATABASE_"))}
    return {**clean, "ROELAND_DATA": str(data), "DJANGO_SETTINGS_MODULE": "roeland.settings", **extra}


def python(env: dict[str, str], *arguments: str) -> str:
    """The output of a Python process that must succeed."""
    done = subprocess.run([sys.executable, *arguments], env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout


@contextmanager
def sqlite(authorities: int) -> Iterator[dict[str, str]]:
    """An installation on SQLite in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="roeland-bench-") as folder:
        env = environment(Path(folder))
        prepare(env, authorities)
        yield env


@contextmanager
def postgres(owner_url: str, authorities: int) -> Iterator[dict[str, str]]:
    """An installation on the PostgreSQL server of this URL (the owner's), in a database of its own."""
    import psycopg

    name = f"roeland_bench_{os.getpid()}"
    parts = urlsplit(owner_url)
    with psycopg.connect(owner_url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
    url = f"{parts.scheme}://{parts.netloc}/{name}?{parts.query}"
    try:
        with tempfile.TemporaryDirectory(prefix="roeland-bench-") as folder:
            app = url.replace("roeland_owner@", "roeland_app@")
            env = environment(Path(folder), DATABASE_URL=app, DATABASE_OWNER_URL=url)
            prepare(env, authorities)
            yield env
    finally:
        with psycopg.connect(owner_url, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def prepare(env: dict[str, str], authorities: int) -> None:
    """Migrate and make the authorities bestuur-0, bestuur-1 and so on."""
    python(env, "-m", "roeland", "migrate")
    python(env, "-c", AUTHORITIES.format(count=authorities))
