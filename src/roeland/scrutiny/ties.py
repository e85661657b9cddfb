"""Ties between a worker and a citizen: himself, who lives or lived with him, who lives in his street."""

from roeland.scrutiny.causes import FORMER_HOUSEHOLD, HOUSEHOLD, SELF, STREET
from roeland.scrutiny.dimensions import END, START, World


def make(world: World, *, former: bool) -> None:
    """Tables `lives` (where a worker lived when) and `tie` (u, citizen, bit, a, b), before the stream runs."""
    run = world.run
    run(
        f"CREATE TABLE tie AS SELECT DISTINCT u, own AS citizen, {SELF} AS bit, {START} AS a, {END} AS b FROM staffing WHERE own IS NOT NULL"
    )
    run(  # where somebody lived before his first and after his last period is taken to be the same
        f"CREATE TABLE lives AS SELECT u, own, house, street, surname, CASE WHEN a = min(a) OVER w THEN {START} ELSE a END AS a, "
        f"CASE WHEN b = max(b) OVER w THEN {END} ELSE b END AS b FROM staffing WINDOW w AS (PARTITION BY u)"
    )
    run(f"INSERT INTO tie SELECT DISTINCT l.u, h.citizen, {HOUSEHOLD}, greatest(l.a, h.a), least(l.b, h.b) "
        "FROM lives l JOIN homes h USING (house) WHERE l.own IS DISTINCT FROM h.citizen AND l.a < h.b AND h.a < l.b")  # fmt: skip
    if former:
        once_lived(world)
        run(f"INSERT INTO tie SELECT u, citizen, {FORMER_HOUSEHOLD}, a, {END} FROM parted")
    run(
        f"INSERT INTO tie SELECT DISTINCT s.u, r.citizen, {STREET}, s.a, s.b FROM lives s JOIN residents r ON r.street = s.street "
        "WHERE s.own IS DISTINCT FROM r.citizen"
    )


def once_lived(world: World) -> None:
    """Table `parted` (u, citizen, a): lived with the worker before a, and does so no longer."""
    world.run(
        "CREATE TABLE parted AS WITH o AS (SELECT DISTINCT u, own FROM staffing WHERE own IS NOT NULL), "
        "w AS (SELECT o.u, h.citizen, least(m.b, h.b) AS b FROM o JOIN homes m ON m.citizen = o.own JOIN homes h ON h.house = m.house "
        "AND h.citizen <> m.citizen AND m.a < h.b AND h.a < m.b) "
        f"SELECT u, citizen, max(b) AS a FROM w GROUP BY u, citizen HAVING max(b) < {END}"
    )
