"""Consultations that were kept, and what was decided about each: by its place in the stream (`rid`).

Arrays by place (numpy), changed where they stand: what concerns few consultations costs as much as those few, however many there are.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from roeland.scrutiny.dimensions import World

Places = np.ndarray[Any, np.dtype[np.int32]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


KEYS = {"citizen": pa.int64(), "u": pa.int32(), "day": pa.int32()}  # of `narrow`, as numbers
DAY = 86_400_000_000  # microseconds
ODD = np.uint64(0x9E3779B97F4A7C15)  # 2^64 by the golden ratio
SPARSE, LEAST_BITS, MOST_BITS = 32, 12, 23  # bits for each key


class Judged:
    """Batches of consultations in the order of their places, with the code of each (0 is none). `total`: how many passed."""

    def __init__(self) -> None:
        self.total = 0
        self.kept: list[pa.RecordBatch] = []
        self.codes_of = np.zeros(0, np.uint8)  # per place its code
        self.counts: Mask | None = None  # which consultations are no history

    @property
    def schema(self) -> pa.Schema:
        """Columns of a batch."""
        raise NotImplementedError

    def coded(self, found: Iterable[pa.RecordBatch]) -> None:
        """Keep the codes of all consultations, which come in any order of their places."""
        self.codes_of = np.zeros(self.total, np.uint8)
        for batch in found:
            self.codes_of[flat(batch["rid"])] = flat(batch["code"])

    def settle(self, found: pa.Table) -> None:
        """Codes (or null) of the consultations with these places, over what was said before."""
        self.codes_of[flat(found["rid"])] = flat(found["code"])

    def weaker(self, rids: pa.ChunkedArray, firm: int) -> pa.Array:
        """Which of these places have no code of the first `firm` ones, but another one."""
        return pa.array(self.codes_of[flat(rids)] > firm)

    def open(self, rids: pa.ChunkedArray, firm: int) -> pa.Array:
        """Which of these places no strong rule (one of the first `firm`) explains."""
        codes = self.codes_of[flat(rids)]
        return pa.array((codes == 0) | (codes > firm))

    def count_from(self, since: datetime | None) -> bool:
        """Whether there is anything from `since` on; what is before it is history."""
        if since is not None:
            first = np.datetime64(since.astimezone(UTC).replace(tzinfo=None), "us")
            self.counts = np.concatenate([flat(batch["ts"]) >= first for batch in self.kept])
        return self.counts is None or bool(self.counts.any())

    def past(self) -> pa.Table:
        """The places of what is history."""
        here = np.zeros(0, np.int32) if self.counts is None else np.flatnonzero(~self.counts).astype(np.int32)
        return pa.table({"rid": here})

    def found(self) -> dict[int, int]:
        """How many consultations each code has; 0 is none."""
        counted = np.bincount(self.codes_of if self.counts is None else self.codes_of[self.counts])
        return {code: int(count) for code, count in enumerate(counted) if count}

    def of(self, rids: pa.ChunkedArray) -> pa.Table:
        """The consultations with these places, in the order of the places."""
        return self.at(np.unique(flat(rids)))

    def at(self, places: Places) -> pa.Table:
        """The consultations at these places, which go up."""
        first, found = 0, []
        for batch in self.kept:
            low, high = np.searchsorted(places, (first, first + batch.num_rows))
            if low < high:
                found.append(batch.take(pa.array(places[low:high] - first)))
            first += batch.num_rows
        return pa.Table.from_batches(found, self.schema)

    def narrow(self, world: World, name: str, sql: str, *columns: str) -> None:
        """Register, by a name, these columns of the consultations that agree with a row of the question on all of its columns (citizen, u, day).

        A few that do not agree may be among them: a table of bits decides, which costs a tenth of a join over everything.
        """
        keys = world.con.sql(sql).to_arrow_table()
        bits = min(MOST_BITS, max(LEAST_BITS, (SPARSE * keys.num_rows).bit_length()))
        there = np.zeros(1 << bits, bool)
        there[hashed([flat(keys[key].cast(KEYS[key])) for key in keys.column_names], bits)] = True
        known = [column for column in columns if column in self.schema.names]
        schema = pa.schema([self.schema.field(column) for column in known])
        found = []
        for batch in self.kept:
            wanted = np.flatnonzero(there[hashed([key_of(batch, key) for key in keys.column_names], bits)])
            if wanted.size:
                found.append(batch.select(known).take(pa.array(wanted)))
        rows = pa.Table.from_batches(found, schema)
        for column in sorted({*columns} - {*known}):  # a column that no file has is empty
            rows = rows.append_column(column, pa.nulls(rows.num_rows, pa.int32()))
        world.con.register(name, rows)


def key_of(batch: pa.RecordBatch, key: str) -> Any:
    """Of each consultation the number that a key of `narrow` means."""
    if key == "day":
        return batch["ts"].cast(pa.int64()).to_numpy() // DAY
    return batch["user_id" if key == "u" else key].to_numpy()


def hashed(columns: list[Any], bits: int) -> Any:
    """So many bits of the numbers of each row together, by multiplication (Knuth, The Art of Computer Programming 3, 6.4)."""
    together = np.zeros(1, np.uint64)
    for column in columns:
        together = (together + column.astype(np.int64).view(np.uint64)) * ODD
    return (together >> np.uint64(64 - bits)).astype(np.intp)


def flat(column: pa.Array | pa.ChunkedArray) -> Any:
    """A column as an array of numpy; null is 0."""
    return (pc.fill_null(column, 0) if column.null_count else column).to_numpy()
