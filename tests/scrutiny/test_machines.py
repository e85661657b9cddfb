"""What is one question for many citizens hides no other: a program, a list, a counter of which nothing is registered."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from roeland.scrutiny import run
from roeland.scrutiny.examples import write
from tests.scrutiny.folders import KEY, NOW

NIGHTS = 12
FIRST = datetime(2026, 3, 2, 1, tzinfo=UTC)


def exchange(user: str, seconds: float, first: int = 1000) -> list[dict[str, object]]:
    """Every night 40 citizens, so many seconds after each other."""
    return [
        {"user_id": user, "citizen": first + 40 * night + place, "ts": (FIRST + timedelta(days=night, seconds=seconds * place)).isoformat()}
        for night in range(NIGHTS) for place in range(40)
    ]  # fmt: skip


def work(user: str) -> list[dict[str, object]]:
    """Every day ten citizens, quarters of an hour apart."""
    return [
        {"user_id": user, "citizen": 100_000 + 10 * day + place, "ts": (FIRST + timedelta(days=day, hours=8, minutes=17 * place)).isoformat()}
        for day in range(NIGHTS) for place in range(10)
    ]  # fmt: skip


def look(folder: Path, rows: list[dict[str, object]], **tables: list[dict[str, object]]) -> duckdb.DuckDBPyConnection:
    folder.mkdir()
    for table, lines in tables.items():
        write(folder / f"{table}.csv", lines)
    rows = [{"event_id": number, **row} for number, row in enumerate(sorted(rows, key=lambda row: str(row["ts"])), 1)]
    write(folder / "consult.csv", rows)
    names = {str(row["user_id"]) for row in rows}
    write(folder / "staff.csv", [{"user_id": name, "team": "a", "from_ts": "2025-01-01"} for name in sorted(names)])
    run.check(folder, folder / "out", key=KEY, now=NOW)
    con = duckdb.connect()
    con.execute(f"CREATE VIEW cases AS FROM read_csv('{folder}/out/cases.csv', all_varchar = true)")
    con.execute(f"CREATE VIEW verdicts AS FROM '{folder}/out/verdicts.parquet'")
    con.execute(f"CREATE VIEW consult AS FROM read_csv('{folder}/consult.csv')")
    return con


def test_a_nightly_exchange_is_one_case_and_every_consultation_of_it_is_marked(tmp_path: Path) -> None:
    con = look(tmp_path / "in", [*exchange("koppeling", 2), *work("an")])
    assert con.sql("SELECT count(*) FROM cases WHERE user_id = 'koppeling'").fetchall() == [(1,)]
    assert (
        con.sql("SELECT reasons FROM cases WHERE user_id = 'koppeling'").fetchall()[0][0].split(" ")[0] == "automatic"
    )
    marked = "SELECT count(*) FILTER (list_contains(flags, 'automatic')), count(*) FILTER (explained_by IS NULL) FROM verdicts JOIN consult USING (event_id) "
    assert con.sql(marked + "WHERE user_id = 'koppeling'").fetchall() == [(NIGHTS * 40, NIGHTS * 40)]
    assert con.sql(marked + "WHERE user_id = 'an'").fetchall()[0][0] == 0


def test_its_reason_says_how_many_citizens_it_stands_for(tmp_path: Path) -> None:
    con = look(tmp_path / "in", exchange("koppeling", 2))
    said = con.sql(f"SELECT unnest(reasons) AS r FROM '{tmp_path}/in/out/reasons.parquet'").fetchall()
    assert [one["citizens"] for (one,) in said if one["flag"] == "automatic"] == [NIGHTS * 40]


@pytest.mark.parametrize("kind", ["slow", "one night", "beside own work"])
def test_who_does_not_work_as_a_program_stays_who_he_is(tmp_path: Path, kind: str) -> None:
    rows = exchange("an", 60 if kind == "slow" else 2)
    if kind == "one night":
        rows = rows[:40]
    elif kind == "beside own work":
        rows = [*rows[: 3 * 40], *work("an")]
    con = look(tmp_path / "in", rows)
    assert con.sql("SELECT count(*) FROM verdicts WHERE list_contains(flags, 'automatic')").fetchall() == [(0,)]


def test_other_cases_are_as_without_it(tmp_path: Path) -> None:
    """What a program asks by hundreds makes nobody else's work look usual or odd."""
    nosy = [
        {"user_id": "an", "citizen": 7, "ts": (FIRST + timedelta(days=day, hours=22)).isoformat()} for day in range(4)
    ]
    alone = look(tmp_path / "alone", [*work("an"), *nosy])
    beside = look(tmp_path / "beside", [*work("an"), *nosy, *exchange("koppeling", 2)])
    listed = "SELECT reasons FROM cases WHERE user_id = 'an' ORDER BY citizen"
    assert len(alone.sql(listed).fetchall()) > 0
    assert [sorted(row[0].split()) for row in beside.sql(listed).fetchall()] == [
        sorted(row[0].split()) for row in alone.sql(listed).fetchall()
    ]


