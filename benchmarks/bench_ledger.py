"""`make bench-ledger`: append with payload and tiles against the same transaction without; proofs; full audit.

Only ratios of one run count: rounds with and without the ledger take turns. Figures go to docs/benchmarks/ledger.json. The sizes
are such that all of it takes under two minutes; BENCH_ENTRIES, BENCH_COMPARED and BENCH_SECONDS make it larger.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from benchmarks.ledger_setup import postgres, python, sqlite

OUT = Path(__file__).parents[1] / "docs" / "benchmarks" / "ledger.json"
CLIENTS, ROUNDS = 8, 5
SECONDS = float(os.environ.get("BENCH_SECONDS", "1.0"))  # of a round
SPARE = 2  # authorities that no client writes to: for `ledger_bulk`


def turns(env: dict[str, str], clients: int) -> dict[str, object]:
    """Transactions per second with and without the ledger, by `clients` processes with a tree each."""
    command = [sys.executable, "-m", "benchmarks.ledger_client"]
    running = [
        subprocess.Popen(
            [*command, f"bestuur-{number}", str(ROUNDS), str(SECONDS)],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(clients)
    ]
    for client in running:
        assert client.stdout is not None
        assert client.stdout.readline() == "ready\n"
    start = time.time() + 1
    for client in running:
        assert client.stdin is not None
        client.stdin.write(f"{start}\n")
        client.stdin.flush()
    counts = [json.loads(client.communicate()[0]) for client in running]
    per_round = [sum(column) / SECONDS for column in zip(*counts, strict=True)]
    ratios = [with_it / without for with_it, without in zip(per_round[::2], per_round[1::2], strict=True)]
    return {
        "clients": clients,
        "with_per_s": [round(rate) for rate in per_round[::2]],
        "without_per_s": [round(rate) for rate in per_round[1::2]],
        "ratio": round(median(ratios), 2),
    }


def main() -> None:
    """Run everything; PostgreSQL when DATABASE_URL names the owner of a server."""
    begun = time.monotonic()
    sizes = [os.environ.get("BENCH_ENTRIES", "50000"), os.environ.get("BENCH_COMPARED", "20000")]
    smaller = [str(int(sizes[0]) * 2 // 5), sizes[1]]  # PostgreSQL appends slower
    found: dict[str, object] = {"seconds_of_a_round": SECONDS, "processors": os.cpu_count()}
    with sqlite(1 + SPARE) as env:
        found["sqlite"] = json.loads(python(env, "-m", "benchmarks.ledger_bulk", *sizes))
        found["sqlite_append"] = turns(env, 1)
    owner = os.environ.get("DATABASE_URL", "")
    if owner.startswith("postgres"):
        with postgres(owner, CLIENTS + SPARE) as env:
            found["postgresql_append"] = turns(env, CLIENTS)
            found["postgresql_append_one"] = turns(env, 1)
            found["postgresql"] = json.loads(python(env, "-m", "benchmarks.ledger_bulk", *smaller))
    else:
        found["postgresql"] = "skipped: DATABASE_URL names no PostgreSQL server"
    found["load"] = round(os.getloadavg()[0], 1)
    found["took_s"] = round(time.monotonic() - begun)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
