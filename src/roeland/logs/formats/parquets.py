"""Parquet, per row group and in batches: a file without its end is refused, a damaged group costs its rows, a damaged cell its row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from roeland.logs.formats.csvs import find
from roeland.logs.formats.jsonl import reach
from roeland.logs.formats.opening import RATIO, TooBig, allow_rows, seekable
from roeland.logs.formats.values import Faults, Record, Records, Unreadable

BATCH = 10_000
MOST_GROUP = 2 * 1024**3  # bytes of one row group, unpacked
FREE = 256 * 1024**2
DAMAGE = (pa.ArrowException, OSError, ValueError, OverflowError)
BROKEN = object()


def read(stream: IO[bytes], faults: Faults, wanted: set[str]) -> Records:
    """Records with the wanted columns (a dot reaches into a struct). Raises Unreadable."""
    with seekable(stream) as file:
        found = opened(file)
        names = found.schema_arrow.names
        tops = {name: name if name in names else name.split(".")[0] for name in wanted}
        places = find(names, set(tops.values()))
        columns = {name: names[places[top]] for name, top in tops.items()}
        for before, batch in _batches(found, sorted(set(columns.values())), faults):
            cells = {column: _cells(batch, column) for column in set(columns.values())}
            for place in range(batch.num_rows):
                row = before + place + 1
                fields = {name: _cell(cells[column][place], name, tops[name]) for name, column in columns.items()}
                broken = next((name for name, value in fields.items() if value is BROKEN), None)
                if broken is None:
                    yield Record(row, fields)
                else:
                    faults.add(row, "geen leesbare waarde, rij overgeslagen", broken)


def opened(file: IO[bytes]) -> Any:
    """The file with its metadata looked at. Raises Unreadable."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    try:
        found = pq.ParquetFile(file)
        groups = [found.metadata.row_group(number) for number in range(found.metadata.num_row_groups)]
    except (pa.ArrowException, OSError, ValueError):
        raise Unreadable("is geen Parquet, of het einde ontbreekt. Vraag het bestand opnieuw") from None
    allow_rows(sum(group.num_rows for group in groups))
    for group in groups:
        if group.total_byte_size > max(FREE, min(MOST_GROUP, size * RATIO)):
            raise TooBig("pakt uit tot veel meer dan een logbestand ooit is, er is niets van gelezen")
    return found


def _batches(found: Any, columns: list[str], faults: Faults) -> Iterator[tuple[int, Any]]:
    """Batches with the number of rows before each."""
    before = 0
    for number in range(found.num_row_groups):
        count, done = found.metadata.row_group(number).num_rows, 0
        try:
            for batch in found.iter_batches(batch_size=BATCH, row_groups=[number], columns=columns):
                yield before + done, batch
                done += batch.num_rows
        except DAMAGE:
            faults.add(before + done + 1, "beschadigd deel, rijen overgeslagen", count=max(1, count - done))
        before += count


def _cells(batch: Any, column: str) -> list[Any]:
    """The values of a column; BROKEN for one that is none, such as a text that is no UTF-8 or a day in the year 20000."""
    values = batch.column(batch.schema.names.index(column))
    try:
        if pa.types.is_timestamp(values.type):  # Python knows microseconds, and zones by other names
            values = values.cast(pa.timestamp("us", tz=values.type.tz and "UTC"), safe=False)
        found: list[Any] = values.to_pylist()
    except DAMAGE:
        return [_one(value) for value in values]
    return found


def _one(value: Any) -> Any:
    try:
        return value.as_py()
    except DAMAGE:
        return BROKEN


def _cell(value: Any, name: str, top: str) -> Any:
    found = reach(value, name.split(".")[1:]) if name != top and value is not BROKEN else value
    if isinstance(found, bytes):
        try:
            return found.decode()
        except UnicodeDecodeError:
            return BROKEN
    return found
