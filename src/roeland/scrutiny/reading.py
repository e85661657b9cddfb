"""A folder into DuckDB tables of one form: times as TIMESTAMP (UTC), citizens and tokens as 64-bit integers, other ids as text.

Each file is taken or left on its own; rows that cannot be used are left out and told by file, row and column, never by value.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from roeland.scrutiny import csvs, kept
from roeland.scrutiny.columns import EARLIEST, wrong
from roeland.scrutiny.events import Events
from roeland.scrutiny.forms import INTEGERS, moment, numbered, signed
from roeland.scrutiny.layouts import (  # fmt: skip
    BOOL,
    CITIZEN,
    COUNT,
    DAY,
    EVENT,
    LAYOUTS,
    TEXT,
    TIME,
    TOKEN,
    USER,
    Layout,
    files,
    unread,
)
from roeland.scrutiny.numbers import Pseudonyms, meant_sql, whole, without_numbers
from roeland.scrutiny.plain import DAMAGED, believe, rescue, view
from roeland.scrutiny.values import Loaded, Problem

SQL_TYPES = {
    USER: "VARCHAR", CITIZEN: "BIGINT", TIME: "TIMESTAMP", DAY: "TIMESTAMP", TOKEN: "BIGINT", BOOL: "BOOLEAN", TEXT: "VARCHAR", COUNT: "BIGINT",
}  # fmt: skip
NESTED = ("[", "STRUCT", "MAP", "UNION", "BLOB")
AHEAD = timedelta(days=1)
# columns of consult kept as a number: 20 million texts would fill the memory
CODED = ("user_id", "service", "ip", "search_key", "action", "outcome")


class Reader:
    """Reads one folder into one connection. `now` decides what is a future date."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, pseudonyms: Pseudonyms, now: datetime, *, careful: bool = False
    ) -> None:
        self.careful = careful
        self.con, self.pseudonyms, self.loaded = con, pseudonyms, Loaded()
        self.codes: dict[str, dict[str, int]] = {column: {} for column in CODED}
        self.called: dict[str, str] = {}  # users as they stand in the files, and in the output
        self.latest = (now.astimezone(UTC) + AHEAD).replace(tzinfo=None)
        self.events = Events(con, self.loaded, self.codes, pseudonyms, self.name, self.latest)

    def read(self, folder: Path) -> Loaded:
        """All tables; consultations in plain Parquet stay where they are, in `events`, unless `careful`."""
        for table, layout in LAYOUTS.items():
            self.create(table, layout)
            for path in files(folder, table):
                self.take(folder, path, table, layout)
        self.loaded.problems += [Problem(self.shown(folder, path), text) for path, text in unread(folder).items()]
        return self.loaded

    def shown(self, folder: Path, path: Path) -> str:
        """What a file is called in what we write: a national number in its name is hidden, and two files keep two names."""
        whole = str(path.relative_to(folder))
        name, number = without_numbers(whole), 1
        while name != whole and name in self.loaded.inputs:
            number += 1
            name = f"{without_numbers(whole)} ({number})"
        return name

    def one(self, sql: str) -> int:
        return int(self.con.execute(sql).fetchall()[0][0] or 0)  # all, or the connection stays busy

    def create(self, table: str, layout: Layout) -> None:
        typed = {name: SQL_TYPES.get(kind, "BIGINT") for name, kind in layout.columns.items()}
        typed |= dict.fromkeys(CODED, "INTEGER") if table == "consult" else {}
        typed |= {name: kind for name, kind in kept.TYPES.items() if name in typed}
        self.con.execute(f"CREATE TABLE {table} ({', '.join(f'{name} {kind}' for name, kind in typed.items())})")

    def widen(self, source: str, physical: str) -> None:
        """Events are known by text in all files as soon as one has a number that is none, or too long."""
        if self.events.numbered:
            test = numbered('s."event_id"', physical, typed=source == "_view")
            self.events.numbered = not self.one(f"SELECT count(*) FROM {source} s WHERE {test}")
        if not self.events.numbered and self.column_type("consult", "event_id") == "BIGINT":
            self.con.execute("ALTER TABLE consult ALTER event_id TYPE VARCHAR")

    def take(self, folder: Path, path: Path, table: str, layout: Layout) -> None:
        """One file; whatever is wrong with it ends up in the problems."""
        name = self.shown(folder, path)
        try:
            with path.open("rb") as stream:
                self.loaded.inputs[name] = hashlib.file_digest(stream, "sha256").hexdigest()
            believe(path)
            if (
                table == "consult"
                and not self.careful
                and path.suffix.lower() == ".parquet"
                and self.events.add(name, path)
            ):
                return
            if path.suffix.lower() == ".csv":
                told = csvs.load(self.con, path, "_src", name, layout.columns)
                self.loaded.problems += told or []
                self.insert(name, "_src", table, layout, path if told is None else None)
            else:
                self.parquet(name, path, table, layout)
        except csvs.Unreadable as problem:
            self.loaded.problems.append(Problem(name, f"{problem}, bestand overgeslagen"))
        except (duckdb.Error, pa.ArrowException, OSError):  # their texts may quote the data: say only which file
            self.loaded.problems.append(Problem(name, "afgebroken of beschadigd bestand, overgeslagen"))
        finally:
            self.con.execute("DROP VIEW IF EXISTS _view; DROP TABLE IF EXISTS _src; DROP TABLE IF EXISTS _whole")

    def parquet(self, name: str, path: Path, table: str, layout: Layout) -> None:
        """A whole file at once, or of a damaged one what its row groups still give."""
        told = len(self.loaded.problems)
        try:
            view(self.con, path, layout)
            self.insert(name, "_view", table, layout, None)
        except (duckdb.Error, pa.ArrowException, OSError):
            del self.loaded.problems[told:]
            lost = rescue(self.con, path, layout)
            self.insert(name, "_view", table, layout, None)
            self.loaded.problems += [Problem(name, DAMAGED, row=row, count=rows) for row, rows in lost]

    def insert(self, name: str, source: str, table: str, layout: Layout, at_once: Path | None) -> None:
        """What `take` read into the table. at_once: the CSV whose lines are not counted yet."""
        there = {row[0].lower(): row[1].upper() for row in self.con.execute(f"DESCRIBE {source}").fetchall()}
        there = self.flat(name, there, layout)
        if lacking := sorted(layout.needed - set(there)):
            self.loaded.problems.append(
                Problem(name, "deze kolom ontbreekt, bestand overgeslagen", column=", ".join(lacking))
            )
            return
        if table == "consult":
            self.widen(source, there["event_id"])
        joins: list[str] = []
        values = {
            column: self.value(source, column, kind, there[column], joins, table)
            for column, kind in layout.columns.items() if column in there
        }  # fmt: skip
        bad = {
            column: self.is_bad(column, kind, values[column], layout)
            for column, kind in layout.columns.items()
            if column in values
        }
        bad = {column: test for column, test in bad.items() if test}
        rows = f"FROM {source} s {' '.join(joins)}"
        good = " AND ".join(f"NOT ({test})" for test in bad.values()) or "true"
        before = self.one(f"SELECT count(*) FROM {table}")
        self.con.execute(
            f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())} {rows} WHERE {good}"
        )
        taken = self.one(f"SELECT count(*) FROM {table}") - before
        if taken != (whole := self.one(f"SELECT count(*) FROM {source}")):
            self.tell(name, rows, bad, layout, lambda row: csvs.line_of(at_once, row, whole) if at_once else row)
        self.loaded.tables.setdefault(table, set()).update(values)
        for index in range(len(joins)):
            self.con.execute(f"DROP TABLE _map{index}")

    def flat(self, name: str, there: dict[str, str], layout: Layout) -> dict[str, str]:
        """The columns that hold one value per row; a list or a structure where a value belongs is told and not read."""
        nested = {column for column, kind in there.items() if any(part in kind for part in NESTED)}
        odd = nested & set(layout.columns)
        self.loaded.problems += [
            Problem(name, "samengestelde waarden, kolom niet gelezen", column=column) for column in sorted(odd)
        ]
        return {column: kind for column, kind in there.items() if column not in odd}

    def tell(self, name: str, rows: str, bad: dict[str, str], layout: Layout, line: Callable[[int], int]) -> None:
        for column, test in bad.items():
            row = self.con.execute(f"SELECT count(*), min(_row) {rows} WHERE {test}").fetchall()[0]
            if row[0]:
                text = wrong(column, layout.columns[column])
                self.loaded.problems.append(Problem(name, text, column=column, row=line(row[1]), count=row[0]))

    def is_bad(self, column: str, kind: str, value: str, layout: Layout) -> str:
        """The SQL test for a value that makes the row unusable."""
        if column == "ts":
            return f"{value} IS NULL OR {value} < TIMESTAMP '{EARLIEST}' OR {value} > TIMESTAMP '{self.latest}'"
        if column in layout.needed:
            return f"{value} IS NULL"
        if kind in {TIME, CITIZEN}:  # a filled cell that means nothing would change what the row says
            return f"nullif(trim(CAST(s.\"{column}\" AS VARCHAR)), '') IS NOT NULL AND {value} IS NULL"
        return ""

    def value(self, source: str, column: str, kind: str, physical: str, joins: list[str], table: str) -> str:
        """The SQL expression that turns a column into its one form."""
        raw = f's."{column}"'
        if column in kept.TYPES or (table == "consult" and column in CODED):
            text = f"trim(CAST({raw} AS VARCHAR))"
            return kept.value(column, text) if column in kept.TYPES else self.code(source, column, joins)
        if kind in {CITIZEN, TOKEN}:
            return self.token(source, column, kind, physical, joins)
        if kind == USER:
            return self.user(source, column, joins)
        if kind in {TIME, DAY}:
            return moment(raw, physical, day=kind == DAY)
        if kind == BOOL:
            truths = "('1', '1.0', 'true', 't', 'ja', 'yes', 'y', 'j')"
            return raw if physical == "BOOLEAN" else f"(lower(trim(CAST({raw} AS VARCHAR))) IN {truths})"
        return (
            f"TRY_CAST({raw} AS {self.column_type(table, column)})"
            if kind in {EVENT, COUNT}
            else f"nullif(trim(CAST({raw} AS VARCHAR)), '')"
        )

    def column_type(self, table: str, column: str) -> str:
        found = self.con.execute(
            "SELECT data_type FROM duckdb_columns() WHERE table_name = ? AND column_name = ?", [table, column]
        ).fetchall()
        return str(found[0][0])

    def token(self, source: str, column: str, kind: str, physical: str, joins: list[str]) -> str:
        """Pseudonyms and tokens: each distinct value is looked at once, in Python."""
        raw = f's."{column}"'
        if physical in INTEGERS:
            number = signed(raw, physical)
            changed = {
                value: self.pseudonyms.citizen_number(value)
                if kind == CITIZEN
                else self.pseudonyms.token(column, str(value))
                for value in self.numbers(source, number, meant_sql(number, also_wrong=kind == CITIZEN))
            }
            changed = {value: token for value, token in changed.items() if token != value}
            if not changed:
                return number
            alias = self.map(joins, number, list(changed), list(changed.values()), pa.int64())
            return f"CASE WHEN {alias}.raw IS NOT NULL THEN {alias}.token ELSE {number} END"
        distinct = self.distinct(source, column, f"trim({column}::VARCHAR) <> ''", "::VARCHAR")
        tokens = [self.pseudonyms.citizen(v) if kind == CITIZEN else self.pseudonyms.token(column, v) for v in distinct]
        return f"{self.map(joins, raw + '::VARCHAR', distinct, tokens, pa.string())}.token"

    def code(self, source: str, column: str, joins: list[str]) -> str:
        """A number per distinct text, the same in all files of the run."""
        known = self.codes[column]
        values = sorted(self.distinct(source, column, "true"), key=str)
        texts = [self.name(str(value).strip()) if column == "user_id" else str(value).strip() for value in values]
        codes = [known.setdefault(text, len(known) + 1) if text else None for text in texts]
        whole = all(isinstance(value, int) for value in values)
        raw = f's."{column}"' if whole else f'CAST(s."{column}" AS VARCHAR)'
        alias = self.map(
            joins,
            raw,
            values if whole else [str(value) for value in values],
            codes,
            pa.int64() if whole else pa.string(),
        )
        return f"{alias}.token"

    def name(self, text: str) -> str:
        """A user as he is called in the output; one with a national number in his name gets a pseudonym."""
        if text in self.called:
            return self.called[text]
        plain = whole(text)
        called = self.called[text] = self.pseudonyms.user(plain)
        note = "Gebruikers met een rijksregisternummer in hun naam staan als pseudoniem in de uitvoer."
        self.loaded.notes += [note] if called != plain and note not in self.loaded.notes else []
        return called

    def user(self, source: str, column: str, joins: list[str]) -> str:
        values = self.distinct(source, column, "true", "::VARCHAR")
        names = [self.name(str(value).strip()) or None for value in values]
        return f"{self.map(joins, f'CAST(s.{column} AS VARCHAR)', values, names, pa.string(), pa.string())}.token"

    def distinct(self, source: str, column: str, where: str, cast: str = "") -> list[Any]:
        rows = self.con.execute(
            f'SELECT DISTINCT s."{column}"{cast} FROM {source} s WHERE s."{column}" IS NOT NULL AND {where}'
        ).fetchall()
        return [row[0] for row in rows]

    def numbers(self, source: str, number: str, where: str) -> list[int]:
        rows = self.con.execute(f"SELECT DISTINCT {number} FROM {source} s WHERE {where}").fetchall()
        return [row[0] for row in rows if row[0] is not None]

    def map(
        self,
        joins: list[str],
        raw: str,
        values: list[Any],
        tokens: list[Any],
        kind: pa.DataType,
        to: pa.DataType | None = None,
    ) -> str:
        alias = f"_map{len(joins)}"
        known = pa.table({"raw": pa.array(values, type=kind), "token": pa.array(tokens, type=to or pa.int64())})
        self.con.register("_known", known)
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {alias} AS SELECT * FROM _known")
        self.con.unregister("_known")
        joins.append(f"LEFT JOIN {alias} ON {raw} = {alias}.raw")
        return alias
