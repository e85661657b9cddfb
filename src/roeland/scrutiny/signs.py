"""Flags that need more than a tie: who shares an account, what the optional columns say, dossiers made afterwards, rare services.

Each function returns the SQL of the marked consultations (column rid), over the tables that `flags.Flags` prepared.
"""

import re

from roeland.scrutiny.arrays import DAY, HOUR
from roeland.scrutiny.dimensions import END, World
from roeland.scrutiny.events import Events
from roeland.scrutiny.rulebook import Flag

DESKS, BUSY_DAYS = 3, 5  # an account that works at three usual places on most of its days is one of several people
REFUSED = (
    "denied|refus|forbid|unauthori|geweiger|afgewez|geen toegang|no access|fail|fout|not.?found|niet gevonden|^40[134]$"
)
LISTS = "export|list|lijst|batch|bulk|download|afdruk|print"
SEVERAL = "gedeeld|gemeenschappelijk|gezamenlijk|shared|common|balie|loket|counter|kiosk|groep|group|functioneel|generi"  # a role of no one person
NUMBERED = set("insz inss niss bis rrn nn ssn nummer number rijksregisternummer identifier id".split())
ALWAYS = 0.99  # the share from which a stated reason counts as one that everybody gives
# the hours of the week from 1970 in which a condition on ts holds at some moment
HOURS = f"SELECT DISTINCT (epoch_us(ts) // {HOUR})::INTEGER AS hour FROM (SELECT unnest(range(TIMESTAMP '1970-01-01', TIMESTAMP '1970-01-08', INTERVAL 1 HOUR)) AS ts) e WHERE {{}}"
NARROW = ("enumeration", "same-service", "by-name-run", "cluster")  # which consultations of a worker are too many
DUTY = "SELECT u, day AS a, day + INTERVAL 32 HOUR AS b FROM oncall JOIN users USING (user_id)"
HOME = "SELECT DISTINCT e.rid, e.ts, e.u, e.citizen, h.house FROM rest e JOIN homes h ON h.citizen = e.citizen AND h.a <= e.ts AND e.ts < h.b"
BARE, SOME = 0.8, 3  # of a service without reasons: that share has none, of so many citizens
PART, ELSEWHERE = 0.05, 20  # no more of the work of a team, and so many consultations of others
SETTLED = (
    "ANTI JOIN moving g ON g.u = e.u AND g.a <= e.ts AND e.ts < g.b"  # not who comes from another team or goes to it
)
UNLIKELY = 0.0001  # the chance of it, if that came as often as in the other work of the team


def visits(world: World, table: str) -> str:
    """The consultations of a table with the house, street and surname of the citizen, and his household (column home), else the citizen himself.

    Who comes to the counter with his family is one visit, whether it is on record or not: in a row, or many, are households. So is somebody of his name
    who was opened just before him by mistake (table `mistaken`).
    """
    name = "CASE WHEN {1} IS NULL THEN hash({0}) ELSE hash({1}, 1) END"
    homes, joined = "residents", ""
    here, there = name.format("e.citizen", "r.house"), name.format("m.citizen", "m.house")
    if world.loaded.has("household"):
        homes = "(SELECT citizen, max_by(house, b) AS house FROM homes GROUP BY citizen)"
        here, joined = name.format("e.citizen", "h.house"), f"LEFT JOIN {homes} h ON h.citizen = e.citizen"
    wrong = f"SELECT m.rid, m.citizen, g.house FROM mistaken m LEFT JOIN {homes} g ON g.citizen = m.citizen"  # few
    return (
        f"SELECT e.*, r.house, r.street, r.surname, CASE WHEN m.rid IS NULL THEN {here} ELSE {there} END AS home "
        f"FROM {table} e LEFT JOIN residents r ON r.citizen = e.citizen LEFT JOIN ({wrong}) m ON m.rid = e.rid {joined}"
    )


def housed(world: World) -> str:
    """The unexplained consultations of who lived in a known house then."""
    return (
        HOME
        if world.loaded.has("household")
        else "SELECT rid, ts, u, citizen, house FROM visits WHERE house IS NOT NULL"
    )


def mate_household() -> str:
    """Who lives with somebody of the same team, not in the worker's own house; at an account of several people also who of the team works there."""
    return (
        "SELECT e.rid FROM rest e JOIN homes h ON h.citizen = e.citizen AND h.a <= e.ts AND e.ts < h.b "
        "JOIN staffing s ON s.house = h.house AND s.a <= e.ts AND e.ts < s.b "
        "JOIN staffing m ON m.t = s.t AND m.u = e.u AND m.u <> s.u AND m.a <= e.ts AND e.ts < m.b LEFT JOIN shared d ON d.u = e.u "
        "WHERE m.house IS DISTINCT FROM s.house AND (d.u IS NOT NULL OR e.citizen NOT IN (SELECT own FROM staffing WHERE own IS NOT NULL))"
    )


