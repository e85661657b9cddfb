"""What chance alone would give: the share of the unexplained consultations that would carry a sign if workers looked at just anybody.

Each function returns the SQL of one number (column share); without residents there is none.
"""

from roeland.scrutiny import signs
from roeland.scrutiny.arrays import DAY
from roeland.scrutiny.causes import FORMER_HOUSEHOLD, HOUSEHOLD, NAMES, SELF, allowed, period, tie
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.layouts import LAYOUTS
from roeland.scrutiny.rulebook import Explanation, Flag, Rulebook
from roeland.scrutiny.windows import WORKING_MINUTES

LIFT, MUCH = 3, 0.002  # how many times more than by chance, and which share of all consultations
PART = 20_000  # consultations that say enough
PAIRS, WORKERS, HOUSES = 10, 3, 5  # fewer are no way of working
KNOWN = (
    "CREATE TEMP TABLE known_citizens AS SELECT greatest(1, (SELECT count(*) FROM residents), (SELECT count(DISTINCT citizen) FROM dossiers), "
    "(SELECT count(DISTINCT citizen) FROM rest)) AS n; "
    "CREATE TEMP TABLE work AS SELECT u, sum(n)::DOUBLE AS n FROM habit GROUP BY u"
)  # tables that `shares` reads
RESIDENTS = "(SELECT count(*) FROM residents)"
HOUSED = "(SELECT greatest(1, (SELECT count(*) FROM residents), (SELECT count(DISTINCT citizen) FROM homes)))"
PER_USER = "(SELECT u, count(*) AS n FROM rest GROUP BY u)"


def surname() -> str:
    """As many of a worker's citizens have his name as residents have."""
    return (
        f"SELECT sum(n * coalesce(share, 0)) / sum(n) AS share FROM {PER_USER} w "
        "LEFT JOIN (SELECT u, max(share) AS share FROM lives JOIN rare USING (surname) GROUP BY u) l ON l.u = w.u"
    )


def household(flag: Flag) -> str:
    """Two of a worker's citizens within those days live in one house by chance."""
    days = "(SELECT greatest(1, date_diff('day', min(ts), max(ts))) FROM rest)"
    together = f"(SELECT sum(n * (n - 1)) / ({RESIDENTS} * {RESIDENTS}) FROM (SELECT count(*) AS n FROM residents WHERE house IS NOT NULL GROUP BY house) h)"
    return f"SELECT sum(n * (n - 1)) / sum(n) * {together} * least(1, {2 * flag.settings['days']} / {days}) AS share FROM {PER_USER} w"


def closed() -> str:
    """As many of a team's citizens had a dossier there that was closed as residents had, on average while there were consultations."""
    part = "max(CASE WHEN closed <= (SELECT min(ts) FROM rest) THEN 1.0 WHEN closed <= (SELECT max(ts) FROM rest) THEN 0.5 ELSE 0.0 END)"
    return (
        f"SELECT sum(w.n * coalesce(k.n, 0)) / sum(w.n) / {RESIDENTS} AS share FROM (SELECT ts_team, count(*) AS n FROM rest GROUP BY ts_team) w "
        f"LEFT JOIN (SELECT ts_team, sum(part) AS n FROM (SELECT ts_team, citizen, {part} AS part FROM dossiers JOIN teams USING (team) "
        "JOIN members USING (t) WHERE closed IS NOT NULL GROUP BY ts_team, citizen) p GROUP BY ts_team) k ON k.ts_team = w.ts_team"
    )


def tied(bit: int) -> str:
    """As many of a worker's citizens have this tie to him as there are such people among all that are known."""
    return (
        "SELECT sum(h.n * k.k) / ((SELECT sum(n) FROM work) * (SELECT n FROM known_citizens)) AS share FROM work h "
        f"JOIN (SELECT u, count(DISTINCT citizen) AS k FROM tie WHERE bit = {bit} GROUP BY u) k ON k.u = h.u"
    )


def mate_household() -> str:
    """As many of a worker's citizens live with somebody of his team as there are such people among all that are known."""
    return (
        f"SELECT sum(w.n * coalesce(k.n, 0)) / sum(w.n) / {HOUSED} AS share FROM {PER_USER} w LEFT JOIN (SELECT m.u, count(DISTINCT h.citizen) AS n "
        "FROM (SELECT DISTINCT u, t, house FROM staffing WHERE house IS NOT NULL) s JOIN (SELECT DISTINCT u, t FROM staffing) m ON m.t = s.t AND m.u <> s.u "
        "JOIN (SELECT DISTINCT citizen, house FROM homes) h ON h.house = s.house GROUP BY m.u) k ON k.u = w.u"
    )


def places() -> str:
    """As much of the unexplained work as of all work is done at places where the worker seldom is."""
    return "SELECT sum(n) FILTER (o.u IS NOT NULL) / sum(n) AS share FROM habit h LEFT JOIN odd o ON o.u = h.u AND o.ip = h.ip"


def last_days(flag: Flag) -> str:
    """As much of the unexplained work as of all work is done in the last days before somebody leaves."""
    days = f"INTERVAL {int(flag.settings['days'])} DAY"
    return f"SELECT sum(n) FILTER (year(s.b) < 9000 AND h.day >= s.b - {days} AND h.day < s.b) / sum(n) AS share FROM habit h LEFT JOIN service_end s ON s.u = h.u"


