"""Explanations: each rule becomes one table (keys, a, b) and one ANTI JOIN on equal keys and a <= ts < b, strongest first, in chunks.

An event carries u, citizen, service and ts_team (the teams of its user at that moment, as one number), so every rule has plain equal keys.
Correlated EXISTS would cost six times the processor and thirteen times the memory (facts measured before this was built).
"""

from collections.abc import Callable

from roeland.logs.engine.dimensions import END, START, World
from roeland.logs.engine.layouts import DAY, LAYOUTS
from roeland.logs.engine.rulebook import Explanation, Rulebook

CHUNK = 2_500_000
EACH = "rid, ts, u, citizen, service, ip, search_key, ts_team"
Each = Callable[[], None]


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


def compile_rule(world: World, rule: Explanation, number: int) -> str:
    """Make table `rule_<number>`; return the condition of its join (r against e)."""
    kinds = LAYOUTS[rule.table].columns
    starts = [f"d.{column}{' - INTERVAL 2 HOUR' if kinds[column] == DAY else ''}" for column in rule.starts]
    starts[0] += f" - INTERVAL {round(rule.before * 24)} HOUR"
    ends = [f"coalesce(d.{column}{' + INTERVAL 1 DAY' if kinds[column] == DAY else ''}, {END})" for column in rule.ends]
    joins, selected, tests = "", [], []
    for column, key in rule.keys.items():
        join, value = tie(column, key)
        joins += join
        if column == "house":
            starts += [f"coalesce(_own.a, {START})", "_h.a"]
            ends += [f"coalesce(_own.b, {END})", "_h.b"]
        name = {"citizen": "citizen", "user": "u", "team": "ts_team", "former_team": "former", "service": "service"}[
            key
        ]
        selected.append(f"{value} AS {name}")
        tests.append(f"r.{name} = e.{name}")
    end = f"least({', '.join([*ends, END])}) + INTERVAL {round(rule.after * 24)} HOUR"
    filled = " AND ".join(
        [f"{item.split(' AS ')[0]} IS NOT NULL" for item in selected] + [f"d.{column} IS NULL" for column in rule.blank]
    )
    world.run(
        f"CREATE OR REPLACE TABLE rule_{number} AS SELECT DISTINCT {', '.join(selected)}, greatest({', '.join(starts)}) AS a, {end} AS b "
        f"FROM {rule.table} d {joins} WHERE {filled}"
    )
    world.run(f"DELETE FROM rule_{number} WHERE a >= b")
    return " AND ".join([*tests, "r.a <= e.ts", "e.ts < r.b"])


def tie(column: str, key: str) -> tuple[str, str]:
    """The join and the value that bring a column of a dimension to a key of the event."""
    if column == "house":
        return (
            (
                "LEFT JOIN homes _own ON _own.citizen = d.citizen JOIN homes _h ON _h.house = coalesce(_own.house, d.house) "
                "AND _h.citizen <> d.citizen "
            ),
            "_h.citizen",
        )
    if key == "user":
        return f"JOIN users _u ON _u.user_id = d.{column} ", "_u.u"
    if key in {"team", "former_team"}:
        return f"JOIN teams _t ON _t.team = d.{column} JOIN members _m ON _m.t = _t.t ", "_m.ts_team"
    if key == "service":
        return f"JOIN services _s ON _s.name = lower(d.{column}) ", "_s.code"
    return "", f"d.{column}"


def allowed(world: World, rule: Explanation) -> tuple[str, bool]:
    """The condition on the hour or on e.service, and whether the patterns fitted nothing (then the rule counts for every service)."""
    if rule.hours:
        first, last = rule.hours
        when = f"(extract(hour FROM e.ts) >= {first} OR extract(hour FROM e.ts) < {last} OR isodow(e.ts) >= 6)"
        return when, False
    if not rule.services:
        return "", False
    fit = [code for name, code in world.services.items() if any(pattern in name.lower() for pattern in rule.services)]
    return (f"e.service IN ({', '.join(map(str, fit))})", False) if fit else ("", True)


