"""Work of a day for another team that nobody wrote down: who stands in for a colleague there opens what that team has open.

Such a day has many citizens without a reason, and nearly all have an open dossier of one and the same team, of which the worker gave the number for a
part. That is one question, whether he stood in there, and no list of strangers. Who goes through the clients of a team he left is looked at by itself.
"""

from roeland.scrutiny.dimensions import END, World
from roeland.scrutiny.machines import LAST
from roeland.scrutiny.rulebook import Rulebook

SERVICE = "rare-service"  # the other team has services of its own
UNLIKELY = 0.001  # that so many citizens have a dossier there by chance


def days(world: World, book: Rulebook) -> None:
    """Mark the last consultation of who worked for another team on some day, for all of them; after all other signs.

    On such a day he saw at least `citizens` without a reason, of which that `share` has an open dossier of one team that he never belonged to, and
    gave for a third of those the number of that dossier. Of those citizens the signs of number and of coming back are taken away, and that of a service
    that his own team seldom asks; ties and all else stay.
    """
    one, bit = book.flag("other-team").settings, book.bit("other-team")
    taken = ", ".join(
        str(place)
        for place, flag in enumerate(book.flags)
        if flag.id == SERVICE or (flag.nature in {"number", "return"} and flag.id != "list")
    )
    world.run(
        "CREATE TEMP TABLE full_lists AS SELECT u, ts::DATE AS day, count(DISTINCT citizen) AS n FROM rest GROUP BY u, ts::DATE "
        f"HAVING count(DISTINCT citizen) >= {one['citizens']}"
    )
    if not world.one("SELECT count(*) FROM full_lists"):
        return
    world.run(
        "CREATE TEMP TABLE of_team AS WITH e AS (SELECT r.rid, r.u, r.citizen, r.ts, f.day, f.n FROM rest r JOIN full_lists f ON f.u = r.u AND f.day = r.ts::DATE) "
        "SELECT e.rid, e.u, e.citizen, e.ts, e.day, e.n, d.t, coalesce(max((c.dossier_ref = d.ref)::INTEGER), 0) AS cited FROM e "
        f"JOIN (SELECT d.citizen, d.dossier_id AS ref, t.t, d.opened AS a, coalesce(d.closed, {END}) AS b FROM dossiers d JOIN teams t ON t.team = d.team) d "
        "ON d.citizen = e.citizen AND d.a <= e.ts AND e.ts < d.b ANTI JOIN staffing s ON s.u = e.u AND s.t = d.t "
        "LEFT JOIN consult c ON c.rid = e.rid GROUP BY e.rid, e.u, e.citizen, e.ts, e.day, e.n, d.t; "
        "CREATE TEMP TABLE stood_in AS WITH p AS (SELECT t.t, count(DISTINCT d.citizen) / greatest(1, (SELECT count(*) FROM residents)) AS share "
        "FROM dossiers d JOIN teams t ON t.team = d.team WHERE t.t IN (SELECT t FROM of_team) GROUP BY t.t) SELECT o.u, o.day, o.t FROM of_team o JOIN p ON p.t = o.t "
        f"GROUP BY o.u, o.day, o.t HAVING count(DISTINCT o.citizen) >= {one['share']} * max(o.n) AND 3 * count(DISTINCT o.citizen) FILTER (o.cited = 1) >= count(DISTINCT o.citizen) "
        f"AND power(least(1.0, max(p.share)), count(DISTINCT o.citizen)) <= {UNLIKELY}; "
        "CREATE TEMP TABLE for_team AS SELECT DISTINCT o.rid, o.u, o.citizen, o.ts FROM of_team o SEMI JOIN stood_in i ON i.u = o.u AND i.day = o.day AND i.t = o.t; "
        f"DELETE FROM flag WHERE bit IN ({taken}) AND rid IN (SELECT rid FROM for_team); "
        f"INSERT INTO meant SELECT rid, u, citizen, {bit} FROM for_team; INSERT INTO flag SELECT rid, {bit} FROM (SELECT * FROM for_team) {LAST}"
    )