def sought(world: World) -> str:
    """The condition on search_key of who was looked for without a number."""
    by_number = [str(code) for name, code in world.search_keys.items() if name.lower() in NUMBERED]
    return f"(search_key IS NOT NULL AND search_key NOT IN ({', '.join(by_number) or '0'}))"


def codes(known: dict[str, int], pattern: str) -> str:
    """The numbers of the texts that fit a pattern, for IN (...)."""
    return ", ".join(str(code) for name, code in known.items() if re.search(pattern, name.lower())) or "0"


def shared(world: World) -> None:
    """Table `shared` (u, desks): accounts of several people, as the staff list says or as their use shows."""
    world.run(
        "CREATE TABLE shared AS WITH said AS (SELECT DISTINCT u FROM staff JOIN users USING (user_id) "
        f"WHERE shared OR (own IS NULL AND regexp_matches(lower(role), '{SEVERAL}'))), "
        "d AS (SELECT h.u, h.day, count(DISTINCT h.ip) AS n FROM habit h SEMI JOIN usual k ON k.u = h.u AND k.ip = h.ip GROUP BY h.u, h.day), "
        f"shown AS (SELECT u FROM d GROUP BY u HAVING count(*) >= {BUSY_DAYS} AND avg((n >= {DESKS})::INT) > 0.5), "
        "own AS (SELECT DISTINCT u FROM staffing WHERE own IS NOT NULL) "
        "SELECT u, greatest(2, (SELECT count(*) FROM usual k WHERE k.u = s.u)) AS desks "
        "FROM (SELECT u FROM said UNION (SELECT u FROM shown EXCEPT SELECT u FROM own)) s"
    )


def borrowed(world: World, events: Events, minutes: float) -> str:
    """At the usual place of somebody else, who was working there himself around that moment.

    Of all consultations only those of such people, at their place, on those days are looked at.
    """
    around = f"INTERVAL {round(minutes)} MINUTE"
    world.run(
        "CREATE TEMP TABLE lent AS SELECT s.rid, s.ts, s.ip, o.u FROM strange s JOIN (SELECT ip, min(u) AS v, max(u) AS w FROM usual GROUP BY ip HAVING count(*) <= 2) k ON k.ip = s.ip "
        "JOIN usual o ON o.ip = s.ip WHERE k.v <> s.u AND k.w <> s.u AND k.v NOT IN (SELECT u FROM shared) AND k.w NOT IN (SELECT u FROM shared)"
    )
    days = f"SELECT u, (ts - {around})::DATE AS day FROM lent UNION SELECT u, (ts + {around})::DATE AS day FROM lent"
    with world.under("_looks", events.narrow(world, days, "ts", "user_id", "ip")):
        world.run(
            "CREATE TEMP TABLE lending AS SELECT c.user_id AS u, c.ip, c.ts FROM _looks c SEMI JOIN lent l ON l.u = c.user_id AND l.ip = c.ip"
        )
    return (
        "SELECT s.rid FROM lent s SEMI JOIN lending b "
        f"ON b.u = s.u AND b.ip = s.ip AND b.ts BETWEEN s.ts - {around} AND s.ts + {around}"
    )


def former_role(days: int) -> str:
    """Unexplained, and the citizen has an open dossier in a team that the user left longer ago than a handover lasts."""
    return (
        "SELECT e.rid FROM rest e JOIN (SELECT u, t, max(b) AS b FROM staffing GROUP BY u, t) p ON p.u = e.u "
        f"AND p.b + INTERVAL {days} DAY <= e.ts SEMI JOIN (SELECT citizen, t, opened AS a, coalesce(closed, {END}) AS b FROM dossiers "
        "JOIN teams USING (team)) d ON d.citizen = e.citizen AND d.t = p.t AND d.a <= e.ts AND e.ts < d.b WHERE e.ts_team IS NOT NULL"
    )


