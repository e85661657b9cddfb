"""When: buckets of time for what has many periods, and the state of each user at each moment."""

from dataclasses import dataclass

import numpy as np

from roeland.scrutiny.arrays import Moments, Places, flat
from roeland.scrutiny.dimensions import END, World

BITS = 41  # buckets of about 25 days
MOST = 64  # buckets in all
SMALLEST = 32  # cells of 72 minutes, or wider
CELLS = 1 << 19  # cells of all users together
NONE = 0  # no team, or no service


@dataclass(frozen=True)
class Span:
    """The first and last moment of the consultations in microseconds, and how moments are put in buckets."""

    first: int
    last: int

    @property
    def shift(self) -> int:
        shift = BITS
        while (self.last >> shift) - (self.first >> shift) >= MOST:
            shift += 1
        return shift

    def bucket(self, moment: str) -> str:
        return f"(epoch_us({moment}) >> {self.shift})"

    @property
    def low(self) -> str:
        return f"make_timestamp({self.first}::BIGINT)"

    @property
    def high(self) -> str:
        return f"make_timestamp({self.last + 1}::BIGINT)"

    def overlaps(self, start: str, end: str) -> str:
        return f"({start} < {self.high} AND {end} > {self.low})"


class States:
    """What is true of each user when: `ts_team` (the teams of that moment), `former` (others, left not long ago or to come), `settled`
    (the teams of who has no such others), `mark` (bits away and teamless), one place per stretch of time in which nothing changes.

    Looked up by cell: `cells` has the place of the stretch that holds at the start of each cell of time of each user, and a consultation
    that is later than its end takes a next one. Made of arrays, because a join costs three times as much.
    """

    def __init__(self, world: World, span: Span, teamless: int, away: int) -> None:
        self.users = world.one("SELECT max(u) FROM users")
        self.first, self.last, wide = span.first, span.last, span.last - span.first
        self.shift = SMALLEST
        while (self.users + 1) * ((wide >> self.shift) + 1) > CELLS:
            self.shift += 1
        self.count = (wide >> self.shift) + 1
        stretches(world, span)
        found = world.con.sql(
            f"SELECT b, ts_team::INTEGER AS ts_team, former::INTEGER AS former, CASE WHEN ts_team IS NULL THEN {teamless} ELSE 0 END + CASE WHEN away THEN {away} ELSE 0 END AS mark "
            "FROM state ORDER BY place"
        ).to_arrow_table()
        self.ends = flat(found["b"]).astype(np.int64)
        self.ts_team, self.former = (flat(found[name]) for name in ("ts_team", "former"))
        self.settled = np.where(self.former == NONE, self.ts_team, NONE)
        self.mark = flat(found["mark"]).astype(np.uint8)
        self.kind = np.uint16 if self.ends.size <= 1 << 16 else np.int32  # of a place, when it is kept
        size = 1 << self.shift
        self.cells: Places = flat(
            world.con.sql(
                f"SELECT place::INTEGER AS place FROM (SELECT place, u, unnest(range((a + {size - 1}) // {size}, (b + {size - 1}) // {size})) AS c FROM "
                f"(SELECT place, u, epoch_us(a) - {span.first} AS a, epoch_us(b) - {span.first} AS b FROM state)) WHERE c < {self.count} ORDER BY u, c"
            ).to_arrow_table()["place"]
        ).reshape(self.users + 1, self.count)

    def places(self, users: Places, moments: Moments) -> Places:
        """The place of the stretch of each user (int32) at each moment (us); who is not known has the one of user 0.

        Consultations that come in the order of time share a cell or two: then only the first of these is looked up, and what is later goes on.
        """
        if not users.size:
            return users
        if users.max() > self.users:
            users = np.where(users <= self.users, users, 0)
        low, high = int(moments.min()), int(moments.max())
        if low < self.first or high > self.last:  # a footer may lie
            moments = moments.clip(self.first, self.last)
            low, high = max(low, self.first), min(high, self.last)
        early = (low - self.first) >> self.shift
        if (high - self.first) >> self.shift <= early + 1:
            here: Places = self.cells[:, early]
            found = here.take(users)
            late = np.flatnonzero((self.ends[here] <= high).take(users))  # of users who change: few
            late = late[moments[late] >= self.ends[found[late]]]
        else:
            found = self.cells[users, (moments - self.first) >> self.shift]
            late = np.flatnonzero(moments >= self.ends[found])
        while late.size:
            found[late] += 1
            late = late[moments[late] >= self.ends[found[late]]]
        return found


def stretches(world: World, span: Span) -> None:
    """Make `state` (place, u, a, b, ts_team, former, away), without a gap from the first to the last moment for every user and for user 0."""
    seen = span.overlaps("a", "b")
    world.run(
        f"CREATE TABLE away AS SELECT u, from_ts AS a, coalesce(to_ts, {END}) AS b FROM absences JOIN users USING (user_id)"
    )
    world.run(
        "CREATE TEMP TABLE stretch AS WITH p AS ("
        + " UNION ALL ".join(f"SELECT u, a, b FROM {name} WHERE {seen}" for name in ("segments", "moving", "away"))
        + f"), x AS (SELECT u, greatest(a, {span.low}) AS x FROM p UNION SELECT u, least(b, {span.high}) FROM p "
        f"UNION SELECT u, edge FROM (SELECT u FROM users UNION SELECT 0), (SELECT unnest([{span.low}, {span.high}]) AS edge)) "
        "SELECT u, x AS a, lead(x) OVER (PARTITION BY u ORDER BY x) AS b FROM x QUALIFY b IS NOT NULL"
    )
    world.run(
        "CREATE TABLE state AS SELECT row_number() OVER (ORDER BY u, a) - 1 AS place, * FROM (SELECT x.u, x.a, x.b, any_value(s.ts_team)::INTEGER AS ts_team, "
        "any_value(l.ts_team)::INTEGER AS former, bool_or(w.u IS NOT NULL) AS away FROM stretch x "
        "LEFT JOIN segments s ON s.u = x.u AND s.a <= x.a AND x.a < s.b LEFT JOIN moving l ON l.u = x.u AND l.a <= x.a AND x.a < l.b "
        "LEFT JOIN away w ON w.u = x.u AND w.a <= x.a AND x.a < w.b GROUP BY x.u, x.a, x.b)"
    )
    world.run("DROP TABLE stretch")
