"""Cases: user x citizen, scored by the flags of its consultations, ranked; the order depends on nothing but the data.

A flag counts less the more of this run shows it (`rarity`), when it comes again, and beside a heavier one of the same nature: two weak signs
that have nothing to do with each other say more than the same sign twice.
"""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from roeland.scrutiny.arrays import flat
from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events
from roeland.scrutiny.rulebook import Rulebook

# added to the number of consultations, workers and citizens: a small month has no shares to speak of
SOME = 1000, 20, 200
MOST = 3  # times the threshold, beyond which more says no more
BENEFIT = 5  # consultations with a tie that are taken to be no chance, so that a few are not weighed away
FEW = 1  # workers, the same where a weaker explanation was overruled
LISTED = 0.4  # what such a sign counts for at least: a look at oneself stays in the list
OPEN = 0.2  # where that share of the work has no reason,
CROWDED = 0.3  # several workers about one citizen count for so much less
TENTH = 0.1  # a share of the workers or citizens weighs as a tenth of it in consultations


def build(world: World, book: Rulebook, events: Events) -> int:
    """Make `cases` (ranked, only those that deserve a question); return how many pairs had something but stayed below."""
    weights = ", ".join(
        f"({bit}, '{flag.id}', {flag.weight}, {flag.cap}, {flag.always and not flag.overrules}, {flag.overrules}, '{flag.nature or flag.id}')"
        for bit, flag in enumerate(book.flags)
    )
    world.run(
        f"CREATE TEMP TABLE weight AS SELECT * FROM (VALUES {weights}) v(bit, id, weight, most, firm, overrules, nature)"
    )
    also = "SELECT DISTINCT rid FROM flag f ANTI JOIN rest r ON r.rid = f.rid ANTI JOIN automatic a ON a.rid = f.rid"
    with world.under("_rows", events.of(world.con.sql(also).to_arrow_table()["rid"])):
        world.run(
            "CREATE TEMP TABLE seen AS SELECT rid, u, citizen, ts, true AS unexplained FROM rest UNION ALL "
            "SELECT rid, user_id, citizen, ts, false FROM _rows"
        )
    points(world, book, events.total if events.counts is None else int(events.counts.sum()))
    alone = book.base * book.base_cap < book.minimum  # what has no flag cannot be a case
    world.run(
        "CREATE TEMP TABLE worth AS WITH b AS (SELECT u, citizen, min(ts) AS first_ts, max(ts) AS last_ts, count(*) AS n_events, "
        f"{book.base} * least(count(*) FILTER (unexplained), {book.base_cap}) AS base FROM seen {'SEMI JOIN points USING (u, citizen)' if alone else ''} GROUP BY u, citizen), "
        "p AS (SELECT u, citizen, sum(counted) FILTER (nature NOT IN ('number', 'kin')) AS other, sum(counted) FILTER (nature IN ('number', 'kin')) AS number FROM points GROUP BY u, citizen), "
        f"s AS (SELECT u, citizen, round(b.base + coalesce(p.other, 0) + least(coalesce(p.number, 0), {book.scoring.most_number}), 3) AS score, first_ts, last_ts, n_events FROM b LEFT JOIN p USING (u, citizen)) "
        f"SELECT * FROM s WHERE score >= {book.minimum}"
    )
    with world.under("_why", named(world)):
        world.run(
            "CREATE TABLE cases AS SELECT row_number() OVER (ORDER BY score DESC, n_events DESC, first_ts, user_id, citizen) AS rank, user_id, citizen, "
            "score, first_ts, last_ts, n_events, coalesce(reasons, '') AS reasons FROM worth JOIN users USING (u) LEFT JOIN _why USING (u, citizen) ORDER BY rank"
        )
    return world.one("SELECT count(*) FROM (SELECT DISTINCT u, citizen FROM seen)") - world.one(
        "SELECT count(*) FROM cases"
    )


def named(world: World) -> pa.Table:
    """The flags of each pair that is listed (u, citizen, reasons), heaviest first. An aggregate in order costs three times as much."""
    found = world.con.sql(
        "SELECT u, citizen, id FROM points SEMI JOIN worth USING (u, citizen) ORDER BY u, citizen, points DESC, id"
    ).to_arrow_table()
    pairs, ids = found.select(["u", "citizen"]), found["id"].combine_chunks()
    u, citizen = (flat(pairs[name]) for name in ("u", "citizen"))
    first = np.flatnonzero(np.append(True, (u[1:] != u[:-1]) | (citizen[1:] != citizen[:-1]))[: len(u)])
    lists = pa.ListArray.from_arrays(pa.array(np.append(first, len(u)), pa.int32()), ids)
    return pairs.take(pa.array(first)).append_column("reasons", pc.binary_join(lists, " "))


