"""What is usual: the habits of each user, and how often ordinary work shows a sign, to lay what is unexplained beside it.

Who comes to the counter with his family, or comes back after his dossier was closed, does so with and without a ticket on record: a sign says
of the unexplained work only what it shows beyond that. Each function returns the SQL of one number (column share).
"""

from collections.abc import Callable

import pyarrow as pa

from roeland.scrutiny import signs
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events
from roeland.scrutiny.rulebook import Explanation, Flag

MOST = 100_000  # consultations that are looked at
ENOUGH_IN_A_ROW = 30_000  # of these, for what is asked of the minutes around each
ENOUGH_DAYS = 5  # to say what is usual for somebody
ANY_DAY = 5  # consultations, of a working day at least
ENOUGH = 200  # consultations for a ticket or an appointment, to say anything of such work
LIGHT = {"tickets", "appointments"}  # reasons of who has no dossier


def habits(world: World, by_name: str) -> None:
    """What is usual for each user, after the stream ran: tables `habit` (u, ip, day, n, named), `worked` (u, day, n), `workday` (u, half: how much on
    the median day, or on that of everybody for who was there on few), `usual` and `odd` (u, ip), `shared` (u, desks), `present` (u, day: a working day as
    any other, at half of that at least and at the own places).

    by_name: the condition on what is looked for without a number.
    """
    world.run(
        "CREATE TABLE habit AS SELECT user_id AS u, ip, ts::DATE AS day, count(*) AS n, "
        f"count(*) FILTER ({by_name}) AS named FROM consult GROUP BY ALL"
    )
    world.run("CREATE TABLE worked AS SELECT u, day, sum(n)::DOUBLE AS n FROM habit GROUP BY u, day")
    world.run(
        f"CREATE TABLE workday AS SELECT u, CASE WHEN count(*) >= {ENOUGH_DAYS} THEN median(n) ELSE (SELECT median(n) FROM worked) END AS half FROM worked GROUP BY u"
    )
    world.run("CREATE TABLE usual AS SELECT u, ip FROM habit WHERE ip IS NOT NULL GROUP BY u, ip "
              "QUALIFY sum(n) >= 0.05 * sum(sum(n)) OVER (PARTITION BY u)")  # fmt: skip
    world.run(
        "CREATE TABLE odd AS SELECT u, ip FROM habit WHERE ip IS NOT NULL GROUP BY u, ip EXCEPT SELECT u, ip FROM usual"
    )
    signs.shared(world)
    world.run("DELETE FROM odd WHERE u IN (SELECT u FROM shared)")
    world.run(
        "CREATE TABLE present AS SELECT d.u, d.day FROM worked d JOIN workday k ON k.u = d.u ANTI JOIN (SELECT h.u, h.day FROM habit h SEMI JOIN odd o ON o.u = h.u AND o.ip = h.ip) p "
        f"ON p.u = d.u AND p.day = d.day WHERE 2 * d.n >= k.half AND d.n >= {ANY_DAY}"
    )


def sample(world: World, rules: list[Explanation], events: Events) -> None:
    """Tables `ordinary` (rid, u, citizen, ts), all consultations of some workers, `trips`, those of the first of them with their houses, and
    `light`: those that a ticket or an appointment explains."""
    world.run(
        "CREATE TEMP TABLE picked AS SELECT u, upto - n AS before FROM (SELECT u, n, sum(n) OVER (ORDER BY md5(user_id) ROWS UNBOUNDED PRECEDING) "
        f"AS upto FROM (SELECT u, sum(n) AS n FROM habit GROUP BY u) JOIN users USING (u)) WHERE upto <= {MOST}"
    )
    with world.under("_looks", events.narrow(world, "SELECT u FROM picked", "rid", "ts", "user_id", "citizen")):
        world.run(
            "CREATE TEMP TABLE ordinary AS SELECT e.rid, e.user_id AS u, e.citizen, e.ts FROM _looks e SEMI JOIN picked p ON p.u = e.user_id"
        )
    first = (
        f"(SELECT o.* FROM ordinary o SEMI JOIN (SELECT u FROM picked WHERE before < {ENOUGH_IN_A_ROW}) p ON p.u = o.u)"
    )
    world.run(f"CREATE TEMP TABLE trips AS {signs.visits(world, first)}")
    light = [code for code, rule in enumerate(rules, start=1) if rule.table in LIGHT]
    rids = world.con.sql("SELECT rid FROM ordinary").to_arrow_table()["rid"]
    with world.under("_light", pa.table({"rid": events.coded(rids, light)})):
        world.run(
            "CREATE TEMP TABLE light AS SELECT o.*, g.ts_team FROM ordinary o SEMI JOIN _light l ON l.rid = o.rid "
            "LEFT JOIN segments g ON g.u = o.u AND g.a <= o.ts AND o.ts < g.b"
        )


