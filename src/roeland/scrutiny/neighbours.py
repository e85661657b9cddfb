"""A rule on a whole street: who has a permit in hand asks the neighbours, under the number of the dossier.

Public notice of a permit goes to whoever lives around; none of them has a dossier. What tells it from curiosity: the reference that was given is a
dossier of the own team that runs, of somebody in that street, and it was given for several houses there.
"""

from roeland.scrutiny.causes import period
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.rulebook import Explanation


def found(world: World, rule: Explanation) -> str:
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
