"""Numbers of dossiers that were given for somebody whose dossier it is not.

The functions return the SQL of the marked consultations (column rid), over the tables that `flags.Flags` prepared.
"""

from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events

FILLED = 0.9  # the share from which a column counts as one that everybody fills in
MANY = 15  # citizens, for one dossier of somebody
IN_HAND = 3  # days before and after a consultation in which somebody has a dossier in hand


def wrong(world: World) -> str:
    """A reference to a dossier of somebody outside the household, or to one that is not there while nearly all others are.

    Not what a worker gives for many citizens: that is a matter that concerns a street or a list, and is one question with another sign.
    """
    world.run(
        "CREATE TEMP TABLE refs AS SELECT dossier_id AS ref, citizen FROM dossiers WHERE dossier_id IS NOT NULL; "
        "CREATE TEMP TABLE told AS SELECT c.rid, c.user_id AS u, c.citizen, c.dossier_ref AS ref, k.ref IS NOT NULL AS known "
        "FROM consult c LEFT JOIN (SELECT DISTINCT ref FROM refs) k ON k.ref = c.dossier_ref WHERE c.dossier_ref IS NOT NULL"
    )
    usual = world.one(f"SELECT (avg(known::INT) >= {FILLED})::INT FROM told")
    return (
        "SELECT rid FROM told t ANTI JOIN refs r ON r.ref = t.ref AND r.citizen = t.citizen ANTI JOIN (SELECT r.ref, h.citizen FROM refs r "
        "JOIN homes o ON o.citizen = r.citizen JOIN homes h ON h.house = o.house) f ON f.ref = t.ref AND f.citizen = t.citizen "
        f"ANTI JOIN (SELECT u, ref FROM told GROUP BY u, ref HAVING count(DISTINCT citizen) >= {MANY}) m ON m.u = t.u AND m.ref = t.ref "
        f"WHERE known{' OR true' if usual else ''}"
    )


def cover(world: World, events: Events, bit: int) -> str:
    """The number of somebody else's dossier, given for who has no reason, on days on which the worker did nothing for that dossier or its household.

    Who looks up the children of a client, or leaves the last number where it stood, has the dossier in hand. Not in the street of the dossier, since a
    permit concerns the neighbours, and not of its name: that is kin. The more houses a number is given for, the heavier. bit: that of `wrong-dossier`,
    whose tables this reads.
    """
    world.run(
        "CREATE TEMP TABLE misgiven AS SELECT v.rid, v.u, v.citizen, v.ts, v.home, t.ref FROM visits v JOIN told t ON t.rid = v.rid "
        f"SEMI JOIN (SELECT rid FROM flag WHERE bit = {bit}) f ON f.rid = v.rid ANTI JOIN (SELECT r.ref, s.street FROM refs r "
        "JOIN residents s ON s.citizen = r.citizen) w ON w.ref = t.ref AND w.street = v.street ANTI JOIN (SELECT r.ref, s.surname FROM refs r "
        "JOIN residents s ON s.citizen = r.citizen) k ON k.ref = t.ref AND k.surname = v.surname WHERE t.known; "
        "CREATE TEMP TABLE holders AS WITH r AS (SELECT r.ref, r.citizen FROM refs r SEMI JOIN misgiven m ON m.ref = r.ref) "
        "SELECT ref, citizen FROM r UNION SELECT r.ref, h.citizen FROM r JOIN homes o ON o.citizen = r.citizen JOIN homes h ON h.house = o.house"
    )
    looks = events.narrow(world, "SELECT DISTINCT citizen FROM holders", "ts", "user_id", "citizen")
    with world.under("_looks", looks):
        world.run(
            "CREATE TEMP TABLE in_hand AS SELECT DISTINCT m.rid FROM _looks l JOIN holders h ON h.citizen = l.citizen "
            f"JOIN misgiven m ON m.ref = h.ref AND m.u = l.user_id AND l.ts >= m.ts - INTERVAL {IN_HAND} DAY AND l.ts <= m.ts + INTERVAL {IN_HAND} DAY"
        )
    return (
        "WITH m AS (SELECT * FROM misgiven g ANTI JOIN in_hand i ON i.rid = g.rid), "
        "k AS (SELECT u, ref, count(DISTINCT home) AS n FROM m GROUP BY u, ref) "
        "SELECT m.rid, m.u, m.citizen, greatest(1.0, k.n / 2) AS times, 1.0 AS share FROM m JOIN k ON k.u = m.u AND k.ref = m.ref"
    )


def explained(bit: int) -> str:
    """The SQL of what has this sign (column rid) and a reason."""
    return f"SELECT f.rid FROM flag f ANTI JOIN rest r ON r.rid = f.rid ANTI JOIN automatic a ON a.rid = f.rid WHERE f.bit = {bit}"
