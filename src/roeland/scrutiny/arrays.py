"""Columns as arrays of numpy, and numbers of rows for tables of bits."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

Places = np.ndarray[Any, np.dtype[np.int32]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]
Moments = np.ndarray[Any, np.dtype[np.int64]]  # microseconds since 1970
HOUR, DAY = 3_600_000_000, 86_400_000_000  # microseconds
ODD = np.uint64(0x9E3779B97F4A7C15).view(np.int64)  # 2^64 by the golden ratio


def hashed(columns: list[Any], bits: int) -> Any:
    """So many bits of the numbers of each row together, by multiplication (Knuth, The Art of Computer Programming 3, 6.4)."""
    first, *others = columns
    together = np.multiply(first, ODD, dtype=np.int64)  # changed where it stands
    for column in others:
        together += column
        together *= ODD
    whole = together.view(np.uint64)
    whole >>= np.uint64(64 - bits)
    return together


def flat(column: pa.Array | pa.ChunkedArray) -> Any:
    """A column as an array of numpy; null is 0."""
    return (pc.fill_null(column, 0) if column.null_count else column).to_numpy()


def moments_of(batch: pa.RecordBatch) -> Moments:
    """When each consultation of a batch was."""
    found: Moments = batch["ts"].cast(pa.int64()).to_numpy()
    return found
