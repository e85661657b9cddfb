"""A labelled synthetic authority: staff with moves and leavers, dossiers (some registered late), and planted misuse of thirteen families.

Everything is drawn by hashing (row, purpose, seed), so one seed gives one world, of any size, without numpy. Besides the tables of
`layouts` the folder gets `truth.parquet` (event_id, family; family is null for legitimate use), which the engine does not read.
"""

import argparse
from dataclasses import dataclass
from pathlib import Path

import duckdb

DAYS = 91
START = "TIMESTAMP '2026-01-05'"  # a Monday
FAMILIES = (
    "self", "household", "street", "surname", "colleague", "celebrity", "closed", "left", "enumeration", "elsewhere", "absent",
    "stalking", "family",
)  # fmt: skip
# kind of legitimate use -> share
KINDS = (
    ("worker", 0.45), ("team", 0.23), ("household", 0.05), ("appointment", 0.08), ("inscription", 0.06), ("ticket", 0.04), ("early", 0.03),
    ("oncall", 0.015), ("handover", 0.015), ("none", 0.03),
)  # fmt: skip


@dataclass(frozen=True)
class World:
    """Sizes of a synthetic authority; `misuse` is the share of planted consultations."""

    events: int
    seed: int
    misuse: float = 0.004

    @property
    def citizens(self) -> int:
        return max(3000, self.events // 17)

    @property
    def staff(self) -> int:
        return max(80, self.citizens // 120)

    @property
    def teams(self) -> int:
        return max(8, self.staff // 9)


def generate(world: World, folder: Path, threads: int = 2) -> None:
    """Write all tables of the world as Parquet into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(config={"threads": threads})
    con.execute(f"SET temp_directory = ''; CREATE MACRO r(i, k) AS hash(i, k, {world.seed}) / 18446744073709551616.0")
    con.execute(f"CREATE MACRO moment(day, second) AS {START} + to_days(day::INTEGER) + to_seconds(second)")
    people(con, world)
    work(con, world)
    con.execute(
        "CREATE TABLE drawn (j BIGINT, u INTEGER, c INTEGER, day INTEGER, second DOUBLE, service VARCHAR, kind VARCHAR, ip VARCHAR, named BOOLEAN)"
    )
    legitimate(con, world)
    misuse(con, world)
    write(con, folder)
    con.close()


def people(con: duckdb.DuckDBPyConnection, world: World) -> None:
    """Citizens in households and streets with shared surnames; staff in teams with periods, some of them citizens here."""
    names = max(60, world.citizens // 40)
    con.execute(
        "CREATE TABLE c AS SELECT i::INTEGER c, (hash(i, 'citizen', "
        + str(world.seed)
        + ") >> 1)::BIGINT citizen, floor(i / 2.4)::BIGINT house, "
        "floor(i / 72.0)::BIGINT street, "
        f"floor({names} * pow(CASE WHEN r(i, 'own name') < 0.25 THEN r(i, 'name') ELSE r(floor(i / 2.4)::BIGINT, 'house name') END, 1.6))::BIGINT surname, "
        f"r(i, 'vip') < 0.002 OR i = 5 AS vip FROM range({world.citizens}) t(i)"
    )
    con.execute(
        f"CREATE TABLE u AS SELECT i::INTEGER u, CASE WHEN i % 40 = 39 THEN 'balie-' ELSE 'm' END || i AS user_id, (i % {world.teams})::INTEGER team, "
        f"CASE WHEN i % 40 <> 39 AND r(i, 'local') < 0.7 THEN floor(r(i, 'own') * {world.citizens})::INTEGER END c, r(i, 'life') life, "
        f"(20 + 50 * r(i, 'moved'))::INTEGER moved FROM range({world.staff}) t(i)"
    )
    con.execute(
        "CREATE TABLE s AS SELECT u, team, -900 AS a, CASE WHEN life < 0.25 THEN moved ELSE 999 END AS b FROM u UNION ALL "
        f"SELECT u, ((team + 1 + floor(r(u, 'next') * {world.teams - 1})) % {world.teams})::INTEGER, moved, 999 FROM u WHERE life < 0.15"
    )
    con.execute(
        "CREATE TABLE k AS SELECT *, row_number() OVER (PARTITION BY team ORDER BY u, a) - 1 AS place, count(*) OVER (PARTITION BY team) AS n FROM s"
    )


def work(con: duckdb.DuckDBPyConnection, world: World) -> None:
    """Dossiers, appointments, inscriptions, tickets, duty and absences."""

    def drawn(count: int, name: str) -> str:
        return (
            f"SELECT i::INTEGER i, floor(r(i, '{name} c') * {world.citizens})::INTEGER c, floor(r(i, '{name} t') * {world.teams})::INTEGER team, "
            f"r(i, '{name} k') k FROM range({count}) t(i)"
        )

    third = world.citizens // 3
    con.execute(
        f"CREATE TABLE d AS SELECT x.*, o.u AS worker FROM (SELECT *, (r(i, 'opened') * 280 - 200)::INTEGER AS a, CASE WHEN r(i, 'open') < 0.4 THEN 999 "
        f"ELSE (r(i, 'opened') * 280 - 180 + r(i, 'length') * 200)::INTEGER END AS b FROM ({drawn(third, 'dossier')})) x "
        "JOIN k o ON o.team = x.team AND o.place = floor(x.k * o.n)"
    )
    con.execute(
        f"CREATE TABLE appointment AS SELECT *, (r(i, 'day') * {DAYS})::INTEGER AS day FROM ({drawn(third, 'appointment')})"
    )
    con.execute(
        f"CREATE TABLE inscription AS SELECT *, (r(i, 'from') * 150 - 90)::INTEGER AS a, (r(i, 'from') * 150 - 60)::INTEGER AS b FROM ({drawn(third, 'inscription')})"
    )
    con.execute(
        f"CREATE TABLE ticket AS SELECT x.*, o.u FROM (SELECT *, (r(i, 'ticket day') * {DAYS})::INTEGER AS day FROM ({drawn(third // 2, 'ticket')})) x "
        "JOIN k o ON o.team = x.team AND o.place = floor(x.k * o.n) WHERE o.a <= day AND day + 4 < o.b"
    )
    con.execute(
        f"CREATE TABLE duty AS SELECT DISTINCT floor(r(i, 'duty') * {world.staff})::INTEGER u, (i % {DAYS})::INTEGER AS day FROM range({DAYS * (1 + world.staff // 200)}) t(i)"
    )
    con.execute(
        "CREATE TABLE absence AS SELECT u, (r(u, 'absent') * 80)::INTEGER AS a, (r(u, 'absent') * 80 + 4 + 6 * r(u, 'long'))::INTEGER AS b FROM u WHERE u % 40 <> 39"
    )


def count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def legitimate(con: duckdb.DuckDBPyConnection, world: World) -> None:
    """Consultations with a reason, on working days within the period of that reason; the last kind has none on record."""
    total = round(world.events * (1 - world.misuse))
    member = "JOIN k o ON o.team = x.team AND o.place = floor(r(j, 'member') * o.n)"
    ways = {
        "worker": ("d", "JOIN k o ON o.u = x.worker", "x.c", "greatest(x.a, o.a, 0)", f"least(x.b, o.b, {DAYS})"),
        "team": ("d", member, "x.c", "greatest(x.a, o.a, 0)", f"least(x.b, o.b, {DAYS})"),
        "household": ("d", f"{member} JOIN c h ON h.house = floor(x.c / 2.4)::BIGINT", "h.c", "greatest(x.a, o.a, 0)", f"least(x.b, o.b, {DAYS})"),
        "early": ("d", "JOIN k o ON o.u = x.worker", "x.c", "greatest(x.a - 6, o.a, 0)", f"least(x.a, o.b, {DAYS})"),
        "appointment": ("appointment", member, "x.c", "greatest(x.day - 5, o.a, 0)", f"least(x.day + 6, o.b, {DAYS})"),
        "inscription": ("inscription", member, "x.c", "greatest(x.a, o.a, 0)", f"least(x.b, o.b, {DAYS})"),
        "ticket": ("ticket", "JOIN k o ON o.u = x.u AND o.a <= x.day AND x.day < o.b", "x.c", "x.day", f"least(x.day + 4, o.b, {DAYS})"),
        "oncall": ("duty", "JOIN k o ON o.u = x.u AND o.a <= x.day AND x.day < o.b", f"floor(r(j, 'anyone') * {world.citizens})::INTEGER", "x.day", "x.day + 1"),
        "handover": ("d", "JOIN k p ON p.team = x.team AND p.b < 999 AND p.place = floor(r(j, 'member') * p.n) JOIN k o ON o.u = p.u AND o.a = p.b",
                     "x.c", "greatest(x.a, o.a, 0)", f"least(x.b, o.a + 25, {DAYS})"),
        "none": ("k", "JOIN k o ON o.u = x.u AND o.a = x.a", f"floor(r(j, 'anyone') * {world.citizens})::INTEGER", "greatest(o.a, 0)", f"least(o.b, {DAYS})"),
    }  # fmt: skip
    for number, (kind, share) in enumerate(KINDS):
        table, join, citizen, low, high = ways[kind]
        wanted, rows = round(total * share), count(con, table)
        order = {"duty": "u, day", "k": "u, a"}.get(table, "i")  # rows are drawn by their place
        factor, have = {"handover": 60, "early": 12}.get(kind, 5), 0
        sql = (
            f"WITH e AS (SELECT (j + {number + 1} * 10000000000)::BIGINT j, floor(r(j, '{kind} pick') * {rows})::BIGINT AS pick "
            "FROM range({start}, {stop}) t(j)), "
            f"x AS (SELECT e.j, x.* FROM e JOIN (SELECT *, row_number() OVER (ORDER BY {order}) - 1 AS _n FROM {table}) x ON x._n = e.pick), "
            f"y AS (SELECT j, o.u, {citizen} AS c, {low} AS low, {high} AS high FROM x {join}), "
            "z AS (SELECT *, floor(low + r(j, 'day') * (high - low))::INTEGER AS day FROM y WHERE low < high) "
            f"INSERT INTO drawn SELECT j, u, c, day, {'57600 + 36000' if kind == 'oncall' else '25200 + 32400'} * r(j, 'second'), "
            f"{chr(39) + 'RR-gezin' + chr(39) if kind == 'household' else 'NULL'}, NULL, NULL, r(j, 'named') < 0.06 FROM z "
            f"WHERE {'true' if kind == 'oncall' else 'day % 7 < 5'} AND NOT EXISTS (SELECT 1 FROM absence q WHERE q.u = z.u AND q.a <= z.day AND z.day <= q.b) "
        )
        for start in range(40):
            if have >= wanted:
                break
            step = max(1000, (wanted - have) * factor // 4 if start else wanted * factor // 4)
            before = count(con, "drawn")
            con.execute(
                sql.format(start=start * 500_000_000, stop=start * 500_000_000 + step)
                + f"ORDER BY j, u, c LIMIT {wanted - have}"
            )
            have += count(con, "drawn") - before


def misuse(con: duckdb.DuckDBPyConnection, world: World) -> None:
    """The planted families; each about the same number of consultations."""
    each = max(4, round(world.events * world.misuse / len(FAMILIES)))
    user = (
        "JOIN u ON u.u = floor(r(e.i, '{0} who') * "
        + str(world.staff)
        + ") JOIN s ON s.u = u.u AND s.a <= {1} AND {1} < s.b"
    )
    day = f"floor(r(i, '{{0}} day') * {DAYS - 1})"
    anyone = f"floor(r(e.i, '{{0}} whom') * {world.citizens})::INTEGER"
    group = {"enumeration": 20, "stalking": 4, "family": 3, "celebrity": max(8, min(60, each // 2))}
    ways: dict[str, tuple[str, str]] = {  # joins, citizen
        "self": ("", "u.c"),
        "household": ("JOIN c m ON m.c = u.c JOIN c h ON h.house = m.house AND h.c <> m.c", "h.c"),
        "street": ("JOIN c m ON m.c = u.c JOIN c h ON h.street = m.street AND h.house <> m.house AND h.c = m.street * 72 + floor(r(e.i, 'door') * 72)", "h.c"),
        "surname": ("JOIN c m ON m.c = u.c JOIN c h ON h.surname = m.surname AND h.house <> m.house QUALIFY row_number() OVER (PARTITION BY e.i ORDER BY r(h.c, e.i)) = 1", "h.c"),
        "colleague": (f"JOIN u v ON v.u = floor(r(e.i, 'colleague') * {world.staff}) AND v.u <> u.u AND v.c IS NOT NULL", "v.c"),
        "celebrity": ("", f"CASE WHEN e.g % 2 = 0 THEN 5 ELSE floor(r(e.g, 'star') * {world.citizens})::INTEGER END"),
        "closed": ("JOIN d ON d.i % 37 = floor(r(e.i, 'which') * 37) AND d.team = s.team AND d.b + 30 < day QUALIFY row_number() OVER (PARTITION BY e.i ORDER BY r(d.i, e.i)) = 1", "d.c"),
        "left": ("", anyone), "enumeration": ("", anyone), "elsewhere": ("", anyone), "absent": ("", anyone),
        "stalking": ("", f"floor(r(e.g, 'prey') * {world.citizens})::INTEGER"),
        "family": ("", f"floor(floor(r(e.g, 'house') * {world.citizens} / 2.4 - 1) * 2.4)::INTEGER + 1 + e.i % 3"),
    }  # fmt: skip
    for number, family in enumerate(FAMILIES):
        per, (join, whom) = group.get(family, 1), ways[family]
        seed = "g" if per > 1 and family != "celebrity" else "i"
        joined = user.replace("r(e.i", f"r(e.{seed}").format(family, "day") + " " + join
        when = day.replace("r(i", f"r({'g' if per > 1 else 'i'}").format(family)
        when += {"stalking": " + 6 * (i % 4)", "family": " + i % 4", "celebrity": " + i % 2"}.get(family, "")
        if family == "left":
            joined = "JOIN (SELECT *, row_number() OVER (ORDER BY u) - 1 n, count(*) OVER () m FROM u WHERE life BETWEEN 0.15 AND 0.25) u ON u.n = floor(r(e.i, 'left') * u.m) AND day >= u.moved"
        if family == "absent":
            joined = f"JOIN absence u ON u.u = floor(r(e.i, 'absent who') * {world.staff}) AND u.a <= day AND day < u.b JOIN s ON s.u = u.u AND s.a <= day AND day < s.b"
        second = (
            f"32400 + 14400 * r(e.{seed}, '{family} hour') + 40 * (e.i % 20)"
            if family == "enumeration"
            else f"25200 + 36000 * r(e.i, '{family} hour')"
        )
        named = f"r(e.i, '{family} named') < 0.4"
        spare = {"left": 8, "absent": 40, "closed": 3, "stalking": 2}.get(family, 3)
        con.execute(
            f"INSERT INTO drawn SELECT {number + 100} * 10000000000 + i, x.* EXCLUDE (i) FROM (SELECT e.i AS i, u.u AS u, {whom.format(family)} AS c, day::INTEGER, {second}, NULL, '{family}', NULL, "
            f"{named} FROM (SELECT *, {when} AS day FROM (SELECT i, i // {per} AS g FROM range({each * spare}) t(i))) e {joined}) x WHERE x.c IS NOT NULL ORDER BY i, x.u, x.c LIMIT {each}"
        )
    con.execute(  # at the workstation of somebody else, minutes after the owner of the account was busy at his own
        "CREATE TABLE elsewhere AS SELECT e.j, l.u, l.day, l.second + 60 + 120 * r(e.j, 'gap') AS second, '10.0.' || (e.u + 1) % 250 || '.' || 1 + (e.u + 1) // 250 AS ip "
        "FROM (SELECT *, row_number() OVER (ORDER BY j) n FROM drawn WHERE kind = 'elsewhere') e JOIN (SELECT *, row_number() OVER (ORDER BY hash(j, 'victim'), j) n "
        "FROM (SELECT a.* FROM drawn a JOIN drawn b ON a.u = b.u AND a.day = b.day AND b.second BETWEEN a.second + 200 AND a.second + 560 "
        "WHERE a.kind IS NULL AND b.kind IS NULL AND a.u % 40 <> 39 AND a.j % 5 = 0 AND b.j % 2 = 0)) l USING (n)"
    )
    con.execute("DELETE FROM drawn WHERE kind = 'elsewhere' AND j NOT IN (SELECT j FROM elsewhere)")
    con.execute(
        "UPDATE drawn SET u = e.u, day = e.day, second = e.second, ip = e.ip FROM elsewhere e WHERE drawn.j = e.j"
    )


def write(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """The tables as files. A twentieth of the users sits on a source whose clock is an hour ahead."""

    def out(name: str, sql: str) -> None:
        path = str(folder / f"{name}.parquet").replace("'", "''")
        con.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet, COMPRESSION zstd)")

    con.execute(
        "CREATE TABLE ready AS SELECT row_number() OVER (ORDER BY day, second, j, u, c) AS event_id, day, second, j, u, c, service, kind, ip, named FROM drawn"
    )
    own = "'10.0.' || e.u % 250 || '.' || CASE WHEN e.u % 40 = 39 THEN 200 + floor(r(j, 'desk') * 3)::INTEGER ELSE 1 + e.u // 250 END"
    out("consult", (
        "SELECT event_id, moment(day, e.second + CASE WHEN e.u % 20 = 7 THEN 3600 ELSE 0 END) AS ts, user_id, citizen, "
        "coalesce(service, CASE floor(r(j, 'service') * 4)::INTEGER WHEN 0 THEN 'RR-identiteit' WHEN 1 THEN 'RR-adres' WHEN 2 THEN 'KSZ-statuut' ELSE 'MAGDA-persoon' END) AS service, "
        f"'dossierbehandeling' AS purpose, coalesce(ip, CASE WHEN e.u % 40 <> 39 AND hash(e.u, day, 'home') % 12 = 0 THEN '10.9.' || e.u % 250 || '.' || 1 + e.u // 250 ELSE {own} END) AS ip, "
        "CASE WHEN named THEN 'naam' ELSE 'insz' END AS search_key FROM ready e JOIN u ON u.u = e.u JOIN c ON c.c = e.c ORDER BY event_id"
    ))  # fmt: skip
    out("truth", "SELECT event_id, kind AS family FROM ready ORDER BY event_id")
    out("staff", "SELECT user_id, 't' || s.team AS team, moment(s.a, 0) AS from_ts, CASE WHEN s.b < 999 THEN moment(s.b, 0) END AS to_ts, c.citizen AS own, house, street, surname, "
        "c.c IS NOT NULL AS local FROM s JOIN u ON u.u = s.u LEFT JOIN c ON c.c = u.c ORDER BY s.u, s.a")  # fmt: skip
    out("citizens", "SELECT citizen, house, street, surname, vip FROM c ORDER BY c")
    out("dossiers", "SELECT 'd' || i AS dossier_id, citizen, house, 't' || d.team AS team, user_id AS worker, moment(a, 0) AS opened, CASE WHEN b < 999 THEN moment(b, 0) END AS closed, "
        "moment(a + CASE WHEN r(i, 'late') < 0.15 THEN 1 + floor(24 * r(i, 'later'))::INTEGER ELSE 0 END, 0) AS registered_at FROM d JOIN c USING (c) JOIN u ON u.u = d.worker ORDER BY i")  # fmt: skip
    out(
        "appointments",
        "SELECT citizen, 't' || team AS team, moment(day, 0)::DATE AS day, NULL::VARCHAR AS user_id FROM appointment JOIN c USING (c) ORDER BY i",
    )
    out(
        "inscriptions",
        "SELECT citizen, 't' || team AS team, moment(a, 0) AS from_ts, moment(b, 0) AS to_ts FROM inscription JOIN c USING (c) ORDER BY i",
    )
    out(
        "tickets",
        "SELECT user_id, citizen, moment(day, 0)::DATE AS day FROM ticket t JOIN c USING (c) JOIN u ON u.u = t.u ORDER BY i",
    )
    out("oncall", "SELECT user_id, moment(day, 0)::DATE AS day FROM duty JOIN u USING (u) ORDER BY u, day")
    out(
        "absences",
        "SELECT user_id, moment(a, 0) AS from_ts, moment(b + 1, 0) AS to_ts FROM absence JOIN u USING (u) ORDER BY u, a",
    )


def scores(folder: Path, out: Path, budget: int | None = None) -> dict[str, float]:
    """How a run did against the truth: shares explained, precision in the first 100, recall at a budget (default: number of true cases)."""
    con = duckdb.connect()
    con.execute("SET enable_progress_bar = false")  # it would stand between the figures
    con.execute(
        f"CREATE TABLE t AS SELECT c.event_id, c.user_id, c.citizen, family, explained_by, flags FROM '{folder}/consult.parquet' c JOIN '{folder}/truth.parquet' "
        f"USING (event_id) JOIN '{out}/verdicts.parquet' USING (event_id); "
        "CREATE TABLE bad AS SELECT DISTINCT user_id, citizen FROM t WHERE family IS NOT NULL; "
        f"CREATE TABLE k AS SELECT k.rank, b.user_id IS NOT NULL AS hit FROM read_csv('{out}/cases.csv') k LEFT JOIN bad b ON b.user_id = k.user_id AND b.citizen = k.citizen"
    )

    def one(sql: str) -> float:
        return round(float(con.execute(sql).fetchall()[0][0] or 0), 4)

    cases = one("SELECT count(*) FROM bad")
    limit = budget or int(cases)
    return {
        "legitimate_explained": one("SELECT avg((explained_by IS NOT NULL)::INT) FROM t WHERE family IS NULL"),
        "misuse_explained": one("SELECT avg((explained_by IS NOT NULL)::INT) FROM t WHERE family IS NOT NULL"),
        "misuse_cases": cases,
        "precision_100": one("SELECT avg(hit::INT) FROM k WHERE rank <= 100"),
        "recall_at_budget": one(f"SELECT count(*) FILTER (hit) FROM k WHERE rank <= {limit}") / max(1.0, cases),
        "listed": one("SELECT count(*) FROM k"),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, kind, usual in (("events", int, 20_000), ("seed", int, 7), ("misuse", float, 0.004)):
        parser.add_argument(f"--{name}", type=kind, default=usual)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    generate(World(asked.events, asked.seed, asked.misuse), asked.out)
