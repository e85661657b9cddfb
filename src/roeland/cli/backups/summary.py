"""What a database holds, in figures that a restored one must repeat: rows per table, and per ledger tree size and root."""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from roeland.ledger.merkle import Frontier, leaf_hash

Select = Callable[[str], Iterable[tuple[Any, ...]]]

SQLITE_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
POSTGRES_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
TREES = "SELECT id, origin, size, frontier FROM ledger_ledgertree ORDER BY origin"
BODIES = "SELECT tree_id, body FROM ledger_ledgerentry ORDER BY tree_id, idx"
CHUNK = 1000


@dataclass(frozen=True)
class Summary:
    """`tables`: name -> rows. `trees`: origin -> {size, root (hex)}. `broken`: origins whose entries do not give their root."""

    tables: dict[str, int]
    trees: dict[str, dict[str, Any]]
    broken: list[str]


def summarise(select: Select, tables_sql: str) -> Summary:
    """Count every table and compute every root again from the entries themselves."""
    names = [name for (name,) in select(tables_sql)]
    tables = {name: int(next(iter(select(f'SELECT count(*) FROM "{name}"')))[0]) for name in names}  # noqa: S608 -- names of tables
    trees: dict[str, dict[str, Any]] = {}
    broken: list[str] = []
    if "ledger_ledgertree" in tables:
        computed = _frontiers(select)
        for tree_id, origin, size, frontier in select(TREES):
            found = computed.get(str(tree_id), Frontier())
            trees[origin] = {"size": found.size, "root": found.root().hex()}
            if found.size != size or found.dump() != bytes(frontier):
                broken.append(origin)
    return Summary(tables, trees, broken)


def _frontiers(select: Select) -> dict[str, Frontier]:
    found: dict[str, Frontier] = {}
    waiting: list[bytes] = []
    current = ""

    def flush() -> None:
        if waiting:
            found[current] = found.get(current, Frontier()).extend(waiting)
            waiting.clear()

    for tree_id, body in select(BODIES):
        if str(tree_id) != current or len(waiting) >= CHUNK:
            flush()
            current = str(tree_id)
        waiting.append(leaf_hash(body.encode() if isinstance(body, str) else bytes(body)))
    flush()
    return found


def of_sqlite(path: Path) -> Summary:
    """The summary of an SQLite file."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        found = summarise(database.execute, SQLITE_TABLES)
    database.close()
    return found


def of_postgres(connection: psycopg.Connection[Any]) -> Summary:
    """The summary inside the transaction that is open on this connection."""

    def select(sql: str) -> Iterable[tuple[Any, ...]]:
        with connection.cursor(name="roeland_summary") as cursor:
            cursor.itersize = CHUNK
            cursor.execute(sql)
            yield from cursor.fetchall() if sql != BODIES else cursor

    return summarise(select, POSTGRES_TABLES)
