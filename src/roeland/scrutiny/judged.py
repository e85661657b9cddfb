"""Consultations that were kept, and what was decided about each: by its place in the stream (`rid`)."""

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc


class Judged:
    """Batches of consultations in the order of their places, with the code of each. `total`: how many passed."""

    def __init__(self) -> None:
        self.total = 0
        self.kept: list[pa.RecordBatch] = []
        self.codes_of: Any = None  # per place its code
        self.counts: pa.BooleanArray | None = None  # which consultations are no history

    @property
    def schema(self) -> pa.Schema:
        """Columns of a batch."""
        raise NotImplementedError

    def coded(self, rids: pa.ChunkedArray, codes: pa.ChunkedArray) -> pa.Array:
        """Keep the codes (or null) of all consultations, which come in any order of their places."""
        self.codes_of = pc.scatter(codes.combine_chunks(), rids.combine_chunks(), max_index=self.total - 1)
        return self.codes_of

    def settle(self, found: pa.Table) -> None:
        """Codes (or null) of the consultations with these places, over what was said before."""
        if found.num_rows:
            rids, codes = found["rid"].combine_chunks(), found["code"].combine_chunks()
            fresh = pc.scatter(codes, rids, max_index=self.total - 1)
            self.codes_of = pc.if_else(self.mask(found["rid"]), fresh, self.codes_of)

    def weaker(self, rids: pa.ChunkedArray, firm: int) -> pa.Array:
        """Which of these places have no code of the first `firm` ones, but another one."""
        return pc.fill_null(pc.greater(self.codes_of.take(rids.combine_chunks()), firm), fill_value=False)

    def open(self, rids: pa.ChunkedArray, firm: int) -> pa.Array:
        """Which of these places no strong rule (one of the first `firm`) explains."""
        return pc.fill_null(pc.greater(self.codes_of.take(rids.combine_chunks()), firm), fill_value=True)

    def count_from(self, since: datetime | None) -> bool:
        """Whether there is anything from `since` on; what is before it is history."""
        if since is not None:
            first = pa.scalar(since.astimezone(UTC).replace(tzinfo=None), pa.timestamp("us"))
            self.counts = pa.concat_arrays([pc.greater_equal(batch["ts"], first) for batch in self.kept])
        return self.counts is None or bool(pc.any(self.counts).as_py())

    def past(self) -> pa.Table:
        """The places of what is history."""
        return pa.table({"rid": pc.indices_nonzero(pc.invert(self.counts)).cast(pa.int32())})

    def found(self) -> dict[int, int]:
        """How many consultations each code has; 0 is none."""
        codes = self.codes_of if self.counts is None else self.codes_of.filter(self.counts)
        counted = pc.value_counts(pc.fill_null(codes, 0))
        return dict(zip(counted.field("values").to_pylist(), counted.field("counts").to_pylist(), strict=True))

    def mask(self, rids: pa.ChunkedArray) -> pa.BooleanArray:
        true = pa.repeat(pa.scalar(True), len(rids))
        return pc.fill_null(pc.scatter(true, rids.combine_chunks(), max_index=self.total - 1), fill_value=False)

    def of(self, rids: pa.ChunkedArray) -> pa.Table:
        """The consultations with these places."""
        return self.where(self.mask(rids))

    def where(self, mask: pa.BooleanArray) -> pa.Table:
        """The consultations where the mask is true."""
        place, found = 0, []
        for batch in self.kept:
            found.append(batch.filter(mask.slice(place, batch.num_rows)))
            place += batch.num_rows
        return pa.Table.from_batches(found, self.schema)
