"""Flags over many consultations: citizens in a row for one worker, workers in a row for one citizen, citizens of one name.

Each function returns the SQL of the marked consultations (column rid), over what no explanation reached (`rest`).
"""

from roeland.scrutiny import signs
from roeland.scrutiny.rulebook import Flag

ENOUGH, MATES = 12, 6  # users, and members of a team, to speak of usual
MANY = 80  # users: among more of them the busiest is further from the usual
MOST_TOGETHER, LIFT = 6, 3  # workers about one citizen, and how many times more than by chance
DENSE = 3  # how many times further above the usual it must be where nothing is explained at all


def daily(keys: str, where: str) -> str:
    """Make `daily` (keys, day, n): of how many citizens each day has the first look, for `spread`."""
    return (
        f"CREATE OR REPLACE TEMP TABLE daily AS SELECT {keys}, day, count(*)::DOUBLE AS n FROM "
        f"(SELECT {keys}, home, {signs.day('min(ts)')} AS day FROM first_looks WHERE {where} GROUP BY {keys}, home) GROUP BY {keys}, day"
    )


def length(flag: Flag) -> int:
    """Of how many days the series is."""
    one = flag.settings
    return int(one["days"] if "days" in one else 7 * one["weeks"])


def spread(flag: Flag, keys: str, open_share: float, where: str = "true") -> str:
    """Citizens without a reason in some consecutive days, per user (and service): at least so many, and far above what is usual.

    Columns rid, u, times (how many times the threshold) and share (which part is more than usual). open_share: of all consultations, what nothing explains; where: which count.

    Usual is the median of everybody's busiest days, or of those of the own team when it is large enough and that is more; far above is `z`
    times the spread of everybody, and more where most of the work is unexplained. A citizen counts on the first day (`daily`). Not
    marked: a quiet day (under half of the mean) beside a busy one.
    """
    one = flag.settings
    days = length(flag)
    each = [key.strip() for key in keys.split(",")]
    z = one["z"] * (1 + DENSE * open_share**2)
    half = "quantile_cont(top, 0.5)"
    return (
        f"WITH s AS (SELECT *, sum(n) OVER (PARTITION BY {keys} ORDER BY day RANGE BETWEEN CURRENT ROW AND {days - 1} FOLLOWING) AS s FROM daily), "
        f"b AS (SELECT {keys}, top, team FROM (SELECT {keys}, max(s) AS top FROM s GROUP BY {keys}) LEFT JOIN (SELECT u, max_by(ts_team, a) AS team FROM segments GROUP BY u) USING (u)), "
        f"g AS (SELECT {half} AS half, greatest(1, sqrt(ln(count(*)) / ln({MANY}))) AS far, greatest(sqrt({half}), 0.75 * (quantile_cont(top, 0.75) - quantile_cont(top, 0.25))) AS wide FROM b HAVING count(*) >= {ENOUGH}), "
        f"t AS (SELECT team, {half} AS half FROM b GROUP BY team HAVING count(DISTINCT u) >= {MATES}), "
        f"k AS (SELECT b.*, greatest({one['citizens']}, floor(greatest(g.half, t.half) + {z} * g.far * g.wide)) * coalesce(h.desks, 1) AS least, greatest(g.half, t.half) AS half "
        "FROM b LEFT JOIN g ON true LEFT JOIN t USING (team) LEFT JOIN shared h USING (u)), "
        f"m AS (SELECT s.*, k.least, k.half, max(s.s) OVER (PARTITION BY {', '.join(f's.{key}' for key in each)} ORDER BY s.day RANGE BETWEEN {days - 1} PRECEDING AND CURRENT ROW) AS m "
        f"FROM s JOIN k ON {alike('s', 'k', each)} WHERE k.top >= k.least) "  # the others are not marked whatever m is
        f"SELECT e.rid, e.u, m.m / m.least AS times, 1 - coalesce(m.half, 1) / m.m AS share FROM rest e JOIN m ON {alike('e', 'm', each)} AND m.day = {signs.day('e.ts')} "
        f"WHERE m.m >= m.least AND 2 * m.n * {days} >= m.m AND {where}"
    )


def alike(left: str, right: str, keys: list[str]) -> str:
    return " AND ".join(f"{right}.{key} IS NOT DISTINCT FROM {left}.{key}" for key in keys)


