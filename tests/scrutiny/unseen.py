"""Misuse of other kinds than `synthetic` plants, added to a world of it: the rules and their weights were not tuned on these.

Written after the rules, measured to say what they do with what nobody thought of beforehand. Everything is drawn from `random.Random(seed)`.
The consultations also get the optional columns (action, n_persons, outcome, stated_reason, dossier_ref), and some families a history of
households.
"""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

Row = dict[str, Any]
REASONS = ("aanvraag leefloon", "opvolging dossier", "adreswijziging", "attest gezin", "controle statuut", "huisbezoek")
START, DAYS = datetime(2026, 1, 5), 91  # noqa: DTZ001 -- UTC, as in the files of `synthetic`
HALF = 0.5


class Plot:
    """One world being added to."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.draw = folder, random.Random(seed)
        self.tables = {
            name: pq.read_table(folder / f"{name}.parquet")
            for name in ("consult", "staff", "citizens", "dossiers", "absences", "truth")
        }
        rows: dict[str, list[Row]] = {name: table.to_pylist() for name, table in self.tables.items()}
        self.staff, self.citizens, self.dossiers, self.absences = (
            rows[name] for name in ("staff", "citizens", "dossiers", "absences")
        )
        self.consult = rows["consult"]
        self.truth = {row["event_id"]: row["family"] for row in rows["truth"]}
        self.steady = [
            row
            for row in self.staff
            if row["to_ts"] is None and row["from_ts"] < START and not row["user_id"].startswith("balie")
        ]
        self.desk = {row["user_id"]: row["ip"] for row in self.consult if row["ip"].startswith("10.0.")}
        self.known = {row["citizen"]: row for row in self.citizens}
        self.household: list[Row] = []
        self.added: list[Row] = []
        self.dress()

    def dress(self) -> None:
        """The optional columns, as ordinary work fills them."""
        refs = {row["citizen"]: row["dossier_id"] for row in reversed(self.dossiers)}
        for row in self.consult:
            row.update(self.usual(refs.get(row["citizen"])))

    def seldom(self, share: float) -> bool:
        return self.draw.random() < share

    def usual(self, ref: str | None = None) -> Row:
        return {
            "action": "lezen", "n_persons": self.draw.randrange(2, 9) if self.seldom(0.02) else 1, "outcome": "denied" if self.seldom(0.01) else "ok",
            "stated_reason": None if self.seldom(0.05) else self.draw.choice(REASONS), "dossier_ref": None if self.seldom(0.1) else ref,
        }  # fmt: skip

    def person(self) -> Row:
        return self.draw.choice(self.steady)

    def local(self) -> Row:
        return self.draw.choice([row for row in self.steady if row["own"] is not None])

    def anyone(self) -> int:
        return int(self.draw.choice(self.citizens)["citizen"])

    def when(self, day: int, hour: float | None = None) -> datetime:
        """A moment on that day, or on the first working day after it; hour in UTC."""
        moment = START + timedelta(days=day)
        while hour is None and moment.weekday() > 4:
            moment += timedelta(days=1)
        return moment + timedelta(hours=7 + 8 * self.draw.random() if hour is None else hour)

    def look(self, family: str, who: Row, citizen: int, at: datetime, **other: Any) -> None:
        row = {
            "event_id": len(self.consult) + len(self.added) + 1, "ts": at, "user_id": who["user_id"], "citizen": citizen, "purpose": "dossierbehandeling",
            "service": self.draw.choice(("RR-identiteit", "RR-adres", "KSZ-statuut", "MAGDA-persoon")), "ip": self.desk.get(who["user_id"], "10.0.0.9"),
            "search_key": "naam" if self.seldom(0.3) else "insz",
        }  # fmt: skip
        self.added.append({**row, **self.usual(), **other})
        self.truth[row["event_id"]] = family

    def dossier(self, citizen: int, team: str, worker: str, opened: datetime, closed: datetime | None = None) -> None:
        known = {
            "dossier_id": f"x{len(self.dossiers)}",
            "citizen": citizen,
            "house": self.known[citizen]["house"],
            "team": team,
            "worker": worker,
        }
        self.dossiers.append({**known, "opened": opened, "closed": closed, "registered_at": opened})

    def mate(self, who: Row) -> str:
        mates = [row["user_id"] for row in self.steady if row["team"] == who["team"] and row is not who]
        return str(self.draw.choice(mates or ["somebody"]))

    def write(self) -> None:
        def out(name: str, rows: list[Row], schema: pa.Schema | None = None) -> None:
            pq.write_table(pa.Table.from_pylist(rows, schema=schema), self.folder / f"{name}.parquet")

        more = [
            ("action", pa.string()),
            ("n_persons", pa.int64()),
            ("outcome", pa.string()),
            ("stated_reason", pa.string()),
            ("dossier_ref", pa.string()),
        ]
        schema = self.tables["consult"].schema
        for name, kind in more:
            schema = schema.append(pa.field(name, kind))
        out("consult", self.consult + self.added, schema)
        out("dossiers", self.dossiers, self.tables["dossiers"].schema)
        out(
            "truth",
            [{"event_id": key, "family": family} for key, family in self.truth.items()],
            self.tables["truth"].schema,
        )
        house, number = self.tables["citizens"].schema.field("house").type, pa.int64()
        kinds = [("house", house), ("citizen", number), ("from_ts", pa.timestamp("us")), ("to_ts", pa.timestamp("us"))]
        out("household", self.household, pa.schema(kinds))


def ex_partner(plot: Plot) -> None:
    """Lived together until last year; the citizen has a dossier in the team now, with somebody else."""
    who, citizen = plot.local(), plot.anyone()
    house, parted = 10**9 + len(plot.household), START - timedelta(days=plot.draw.randrange(60, 500))
    now = plot.known[citizen]["house"]
    for one in (who["own"], citizen):
        plot.household.append(
            {"house": house, "citizen": one, "from_ts": START - timedelta(days=2000), "to_ts": parted}
        )
        plot.household.append(
            {"house": now if one == citizen else who["house"], "citizen": one, "from_ts": parted, "to_ts": None}
        )
    plot.dossier(citizen, who["team"], plot.mate(who), START - timedelta(days=20))
    for _ in range(plot.draw.randrange(2, 6)):
        plot.look("ex-partner", who, citizen, plot.when(plot.draw.randrange(DAYS)))


def friend(plot: Plot) -> None:
    """With the account of a colleague, at the own desk, between the own consultations."""
    at = plot.draw.choice(
        [
            row
            for row in plot.consult
            if row["ip"] == plot.desk.get(row["user_id"]) and not row["user_id"].startswith("balie")
        ]
    )
    account = plot.person()
    if account["user_id"] != at["user_id"]:
        plot.look(
            "friend", account, plot.anyone(), at["ts"] + timedelta(minutes=plot.draw.randrange(1, 9)), ip=at["ip"]
        )


def news(plot: Plot) -> None:
    """A name in the news: many look on two days, also from the team that has a dossier."""
    citizen, day, first = plot.anyone(), plot.draw.randrange(5, DAYS - 5), plot.person()
    plot.dossier(citizen, first["team"], plot.mate(first), START - timedelta(days=30))
    for who in plot.draw.sample(plot.steady, min(9, len(plot.steady))):
        plot.look("news", who, citizen, plot.when(day + plot.draw.randrange(2)))


def tenants(plot: Plot) -> None:
    """Six candidates for the worker's own flat, within ten days."""
    who, day = plot.person(), plot.draw.randrange(DAYS - 14)
    for _ in range(6):
        plot.look("tenants", who, plot.anyone(), plot.when(day + plot.draw.randrange(10)), service="KSZ-statuut")


