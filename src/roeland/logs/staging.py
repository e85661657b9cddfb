"""The rows of one import into one Parquet file per day, each consultation once; then they can be moved to the store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Self
from uuid import UUID

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from roeland.logs import store
from roeland.logs.formats.converting import UNTIL_FIELD as END
from roeland.logs.formats.converting import WHOLE
from roeland.logs.formats.values import Unreadable
from roeland.logs.values import Kind

BATCH = 20_000
MOST_DAYS = 1500
MEMORY = "1GB"
SAID = "concat_ws('\x1f', epoch_us(ts), user_id, citizen, service, ip, search_key, dossier_ref)"
NUMBERED = (
    "'e' || ref || '\x1f' || epoch_us(ts) || '\x1f' || user_id || '\x1f' || citizen || '\x1f' || coalesce(service, '')"
)
EITHER = f"coalesce({NUMBERED}, 'c' || nth || '\x1f' || {SAID})"


@dataclass
class Staged:
    """What an import made. `per_day`: consultations that count, by local day."""

    rows: int = 0
    duplicates: int = 0
    per_day: dict[date, int] = field(default_factory=dict)
    users: dict[str, date] = field(default_factory=dict)  # with the first day on which each was seen
    numbered: bool = False  # whether the events carried a number of their own
    renumbered: int = 0  # consultations that count under a number that another one has too
    renumbered_row: int = 0  # the row of the file where the first of them stands
    again: dict[UUID, int] = field(default_factory=dict)  # earlier files that hold consultations of this one
    whole_days: int = 0  # ends of a period at 00:00 that count as the whole day, since the file has no other hour there


class Writer:
    """Takes rows, writes batches. Use as a context; afterwards `all.parquet` is whole."""

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.path, self.kind = folder / "all.parquet", kind
        self.schema = store.schema(kind)
        if kind is Kind.CONSULT:
            self.schema = self.schema.append(pa.field("day", pa.date32())).append(pa.field("row", pa.int64()))
        elif END in self.schema.names:
            self.schema = self.schema.append(pa.field(WHOLE, self.schema.field(END).type))
        self.waiting: list[dict[str, Any]] = []
        self.count = 0
        self.writer = pq.ParquetWriter(self.path, self.schema, compression="zstd")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.flush()
        self.writer.close()

    def add(self, row: dict[str, Any], place: int) -> None:
        """A row with its place in the file."""
        self.count += 1
        row["row"] = place
        self.waiting.append(row)
        if len(self.waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        if self.waiting:
            columns = [pa.array([row.get(one.name) for row in self.waiting], type=one.type) for one in self.schema]
            self.writer.write_table(pa.Table.from_arrays(columns, schema=self.schema))
            self.waiting.clear()


def connect(folder: Path) -> duckdb.DuckDBPyConnection:
    """A connection for pseudonymised data only: it may spill, beside the data."""
    con = duckdb.connect(config={"threads": 2, "memory_limit": MEMORY, "temp_directory": str(folder / "spill")})
    con.execute("SET TimeZone = 'UTC'")
    return con


def quoted(path: Path | str) -> str:
    """A path as an SQL text."""
    return "'" + str(path).replace("'", "''") + "'"


def listed(paths: Iterable[Path]) -> str:
    return "[" + ", ".join(quoted(path) for path in paths) + "]"


def finish(folder: Path, authority_id: UUID, source_id: UUID, kind: Kind) -> Staged:
    """From `all.parquet` to the files that `store.place` moves. Raises Unreadable when it holds too many different days."""
    if kind is not Kind.CONSULT and END not in store.schema(kind).names:
        (folder / "all.parquet").replace(folder / "list.parquet")
        return Staged(rows=pq.read_metadata(folder / "list.parquet").num_rows)
    con = connect(folder)
    try:
        return _consult(con, folder, authority_id, source_id) if kind is Kind.CONSULT else _with_ends(con, folder, kind)
    finally:
        con.close()


def _with_ends(con: duckdb.DuckDBPyConnection, folder: Path, kind: Kind) -> Staged:
    """A list of periods. When every end is a day or stands at 00:00, as spreadsheets write a day, the last days count whole; unless the next
    period of somebody begins at the very end of one before, which says that an end is the day after."""
    con.execute(f"CREATE VIEW raw AS SELECT * FROM read_parquet({quoted(folder / 'all.parquet')})")
    who = "user_id" if "user_id" in kind.layout.needed else "citizen"
    rows, hours, midnights, one_day = _one(
        con,
        f"SELECT count(*), count({END}) - count({WHOLE}), count(*) FILTER ({WHOLE} <> {END}), "
        f"count(*) FILTER ({WHOLE} <> {END} AND {END} = from_ts) FROM raw",
    )
    moments = f"SELECT {who}, {END} FROM raw WHERE {WHOLE} <> {END} AND {END} > from_ts"
    days = midnights and not hours
    if days and not one_day:
        meets = f"SELECT count(*) FROM raw AS o SEMI JOIN ({moments}) AS e ON o.{who} = e.{who} AND o.from_ts = e.{END}"
        days = not _one(con, meets)[0]
    con.execute(
        f"COPY (SELECT * EXCLUDE ({WHOLE}) REPLACE ({WHOLE if days else END} AS {END}) FROM raw) "
        f"TO {quoted(folder / 'list.parquet')} (FORMAT parquet, COMPRESSION zstd)"
    )
    return Staged(rows, whole_days=midnights if days else 0)


def _hashed(source_id: UUID, text: str) -> str:
    return f"(md5_number_lower({quoted(str(source_id))} || '\x1f' || {text}) >> 1)::BIGINT"


def _consult(con: duckdb.DuckDBPyConnection, folder: Path, authority_id: UUID, source_id: UUID) -> Staged:
    """Number each event, take each once, write per day.

    The number is the same whenever the same event comes again: made of source, its own number and what it says (moment, user, citizen,
    service), since counters begin anew and one reference may name two citizens; or, when it has no number, of all it says and how often
    the file said exactly that before. What was stored by a version that looked at the number alone is known by what it says too.
    """
    con.execute(f"CREATE VIEW raw AS SELECT * FROM read_parquet({quoted(folder / 'all.parquet')})")
    con.execute(
        "CREATE TABLE numbered AS WITH n AS (SELECT *, CASE WHEN ref IS NULL THEN row_number() OVER (PARTITION BY ref IS NULL, "
        f"{SAID} ORDER BY row) END AS nth FROM raw) SELECT * EXCLUDE (event_id, nth), "
        f"{_hashed(source_id, EITHER)} AS event_id FROM n"
    )
    span = _one(con, "SELECT min(day), max(day), count(DISTINCT day), count(*), count(ref) FROM numbered")
    if not span[3]:
        return Staged()
    if span[2] > MOST_DAYS:
        raise Unreadable(
            f"heeft raadplegingen van meer dan {MOST_DAYS} verschillende dagen. Kijk na hoe de datum gelezen wordt"
        )
    _known(con, _before(authority_id, source_id, span[0], span[1]), source_id)
    con.execute(
        "CREATE TABLE once AS SELECT * FROM numbered ANTI JOIN known USING (event_id) "
        "QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY row) = 1"
    )
    per_day = dict(con.execute("SELECT day, count(*) FROM once GROUP BY day ORDER BY day").fetchall())
    names = ", ".join(store.schema(Kind.CONSULT).names)
    for day in per_day:
        con.execute(
            f"COPY (SELECT {names} FROM once WHERE day = DATE '{day}' ORDER BY citizen, ts, event_id) "
            f"TO {quoted(folder / f'{day}.parquet')} (FORMAT parquet, COMPRESSION zstd)"
        )
    users = dict(con.execute("SELECT user_id, min(day) FROM once GROUP BY user_id ORDER BY user_id").fetchall())
    rows, again = sum(per_day.values()), _renumbered(con)
    return Staged(rows, span[3] - rows, per_day, users, span[4] > span[3] // 2, *again, _again(con))


def _known(con: duckdb.DuckDBPyConnection, before: list[Path], source_id: UUID) -> None:
    """What this source delivered before about these days: numbers of events as they would be made now, and their own."""
    stored = (
        f"read_parquet({listed(before)}, union_by_name = true, filename = true)"
        if before
        else "(SELECT *, '' AS filename FROM numbered LIMIT 0)"
    )
    con.execute(
        f"CREATE TABLE known AS SELECT DISTINCT coalesce({_hashed(source_id, NUMBERED)}, event_id) AS event_id, ref, filename FROM {stored}"
    )


def _again(con: duckdb.DuckDBPyConnection) -> dict[UUID, int]:
    """Per earlier file of the source how many consultations of this one it holds."""
    rows = con.execute(
        "SELECT filename, count(*) FROM known WHERE event_id IN (SELECT event_id FROM numbered) GROUP BY filename"
    ).fetchall()
    found: Counter[UUID] = Counter()
    for path, count in rows:  # one for each day
        found[UUID(Path(path).stem)] += count
    return dict(found)


def _renumbered(con: duckdb.DuckDBPyConnection) -> tuple[int, int]:
    """How many of the fresh consultations carry the number of another one, and the row of the first."""
    found = _one(
        con,
        "SELECT count(*), min(row) FROM (SELECT row FROM once WHERE ref IS NOT NULL "
        "QUALIFY row_number() OVER (PARTITION BY ref ORDER BY row) > 1 OR ref IN (SELECT ref FROM known WHERE ref IS NOT NULL))",
    )
    return found[0], found[1] or 0


def _before(authority_id: UUID, source_id: UUID, first: date, last: date) -> list[Path]:
    """What this source delivered before about these days."""
    wide = store.consult_files(authority_id, first - timedelta(days=1), last + timedelta(days=1))
    return [path for path in wide if path.parent.parent.name == f"source={source_id}"]


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    found: list[tuple[Any, ...]] = con.execute(sql).fetchall()
    return found[0]
