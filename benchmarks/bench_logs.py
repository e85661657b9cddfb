# ruff: noqa: E501 -- statements read better whole
"""The log control on synthetic authorities: consultations per second of the processor, and memory, of runs with everything.

Every run is a process of its own, so that its memory and processor time are its own; worlds are made in another. `--day` adds one day of
one authority (about 7,000 consultations) looked at with the month before it as history. `--keep` keeps the worlds in a folder, or takes
those that are there. `--score` adds how good the
list is. `--threads 2` asks two threads: they are done sooner, but cost a little more processor time together.
Machines differ by half, so each run is told beside a yardstick of the same minute too: one anti-join of all consultations with the dossiers
of their citizen at that moment, by one thread of DuckDB, the program's start included. What a run costs in yardsticks is what to compare between machines.
`--write` puts the figures in docs/benchmarks/logs.json. The peers: bench_logs_peers.py.

Run: python benchmarks/bench_logs.py [--events 1000000 20000000] [--seed 7] [--threads 2] [--keep FOLDER] [--day] [--score] [--write]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "docs" / "benchmarks" / "logs.json"
QUARTER = 455_000  # consultations in three months: about 7,000 on each working day
RUN = """
import json, resource, sys
from datetime import datetime
from pathlib import Path
from roeland.scrutiny import run
folder, since, threads = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
done = run.check(folder, folder / "out", key=b"benchmark key, not a secret", since=datetime.fromisoformat(since) if since else None, threads=threads).summary
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({name: done[name] for name in ("events", "cases", "seconds", "peak_mb")} | {"cpu_seconds": round(used.ru_utime + used.ru_stime, 2)}))
"""
SCORE = """
import json, sys
from pathlib import Path
from roeland.scrutiny import synthetic
print(json.dumps(synthetic.scores(Path(sys.argv[1]), Path(sys.argv[1]) / "out")))
"""
YARDSTICK = """
import json, resource, sys
import duckdb
sql = "SELECT count(*) FROM '{f}/consult.parquet' e ANTI JOIN '{f}/dossiers.parquet' d ON d.citizen = e.citizen AND d.opened <= e.ts AND e.ts < coalesce(d.closed, TIMESTAMP '9999-01-01')"
con = duckdb.connect(config={"threads": 1})
con.execute("SET enable_progress_bar = false")  # it would stand between the figures
con.execute(sql.replace("{f}", sys.argv[1])).fetchall()
used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({"yardstick_cpu_seconds": round(used.ru_utime + used.ru_stime, 2)}))
"""
CUT = """
import sys
from pathlib import Path
import duckdb
source, target = map(Path, sys.argv[1:3])
target.mkdir(exist_ok=True)
day = duckdb.sql(
    f"SELECT ts::DATE AS day FROM '{source}/consult.parquet' GROUP BY day HAVING count(*) > 5000 ORDER BY day DESC LIMIT 1"
).fetchall()[0][0]
for path in source.glob("*.parquet"):
    period = f"WHERE ts >= DATE '{day}' - 30 AND ts < DATE '{day}' + 1" if path.name == "consult.parquet" else ""
    duckdb.sql(f"COPY (SELECT * FROM '{path}' {period}) TO '{target / path.name}' (FORMAT parquet)")
print(f"{day}T00:00:00+00:00")
"""


def apart(*arguments: str) -> str:
    """Run Python in a process of its own; return what it printed."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT / "src", check=True, capture_output=True, text=True
    ).stdout


def world(folder: Path, events: int, seed: int) -> Path:
    """The folder of one synthetic authority, made when it is not there."""
    here = folder / f"w{events}-{seed}"
    if not (here / "consult.parquet").exists():
        apart("-m", "roeland.scrutiny.synthetic", "--events", str(events), "--seed", str(seed), "--out", str(here))
    return here


def measure(here: Path, since: str = "", threads: int = 1) -> dict[str, Any]:
    """One run; the processor time is that of the whole process, starting it included."""
    figures: dict[str, Any] = json.loads(apart("-c", RUN, str(here), since, str(threads)).splitlines()[-1])
    looked = figures["events"]
    return {**figures, "events_per_cpu_second": round(looked / figures["cpu_seconds"])}


def day(folder: Path, seed: int) -> dict[str, Any]:
    """The last working day, with the thirty days before as history: first alone, then with the start of the program."""
    here = folder / "day"
    since = apart("-c", CUT, str(world(folder, QUARTER, seed)), str(here)).strip()
    rows = int(
        apart(
            "-c",
            "import sys, pyarrow.parquet as p; print(p.read_metadata(sys.argv[1]).num_rows)",
            f"{here}/consult.parquet",
        )
    )
    return {"with_history": rows, **measure(here, since)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, nargs="*", default=[1_000_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, choices=(1, 2), default=1)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--day", action="store_true")
    parser.add_argument("--score", action="store_true")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.keep.resolve() if asked.keep else Path(scratch)
        for events in asked.events:
            here = world(folder, events, asked.seed)
            name = f"{events}{' by two threads' if asked.threads == 2 else ''}"
            found[name] = {**measure(here, "", asked.threads), "load": round(os.getloadavg()[0], 1), "seed": asked.seed}
            found[name] |= json.loads(apart("-c", YARDSTICK, str(here)))
            found[name]["yardsticks"] = round(found[name]["cpu_seconds"] / found[name]["yardstick_cpu_seconds"], 1)
            found[name] |= json.loads(apart("-c", SCORE, str(here))) if asked.score else {}
            print(json.dumps({name: found[name]}, indent=1), flush=True)
        if asked.day:
            found["day"] = {**day(folder, asked.seed), "load": round(os.getloadavg()[0], 1)}
            print(json.dumps({"day": found["day"]}, indent=1))
    if asked.write:
        kept = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
        FIGURES.write_text(json.dumps({**kept, **found}, indent=1) + "\n")


if __name__ == "__main__":
    main()
