"""A folder into DuckDB tables of one form: times as TIMESTAMP (UTC), citizens and tokens as 64-bit integers, other ids as text.

Each file is taken or left on its own; rows that cannot be used are left out and told by file, row and column, never by value.
"""

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pyarrow as pa

from roeland.scrutiny import csvs, kept
from roeland.scrutiny.columns import EARLIEST, wrong
from roeland.scrutiny.events import Events
from roeland.scrutiny.forms import CODED, Forms, numbered
from roeland.scrutiny.layouts import (  # fmt: skip
    BOOL,
    CITIZEN,
    COUNT,
    DAY,
    LAYOUTS,
    TEXT,
    TIME,
    TOKEN,
    USER,
    Layout,
    files,
    unread,
)
from roeland.scrutiny.numbers import Pseudonyms, without_numbers
from roeland.scrutiny.plain import DAMAGED, believe, rescue, view
from roeland.scrutiny.values import Loaded, Problem

SQL_TYPES = {
    USER: "VARCHAR", CITIZEN: "BIGINT", TIME: "TIMESTAMP", DAY: "TIMESTAMP", TOKEN: "BIGINT", BOOL: "BOOLEAN", TEXT: "VARCHAR", COUNT: "BIGINT",
}  # fmt: skip
NESTED = ("[", "STRUCT", "MAP", "UNION", "BLOB")
AHEAD = timedelta(days=1)
PERIODS = {"dossiers": ("opened", "closed")}  # elsewhere from_ts and to_ts
REVERSED = "het einde ligt voor het begin"
ENOUGH = 10  # consultations that do not all fall at midnight by chance
MIDNIGHT = "{}: alle tijdstippen vallen om middernacht. Wat van het uur afhangt, wordt er niet in gezien."
Line = Callable[[int], int]  # where a row of a file stands, counted as people do


class Reader:
    """Reads one folder into one connection. `now` decides what is a future date."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, pseudonyms: Pseudonyms, now: datetime, *, careful: bool = False
    ) -> None:
        self.careful = careful
        self.con, self.loaded = con, Loaded()
        self.consults: list[str] = []  # files of consultations
        self.forms = Forms(con, pseudonyms, self.loaded)
        self.codes = self.forms.codes
        self.latest = (now.astimezone(UTC) + AHEAD).replace(tzinfo=None)
        self.events = Events(con, self.loaded, self.codes, pseudonyms, self.forms.name, self.latest)

    def read(self, folder: Path) -> Loaded:
        """All tables; consultations in plain Parquet stay where they are, in `events`, unless `careful`."""
        for table, layout in LAYOUTS.items():
            self.create(table, layout)
            for path in files(folder, table):
                self.take(folder, path, table, layout)
        self.loaded.problems += [Problem(self.shown(folder, path), text) for path, text in unread(folder).items()]
        return self.loaded

    def nothing(self) -> str:
        """Why there is nothing to look at, per file."""
        told = {problem.file for problem in self.loaded.problems}
        empty = [Problem(name, "geen raadpleging om na te kijken") for name in self.consults if name not in told]
        return "\n".join(["Er zijn geen raadplegingen om na te kijken.", *map(str, [*self.loaded.problems, *empty])])

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
        if not self.events.numbered and self.forms.column_type("consult", "event_id") == "BIGINT":
            self.con.execute("ALTER TABLE consult ALTER event_id TYPE VARCHAR")

    def take(self, folder: Path, path: Path, table: str, layout: Layout) -> None:
        """One file; whatever is wrong with it ends up in the problems."""
        name = self.shown(folder, path)
        try:
            with path.open("rb") as stream:
                self.loaded.inputs[name] = hashlib.file_digest(stream, "sha256").hexdigest()
            self.consults += [name] if table == "consult" else []
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
            column: self.forms.value(source, column, kind, there[column], joins, table)
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
        whole = self.one(f"SELECT count(*) FROM {source}")
        line: Line = lambda row: csvs.line_of(at_once, row, whole) if at_once else row  # noqa: E731
        if taken != whole:
            self.tell(name, rows, bad, layout, line)
        self.odd(name, table, values, f"{rows} WHERE {good}", line)
        self.loaded.tables.setdefault(table, set()).update(values)
        for index in range(len(joins)):
            self.con.execute(f"DROP TABLE _map{index}")

    def odd(self, name: str, table: str, values: dict[str, str], good: str, line: Line) -> None:
        """Tell of what is read as it stands and cannot be meant: an end before its beginning, and consultations without an hour."""
        start, end = PERIODS.get(table, ("from_ts", "to_ts"))
        if start in values and end in values:
            test = f"date_trunc('day', {values[end]}) < date_trunc('day', {values[start]})"
            found, first = self.con.execute(f"SELECT count(*), min(_row) {good} AND {test}").fetchall()[0]
            if found:
                self.loaded.problems.append(Problem(name, REVERSED, column=end, row=line(first), count=found))
        if table == "consult":
            day = f"date_trunc('day', {values['ts']})"
            total, hours = self.con.execute(f"SELECT count(*), count_if({values['ts']} <> {day}) {good}").fetchall()[0]
            self.loaded.notes += [MIDNIGHT.format(name)] if total >= ENOUGH and not hours else []

    def flat(self, name: str, there: dict[str, str], layout: Layout) -> dict[str, str]:
        """The columns that hold one value per row; a list or a structure where a value belongs is told and not read."""
        nested = {column for column, kind in there.items() if any(part in kind for part in NESTED)}
        odd = nested & set(layout.columns)
        self.loaded.problems += [
            Problem(name, "samengestelde waarden, kolom niet gelezen", column=column) for column in sorted(odd)
        ]
        return {column: kind for column, kind in there.items() if column not in odd}

    def tell(self, name: str, rows: str, bad: dict[str, str], layout: Layout, line: Line) -> None:
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
