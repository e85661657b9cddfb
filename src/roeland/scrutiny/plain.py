"""A Parquet file whose consultations can be streamed: its columns, its parts, and what the first pass took of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from roeland.scrutiny import columns
from roeland.scrutiny.csvs import Unreadable, once
from roeland.scrutiny.layouts import Layout

ROWS = 125_000  # at once: what is made of them stays in the caches, and memory is used again
MOST_ROWS = 500_000_000  # in one file
FEW_ROWS = 1_000_000  # take little memory, however small the file
ROWS_PER_BYTE = 2  # more is one row again and again: real consultations take some eleven bytes each
MOST_BYTES = 2 << 30  # of one row group, unpacked

DAMAGED = "beschadigd stuk van het bestand, rijen overgeslagen"


@dataclass
class Part:
    """Row groups that are read together; `kept` says which rows count (None: all)."""

    groups: list[int]
    rows: int
    kept: pa.BooleanArray | None = None

    @property
    def at_once(self) -> bool:
        """Whether these rows are few enough to be read in one go."""
        return self.rows <= 2 * ROWS


@dataclass
class Plain:
    """A Parquet file that can be streamed: the name of each column in it, and what the first pass took."""

    name: str
    path: Path
    names: dict[str, str]
    taken: list[Part] = field(default_factory=list)
    faults: dict[str, tuple[int, int]] = field(default_factory=dict)

    def open(self) -> pq.ParquetFile:
        texts = [found for column, found in self.names.items() if column not in {"event_id", "ts"}]
        return pq.ParquetFile(self.path, read_dictionary=texts, pre_buffer=False)

    def ends(self, source: pq.ParquetFile, part: Part) -> list[int]:
        """First and last moment of a part in microseconds: from the footer when it says so, else by reading."""
        place = source.schema_arrow.get_field_index(self.names["ts"])
        unit = getattr(source.schema_arrow.field(place).type, "unit", "us")
        kept = [source.metadata.row_group(group).column(place).statistics for group in part.groups]
        if (
            unit == "us"
            and source.metadata.num_columns == len(source.schema_arrow)
            and all(one and one.has_min_max for one in kept)
        ):
            return [end for one in kept for end in (one.min_raw, one.max_raw)]
        times = columns.moments(source.read_row_groups(part.groups, [self.names["ts"]], use_threads=False)[0])
        return [end for end in pc.min_max(times.cast(pa.int64())).as_py().values() if end is not None]


def parts(source: pq.ParquetFile) -> Iterator[Part]:
    """Neighbouring row groups together, about as many rows as are read at once."""
    part = Part([], 0)
    for group in range(source.metadata.num_row_groups):
        rows = source.metadata.row_group(group).num_rows
        if part.groups and part.rows + rows > ROWS:
            yield part
            part = Part([], 0)
        part.groups.append(group)
        part.rows += rows
    if part.groups:
        yield part


def cell(field: pa.Field) -> str:
    """A column in SQL: bytes, as old writers call texts, are read as text, and what is none is empty."""
    kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    bytes_ = pa.types.is_binary(kind) or pa.types.is_large_binary(kind)
    return f'try(decode("{field.name}")) AS "{field.name}"' if bytes_ else f'"{field.name}"'


def view(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> None:
    """The columns of the layout, and the place of each row, as `_view`."""
    plain, listed = str(path).replace("'", "''"), "".join(f"{cell(field)}, " for field in wanted(path, layout))
    con.execute(
        f"CREATE TEMP VIEW _view AS SELECT {listed}file_row_number + 1 AS _row FROM read_parquet('{plain}', file_row_number=true)"
    )


def wanted(path: Path, layout: Layout) -> list[pa.Field]:
    found = [field for field in pq.read_schema(path) if field.name.lower() in layout.columns]
    once([field.name.lower() for field in found])
    return found


def rescue(con: duckdb.DuckDBPyConnection, path: Path, layout: Layout) -> list[tuple[int, int]]:
    """The sound row groups of a damaged file as `_view`; of each lost one its first row and how many. Raises OSError when that is none, or all."""
    found, source, lost, first = wanted(path, layout), pq.ParquetFile(path), [], 1
    listed = "".join(f"{cell(field)}, " for field in found)
    con.execute("DROP VIEW IF EXISTS _view")
    for group in range(source.metadata.num_row_groups):
        rows = source.metadata.row_group(group).num_rows
        try:
            piece = source.read_row_group(group, [field.name for field in found], use_threads=False)
            piece.validate(full=True)
        except (pa.ArrowException, OSError):
            lost.append((first, rows))
        else:
            values = [
                col.cast(col.type.value_type) if pa.types.is_dictionary(col.type) else col for col in piece.columns
            ]
            con.register(
                "_piece", pa.table([*values, pa.array(range(first, first + rows))], [*piece.column_names, "_row"])
            )
            there = len(lost) < group
            con.execute(
                f"{'INSERT INTO' if there else 'CREATE TEMP TABLE'} _whole {'' if there else 'AS'} SELECT {listed}_row FROM _piece"
            )
            con.unregister("_piece")
        first += rows
    if len(lost) in {0, source.metadata.num_row_groups}:
        raise OSError
    con.execute("CREATE TEMP VIEW _view AS SELECT * FROM _whole")
    return lost


def believe(path: Path) -> None:
    """Raises Unreadable when the footer promises what cannot be in a file of this size: a bomb is refused before it is unpacked."""
    if path.suffix.lower() == ".parquet" and not believable(path):
        raise Unreadable("dit bestand belooft meer dan erin kan zitten")


def believable(path: Path) -> bool:
    footer = pq.read_metadata(path)
    groups = [footer.row_group(number) for number in range(footer.num_row_groups)]
    rows = sum(group.num_rows for group in groups)
    if rows != footer.num_rows or rows > min(MOST_ROWS, max(FEW_ROWS, ROWS_PER_BYTE * path.stat().st_size)):
        return False
    return all(group.num_rows >= 0 and group.total_byte_size <= MOST_BYTES for group in groups)
