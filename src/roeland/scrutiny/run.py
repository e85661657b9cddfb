"""One run over one folder: read, explain, flag, rank, write."""

import re
import resource
import secrets
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from roeland.kernel import clock
from roeland.scrutiny import cases, crowd, dimensions, explain, flags, needs, reasons, rulebook, thresholds, writing
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.doubled import doubled
from roeland.scrutiny.events import Events
from roeland.scrutiny.judged import NOTHING
from roeland.scrutiny.moments import Span
from roeland.scrutiny.numbers import Pseudonyms
from roeland.scrutiny.reading import Reader
from roeland.scrutiny.rulebook import Explanation, Rulebook
from roeland.scrutiny.values import BadKey, CannotRun, Loaded, Outcome, Problem

with suppress(
    NotImplementedError
):  # not on Windows; half of what the default takes from the kernel, and less memory at the top
    pa.set_memory_pool(pa.jemalloc_memory_pool())
    pa.jemalloc_set_decay_ms(10_000)  # what a batch leaves is for the next ones
RUN_KEY_BYTES = 32
WRITING = "schrijven"
DOUBLE = "zelfde nummer als een andere raadpleging, één keer geteld"
OTHER = (
    "zelfde nummer als een andere raadpleging maar andere inhoud, overgeslagen. Geef elke raadpleging een eigen nummer"
)
ONCE = "De sleutel gold alleen voor deze controle: pseudoniemen zijn met geen andere controle te vergelijken."
SLICE = 2_500_000  # numbers of events that are looked at together


class Doubles(Exception):
    """An event came more than once: all must be laid side by side."""


def check(
    folder: Path,
    out: Path,
    *,
    key: bytes | None = None,
    now: datetime | None = None,
    book: Rulebook | None = None,
    threads: int = 1,
    since: datetime | None = None,
    signs: bool = True,
) -> Outcome:
    """Look at every consultation in `folder`; write verdicts.parquet, cases.csv, reasons.parquet and summary.json into `out`.

    key: at least 16 bytes; None takes one for this run only, which is kept nowhere. now: decides what is a future date.
    since: consultations before it are history: they count for windows and habits, and are in no verdict, case or figure.
    signs: without them only explanations are looked for, and verdicts.parquet (event_id, explained_by) is all that is written.
    threads: two are done in three quarters of the time, for a tenth more of the processor's.

    Raises CannotRun (BadKey, BadRules) with a Dutch text that holds no value from a file; then nothing is written.
    """
    if not folder.is_dir():
        raise CannotRun(f"De map {folder} bestaat niet.")
    thresholds.complete(book or rulebook.shipped())
    keyed = key is not None
    one = (Run if signs else Explaining)(
        folder,
        out,
        Pseudonyms(key or secrets.token_bytes(RUN_KEY_BYTES)),
        keyed,
        now or clock.now(),
        book or rulebook.shipped(),
        threads,
        since,
    )
    try:
        return one.make(careful=False)
    except Doubles:
        return one.make(careful=True)


@dataclass(frozen=True)
class Explained:
    """What was read, and what explains it, before signs are looked for."""

    reader: Reader
    world: World
    marks: flags.Flags
    rules: list[Explanation]
    lacking: dict[str, str]
    unknown: list[str]


@dataclass(frozen=True)
class Run:
    """What one run was asked, and since when it works."""

    folder: Path
    out: Path
    pseudonyms: Pseudonyms
    keyed: bool
    now: datetime
    book: Rulebook
    threads: int
    since: datetime | None
    started: float = field(default_factory=time.perf_counter)
    worked: float = field(default_factory=time.process_time)
    stages: list[str] = field(default_factory=lambda: ["starten"])  # the last is where it is

    def make(self, *, careful: bool) -> Outcome:
        """The run itself; without care it raises Doubles when events turn out to come more than once."""
        con = duckdb.connect(config={"threads": self.threads})
        try:
            # what does not fit in memory must fail: a spilled page would hold numbers in the clear
            con.execute(
                "SET temp_directory = ''; SET TimeZone = 'UTC'; SET preserve_insertion_order = true; SET enable_progress_bar = false"
            )
            return self.steps(con, careful=careful)
        except (duckdb.OutOfMemoryException, MemoryError):  # Arrow's own is a MemoryError too
            raise CannotRun(
                "Er is te weinig geheugen voor deze map. Geef Roeland meer geheugen of kijk een kortere periode na."
            ) from None
        except Exception as problem:  # whatever it is, its text may hold values
            if isinstance(problem, CannotRun | Doubles) or (
                isinstance(problem, OSError) and self.stages[-1] == WRITING
            ):
                raise
            raise CannotRun(
                f"De controle is afgebroken bij het {self.stages[-1]} ({type(problem).__name__}). Er is niets geschreven."
            ) from None
        finally:
            con.close()

    def explained(self, con: duckdb.DuckDBPyConnection, *, careful: bool) -> Explained:
        """Read and explain."""
        self.stages.append("lezen")
        reader = Reader(con, self.pseudonyms, self.now, careful=careful)
        loaded, events = reader.read(self.folder), reader.events
        single(con, loaded)
        events.learn("service", "search_key")
        self.stages.append("verklaren")
        world = dimensions.build(con, loaded, reader.codes, self.book.handover_days)
        span = Span(*events.span())
        rules, lacking = explain.available(self.book, world)
        marks = flags.Flags(world, self.book, events)
        marks.prepare()
        unknown = explain.chain(world, rules, events, span)
        if not events.total or not events.count_from(self.since):
            raise CannotRun(reader.nothing())
        if not careful:
            twice(world, events)
        return Explained(reader, world, marks, rules, lacking, unknown)

    def steps(self, con: duckdb.DuckDBPyConnection, *, careful: bool) -> Outcome:
        """Read, explain, flag, rank, write."""
        at = self.stages.append
        found = self.explained(con, careful=careful)
        world, events, rules = found.world, found.reader.events, found.rules
        world.loaded.notes += doubled(world, self.folder, events.total)
        at("zoeken van signalen")
        dimensions.newcomers(world, found.reader.codes)
        found.marks.unexplained(rules)
        forget(world, events)
        at("rangschikken")
        below = cases.build(world, self.book, events)
        why = reasons.build(world)
        at(WRITING)
        with writing.beside(self.out) as made:
            writing.verdicts(world, self.book, rules, events, made / writing.VERDICTS)
            writing.cases(world, made / writing.CASES)
            writing.reasons(why, made / writing.REASONS)
            counts = events.found()
            data = summarise(world, self.book, rules, found.lacking, found.unknown, below, counts, keyed=self.keyed)
            data |= {
                "seconds": round(time.perf_counter() - self.started, 3),
                "cpu_seconds": round(time.process_time() - self.worked, 3),
                "peak_mb": round(peak(), 1),
            }
            writing.summary(data, made / writing.SUMMARY)
        return Outcome(data, self.out)


