"""Accounts that work as a program: a nightly exchange of data, say, that has no reason per citizen.

What such an account does is one question, whoever it looked at: what is this, and on which ground. Its consultations stay unexplained, but of
each account only the last one goes on to the other signs; thousands of cases would hide all others.
"""

from roeland.scrutiny.arrays import HOUR
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events
from roeland.scrutiny.rulebook import Rulebook

EMPTY = "CREATE TABLE automatic (rid INTEGER, u INTEGER, citizen BIGINT, ts TIMESTAMP)"


def apart(world: World, events: Events, book: Rulebook) -> None:
    """Mark what such accounts did, and move it from `rest` to `automatic`, except the last of each.

    An hour is a program's when it holds at least `fewest` consultations with on average at most so many `seconds` between them, which nobody
    keeps up who reads what he asks. An account is, when it has such hours on `days` days and they hold that `share` of all it did: who lets a
    script loose beside his own work stays who he is. Costs one count per user and hour of `rest`, and all rows of the few that this brings.
    Asked again when flags have overruled what explained a part of it: that goes the same way.
    """
    if not book.knows("automatic"):
        return
    one = book.flag("automatic").settings
    asked = f"{accounts(one['fewest'] / 2, 2 * one['seconds'], one['days'])} UNION SELECT u FROM automatic"
    if not world.one(f"SELECT count(*) FROM ({asked})"):
        return
    events.narrow(world, "_looks", asked, "rid", "ts", "user_id", "citizen")
    world.run(
        f"CREATE OR REPLACE TEMP TABLE paced AS SELECT e.rid, e.user_id AS u, e.citizen, e.ts, h.u IS NOT NULL AS fast FROM _looks e SEMI JOIN ({asked}) a ON a.u = e.user_id "
        f"LEFT JOIN ({hours('_looks', 'user_id', one['fewest'], one['seconds'])}) h ON h.u = e.user_id AND h.hour = (epoch_us(e.ts) // {HOUR})"
    )
    world.con.unregister("_looks")
    world.run(
        "CREATE OR REPLACE TEMP TABLE found_now AS SELECT p.rid, p.u, p.citizen, p.ts FROM paced p SEMI JOIN rest r ON r.rid = p.rid ANTI JOIN automatic a ON a.rid = p.rid SEMI JOIN "
        f"(SELECT u FROM paced GROUP BY u HAVING avg(fast::INT) >= {one['share']}) k ON k.u = p.u ANTI JOIN shared s ON s.u = p.u WHERE p.fast"
    )
    world.run(
        f"INSERT INTO automatic SELECT * FROM found_now; INSERT INTO flag SELECT rid, {book.bit('automatic')} FROM found_now"
    )
    last = "SELECT rid FROM automatic QUALIFY row_number() OVER (PARTITION BY u ORDER BY ts DESC, citizen, rid) = 1"
    world.run(f"DELETE FROM rest WHERE rid IN (SELECT rid FROM automatic) AND rid NOT IN ({last})")


def hours(table: str, user: str, fewest: float, seconds: float) -> str:
    """The SQL of (u, hour, day) in which a user went that fast."""
    return (
        f"SELECT {user} AS u, (epoch_us(ts) // {HOUR}) AS hour, min(ts)::DATE AS day FROM {table} GROUP BY {user}, (epoch_us(ts) // {HOUR}) "
        f"HAVING count(*) >= {fewest} AND epoch_us(max(ts)) - epoch_us(min(ts)) <= {round(seconds * 1_000_000)} * count(*)"
    )


def accounts(fewest: float, seconds: float, days: float) -> str:
    """The SQL of users (u) with such hours in `rest` on so many days."""
    return f"SELECT u FROM ({hours('rest', 'u', fewest, seconds)}) GROUP BY u HAVING count(DISTINCT day) >= {days}"
