"""A Parquet file whose consultations can be streamed: its columns, its parts, and what the first pass took of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from roeland.scrutiny import columns
from roeland.scrutiny.csvs import Unreadable

ROWS = 125_000  # at once: what is made of them stays in the caches, and memory is used again
MOST_ROWS = 500_000_000  # in one file
FEW_ROWS = 1_000_000  # take little memory, however small the file
ROWS_PER_BYTE = 2  # more is one row again and again: real consultations take some eleven bytes each
MOST_BYTES = 2 << 30  # of one row group, unpacked


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
    bytes_ = pa.types.is_binary(field.type) or pa.types.is_large_binary(field.type)
    return f'try(decode("{field.name}")) AS "{field.name}"' if bytes_ else f'"{field.name}"'


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
