"""What was true when: users in teams per period, households, and the events with the team of that moment.

Tables made here: `users` (user_id, u), `staffing` (u, t, a, b, own, house, street, surname), `segments` (u, ts_team, a, b) where `ts_team`
stands for the set of teams a user was in from a to b, `moving` (the same of teams he left not long ago or comes to soon, while he is in another),
`members` (t, ts_team), `residents` (citizen, house, street, surname), `homes` (citizen, house, a, b): who lived where when, `services` (code, name).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import duckdb
import pyarrow as pa

from roeland.scrutiny.values import Loaded

END = "TIMESTAMP '9999-01-01'"
START = "TIMESTAMP '0001-01-02'"
COMING = 7  # days: who moves to another team works there before the list says so


@dataclass(frozen=True)
class World:
    """The connection with its tables, what was loaded, and the names behind the numbers."""

    con: duckdb.DuckDBPyConnection
    loaded: Loaded
    services: dict[str, int]
    search_keys: dict[str, int]
    actions: dict[str, int] = field(default_factory=dict)
    outcomes: dict[str, int] = field(default_factory=dict)

    def run(self, sql: str) -> None:
        self.con.execute(sql)

    def one(self, sql: str) -> int:
        return int(self.con.execute(sql).fetchall()[0][0] or 0)  # all, or the connection stays busy

    @contextmanager
    def under(self, name: str, rows: Any) -> Iterator[None]:
        """Rows by a name (a table of Arrow or its batches; on another engine also SQL), for as long as this lasts."""
        self.con.register(name, rows)
        yield
        self.con.unregister(name)


def build(
    con: duckdb.DuckDBPyConnection, loaded: Loaded, codes: dict[str, dict[str, int]], handover_days: int
) -> World:
    """All dimension tables, in the numbers of the events."""
    world = World(con, loaded, *(codes[name] for name in ("service", "search_key", "action", "outcome")))
    known = codes["user_id"]  # the stream goes on counting where this ends
    others = "UNION ".join(f"SELECT {column} FROM {table} " for table, column in USERS)
    for (name,) in con.execute(f"SELECT DISTINCT * FROM ({others}) o(x) WHERE x IS NOT NULL ORDER BY 1").fetchall():
        known.setdefault(name, len(known) + 1)
    with world.under("_users", pa.table({"user_id": list(known), "u": pa.array(known.values(), type=pa.int32())})):
        world.run("CREATE TABLE users AS SELECT * FROM _users")
    world.run(
        "CREATE TABLE teams AS SELECT team, row_number() OVER (ORDER BY team)::INTEGER t FROM (SELECT team FROM staff UNION "
        "SELECT team FROM dossiers UNION SELECT team FROM appointments UNION SELECT team FROM inscriptions UNION "
        "SELECT team FROM registrations UNION SELECT team FROM standing) WHERE team IS NOT NULL"
    )
    world.run(
        f"CREATE TABLE staffing AS SELECT u, t, from_ts a, coalesce(to_ts, {END}) b, own, house, street, surname "
        "FROM staff JOIN users USING (user_id) LEFT JOIN teams USING (team)"
    )
    # who only stands on the watch list is no resident: how many they are, or who, must not weigh in any other sign
    said = "FROM citizens WHERE house IS NOT NULL OR street IS NOT NULL OR surname IS NOT NULL"
    once = not world.one(f"SELECT count(*) - count(DISTINCT citizen) {said}")
    world.run(
        f"CREATE TABLE residents AS SELECT citizen, house, street, surname {said}"
        if once
        else "CREATE TABLE residents AS SELECT citizen, min(house) house, min(street) street, min(surname) surname "
        f"{said} GROUP BY citizen"
    )
    homes(world)
    names = [name.lower() for name in world.services]
    asked = pa.table({"name": names, "code": pa.array(world.services.values(), type=pa.int32())})
    with world.under("_services", asked):
        world.run("CREATE TABLE services AS SELECT name::VARCHAR AS name, code FROM _services")
    segments(world, "segments", "a", "b")
    segments(world, "graced", f"a - INTERVAL {COMING} DAY", f"least({END}, b + INTERVAL {handover_days} DAY)")
    world.run(
        "CREATE TABLE moving_raw AS SELECT u, a, b, list_sort(list(t)) AS teams FROM (SELECT u, a, b, here, unnest(near) AS t FROM "
        "(SELECT s.u, greatest(s.a, g.a) AS a, least(s.b, g.b) AS b, s.teams AS here, g.teams AS near FROM segments_raw s JOIN graced_raw g "
        "ON g.u = s.u AND g.a < s.b AND s.a < g.b WHERE s.teams <> g.teams)) WHERE NOT list_contains(here, t) GROUP BY u, a, b"
    )
    world.run(
        "CREATE TABLE sets AS SELECT teams, row_number() OVER (ORDER BY teams)::INTEGER n FROM (SELECT teams FROM segments_raw UNION SELECT teams FROM moving_raw)"
    )
    for name in ("segments", "moving"):
        world.run(f"CREATE TABLE {name} AS SELECT u, n AS ts_team, a, b FROM {name}_raw JOIN sets USING (teams)")
    world.run("CREATE TABLE members AS SELECT unnest(teams) t, n AS ts_team FROM sets")
    return world


def newcomers(world: World, codes: dict[str, dict[str, int]]) -> None:
    """Into `users` also those that only the stream of consultations named."""
    known = world.one("SELECT max(u) FROM users")
    fresh = [(name, u) for name, u in codes["user_id"].items() if u > known]
    found = pa.table(
        {
            "user_id": pa.array([name for name, _ in fresh], pa.string()),
            "u": pa.array([u for _, u in fresh], pa.int32()),
        }
    )
    with world.under("_fresh", found):
        world.run("INSERT INTO users SELECT * FROM _fresh")


USERS = (
    ("staff", "user_id"), ("dossiers", "worker"), ("appointments", "user_id"), ("tickets", "user_id"),
    ("oncall", "user_id"), ("absences", "user_id"), ("registrations", "user_id"), ("standing", "user_id"),
)  # fmt: skip


def homes(world: World) -> None:
    """Households with their periods where those are known; else where somebody lives now counts for always."""
    world.run(
        f"CREATE TABLE homes AS SELECT DISTINCT citizen, house, from_ts AS a, coalesce(to_ts, {END}) AS b FROM household UNION ALL "
        f"SELECT citizen, house, {START}, {END} FROM residents r WHERE house IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM household h WHERE h.citizen = r.citizen)"
    )


def segments(world: World, name: str, start: str, end: str) -> None:
    """Periods in which the set of teams of a user does not change: one row per user and moment, also for who is in two teams."""
    world.run(
        f"CREATE TABLE {name}_raw AS WITH p AS (SELECT u, coalesce(t, 0) t, {start} a, {end} b FROM staffing), "
        "m AS (SELECT u, a AS x FROM p UNION SELECT u, b FROM p), "
        "g AS (SELECT u, x AS a, lead(x) OVER (PARTITION BY u ORDER BY x) AS b FROM m) "
        "SELECT g.u, g.a, g.b, list_sort(list(DISTINCT p.t)) AS teams FROM g JOIN p ON p.u = g.u AND p.a <= g.a AND g.a < p.b "
        "WHERE g.b IS NOT NULL GROUP BY ALL"
    )