def early(world: World, events: Events, days: float) -> str:
    """Before the worker's own dossier was there; the worker never came back to the citizen afterwards, though there was time to."""
    spare = f"INTERVAL {round(days)} DAY"
    world.run(  # only who can have been early and have had the time to come back
        "CREATE TEMP TABLE edges AS SELECT min(ts) AS low, max(ts) AS high FROM consult; "
        "CREATE TEMP TABLE mine AS SELECT worker, citizen, greatest(opened, coalesce(registered_at, opened)) AS known FROM dossiers WHERE worker IS NOT NULL; "
        "CREATE TEMP TABLE appears AS SELECT u, citizen, min(known) AS known FROM mine JOIN users ON worker = user_id "
        f"WHERE known > (SELECT low FROM edges) AND known + {spare} <= (SELECT high FROM edges) GROUP BY u, citizen"
    )
    with world.under(
        "_looks", events.narrow(world, "SELECT u, citizen FROM appears", "rid", "ts", "user_id", "citizen")
    ):
        world.run(
            "CREATE TEMP TABLE never AS SELECT a.u, a.citizen, a.known FROM _looks c JOIN appears a ON a.u = c.user_id AND a.citizen = c.citizen "
            "GROUP BY a.u, a.citizen, a.known HAVING max(c.ts) < a.known; "
            "CREATE TEMP TABLE met AS SELECT c.rid, n.u, n.citizen FROM _looks c JOIN never n ON n.u = c.user_id AND n.citizen = c.citizen "
            "WHERE c.ts >= n.known - INTERVAL 30 DAY; "
            "CREATE TEMP TABLE sooner AS SELECT n.u, n.citizen FROM never n JOIN users s ON s.u = n.u JOIN mine o ON o.worker = s.user_id AND o.citizen = n.citizen WHERE o.known <= (SELECT low FROM edges)"
        )
    return "SELECT rid FROM met m ANTI JOIN sooner b ON b.u = m.u AND b.citizen = m.citizen"


def late(flag: Flag) -> str:
    """The condition on e.ts of what falls outside office hours: as UTC, wide enough that it holds in summer and in winter time, Monday to Friday."""
    one = flag.settings
    return f"(extract(hour FROM e.ts) < {one['first_hour']} OR extract(hour FROM e.ts) >= {one['last_hour']} OR isodow(e.ts) >= 6)"


def night(flag: Flag) -> str:
    """The condition on e.ts of what falls between two hours (UTC) past midnight; one remainder costs half of what hours do."""
    one = flag.settings
    start, length = round(24 - one["first_hour"]), round(24 - one["first_hour"] + one["last_hour"])
    return f"(epoch_us(e.ts) + {start * HOUR}) % {DAY} < {length * HOUR}"


def bulk(world: World, flag: Flag) -> str:
    """Lists and exports of many persons, by who seldom makes them."""
    many = f"(n_persons >= {flag.settings['persons']} OR (n_persons IS NULL AND action IN ({codes(world.actions, LISTS)})))"
    return (
        f"SELECT c.rid FROM consult c SEMI JOIN (SELECT user_id FROM consult GROUP BY user_id HAVING "
        f"count(*) FILTER ({many}) <= greatest(1, {flag.settings['share']} * count(*))) k ON k.user_id = c.user_id WHERE {many}"
    )


def filler(world: World) -> str:
    """A stated reason that says nothing, or none where nearly everybody gives one."""
    usual = world.one(f"SELECT (count(stated_reason) >= {ALWAYS} * count(*))::INT FROM consult")
    test = "stated_reason IS NOT true" if usual else "NOT stated_reason"
    return f"SELECT rid FROM consult WHERE {test}"


def refused(world: World, flag: Flag) -> str:
    """Refused or failed consultations of a user on a day on which others hardly had any."""
    one = flag.settings
    bad = f"outcome IN ({codes(world.outcomes, REFUSED)})"
    return (
        "SELECT c.rid FROM consult c SEMI JOIN (SELECT user_id AS u, ts::DATE AS day FROM consult "
        f"WHERE {bad} GROUP BY ALL HAVING count(*) >= {one['fewest']} AND count(*) > {one['times']} * "
        f"(SELECT count(*) FROM consult WHERE {bad}) / (SELECT count(DISTINCT (u, day)) FROM habit)) k "
        f"ON k.u = c.user_id AND k.day = c.ts::DATE WHERE {bad}"
    )


def denied(world: World, flag: Flag) -> str:
    """Unexplained, and within those minutes the same worker got at least so many refusals on the citizen."""
    one, bad = flag.settings, f"outcome IN ({codes(world.outcomes, REFUSED)})"
    near = f"INTERVAL {round(one['minutes'])} MINUTE"
    return (
        f"SELECT e.rid FROM rest e JOIN (SELECT user_id AS u, citizen, ts FROM consult WHERE {bad}) b ON b.u = e.u AND b.citizen = e.citizen "
        f"AND b.ts BETWEEN e.ts - {near} AND e.ts + {near} GROUP BY e.rid HAVING count(*) >= {one['fewest']}"
    )


