"""The tables of a folder on an engine, in the form that the rules want: every column there and of its kind, texts of consultations as numbers.

The folder holds pseudonyms already, and each event once (the intake sees to both): here numbers are not looked at. What has no moment, user
or citizen, or lies before 2000 or in the future, is left out, as `events` does.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from roeland.scrutiny import kept
from roeland.scrutiny.columns import EARLIEST
from roeland.scrutiny.forms import CODED
from roeland.scrutiny.layouts import BOOL, CITIZEN, COUNT, DAY, EVENT, LAYOUTS, TEXT, TIME, TOKEN, USER
from roeland.scrutiny.layouts import files as files_of
from roeland.scrutiny.reading import AHEAD, SQL_TYPES
from roeland.scrutiny.scale.lazy import ibis
from roeland.scrutiny.scale.statements import Statements
from roeland.scrutiny.values import Loaded

Table = Any  # ibis has no types that mypy could use
KINDS = {USER: "string", TEXT: "string", TIME: "timestamp", DAY: "timestamp", CITIZEN: "int64", TOKEN: "int64", COUNT: "int64", BOOL: "boolean"}  # fmt: skip
REASON = "stated_reason"


def tables(backend: Any, folder: Path) -> dict[str, Table]:
    """The Parquet tables of a folder, by name, as they are."""
    found = {}
    for name in LAYOUTS:
        paths = [path for path in files_of(folder, name) if path.suffix == ".parquet"]
        if paths:
            read = [backend.read_parquet(str(path), table_name=f"{name}_{number}") for number, path in enumerate(paths)]
            found[name] = ibis.union(*read) if len(read) > 1 else read[0]
    return found


def loaded(found: Mapping[str, Table]) -> Loaded:
    """What there is, as `reading` tells it."""
    return Loaded({name: set(table.columns) & set(LAYOUTS[name].columns) for name, table in found.items()})


def typed(name: str, table: Table) -> dict[str, Any]:
    """All columns of a layout, each of its kind; what the files lack is empty."""
    return {column: value(column, kind, table) for column, kind in LAYOUTS[name].columns.items()}


def value(column: str, kind: str, table: Table) -> Any:
    if column not in table.columns:
        return ibis.null(KINDS.get(kind, "int64"))
    raw = table[column]
    if kind == EVENT:
        return raw
    if kind in {USER, TEXT}:
        text = raw.cast("string").strip()
        text = named(text) if column == "team" else text.lower() if column in kept.TYPES and column != REASON else text
        return text.nullif("")
    made = raw.cast(KINDS[kind])
    return made.truncate("D") if kind == DAY else made


def named(text: Any) -> Any:
    """The name of a team in one way of writing, as `kept` has it."""
    return text.strip().lower().re_replace(r"\s+", " ")


def build(con: Statements, found: Mapping[str, Table], now: datetime) -> dict[str, dict[str, int]]:
    """Make every table of `layouts` and `consult`; return the number of each text, per column of `consult` that has numbers."""
    for name, layout in LAYOUTS.items():
        if name != "consult" and name in found:
            con.make(name, found[name].select(**typed(name, found[name])))
        elif name != "consult":
            con.execute(
                f"CREATE TABLE {name} ({', '.join(f'{column} {SQL_TYPES[kind]}' for column, kind in layout.columns.items())})"
            )
    events = found["consult"]
    events = events.select(**typed("consult", events))
    latest = (now.astimezone(UTC) + AHEAD).replace(tzinfo=None)
    events = events.drop_null(["event_id", "ts", "user_id", "citizen"]).filter(
        (events.ts >= ibis.literal(EARLIEST, "timestamp")) & (events.ts <= ibis.literal(latest, "timestamp"))
    )
    whole = events.event_id.type().is_integer()
    place = events.event_id.cast("int64") if whole else ibis.row_number().over(order_by=events.event_id)
    con.make("scale_texts", events.mutate(rid=place))
    codes = {column: numbered(con, column) for column in CODED}
    said(con)
    listed = ", ".join(column for column in LAYOUTS["consult"].columns if column not in {*CODED, "event_id", REASON})
    joins = " ".join(f"LEFT JOIN scale_code_{column} c_{column} ON c_{column}.text = t.{column}" for column in CODED)
    numbers = ", ".join(f"c_{column}.code AS {column}" for column in CODED)
    con.execute(
        f"CREATE TABLE consult AS SELECT t.rid, t.event_id, {listed}, {numbers}, r.said AS {REASON} FROM scale_texts t {joins} LEFT JOIN scale_said r ON r.text = t.{REASON}"
    )
    return codes


def numbered(con: Statements, column: str) -> dict[str, int]:
    """A number for each text of a column: table `scale_code_<column>` (text, code)."""
    rows = con.sql(f"SELECT DISTINCT {column} AS text FROM scale_texts WHERE {column} IS NOT NULL").to_arrow_table()
    codes = {text: number for number, text in enumerate(sorted(rows["text"].to_pylist()), start=1)}
    con.register(
        f"scale_code_{column}",
        pa.table({"text": pa.array(codes, pa.string()), "code": pa.array(codes.values(), pa.int32())}),
    )
    return codes


def said(con: Statements) -> None:
    """Whether each stated reason says something: table `scale_said` (text, said)."""
    con.execute(
        f"CREATE TABLE scale_said AS SELECT text, {kept.value(REASON, 'text')} AS said FROM (SELECT DISTINCT {REASON} AS text FROM scale_texts WHERE {REASON} IS NOT NULL)"
    )
