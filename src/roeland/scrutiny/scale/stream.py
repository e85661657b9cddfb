"""The consultations as the flags and cases see them, when they stand as a table on another engine.

Of `events.Events` this has what `flags`, `explain.overrule` and `cases` use; rows stay on the engine, only their places travel.
"""

from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

from roeland.scrutiny.dimensions import World

CODES = "SELECT c.rid, c.code FROM scale_coded c SEMI JOIN _asked a ON a.rid = c.rid"


class Stream:
    """Table `consult` and what explains each of its rows (table `scale_coded`: rid, code; what nothing explains is not in it)."""

    listing = "*"
    counts = None  # nothing is history

    def __init__(self, world: World) -> None:
        self.world = world
        self.total = world.one("SELECT count(*) FROM consult")

    def codes(self, rids: pa.ChunkedArray) -> pa.Array:
        """The code of each of these places, null where nothing explains it."""
        with self.world.under("_asked", pa.table({"rid": rids.cast(pa.int64())})):
            found = self.world.con.sql(CODES).to_arrow_table()
        places = pc.index_in(rids.cast(pa.int64()), value_set=found["rid"].cast(pa.int64()).combine_chunks())
        return found["code"].combine_chunks().take(places.combine_chunks())

    def open(self, rids: pa.ChunkedArray, firm: int) -> pa.Array:
        """Which of these places no strong rule (one of the first `firm`) explains."""
        return pc.fill_null(pc.greater(self.codes(rids), firm), fill_value=True)

    def weaker(self, rids: pa.ChunkedArray, firm: int) -> pa.Array:
        """Which of these places have no code of the first `firm` ones, but another one."""
        return pc.fill_null(pc.greater(self.codes(rids), firm), fill_value=False)

    def coded(self, rids: pa.ChunkedArray, codes: Sequence[int]) -> pa.Array:
        """Which of these places have one of these codes."""
        wanted = pc.is_in(self.codes(rids).cast(pa.int64()), value_set=pa.array(codes, pa.int64()))
        return rids.filter(wanted).combine_chunks()

    def strong(self, firm: int) -> int:
        """How many consultations a strong rule (one of the first `firm`) explains."""
        return self.world.one(f"SELECT count(*) FROM scale_coded WHERE code <= {firm}")

    def covered(self, firm: int) -> float:
        """The share of all consultations that only a weaker rule than the first `firm` ones explains."""
        return self.world.one(f"SELECT count(*) FROM scale_coded WHERE code > {firm}") / max(1, self.total)

    def settle(self, found: pa.Table) -> None:
        """Take away what explains these places: a flag overruled it."""
        with self.world.under("_asked", found.select(["rid"])):
            self.world.run("DELETE FROM scale_coded WHERE rid IN (SELECT rid FROM _asked)")

    def of(self, rids: pa.ChunkedArray) -> str:
        """The consultations with these places, as a question."""
        self.world.con.register("_places", pa.table({"rid": rids}))
        return "SELECT e.* FROM consult e SEMI JOIN _places p ON p.rid = e.rid"

    def narrow(self, world: World, sql: str, *columns: str) -> str:  # noqa: ARG002 -- the engine finds the few of the question itself
        """These columns of the consultations, as a question: more than is asked, as is allowed."""
        return f"SELECT {', '.join(columns)} FROM consult"

    def asked(self, world: World) -> None:
        """Make table `asked` (ts_team, service, n, m): how often a team asked each service, and anything; not who comes from another team or goes to it."""
        world.run(
            "CREATE TABLE asked AS SELECT *, sum(n) OVER (PARTITION BY ts_team) AS m FROM (SELECT e.ts_team, e.service, count(*) AS n "
            "FROM scale_placed e ANTI JOIN moving g ON g.u = e.u AND g.a <= e.ts AND e.ts < g.b "
            "WHERE e.ts_team IS NOT NULL AND e.service IS NOT NULL GROUP BY e.ts_team, e.service)"
        )
