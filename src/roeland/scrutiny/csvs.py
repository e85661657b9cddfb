"""CSV into DuckDB: at once when the file is sound, else line by line so that one bad line costs one line. No value enters a message."""

import csv
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from roeland.scrutiny.values import CannotRun, Problem

LONGEST_LINE = 1_000_000
BATCH = 50_000
FEWEST = 2


class Unreadable(CannotRun):
    """This one file cannot be read."""


def load(con: duckdb.DuckDBPyConnection, path: Path, table: str, name: str) -> list[Problem]:
    """Make `table` of text columns plus `_row` (line in the file); say what was left out.

    Raises Unreadable when there is no line of names.
    """
    columns, mark = names(path)
    if endless(path):  # DuckDB may lose such a line, and all after it, without a word
        return line_by_line(con, path, table, name, columns, mark)
    listed = ", ".join(f"'{column}': 'VARCHAR'" for column in columns)
    try:
        con.execute(
            f"CREATE TEMP TABLE {table} AS SELECT *, row_number() OVER () + 1 AS _row FROM read_csv(?, header=true, auto_detect=false, "
            f"delim='{mark}', quote='\"', escape='\"', columns={{{listed}}}, max_line_size={LONGEST_LINE})",
            [str(path)],
        )
    except duckdb.Error:  # its text quotes the line: never pass it on
        return line_by_line(con, path, table, name, columns, mark)
    return []


def endless(path: Path) -> bool:
    """Whether there may be a line longer than LONGEST_LINE: half of it without an end."""
    with path.open("rb") as stream:
        while block := stream.read(LONGEST_LINE // 2):
            if len(block) == LONGEST_LINE // 2 and b"\n" not in block:
                return True
    return False


def names(path: Path) -> tuple[list[str], str]:
    """The columns of a file and the mark between them."""
    with path.open("rb") as stream:
        first = stream.readline(LONGEST_LINE).decode("utf-8-sig", errors="replace").strip("\r\n")
    mark = ";" if first.count(";") >= first.count(",") else ","
    found = [column.strip().strip('"').strip().lower() for column in first.split(mark)]
    if len(found) < FEWEST or len(set(found)) != len(found) or not all(column.isidentifier() for column in found):
        raise Unreadable("de eerste regel noemt geen kolommen")
    return found, mark


def line_by_line(
    con: duckdb.DuckDBPyConnection, path: Path, table: str, name: str, columns: list[str], mark: str
) -> list[Problem]:
    """The slow way: keeps what is sound and counts the rest per kind of fault."""
    schema = pa.schema([*((column, pa.string()) for column in columns), ("_row", pa.int64())])
    made = ", ".join(f"{column} VARCHAR" for column in columns)
    con.execute(f"CREATE TEMP TABLE {table} ({made}, _row BIGINT)")
    faults: dict[str, tuple[int, int]] = {}
    rows: list[list[str | int | None]] = []

    def flush() -> None:
        turned = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in schema]
        batch = pa.table(
            [pa.array(column, type=kind.type) for column, kind in zip(turned, schema, strict=True)], schema=schema
        )
        con.register("_batch", batch)
        con.execute(f"INSERT INTO {table} SELECT * FROM _batch")
        con.unregister("_batch")
        rows.clear()

    for number, line in lines(path):
        fields, fault = split(line, mark, len(columns))
        if fields is None:
            first, count = faults.get(fault, (number, 0))
            faults[fault] = (first, count + 1)
            continue
        rows.append([*(field or None for field in fields), number])
        if len(rows) >= BATCH:
            flush()
    flush()
    return [Problem(name, text, row=first, count=count) for text, (first, count) in faults.items()]


def lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Numbered lines after the first; of a line that is too long only its beginning is kept in memory."""
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE):
            number += 1
            whole = line
            while not whole.endswith(b"\n") and (whole := stream.readline(LONGEST_LINE)):
                pass
            if number > 1 and line.strip():
                yield number, line


def split(line: bytes, mark: str, wanted: int) -> tuple[list[str] | None, str]:
    """The fields of a line, or what is wrong with it."""
    if len(line) >= LONGEST_LINE:
        return None, "regel langer dan 1 MB, overgeslagen"
    try:
        text = line.decode("utf-8").rstrip("\r\n")
        fields = next(csv.reader([text], delimiter=mark, strict=True))
    except UnicodeDecodeError:
        return None, "tekens niet in UTF-8, rij overgeslagen"
    except csv.Error:
        return None, "aanhalingstekens kloppen niet, rij overgeslagen"
    if len(fields) != wanted:
        return None, "ander aantal kolommen dan de eerste regel, rij overgeslagen"
    return fields, ""


def numbered(path: Path) -> bool:
    """Whether the first thousand rows of a CSV number their events."""
    columns, mark = names(path)
    place = columns.index("event_id") if "event_id" in columns else -1
    for number, line in lines(path):
        fields, _ = split(line, mark, len(columns))
        if place >= 0 and fields and not fields[place].lstrip("-").isdecimal():
            return False
        if number > 1000:  # noqa: PLR2004 -- enough to know
            break
    return True
