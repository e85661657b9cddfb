"""Statistics over the minutes or days around a consultation."""

import math

from roeland.scrutiny.dimensions import World

DAY_MINUTES = 1440
MINUTE = 60_000_000  # microseconds
WORKING_MINUTES = 540
DENSE = 0.5
MOST = 60  # above which chance is not asked
ENOUGH = 12  # groups
QUICK = 0.5  # the share of groups up to which the others, with nobody near, make the median one


def crowded(
    world: World, table: str, what: str, within: str, minutes: float, least: float, per: str = ""
) -> str:  # fmt: skip
    """The SQL of consultations (column rid) with at least so many distinct `what` per `within` in the minutes around them.

    After `crowds`, of no fewer minutes. Without dossiers nearly everything is unexplained and ordinary work would look like this: then the threshold
    is four times what is usual (median over the groups `per`, when there are enough of them to speak of usual). Where most groups have nobody
    near another usual is one, and only those with others near are looked at.
    """
    run = world.run
    counted = f"count(DISTINCT {what}) OVER ({around(within, minutes)}) AS n"
    desks = "coalesce(desks, 1)" if within.startswith("u") and what in {"citizen", "home"} else "1"
    near = f"gap <= {round(minutes) * MINUTE}"
    groups, together = world.con.execute(
        f"SELECT n, (SELECT count(DISTINCT g) FROM cell WHERE {near}) FROM crowds"
    ).fetchall()[0]
    if least > 1 and together < QUICK * groups:
        few = f"(SELECT * FROM {table}) t SEMI JOIN (SELECT rid FROM cell WHERE k >= {least} AND {near}) c USING (rid)"
        run(f"CREATE OR REPLACE TEMP TABLE near AS SELECT rid, u, citizen, {counted} FROM {few}")
        return f"SELECT rid, u, citizen, n / ({least} * {desks}) AS times, 1.0 AS share FROM near LEFT JOIN shared USING (u) WHERE n >= {least} * {desks}"
    run(
        f"CREATE OR REPLACE TEMP TABLE near AS SELECT rid, u, citizen, {counted}, hash({per or within}) AS g FROM {table}"
    )
    usual = f"(SELECT CASE WHEN count(*) >= {ENOUGH} THEN median(m) ELSE 1 END FROM (SELECT max(n) AS m FROM near GROUP BY g HAVING max(n) > 0))"
    bar = f"greatest({least}, CASE WHEN {usual} > 1 THEN 4 * {usual} ELSE 0 END) * {desks}"
    return f"SELECT rid, u, citizen, n / ({bar}) AS times, 1.0 AS share FROM near LEFT JOIN shared USING (u) WHERE n >= {bar}"


def crowds(world: World, table: str, within: str, minutes: float, per: str) -> None:
    """Table `cell` (rid, g, gap, k): consultations with another of the same `within` in the minutes around them; and `crowds` (n), of how many groups.

    g: the group (`per`, else `within`); gap: to the nearest other, in microseconds; k: at least as many as there are in any window in which it counts.
    """
    run, beside = world.run, f"{{}}(epoch_us(ts)) OVER (PARTITION BY {within} ORDER BY ts)"
    nearest = f"least(epoch_us(ts) - {beside.format('lag')}, ({beside.format('lead')}) - epoch_us(ts))"
    cell = f"CREATE OR REPLACE TEMP TABLE cell AS SELECT rid, hash({per or within}) AS g, gap, {{}} AS k FROM (SELECT *, {nearest} AS gap FROM {{}}) WHERE gap <= {round(minutes) * MINUTE}"
    if per:
        run(f"CREATE OR REPLACE TEMP TABLE crowds AS SELECT count(DISTINCT hash({per})) AS n FROM {table}")
        run(cell.format(f"count(*) OVER ({around(within, 2 * minutes)})", table))
        return
    run(
        f"CREATE OR REPLACE TEMP TABLE pile AS SELECT hash({within}) AS c, count(*) AS together FROM {table} GROUP BY c"
    )
    run("CREATE OR REPLACE TEMP TABLE crowds AS SELECT count(*) AS n FROM pile")
    run(
        cell.format(
            "together",
            f"(SELECT t.*, p.together FROM {table} t JOIN pile p ON p.c = hash({within}) WHERE p.together > 1)",
        )
    )


def around(within: str, minutes: float) -> str:
    """The window of so many minutes before and after each row."""
    part = f"INTERVAL {round(minutes)} MINUTE"
    return f"PARTITION BY {within} ORDER BY ts RANGE BETWEEN {part} PRECEDING AND {part} FOLLOWING"


def by_chance(world: World, table: str, per: str, minutes: float, total: int) -> int:
    """How many together in the minutes around it would be seen less than once in the whole run, if all came by chance. After `crowds` of that table.

    Groups come in a Poisson number of which only those with one or more are seen; the window is a part of a working day, or of the run. Ordinary work
    comes in lumps too, which shows where most of it (of `total`) is unexplained: there the mean is taken higher.
    """
    rows, groups, days = world.con.execute(
        f"SELECT count(*), (SELECT n FROM crowds), date_diff('day', min(ts), max(ts)) + 1 FROM {table}"
    ).fetchall()[0]
    if groups < ENOUGH:
        return 0
    mean, seen = 0.0, rows / groups
    for _ in range(50):  # of all groups, from the mean of those that are seen
        mean = seen * -math.expm1(-mean) if mean else 2 * (seen - 1)
    whole = WORKING_MINUTES if "ts" in per else days * DAY_MINUTES
    mean *= min(1.0, 2 * minutes / whole) * (1 + DENSE * (rows / total) ** 2)
    others, term, tail = 0, math.exp(-mean), -math.expm1(-mean)
    while tail * rows >= 1 and others < MOST:
        others += 1
        term *= mean / others
        tail -= term
    return others + 2
