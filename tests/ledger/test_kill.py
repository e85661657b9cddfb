"""200 times kill -9 during writes, on both engines: nothing acknowledged is lost (docs/reliability.md)."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

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
    assert (status, found["lost"], found["half"], found["audit"]) == (0, 0, 0, "holds"), found
    assert int(str(found["acknowledged"])) >= int(CYCLES)


@pytest.mark.slow
def test_the_test_would_see_a_loss() -> None:
    status, found = run("sqlite", "30", "--lying")
    assert status == 1
    assert int(str(found["lost"])) > 0
