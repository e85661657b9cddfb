"""CSV into DuckDB: at once when the file is sound, else line by line so that one bad line costs one line. No value enters a message."""

import csv
from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from roeland.scrutiny.values import ABSENT, CannotRun, Problem

LONGEST_LINE = 1_000_000
BATCH = 50_000
FEWEST = 2
BLOCK = 1 << 20


class Unreadable(CannotRun):
    """This one file cannot be read."""


def load(
    con: duckdb.DuckDBPyConnection, path: Path, table: str, name: str, wanted: Collection[str]
) -> list[Problem] | None:
    """Make `table` of the wanted columns that are there, as text, plus `_row`; say what was left out.

    `_row` is the line in the file; None: the file was read at once and `_row` is one more than the place of the row (`line_of` tells the
    line). Raises Unreadable when there is no line of names.
    """
    columns, mark = names(path, wanted)
    if endless(path):  # DuckDB may lose such a line, and all after it, without a word
        return line_by_line(con, path, table, name, columns, mark)
    listed = ", ".join(f"'{column or f'_{place}'}': 'VARCHAR'" for place, column in enumerate(columns))
    chosen = ", ".join(f'"{column}"' for column in columns if column)
    absent = ", ".join(f"'{text}'" for text in sorted(ABSENT))
    try:
        con.execute(
            f"CREATE TEMP TABLE {table} AS SELECT {chosen}, row_number() OVER () + 1 AS _row FROM read_csv(?, header=true, auto_detect=false, "
            f"delim='{mark}', quote='\"', escape='\"', nullstr=[{absent}], columns={{{listed}}}, max_line_size={LONGEST_LINE})",
            [str(path)],
        )
    except duckdb.Error:  # its text quotes the line: never pass it on
        return line_by_line(con, path, table, name, columns, mark)
    return None


def endless(path: Path) -> bool:
    """Whether there may be a line longer than LONGEST_LINE: half of it without an end."""
    with path.open("rb") as stream:
        while block := stream.read(LONGEST_LINE // 2):
            if len(block) == LONGEST_LINE // 2 and b"\n" not in block:
                return True
    return False


def names(path: Path, wanted: Collection[str]) -> tuple[list[str], str]:
    """The columns of a file, in its order, and the mark between them; what nobody reads is called ''."""
    with path.open("rb") as stream:
        first = stream.readline(LONGEST_LINE).decode("utf-8-sig", errors="replace").strip("\r\n")
    if "\0" in first:
        raise Unreadable("dit is geen UTF-8 (UTF-16?), bewaar het als CSV UTF-8")
    mark = ";" if first.count(";") >= first.count(",") else ","
    found = [column.strip().strip('"').strip().lower() for column in first.split(mark)]
    known = [column if column in wanted else "" for column in found]
    if len(found) < FEWEST or not any(known) or "\r" in first:  # lines that end in a return alone: one line for DuckDB
        raise Unreadable("de eerste regel noemt geen kolommen")
    once(known)
    return known, mark


def once(columns: list[str]) -> None:
    """Raises Unreadable when a column that counts is there twice."""
    for column in columns:
        if column and columns.count(column) > 1:
            raise Unreadable(f"de kolom {column} staat er twee keer in")


def line_by_line(
    con: duckdb.DuckDBPyConnection, path: Path, table: str, name: str, columns: list[str], mark: str
) -> list[Problem]:
    """The slow way: keeps what is sound and counts the rest per kind of fault."""
    chosen = [place for place, column in enumerate(columns) if column]
    schema = pa.schema([*((columns[place], pa.string()) for place in chosen), ("_row", pa.int64())])
    made = ", ".join(f'"{columns[place]}" VARCHAR' for place in chosen)
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

    before = csv.field_size_limit(LONGEST_LINE)  # a field may be as long as a line
    try:
        for number, line in lines(path):
            fields, fault = split(line, mark, len(columns))
            if fields is None:
                first, count = faults.get(fault, (number, 0))
                faults[fault] = (first, count + 1)
                continue
            rows.append([*(None if fields[place] in ABSENT else fields[place] for place in chosen), number])
            if len(rows) >= BATCH:
                flush()
    finally:
        csv.field_size_limit(before)
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


def line_of(path: Path, row: int, rows: int) -> int:
    """The line on which a row (2 is the first after the names) of a file of so many rows begins: empty lines and line ends in quotes count."""
    if ends(path) == rows + 1:
        return row
    place, quoted = 0, False
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        for number, line in enumerate(stream, start=1):
            if not quoted and not line.strip("\n"):
                continue
            place += 0 if quoted else 1
            if place == row:
                return number
            quoted ^= line.count('"') % 2 == 1
    return row


def ends(path: Path) -> int:
    """How many lines a file has."""
    count, last = 0, b"\n"
    with path.open("rb") as stream:
        while block := stream.read(BLOCK):
            count += block.count(b"\n")
            last = block[-1:]
    return count + (last != b"\n")
