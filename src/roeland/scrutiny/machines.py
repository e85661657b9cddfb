"""What is one question for many citizens: an account that works as a program, a list that somebody works through, work that is hardly ever registered.

A nightly exchange of data or a mailing to hundreds has no reason per citizen. The question is what it is, and on which ground: thousands of cases would
hide all others. Consultations of a program or a list stay unexplained, but of each account only the last one goes on to the other signs.
"""

from roeland.scrutiny.arrays import HOUR
from roeland.scrutiny.causes import FORMER_HOUSEHOLD, HOUSEHOLD, SELF
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events
from roeland.scrutiny.rulebook import Rulebook
from roeland.scrutiny.windows import around

SIGNS = ("automatic", "list", "unregistered", "other-team")  # of a case that stands for many citizens
# what is one question, by which sign: what goes no further, and what a case stands for that does; `bare`: accounts of which hardly anything is registered
EMPTY = (
    "CREATE TABLE automatic (rid INTEGER, u INTEGER, citizen BIGINT, ts TIMESTAMP, bit UTINYINT); "
    "CREATE TABLE meant (rid INTEGER, u INTEGER, citizen BIGINT, bit UTINYINT); CREATE TABLE bare (u INTEGER, n BIGINT)"
)
LAST = "QUALIFY row_number() OVER (PARTITION BY u ORDER BY ts DESC, citizen, rid) = 1"
KEPT = 1 << SELF | 1 << HOUSEHOLD | 1 << FORMER_HOUSEHOLD  # marks of a tie that no list hides
# what such an account did without a reason, not within an hour of its programs, and not at its own place
BY_HAND = (
    "SELECT e.rid FROM rest e SEMI JOIN paced_hours p ON p.u = e.u ANTI JOIN usual k ON k.u = e.u AND k.ip = e.ip "
    f"ANTI JOIN paced_hours h ON h.u = e.u AND abs(h.hour - (epoch_us(e.ts) // {HOUR})) <= 1"
)
WORKDAY, HOUR_MINUTES = 8, 60
SOME = 3  # one in so many is often
LISTED, LISTED_MINUTES = 20, 10  # consultations in so many minutes before and after are a list
RARE = 5  # one in so many of a list is what was forgotten


def apart(world: World, events: Events, book: Rulebook) -> None:
    """What is one question, asked again when flags have overruled what explained a part of it: that goes the same way."""
    programs(world, events, book)
    lists(world, book)
    world.run(
        f"DELETE FROM rest WHERE rid IN (SELECT rid FROM automatic) AND rid NOT IN (SELECT rid FROM automatic {LAST})"
    )


def lists(world: World, book: Rulebook) -> None:
    """Mark the days on which somebody worked through a list, where he went on with it: some citizens each hour.

    Such a day has `citizens` without a reason, and `times` as much work as that account has on its median day (as everybody has, for who was
    there on few days). Ties with a household of one's own are no part of it.
    """
    if not book.knows("list"):
        return
    one, bit = book.flag("list").settings, book.bit("list")
    world.run(
        f"CREATE OR REPLACE TEMP TABLE long_days AS WITH r AS (SELECT u, ts::DATE AS day FROM rest GROUP BY u, ts::DATE HAVING count(DISTINCT citizen) >= {one['citizens']}) "
        f"SELECT r.u, r.day FROM r JOIN worked d ON d.u = r.u AND d.day = r.day JOIN workday k ON k.u = r.u WHERE d.n >= {one['times']} * k.half "
        f"UNION SELECT u, ts::DATE AS day FROM automatic WHERE bit = {bit}"
    )
    world.run(
        "CREATE OR REPLACE TEMP TABLE found_now AS SELECT r.rid, r.u, r.citizen, r.ts FROM (SELECT r.rid, r.u, r.citizen, r.ts, "
        f"count(*) OVER ({around('r.u', HOUR_MINUTES)}) AS n FROM rest r SEMI JOIN long_days l ON l.u = r.u AND l.day = r.ts::DATE) r "
        f"ANTI JOIN automatic a ON a.rid = r.rid ANTI JOIN (SELECT rid FROM marked WHERE mark & {KEPT} > 0) m ON m.rid = r.rid WHERE r.n >= {one['citizens'] / WORKDAY}"
    )
    kept(world, bit)


def kept(world: World, bit: int) -> None:
    """Add what was `found_now` to what is one question, by this sign."""
    world.run(
        f"INSERT INTO automatic SELECT *, {bit} FROM found_now; INSERT INTO flag SELECT rid, {bit} FROM found_now"
    )


