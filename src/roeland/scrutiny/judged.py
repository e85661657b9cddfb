"""Consultations that were kept, and what was decided about each: by its place in the stream (`rid`).

Arrays by place (numpy), changed where they stand: what concerns few consultations costs as much as those few, however many there are.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from roeland.scrutiny.arrays import DAY, HOUR, Mask, Places, flat, hashed, moments_of
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.moments import NONE, States

ORIGINS = {"u": "user_id"}  # columns that have another name in the joins
KEYS = {"citizen": pa.int64(), "u": pa.int32(), "day": pa.int32(), "hour": pa.int32()}  # of `narrow`, as numbers
WEEK = 168  # hours
NOTHING = 255  # instead of a code: weaker than any
CODES, PIECE = 256, 100_000  # counted together: they are made eight times as wide for it
SPARSE, LEAST_BITS, MOST_BITS = 32, 12, 23  # bits for each key


class Judged:
    """Batches of consultations in the order of their places, with the code of each (NOTHING: no rule). `total`: how many passed."""

    def __init__(self) -> None:
        self.total = 0
        self.kept: list[pa.RecordBatch] = []
        self.states: list[Places] = []  # per batch the state of each user then, as a place in `States`
        self.codes_of = np.zeros(0, np.uint8)  # per place its code
        self.counts: Mask | None = None  # which consultations are no history

    @property
    def schema(self) -> pa.Schema:
        """Columns of a batch."""
        raise NotImplementedError

    def explain(self, found: pa.Table) -> None:
        """Codes of consultations (rid, code), in any order and more than one for some: the strongest counts."""
        for batch in found.to_batches():
            np.minimum.at(self.codes_of, flat(batch["rid"]), flat(batch["code"]))

    def left(self, states: States, names: Sequence[str], strongest: int) -> pa.RecordBatchReader:
        """These columns of the consultations that nothing explains, or only something weaker than a code."""
        return pa.RecordBatchReader.from_batches(self.narrowed(names), self.open_lines(states, names, strongest))

    def open_lines(self, states: States, names: Sequence[str], strongest: int) -> Iterator[pa.RecordBatch]:
        wanted = {ORIGINS.get(name, name) for name in names}
        columns = [name for name in self.schema.names if name in wanted]
        first = 0
        for batch, places in zip(self.kept, self.states, strict=True):
            codes = self.codes_of[first : first + batch.num_rows]
            open_ = codes > strongest
            rows = np.flatnonzero(open_ & (states.former[places] != NONE) if "former" in names else open_)
            first += batch.num_rows
            if rows.size:
                yield self.lines(batch.select(columns).take(pa.array(rows)), places[rows], states, names)

    def narrowed(self, names: Sequence[str]) -> pa.Schema:
        """The schema of a few columns, of which some are states of the user or in no file."""
        known = {field.name: field.type for field in self.schema}
        return pa.schema([(name, known.get(ORIGINS.get(name, name), pa.int32())) for name in names])

    def lines(self, batch: pa.RecordBatch, places: Places, states: States, names: Sequence[str]) -> pa.RecordBatch:
        """A few columns of a batch, among which may be the teams of the user at that moment, and those he left not long ago or comes to."""
        told = {"ts_team": states.ts_team, "former": states.former}
        made = {name: pa.array(told[name][places]) for name in names if name in told}
        there = batch.schema.names
        for name in names:
            origin = ORIGINS.get(name, name)
            if name not in made:
                made[name] = batch[origin] if origin in there else pa.nulls(batch.num_rows, pa.int32())
        return pa.record_batch([made[name] for name in names], self.narrowed(names))

    def settle(self, found: pa.Table) -> None:
        """Take away what explains the consultations with these places: a flag overruled it."""
        self.codes_of[flat(found["rid"])] = NOTHING

    def weaker(self, rids: pa.ChunkedArray, firm: int) -> pa.Array:
        """Which of these places have no code of the first `firm` ones, but another one."""
        codes = self.codes_of[flat(rids)]
        return pa.array((codes > firm) & (codes != NOTHING))

    def open(self, rids: pa.ChunkedArray, firm: int) -> pa.Array:
        """Which of these places no strong rule (one of the first `firm`) explains."""
        return pa.array(self.codes_of[flat(rids)] > firm)

    def coded(self, rids: pa.ChunkedArray, codes: Sequence[int]) -> pa.Array:
        """Which of these places have one of these codes."""
        places = flat(rids)
        return pa.array(places[np.isin(self.codes_of[places], np.array(codes, np.uint8))])

    def strong(self, firm: int) -> int:
        """How many consultations a strong rule (one of the first `firm`) explains."""
        return sum(count for code, count in self.found().items() if code <= firm)

    def covered(self, firm: int) -> float:
        """The share of all consultations that only a weaker rule than the first `firm` ones explains."""
        return sum(count for code, count in self.found().items() if firm < code < NOTHING) / max(1, self.total)

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
        """How many consultations each code has."""
        codes = self.codes_of if self.counts is None else self.codes_of[self.counts]
        counted = np.zeros(CODES, np.int64)
        for place in range(0, len(codes), PIECE):
            counted += np.bincount(codes[place : place + PIECE], minlength=CODES)
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

    def narrow(self, world: World, sql: str, *columns: str) -> pa.Table:
        """These columns of the consultations that agree with a row of the question, on all columns that it has.

        Those are citizen, u, day and hour (of the week from 1970, a Thursday). A few that do not agree may be among what is found: a table of
        bits decides, which costs a tenth of a join over everything.
        """
        keys = world.con.sql(sql).to_arrow_table()
        bits = min(MOST_BITS, max(LEAST_BITS, (SPARSE * keys.num_rows).bit_length()))
        there = np.zeros(1 << bits, bool)
        there[hashed([flat(keys[key].cast(KEYS[key])) for key in keys.column_names], bits)] = True
        known = [column for column in columns if column in self.schema.names]
        schema = pa.schema([self.schema.field(column) for column in known])
        found = []
        for batch in self.kept:
            wanted = np.flatnonzero(there.take(hashed([key_of(batch, key) for key in keys.column_names], bits)))
            if wanted.size:
                found.append(batch.select(known).take(pa.array(wanted)))
        rows = pa.Table.from_batches(found, schema)
        for column in sorted({*columns} - {*known}):  # a column that no file has is empty
            rows = rows.append_column(column, pa.nulls(rows.num_rows, pa.int32()))
        return rows


def key_of(batch: pa.RecordBatch, key: str) -> Any:
    """Of each consultation the number that a key of `narrow` means."""
    if key == "day":
        return moments_of(batch) // DAY
    if key == "hour":
        return (moments_of(batch) // HOUR).astype(np.int32) % WEEK  # half of what the remainder of wider numbers costs
    return batch["user_id" if key == "u" else key].to_numpy()