def share(marked: str, of: str) -> str:
    """The share of a table that a question marks, where there is enough."""
    return f"SELECT n / m AS share FROM (SELECT count(*) AS n FROM ({marked})), (SELECT count(*) AS m FROM {of}) WHERE m >= {ENOUGH}"


def near(what: str, within: str, minutes: float, least: float, table: str) -> str:
    """At least so many in the minutes around it: consultations (`*`), or different ones of a column.

    Windows are made of those only that have so many at any time: a window over each of them is most of the work of one day.
    """
    part = f"INTERVAL {round(minutes)} MINUTE"
    window = f"PARTITION BY {within} ORDER BY ts RANGE BETWEEN {part} PRECEDING AND {part} FOLLOWING"
    distinct = "" if what == "*" else "DISTINCT "
    same = " AND ".join(f"m.{key} = e.{key}" for key in within.split(", "))
    return (
        f"WITH b AS (SELECT * FROM {table}), m AS (SELECT {within} FROM b GROUP BY {within} HAVING count({distinct}{what}) >= {least}), "
        f"w AS (SELECT count({distinct}{what}) OVER ({window}) AS n FROM b e SEMI JOIN m ON {same}) "
        + share(f"SELECT n FROM w WHERE n >= {least}", "b")
    )


def insistent(flag: Flag) -> str:
    """The same citizen again and again within those minutes."""
    return near("*", "u, citizen", flag.settings["minutes"], flag.settings["times"], "trips")


def household(flag: Flag) -> str:
    """Another of the household within those days."""
    table = "(SELECT DISTINCT l.rid, l.u, l.citizen, l.ts, h.house FROM light l JOIN homes h ON h.citizen = l.citizen AND h.a <= l.ts AND l.ts < h.b)"
    return near("citizen", "u, house", flag.settings["days"] * 1440, flag.settings["citizens"], table)


def namesakes(flag: Flag) -> str:
    """Another of that name within those minutes."""
    table = "(SELECT l.*, r.surname FROM light l JOIN residents r ON r.citizen = l.citizen WHERE r.surname IS NOT NULL)"
    return near("citizen", "u, surname", flag.settings["minutes"], flag.settings["citizens"], table)


def closed(_flag: Flag) -> str:
    """A dossier of the worker or the team that was closed."""
    by_user = "SELECT citizen, u AS k, closed FROM dossiers JOIN users ON worker = user_id WHERE closed IS NOT NULL"
    by_team = "SELECT citizen, ts_team AS k, closed FROM dossiers JOIN teams USING (team) JOIN members USING (t) WHERE closed IS NOT NULL"
    found = "SELECT l.rid FROM light l SEMI JOIN ({}) d ON d.citizen = l.citizen AND d.k = l.{} AND d.closed <= l.ts"
    return share(f"{found.format(by_user, 'u')} UNION {found.format(by_team, 'ts_team')}", "light")


def in_a_row(flag: Flag) -> str:
    """Another unexplained one within those minutes, if they lay anywhere in the work of the worker."""
    part = f"INTERVAL {round(flag.settings['minutes'])} MINUTE"
    window = f"PARTITION BY u ORDER BY ts RANGE BETWEEN {part} PRECEDING AND {part} FOLLOWING"
    return (
        "WITH w AS (SELECT u, count(*) AS n FROM rest GROUP BY u), a AS (SELECT u, count(*) AS n FROM ordinary GROUP BY u), "
        f"o AS (SELECT u, count(DISTINCT home) OVER ({window}) AS n FROM trips t SEMI JOIN w ON w.u = t.u), "
        "k AS (SELECT o.u, max(w.n) AS n, avg(1 - power(1 - least(1.0, w.n / a.n), o.n - 1)) AS alone FROM o JOIN w ON w.u = o.u JOIN a ON a.u = o.u GROUP BY o.u) "
        "SELECT sum(n * alone) / sum(n) AS share FROM k"
    )


SHARES: dict[str, Callable[[Flag], str]] = {
    "insistent": insistent, "one-household": household, "namesakes": namesakes, "in-a-row": in_a_row, "closed-dossier": closed,
}  # fmt: skip
