"""One world judged by the engine, through DuckDB and on Spark: wall and processor seconds of all processes, and the factors between them.

Needs the extra `scale`, and for Spark Java; what is absent is said to be. The verdicts are compared too.

Run: python -m benchmarks.bench_logs_scale [--events 1000000] [--write]
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

FIGURES = Path(__file__).resolve().parent.parent / "docs" / "benchmarks" / "logs-scale.json"
TICKS = os.sysconf("SC_CLK_TCK")
EVERY = 0.2  # seconds between looks at the processes
SESSION, TIMES = 3, slice(11, 13)  # fields of /proc/<process>/stat after the name


def measured(command: list[str], **more: str) -> dict[str, float]:
    """Wall and processor seconds of a command with everything it starts: executors of Spark are no child that anybody waits for."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, env=os.environ | more, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    used: dict[int, int] = {}
    while process.poll() is None:
        used |= ticks(process.pid)
        time.sleep(EVERY)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} failed: {process.returncode}")
    found = {"wall_seconds": round(time.perf_counter() - begun, 1), "cpu_seconds": round(sum(used.values()) / TICKS, 1)}
    sys.stderr.write(f"{command[1:3]} {found}\n")
    return found


def ticks(session: int) -> dict[int, int]:
    """What each process of a session has used so far."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended just now
            continue
        if int(fields[SESSION]) == session:
            found[int(path.parent.name)] = sum(map(int, fields[TIMES]))
    return found


def verdicts(out: Path) -> Any:
    return pq.read_table(out / "verdicts.parquet").sort_by("event_id").to_pylist()


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--events", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=21)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "world"
        world = ["--events", str(given.events), "--seed", str(given.seed), "--out", str(folder)]
        subprocess.run([sys.executable, "-m", "roeland.scrutiny.synthetic", *world], check=True)
        there = [sys.executable, "-m", "roeland.scrutiny.scale", str(folder)]
        load = os.getloadavg()[0]
        figures: dict[str, Any] = {
            "consultations": pq.read_metadata(folder / "consult.parquet").num_rows,
            "load": round(load, 1),
        }
        ours = [
            "-c",
            "import sys; from pathlib import Path; from roeland.scrutiny import run; run.check(Path(sys.argv[1]), Path(sys.argv[2]))",
        ]
        figures["engine"] = measured([sys.executable, *ours, str(folder), str(folder / "engine")])
        figures["duckdb"] = measured([*there, str(folder / "duckdb")], ROELAND_SCALE="duckdb")
        if shutil.which("java"):
            figures["spark"] = measured([*there, str(folder / "spark")], ROELAND_SCALE="spark")
            figures["spark_over_duckdb"] = round(figures["spark"]["wall_seconds"] / figures["duckdb"]["wall_seconds"])
        wanted = verdicts(folder / "engine")
        figures["equal"] = all(verdicts(folder / name) == wanted for name in ("duckdb", "spark") if name in figures)
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")
    if given.write:
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n")


if __name__ == "__main__":
    main()
