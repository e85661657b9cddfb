"""Explanations: one LEFT JOIN per table of `causes`, on equal keys and a <= ts < b.

A consultation finds one row at most, so the stream goes through all joins in one pass, and what is explained already skips the tables
that could only say something weaker.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from roeland.scrutiny.causes import AWAY, NAMES, TEAMLESS, TIES, Group, allowed, reasons
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import MARKS, Events
from roeland.scrutiny.judged import Places, flat
from roeland.scrutiny.moments import NONE, Span, States
from roeland.scrutiny.rulebook import Explanation, Rulebook

BROAD = ["rid", "ts", "u", "citizen", "ts_team"]
REST = "rid, ts, u, citizen, service::INTEGER AS service, ip, search_key::INTEGER AS search_key, ts_team"
LATE = ["rid", "ts", "u", "citizen", "service", "ip", "search_key", "ts_team", "former", "bucket"]


def available(book: Rulebook, world: World) -> tuple[list[Explanation], dict[str, str]]:
    """The rules that can be used with these files, and per other rule what it lacks."""
    able, lacking = [], {}
    for rule in book.explanations:
        own = [
            column for column in rule.keys if column != "house"
        ]  # the household of a citizen is known from the residents too
        missing = [] if world.loaded.has(rule.table, *own) else [rule.table]
        missing += (
            ["staff"]
            if {"team", "former_team"} & set(rule.keys.values()) and not world.loaded.has("staff", "team")
            else []
        )
        missing += ["citizens"] if "house" in rule.keys and not homes_known(world) else []
        if missing:
            lacking[rule.id] = ", ".join(missing)
        else:
            able.append(rule)
    return able, lacking


def homes_known(world: World) -> bool:
    return world.loaded.has("citizens", "house") or world.loaded.has("household")


def grouped(world: World, rules: list[Explanation]) -> tuple[list[Group], list[str]]:
    """The rules by keys and services, strongest group first, with room for the ties; and the rules whose services are unknown."""
    groups: dict[tuple[tuple[str, ...], str], Group] = {(TIES, ""): Group(TIES, "", ties=True)}
    unknown = []
    for code, rule in enumerate(rules, start=1):
        test, unfit = allowed(world, rule)
        unknown += [rule.id] if unfit else []
        keys = tuple(sorted({NAMES[key] for key in rule.keys.values()}, key=list(NAMES.values()).index))
        groups.setdefault((keys, test), Group(keys, test)).rules.append((code, rule))
    return sorted(groups.values(), key=lambda group: group.strongest), unknown


def chain(world: World, rules: list[Explanation], events: Events, span: Span) -> list[str]:
    """Give every consultation its code; make `consult`, `marked` (rid, mark, u, ts) and `rest` (what no rule explains).

    code: the place of the rule from 1, or null when unexplained; mark: bits SELF and so on. The broad rules see the whole stream, the
    others only what a broad one left or might lose to them. Through the joins go no more columns than they need: each one costs as much
    as half a join. Returns the ids of rules whose services were unknown.
    """
    groups, unknown = grouped(world, rules)
    states = States(world, span, 1 << TEAMLESS, 1 << AWAY)
    for number, group in enumerate(groups):
        reasons(world, group, number, span)
    broad = [(number, group) for number, group in enumerate(groups) if group.broad]
    late = [(number, group) for number, group in enumerate(groups) if not group.broad]
    # the stream has no size that could be known: its side must stay the one that is not kept
    world.run("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    world.con.register("stream", events.stream(states))
    first = "SELECT rid, ts, user_id AS u, citizen, ts_team, NULL::UTINYINT AS code, NULL::UTINYINT AS mark FROM stream"
    judged = (
        world.con.sql(f"SELECT rid, code, mark FROM ({through(broad, first, BROAD)})").to_arrow_table().to_batches()
    )
    world.con.unregister("stream")
    if not events.total:
        return unknown
    events.seen(world)
    events.coded(judged)
    ties = pa.Table.from_batches([batch.filter(pc.is_valid(batch["mark"])) for batch in judged])
    del judged
    opened = events.codes_of == 0
    if late:
        opened |= events.codes_of > late[0][1].strongest
    world.con.register("opened", open_events(events, states, np.flatnonzero(opened).astype(np.int32)))
    second = f"SELECT *, NULL::UTINYINT AS mark, {span.bucket('ts')} AS bucket FROM opened"
    world.run(f"CREATE TEMP TABLE weak AS {through(late, second, LATE)}")
    world.run("RESET disabled_optimizers")
    world.con.unregister("opened")
    marked(world, events, ties)
    events.settle(world.con.sql("SELECT rid, code FROM weak").to_arrow_table())
    world.run(f"CREATE TABLE rest AS SELECT {REST} FROM weak WHERE code IS NULL; DROP TABLE weak")
    for number in range(len(groups)):
        world.run(f"DROP TABLE reason_{number}")
    return unknown


def open_events(events: Events, states: States, opened: Places) -> pa.Table:
    """What the late rules look at: all columns of those consultations, the state of the user, and the code that they have."""
    found = events.at(opened)
    places = states.places(flat(found["user_id"]), flat(found["ts"].cast(pa.int64())))
    absent = [name for name in ("service", "ip", "search_key") if name not in found.column_names]
    more = {name: pa.nulls(found.num_rows, pa.int32()) for name in absent}
    more["u"] = found["user_id"]
    for name, known in (
        ("ts_team", states.ts_team[places]),
        ("former", states.former[places]),
        ("code", events.codes_of[opened]),
    ):
        more[name] = pa.array(known, mask=known == NONE)
    for name, column in more.items():
        found = found.append_column(name, column)
    return found


def marked(world: World, events: Events, ties: pa.Table) -> None:
    """Make `marked`: a consultation has a row for its ties, and one for what its user was at that moment."""
    world.con.register("_ties", ties)
    world.con.register("_tied", events.of(ties["rid"]))
    world.con.register("_states", pa.Table.from_batches(events.marks, MARKS))
    world.run(
        "CREATE TABLE marked AS SELECT rid, t.mark, e.user_id AS u, e.ts FROM _tied e JOIN _ties t USING (rid) "
        "UNION ALL SELECT rid, mark, user_id, ts FROM _states"
    )
    for name in ("_ties", "_tied", "_states"):
        world.con.unregister(name)


def overrule(world: World, events: Events, bits: list[int], firm: int) -> None:
    """What carries one of these flags is explained by a strong rule (the first `firm` ones) or by none: move it to `rest`."""
    listed = ", ".join(map(str, bits)) or "255"
    found = world.con.sql(f"SELECT DISTINCT rid FROM flag WHERE bit IN ({listed})").to_arrow_table()
    found = found.filter(events.weaker(found["rid"], firm))
    events.settle(found.append_column("code", pa.nulls(found.num_rows, pa.uint8())))
    world.con.register("_rows", events.of(found["rid"]))
    world.run(
        f"INSERT INTO rest SELECT {REST} FROM (SELECT e.*, e.user_id AS u, g.ts_team FROM (SELECT {events.listing} FROM _rows) e "
        "LEFT JOIN segments g ON g.u = e.user_id AND g.a <= e.ts AND e.ts < g.b)"
    )
    world.con.unregister("_rows")


def through(groups: list[tuple[int, Group]], sql: str, names: list[str]) -> str:
    """Consultations after all tables of reasons of these groups, strongest group first."""
    kept = ", ".join(f"e.{name}" for name in names)
    for place, (number, group) in enumerate(groups):
        first, *others = group.keys
        tests = [group.services] if group.services else []
        tests += [] if group.ties else [f"(e.code IS NULL OR e.code > {group.strongest})"]
        key = f"CASE WHEN {' AND '.join(tests)} THEN e.{first} END" if tests else f"e.{first}"
        same = "".join(
            f"AND r.{name} = e.{name} " for name in (others if "citizen" in group.keys else [*others, "bucket"])
        )
        mark = (
            "CASE WHEN r.mark IS NULL THEN e.mark ELSE coalesce(e.mark, 0::UTINYINT) + r.mark END"
            if group.ties
            else "e.mark"
        )
        found = "(r.code + r.step * (e.ts < r.m)::UTINYINT)" if group.pairs else "r.code"  # CASE and least() cost more
        best = f"CASE WHEN e.code IS NULL OR {found} < e.code THEN {found} ELSE e.code END"
        sql = (
            f"SELECT {kept}, {found if names == BROAD and not place else best} AS code, {mark} AS mark FROM (SELECT e.*, {key} AS key FROM ({sql}) e) e "
            f"LEFT JOIN reason_{number} r ON r.{first} = e.key {same}AND r.a <= e.ts AND e.ts < r.b"
        )
    return sql