def points(world: World, book: Rulebook, total: int) -> None:
    """Table `points` (u, citizen, id, points, counted): per case what a flag is worth by itself, and beside the others of its nature."""
    how = book.scoring
    world.run(
        "CREATE TEMP TABLE borne AS SELECT s.u, s.citizen, f.bit, count(*) AS n, count(*) FILTER (s.unexplained) AS bare, "
        "count(*) FILTER (s.unexplained AND o.rid IS NULL) AS open FROM seen s JOIN flag f USING (rid) LEFT JOIN softened o USING (rid) GROUP BY s.u, s.citizen, f.bit"
    )
    rarity(world, book, total)
    many = f"(1 + {how.again} * (least({{}}, w.most) - 1))"
    share = (
        f"CASE WHEN w.firm THEN r.factor * {many.format('n')} * CASE WHEN bare > 0 THEN 1 ELSE {how.strong_share} END WHEN open > 0 THEN r.factor * {many.format('bare')} "
        f"WHEN bare > 0 THEN CASE WHEN w.overrules THEN r.soft ELSE r.factor * coalesce(v.soft, 1) END * {how.soft_share} * {many.format('bare')} "
        f"WHEN w.overrules THEN CASE WHEN w.nature = 'account' THEN least(r.factor, r.soft) ELSE r.factor END * {how.strong_share} * {many.format('n')} ELSE r.factor * {book.loose_share} END"
    )
    world.run(
        "CREATE TEMP TABLE points AS SELECT *, points * CASE WHEN row_number() OVER (PARTITION BY u, citizen, nature ORDER BY points DESC, id) = 1 "
        f"THEN 1 ELSE {how.alike} END AS counted FROM (SELECT b.u, b.citizen, w.id, w.nature, w.weight * {share} * "
        f"coalesce(e.share, 1) * (1 + {how.beyond} * (least({MOST}, greatest(1, e.times, o.times, 1 + r.factor * (q.times - 1))) - 1)) AS points FROM borne b JOIN weight w USING (bit) JOIN rarity r USING (bit) "
        "LEFT JOIN (SELECT b.u, b.citizen, max(r.soft) AS soft FROM borne b JOIN rarity r USING (bit) JOIN weight w USING (bit) WHERE w.overrules GROUP BY b.u, b.citizen) v "
        "ON v.u = b.u AND v.citizen = b.citizen LEFT JOIN excess e ON e.bit = b.bit AND e.u = b.u AND e.citizen IS NULL "
        "LEFT JOIN excess o ON o.bit = b.bit AND o.citizen = b.citizen AND o.u IS NULL LEFT JOIN excess q ON q.bit = b.bit AND q.u = b.u AND q.citizen = b.citizen)"
    )


def rarity(world: World, book: Rulebook, total: int) -> None:
    """Table `rarity` (bit, factor, soft): from 1 for a flag on at most `rare` of all consultations, to `least` on `plenty` of them.

    What few workers have by themselves stays rare however much they do it, and so does what happens to few citizens. What all work or
    chance shows too (table `usually`) counts for what the unexplained work shows beyond that, but for `tie` at least. Several workers about one
    citizen is how a team works, which shows where its reasons lack. soft: the same where
    a weaker explanation was overruled, beyond what chance gives in all that such explanations cover, by the number of workers.
    """
    how = book.scoring
    if not 0 < how.rare < how.plenty:
        world.run("CREATE TEMP TABLE rarity AS SELECT bit, 1.0 AS factor, 1.0 AS soft FROM weight")
        return
    few = (
        f"CASE WHEN nature IN ('number', 'account') THEN {TENTH} * f.users / (t.users + {SOME[1]}) "
        f"WHEN nature = 'crowd' THEN {TENTH} * f.citizens / (t.citizens + {SOME[2]}) ELSE 1 END"
    )
    counted = "count(DISTINCT u) AS users, count(DISTINCT citizen) AS citizens"
    rare = f"ln(least(f.n / {total + SOME[0]}, {few}) / {how.plenty}) / ln({how.rare / how.plenty})"
    more = "CASE WHEN k.share IS NULL THEN 1 ELSE greatest({}, 1 - k.share * {} / ({})) END"
    bare = more.format(how.tie, "(SELECT count(*) FROM rest)", f"f.bare + {BENEFIT}")
    soft = more.format(LISTED, f"{total} * (SELECT max(share) FROM covered)", f"f.covered + {FEW}")
    share = world.one("SELECT count(*) FROM rest") / max(1, total)
    crowd = f"CASE WHEN nature = 'crowd' THEN {1 - CROWDED * min(1.0, share / OPEN):.6f} ELSE 1 END"
    world.run(
        f"CREATE TEMP TABLE rarity AS SELECT bit, {crowd} * greatest({how.least}, least(1, rare, bare)) AS factor, greatest({how.least}, least(1, rare, soft)) AS soft "
        f"FROM (SELECT bit, nature, {rare} AS rare, {bare} AS bare, {soft} AS soft FROM (SELECT bit, sum(n) AS n, sum(bare) AS bare, "
        f"count(DISTINCT u) FILTER (bare > open) AS covered, {counted} FROM borne GROUP BY bit) f "
        f"JOIN weight w USING (bit) LEFT JOIN (SELECT bit, max(share) AS share FROM usually GROUP BY bit) k USING (bit), (SELECT {counted} FROM seen) t) w"
    )
