"""Columns of a plain Parquet file in the form of the engine: times as microseconds in UTC, citizens as 64-bit tokens, other ids as numbers."""

from collections.abc import Callable
from datetime import datetime

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.types as kinds

from roeland.scrutiny import kept
from roeland.scrutiny.arrays import flat
from roeland.scrutiny.layouts import BOOL, CITIZEN, COUNT, DAY, EVENT, LAYOUTS, TEXT, TIME, TOKEN, USER
from roeland.scrutiny.numbers import LARGEST_NUMBER, Pseudonyms, meant

WRONG = {
    EVENT: "geen nummer van het gegeven", USER: "geen gebruiker", CITIZEN: "geen geldig rijksregister- of bisnummer of pseudoniem",
    TIME: "geen geldig tijdstip", DAY: "geen geldige dag", TOKEN: "geen geldige waarde", BOOL: "geen ja of nee", TEXT: "leeg", COUNT: "geen aantal",
}  # fmt: skip
EARLIEST = datetime(2000, 1, 1)  # noqa: DTZ001 -- in UTC, as all moments here; what is said to be earlier is a wrong clock or another unit
WIDER = {"s": 1_000_000, "ms": 1_000}


def plain(kind: str, found: pa.DataType) -> bool:
    """Whether a column of this kind can be streamed from this type; the rest goes the slow way."""
    whole = kinds.is_signed_integer(found) or (kinds.is_unsigned_integer(found) and found != pa.uint64())
    text = kinds.is_string(found) or kinds.is_large_string(found)
    if kinds.is_dictionary(found):
        return kind not in {TIME, EVENT, COUNT} and bool(kinds.is_string(found.value_type))
    if kind == COUNT:
        return bool(whole)
    return bool((kinds.is_timestamp(found) or found == pa.int64()) if kind == TIME else whole or text)


def wrong(column: str, kind: str) -> str:
    """What is said of rows that are left out for this column."""
    span = f", van voor {EARLIEST.year} of een dag in de toekomst" if column == "ts" else ""
    return f"{WRONG[kind]}{span}, rij overgeslagen"


