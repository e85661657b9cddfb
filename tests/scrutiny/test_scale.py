"""The same rules as Ibis expressions give the same verdicts: on DuckDB, and on Spark where Java and SPARK_HOME are there."""

import os
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from roeland.scrutiny import rulebook, run, synthetic
from tests.scrutiny import unseen
from tests.scrutiny.folders import KEY, NOW

# what Ibis, pandas and PySpark say about each other is not about Roeland
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::Warning")]
HOUSES = pa.schema(
    [("house", pa.int64()), ("citizen", pa.int64()), ("from_ts", pa.timestamp("us")), ("to_ts", pa.timestamp("us"))]
)


def whole(folder: Path, events: int) -> Path:
    """A world with every table of explanations: also registrations, standing rules and households with a past."""
    synthetic.generate(synthetic.World(events, 4713, 0.01), folder)
    if events <= 20_000:
        unseen.add(folder, 4713, times=2)
    con = pq.read_table(folder / "consult.parquet")
    some = con.select(["citizen", "user_id", "ts"]).take(pa.array(range(0, con.num_rows, 211), pa.int64()))
    known = pa.table({
        "citizen": some["citizen"], "user_id": some["user_id"], "from_ts": some["ts"], "team": pa.nulls(some.num_rows, pa.string()),
        "to_ts": pa.nulls(some.num_rows, pa.timestamp("us")),
    })  # fmt: skip
    pq.write_table(known, folder / "registrations.parquet")
    rule = {"service": ["rr-ADRES"], "team": ["t3"], "from_ts": some["ts"][:1]}
    pq.write_table(pa.table({**rule, "user_id": pa.nulls(1, pa.string())}), folder / "standing.parquet")
    run.check(folder, folder / "out", key=KEY, now=NOW)
    return folder


def compare(folder: Path, engine: str) -> None:
    pytest.importorskip("ibis", reason="needs the extra scale: make scale installs it")
    from roeland.scrutiny.scale.backends import verdicts

    ours = pq.read_table(folder / "out" / "verdicts.parquet", columns=["event_id", "explained_by"]).sort_by("event_id")
    count = verdicts(
        folder,
        rulebook.shipped(),
        folder / "theirs.parquet",
        engine=engine,
        flagged=folder / "out" / "verdicts.parquet",
    )
    theirs = pq.read_table(folder / "theirs.parquet")
    assert count == ours.num_rows == theirs.num_rows
    assert theirs["event_id"].to_pylist() == ours["event_id"].to_pylist()
    assert theirs["explained_by"].to_pylist() == ours["explained_by"].to_pylist()
    reached = set(ours["explained_by"].to_pylist())
    assert reached >= {
        None,
        "dossier-worker",
        "dossier-household",
        "handover",
        "oncall",
        "registration-user",
        "standing-team",
    }


def test_ibis_on_duckdb_gives_the_same_verdicts(tmp_path: Path) -> None:
    compare(whole(tmp_path, 6000), "duckdb")


def test_ibis_on_duckdb_gives_the_same_verdicts_on_a_million(tmp_path: Path) -> None:
    compare(whole(tmp_path, 1_000_000), "duckdb")


@pytest.mark.enable_socket
def test_spark_gives_the_same_verdicts_on_a_million(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="needs PySpark: make scale installs it")
    if not shutil.which("java") or not os.environ.get("SPARK_HOME"):
        pytest.skip("needs Java and SPARK_HOME: run it by make scale")
    compare(whole(tmp_path, 1_000_000), "spark")
