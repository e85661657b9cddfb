"""Looks without a reason that fall at the same time of the day, on more days than the work of that person makes likely."""

import math

from roeland.scrutiny import signs
from roeland.scrutiny.counters import offsets
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events
from roeland.scrutiny.windows import MINUTE

SLOT, SLOTS = 5, 6  # minutes, and how many of them are one time of the day
DAYS = 4  # fewer at that time are no habit
SOME = 3  # of whose work one in so many has no reason, there is no ordinary work to lay beside it
FLOOR = 0.03  # half an hour is no less of a working day
UNKNOWN, MATES = 16, 20  # consultations at just any time, beside the few of a worker, and of his team
FAR, CROWD = 2, 50  # how much further from chance than one of so many people, or more, would be (natural logarithm)


def clockwork(world: World, events: Events) -> str:
    """The SQL of the unexplained consultations (rid) of somebody at that time of the day, by the clock of Brussels.

    Beside them lie how often his explained work falls then, and what his team does without a reason: who always works at nine, or has the
    telephone of his team then, keeps no rhythm of his own. Where half of those days are about one citizen the rhythm is his.
    Of all explained work only that of who may have one is read.
    """
    clock = "(epoch_us({}) + c.ahead) // {} % 1440 // {}"
    with world.under("_clock", offsets(world)):
        world.run(
            f"CREATE TEMP TABLE ticks AS SELECT e.rid, e.u, e.ts_team, e.citizen, {signs.day('e.ts')} AS day, {clock.format('e.ts', MINUTE, SLOT)} AS slot "
            "FROM rest e JOIN _clock c ON c.a <= e.ts AND e.ts < c.b"
        )
        world.run(
            "CREATE TEMP TABLE unruly AS SELECT t.u, t.n FROM (SELECT u, sum(k) AS k, count(DISTINCT day) AS days, count(*)::DOUBLE AS n FROM (SELECT u, day, citizen, count(*) AS k FROM ticks GROUP BY u, day, citizen) GROUP BY u) t "
            f"JOIN (SELECT u, sum(n) AS n FROM habit GROUP BY u) h ON h.u = t.u ANTI JOIN shared s ON s.u = t.u WHERE t.days >= {DAYS} AND {SOME} * t.k <= h.n"
        )
        least = FAR + math.log(max(CROWD, world.one("SELECT count(*) FROM unruly")))
        enough = far(f"n * {FLOOR}", least)
        # a time of the day lies in two neighbouring blocks at most: where those hold too little nobody counts the days
        beside = "sum(count(*)) OVER (PARTITION BY t.u ORDER BY t.slot // {} RANGE BETWEEN {} AND {})"
        both = ", ".join(
            beside.format(SLOTS, *part) for part in (("1 PRECEDING", "CURRENT ROW"), ("CURRENT ROW", "1 FOLLOWING"))
        )
        world.run(
            f"CREATE TEMP TABLE blocks AS SELECT u, block FROM (SELECT t.u, t.slot // {SLOTS} AS block, max(k.n) AS n, greatest({both}) AS days FROM ticks t JOIN unruly k ON k.u = t.u "
            f"GROUP BY t.u, t.slot // {SLOTS}) b WHERE {enough}"
        )
        world.run(
            f"CREATE TEMP TABLE rhythm AS SELECT * FROM (SELECT u, slot, count(*)::DOUBLE AS days, max(n) AS n FROM (SELECT DISTINCT t.u, t.slot - b.back AS slot, t.day, k.n FROM (SELECT DISTINCT t.u, t.slot, t.day FROM ticks t SEMI JOIN blocks b ON b.u = t.u AND b.block = t.slot // {SLOTS}) t JOIN unruly k ON k.u = t.u "
            f"CROSS JOIN (VALUES {', '.join(f'({back})' for back in range(SLOTS))}) b(back)) GROUP BY u, slot HAVING count(*) >= {DAYS}) r WHERE {enough}"
        )
        if not world.one("SELECT count(*) FROM rhythm"):
            return "SELECT rid FROM ticks WHERE false"
        with world.under("_looks", events.narrow(world, "SELECT u FROM rhythm", "rid", "user_id", "ts")):
            world.run(
                f"CREATE TEMP TABLE beats AS SELECT user_id AS u, {clock.format('e.ts', MINUTE, SLOT)} AS slot, count(*) AS n FROM _looks e "
                "JOIN _clock c ON c.a <= e.ts AND e.ts < c.b ANTI JOIN rest r ON r.rid = e.rid GROUP BY ALL"
            )
    inside = f"{{0}}.slot >= r.slot AND {{0}}.slot < r.slot + {SLOTS}"
    return (
        f"WITH o AS (SELECT r.u, r.slot, (coalesce(sum(b.n) FILTER ({inside.format('b')}), 0) + 1) / (coalesce(sum(b.n), 0) + {UNKNOWN}) AS share FROM rhythm r LEFT JOIN beats b ON b.u = r.u GROUP BY r.u, r.slot), "
        f"m AS (SELECT r.u, r.slot, count(*) FILTER ({inside.format('t')}) / (count(*) + {MATES}) AS share FROM rhythm r JOIN (SELECT DISTINCT u, ts_team FROM ticks SEMI JOIN rhythm USING (u)) q ON q.u = r.u JOIN ticks t ON t.ts_team = q.ts_team AND t.u <> r.u GROUP BY r.u, r.slot), "
        "k AS (SELECT r.u, r.slot, r.days FROM (SELECT r.*, r.n * greatest(o.share, coalesce(m.share, 0)) AS likely FROM rhythm r JOIN o ON o.u = r.u AND o.slot = r.slot "
        f"LEFT JOIN m ON m.u = r.u AND m.slot = r.slot) r WHERE {far(f'greatest(likely, n * {FLOOR})', least)}), "
        "r AS (SELECT k.u, k.slot, k.days FROM k JOIN (SELECT u, max(days) AS days FROM k GROUP BY u) x ON x.u = k.u AND x.days = k.days), "
        f"w AS (SELECT DISTINCT t.rid, t.u, t.citizen, t.day, r.days FROM ticks t JOIN r ON r.u = t.u AND {inside.format('t')}), "
        "c AS (SELECT u, citizen, count(DISTINCT day) AS days FROM w GROUP BY u, citizen) "
        "SELECT w.rid FROM w JOIN c ON c.u = w.u AND c.citizen = w.citizen JOIN (SELECT u, max(days) AS days FROM c GROUP BY u) x ON x.u = w.u "
        "WHERE 2 * x.days < w.days OR 2 * c.days >= w.days"
    )


def far(likely: str, least: float) -> str:
    """The condition that on so many days is more than chance gives to one of all these people (an upper bound, by Chernoff)."""
    return f"days > {likely} AND days * ln(days / ({likely})) - days + {likely} >= {least:.6f}"