def rare_service(flag: Flag) -> str:
    """A service that the team hardly uses, asked without a reason; not of who comes from another team or goes to it, nor on a namesake before the right one."""
    one = flag.settings
    return (
        f"SELECT e.rid FROM rest e JOIN asked a ON a.ts_team = e.ts_team AND a.service = e.service AND a.n < {one['share']} * a.m AND a.m >= {one['fewest']} "
        f"{SETTLED} ANTI JOIN mistaken m ON m.rid = e.rid"
    )


def seldom_asked(flag: Flag) -> str:
    """As much of all work as is done with services that the team hardly uses."""
    one = flag.settings
    return f"SELECT sum(n) FILTER (n < {one['share']} * m AND m >= {one['fewest']}) / sum(n) AS share FROM asked"


def bare_service(rare: float) -> str:
    """A service that the team asks next to only without a reason, where its other work and that of other teams with this service has one.

    Not a service that is much of what the team does, nor one that nobody has reasons for: that is a way of working, or a register that is not here.
    Not what is at most `rare` of its work either: another sign says that.
    """
    return (
        "WITH k AS (SELECT a.ts_team, a.service, a.n, a.m, coalesce(r.k, 0) AS k, sum(coalesce(r.k, 0)) OVER (PARTITION BY a.ts_team) AS team, "
        "sum(coalesce(r.k, 0)) OVER (PARTITION BY a.service) AS bare, sum(a.n) OVER (PARTITION BY a.service) AS whole FROM asked a LEFT JOIN "
        f"(SELECT e.ts_team, e.service, count(*) AS k FROM rest e {SETTLED} GROUP BY e.ts_team, e.service) r ON r.ts_team = a.ts_team AND r.service = a.service), "
        f"f AS (SELECT * FROM k WHERE k >= {SOME} AND k >= {BARE} * n AND n >= {rare} * m AND n <= {PART} * m "
        f"AND whole - n >= {ELSEWHERE} AND bare - k <= {1 - BARE:.1f} * (whole - n)), "
        "e AS (SELECT e.rid, e.citizen, f.* FROM rest e JOIN f ON f.ts_team = e.ts_team AND f.service = e.service), "
        f"c AS (SELECT ts_team, service FROM e GROUP BY ts_team, service HAVING count(DISTINCT citizen) >= {SOME} "
        f"AND power((max(team) - max(k) + 1) / (max(m) - max(n) + 1), count(DISTINCT citizen)) <= {UNLIKELY}) "
        "SELECT e.rid FROM e SEMI JOIN c ON c.ts_team = e.ts_team AND c.service = e.service"
    )


def day(moment: str) -> str:
    """The day of a moment as a number: windows over numbers cost less than over dates."""
    return f"(epoch_us({moment}) // {DAY})"


def volume(world: World, flag: Flag) -> str:
    """Day totals of a user against his own days in the sixty before; only those that stand out among all his days are looked at."""
    one = flag.settings
    span = int(one["days"])
    world.run(
        "CREATE TEMP TABLE days AS SELECT u, date_diff('day', DATE '2000-01-01', day) AS day, n FROM worked; "
        f"CREATE TEMP TABLE busy AS SELECT d.* FROM days d JOIN (SELECT u, avg(n) AS m FROM days GROUP BY u) a ON a.u = d.u WHERE n >= {one['fewest']} AND n > m + {one['z'] / 2} * sqrt(m); "
        "CREATE TEMP TABLE loud AS SELECT c.u, c.day FROM busy c JOIN days d ON d.u = c.u "
        f"AND d.day >= c.day - {span} AND d.day < c.day GROUP BY c.u, c.day, c.n "
        f"HAVING count(*) >= 10 AND c.n > avg(d.n) + {one['z']} * greatest(stddev_samp(d.n), sqrt(avg(d.n)))"
    )
    return "SELECT rid FROM rest e SEMI JOIN loud l ON l.u = e.u AND l.day = date_diff('day', DATE '2000-01-01', e.ts::DATE)"


def by_name(flag: Flag, named: str) -> str:
    """Users who search without a number far more often than the whole."""
    one = flag.settings
    return (
        "SELECT rid FROM rest e SEMI JOIN (SELECT u FROM habit GROUP BY u HAVING sum(named) >= "
        f"{one['fewest']} AND sum(named) > greatest({one['share']}, {one['times']} * (SELECT sum(named) / sum(n) FROM habit)) * sum(n)) k USING (u) WHERE {named}"
    )
