"""How a column of a file becomes its one form, in SQL."""

from typing import Any

import duckdb
import pyarrow as pa

from roeland.scrutiny import kept
from roeland.scrutiny.layouts import BOOL, CITIZEN, COUNT, DAY, EVENT, TIME, TOKEN, USER
from roeland.scrutiny.numbers import Pseudonyms, meant_sql, whole
from roeland.scrutiny.values import Loaded

INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT"}

# columns of consult kept as a number: 20 million texts would fill the memory
CODED = ("user_id", "service", "ip", "search_key", "action", "outcome")
# from the year 1 to the year 9999, in days and in microseconds since 1970
DAYS = -719_162, 2_932_896
MICROSECONDS = -62_135_596_800_000_000, 253_402_300_799_999_999


def signed(raw: str, physical: str) -> str:
    """A whole number in 64 bits with a sign; an unsigned one that does not fit goes on below zero."""
    if physical not in {"UBIGINT", "HUGEINT"}:
        return f"CAST({raw} AS BIGINT)"
    return f"TRY_CAST(CASE WHEN {raw} >= 9223372036854775808 THEN {raw}::HUGEINT - 18446744073709551616 ELSE {raw} END AS BIGINT)"


def numbered(raw: str, physical: str, *, typed: bool) -> str:
    """The SQL test for a number of an event that does not fit 64 bits or is text. typed: a text is a text, also when it is made of figures."""
    if physical in INTEGERS:
        return f"{raw} IS NOT NULL AND TRY_CAST({raw} AS BIGINT) IS NULL"
    if physical in {"FLOAT", "DOUBLE"} or physical.startswith(
        "DECIMAL"
    ):  # whole numbers as programs keep a column with empty places
        return f"{raw} IS NOT NULL AND (TRY_CAST({raw} AS BIGINT) IS NULL OR TRY_CAST({raw} AS BIGINT) <> {raw})"
    whole = (
        "false" if typed else f"regexp_full_match(trim({raw}), '-?[0-9]+') AND TRY_CAST({raw} AS BIGINT) IS NOT NULL"
    )
    return f"{raw} IS NOT NULL AND NOT ({whole})"


def moment(raw: str, physical: str, *, day: bool) -> str:
    """A UTC timestamp; integers are microseconds (a day as integer counts from 1970). What is no moment is null."""
    if physical in INTEGERS:
        first, last = DAYS if day else MICROSECONDS
        made = f"CAST(DATE '1970-01-01' + {raw}::INTEGER AS TIMESTAMP)" if day else f"make_timestamp({raw}::BIGINT)"
        return f"CASE WHEN {raw} BETWEEN {first} AND {last} THEN {made} END"
    text = (
        f"TRY_CAST(TRY_CAST({raw} AS TIMESTAMPTZ) AS TIMESTAMP)"
        if physical == "VARCHAR"
        else f"TRY_CAST({raw} AS TIMESTAMP)"
    )
    return f"date_trunc('day', {text})" if day else text


class Forms:
    """The columns of the files of one run; `codes` grows with every new text."""

    def __init__(self, con: duckdb.DuckDBPyConnection, pseudonyms: Pseudonyms, loaded: Loaded) -> None:
        self.con, self.pseudonyms, self.loaded = con, pseudonyms, loaded
        self.codes: dict[str, dict[str, int]] = {column: {} for column in CODED}
        self.called: dict[str, str] = {}  # users as they stand in the files, and in the output

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
