"""The four files, in a folder beside the target first: what appears is whole, or nothing appears."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from roeland.scrutiny.arrays import flat
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events
from roeland.scrutiny.hiding import hidden
from roeland.scrutiny.judged import NOTHING
from roeland.scrutiny.rulebook import Explanation, Rulebook
from roeland.scrutiny.values import Problem

MAKING, DONE = ".run-", ".done-"
GROUP = 1_000_000  # rows that are written together
VERDICTS, CASES, REASONS, SUMMARY = "verdicts.parquet", "cases.csv", "reasons.parquet", "summary.json"


@contextmanager
def beside(out: Path) -> Iterator[Path]:
    """A folder next to `out`; its files move there at the end, the summary last, and it is gone whatever happens.

    A run that was killed while moving left a folder `.done-...`: its files are moved first. One that was killed before left `.run-...`,
    with the number of its process: it is thrown away when that process is no more.
    """
    out.mkdir(parents=True, exist_ok=True)
    tidy(out)
    made = Path(tempfile.mkdtemp(prefix=f"{MAKING}{os.getpid()}-", dir=out))
    try:
        yield made
        for name in (VERDICTS, CASES, REASONS, SUMMARY):
            with (made / name).open("rb") as stream:
                os.fsync(stream.fileno())
        done = made.rename(out / made.name.replace(MAKING, DONE))
        move(done, out)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def tidy(out: Path) -> None:
    """Finish what a killed run had ready, and throw away what it had not."""
    for done in out.glob(f"{DONE}*"):
        move(done, out)
    for stale in out.glob(f"{MAKING}*"):
        owner = stale.name.removeprefix(MAKING).split("-")[0]
        if not (owner.isdecimal() and alive(int(owner))):
            shutil.rmtree(stale, ignore_errors=True)


def move(done: Path, out: Path) -> None:
    for name in (VERDICTS, CASES, REASONS, SUMMARY):
        if (done / name).exists():
            (done / name).replace(out / name)
    shutil.rmtree(done, ignore_errors=True)


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def verdicts(world: World, book: Rulebook, rules: list[Explanation], events: Events, path: Path) -> None:
    """One row per consultation in the order of the files: id of the strongest explanation or null, ids of flags in the order of the rules.

    A text with a national number in it stands there as a token; how many is told.
    """
    flagged = world.con.sql("SELECT rid, bit FROM flag ORDER BY rid, bit").to_arrow_table()
    reasons = pa.array([rule.id for rule in rules], pa.string())
    signs = pa.array([flag.id for flag in book.flags], pa.string())
    kinds = [
        pa.int64() if events.numbered else pa.string(),
        pa.dictionary(pa.uint8(), pa.string()),
        pa.list_(pa.string()),
    ]
    schema = pa.schema(list(zip(("event_id", "explained_by", "flags"), kinds, strict=True)))
    place = held = 0
    with pq.ParquetWriter(
        path, schema, compression="zstd", write_statistics=["event_id"], use_dictionary=["explained_by", "flags.list.element"], store_schema=False,
        column_encoding={"event_id": "DELTA_BINARY_PACKED"} if events.numbered else None,
    ) as writer:  # fmt: skip
        for numbers in gathered(events.ids()):
            codes = events.codes_of[place : place + len(numbers)]
            explained = pa.DictionaryArray.from_arrays(pa.array(codes - 1, mask=codes == NOTHING), reasons)
            made = pa.table([numbers, explained, lists(flagged, place, len(numbers), signs)], schema=schema)
            if events.counts is not None:  # history is in no verdict
                made = made.filter(pa.array(events.counts[place : place + len(numbers)]))
            if not events.numbered:
                ids, count = hidden(made["event_id"], events.turn.pseudonyms)
                made, held = made.set_column(0, schema.field(0), ids), held + count
            writer.write_table(made, row_group_size=GROUP)
            place += len(numbers)
    if held:
        text = "rijksregisternummer in het nummer van de raadpleging, het staat als pseudoniem in de uitvoer"
        world.loaded.problems.append(Problem("consult", text, column="event_id", count=held))


def explained(rules: list[Explanation], events: Events, path: Path) -> None:
    """The same without signs."""
    codes, reasons = events.codes_of, pa.array([rule.id for rule in rules], pa.string())
    found = pa.DictionaryArray.from_arrays(pa.array(codes - 1, mask=codes == NOTHING), reasons)
    kind = pa.int64() if events.numbered else pa.string()
    ids = pa.chunked_array(events.ids(), kind)
    pq.write_table(pa.table([ids, found], names=["event_id", "explained_by"]), path, compression="zstd")


def gathered(arrays: Iterator[pa.Array]) -> Iterator[pa.ChunkedArray]:
    """Arrays together, until there are enough rows for one row group."""
    waiting: list[pa.Array] = []
    for array in arrays:
        waiting.append(array)
        if sum(map(len, waiting)) >= GROUP:
            yield pa.chunked_array(waiting)
            waiting = []
    if waiting:
        yield pa.chunked_array(waiting)


def lists(flagged: pa.Table, first: int, rows: int, signs: pa.Array) -> pa.ListArray:
    """The flags of each of `rows` consultations from `first` on; nearly all lists are empty."""
    places = flat(flagged["rid"])
    low, high = np.searchsorted(places, (first, first + rows))
    # how many rows after each other have as many flags before them
    alike = np.diff(places[low:high] - first, prepend=-1, append=rows)
    offsets = np.repeat(np.arange(high - low + 1, dtype=np.int32), alike)
    return pa.ListArray.from_arrays(
        pa.array(offsets), signs.take(flagged["bit"].slice(low, high - low).combine_chunks())
    )


def cases(world: World, path: Path) -> None:
    """cases.csv: times in UTC with microseconds, best first."""
    plain = str(path).replace("'", "''")
    world.run(
        "COPY (SELECT rank, user_id, citizen, score, strftime(first_ts, '%Y-%m-%dT%H:%M:%S.%fZ') AS first_ts, "
        f"strftime(last_ts, '%Y-%m-%dT%H:%M:%S.%fZ') AS last_ts, n_events, reasons FROM cases ORDER BY rank) TO '{plain}' (HEADER, DELIMITER ',')"
    )


def reasons(found: pa.Table, path: Path) -> None:
    """reasons.parquet: per rank of cases.csv the flags with their counts, no identities."""
    pq.write_table(found, path, compression="zstd")


def summary(data: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
