"""`make install` on a machine where something is missing names it, in Dutch and English, with its apt line."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def machine(tmp_path: Path) -> tuple[Path, Path]:
    """A copy of the installer, and a folder that is the whole PATH: a shell and little else."""
    shutil.copytree(ROOT / "tools", tmp_path / "roeland" / "tools")
    shutil.copytree(ROOT / "requirements", tmp_path / "roeland" / "requirements")
    path = tmp_path / "bin"
    path.mkdir()
    for name in ("sh", "dirname", "cat", "grep"):
        (path / name).symlink_to(str(shutil.which(name)))
    return tmp_path / "roeland" / "tools" / "install", path


def program(path: Path, name: str, script: str) -> None:
    file = path / name
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)


def said(machine: tuple[Path, Path]) -> str:
    script, path = machine
    done = subprocess.run([script], env={"PATH": str(path)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    return done.stderr


def test_git(machine: tuple[Path, Path]) -> None:
    assert said(machine) == (
        "Dit ontbreekt: git. Installeer het met:   sudo apt install git\nMissing: git. Install it with:   sudo apt install git\n"
    )


def test_no_python_or_an_old_one(machine: tuple[Path, Path]) -> None:
    program(machine[1], "git", "exit 0")
    assert "sudo apt install python3 python3-venv" in said(machine)
    program(machine[1], "python3", "exit 1")  # answers no to the question whether it is new enough
    assert "sudo apt install python3 python3-venv" in said(machine)


def test_python_without_venv(machine: tuple[Path, Path]) -> None:
    program(machine[1], "git", "exit 0")
    program(machine[1], "python3", 'case "$2" in *ensurepip*) exit 1;; *print*) echo 311;; esac; exit 0')
    assert "Dit ontbreekt: venv. Installeer het met:   sudo apt install python3-venv" in said(machine)
