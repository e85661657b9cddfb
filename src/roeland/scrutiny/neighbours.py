"""Rules on what a worker looked at around it: a whole street under one dossier, and somebody of the same name just before the right one.

A street: public notice of a permit goes to whoever lives around; none of them has a dossier. What tells it from curiosity: the reference that was given is a
dossier of the own team that runs, of somebody in that street, and it was given for several houses there.
A name: who looks for somebody by name opens a namesake first. What tells it from curiosity: minutes later he opens another of that name, about whom
there is a reason; and it is not his own name.
"""

import pyarrow as pa

from roeland.scrutiny import signs
from roeland.scrutiny.arrays import DAY, HOUR
from roeland.scrutiny.causes import period
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events
from roeland.scrutiny.judged import NOTHING, WEEK
from roeland.scrutiny.rulebook import Explanation

MOST = 3  # others of that name, before the right one
SOON = "INTERVAL 3 MINUTE"  # after which the right one is opened, when nothing tells that it is the right one
EMPTY = "CREATE TABLE mistaken (rid INTEGER, citizen BIGINT)"


def found(world: World, rule: Explanation, events: Events) -> str:
    """The SQL of the consultations (column rid) that the rule explains, of what no other does (`rest`)."""
    return street(world, rule) if rule.houses else namesakes(world, rule, events)


def street(world: World, rule: Explanation) -> str:
    """The SQL of the consultations (column rid) that the rule explains, of what no other does (`rest`).

    Also what the same worker asked in that street that day and gave no reference for. Makes table `cited` (rid, u, citizen, ts, ts_team, street, house, ref).
    """
    start, end = period(rule)
    world.run(
        "CREATE OR REPLACE TEMP TABLE cited AS SELECT e.rid, e.u, e.citizen, e.ts, e.ts_team, r.street, r.house, c.dossier_ref AS ref "
        "FROM rest e JOIN residents r ON r.citizen = e.citizen JOIN consult c ON c.rid = e.rid WHERE r.street IS NOT NULL AND e.ts_team IS NOT NULL"
    )
    return (
        f"WITH d AS (SELECT d.dossier_id AS ref, m.ts_team, r.street, {start} AS a, {end} AS b FROM dossiers d "
        "JOIN residents r ON r.citizen = d.citizen JOIN teams t ON t.team = d.team JOIN members m ON m.t = t.t WHERE d.dossier_id IS NOT NULL), "
        "n AS (SELECT DISTINCT c.u, c.street, c.rid, c.ts::DATE AS day FROM cited c JOIN d ON d.ref = c.ref AND d.ts_team = c.ts_team "
        "AND d.street = c.street AND d.a <= c.ts AND c.ts < d.b), "
        "s AS (SELECT c.rid, c.u, c.street, c.house FROM cited c SEMI JOIN n ON n.rid = c.rid UNION "
        "SELECT c.rid, c.u, c.street, c.house FROM cited c SEMI JOIN n ON n.u = c.u AND n.street = c.street AND n.day = c.ts::DATE WHERE c.ref IS NULL), "
        f"k AS (SELECT u, street FROM s GROUP BY u, street HAVING count(DISTINCT house) >= {rule.houses}) "
        "SELECT s.rid FROM s SEMI JOIN k ON k.u = s.u AND k.street = s.street"
    )


def namesakes(world: World, rule: Explanation, events: Events) -> str:
    """The SQL of the consultations (column rid) of what no other rule explains that were by name (where the log says how), and after which the same
    worker opened somebody else of that name about whom there is a reason, within those minutes. Of more than a few before one, none.
    """
    span = f"INTERVAL {rule.minutes} MINUTE"
    how = signs.sought(world) if world.loaded.has("consult", "search_key") else "true"
    world.run(
        f"CREATE OR REPLACE TEMP TABLE sought AS SELECT e.rid, e.ts, e.u, e.citizen, r.surname, r.house FROM rest e JOIN residents r ON r.citizen = e.citizen "
        f"ANTI JOIN lives s ON s.u = e.u AND s.surname = r.surname WHERE r.surname IS NOT NULL AND {how}"
    )
    hour = f"(epoch_us({{0}}) // {HOUR} % {WEEK})::INTEGER AS hour, (epoch_us({{0}}) // {DAY})::INTEGER AS day"
    asked = " UNION ".join(f"SELECT u, {hour.format(at)} FROM sought" for at in ("ts", f"(ts + {span})"))
    with world.under("_looks", events.narrow(world, asked, "rid", "ts", "user_id", "citizen")):
        world.run(
            f"CREATE OR REPLACE TEMP TABLE pairs AS SELECT s.rid, s.citizen, o.rid AS other, o.citizen AS meant, o.ts <= s.ts + {SOON} AS soon FROM (SELECT l.rid, l.ts, l.user_id AS u, l.citizen, r.surname, r.house FROM _looks l "
            f"JOIN residents r ON r.citizen = l.citizen) o JOIN sought s ON s.u = o.u AND s.surname = o.surname WHERE s.ts < o.ts AND o.ts <= s.ts + {span} "
            "AND s.citizen <> o.citizen AND s.house IS DISTINCT FROM o.house"
        )
    world.run(
        "INSERT INTO mistaken SELECT p.rid, max(p.meant) FROM pairs p SEMI JOIN rest r ON r.rid = p.other "
        "WHERE p.soon GROUP BY p.rid HAVING count(DISTINCT p.meant) = 1"
    )
    others = world.con.sql("SELECT DISTINCT other FROM pairs").to_arrow_table()["other"]
    with world.under("_known", pa.table({"other": others.filter(pa.compute.invert(events.open(others, NOTHING - 1)))})):
        world.run(
            "CREATE OR REPLACE TEMP TABLE astray AS SELECT p.* FROM pairs p SEMI JOIN _known k ON k.other = p.other"
        )
    return (
        "SELECT DISTINCT a.rid FROM astray a SEMI JOIN "
        f"(SELECT other FROM astray GROUP BY other HAVING count(DISTINCT citizen) <= {MOST}) f ON f.other = a.other"
    )
