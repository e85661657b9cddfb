"""Verdicts and cases of a folder, wholly made on another engine: explanations as Ibis expressions, flags and cases as the engine's own SQL."""

from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from roeland.kernel import clock
from roeland.scrutiny import cases, chance, crowd, dimensions, explain, flags, neighbours, reasons, writing
from roeland.scrutiny.causes import AWAY, TEAMLESS
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.explain import REST
from roeland.scrutiny.rulebook import Explanation, Rulebook
from roeland.scrutiny.scale import base, rules
from roeland.scrutiny.scale.backends import connected
from roeland.scrutiny.scale.lazy import ibis
from roeland.scrutiny.scale.statements import Statements
from roeland.scrutiny.scale.stream import Stream


def judge(
    folder: Path, book: Rulebook, out: Path, *, now: datetime | None = None, engine: str = "", master: str = ""
) -> dict[str, Any]:
    """Write verdicts.parquet (by event_id), cases.csv and reasons.parquet of a folder into `out`, as `run.check` does, and a short summary.json.

    Returns the summary. now: decides what is a future date. engine, master: else the configuration says so.
    """
    con: Any  # has as much of a connection of DuckDB as the rules use
    stream: Any  # and as much of `Events`
    with connected(engine, master) as con:
        found = base.tables(con.engine.backend, folder)
        codes = base.build(con, found, now or clock.now())
        world = dimensions.build(con, base.loaded(found), codes, book.handover_days)
        usable, _ = explain.available(book, world)
        explained(con, found, usable)
        stream = Stream(world)
        marks = flags.Flags(world, book, stream)
        marks.prepare()
        placed(world)
        beyond(con, world, stream, found, usable)
        marks.unexplained(usable)
        cases.build(world, book, stream)
        made = verdicts(con, usable, book)
        ranked = con.sql("SELECT * FROM cases ORDER BY rank").to_arrow_table()
        why = reasons.build(world)
        notes = [*world.loaded.notes, *([] if crowd.used(world, book) else [crowd.NOTE])]
    said = {
        "rules_version": book.version,
        "engine": con.engine.dialect,
        "events": made.num_rows,
        "explained": made.num_rows - made["explained_by"].null_count,
        "cases": ranked.num_rows,
        "notes": notes,
    }
    with writing.beside(out) as place, duckdb.connect() as here:
        pq.write_table(made, place / writing.VERDICTS, compression="zstd")
        here.register("cases", ranked)
        writing.cases(World(here, world.loaded, {}, {}), place / writing.CASES)
        writing.reasons(why, place / writing.REASONS)
        writing.summary(said, place / writing.SUMMARY)
    return said


def explained(con: Statements, found: dict[str, Any], usable: list[Explanation]) -> None:
    """Table `scale_coded` (rid, code): the place of the strongest rule, from 1; what no rule explains is not in it."""
    con.execute(
        f"CREATE TABLE {rules.MOVING} AS SELECT x.user_id AS member, t.team AS of, m.a AS since, m.b AS until FROM moving m "
        "JOIN members k ON k.ts_team = m.ts_team JOIN teams t ON t.t = k.t JOIN users x ON x.u = m.u"
    )
    coded(con, "scale_coded", found, [pair for pair in enumerate(usable, start=1) if not pair[1].last])


def coded(con: Statements, name: str, found: dict[str, Any], rules_of: list[tuple[int, Explanation]]) -> None:
    """A table (rid, code) of what these rules explain."""
    if not rules_of:
        con.execute(f"CREATE TABLE {name} (rid BIGINT, code SMALLINT)")
        return
    texts = con.engine.backend.table("scale_texts").select("ts", "citizen", "user_id", "service", event_id=ibis._.rid)
    moving = con.engine.backend.table(rules.MOVING)
    best = rules.codes({**found, "consult": texts, rules.MOVING: moving}, rules_of)
    con.make(name, best.select(rid=best.event_id, code=best.code))


def beyond(con: Statements, world: World, stream: Any, found: dict[str, Any], usable: list[Explanation]) -> None:
    """Let the rules explain that are asked of what the others leave, as `explain.late` does."""
    total = world.one("SELECT count(*) FROM consult")
    for code, rule in enumerate(usable, start=1):
        if rule.around:
            near = f"SELECT rid, {code}::SMALLINT AS code FROM ({neighbours.found(world, rule, stream)})"
            world.run(f"CREATE TABLE scale_late_{code} AS {near}")
        elif rule.beyond_chance and chance.beyond(world, rule, total):
            coded(con, f"scale_late_{code}", found, [(code, rule)])
        else:
            continue
        late = f"SELECT l.rid, l.code FROM scale_late_{code} l SEMI JOIN rest r ON r.rid = l.rid"
        world.run(f"INSERT INTO scale_coded {late}")
        world.run(f"DELETE FROM rest WHERE rid IN (SELECT rid FROM scale_late_{code})")


def placed(world: World) -> None:
    """Tables `marked` (rid, mark, u, ts), which `explain.chain` makes in passing, and `rest`: what no rule explains."""
    world.run(
        "CREATE TABLE scale_placed AS SELECT e.*, e.user_id AS u, g.ts_team FROM consult e LEFT JOIN segments g ON g.u = e.user_id AND g.a <= e.ts AND e.ts < g.b"
    )
    bits = " ".join(f"WHEN bit = {bit} THEN {1 << bit}" for bit in range(AWAY))
    world.run(
        "CREATE TABLE marked AS SELECT rid, sum(mark)::INTEGER AS mark, u, ts FROM ("
        f"SELECT DISTINCT e.rid, e.u, e.ts, CASE {bits} END AS mark FROM scale_placed e JOIN tie t ON t.citizen = e.citizen AND t.u = e.u AND t.a <= e.ts AND e.ts < t.b "
        f"UNION ALL SELECT e.rid, e.u, e.ts, {1 << AWAY} FROM scale_placed e SEMI JOIN (SELECT u, from_ts AS a, coalesce(to_ts, {dimensions.END}) AS b "
        "FROM absences JOIN users USING (user_id)) w ON w.u = e.u AND w.a <= e.ts AND e.ts < w.b "
        f"UNION ALL SELECT rid, u, ts, {1 << TEAMLESS} FROM scale_placed WHERE ts_team IS NULL) GROUP BY rid, u, ts"
    )
    world.run(f"CREATE TABLE rest AS SELECT {REST} FROM scale_placed ANTI JOIN scale_coded c USING (rid)")


def verdicts(con: Statements, usable: list[Explanation], book: Rulebook) -> pa.Table:
    """event_id, explained_by and flags in the order of the rules, by event_id."""
    made = con.sql(
        "SELECT e.event_id, c.code, f.bits FROM consult e LEFT JOIN scale_coded c ON c.rid = e.rid "
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