def minutes(flag: Flag) -> str:
    """Another of a worker's consultations within those minutes, if they came at any moment of any working day."""
    near = f"{2 * flag.settings['minutes']} * n / ({WORKING_MINUTES} * (SELECT count(DISTINCT ts::DATE) FROM rest))"
    return f"SELECT sum(n * (1 - exp(-({near})))) / sum(n) AS share FROM {PER_USER} w"


def outside(when: str) -> str:
    """As much of a worker's unexplained work as of all his work is done at such hours without duty; a nightly exchange says nothing of others."""
    return (
        f"SELECT sum(w.n * coalesce(o.n, 0) / k.n) / sum(w.n) AS share FROM {PER_USER} w JOIN work k ON k.u = w.u "
        f"LEFT JOIN (SELECT u, count(*) AS n FROM outside e ANTI JOIN automatic a ON a.rid = e.rid WHERE {when} GROUP BY u) o ON o.u = w.u"
    )


def shares(book: Rulebook) -> list[tuple[str, str]]:
    """Per sign the SQL of how often it would be there if what is unexplained were as all work is, or came by chance."""
    asked = {"leaving": last_days, "in-a-row": minutes}
    return [
        *(
            (name, tied(bit))
            for name, bit in (("self", SELF), ("own-household", HOUSEHOLD), ("former-household", FORMER_HOUSEHOLD))
        ),
        ("seldom-there", places()),
        ("off-hours", outside(signs.late(book.flag("off-hours")))),
        *([("night", outside(signs.night(book.flag("night"))))] if book.knows("night") else []),
        *((name, made(book.flag(name))) for name, made in asked.items() if book.knows(name)),
    ]


def keyed(rule: Explanation) -> tuple[str, str, str]:
    """The join that brings a row of a rule to its worker or team, the number of that one, and its name in a consultation."""
    column, key = next((column, key) for column, key in rule.keys.items() if key in {"user", "team"})
    if key == "user":
        return f"JOIN users _u ON _u.user_id = d.{column}", "_u.u", NAMES[key]
    return f"JOIN teams _t ON _t.team = d.{column} JOIN members _m ON _m.t = _t.t", "_m.ts_team", NAMES[key]


def found(world: World, rule: Explanation, part: int) -> str:
    """Of one in so many unexplained consultations those that a rule on somebody of the household would explain.

    Columns n (consultations), pairs (worker and citizen), workers, houses.
    """
    who, value, own = keyed(rule)
    start, end = (text.replace("_own.", "d.own_") for text in period(rule))
    house = "coalesce(o.house, d.house)" if "house" in LAYOUTS[rule.table].columns else "o.house"
    asked = [test for test in (allowed(world, rule)[0], *(f"d.{column} IS NULL" for column in rule.blank)) if test]
    return (
        "SELECT count(DISTINCT e.rid) AS n, count(DISTINCT hash(e.u, e.citizen)) AS pairs, count(DISTINCT e.u) AS workers, count(DISTINCT _h.house) AS houses "
        f"FROM (SELECT * FROM rest WHERE rid % {part} = 0) e JOIN homes _h ON _h.citizen = e.citizen "
        f"JOIN (SELECT d.*, {house} AS of_house, o.a AS own_a, o.b AS own_b FROM {rule.table} d LEFT JOIN homes o ON o.citizen = d.citizen) d "
        f"ON d.of_house = _h.house AND d.citizen <> _h.citizen {who} WHERE {' AND '.join([f'{value} = e.{own}', *asked])} AND {start} <= e.ts AND e.ts < {end}"
    )


def expected(rule: Explanation) -> str:
    """How many pairs of a worker and a citizen in the unexplained consultations it would explain if they came by chance (column n).

    As many of a worker's or a team's citizens live with whom the rule means as residents do, on average while there were consultations.
    """
    who, value, own = keyed(rule)
    start, end = period(rule)
    length = f"epoch_us(least({end}, _w.b)) - epoch_us(greatest({start}, _w.a))"
    return (
        "WITH w AS (SELECT min(ts) AS a, max(ts) AS b FROM rest), "
        f"c AS (SELECT {value} AS k, _h.citizen, max(greatest(0, {length})) AS n FROM {rule.table} d {tie(rule.table, 'house', 'citizen')[0]}{who}, w _w GROUP BY {value}, _h.citizen), "
        "k AS (SELECT k, sum(n) AS n FROM c GROUP BY k) "
        f"SELECT sum(k.n / greatest(1, epoch_us(w.b) - epoch_us(w.a))) / {HOUSED} AS n FROM (SELECT DISTINCT u, citizen, ts_team FROM rest) e JOIN k ON k.k = e.{own}, w"
    )


def beyond(world: World, rule: Explanation, total: int) -> bool:
    """Whether what only this rule explains is work: far more than by chance, by several workers about several households. Else it would
    hide what has no reason, or what one worker does often.

    Where there is much that is unexplained it is asked of a part.
    """
    count, length = world.con.execute("SELECT count(*), epoch_us(max(ts)) - epoch_us(min(ts)) FROM rest").fetchall()[0]
    if (length or 0) < DAY:
        return False
    part = max(1, count // PART)
    looks, pairs, workers, houses = world.con.sql(found(world, rule, part)).fetchall()[0]
    if looks * part < MUCH * total or pairs < PAIRS or workers < WORKERS or houses < HOUSES:
        return False
    by_chance = float(world.con.sql(expected(rule)).fetchall()[0][0] or 0)
    return bool(pairs * part >= LIFT * by_chance)
