"""The numbers of events in the order in which they come: whether one can come twice, and which they are."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


class Order:
    """increasing: each number so far is higher than the one before, so that none came twice."""

    def __init__(self) -> None:
        self.increasing = True
        self.last: Any = None
        self.lines: list[tuple[int, int]] = []  # first number and how many, where they go up one by one

    def follow(self, ids: pa.ChunkedArray) -> None:
        for chunk in ids.chunks if self.increasing else []:
            if not len(chunk):
                continue
            first, before, self.last = chunk[0].as_py(), self.last, chunk[len(chunk) - 1].as_py()
            up = before is None or (type(before) is type(first) and before < first)
            self.increasing = up and pc.all(pc.less(chunk[:-1], chunk[1:])).as_py() is not False
            if not self.increasing:
                return
            if isinstance(first, int) and self.last - first + 1 == len(chunk):
                self.lines.append((first, len(chunk)))

    def complete(self, total: int) -> bool:
        """Whether all of them went up one by one, so that nothing needs to be read to know them."""
        return sum(count for _, count in self.lines) == total

    def known(self) -> Iterator[pa.Array]:
        """All of them, when they are complete."""
        yield from (pa.array(np.arange(first, first + count, dtype=np.int64)) for first, count in self.lines)
