"""The state of each user at each moment: one row per stretch in which nothing about him changes.

Stretches are cut at the edges of buckets of time, so that a user with a long history costs no more than one with a short one: a
consultation looks only at the stretches of its own bucket.
"""

from dataclasses import dataclass

from roeland.scrutiny.dimensions import END, World

BITS = 41  # buckets of about 25 days
MOST = 64  # buckets in all


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
    def buckets(self) -> range:
        return range(self.first >> self.shift, (self.last >> self.shift) + 1)

    @property
    def low(self) -> str:
        return f"make_timestamp({self.first}::BIGINT)"

    @property
    def high(self) -> str:
        return f"make_timestamp({self.last + 1}::BIGINT)"

    def overlaps(self, start: str, end: str) -> str:
        return f"({start} < {self.high} AND {end} > {self.low})"

    @property
    def edges(self) -> str:
        """A table of one column `edge`: the starts of the buckets within the span, and its two ends."""
        starts = [f"make_timestamp({bucket << self.shift}::BIGINT)" for bucket in self.buckets[1:]]
        return f"(SELECT unnest([{', '.join([self.low, *starts, self.high])}]) AS edge)"


def build(world: World, span: Span) -> None:
    """Make `state` (u, bucket, a, b, ts_team, former, away).

    ts_team: the teams of that moment; former: those and the ones left not long ago; away: absent.
    """
    seen = span.overlaps("a", "b")
    world.run(
        "CREATE TEMP TABLE leaving AS SELECT s.u, g.ts_team AS former, greatest(s.a, g.a) AS a, least(s.b, g.b) AS b FROM segments s JOIN graced g "
        f"ON g.u = s.u AND g.a < s.b AND s.a < g.b WHERE {span.overlaps('s.a', 's.b')}"
    )
    world.run(
        f"CREATE TABLE away AS SELECT u, from_ts AS a, coalesce(to_ts, {END}) AS b FROM absences JOIN users USING (user_id)"
    )
    world.run(
        "CREATE TEMP TABLE stretch AS WITH p AS ("
        + " UNION ALL ".join(f"SELECT u, a, b FROM {name} WHERE {seen}" for name in ("segments", "leaving", "away"))
        + f"), x AS (SELECT u, greatest(a, {span.low}) AS x FROM p UNION SELECT u, least(b, {span.high}) FROM p "
        f"UNION SELECT u, edge FROM (SELECT DISTINCT u FROM p), {span.edges}) "
        "SELECT u, x AS a, lead(x) OVER (PARTITION BY u ORDER BY x) AS b FROM x QUALIFY b IS NOT NULL"
    )
    world.run(
        f"CREATE TABLE state AS SELECT x.u, {span.bucket('x.a')} AS bucket, x.a, x.b, any_value(s.ts_team)::INTEGER AS ts_team, "
        "any_value(l.former)::INTEGER AS former, bool_or(w.u IS NOT NULL) AS away FROM stretch x "
        "LEFT JOIN segments s ON s.u = x.u AND s.a <= x.a AND x.a < s.b LEFT JOIN leaving l ON l.u = x.u AND l.a <= x.a AND x.a < l.b "
        "LEFT JOIN away w ON w.u = x.u AND w.a <= x.a AND x.a < w.b GROUP BY x.u, x.a, x.b "
        "HAVING any_value(s.ts_team) IS NOT NULL OR bool_or(w.u IS NOT NULL)"
    )
    world.run("DROP TABLE stretch; DROP TABLE leaving")
