"""Verdicts and cases of a folder, wholly made on another engine: explanations as Ibis expressions, flags and cases as the engine's own SQL."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from roeland.kernel import clock
from roeland.scrutiny import cases, dimensions, explain, flags
from roeland.scrutiny.causes import AWAY, TEAMLESS
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.explain import REST
from roeland.scrutiny.rulebook import Explanation, Rulebook
from roeland.scrutiny.scale import base, rules
from roeland.scrutiny.scale.backends import connected
from roeland.scrutiny.scale.lazy import ibis
from roeland.scrutiny.scale.statements import Statements
from roeland.scrutiny.scale.stream import Stream


@dataclass(frozen=True)
class Judged:
    """What was written, and what was said of it."""

    events: int
    cases: int
    notes: tuple[str, ...]


def judge(
    folder: Path, book: Rulebook, out: Path, *, now: datetime | None = None, engine: str = "", master: str = ""
) -> Judged:
    """Write verdicts.parquet (event_id, explained_by, flags; by event_id) and cases.parquet of a folder into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    with connected(engine, master) as con:
        found = base.tables(con.engine.backend, folder)
        codes = base.build(con, found, now or clock.now())
        world = dimensions.build(con, base.loaded(found), codes, book.handover_days)
        usable, _ = explain.available(book, world)
        explained(con, found, usable, book)
        stream = Stream(world)
        marks = flags.Flags(world, book, stream)
        marks.prepare()
        placed(world)
        marks.unexplained(sum(rule.strength >= book.strong for rule in usable))
        cases.build(world, book, stream)
        made = verdicts(con, usable, book)
        ranked = con.sql("SELECT * FROM cases ORDER BY rank").to_arrow_table()
        notes = tuple(world.loaded.notes)
    pq.write_table(made, out / "verdicts.parquet", compression="zstd")
    pq.write_table(ranked, out / "cases.parquet", compression="zstd")
    return Judged(made.num_rows, ranked.num_rows, notes)


def explained(con: Statements, found: dict[str, Any], usable: list[Explanation], book: Rulebook) -> None:
    """Table `coded` (rid, code): the place of the strongest rule, from 1; what no rule explains is not in it."""
    if not usable:
        con.execute("CREATE TABLE coded (rid BIGINT, code SMALLINT)")
        return
    texts = con.engine.backend.table("texts").select("ts", "citizen", "user_id", "service", event_id=ibis._.rid)
    best = rules.codes({**found, "consult": texts}, usable, book)
    con.make("coded", best.select(rid=best.event_id, code=best.code))


def placed(world: World) -> None:
    """Tables `marked` (rid, mark, u, ts), which `explain.chain` makes in passing, and `rest`: what no rule explains."""
    world.run(
        "CREATE TABLE placed AS SELECT e.*, e.user_id AS u, g.ts_team FROM consult e LEFT JOIN segments g ON g.u = e.user_id AND g.a <= e.ts AND e.ts < g.b"
    )
    bits = " ".join(f"WHEN bit = {bit} THEN {1 << bit}" for bit in range(AWAY))
    world.run(
        "CREATE TABLE marked AS SELECT rid, sum(mark)::INTEGER AS mark, u, ts FROM ("
        f"SELECT DISTINCT e.rid, e.u, e.ts, CASE {bits} END AS mark FROM placed e JOIN tie t ON t.citizen = e.citizen AND t.u = e.u AND t.a <= e.ts AND e.ts < t.b "
        f"UNION ALL SELECT e.rid, e.u, e.ts, {1 << AWAY} FROM placed e SEMI JOIN (SELECT u, from_ts AS a, coalesce(to_ts, {dimensions.END}) AS b "
        "FROM absences JOIN users USING (user_id)) w ON w.u = e.u AND w.a <= e.ts AND e.ts < w.b "
        f"UNION ALL SELECT rid, u, ts, {1 << TEAMLESS} FROM placed WHERE ts_team IS NULL) GROUP BY rid, u, ts"
    )
    world.run(f"CREATE TABLE rest AS SELECT {REST} FROM placed ANTI JOIN coded c USING (rid)")


def verdicts(con: Statements, usable: list[Explanation], book: Rulebook) -> pa.Table:
    """event_id, explained_by and flags in the order of the rules, by event_id."""
    made = con.sql(
        "SELECT e.event_id, c.code, f.bits FROM consult e LEFT JOIN coded c ON c.rid = e.rid "
        "LEFT JOIN (SELECT rid, list_sort(list(DISTINCT bit)) AS bits FROM flag GROUP BY rid) f ON f.rid = e.rid ORDER BY e.event_id"
    ).to_arrow_table()
    names = pa.array([rule.id for rule in usable], pa.string())
    signs = pa.array([flag.id for flag in book.flags], pa.string())
    codes = pc.subtract(made["code"].combine_chunks().cast(pa.int32()), 1)
    bits = made["bits"].combine_chunks().cast(pa.list_(pa.int32()))
    sizes = pc.fill_null(pc.list_value_length(bits), 0).cast(pa.int32())
    ends = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(sizes)])
    listed = pa.ListArray.from_arrays(ends, signs.take(bits.flatten()))
    return pa.table({"event_id": made["event_id"], "explained_by": names.take(codes), "flags": listed})