def unregistered(world: World, book: Rulebook) -> None:
    """Mark the last consultation of an account of which hardly anything is registered, where most work is; after all other signs.

    What such an account shows of number, or in more than a third of its work, says nothing of one citizen: those signs are taken away. What
    overrules an explanation (oneself, an account of who left or is unknown) stays however often. Nothing is marked where more than `most` of all consultations is unexplained: there nobody's work is registered.
    """
    if not book.knows("unregistered"):
        return
    one, bit = book.flag("unregistered").settings, book.bit("unregistered")
    numbers = ", ".join(
        str(place) for place, flag in enumerate(book.flags) if flag.nature == "number" and flag.id != "list"
    )
    firm = ", ".join(str(place) for place, flag in enumerate(book.flags) if flag.overrules) or "255"
    world.run(
        "INSERT INTO bare SELECT r.u, r.n FROM (SELECT u, count(*) AS n, count(DISTINCT citizen) AS c, count(DISTINCT ts::DATE) AS days FROM rest GROUP BY u) r "
        "JOIN (SELECT u, sum(n) AS n FROM habit GROUP BY u) h ON h.u = r.u "
        f"WHERE r.c >= {one['citizens']} AND r.days >= {one['days']} AND r.n >= {one['share']} * h.n AND (SELECT count(*) FROM rest) + (SELECT count(*) FROM automatic) <= {one['most']} * (SELECT sum(n) FROM habit)"
    )
    if not world.one("SELECT count(*) FROM bare"):
        return
    world.run(
        "CREATE TEMP TABLE bared AS SELECT f.rid, f.bit, r.u FROM flag f JOIN rest r ON r.rid = f.rid SEMI JOIN bare b ON b.u = r.u; "
        f"CREATE TEMP TABLE common AS SELECT g.u, g.bit FROM (SELECT u, bit, count(*) AS n FROM bared GROUP BY u, bit) g JOIN bare b ON b.u = g.u WHERE g.bit IN ({numbers}) OR ({SOME} * g.n > b.n AND g.bit NOT IN ({firm})); "
        "DELETE FROM flag WHERE rid IN (SELECT rid FROM bared); "
        "INSERT INTO flag SELECT b.rid, b.bit FROM bared b ANTI JOIN common c ON c.u = b.u AND c.bit = b.bit; "
        f"INSERT INTO meant SELECT r.rid, r.u, r.citizen, {bit} FROM rest r SEMI JOIN bare b ON b.u = r.u; "
        f"INSERT INTO flag SELECT rid, {bit} FROM (SELECT r.rid, r.u, r.ts, r.citizen FROM rest r SEMI JOIN bare b ON b.u = r.u) {LAST}"
    )


def left_over(world: World, events: Events, book: Rulebook) -> None:
    """Take the signs of number from what is left unexplained in the middle of a list that has a reason: a mailing of which one in thirty was forgotten.

    That is where, on a day with `times` as much work as that account has on its median day, `LISTED` consultations by the same kind of key came in
    the minutes around, of which at most one in `RARE` has no reason: who looks somebody up by name meanwhile does something else. Only those
    days of those accounts are read.
    """
    if not book.knows("list"):
        return
    one = book.flag("list").settings
    numbers = ", ".join(str(place) for place, flag in enumerate(book.flags) if flag.nature == "number")
    world.run(
        "CREATE TEMP TABLE full_days AS SELECT d.u, d.day FROM worked d JOIN workday k ON k.u = d.u SEMI JOIN (SELECT DISTINCT u, ts::DATE AS day FROM rest) r ON r.u = d.u AND r.day = d.day "
        f"WHERE d.n >= {one['times']} * k.half AND d.n >= {one['citizens']}"
    )
    if not world.one("SELECT count(*) FROM full_days"):
        return
    with world.under(
        "_looks", events.narrow(world, "SELECT u, day FROM full_days", "rid", "ts", "user_id", "search_key")
    ):
        world.run(
            "CREATE TEMP TABLE amid AS SELECT rid FROM (SELECT rid, bare, count(*) OVER w AS n, sum(bare) OVER w AS k FROM (SELECT e.rid, e.user_id AS u, coalesce(e.search_key, 0) AS key, e.ts, (r.rid IS NOT NULL)::INTEGER AS bare FROM _looks e "
            "SEMI JOIN full_days f ON f.u = e.user_id AND f.day = e.ts::DATE LEFT JOIN rest r ON r.rid = e.rid) "
            f"WINDOW w AS ({around('u, key', LISTED_MINUTES)})) WHERE bare = 1 AND n >= {LISTED} AND k * {RARE} <= n"
        )
    world.run(f"DELETE FROM flag WHERE bit IN ({numbers}) AND rid IN (SELECT rid FROM amid)")


