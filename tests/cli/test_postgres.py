"""The command line on PostgreSQL: migrate with grants, check, back up, restore into another database."""

import json
import os
import zipfile
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
        try:  # by itself this ends an autovacuum, which FORCE may not: that worker is the superuser's
            connection.execute(f"DROP DATABASE {name}")
        except psycopg.errors.ObjectInUse:
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


def test_what_does_not_compare_is_taken_away_again(first: Urls, second: Urls, tmp_path: Path) -> None:
    """A backup whose manifest promises another row, and one whose ledger does not give its root."""
    data, out = tmp_path / "var", tmp_path / "backup.zip"
    ok(data, "migrate", **first)
    ok(data, "backup", "--out", str(tmp_path / "first.zip"), **first)  # leaves an entry in the ledger
    ok(data, "backup", "--out", str(out), **first)
    for name, change in (("row", "tables"), ("root", "trees")):
        changed = tmp_path / f"{name}.zip"
        with zipfile.ZipFile(out) as old, zipfile.ZipFile(changed, "w") as new:
            manifest = json.loads(old.read("manifest.json"))
            if change == "tables":
                manifest["tables"]["people_person"] += 1
            else:
                next(iter(manifest["trees"].values()))["root"] = "0" * 64
            for item in old.namelist():
                new.writestr(item, json.dumps(manifest) if item == "manifest.json" else old.read(item))
        done = run(tmp_path / "new", "restore", str(changed), **second)
        assert (done.returncode, list((tmp_path / "new").iterdir())) == (1, [])
        assert "niet gelijk aan de back-up" in done.stderr
        assert "zijn weer leeg" in done.stderr
        with psycopg.connect(second["DATABASE_OWNER_URL"]) as owner:
            left = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            assert owner.execute(left).fetchall() == []
            assert owner.execute("SELECT 1 FROM pg_proc WHERE pronamespace = 'public'::regnamespace").fetchall() == []
    ok(tmp_path / "new", "restore", str(out), **second)  # so the true one goes in
