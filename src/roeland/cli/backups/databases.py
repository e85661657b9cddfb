"""A consistent copy of the database in one file, and back: SQLite by its backup API, PostgreSQL by pg_dump."""

import os
import shutil
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import click
import psycopg
from psycopg import sql

from roeland.cli.backups import summary
from roeland.cli.backups.summary import Summary
from roeland.config import Config, django_database

# What migrations make besides tables; functions of an extension are not ours.
ROUTINES = """
    SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
    LEFT JOIN pg_depend d ON d.objid = p.oid AND d.deptype = 'e' WHERE n.nspname = 'public' AND d.objid IS NULL
"""


def dump(config: Config, target: Path) -> Summary:
    """Write the database to `target` and summarise exactly what was written."""
    if config.is_postgres:
        return _dump_postgres(config, target)
    source = sqlite3.connect(f"file:{config.sqlite_path}?mode=ro", uri=True, timeout=20)
    copy = sqlite3.connect(target)
    with source, copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    source.close()
    copy.close()
    return summary.of_sqlite(target)


def restore(config: Config, source: Path) -> Summary:
    """Put the file back into an empty database and summarise what stands there."""
    if config.is_postgres:
        return _restore_postgres(config, source)
    shutil.copyfile(source, config.sqlite_path)
    config.sqlite_path.chmod(0o600)
    return summary.of_sqlite(config.sqlite_path)


def clear(config: Config) -> None:
    """Take away what a restore loaded that did not hold, so that the database is as empty as it was before. Only for a database
    that `is_empty` found empty.
    """
    if not config.is_postgres:
        config.sqlite_path.unlink(missing_ok=True)
        return
    with _connect(config) as connection:  # one transaction
        for question, kind in ((summary.POSTGRES_TABLES, "TABLE"), (ROUTINES, "ROUTINE")):
            for (name,) in connection.execute(question).fetchall():
                connection.execute(
                    sql.SQL(f"DROP {kind} IF EXISTS {{}} CASCADE").format(sql.Identifier("public", name))
                )


def is_empty(config: Config) -> bool:
    """Whether nothing stands in the database yet."""
    if not config.is_postgres:
        return not config.sqlite_path.exists()
    with _connect(config) as connection:
        return not connection.execute(summary.POSTGRES_TABLES).fetchall()


def _parameters(config: Config) -> dict[str, Any]:
    found = django_database(config, owner=True)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    options = found["OPTIONS"]
    assert isinstance(options, dict)
    return {**{new: found[old] for old, new in names.items() if found[old]}, **options}


def _connect(config: Config) -> psycopg.Connection[Any]:
    return psycopg.connect(**_parameters(config))


def _tool(name: str) -> str:
    found = shutil.which(name) or next(
        (str(p) for p in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))), None
    )
    if found is None:
        raise click.ClickException(f"{name} ontbreekt. Installeer het met: sudo apt install postgresql-client")
    return found


def _run(config: Config, name: str, *arguments: str) -> None:
    parameters = _parameters(config)
    # The password goes by the environment: a command line is readable by every user of the machine.
    env = {**os.environ, "PGPASSWORD": str(parameters.pop("password", ""))}
    where = " ".join(f"{key}='{value}'" for key, value in parameters.items())
    done = subprocess.run(  # noqa: S603 -- our own arguments, no shell
        [_tool(name), f"--dbname={where}", "--no-password", *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise click.ClickException(f"{name} stopte met een fout:\n{done.stderr.strip()}")


def _dump_postgres(config: Config, target: Path) -> Summary:
    with _connect(config) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        [(snapshot,)] = connection.execute("SELECT pg_export_snapshot()").fetchall()
        arguments = ("--format=custom", f"--file={target}", "--schema=public", f"--snapshot={snapshot}")
        _run(config, "pg_dump", *arguments)
        return summary.of_postgres(connection)


def _restore_postgres(config: Config, source: Path) -> Summary:
    arguments = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", str(source))
    listing = subprocess.run([_tool("pg_restore"), "--list", str(source)], capture_output=True, text=True, check=False)  # noqa: S603 -- our own file
    if listing.returncode:
        raise click.ClickException(f"pg_restore leest de databank in deze back-up niet:\n{listing.stderr.strip()}")
    with_schema = source.with_suffix(".list")  # all but the schema `public`, which every database already has
    with_schema.write_text("\n".join(line for line in listing.stdout.splitlines() if " SCHEMA - public" not in line))
    _run(config, "pg_restore", f"--use-list={with_schema}", *arguments)
    with_schema.unlink()
    with _connect(config) as connection:
        return summary.of_postgres(connection)
