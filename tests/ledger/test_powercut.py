"""Cuts of power on SQLite (docs/reliability.md): 1,000 of them lose nothing; with weaker syncing the same cuts do."""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks import ledger_disk
from benchmarks.ledger_disk import Disk
from tests.ledger.figures import record

ROOT = Path(__file__).parents[2]
CUTS = os.environ.get("ROELAND_CUTS", "1000")


def run(*arguments: str) -> tuple[int, dict[str, int]]:
    """The outcome of `python -m benchmarks.ledger_powercut`."""
    try:
        ledger_disk.sqlite_library()
    except OSError as reason:
        pytest.skip(str(reason))
    command = [sys.executable, "-m", "benchmarks.ledger_powercut", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1200)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_when_the_power_goes() -> None:
    status, found = run(CUTS)
    record("power_cuts", found)
    assert found["synchronous"] == "FULL"
    assert [found[bad] for bad in ("lost", "half", "corrupt", "wrong_trees")] == [0, 0, 0, 0], found
    assert (status, found["cuts"]) == (0, int(CUTS))
    assert found["acknowledged"] > 10 * found["cuts"]


@pytest.mark.slow
@pytest.mark.parametrize("weaker", ["--normal", "--lying"])
def test_the_simulation_would_see_a_loss(weaker: str) -> None:
    status, found = run("60", weaker)
    record(f"power_cuts {weaker}", found)
    assert status == 1
    assert found["lost"] > 0


def test_the_disk_keeps_what_was_synced_and_perhaps_more() -> None:
    disk = Disk({"a": b"old" * 400})
    for note in (
        ("write", "a", 0, b"new"),
        ("sync", "a", 0, b""),
        ("write", "a", 1200, b"x" * 600),
        ("create", "b", 0, b""),
    ):
        disk.take(note)
    found = [disk.cut(random.Random(seed)) for seed in range(60)]
    assert {len(files["a"]) for files in found} > {1200, 1800}
    assert all(files["a"].startswith(b"new" + b"old" * 399) and files["b"] == b"" for files in found)
    lying = Disk({"a": b"old"})
    lying.take(("write", "a", 0, b"new"))
    lying.take(("sync", "a", 0, b""), syncs=False)
    assert b"old" in {lying.cut(random.Random(seed))["a"] for seed in range(20)}
    disk.take(("delete", "a", 0, b""))
    assert set(disk.cut(random.Random(1))) == {"b"}
