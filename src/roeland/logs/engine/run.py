"""One run over one folder: read, explain, flag, rank, write."""

import resource
import secrets
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from roeland.kernel import clock
from roeland.logs.engine import cases, dimensions, explain, flags, reasons, rulebook, writing
from roeland.logs.engine.dimensions import World
from roeland.logs.engine.numbers import Pseudonyms
from roeland.logs.engine.reading import Reader
from roeland.logs.engine.rulebook import Explanation, Rulebook
from roeland.logs.engine.values import BadKey, CannotRun, Loaded, Outcome, Problem

RUN_KEY_BYTES = 32


def check(
    folder: Path,
    out: Path,
    *,
    key: bytes | None = None,
    now: datetime | None = None,
    book: Rulebook | None = None,
    threads: int = 2,
    since: datetime | None = None,
) -> Outcome:
    """Look at every consultation in `folder`; write verdicts.parquet, cases.csv, reasons.parquet and summary.json into `out`.

    key: at least 16 bytes; None takes one for this run only, which is kept nowhere. now: decides what is a future date.
    since: consultations before it are history: they count for windows and habits, and are in no verdict, case or figure.

    Raises CannotRun (BadKey, BadRules) with a Dutch text that holds no value from a file; then nothing is written.
    """
    started, worked = time.perf_counter(), time.process_time()
    if not folder.is_dir():
        raise CannotRun(f"De map {folder} bestaat niet.")
    book = book or rulebook.shipped()
    con = duckdb.connect(config={"threads": threads})
    try:
        # what does not fit in memory must fail: a spilled page would hold numbers in the clear
        con.execute("SET temp_directory = ''; SET TimeZone = 'UTC'; SET preserve_insertion_order = true")
        reader = Reader(con, Pseudonyms(secrets.token_bytes(RUN_KEY_BYTES) if key is None else key), now or clock.now())
        loaded = reader.read(folder)
        past = "" if since is None else f"TIMESTAMP '{since.astimezone(UTC).replace(tzinfo=None).isoformat(sep=' ')}'"
        if past and not con.execute(f"SELECT 1 FROM consult WHERE ts >= {past} LIMIT 1").fetchall():
            raise CannotRun("Er zijn geen raadplegingen om na te kijken.")
        single(con, loaded)
        world = dimensions.build(con, loaded, reader.codes, book.handover_days)
        rules, lacking = explain.available(book, world)
        marks = flags.Flags(world, book)
        marks.prepare()
        unknown = explain.chain(world, rules, marks.chunk, marks.loose, book.strong)
        marks.unexplained(sum(rule.strength >= book.strong for rule in rules))
        forget(world, past)
        below = cases.build(world, book)
        reasons.build(world)
        with writing.beside(out) as made:
            writing.verdicts(world, book, rules, made / writing.VERDICTS)
            writing.cases(world, made / writing.CASES)
            writing.reasons(world, made / writing.REASONS)
            data = summarise(world, book, rules, lacking, unknown, below, keyed=key is not None)
            data |= {
                "seconds": round(time.perf_counter() - started, 3),
                "cpu_seconds": round(time.process_time() - worked, 3),
                "peak_mb": round(peak(), 1),
            }
            writing.summary(data, made / writing.SUMMARY)
    except duckdb.OutOfMemoryException as problem:
        raise CannotRun(
            "Er is te weinig geheugen voor deze map. Geef Roeland meer geheugen of kijk een kortere periode na."
        ) from problem
    except duckdb.Error as problem:  # its text may hold values
        raise CannotRun(f"De controle is afgebroken ({type(problem).__name__}). Er is niets geschreven.") from None
    finally:
        con.close()
    return Outcome(data, out)


def forget(world: World, past: str) -> None:
    """Leave out what is history (before `past`, in SQL), now that everything was counted."""
    for table in ("explained", "rest", "flag") if past else ():
        world.run(f"DELETE FROM {table} t USING consult c WHERE c.rowid = t.rid AND c.ts < {past}")


def read_key(path: Path) -> bytes:
    """The key in a file, without the line end. Raises BadKey."""
    try:
        key = path.read_bytes().rstrip(b"\r\n")
    except OSError as problem:
        raise BadKey(f"Het sleutelbestand {path} kan niet gelezen worden.") from problem
    Pseudonyms(key)
    return key


def single(con: duckdb.DuckDBPyConnection, loaded: Loaded) -> None:
    """Each event once: half a day that was delivered twice counts once. Looked at in slices, so that memory stays flat."""
    total = con.execute("SELECT count(*) FROM consult").fetchall()[0][0]
    slices = max(1, total // explain.CHUNK)
    part = f"hash(event_id) % {slices} = {{}}" if slices > 1 else "true"
    double = 0
    for number in range(slices):
        double += con.execute(
            f"SELECT count(*) - count(DISTINCT event_id) FROM consult WHERE {part.format(number)}"
        ).fetchall()[0][0]
    if not double:
        return
    con.execute(
        "CREATE TABLE one AS SELECT * FROM consult QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY ts, user_id, citizen, service, ip, search_key) = 1; "
        "DROP TABLE consult; ALTER TABLE one RENAME TO consult"
    )
    loaded.problems.append(
        Problem("consult", "zelfde nummer als een andere raadpleging, één keer geteld", column="event_id", count=double)
    )


def summarise(
    world: World,
    book: Rulebook,
    rules: list[Explanation],
    lacking: dict[str, str],
    unknown: list[str],
    below: int,
    *,
    keyed: bool,
) -> dict[str, Any]:
    """The figures of a run, without persons."""
    found = dict(world.con.execute("SELECT code, count(*) FROM explained GROUP BY code").fetchall())
    marked = dict(world.con.execute("SELECT bit, count(*) FROM flag GROUP BY bit").fetchall())
    events = sum(found.values())
    unseen = flags.available(book, world)
    notes = list(world.loaded.notes)
    notes += [f"Verklaring {name}: geen enkele dienst is bekend, ze telt voor alle diensten." for name in unknown]
    notes += (
        []
        if keyed
        else ["De sleutel gold alleen voor deze controle: pseudoniemen zijn met geen andere controle te vergelijken."]
    )
    return {
        "rules_version": book.version,
        "events": events,
        "explained": events - found.get(0, 0),
        "unexplained": found.get(0, 0),
        "cases": world.one("SELECT count(*) FROM cases"),
        "pairs_below_minimum": below,
        "explanations": {rule.id: found.get(number, 0) for number, rule in enumerate(rules, start=1)},
        "flags": {flag.id: marked.get(bit, 0) for bit, flag in enumerate(book.flags) if flag.id not in unseen},
        "unavailable_explanations": lacking,
        "unavailable_flags": unseen,
        "key": "file" if keyed else "this run only",
        "inputs": world.loaded.inputs,
        "problems": [problem.data() for problem in world.loaded.problems],
        "notes": notes,
    }


def peak() -> float:
    """Largest memory of this process so far, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024) if sys.platform == "darwin" else used / 1024
