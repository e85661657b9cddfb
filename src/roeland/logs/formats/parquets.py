"""Parquet, in batches; a file without its end is refused, one with a damaged part is read up to there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Any

import pyarrow as pa
import pyarrow.parquet as pq

from roeland.logs.formats.csvs import find
from roeland.logs.formats.jsonl import reach
from roeland.logs.formats.opening import RATIO, TooBig, seekable
from roeland.logs.formats.values import Faults, Record, Records, Unreadable

BATCH = 10_000
MOST_GROUP = 2 * 1024**3  # bytes of one row group, unpacked
FREE = 256 * 1024**2


def read(stream: IO[bytes], faults: Faults, wanted: set[str]) -> Records:
    """Records with the wanted columns (a dot reaches into a struct). Raises Unreadable."""
    with seekable(stream) as file:
        found = opened(file)
        names = found.schema_arrow.names
        tops = {name: name if name in names else name.split(".")[0] for name in wanted}
        places = find(names, set(tops.values()))
        columns = {name: names[places[top]] for name, top in tops.items()}
        row = 0
        for batch in _batches(found, sorted(set(columns.values())), faults):
            for line in batch:
                row += 1
                yield Record(row, {name: _cell(line[column], name, tops[name]) for name, column in columns.items()})


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
    for group in groups:
        if group.total_byte_size > max(FREE, min(MOST_GROUP, size * RATIO)):
            raise TooBig("pakt uit tot veel meer dan een logbestand ooit is, er is niets van gelezen")
    return found


def _batches(found: Any, columns: list[str], faults: Faults) -> Iterator[list[dict[str, Any]]]:
    row = 0
    try:
        for batch in found.iter_batches(batch_size=BATCH, columns=columns):
            lines: list[dict[str, Any]] = batch.to_pylist()
            row += len(lines)
            yield lines
    except (pa.ArrowException, OSError, ValueError, OverflowError):
        faults.add(row + 1, "beschadigd deel, de rest van het bestand is overgeslagen")


def _cell(value: Any, name: str, top: str) -> Any:
    return reach(value, name.split(".")[1:]) if name != top else value
