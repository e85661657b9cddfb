"""Runs the real command line in a process of its own, on a data folder of its own."""

import os
import subprocess
import sys
from pathlib import Path

OURS = ("ROELAND_", "DATABASE_", "DJANGO_")


def environment(data: Path, **extra: str) -> dict[str, str]:
    """The environment without any setting of the test run, and with this data folder."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    return {**clean, "ROELAND_DATA": str(data), "LANG": "C.UTF-8", **extra}


def run(data: Path, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    """`roeland ARGUMENTS` with ROELAND_DATA=data."""
    command = [sys.executable, "-W", "error", "-m", "roeland", *arguments]
    return subprocess.run(
        command, env=environment(data, **extra), capture_output=True, text=True, check=False, timeout=120
    )


def ok(data: Path, *arguments: str, **extra: str) -> str:
    """The output of a command that must succeed."""
    done = run(data, *arguments, **extra)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
