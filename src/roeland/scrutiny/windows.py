"""Statistics over the minutes or days around a consultation."""

import math

from roeland.scrutiny.dimensions import World

AMONG = "(c1 IN ({0}) OR c2 IN ({0}))"
DAY_MINUTES = 1440
WORKING_MINUTES = 540
DENSE = 0.5
MOST = 60  # above which chance is not asked
ENOUGH = 12  # groups
QUICK = 0.5  # the share of groups up to which the others, alone in their cells, make the median one


def crowded(world: World, table: str, what: str, within: str, minutes: float, least: float, per: str = "") -> str:
    """The SQL of consultations (column rid) with at least so many distinct `what` per `within` in the minutes around them.

    Without dossiers nearly everything is unexplained and ordinary work would look like this: then the threshold is four times what
    is usual (median over the groups `per`, when there are enough of them to speak of usual). Where most groups have one consultation
    usual is one, and only the crowded cells are looked at.
    """
    run = world.run
    counted = (
        f"count(DISTINCT {what}) OVER (PARTITION BY {within} ORDER BY ts RANGE BETWEEN "
        f"INTERVAL {round(minutes)} MINUTE PRECEDING AND INTERVAL {round(minutes)} MINUTE FOLLOWING) AS n"
    )
    desks = "coalesce(desks, 1)" if within.startswith("u") and what == "citizen" else "1"
    groups, together = crowds(world, table, within, minutes, per)
    if least > 1 and together < QUICK * groups:
        run(
            f"CREATE OR REPLACE TEMP TABLE few AS SELECT rid FROM cell WHERE {AMONG.format(f'SELECT c FROM cluster WHERE k >= {least}')}"
        )
        run(
            f"CREATE OR REPLACE TEMP TABLE near AS SELECT rid, u, citizen, {counted} FROM (SELECT * FROM {table}) t SEMI JOIN few USING (rid)"
        )
        return f"SELECT rid, u, citizen, n / ({least} * {desks}) AS times, 1.0 AS share FROM near LEFT JOIN shared USING (u) WHERE n >= {least} * {desks}"
    run(
        f"CREATE OR REPLACE TEMP TABLE near AS SELECT rid, u, citizen, {counted}, hash({per or within}) AS g FROM {table}"
    )
    usual = f"(SELECT CASE WHEN count(*) >= {ENOUGH} THEN median(m) ELSE 1 END FROM (SELECT max(n) AS m FROM near GROUP BY g HAVING max(n) > 0))"
    bar = f"greatest({least}, CASE WHEN {usual} > 1 THEN 4 * {usual} ELSE 0 END) * {desks}"
    return f"SELECT rid, u, citizen, n / ({bar}) AS times, 1.0 AS share FROM near LEFT JOIN shared USING (u) WHERE n >= {bar}"


def crowds(world: World, table: str, within: str, minutes: float, per: str) -> tuple[int, int]:
    """Tables `cell` (rid, g, c1, c2) of consultations, and `cluster` (c, k) of the cells with more than one.

    Returns how many groups (`per`, else `within`) there are, and how many of them have a consultation in such a cell. A group of one
    consultation is alone in its cell: it is counted and left out.
    """
    run, some = world.run, table
    if not per:
        run(f"CREATE OR REPLACE TEMP TABLE pile AS SELECT hash({within}) AS c, count(*) AS k FROM {table} GROUP BY c")
        some = f"(SELECT * FROM {table} t SEMI JOIN (SELECT c FROM pile WHERE k > 1) p ON p.c = hash({within}))"
    run(
        f"CREATE OR REPLACE TEMP TABLE cell AS SELECT rid, hash({per or within}) AS g, {cells(within, minutes)} FROM {some}"
    )
    if not per and minutes >= DAY_MINUTES:
        run("CREATE OR REPLACE TEMP TABLE cluster AS SELECT c, k FROM pile WHERE k > 1")
        return world.one("SELECT count(*) FROM pile"), world.one("SELECT count(*) FROM cluster")
    run(
        "CREATE OR REPLACE TEMP TABLE cluster AS SELECT c, count(*) AS k FROM "
        "(SELECT c1 AS c FROM cell UNION ALL SELECT c2 FROM cell WHERE c2 <> c1) GROUP BY c HAVING k > 1"
    )
    groups = "SELECT count(*) FROM pile" if not per else "SELECT count(DISTINCT g) FROM cell"
    return world.one(groups), world.one(
        f"SELECT count(DISTINCT g) FROM cell WHERE {AMONG.format('SELECT c FROM cluster')}"
    )


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


def cells(within: str, minutes: float) -> str:
    """Two cells of each row, c1 and c2: all rows in the minutes around it are in one of them.

    Long windows take the whole group; short ones stretches of four times the minutes, the second kind shifted by half of that.
    """
    if minutes >= DAY_MINUTES:
        return f"hash({within}) AS c1, hash({within}) AS c2"
    wide = round(minutes * 4 * 60_000_000)
    return f"hash({within}, epoch_us(ts) // {wide}, 1) AS c1, hash({within}, (epoch_us(ts) + {wide // 2}) // {wide}, 2) AS c2"