def chain(world: World, rules: list[Explanation], also: Each, loose: Callable[[str], None], strong: int) -> list[str]:
    """Fill `explained` (rid, code) and `rest` (what no rule explains); call `also` per chunk while table `chunk` is there.

    loose: gets per chunk the name of the table of what no rule of at least `strong` explains.

    code: the place of the rule from 1, or 0 when unexplained. Returns the ids of rules whose services were unknown.
    """
    unknown, steps = [], []
    for number, rule in enumerate(rules):
        condition = compile_rule(world, rule, number)
        test, unfit = allowed(world, rule)
        unknown += [rule.id] if unfit else []
        steps.append((number, condition, test, "former_team" in rule.keys.values()))
    world.run("CREATE TABLE explained (rid INTEGER, code UTINYINT)")
    world.run(
        "CREATE TABLE rest (rid INTEGER, ts TIMESTAMP, u INTEGER, citizen BIGINT, service INTEGER, ip INTEGER, search_key INTEGER, ts_team INTEGER)"
    )
    total = world.one("SELECT count(*) FROM consult")
    for low in range(0, total, CHUNK):
        world.run(
            "CREATE OR REPLACE TEMP TABLE chunk AS SELECT c.rowid::INTEGER AS rid, c.ts, c.user_id AS u, c.citizen, c.service, c.ip, "
            "c.search_key, g.ts_team FROM consult c LEFT JOIN segments g ON g.u = c.user_id AND g.a <= c.ts AND c.ts < g.b "
            f"WHERE c.rowid >= {low} AND c.rowid < {low + CHUNK}"
        )
        also()
        for number, condition, test, former in steps:
            step(world, number, condition, test, former)
        firm = sum(rule.strength >= strong for rule in rules)
        loose(f"left_{firm - 1}" if firm else "chunk")
        settle(world, len(steps))
    world.run("DROP TABLE IF EXISTS chunk")
    return unknown


def overrule(world: World, bits: list[int], firm: int) -> None:
    """What carries one of these flags is explained by a strong rule (the first `firm` ones) or by none: move it to `rest`."""
    listed = ", ".join(map(str, bits)) or "255"
    world.run(
        f"CREATE TEMP TABLE overruled AS SELECT rid FROM explained x SEMI JOIN (SELECT rid FROM flag WHERE bit IN ({listed})) f USING (rid) WHERE code > {firm}"
    )
    world.run("UPDATE explained SET code = 0 WHERE rid IN (SELECT rid FROM overruled)")
    world.run(
        "INSERT INTO rest SELECT o.rid, c.ts, c.user_id, c.citizen, c.service, c.ip, c.search_key, g.ts_team FROM overruled o JOIN consult c ON c.rowid = o.rid "
        "LEFT JOIN segments g ON g.u = c.user_id AND g.a <= c.ts AND c.ts < g.b"
    )


def step(world: World, number: int, condition: str, test: str, former: bool) -> None:
    """One rule: `left_<number>` holds the events that it and the stronger ones leave."""
    before = f"left_{number - 1}" if number else "chunk"
    source = f"{before} e"
    if former:  # who left altogether has no team now, and no former one either
        source = (
            f"(SELECT e.*, g.ts_team AS former FROM {before} e LEFT JOIN graced g ON e.ts_team IS NOT NULL AND g.u = e.u "
            "AND g.a <= e.ts AND e.ts < g.b) e"
        )
    sql = f"SELECT e.* {'EXCLUDE (former) ' if former else ''}FROM {source} ANTI JOIN rule_{number} r ON {condition}"
    if test:
        inside = f"(SELECT * FROM {before} e WHERE {test}) e"
        sql = f"SELECT e.* FROM {inside} ANTI JOIN rule_{number} r ON {condition} UNION ALL SELECT e.* FROM {before} e WHERE NOT coalesce({test}, false)"
    world.run(f"CREATE OR REPLACE TEMP TABLE left_{number} AS {sql}")


def settle(world: World, count: int) -> None:
    """The last step an event was still left at says which rule explained it; who is left at the very last has no explanation."""
    levels = [f"left_{number}" for number in range(count)]
    last = levels[-1] if levels else "chunk"
    left = (
        " UNION ALL ".join(f"SELECT rid, {number + 1} AS k FROM {name}" for number, name in enumerate(levels))
        or "SELECT rid, 0 AS k FROM chunk"
    )
    world.run(
        f"INSERT INTO explained SELECT rid, CASE max(k) WHEN {count} THEN 0 ELSE max(k) + 1 END FROM "
        f"(SELECT rid, 0 AS k FROM chunk UNION ALL {left}) GROUP BY rid"
    )
    world.run(f"INSERT INTO rest SELECT {EACH} FROM {last}")
    for name in levels:
        world.run(f"DROP TABLE {name}")
