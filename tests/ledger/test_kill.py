"""200 times kill -9 during writes, on both engines: nothing acknowledged is lost (docs/reliability.md)."""

import json
import os
import shutil
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from benchmarks import ledger_setup, reliability
from tests.ledger.figures import record

ROOT = Path(__file__).parents[2]
CYCLES = os.environ.get("ROELAND_KILLS", "200")
POSTGRES = bool(list(Path("/usr/lib/postgresql").glob("*/bin/initdb"))) or shutil.which("initdb") is not None


def run(*arguments: str) -> tuple[int, dict[str, object]]:
    """The outcome of `python -m benchmarks.reliability`."""
    command = [sys.executable, "-m", "benchmarks.reliability", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=3000)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_nothing_acknowledged_is_lost(engine: str) -> None:
    if engine == "postgresql" and not POSTGRES:
        pytest.skip("needs PostgreSQL: apt install postgresql")
    status, found = run(engine, CYCLES)
    record(f"kill {engine}", found)
    assert (status, found["lost"], found["half"], found["audit"]) == (0, 0, 0, "holds"), found
    assert int(str(found["acknowledged"])) >= int(CYCLES)


@pytest.mark.slow
def test_the_test_would_see_a_loss() -> None:
    status, found = run("sqlite", "30", "--lying")
    record("kill sqlite --lying", found)
    assert status == 1
    assert int(str(found["lost"])) > 0


def crowd(env: dict[str, str], writers: int) -> tuple[int, dict[str, Any]]:
    """Several processes write to one tree at the same time: what they wrote, and what the audit says."""
    command = [sys.executable, "-m", "benchmarks.ledger_client", "bestuur-0", "2", "2"]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(writers)
    ]
    for writer in running:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    start = time.time() + 1
    for writer in running:
        assert writer.stdin is not None
        writer.stdin.write(f"{start}\n")
        writer.stdin.flush()
    counts = [json.loads(writer.communicate()[0]) for writer in running]
    written = writers + sum(sum(count[::2]) for count in counts)  # one to warm up; odd rounds are without the ledger
    verified = subprocess.run(
        [sys.executable, "-m", "roeland", "ledger", "verify", "--json"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    return written, json.loads(verified.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_many_writers_on_one_tree(engine: str) -> None:
    if engine == "postgresql" and not POSTGRES:
        pytest.skip("needs PostgreSQL: apt install postgresql")
    with ExitStack() as stack:
        if engine == "sqlite":
            env = stack.enter_context(ledger_setup.sqlite(1))
        else:
            env = stack.enter_context(ledger_setup.postgres(stack.enter_context(reliability.server()), 1))
        written, found = crowd(env, 4)
    assert found["ok"], found
    assert [log["size"] for log in found["logs"]] == [written]
