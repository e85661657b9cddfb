"""Explanations: per table of `causes` one join, on equal keys and a <= ts < b. The strongest rule that fits a consultation counts.

Tables go in the order of their strongest rule: what is explained by something stronger already is not looked at again.
"""

import pyarrow as pa

from roeland.scrutiny import chance, neighbours
from roeland.scrutiny.causes import AWAY, NAMES, TEAMLESS, Group, allowed, reasons
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import MARKS, Events
from roeland.scrutiny.judged import NOTHING
from roeland.scrutiny.moments import NONE, Span, States
from roeland.scrutiny.rulebook import Explanation, Rulebook

LISTED = ("rid", "ts", "u", "citizen", "service", "ip", "search_key", "ts_team")
STREETS = (("consult", "dossier_ref"), ("citizens", "street"), ("citizens", "house"))  # of a rule on a street
REST = "rid, ts, u, citizen, service::INTEGER AS service, ip, search_key::INTEGER AS search_key, ts_team"


def available(book: Rulebook, world: World) -> tuple[list[Explanation], dict[str, str]]:
    """The rules that can be used with these files, and per other rule what it lacks: a table, or a column as `table.column`."""
    able, lacking = [], {}
    for rule in book.explanations:
        own = [
            column for column in rule.keys if column not in {"house", "street", "surname"}
        ]  # where a citizen lives is known from the residents too
        missing = world.loaded.lacks(rule.table, *own)
        missing += world.loaded.lacks("staff", "team") if {"team", "former_team"} & set(rule.keys.values()) else []
        missing += world.loaded.lacks("citizens", "house") if "house" in rule.keys and not homes_known(world) else []
        missing += [what for need in STREETS if rule.houses for what in world.loaded.lacks(*need)]
        missing += world.loaded.lacks("citizens", "surname") if rule.minutes else []
        if missing:
            lacking[rule.id] = ", ".join(dict.fromkeys(missing))
        else:
            able.append(rule)
    return able, lacking


def homes_known(world: World) -> bool:
    return world.loaded.has("citizens", "house") or world.loaded.has("household")


def grouped(world: World, rules: list[Explanation]) -> tuple[list[Group], list[str]]:
    """The rules by keys and services, strongest group first, without those that chance may refuse; and the rules whose services are unknown."""
    groups: dict[tuple[tuple[str, ...], str], Group] = {}
    unknown = []
    for code, rule in enumerate(rules, start=1):
        test, unfit = allowed(world, rule)
        unknown += [rule.id] if unfit else []
        if rule.last:
            continue
        keys = tuple(sorted({NAMES[key] for key in rule.keys.values()}, key=list(NAMES.values()).index))
        groups.setdefault((keys, test), Group(keys, test)).rules.append((code, rule))
    return sorted(groups.values(), key=lambda group: group.strongest), unknown


def chain(world: World, rules: list[Explanation], events: Events, span: Span) -> list[str]:
    """Give every consultation its code; make `consult`, `marked` (rid, mark, u, ts) and `rest` (what no rule explains).

    code: the place of the rule from 1, or NOTHING; mark: bits SELF and so on. Through a join go no more columns than it needs:
    each one costs as much as half a join. Returns the ids of rules whose services were unknown.
    """
    groups, unknown = grouped(world, rules)
    states = States(world, span, 1 << TEAMLESS, 1 << AWAY)
    for number, group in enumerate(groups):
        reasons(world, group, span)
        names = list(dict.fromkeys(["rid", "ts", *group.keys, *(["service"] if "service" in group.services else [])]))
        rows = events.left(states, names, group.strongest) if number else events.stream(states, names)
        with world.under("_events", rows):
            # consultations come without a size that could be known: their side must stay the one that is not kept
            world.run("SET disabled_optimizers = 'join_order,build_side_probe_side'")
            found = world.con.sql(matched(group, span)).to_arrow_table()
            world.run("RESET disabled_optimizers")
        world.run("DROP TABLE reason")
        if not number:
            events.finish()
        events.explain(found)
    if not groups:  # nothing can be explained, but all is read
        events.stream(states, ["rid"])
        events.finish()
    if not events.total:
        return unknown
    events.seen(world)
    marked(world, events)
    with world.under("_events", events.left(states, LISTED, NOTHING - 1)):
        world.run(
            f"CREATE TABLE rest AS SELECT {REST} FROM (SELECT * REPLACE (nullif(ts_team, {NONE}) AS ts_team) FROM _events)"
        )
    for code, rule in enumerate(rules, start=1):
        if rule.last:
            late(world, code, rule, events, span)
    return unknown


def late(world: World, code: int, rule: Explanation, events: Events, span: Span) -> None:
    """Let a rule explain what no other does: one on neighbours, or one that says more than chance would."""
    if rule.around:
        found = world.con.sql(
            f"SELECT rid, {code}::UTINYINT AS code FROM ({neighbours.found(world, rule, events)})"
        ).to_arrow_table()
    elif chance.beyond(world, rule, events.total):
        keys = tuple(dict.fromkeys(NAMES[key] for key in rule.keys.values()))
        group = Group(keys, allowed(world, rule)[0], [(code, rule)])
        reasons(world, group, span)
        found = world.con.sql(matched(group, span, "rest")).to_arrow_table()
        world.run("DROP TABLE reason")
    else:
        return
    events.explain(found)
    with world.under("_late", found):
        world.run("DELETE FROM rest WHERE rid IN (SELECT rid FROM _late)")


def matched(group: Group, span: Span, table: str = "_events") -> str:
    """The SQL of (rid, code): each rule of a group that fits a consultation of this table."""
    same = "".join(f"r.{name} = e.{name} AND " for name in group.keys)
    same += "" if "citizen" in group.keys else f"r.bucket = {span.bucket('e.ts')} AND "
    asked = f"(SELECT * FROM {table} e WHERE {group.services})" if group.services else table
    found = "r.code + r.step * (e.ts < r.m)::UTINYINT"  # CASE costs more
    return f"SELECT e.rid, {found} AS code FROM {asked} e JOIN reason r ON {same}r.a <= e.ts AND e.ts < r.b"


def marked(world: World, events: Events) -> None:
    """Make `marked`: a consultation has a row for each of its ties, and one for what its user was at that moment."""
    looks = events.narrow(world, "SELECT DISTINCT citizen, u FROM tie", "rid", "ts", "user_id", "citizen")
    with world.under("_looks", looks), world.under("_states", pa.Table.from_batches(events.marks, MARKS)):
        world.run(
            "CREATE TABLE marked AS SELECT c.rid, (1 << t.bit)::UTINYINT AS mark, t.u, c.ts FROM _looks c JOIN tie t "
            "ON t.citizen = c.citizen AND t.u = c.user_id AND t.a <= c.ts AND c.ts < t.b "
            "UNION ALL SELECT rid, mark, user_id, ts FROM _states"
        )


def overrule(world: World, events: Events, found: pa.Table) -> None:
    """Take what explains these consultations (column rid) away: move them to `rest`."""
    events.settle(found)
    with world.under("_rows", events.of(found["rid"])):
        world.run(
            f"INSERT INTO rest SELECT {REST} FROM (SELECT e.*, e.user_id AS u, g.ts_team FROM (SELECT {events.listing} FROM _rows) e "
            "LEFT JOIN segments g ON g.u = e.user_id AND g.a <= e.ts AND e.ts < g.b)"
        )