class Explaining(Run):
    """A run without signs and cases."""

    def steps(self, con: duckdb.DuckDBPyConnection, *, careful: bool) -> Outcome:
        found = self.explained(con, careful=careful)
        self.out.mkdir(parents=True, exist_ok=True)
        writing.explained(found.rules, found.reader.events, self.out / writing.VERDICTS)
        return Outcome({}, self.out)


def forget(world: World, events: Events) -> None:
    """Leave out what is history, now that everything was counted."""
    if events.counts is not None:
        with world.under("_past", events.past()):
            for table in ("rest", "flag", "automatic", "meant"):
                world.run(f"DELETE FROM {table} WHERE rid IN (SELECT rid FROM _past)")


def read_key(path: Path) -> bytes:
    """The key in a file, without the line end. Raises BadKey."""
    try:
        key = path.read_bytes().rstrip(b"\r\n")
    except OSError as problem:
        raise BadKey(f"Het sleutelbestand {path} kan niet gelezen worden.") from problem
    Pseudonyms(key)
    return key


def single(con: duckdb.DuckDBPyConnection, loaded: Loaded) -> None:
    """Each event of table `consult` once: half a day that was delivered twice counts once. What is another consultation under the same number
    cannot be told apart in the verdicts: it is left out, and said so."""
    double = doubles(con, "consult", con.execute("SELECT count(*) FROM consult").fetchall()[0][0])
    if not double:
        return
    same = "SELECT DISTINCT event_id, ts, user_id, citizen, service FROM consult"
    other = con.execute(f"SELECT count(*) - count(DISTINCT event_id) FROM ({same})").fetchall()[0][0]
    con.execute(
        "CREATE TABLE one AS SELECT * FROM consult QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY ts, user_id, citizen, service, ip, search_key) = 1; "
        "DROP TABLE consult; ALTER TABLE one RENAME TO consult"
    )
    for text, count in ((DOUBLE, double - other), (OTHER, other)):
        if count:
            loaded.problems.append(Problem("consult", text, column="event_id", count=count))


def doubles(con: duckdb.DuckDBPyConnection, table: str, total: int) -> int:
    """How many events have a number that came before. Looked at in slices, so that memory stays flat."""
    slices = max(1, total // SLICE)
    part = f"hash(event_id) % {slices} = {{}}" if slices > 1 else "true"
    count = f"SELECT count(*) - count(DISTINCT event_id) FROM {table} WHERE "
    return sum(con.execute(count + part.format(number)).fetchall()[0][0] for number in range(slices))


def twice(world: World, events: Events) -> None:
    """Raises Doubles when the stream held an event more than once."""
    if events.order.increasing:
        return
    with world.under("_ids", pa.table([pa.chunked_array(events.ids())], names=["event_id"])):
        found = doubles(world.con, "_ids", events.total)
    if found:
        raise Doubles


def summarise(
    world: World,
    book: Rulebook,
    rules: list[Explanation],
    lacking: dict[str, str],
    unknown: list[str],
    below: int,
    found: dict[int, int],
    *,
    keyed: bool,
) -> dict[str, Any]:
    """The figures of a run, without persons."""
    marked = dict(world.con.execute("SELECT bit, count(*) FROM flag GROUP BY bit").fetchall())
    events = sum(found.values())
    unseen = needs.available(book, world)
    notes = list(world.loaded.notes)
    if crowd.WATCH not in unseen and not crowd.used(world, book):
        unseen[crowd.WATCH] = crowd.LACKS
        notes.append(crowd.NOTE)
    notes += [f"Verklaring {name}: geen enkele dienst is bekend, ze telt voor alle diensten." for name in unknown]
    notes += [] if keyed else [ONCE]
    return {
        "rules_version": book.version,
        "events": events,
        "explained": events - found.get(NOTHING, 0),
        "unexplained": found.get(NOTHING, 0),
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
    """Largest memory of this process so far, in MB. Linux counts what it was started from in `ru_maxrss`, so its own figure comes first."""
    status = Path("/proc/self/status")
    if status.is_file() and (found := re.search(r"^VmHWM:\s*(\d+) kB", status.read_text(), re.MULTILINE)):
        return int(found[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1024 * 1024) if sys.platform == "darwin" else used / 1024
