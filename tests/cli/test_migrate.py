"""`roeland migrate` in an empty folder makes the tables that Django's own way of migrating makes."""

import sqlite3
from pathlib import Path

from django.db import connection

from tests.cli.running import ok


def test_a_new_database_has_the_same_tables(tmp_path: Path, db: None) -> None:
    ok(tmp_path, "migrate")
    asked = "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    with sqlite3.connect(tmp_path / "roeland.sqlite3") as made:
        quick = dict(made.execute(asked).fetchall())
    with connection.cursor() as cursor:
        assert set(connection.introspection.table_names(cursor)) <= set(quick)
        if connection.vendor == "sqlite":
            cursor.execute(asked)
            assert quick == dict(cursor.fetchall())
    assert len(quick) > 400
