"""Statistics over the minutes or days around a consultation."""

import math

from roeland.scrutiny.dimensions import World

DAY_MINUTES = 1440
WORKING_MINUTES = 540
DENSE = 0.5
MOST = 60  # above which chance is not asked
ENOUGH = 12  # groups
QUICK = 0.5  # the share of groups up to which the others, with nobody near, make the median one


def crowded(
    world: World,
    table: str,
    what: str,
    within: str,
    minutes: float,
    least: float,
    per: str = "",
    *,
    again: bool = False,
) -> str:
    """The SQL of consultations (column rid) with at least so many distinct `what` per `within` in the minutes around them.

    Without dossiers nearly everything is unexplained and ordinary work would look like this: then the threshold is four times what
    is usual (median over the groups `per`, when there are enough of them to speak of usual). Where most groups have one consultation
    usual is one, and only those with others near are looked at. again: with what the call before, of no fewer minutes, counted near.
    """
    run = world.run
    counted = f"count(DISTINCT {what}) OVER ({around(within, minutes)}) AS n"
    desks = "coalesce(desks, 1)" if within.startswith("u") and what == "citizen" else "1"
    if not again:
        crowds(world, table, within, minutes, per)
    groups, together = world.con.execute("SELECT all_groups, crowded FROM crowds").fetchall()[0]
    if least > 1 and together < QUICK * groups:
        few = f"(SELECT * FROM {table}) t SEMI JOIN (SELECT rid FROM cell WHERE k >= {least}) c USING (rid)"
        run(f"CREATE OR REPLACE TEMP TABLE near AS SELECT rid, u, citizen, {counted} FROM {few}")
        return f"SELECT rid, u, citizen, n / ({least} * {desks}) AS times, 1.0 AS share FROM near LEFT JOIN shared USING (u) WHERE n >= {least} * {desks}"
    run(
        f"CREATE OR REPLACE TEMP TABLE near AS SELECT rid, u, citizen, {counted}, hash({per or within}) AS g FROM {table}"
    )
    usual = f"(SELECT CASE WHEN count(*) >= {ENOUGH} THEN median(m) ELSE 1 END FROM (SELECT max(n) AS m FROM near GROUP BY g HAVING max(n) > 0))"
    bar = f"greatest({least}, CASE WHEN {usual} > 1 THEN 4 * {usual} ELSE 0 END) * {desks}"
    return f"SELECT rid, u, citizen, n / ({bar}) AS times, 1.0 AS share FROM near LEFT JOIN shared USING (u) WHERE n >= {bar}"


def crowds(world: World, table: str, within: str, minutes: float, per: str) -> None:
    """Table `cell` (rid, g, k): how many consultations are near each, in a window that holds all windows in which it counts; and `crowds`.

    That one (all_groups, crowded) says how many groups (`per`, else `within`) there are, and how many of them have a consultation that is
    not alone. A group of one consultation is counted and left out.
    """
    run, some = world.run, f"{table} t"
    whole = "SELECT count(DISTINCT g) FROM cell"
    if not per:
        run(f"CREATE OR REPLACE TEMP TABLE pile AS SELECT hash({within}) AS c, count(*) AS k FROM {table} GROUP BY c")
        some = f"(SELECT t.*, p.k AS together FROM {table} t JOIN pile p ON p.c = hash({within}) WHERE p.k > 1) t"
        whole = "SELECT count(*) FROM pile"
    near = "together" if not per and minutes >= DAY_MINUTES else f"count(*) OVER ({around(within, 2 * minutes)})"
    run(f"CREATE OR REPLACE TEMP TABLE cell AS SELECT rid, hash({per or within}) AS g, {near} AS k FROM {some}")
    run(
        f"CREATE OR REPLACE TEMP TABLE crowds AS SELECT ({whole}) AS all_groups, (SELECT count(DISTINCT g) FROM cell WHERE k > 1) AS crowded"
    )


def around(within: str, minutes: float) -> str:
    """The window of so many minutes before and after each row."""
    part = f"INTERVAL {round(minutes)} MINUTE"
    return f"PARTITION BY {within} ORDER BY ts RANGE BETWEEN {part} PRECEDING AND {part} FOLLOWING"


def by_chance(world: World, per: str, minutes: float, total: int) -> int:
    """How many together in the minutes around it would be seen less than once in the whole run, if all came by chance.

    Groups come in a Poisson number of which only those with one or more are seen; the window is a part of a working day, or of the run. Ordinary work
    comes in lumps too, which shows where most of it (of `total`) is unexplained: there the mean is taken higher.
    """
    rows, groups, days = world.con.execute(
        f"SELECT count(*), count(DISTINCT hash({per})), date_diff('day', min(ts), max(ts)) + 1 FROM rest"
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
