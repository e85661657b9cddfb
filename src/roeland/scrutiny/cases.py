"""Cases: user x citizen, scored by the flags of its consultations, ranked; the order depends on nothing but the data."""

from roeland.scrutiny.dimensions import World
from roeland.scrutiny.events import Events
from roeland.scrutiny.rulebook import Rulebook


def build(world: World, book: Rulebook, events: Events) -> int:
    """Make `cases` (ranked, only those that deserve a question); return how many pairs had something but stayed below."""
    weights = ", ".join(
        f"({bit}, '{flag.id}', {flag.weight}, {flag.cap}, {flag.always})" for bit, flag in enumerate(book.flags)
    )
    world.run(f"CREATE TEMP TABLE weight AS SELECT * FROM (VALUES {weights}) v(bit, id, weight, most, firm)")
    world.con.register(
        "_rows",
        events.of(
            world.con.sql("SELECT DISTINCT rid FROM flag f ANTI JOIN rest r ON r.rid = f.rid").to_arrow_table()["rid"]
        ),
    )
    world.run(
        "CREATE TEMP TABLE seen AS SELECT rid, u, citizen, ts, true AS unexplained FROM rest UNION ALL "
        "SELECT rid, user_id, citizen, ts, false FROM _rows"
    )
    world.run(
        f"CREATE TEMP TABLE points AS SELECT s.u, s.citizen, w.id, w.weight * greatest({book.loose_share}, "
        "least(count(*) FILTER (s.unexplained OR w.firm), w.most)) AS points "
        "FROM seen s JOIN flag f USING (rid) JOIN weight w USING (bit) GROUP BY s.u, s.citizen, w.id, w.weight, w.most"
    )
    world.run(
        "CREATE TEMP TABLE scored AS WITH b AS (SELECT u, citizen, min(ts) AS first_ts, max(ts) AS last_ts, count(*) AS n_events, "
        f"{book.base} * least(count(*) FILTER (unexplained), {book.base_cap}) AS base FROM seen GROUP BY u, citizen), "
        "p AS (SELECT u, citizen, sum(points) AS points, string_agg(id, ' ' ORDER BY points DESC, id) AS reasons FROM points GROUP BY u, citizen) "
        "SELECT u, citizen, round(b.base + coalesce(p.points, 0), 3) AS score, first_ts, last_ts, n_events, coalesce(reasons, '') AS reasons "
        "FROM b LEFT JOIN p USING (u, citizen)"
    )
    world.run(
        "CREATE TABLE cases AS SELECT row_number() OVER (ORDER BY score DESC, n_events DESC, first_ts, user_id, citizen) AS rank, user_id, citizen, "
        "score, first_ts, last_ts, n_events, reasons FROM scored JOIN users USING (u) "
        f"WHERE score >= {book.minimum} ORDER BY rank"
    )
    return world.one("SELECT count(*) FROM scored") - world.one("SELECT count(*) FROM cases")