@pytest.mark.parametrize("covered", [2, 8, 1])
def test_what_a_flag_overrules_of_a_program_is_in_its_one_case_too(tmp_path: Path, covered: int) -> None:
    """Of every so many citizens one has a dossier in the team, which explains nothing while the owner of the account is absent."""
    rows = exchange("koppeling", 2)
    dossiers: list[dict[str, object]] = [
        {"citizen": row["citizen"], "team": "a", "worker": "bo", "opened": "2026-01-01"}
        for row in rows[::covered]
    ]  # fmt: skip
    away: list[dict[str, object]] = [{"user_id": "koppeling", "from_ts": "2026-03-01", "to_ts": "2026-04-01"}]
    con = look(tmp_path / "in", [*rows, *work("an")], dossiers=dossiers, absences=away)
    assert con.sql("SELECT count(*) FROM cases WHERE user_id = 'koppeling'").fetchall() == [(1,)]
    said = con.sql(f"SELECT unnest(reasons) AS r FROM '{tmp_path}/in/out/reasons.parquet'").fetchall()
    assert [one["citizens"] for (one,) in said if one["flag"] == "automatic"] == [NIGHTS * 40]
    marked = "SELECT event_id, count(*) FROM (SELECT event_id, unnest(flags) AS flag FROM verdicts) WHERE flag = 'automatic' GROUP BY event_id"
    assert {times for _event, times in con.sql(marked).fetchall()} == {1}


def mailing(user: str, day: int = 20, of: int = 90) -> list[dict[str, object]]:
    """One day a letter to so many citizens, whom a worker looks up five minutes after each other."""
    return [
        {"user_id": user, "citizen": 200_000 + place, "ts": (FIRST + timedelta(days=day, hours=6, minutes=5 * place)).isoformat()}
        for place in range(of)
    ]  # fmt: skip


def test_a_list_is_one_case_that_says_for_how_many_it_stands(tmp_path: Path) -> None:
    con = look(tmp_path / "in", [*work("an"), *mailing("an"), *work("bo")])
    listed = "SELECT count(*) FROM cases WHERE user_id = 'an' AND "
    assert con.sql(listed + "list_contains(string_split(reasons, ' '), 'list')").fetchall() == [(1,)]
    marked = "SELECT count(*) FILTER (list_contains(flags, 'list')), count(*) FILTER (explained_by IS NULL) FROM verdicts JOIN consult USING (event_id) "
    assert con.sql(marked + "WHERE citizen >= 200000").fetchall() == [(90, 90)]
    assert con.sql(marked + "WHERE citizen < 200000").fetchall()[0][0] == 0
    said = con.sql(f"SELECT unnest(reasons) AS r FROM '{tmp_path}/in/out/reasons.parquet'").fetchall()
    assert [one["citizens"] for (one,) in said if one["flag"] == "list"] == [90]


def test_who_looks_at_himself_beside_a_list_is_in_the_list_of_cases_all_the_same(tmp_path: Path) -> None:
    rows = [*work("an"), *mailing("an")]
    rows[-3]["citizen"] = 7
    folder = tmp_path / "in"
    con = look(folder, rows)
    assert con.sql("SELECT count(*) FROM cases WHERE citizen = '7'").fetchall() == [(0,)]
    write(folder / "staff.csv", [{"user_id": "an", "team": "a", "from_ts": "2025-01-01", "own": 7}])
    run.check(folder, folder / "out", key=KEY, now=NOW)
    [(reasons,)] = con.sql("SELECT reasons FROM cases WHERE citizen = '7'").fetchall()
    assert reasons.split(" ")[0] == "self"


def test_a_counter_that_registers_nothing_is_one_case_and_its_ties_stay(tmp_path: Path) -> None:
    """Beside a worker of whom all is registered: then that of the counter is a gap, and not how everybody works."""
    dossiers: list[dict[str, object]] = [
        {"citizen": row["citizen"], "team": "a", "worker": "bo", "opened": "2026-01-01"} for row in work("bo")
    ]
    counter = [{**row, "user_id": "balie", "citizen": 300_000 + place} for place, row in enumerate(work("balie"))]
    own = {"user_id": "balie", "citizen": 7, "ts": (FIRST + timedelta(days=3, hours=9, minutes=3)).isoformat()}
    registered = [
        {**row, "ts": (FIRST + timedelta(days=place % 12, hours=7, minutes=place // 12)).isoformat()}
        for place, row in enumerate(2 * work("bo"))
    ]
    con = look(tmp_path / "in", [*counter, own, *registered], dossiers=dossiers)
    found = con.sql("SELECT reasons FROM cases WHERE user_id = 'balie'").fetchall()
    assert [row[0].split(" ")[0] for row in found] == ["unregistered"]
    said = con.sql(f"SELECT unnest(reasons) AS r FROM '{tmp_path}/in/out/reasons.parquet'").fetchall()
    assert [one["citizens"] for (one,) in said if one["flag"] == "unregistered"] == [len(counter) + 1]


def test_an_account_of_who_left_is_no_counter(tmp_path: Path) -> None:
    """All it does is unexplained because nobody works there any more: each look stays what it is."""
    registered = [
        {**row, "ts": (FIRST + timedelta(days=place % 12, hours=7, minutes=place // 12)).isoformat()}
        for place, row in enumerate(2 * work("bo"))
    ]
    dossiers: list[dict[str, object]] = [
        {"citizen": row["citizen"], "team": "a", "worker": "bo", "opened": "2026-01-01"} for row in work("bo")
    ]
    folder = tmp_path / "in"
    look(
        folder,
        [*[{**row, "citizen": 300_000 + place} for place, row in enumerate(work("weg"))], *registered],
        dossiers=dossiers,
    )
    ends = {"weg": "2026-02-01", "bo": ""}
    write(
        folder / "staff.csv",
        [{"user_id": who, "team": "a", "from_ts": "2025-01-01", "to_ts": end} for who, end in ends.items()],
    )
    run.check(folder, folder / "out", key=KEY, now=NOW)
    rows = f"FROM read_csv('{folder}/out/cases.csv', all_varchar = true) WHERE user_id = 'weg'"
    found = duckdb.sql(
        f"SELECT count(*), count(*) FILTER (list_contains(string_split(reasons, ' '), 'after-leaving')) {rows}"
    ).fetchall()
    assert found == [(NIGHTS * 10, NIGHTS * 10)]