def moments(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Microseconds in UTC, whatever the unit and zone of the column; null when they do not fit."""
    if kinds.is_timestamp(column.type):
        if column.type.unit in WIDER:
            raw, most = column.cast(pa.int64()), 2**63 // WIDER[column.type.unit] - 1
            fits = pc.and_(pc.less_equal(raw, most), pc.greater_equal(raw, -most))
            column = pc.if_else(fits, column, pa.scalar(None, column.type))
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False).cast(pa.int64())
    return column.cast(pa.timestamp("us"))


def plain_ids(chunk: pa.Array, kind: pa.DataType) -> pa.Array:
    return (chunk.dictionary_decode() if kinds.is_dictionary(chunk.type) else chunk).cast(kind)


class Turn:
    """Turns the columns of one run; `codes` grows with every new text."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        codes: dict[str, dict[str, int]],
        pseudonyms: Pseudonyms,
        name: Callable[[str], str],
    ) -> None:
        self.con, self.codes, self.pseudonyms, self.name = con, codes, pseudonyms, name
        self.tokens: dict[str | int | None, int | None] = {None: None}
        self.seen: dict[
            tuple[str, pa.DataType], tuple[pa.Array, pa.Array]
        ] = {}  # values of a column, and their numbers

    def table(self, raw: pa.Table) -> pa.Table:
        """The columns of `consult` that are there; what cannot be used is null."""
        made = {}
        for column, kind in LAYOUTS["consult"].columns.items():
            if column not in raw.column_names:
                continue
            if kind == EVENT:
                made[column] = raw[column]
            elif kind == TIME:
                made[column] = moments(raw[column])
            elif kind == COUNT:
                made[column] = raw[column].cast(pa.int64())
            elif column in kept.TYPES:
                made[column] = self.kept(raw[column], column)
            else:
                made[column] = self.citizens(raw[column]) if kind == CITIZEN else self.coded(raw[column], column)
        return pa.table(made)

    def coded(self, column: pa.ChunkedArray, name: str) -> pa.Array:
        """A number per distinct text, the same in all files of the run."""
        indices, values = coded(column)
        known, numbers = self.seen.get((name, values.type), (values[:0], pa.array([], pa.int32())))
        places = pc.index_in(values, value_set=known)
        if places.null_count:  # values that did not come before
            fresh = values.filter(pc.is_null(places))
            known = pa.concat_arrays([known, fresh])
            numbers = pa.concat_arrays(
                [numbers, pa.array([self.number(text, name) for text in texts(fresh)], pa.int32())]
            )
            self.seen[name, values.type] = known, numbers
            places = pc.index_in(values, value_set=known)
        return numbers.take(places).take(indices)

    def number(self, value: str | int | None, name: str) -> int | None:
        text = "" if value is None else str(value).strip()
        text = self.name(text) if text and name == "user_id" else text
        known = self.codes[name]
        return known.setdefault(text, len(known) + 1) if text else None

    def kept(self, column: pa.ChunkedArray, name: str) -> pa.Array:
        """What is kept of a text that nobody needs, looked at once per distinct text."""
        indices, values = distinct(column)
        con = self.con.cursor()
        con.register(
            "_texts",
            pa.table({"text": pa.array([None if value is None else str(value) for value in values], pa.string())}),
        )
        made = con.sql(f"SELECT {kept.value(name, 'trim(text)')} AS kept FROM _texts").to_arrow_table()["kept"]
        con.close()
        return made.combine_chunks().take(indices)

    def citizens(self, column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
        """Pseudonyms; national numbers, also as integers that lost their zeros, get theirs."""
        if not kinds.is_integer(column.type):
            indices, values = distinct(column)
            for value in values:
                if value not in self.tokens:
                    self.tokens[value] = self.pseudonyms.citizen(str(value)) if str(value).strip() else None
            return pa.array([self.tokens[value] for value in values], pa.int64()).take(indices)
        numbers = flat(column.cast(pa.int64()))
        near = np.flatnonzero((numbers + LARGEST_NUMBER).view(np.uint64) <= 2 * LARGEST_NUMBER)  # of at most 11 digits
        near = near[meant(numbers[near])]
        if not near.size:
            return column.cast(pa.int64())
        found, places = np.unique(numbers[near], return_inverse=True)
        tokens = [self.number_of(value) for value in found.tolist()]
        numbers = numbers.copy()
        numbers[near] = np.array([token or 0 for token in tokens], np.int64)[places]
        empty = column.is_null().to_numpy()
        empty[near] |= np.array([token is None for token in tokens])[places]
        return pa.array(numbers, mask=empty)

    def number_of(self, value: int) -> int | None:
        """The pseudonym of a number, kept for the next batch."""
        if value not in self.tokens:
            self.tokens[value] = self.pseudonyms.citizen_number(value)
        return self.tokens[value]


def coded(column: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """Which distinct value each row has, and those values."""
    found = column if kinds.is_dictionary(column.type) else column.dictionary_encode()
    whole = found.unify_dictionaries().combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) and whole.num_chunks else whole
    kind = found.type.value_type
    return (whole.indices, whole.dictionary) if len(whole) else (pa.array([], pa.int32()), pa.array([], kind))


def distinct(column: pa.ChunkedArray) -> tuple[pa.Array, list[str | int | None]]:
    """Which distinct value each row has, and those values as texts or numbers."""
    indices, values = coded(column)
    return indices, texts(values)


def texts(values: pa.Array) -> list[str | int | None]:
    """Values as texts or numbers. What is no UTF-8 counts as empty."""
    try:
        found: list[str | int | None] = values.to_pylist()
    except UnicodeDecodeError:
        found = [readable(value) for value in values.cast(pa.binary()).to_pylist()]
    return found


def readable(value: bytes | None) -> str | None:
    try:
        return None if value is None else value.decode()
    except UnicodeDecodeError:
        return None
