"""Explanations: one LEFT JOIN per table of `causes`, on equal keys and a <= ts < b.

A consultation finds one row at most, so the stream goes through all joins in one pass, and what is explained already skips the tables
that could only say something weaker.
"""

from roeland.scrutiny.causes import AWAY, NAMES, TEAMLESS, TIES, Group, allowed, reasons
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events
from roeland.scrutiny.moments import Span
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
    for number, group in enumerate(groups):
        reasons(world, group, number, span)
    broad = [(number, group) for number, group in enumerate(groups) if group.broad]
    late = [(number, group) for number, group in enumerate(groups) if not group.broad]
    # the stream has no size that could be known: its side must stay the one that is not kept
    world.run("SET disabled_optimizers = 'join_order,build_side_probe_side'")
    world.con.register("stream", events.stream())
    teamless, away = (f"{1 << bit}::UTINYINT" for bit in (TEAMLESS, AWAY))
    first = (
        "SELECT e.rid, e.ts, e.u, e.citizen, s.ts_team, NULL::UTINYINT AS code, "
        f"CASE WHEN s.ts_team IS NULL THEN {teamless} + CASE WHEN s.away THEN {away} ELSE 0::UTINYINT END WHEN s.away THEN {away} END AS mark "
        f"FROM stream e LEFT JOIN state s ON {stretch(span)}"
    )
    world.run(f"CREATE TABLE judged AS SELECT rid, code, mark FROM ({through(broad, first, BROAD)})")
    world.con.unregister("stream")
    if not events.total:
        return unknown
    events.seen(world)
    open_ = " OR ".join(["code IS NULL", *(f"code > {group.strongest}" for _, group in late[:1])])
    world.con.register(
        "opened", events.of(world.con.sql(f"SELECT rid FROM judged WHERE {open_}").to_arrow_table()["rid"])
    )
    second = (
        f"SELECT e.* EXCLUDE (user_id), e.user_id AS u, j.code, NULL::UTINYINT AS mark, s.ts_team, s.former, {span.bucket('e.ts')} AS bucket FROM (SELECT {events.listing} FROM opened) e "
        f"JOIN (SELECT rid, code FROM judged WHERE {open_}) j ON j.rid = e.rid LEFT JOIN state s ON {stretch(span, 'user_id')}"
    )
    world.run(f"CREATE TEMP TABLE weak AS {through(late, second, LATE)}")
    world.run("RESET disabled_optimizers")
    world.con.unregister("opened")
    marked = world.con.sql("SELECT rid, mark FROM judged WHERE mark IS NOT NULL").to_arrow_table()
    world.con.register("_marked", marked)
    world.con.register("_rows", events.of(marked["rid"]))
    world.run("CREATE TABLE marked AS SELECT rid, m.mark, e.user_id AS u, e.ts FROM _rows e JOIN _marked m USING (rid)")
    world.con.unregister("_marked")
    world.con.unregister("_rows")
    events.settle(world.con.sql("SELECT rid, code FROM judged").to_arrow_table())
    events.settle(world.con.sql("SELECT rid, code FROM weak").to_arrow_table())
    world.run(f"CREATE TABLE rest AS SELECT {REST} FROM weak WHERE code IS NULL; DROP TABLE weak; DROP TABLE judged")
    for number in range(len(groups)):
        world.run(f"DROP TABLE reason_{number}")
    return unknown


def overrule(world: World, events: Events, bits: list[int], firm: int) -> None:
    """What carries one of these flags is explained by a strong rule (the first `firm` ones) or by none: move it to `rest`."""
    listed = ", ".join(map(str, bits)) or "255"
    found = world.con.sql(
        f"SELECT DISTINCT rid, NULL::UTINYINT AS code FROM flag WHERE bit IN ({listed})"
    ).to_arrow_table()
    found = found.filter(events.weaker(found["rid"], firm))
    events.settle(found)
    world.con.register("_rows", events.of(found["rid"]))
    world.run(
        f"INSERT INTO rest SELECT {REST} FROM (SELECT e.*, e.user_id AS u, g.ts_team FROM (SELECT {events.listing} FROM _rows) e "
        "LEFT JOIN segments g ON g.u = e.user_id AND g.a <= e.ts AND e.ts < g.b)"
    )
    world.con.unregister("_rows")


def stretch(span: Span, user: str = "u") -> str:
    """The condition that ties a consultation to the state of its user at that moment."""
    return f"s.u = e.{user} AND s.bucket = {span.bucket('e.ts')} AND s.a <= e.ts AND e.ts < s.b"


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
