"""The connection of a World on another engine: what the engine says in its own SQL is done there."""

from dataclasses import dataclass
from typing import Any, Protocol

import pyarrow as pa

from roeland.scrutiny.scale.dialect import table, translated


class Engine(Protocol):
    """An engine that Ibis speaks with, and what Ibis has no one word for."""

    @property
    def backend(self) -> Any:
        """What Ibis made."""

    @property
    def dialect(self) -> str:
        """As sqlglot calls it."""

    def ask(self, sql: str) -> pa.Table:
        """The rows of a question, in this process."""

    def put(self, name: str, rows: pa.Table) -> None:
        """Rows of this process by a name."""


@dataclass(frozen=True)
class Answer:
    """What a question gave; it is asked when somebody wants to know."""

    engine: Engine
    text: str

    def to_arrow_table(self) -> pa.Table:
        """All rows."""
        return self.engine.ask(self.text)

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows as tuples."""
        rows = self.to_arrow_table()
        return list(zip(*(column.to_pylist() for column in rows.columns), strict=True))


@dataclass(frozen=True)
class Statements:
    """As much of a DuckDB connection as the rules use."""

    engine: Engine

    def execute(self, sql: str) -> Answer:
        """Do these statements, in the SQL of the engine of Roeland; the answer is that of the last one."""
        texts = translated(sql, self.engine.dialect)
        for text in texts:
            if not asks(text):
                self.engine.backend.raw_sql(text)
        return Answer(self.engine, texts[-1])

    def sql(self, sql: str) -> Answer:
        """One question."""
        return self.execute(sql)

    def make(self, name: str, rows: Any) -> None:
        """A table of what an Ibis expression gives."""
        self.engine.backend.raw_sql(table(name, self.engine.backend.compile(rows), self.engine.dialect))

    def register(self, name: str, rows: pa.Table | str) -> None:
        """Rows by a name, until `unregister`: of this process, or the SQL of rows that are there already."""
        self.unregister(name)
        if isinstance(rows, str):
            self.execute(f"CREATE VIEW {name} AS {rows}")
        else:
            self.engine.put(name, rows)

    def unregister(self, name: str) -> None:
        """Forget rows that were registered."""
        self.engine.backend.raw_sql(f"DROP VIEW IF EXISTS {name}")


def asks(sql: str) -> bool:
    return sql.lstrip("( ").upper().startswith(("SELECT", "WITH"))