def candidates(plot: Plot) -> None:
    """A list of candidates of a party, some each day."""
    who, day = plot.person(), plot.draw.randrange(DAYS - 10)
    for k in range(12):
        plot.look("candidates", who, plot.anyone(), plot.when(day + k // 3), search_key="naam")


def neighbours(plot: Plot) -> None:
    """The people next door, twice; half of the time the team has a dossier."""
    who, day = plot.local(), plot.draw.randrange(DAYS - 20)
    near = [row["citizen"] for row in plot.citizens if row["street"] == who["street"] and row["house"] != who["house"]]
    citizen = plot.draw.choice(near)
    if plot.draw.random() < HALF:
        plot.dossier(citizen, who["team"], plot.mate(who), START - timedelta(days=10))
    for k in range(2):
        plot.look("neighbours", who, citizen, plot.when(day + 8 * k))


def cover(plot: Plot) -> None:
    """A dossier opened two days after the look-up by the same worker, closed soon, never used."""
    who, citizen, day = plot.person(), plot.anyone(), plot.draw.randrange(DAYS - 25)
    plot.look("cover", who, citizen, plot.when(day))
    opened = START + timedelta(days=day + 4)
    plot.dossier(citizen, who["team"], who["user_id"], opened, opened + timedelta(days=plot.draw.randrange(2, 20)))


def away(plot: Plot) -> None:
    """From home at night or during leave; half of the time the team has a dossier."""
    absence = plot.draw.choice(
        [row for row in plot.absences if row["user_id"] in {one["user_id"] for one in plot.steady}]
    )
    who, citizen = next(row for row in plot.steady if row["user_id"] == absence["user_id"]), plot.anyone()
    if plot.draw.random() < HALF:
        plot.dossier(citizen, who["team"], plot.mate(who), START - timedelta(days=10))
    at = (
        absence["from_ts"] + timedelta(days=1, hours=10)
        if plot.draw.random() < HALF
        else plot.when(plot.draw.randrange(DAYS), 22 + 4 * plot.draw.random())
    )
    for k in range(2):
        plot.look("away", who, citizen, at + timedelta(minutes=3 * k), ip=f"10.200.{plot.draw.randrange(250)}.7")


def trickle(plot: Plot) -> None:
    """The same citizen every four weeks."""
    who, citizen, day = plot.person(), plot.anyone(), plot.draw.randrange(5)
    for k in range(4):
        plot.look("trickle", who, citizen, plot.when(day + 28 * k), search_key="insz")


def export(plot: Plot) -> None:
    """A list of hundreds, asked from one's own dossier."""
    own = plot.draw.choice(
        [
            row
            for row in plot.dossiers
            if row["closed"] is None and row["worker"] in {one["user_id"] for one in plot.steady}
        ]
    )
    who = next(row for row in plot.steady if row["user_id"] == own["worker"])
    plot.look(
        "export",
        who,
        own["citizen"],
        plot.when(plot.draw.randrange(75, DAYS)),
        action="export",
        n_persons=plot.draw.randrange(80, 900),
    )


def nonsense(plot: Plot) -> None:
    """Somebody, twice, with a reason that says nothing."""
    who, citizen, day = plot.person(), plot.anyone(), plot.draw.randrange(DAYS - 5)
    for k in range(2):
        plot.look(
            "nonsense",
            who,
            citizen,
            plot.when(day + k),
            stated_reason=plot.draw.choice(("xx", "test", "....", "asdfasdf", "zomaar", "jjjj")),
        )


def guesses(plot: Plot) -> None:
    """Trying numbers until one fits."""
    who, at = plot.person(), plot.when(plot.draw.randrange(DAYS))
    for k in range(8):
        plot.look("guesses", who, plot.anyone(), at + timedelta(minutes=6 * k), outcome=("niet gevonden", "ok")[k // 7])


FAMILIES: tuple[Callable[[Plot], None], ...] = (
    ex_partner, friend, news, tenants, candidates, neighbours, cover, away, trickle, export, nonsense, guesses,
)  # fmt: skip


def add(folder: Path, seed: int, times: int = 4, families: tuple[Callable[[Plot], None], ...] = FAMILIES) -> None:
    """Plant each family `times` times into the world in `folder`, made by `synthetic.generate`."""
    plot = Plot(folder, seed)
    for family in families:
        for _ in range(times):
            family(plot)
    plot.write()


def found(folder: Path, out: Path) -> dict[str, tuple[int, float, float, float]]:
    """Per family: its pairs of user and citizen, the share in the list, the share within the first as many cases as there is misuse, and
    the share of its consultations that were explained."""
    import duckdb

    con = duckdb.connect()
    con.execute(
        f"CREATE TABLE t AS SELECT user_id, citizen, family, explained_by IS NOT NULL AS ok FROM '{folder}/consult.parquet' JOIN '{folder}/truth.parquet' "
        f"USING (event_id) JOIN '{out}/verdicts.parquet' USING (event_id) WHERE family IS NOT NULL; "
        f"CREATE TABLE k AS SELECT * FROM read_csv('{out}/cases.csv'); CREATE TABLE b AS SELECT count(DISTINCT (user_id, citizen)) AS n FROM t"
    )
    rows = con.execute(
        "SELECT family, count(*), avg((rank IS NOT NULL)::INT), avg((coalesce(rank, 1000000000) <= (SELECT n FROM b))::INT), any_value(ok) FROM "
        "(SELECT DISTINCT t.user_id, t.citizen, t.family, k.rank, avg(ok::INT) OVER (PARTITION BY family) AS ok FROM t LEFT JOIN k USING (user_id, citizen)) "
        "GROUP BY family ORDER BY family"
    ).fetchall()
    return {
        family: (pairs, round(listed, 3), round(budget, 3), round(ok, 3)) for family, pairs, listed, budget, ok in rows
    }
