"""Consultations as a stream: plain Parquet is read batch by batch, only the columns that count, texts as numbers, and is never kept whole.

What cannot be read so (CSV, odd types, doubles) was put in table `consult` by `reading` and comes last. The first pass (`batches`) decides which
rows count; the second (`ids`) gives their numbers in the same order.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from roeland.scrutiny import columns
from roeland.scrutiny.arrays import Places, flat, moments_of
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.judged import NOTHING, Judged
from roeland.scrutiny.layouts import LAYOUTS
from roeland.scrutiny.moments import NONE, States
from roeland.scrutiny.numbers import Pseudonyms
from roeland.scrutiny.order import Order
from roeland.scrutiny.plain import DAMAGED, ROWS, Part, Plain, parts
from roeland.scrutiny.values import Loaded, Problem

TYPES = {
    "ts": pa.timestamp("us"), "citizen": pa.int64(), "n_persons": pa.int64(), "dossier_ref": pa.uint64(), "stated_reason": pa.bool_(),
}  # fmt: skip
SMALL = ("service", "search_key", "action", "outcome")  # columns with few texts
DENSE = 1 << 20  # pairs that are counted in one array
PAIRS = pa.schema([("pair", pa.int64()), ("n", pa.int64())])
NARROW = 30_000  # numbers that fit in two bytes
MARKS = pa.schema([("rid", pa.int32()), ("user_id", pa.int32()), ("ts", pa.timestamp("us")), ("mark", pa.uint8())])
Namer = Callable[[str], str]


class Events(Judged):
    """All consultations of a folder. `codes`: per column the number of each text, shared with the tables of `reading`."""

    def __init__(
        self,
        con: duckdb.DuckDBPyConnection,
        loaded: Loaded,
        codes: dict[str, dict[str, int]],
        pseudonyms: Pseudonyms,
        name: Namer,
        latest: datetime,
    ) -> None:
        super().__init__()
        self.con, self.loaded, self.codes, self.latest = con, loaded, codes, latest
        self.turn = columns.Turn(con, codes, pseudonyms, name)
        self.files: list[Plain] = []
        self.numbered, self.order = True, Order()
        # per file and first row group the columns that `learn` read
        self.early: dict[tuple[Path, int], dict[str, pa.Array]] = {}
        self.flow: Iterator[pa.RecordBatch] = iter(())
        self.width = 1  # numbers of services
        self.pairs: list[pa.RecordBatch] = []  # per batch how often each team and service, in one number
        self.marks: list[pa.RecordBatch] = []  # who was away or in no team: rid, user_id, ts, mark
        self.staged, self.listing = "consult", "*"

    def add(self, name: str, path: Path) -> bool:
        """Take a file for the stream, when its columns allow it."""
        schema = pq.read_schema(path)
        names = {found.lower(): found for found in schema.names}
        layout = LAYOUTS["consult"]
        wanted = {column: names[column] for column in layout.columns if column in names}
        if len(names) != len(schema.names) or not layout.needed <= set(wanted):
            return False
        if not all(
            columns.plain(kind, schema.field(wanted[column]).type)
            for column, kind in layout.columns.items()
            if column in wanted
        ):
            return False
        self.numbered &= pa.types.is_integer(schema.field(wanted["event_id"]).type)
        self.files.append(Plain(name, path, wanted))
        self.loaded.tables.setdefault("consult", set()).update(wanted)
        return True

    def learn(self, *wanted: str) -> None:
        """Number the texts of a few columns before the stream runs, which does not read them again."""
        for plain in self.files:
            source = plain.open()
            for column in wanted:
                for part in parts(source) if column in plain.names else []:
                    with suppress(pa.ArrowException, OSError):  # told when the stream comes there
                        texts = source.read_row_groups(part.groups, [plain.names[column]], use_threads=False)[0]
                        codes = self.turn.coded(texts, column)
                        if part.at_once:
                            kind = pa.int16() if len(self.codes[column]) < NARROW else pa.int32()
                            self.early.setdefault((plain.path, part.groups[0]), {})[column] = codes.cast(kind)

    def span(self) -> tuple[int, int]:
        """First and last moment in microseconds since 1970, of what can count."""
        known = self.con.execute("SELECT epoch_us(min(ts)), epoch_us(max(ts)) FROM consult").fetchall()[0]
        found = [moment for moment in known if moment is not None]
        for plain in self.files:
            source = plain.open()
            for part in parts(source):
                with suppress(pa.ArrowException, OSError):
                    found += plain.ends(source, part)
        first, latest = (
            int(one.replace(tzinfo=UTC).timestamp()) * 1_000_000 for one in (columns.EARLIEST, self.latest)
        )
        return max(min([*found, latest]), first), max(min(max([*found, 0]), latest), first)

    @property
    def schema(self) -> pa.Schema:
        """Columns of a batch, those that some file has; texts in a column with few of them are known by now."""
        layout = LAYOUTS["consult"]
        there = [name for name in layout.columns if name in layout.needed or self.loaded.has("consult", name)]
        there.remove("event_id")
        small = {name for name in SMALL if len(self.codes[name]) < NARROW}
        return pa.schema(
            [(name, pa.int16() if name in small else TYPES.get(name, pa.int32())) for name in ("rid", *there)]
        )

    def stream(self, states: States, names: Sequence[str]) -> pa.RecordBatchReader:
        """These columns of all consultations, which are read and kept in passing."""
        self.width = 1 + max(self.codes["service"].values(), default=0)
        self.flow = self.passing(states, names)
        return pa.RecordBatchReader.from_batches(self.narrowed(names), self.flow)

    def passing(self, states: States, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        for batch in self.batches():
            self.keep(batch, states)
            yield self.lines(batch, self.states[-1], states, names)

    def finish(self) -> None:
        """Read what nobody asked for: where there is no reason at all a join does not read its other side."""
        for _ in self.flow:
            pass
        self.codes_of = np.full(self.total, NOTHING, np.uint8)

    def keep(self, batch: pa.RecordBatch, states: States) -> None:
        """Keep a batch, and what it says of users and services."""
        self.kept.append(batch)
        places = states.places(batch["user_id"].to_numpy(), moments_of(batch))
        marks = states.mark.take(places)
        odd = np.flatnonzero(marks)
        if odd.size:
            rows = batch.select(["rid", "user_id", "ts"]).take(pa.array(odd))
            self.marks.append(rows.append_column("mark", pa.array(marks[odd])))
        self.states.append(places.astype(states.kind))
        if "service" in batch.schema.names:
            self.count(states.settled.take(places), flat(batch["service"]))

    def count(self, teams: Places, services: Places) -> None:
        """Add to how often each team asked each service."""
        pairs = teams * np.int64(self.width) + services
        if pairs.max(initial=0) < DENSE:
            counted = np.bincount(pairs)
            found = np.flatnonzero(counted)
            counted = counted[found]
        else:
            found, counted = np.unique(pairs, return_counts=True)
        self.pairs.append(pa.record_batch([pa.array(found), pa.array(counted)], PAIRS))

    def asked(self, world: World) -> None:
        """Make table `asked` (ts_team, service, n, m): how often a team asked each service, and anything; not who comes from another team or goes to it."""
        with world.under("_pairs", pa.Table.from_batches(self.pairs, PAIRS)):
            world.run(
                "CREATE TABLE asked AS SELECT *, sum(n) OVER (PARTITION BY ts_team) AS m FROM "
                f"(SELECT pair // {self.width} AS ts_team, pair % {self.width} AS service, sum(n) AS n FROM _pairs GROUP BY pair) "
                f"WHERE ts_team <> {NONE} AND service <> {NONE}"
            )

    def seen(self, world: World) -> None:
        """After the stream: `consult` is all that counts, with an empty column for what no file has."""
        world.run("ALTER TABLE consult RENAME TO staged")
        self.staged = "staged"
        world.con.register("consults", pa.Table.from_batches(self.kept, self.schema))
        known = {row[0]: row[1] for row in world.con.execute("DESCRIBE staged").fetchall()}
        names = [
            name if name in self.schema.names else f"NULL::{known[name]} AS {name}"
            for name in LAYOUTS["consult"].columns
            if name != "event_id"
        ]
        self.listing = ", ".join(["rid", *names])
        world.run(f"CREATE TEMP VIEW consult AS SELECT {self.listing} FROM consults")

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Every consultation that counts, once, with its place `rid`."""
        for plain in self.files:
            plain.taken, plain.faults = [], {}
            source = plain.open()
            for part in parts(source):
                yield from self.number(self.part(plain, source, part))
            self.tell(plain)
        names = ", ".join(LAYOUTS["consult"].columns)
        found = self.con.cursor().sql(f"SELECT {names} FROM {self.staged} ORDER BY event_id").to_arrow_reader(ROWS)
        yield from self.number(pa.Table.from_batches([batch]) for batch in found)

    def number(self, tables: Iterator[pa.Table]) -> Iterator[pa.RecordBatch]:
        for table in tables:
            self.order.follow(table["event_id"])
            places = pa.array(np.arange(self.total, self.total + table.num_rows, dtype=np.int32))
            self.total += table.num_rows
            schema = self.schema
            there = {"rid", *table.column_names}
            made = [
                (places if field.name == "rid" else table[field.name].cast(field.type))
                if field.name in there
                else pa.nulls(table.num_rows, field.type)
                for field in schema
            ]
            yield from pa.table(made, schema=schema).to_batches()

    def part(self, plain: Plain, source: pq.ParquetFile, part: Part) -> Iterator[pa.Table]:
        """The rows of one part; what is damaged is told and left out."""
        first = sum(source.metadata.row_group(group).num_rows for group in range(part.groups[0]))
        masks: list[pa.ChunkedArray] = []
        seen = 0
        try:
            for table in self.turned(plain, source, part):
                mask = self.sound(plain, table, first + seen)
                masks.append(mask if mask is not None else pa.chunked_array([pa.repeat(pa.scalar(True), len(table))]))
                seen += len(table)
                yield table if mask is None else table.filter(mask)
        except (pa.ArrowException, OSError, ValueError):  # their texts may quote the data
            if len(part.groups) > 1 and not seen:  # one of them is damaged: look for it
                for group in part.groups:
                    yield from self.part(plain, source, Part([group], source.metadata.row_group(group).num_rows))
                return
            rows = part.rows - seen
            self.loaded.problems.append(Problem(plain.name, DAMAGED, row=first + seen + 1, count=rows))
            masks.append(pa.chunked_array([pa.repeat(pa.scalar(False), rows)]))
        whole = pa.chunked_array([chunk for mask in masks for chunk in mask.chunks], type=pa.bool_())
        part.kept = None if pc.all(whole).as_py() else whole
        if part.kept is None or pc.any(whole).as_py():
            plain.taken.append(part)

    def turned(self, plain: Plain, source: pq.ParquetFile, part: Part) -> Iterator[pa.Table]:
        """The rows of one part as the columns of `consult`."""
        early = self.early.pop((plain.path, part.groups[0]), {})
        names = {column: found for column, found in plain.names.items() if column not in early}
        wanted = list(names.values())
        if not part.at_once:
            for batch in source.iter_batches(ROWS, row_groups=part.groups, columns=wanted, use_threads=False):
                yield self.turn.table(pa.Table.from_batches([batch]).select(wanted).rename_columns(list(names)))
            return
        raw = source.read_row_groups(part.groups, wanted, use_threads=False).select(wanted)
        table = self.turn.table(raw.rename_columns(list(names)))
        for column, codes in early.items():
            table = table.append_column(column, codes)
        yield table

    def sound(self, plain: Plain, table: pa.Table, before: int) -> pa.ChunkedArray | None:
        """Which rows count, or None when all do; counts what is wrong per column."""
        first, last = (pa.scalar(one, pa.timestamp("us")) for one in (columns.EARLIEST, self.latest))
        apart = pc.or_(pc.less(table["ts"], first), pc.greater(table["ts"], last))
        wrong = {"event_id": pc.is_null(table["event_id"]), "ts": pc.fill_null(apart, fill_value=True)}
        wrong |= {column: pc.is_null(table[column]) for column in ("user_id", "citizen")}
        bad = None
        for column, test in wrong.items():
            if not (count := pc.sum(test).as_py()):
                continue
            row, before_this = plain.faults.get(column, (before + pc.index(test, True).as_py() + 1, 0))
            plain.faults[column] = (row, before_this + count)
            bad = test if bad is None else pc.or_(bad, test)
        return None if bad is None else pc.invert(bad)

    def tell(self, plain: Plain) -> None:
        for column, (row, count) in plain.faults.items():
            text = columns.wrong(column, LAYOUTS["consult"].columns[column])
            self.loaded.problems.append(Problem(plain.name, text, column=column, row=row, count=count))

    def ids(self) -> Iterator[pa.Array]:
        """The numbers of the events in the order of `rid`."""
        kind = pa.int64() if self.numbered else pa.string()
        if self.numbered and self.order.complete(self.total):
            yield from self.order.known()
            return
        for plain in self.files:
            source = plain.open()
            for part in plain.taken:
                column = source.read_row_groups(part.groups, [plain.names["event_id"]], use_threads=False)[0]
                column = column if part.kept is None else column.filter(part.kept)
                yield from (columns.plain_ids(chunk, kind) for chunk in column.chunks)
        for batch in (
            self.con.cursor().sql(f"SELECT event_id FROM {self.staged} ORDER BY event_id").to_arrow_reader(ROWS)
        ):
            yield batch["event_id"].cast(kind)
