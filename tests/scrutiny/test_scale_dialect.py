"""What the SQL of the engine becomes for Spark, statement by statement; Spark itself is not needed for that."""

from datetime import datetime

import pyarrow as pa
import pytest

from roeland.scrutiny.scale.backends import plain

# the extra brings the translator; `make scale` installs it
pytestmark = pytest.mark.slow
CASES = [
    # the own dialect stays as it is, one statement after the other
    ("duckdb", "CREATE TEMP TABLE a AS SELECT hash(u) AS g FROM t; DROP TABLE a", ["CREATE TEMPORARY TABLE a AS SELECT HASH(u) AS g FROM t", "DROP TABLE a"]),
    # no tables of a session, no replacing of a table, no deleting of rows
    ("spark", "CREATE OR REPLACE TEMP TABLE a AS SELECT u FROM t", ["DROP TABLE IF EXISTS a", "CREATE TABLE a USING parquet AS SELECT u FROM t"]),
    ("spark", "CREATE TABLE flag (rid INTEGER, bit UTINYINT)", ["CREATE TABLE flag (rid INT, bit SMALLINT) USING parquet"]),
    ("spark", "CREATE VIEW v AS SELECT u FROM t", ["CREATE OR REPLACE TEMPORARY VIEW v AS SELECT u FROM t"]),
    ("spark", "INSERT INTO flag SELECT DISTINCT rid, 3 FROM (SELECT rid FROM t)", ["INSERT INTO flag SELECT DISTINCT rid, 3 FROM (SELECT rid FROM t)"]),
    (
        "spark",
        "DELETE FROM odd p WHERE p.u IN (SELECT u FROM shared)",
        [
            "CREATE TABLE kept_odd USING parquet AS SELECT * FROM odd AS p WHERE NOT COALESCE(p.u IN (SELECT u FROM shared), FALSE)",
            "DROP TABLE odd",
            "ALTER TABLE kept_odd RENAME TO odd",
        ],
    ),
    # distinct values in a window, which Spark does not count
    (
        "spark",
        "SELECT count(DISTINCT x) OVER (PARTITION BY u ORDER BY ts RANGE BETWEEN INTERVAL 30 MINUTE PRECEDING AND INTERVAL 30 MINUTE FOLLOWING) AS n FROM t",
        [
            "SELECT SIZE(COLLECT_SET(x) OVER (PARTITION BY u ORDER BY ts NULLS LAST RANGE BETWEEN INTERVAL '30' MINUTE PRECEDING AND INTERVAL '30' MINUTE FOLLOWING)) AS n FROM t"
        ],
    ),
    # a test over sums of sums, which is no column outside
    (
        "spark",
        "SELECT u, ip FROM h GROUP BY u, ip QUALIFY sum(n) >= 0.05 * sum(sum(n)) OVER (PARTITION BY u)",
        ["SELECT u, ip FROM (SELECT u, ip, SUM(n) >= 0.05 * SUM(SUM(n)) OVER (PARTITION BY u) AS _kept FROM h GROUP BY u, ip) AS _qualified WHERE _kept"],
    ),
    # functions by another name, also one within the other; Monday is 1
    ("spark", "SELECT hash(u, epoch_us(ts) // 60, 1) FROM t", ["SELECT XXHASH64(u, UNIX_MICROS(ts) DIV 60, 1) FROM t"]),
    ("spark", "SELECT isodow(ts) >= 6 FROM t", ["SELECT (WEEKDAY(ts) + 1) >= 6 FROM t"]),
    ("spark", "SELECT quantile_cont(n, 0.75) FROM t", ["SELECT PERCENTILE(n, 0.75) FROM t"]),
    # decimals divided by decimals are none any more
    ("spark", "SELECT 3.0 * n / m + 1 FROM t", ["SELECT CAST((3.0 * n) AS DOUBLE) / m + 1 FROM t"]),
    # days are midnights in between
    ("spark", "SELECT date_diff('day', min(ts), max(ts)) FROM t", ["SELECT DATEDIFF(MAX(ts), MIN(ts)) FROM t"]),
    ("spark", "SELECT len(list_distinct(l)), length(w) FROM t", ["SELECT SIZE(ARRAY_DISTINCT(l)), LENGTH(w) FROM t"]),
    ("spark", "SELECT timezone('Europe/Brussels', ts) FROM t", ["SELECT FROM_UTC_TIMESTAMP(ts, 'Europe/Brussels') FROM t"]),
    # moments are in UTC, never without a zone
    ("spark", "SELECT coalesce(b, TIMESTAMP '9999-01-01') FROM t", ["SELECT COALESCE(b, CAST('9999-01-01' AS TIMESTAMP_LTZ)) FROM t"]),
]  # fmt: skip


@pytest.mark.parametrize(("dialect", "sql", "wanted"), CASES, ids=[sql[:40] for _, sql, _ in CASES])
def test_a_statement_in_another_dialect(dialect: str, sql: str, wanted: list[str]) -> None:
    pytest.importorskip("sqlglot", reason="needs the extra scale: make scale installs it")
    from roeland.scrutiny.scale.dialect import translated

    assert translated(sql, dialect) == wanted


def test_moments_of_an_engine_with_zones_are_told_in_utc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Brussels")
    noon = datetime(2026, 1, 11, 12)  # noqa: DTZ001 -- UTC, as in the tables
    rows = pa.table({"ts": pa.array([noon], pa.timestamp("us", "UTC")), "n": [1]})
    assert plain(rows).to_pylist() == [{"ts": noon, "n": 1}]
    assert plain(rows).schema.field("ts").type == pa.timestamp("us")