def day_late(world: World, book: Rulebook) -> None:
    """Take the sign of who left, and those of number, from the day after the end in the list, when that was a working day as any other.

    Then the list gives the last working day as the end, or was brought up to date a day late: at least half of the median day of that account, at
    places where it works. After `ordinary.habits` and table `service_end`.
    """
    if not (book.knows("after-leaving") and world.loaded.has("staff")):
        return
    bits = [place for place, flag in enumerate(book.flags) if flag.nature == "number" or flag.id == "after-leaving"]
    world.run(
        "CREATE TEMP TABLE one_more AS SELECT s.u, s.b FROM service_end s JOIN present d ON d.u = s.u AND d.day = (s.b + INTERVAL 12 HOUR)::DATE"
    )
    if world.one("SELECT count(*) FROM one_more"):
        world.run(
            f"DELETE FROM flag WHERE bit IN ({', '.join(map(str, bits))}) AND rid IN (SELECT e.rid FROM marked e JOIN one_more s ON s.u = e.u WHERE e.ts >= s.b AND e.ts < s.b + INTERVAL 1 DAY)"
        )


def programs(world: World, events: Events, book: Rulebook) -> None:
    """Mark what such accounts did, and move it from `rest` to `automatic`, except the last of each.

    An hour is a program's when it holds at least `fewest` consultations with on average at most so many `seconds` between them, which nobody
    keeps up who reads what he asks. An account is, when it has such hours on `days` days and they hold that `share` of all it did: who lets a
    script loose beside his own work stays who he is. Costs one count per user and hour of `rest`, and all rows of the few that this brings.
    """
    if not book.knows("automatic"):
        return
    one, bit = book.flag("automatic").settings, book.bit("automatic")
    asked = f"{accounts(one['fewest'] / 2, 2 * one['seconds'], one['days'])} UNION SELECT u FROM automatic"
    if not world.one(f"SELECT count(*) FROM ({asked})"):
        return
    with world.under("_looks", events.narrow(world, asked, "rid", "ts", "user_id", "citizen")):
        world.run(
            f"CREATE OR REPLACE TEMP TABLE paced AS SELECT e.rid, e.user_id AS u, e.citizen, e.ts, h.u IS NOT NULL AS fast FROM _looks e SEMI JOIN ({asked}) a ON a.u = e.user_id "
            f"LEFT JOIN ({hours('_looks', 'user_id', one['fewest'], one['seconds'])}) h ON h.u = e.user_id AND h.hour = (epoch_us(e.ts) // {HOUR})"
        )
    world.run(
        "CREATE OR REPLACE TEMP TABLE found_now AS SELECT p.rid, p.u, p.citizen, p.ts FROM paced p SEMI JOIN rest r ON r.rid = p.rid ANTI JOIN automatic a ON a.rid = p.rid SEMI JOIN "
        f"(SELECT u FROM paced GROUP BY u HAVING avg(fast::INT) >= {one['share']}) k ON k.u = p.u ANTI JOIN shared s ON s.u = p.u WHERE p.fast"
    )
    kept(world, bit)


def nightly(world: World, book: Rulebook) -> None:
    """Table `paced_hours` (u, hour): hours in which an account worked as a program, of those that do nearly all their work so outside office hours.

    Whether that work has reasons or none. The thresholds are those of `automatic`.
    """
    one = book.flag("automatic").settings
    world.run(
        f"CREATE TEMP TABLE quick AS {hours('outside', 'u', one['fewest'], one['seconds'])}; "
        "CREATE TEMP TABLE paced_hours AS WITH n AS (SELECT q.u, q.hour, q.day, count(*) AS n FROM outside o JOIN quick q "
        f"ON q.u = o.u AND q.hour = (epoch_us(o.ts) // {HOUR}) GROUP BY q.u, q.hour, q.day), "
        "k AS (SELECT n.u FROM (SELECT u, sum(n) AS n, count(DISTINCT day) AS days FROM n GROUP BY u) n "
        "JOIN (SELECT u, sum(n) AS n FROM habit GROUP BY u) h ON h.u = n.u "
        f"WHERE n.days >= {one['days']} AND n.n >= {one['share']} * h.n) SELECT n.u, n.hour FROM n SEMI JOIN k ON k.u = n.u"
    )


def hours(table: str, user: str, fewest: float, seconds: float) -> str:
    """The SQL of (u, hour, day) in which a user went that fast."""
    return (
        f"SELECT {user} AS u, (epoch_us(ts) // {HOUR}) AS hour, min(ts)::DATE AS day FROM {table} GROUP BY {user}, (epoch_us(ts) // {HOUR}) "
        f"HAVING count(*) >= {fewest} AND epoch_us(max(ts)) - epoch_us(min(ts)) <= {round(seconds * 1_000_000)} * count(*)"
    )


def accounts(fewest: float, seconds: float, days: float) -> str:
    """The SQL of users (u) with such hours in `rest` on so many days."""
    return f"SELECT u FROM ({hours('rest', 'u', fewest, seconds)}) GROUP BY u HAVING count(DISTINCT day) >= {days}"
