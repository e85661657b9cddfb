"""The log control on a synthetic authority: consultations per second of the processor, and memory, of one run with everything.

The world is made in a process of its own, so that its memory does not count. `--write` keeps the figures in docs/benchmarks/logs.json.

Run: python benchmarks/bench_logs.py [--events 1000000] [--seed 7] [--write]
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
FIGURES = ROOT / "docs" / "benchmarks" / "logs.json"
MAKE = "from pathlib import Path; from roeland.logs import synthetic as s; s.generate(s.World({events}, {seed}), Path({folder!r}))"
SCORE = """
import json
from pathlib import Path
from roeland.logs import synthetic
folder = Path({folder!r})
print(json.dumps(synthetic.scores(folder, folder / "out")))
"""


def apart(code: str) -> str:
    """Run code in a process of its own; return what it printed."""
    return subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "src", check=True, capture_output=True, text=True
    ).stdout


def measure(events: int, seed: int) -> dict[str, float]:
    """One run: figures of the engine and of the list it made."""
    from roeland.logs.engine import run

    with tempfile.TemporaryDirectory() as folder:
        apart(MAKE.format(events=events, seed=seed, folder=folder))
        done = run.check(Path(folder), Path(folder) / "out", key=b"benchmark key, not a secret").summary
        found = json.loads(apart(SCORE.format(folder=folder)))
    per_second = round(done["events"] / done["cpu_seconds"])
    return {
        "events": done["events"], "seed": seed, "seconds": done["seconds"], "cpu_seconds": done["cpu_seconds"], "peak_mb": done["peak_mb"],
        "events_per_cpu_second": per_second, "cases": done["cases"], **found,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    figures = measure(asked.events, asked.seed)
    print(json.dumps(figures, indent=1))
    if asked.write:
        kept = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
        kept[str(asked.events)] = figures
        FIGURES.write_text(json.dumps(kept, indent=1) + "\n")


if __name__ == "__main__":
    main()
