"""The same rules on another engine give the same verdicts, flags and cases: through DuckDB, and on Spark where Java and SPARK_HOME are there."""

import os
import shutil
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.scrutiny import rulebook, run, synthetic
from tests.scrutiny import unseen
from tests.scrutiny.folders import KEY, NOW, summary

# what Ibis, pandas and PySpark say about each other is not about Roeland
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::Warning")]
RULES = {None, "dossier-worker", "dossier-household", "handover", "oncall", "registration-user", "standing-team"}
# every sign on consultations of the generator, and those that the columns and rows of `dressed` bring
SIGNS = {
    "self", "own-household", "after-leaving", "unknown-user", "absent", "elsewhere", "colleague", "surname", "street", "closed-dossier",
    "off-hours", "watch", "volume", "burst", "not-by-number", "repeated", "enumeration", "one-household", "borrowed", "night", "early",
    "bulk", "filler", "wrong-dossier", "cover-dossier", "refused", "scattered", "same-service", "former-household",
}  # fmt: skip
DRESSED = """
    SELECT c.event_id, c.ts, c.user_id, c.citizen, c.service, c.ip, c.search_key,
        CASE WHEN hash(c.event_id, 1) % 900 = 0 THEN 'Lijst' ELSE 'lezen' END AS action,
        CASE WHEN hash(c.event_id, 2) % 9000 = 0 THEN 400 ELSE 1 END AS n_persons,
        CASE WHEN hash(c.user_id, c.ts::DATE) % 900 = 0 THEN 'geweigerd' ELSE 'ok' END AS outcome,
        CASE WHEN hash(c.event_id, 3) % 700 = 0 THEN ' N.v.t.' WHEN hash(c.event_id, 3) % 700 = 1 THEN 'asdfgh' ELSE 'Aanvraag é' END AS stated_reason,
        CASE WHEN hash(c.event_id, 4) % 5000 = 0 THEN 'D0'
            WHEN hash(c.event_id, 5) % 900 = 0 THEN (SELECT min(dossier_id) FROM '{0}/dossiers.parquet') ELSE upper(d.dossier_id) END AS dossier_ref
    FROM '{0}/consult.parquet' c LEFT JOIN (SELECT citizen, min(dossier_id) AS dossier_id FROM '{0}/dossiers.parquet' GROUP BY citizen) d USING (citizen)
    UNION ALL SELECT 90000000 + c.event_id, date_trunc('day', c.ts) + INTERVAL 23 HOUR, CASE WHEN c.event_id % 2 = 0 THEN 'stranger' ELSE c.user_id END, c.citizen,
        c.service, c.ip, c.search_key, 'lezen', 1, 'ok', NULL, NULL FROM '{0}/consult.parquet' c WHERE c.event_id % 4999 = 7
"""
# the own household of a worker, with somebody who left it
PAST = """
    SELECT house, own AS citizen, TIMESTAMP '2020-01-01' AS from_ts, NULL::TIMESTAMP AS to_ts FROM '{0}/staff.parquet' WHERE own IS NOT NULL
    UNION SELECT s.house, c.citizen, TIMESTAMP '2020-01-01', TIMESTAMP '2025-06-01' FROM '{0}/staff.parquet' s JOIN '{0}/consult.parquet' c USING (user_id)
    WHERE s.own IS NOT NULL AND c.event_id % 9973 = 5 AND c.citizen NOT IN (SELECT own FROM '{0}/staff.parquet' WHERE own IS NOT NULL)
"""


def whole(folder: Path, events: int, *, kinds: bool = True) -> Path:
    """A world with every table and column: also registrations, standing rules and households with a past; judged by the engine."""
    synthetic.generate(synthetic.World(events, 4713, 0.01), folder)
    if kinds:
        unseen.add(folder, 4713, times=2)
    else:
        rewritten(folder, "household", PAST)
        rewritten(folder, "consult", DRESSED)
    for table, name in (("staff", "'team  ' || team"), ("dossiers", "'TEAM ' || upper(team) || ' '"), ("appointments", "'Team ' || team"), ("inscriptions", "'team ' || team")):  # fmt: skip
        rewritten(folder, table, f"SELECT * REPLACE ({name} AS team) FROM '{{0}}/{table}.parquet'")
    con = pq.read_table(folder / "consult.parquet")
    some = con.select(["citizen", "user_id", "ts"]).take(pa.array(range(0, con.num_rows, 211), pa.int64()))
    known = pa.table({
        "citizen": some["citizen"], "user_id": some["user_id"], "from_ts": some["ts"], "team": pa.nulls(some.num_rows, pa.string()),
        "to_ts": pa.nulls(some.num_rows, pa.timestamp("us")),
    })  # fmt: skip
    pq.write_table(known, folder / "registrations.parquet")
    rule = {"service": ["rr-ADRES"], "team": ["Team T3"], "from_ts": some["ts"][:1]}
    pq.write_table(pa.table({**rule, "user_id": pa.nulls(1, pa.string())}), folder / "standing.parquet")
    return judged(folder)


