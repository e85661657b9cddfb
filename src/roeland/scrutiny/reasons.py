"""Why each case is in the list, with counts and without identities: what `wording` makes sentences of.

`build` gives (rank, reasons): per case a list of flag, count (consultations with it), days and first_hour to last_hour (Brussels, of
those consultations), users (how many this month, for `burst`), citizens (how many of this worker's, for flags about many) and shared_by
(how many people the tie would fit; null when it is always special). The first one is `unexplained`, then the heaviest.
"""

import pyarrow as pa
import pyarrow.compute as pc

from roeland.scrutiny.dimensions import World

MANY = (
    "enumeration",
    "one-household",
    "volume",
    "scattered",
    "bulk",
    "by-name",
    "same-service",
    "cluster",
    "by-name-run",
)
LOCAL = "timezone('Europe/Brussels', s.ts AT TIME ZONE 'UTC')"
UNEXPLAINED = "unexplained"


def build(world: World) -> pa.Table:
    """After `cases.build`, whose tables seen, weight, points and cases it reads."""
    many = ", ".join(f"'{name}'" for name in MANY)
    world.run(
        f"CREATE TEMP TABLE listed AS SELECT rank, u, citizen, rid, unexplained, {LOCAL} AS local_ts FROM cases JOIN users USING (user_id) JOIN seen s USING (u, citizen); "
        "CREATE TEMP TABLE said AS WITH m AS ("
        "SELECT rank, u, citizen, w.id AS flag, local_ts FROM listed JOIN flag f USING (rid) JOIN weight w USING (bit) "
        f"UNION ALL SELECT rank, u, citizen, '{UNEXPLAINED}', local_ts FROM listed WHERE unexplained), "
        "d AS (SELECT rank, u, citizen, flag, count(*) AS n, min(extract(hour FROM local_ts)) AS first_hour, max(extract(hour FROM local_ts)) AS last_hour "
        "FROM m GROUP BY rank, u, citizen, flag, local_ts::DATE) "
        "SELECT rank, u, citizen, flag, sum(n)::BIGINT AS n, count(*) AS days, min(first_hour) AS first_hour, max(last_hour) AS last_hour FROM d GROUP BY rank, u, citizen, flag"
    )
    world.run(
        "CREATE TEMP TABLE crowd AS SELECT s.citizen, w.id AS flag, count(DISTINCT s.u) AS users FROM seen s JOIN flag f USING (rid) "
        "JOIN weight w USING (bit) WHERE w.id = 'burst' GROUP BY s.citizen, w.id; "
        "CREATE TEMP TABLE row_of AS SELECT s.u, w.id AS flag, count(DISTINCT s.citizen) AS citizens FROM seen s JOIN flag f USING (rid) "
        f"JOIN weight w USING (bit) WHERE w.id IN ({many}) GROUP BY s.u, w.id "
        "UNION ALL SELECT a.u, w.id, count(DISTINCT a.citizen) FROM (SELECT u, citizen, bit FROM automatic UNION ALL SELECT u, citizen, bit FROM meant) a "
        "JOIN weight w USING (bit) GROUP BY a.u, w.id; "
        "CREATE TEMP TABLE alike AS SELECT k.citizen, 'surname' AS flag, count(*) AS shared_by FROM (SELECT DISTINCT citizen FROM said WHERE flag = 'surname') k "
        "JOIN residents r USING (citizen) JOIN residents o ON o.surname = r.surname GROUP BY k.citizen UNION ALL "
        "SELECT k.citizen, 'street', count(*) FROM (SELECT DISTINCT citizen FROM said WHERE flag = 'street') k "
        "JOIN residents r USING (citizen) JOIN residents o ON o.street = r.street GROUP BY k.citizen UNION ALL "
        "SELECT DISTINCT citizen, 'colleague', (SELECT count(DISTINCT own) FROM staffing) FROM said WHERE flag = 'colleague'"
    )
    return gathered(
        world.con.sql(
            "SELECT s.rank, s.flag, s.n AS count, s.days, c.users, r.citizens, s.first_hour, s.last_hour, a.shared_by "
            "FROM said s LEFT JOIN points p ON p.u = s.u AND p.citizen = s.citizen "
            "AND p.id = s.flag LEFT JOIN crowd c ON c.citizen = s.citizen AND c.flag = s.flag LEFT JOIN row_of r ON r.u = s.u AND r.flag = s.flag "
            "LEFT JOIN alike a ON a.citizen = s.citizen AND a.flag = s.flag "
            f"ORDER BY s.rank, (s.flag = '{UNEXPLAINED}') DESC, p.points DESC, s.flag"
        ).to_arrow_table()
    )


def gathered(found: pa.Table) -> pa.Table:
    """One row per rank with the list of its reasons; `found` is in order. DuckDB needs ten times as long for lists of structures."""
    ranks = pc.value_counts(found["rank"].combine_chunks())
    offsets = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(ranks.field("counts").cast(pa.int32()))])
    parts = found.drop_columns("rank").combine_chunks()
    structs = pa.StructArray.from_arrays(
        [parts[name].combine_chunks() for name in parts.column_names], parts.column_names
    )
    return pa.table({"rank": ranks.field("values"), "reasons": pa.ListArray.from_arrays(offsets, structs)})
