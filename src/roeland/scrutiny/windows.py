"""Statistics over the minutes or days around a consultation."""

from roeland.scrutiny.dimensions import World

AMONG = "(c1 IN ({0}) OR c2 IN ({0}))"
DAY_MINUTES = 1440
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
    run(
        f"CREATE OR REPLACE TEMP TABLE cell AS SELECT rid, hash({per or within}) AS g, {cells(within, minutes)} FROM {table}"
    )
    run(
        "CREATE OR REPLACE TEMP TABLE cluster AS SELECT c, count(*) AS k FROM "
        "(SELECT c1 AS c FROM cell UNION ALL SELECT c2 FROM cell WHERE c2 <> c1) GROUP BY c HAVING k > 1"
    )
    together = world.one(f"SELECT count(DISTINCT g) FROM cell WHERE {AMONG.format('SELECT c FROM cluster')}")
    if least > 1 and together < QUICK * world.one("SELECT count(DISTINCT g) FROM cell"):
        run(
            f"CREATE OR REPLACE TEMP TABLE few AS SELECT rid FROM cell WHERE {AMONG.format(f'SELECT c FROM cluster WHERE k >= {least}')}"
        )
        run(
            f"CREATE OR REPLACE TEMP TABLE near AS SELECT rid, u, {counted} FROM (SELECT * FROM {table}) t SEMI JOIN few USING (rid)"
        )
        return f"SELECT rid FROM near LEFT JOIN shared USING (u) WHERE n >= {least} * {desks}"
    run(f"CREATE OR REPLACE TEMP TABLE near AS SELECT rid, u, {counted}, hash({per or within}) AS g FROM {table}")
    usual = f"(SELECT CASE WHEN count(*) >= {ENOUGH} THEN median(m) ELSE 1 END FROM (SELECT max(n) AS m FROM near GROUP BY g HAVING max(n) > 0))"
    return f"SELECT rid FROM near LEFT JOIN shared USING (u) WHERE n >= greatest({least}, CASE WHEN {usual} > 1 THEN 4 * {usual} ELSE 0 END) * {desks}"


def cells(within: str, minutes: float) -> str:
    """Two cells of each row, c1 and c2: all rows in the minutes around it are in one of them.

    Long windows take the whole group; short ones stretches of four times the minutes, the second kind shifted by half of that.
    """
    if minutes >= DAY_MINUTES:
        return f"hash({within}) AS c1, hash({within}) AS c2"
    wide = round(minutes * 4 * 60_000_000)
    return f"hash({within}, epoch_us(ts) // {wide}, 1) AS c1, hash({within}, (epoch_us(ts) + {wide // 2}) // {wide}, 2) AS c2"