def left_over(flag: Flag, bits: list[int]) -> str:
    """Of table `wide` (rid, u, times, share, as `spread` gives) what is worth a question beside the narrower signs with these bits.

    Where those say which consultations are too many, the others are marked only if without them the worker would still be more than
    halfway from the usual to the threshold.
    """
    apart = length(flag) - 1
    narrow = f"SELECT DISTINCT rid FROM flag WHERE bit IN ({', '.join(map(str, bits)) or '255'})"
    return (
        f"WITH e AS (SELECT r.rid, r.u, r.home, {signs.day('r.ts')} AS day, n.rid IS NOT NULL AS narrow FROM visits r SEMI JOIN wide k ON k.u = r.u "
        f"LEFT JOIN ({narrow}) n ON n.rid = r.rid), "
        "c AS (SELECT u, home, min(day) AS day, bool_or(narrow) AS narrow FROM e GROUP BY u, home), "
        "w AS (SELECT u, day, count(*) AS n, count(*) FILTER (NOT narrow) AS k FROM c GROUP BY u, day), "
        f"s AS (SELECT u, day, sum(n) OVER v AS n, sum(k) OVER v AS k FROM w WINDOW v AS (PARTITION BY u ORDER BY day RANGE BETWEEN CURRENT ROW AND {apart} FOLLOWING)), "
        f"m AS (SELECT u, day, max(n) OVER v AS n, max(k) OVER v AS k FROM s WINDOW v AS (PARTITION BY u ORDER BY day RANGE BETWEEN {apart} PRECEDING AND CURRENT ROW)) "
        "SELECT t.rid, t.u, t.times, t.share FROM wide t JOIN e ON e.rid = t.rid JOIN m ON m.u = e.u AND m.day = e.day "
        "WHERE e.narrow OR 2 * m.k > m.n * (1 - t.share + 1 / t.times)"
    )


def returned(flag: Flag) -> str:
    """The same citizen on more than one day."""
    return (
        "WITH p AS (SELECT u, citizen FROM rest GROUP BY u, citizen HAVING min(ts) < max(ts)), "  # nearly all are seen once
        "t AS (SELECT e.rid, e.u, e.citizen, e.ts FROM rest e SEMI JOIN p ON p.u = e.u AND p.citizen = e.citizen) "
        "SELECT t.rid FROM t SEMI JOIN (SELECT u, citizen FROM t GROUP BY u, citizen "
        f"HAVING count(DISTINCT ts::DATE) >= {flag.settings['days']}) k ON k.u = t.u AND k.citizen = t.citizen"
    )


def leaving(flag: Flag) -> str:
    """In the last days of somebody's service."""
    return (
        f"SELECT rid FROM rest e JOIN service_end s ON s.u = e.u AND e.ts >= s.b - INTERVAL {int(flag.settings['days'])} DAY AND e.ts < s.b "
        "WHERE year(s.b) < 9000"
    )


def same_citizens(flag: Flag) -> str:
    """Several citizens, of different houses, that one other worker looked at without a reason too: hardly ever by chance.

    Not a citizen at whom many looked (`burst` says that), nor what two workers with much unexplained work share as a matter of course.
    """
    return (
        "WITH p AS (SELECT DISTINCT e.u, e.citizen, coalesce(e.house, e.citizen) AS home FROM visits e ANTI JOIN shared h ON h.u = e.u), "
        f"q AS (SELECT p.* FROM p SEMI JOIN (SELECT citizen FROM p GROUP BY citizen HAVING count(*) BETWEEN 2 AND {MOST_TOGETHER}) f ON f.citizen = p.citizen), "
        "w AS (SELECT u, count(*)::DOUBLE AS n FROM p GROUP BY u), c AS (SELECT greatest(count(DISTINCT citizen), (SELECT count(*) FROM residents))::DOUBLE AS n FROM p), "
        "t AS (SELECT a.u, a.citizen, a.home, b.u AS o FROM q a JOIN q b ON b.citizen = a.citizen WHERE b.u <> a.u), "
        "k AS (SELECT t.u, t.o, count(DISTINCT t.home) AS n FROM t GROUP BY t.u, t.o), "
        f"m AS (SELECT k.u, k.o FROM k JOIN w x ON x.u = k.u JOIN w y ON y.u = k.o CROSS JOIN c WHERE k.n >= {flag.settings['citizens']} AND k.n >= {LIFT} * x.n * y.n / c.n) "
        "SELECT DISTINCT e.rid FROM rest e JOIN t ON t.u = e.u AND t.citizen = e.citizen SEMI JOIN m ON m.u = t.u AND m.o = t.o"
    )
