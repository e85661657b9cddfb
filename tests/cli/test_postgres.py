"""The command line on PostgreSQL: migrate with grants, check, back up, restore into another database."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.cli.running import ok, run

pytestmark = pytest.mark.postgres
Urls = dict[str, str]


def new_database(server: str) -> Iterator[Urls]:
    """A new database on the server of the test run: the URLs of its owner and of the application."""
    name = f"roeland_cli_{uuid4().hex[:8]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    owner = server.replace("/roeland?", f"/{name}?")
    yield {"DATABASE_URL": owner.replace("roeland_owner@", "roeland_app@"), "DATABASE_OWNER_URL": owner}
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def first() -> Iterator[Urls]:
    yield from new_database(os.environ["DATABASE_URL"])


@pytest.fixture
def second() -> Iterator[Urls]:
    yield from new_database(os.environ["DATABASE_URL"])


def test_from_migrate_to_restore(first: Urls, second: Urls, tmp_path: Path) -> None:
    data, out = tmp_path / "var", tmp_path / "backup.zip"
    assert json.loads(ok(data, "migrate", "--json", **first))["tables"] > 30
    assert json.loads(ok(data, "check", "--json", **first))["ok"]
    with psycopg.connect(first["DATABASE_URL"]) as app:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("DELETE FROM ledger_ledgerentry")
        app.rollback()
        app.execute("SET LOCAL ROLE roeland_writer")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            app.execute("UPDATE ledger_ledgerentry SET idx = 7")
        app.rollback()
    ok(data, "backup", "--out", str(tmp_path / "first.zip"), **first)  # leaves an entry in the ledger
    ok(data, "backup", "--out", str(out), **first)
    assert "is niet leeg" in run(tmp_path / "other", "restore", str(out), **first).stderr
    restored = json.loads(ok(tmp_path / "new", "restore", str(out), "--json", **second))
    assert restored["trees"] == 1
    assert json.loads(ok(tmp_path / "new", "check", "--json", **second))["ok"]
    with psycopg.connect(second["DATABASE_URL"]) as app:
        found = app.execute("SELECT action FROM ledger_ledgerentry ORDER BY idx").fetchall()
    assert found == [("ledger:backup:made",), ("ledger:backup:restored",)]
    assert "Traceback" not in run(tmp_path / "lite", "restore", str(out)).stderr  # of another engine


def test_migrate_asks_for_the_owner(first: Urls, tmp_path: Path) -> None:
    done = run(tmp_path / "var", "migrate", DATABASE_URL=first["DATABASE_URL"])
    assert "DATABASE_OWNER_URL ontbreekt" in done.stderr
    app_as_owner = {"DATABASE_URL": first["DATABASE_URL"], "DATABASE_OWNER_URL": first["DATABASE_URL"]}
    assert run(tmp_path / "var", "migrate", **app_as_owner).returncode == 1
