# ruff: noqa: E501 -- statements read better whole
"""Three questions of the log control put to DuckDB, Polars and chDB on the same Parquet files: CPU seconds, memory, and the same answers.

Polars and chDB are no dependency: give with `--python` an interpreter that has them (extra `bench`). A peer that is absent is said to be.

Run: python benchmarks/bench_logs_peers.py --folder FOLDER [--python PATH] [--write]
"""

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FIGURES = Path(__file__).resolve().parent.parent / "docs" / "benchmarks" / "logs.json"
MEASURE = """
import json, resource, sys
folder = sys.argv[1]
answer = ask(folder)
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"answer": int(answer), "cpu_seconds": round(used.ru_utime + used.ru_stime, 2), "peak_mb": used.ru_maxrss // 1024}))
"""
DUCKDB = """
import duckdb
def ask(folder):
    con = duckdb.connect(config={"threads": 2})
    return con.execute(SQL.replace("{f}", folder)).fetchall()[0][0]
"""
CHDB = """
import chdb
def ask(folder):
    return str(chdb.query(SQL.replace("{f}", folder), "CSV")).strip().strip('"')
"""
POLARS = """
import polars as pl
def read(folder, name):
    return pl.scan_parquet(folder + "/" + name + ".parquet")
def one(frame):
    return frame.collect(engine="streaming").item()
"""
QUESTIONS: dict[str, dict[str, str]] = {
    "no dossier of the citizen at that moment (anti-join with a period)": {
        "duckdb": DUCKDB
        + "SQL = \"SELECT count(*) FROM '{f}/consult.parquet' e ANTI JOIN '{f}/dossiers.parquet' d ON d.citizen = e.citizen "
        "AND d.opened <= e.ts AND e.ts < coalesce(d.closed, TIMESTAMP '9999-01-01')\"",
        "chdb": CHDB
        + "SQL = \"SELECT (SELECT count() FROM file('{f}/consult.parquet')) - (SELECT uniqExact(e.event_id) FROM file('{f}/consult.parquet') e "
        "INNER JOIN file('{f}/dossiers.parquet') d ON d.citizen = e.citizen WHERE d.opened <= e.ts AND (d.closed IS NULL OR e.ts < d.closed))\"",
        "polars": POLARS
        + """
def ask(folder):
    e, d = read(folder, "consult").select("event_id", "citizen", "ts"), read(folder, "dossiers").select("citizen", "opened", "closed")
    seen = e.join(d, on="citizen").filter((pl.col("opened") <= pl.col("ts")) & (pl.col("closed").is_null() | (pl.col("ts") < pl.col("closed"))))
    return one(e.select(pl.len())) - one(seen.select(pl.col("event_id").n_unique()))
""",
    },
    "the household of the citizen has a dossier (semi-join)": {
        "duckdb": DUCKDB
        + "SQL = \"SELECT count(*) FROM '{f}/consult.parquet' e SEMI JOIN (SELECT c.citizen FROM '{f}/citizens.parquet' c "
        "SEMI JOIN '{f}/dossiers.parquet' d ON d.house = c.house) h ON h.citizen = e.citizen\"",
        "chdb": CHDB
        + "SQL = \"SELECT count() FROM file('{f}/consult.parquet') WHERE citizen IN (SELECT citizen FROM file('{f}/citizens.parquet') "
        "WHERE house IN (SELECT house FROM file('{f}/dossiers.parquet')))\"",
        "polars": POLARS
        + """
def ask(folder):
    homes = read(folder, "citizens").select("citizen", "house").join(read(folder, "dossiers").select("house"), on="house", how="semi")
    return one(read(folder, "consult").select("citizen").join(homes, on="citizen", how="semi").select(pl.len()))
""",
    },
    "a day of a user far above his sixty days before (z-score)": {
        "duckdb": DUCKDB
        + 'SQL = "SELECT count(*) FROM (SELECT n, avg(n) OVER w AS m, stddev_samp(n) OVER w AS d, count(*) OVER w AS k FROM '
        "(SELECT user_id, (epoch_us(ts) // 86400000000)::INTEGER AS day, count(*) AS n FROM '{f}/consult.parquet' GROUP BY ALL) "
        'WINDOW w AS (PARTITION BY user_id ORDER BY day RANGE BETWEEN 60 PRECEDING AND 1 PRECEDING)) WHERE k >= 10 AND n > m + 4 * d"',
        "chdb": CHDB
        + 'SQL = "SELECT count() FROM (SELECT n, avg(n) OVER w AS m, stddevSamp(n) OVER w AS d, count() OVER w AS k FROM '
        "(SELECT user_id, toInt32(toUnixTimestamp64Micro(toDateTime64(ts, 6, 'UTC')) DIV 86400000000) AS day, count() AS n FROM file('{f}/consult.parquet') GROUP BY user_id, day) "
        'WINDOW w AS (PARTITION BY user_id ORDER BY day RANGE BETWEEN 60 PRECEDING AND 1 PRECEDING)) WHERE k >= 10 AND n > m + 4 * d"',
        "polars": POLARS
        + """
def ask(folder):
    day = (pl.col("ts").dt.epoch("us") // 86400000000).cast(pl.Int32).alias("day")
    days = read(folder, "consult").group_by("user_id", day).agg(pl.len().cast(pl.Int64).alias("n")).collect(engine="streaming").sort("user_id", "day")
    seen = days.rolling(index_column="day", period="60i", closed="left", group_by="user_id").agg(
        pl.col("n").mean().alias("m"), pl.col("n").std().alias("d"), pl.len().alias("k"))
    found = days.join(seen, on=["user_id", "day"]).filter((pl.col("k") >= 10) & (pl.col("n") > pl.col("m") + 4 * pl.col("d")))
    return found.height
""",
    },
}


def ask(python: str, code: str, folder: Path) -> dict[str, Any]:
    done = subprocess.run([python, "-c", code + MEASURE, str(folder)], capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return dict(json.loads(done.stdout.strip().splitlines()[-1]))
    return {"failed": "not installed" if "ModuleNotFoundError" in done.stderr else done.stderr.strip().splitlines()[-1]}


def compare(folder: Path, python: str) -> dict[str, Any]:
    """Per question and engine its figures. Raises AssertionError when two answers differ."""
    found: dict[str, Any] = {}
    for question, engines in QUESTIONS.items():
        found[question] = {name: ask(python, code, folder) for name, code in engines.items()}
        answers = {figures["answer"] for figures in found[question].values() if "answer" in figures}
        assert len(answers) == 1, f"{question}: {found[question]}"
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    figures = compare(asked.folder, asked.python)
    print(json.dumps(figures, indent=1))
    if asked.write:
        kept = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
        kept["peers"] = figures
        FIGURES.write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