def rewritten(folder: Path, table: str, sql: str) -> None:
    rows = duckdb.sql(sql.format(folder)).to_arrow_table()
    pq.write_table(rows, folder / f"{table}.parquet")


def judged(folder: Path) -> Path:
    run.check(folder, folder / "out", key=KEY, now=NOW)
    return folder


def compare(folder: Path, engine: str) -> pa.Table:
    """Every verdict, flag and case of the engine beside those of the other one; returns the verdicts."""
    pytest.importorskip("ibis", reason="needs the extra scale: make scale installs it")
    from roeland.scrutiny.scale.judging import judge

    said = judge(folder, rulebook.shipped(), folder / engine, now=NOW, engine=engine)
    ours = pq.read_table(folder / "out" / "verdicts.parquet").sort_by("event_id")
    theirs = pq.read_table(folder / engine / "verdicts.parquet")
    assert said["events"] == ours.num_rows == theirs.num_rows
    for column in ("event_id", "explained_by", "flags"):
        assert theirs[column].to_pylist() == ours[column].to_pylist(), column
    assert said["explained"] == summary(folder / "out")["explained"]
    for name in ("cases.csv", "reasons.parquet"):
        assert rows(folder / engine / name) == rows(folder / "out" / name), name
    assert said["cases"] == len(rows(folder / engine / "cases.csv")) > 0
    assert set(said["notes"]) <= set(summary(folder / "out")["notes"])
    return ours


def rows(path: Path) -> list[Any]:
    return pq.read_table(path).to_pylist() if path.suffix == ".parquet" else path.read_text().splitlines()[1:]


def reached(verdicts: pa.Table) -> tuple[set[str | None], set[str]]:
    """Which rules and signs there are."""
    return set(verdicts["explained_by"].to_pylist()), {
        name for names in verdicts["flags"].to_pylist() for name in names
    }


def test_duckdb_gives_the_same_verdicts(tmp_path: Path) -> None:
    rules, signs = reached(compare(whole(tmp_path, 6000), "duckdb"))
    assert rules >= RULES
    assert signs >= SIGNS - {"unknown-user", "wrong-dossier", "cover-dossier", "night"}  # no night in this small one


def test_events_may_have_names_and_files_may_lack_nearly_everything(tmp_path: Path) -> None:
    """Day one: consultations and staff alone, so that the thresholds of windows rise and signs are taken back; ids that are texts, rows that do not count."""
    synthetic.generate(synthetic.World(8000, 88, 0.02), tmp_path)
    for path in tmp_path.glob("*.parquet"):
        if path.stem not in {"consult", "staff"}:
            path.unlink()
    named = "SELECT * REPLACE ('e-' || event_id AS event_id, CASE WHEN event_id % 1000 = 3 THEN ts + INTERVAL 3000 DAY WHEN event_id % 1000 <> 4 THEN ts END AS ts)"
    rewritten(tmp_path, "consult", named + " FROM '{0}/consult.parquet'")
    found = compare(judged(tmp_path), "duckdb")
    assert reached(found)[0] == {None}
    assert found.num_rows < 8000


def test_duckdb_gives_the_same_verdicts_on_a_million(tmp_path: Path) -> None:
    rules, signs = reached(compare(whole(tmp_path, 1_000_000, kinds=False), "duckdb"))
    assert rules >= RULES
    assert signs >= SIGNS


@pytest.mark.enable_socket
def test_spark_gives_the_same_verdicts_on_a_million(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="needs PySpark: make scale installs it")
    if not shutil.which("java") or not os.environ.get("SPARK_HOME"):
        pytest.skip("needs Java and SPARK_HOME: run it by make scale")
    rules, signs = reached(compare(whole(tmp_path, 1_000_000, kinds=False), "spark"))
    assert rules >= RULES
    assert signs >= SIGNS
