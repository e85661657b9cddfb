"""`tools/workers`: as many tests at once as there are processors for us, wherever that is written."""

import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "tools" / "workers"
V2 = "0::{}\n"
V1 = "4:memory:{0}\n2:cpuacct:{0}\n1:cpu:{0}\n0::/\n"
JOINED = "3:cpu,cpuacct:{}\n"


def workers(folder: Path, processors: int, files: dict[str, str]) -> int:
    """What it says on a machine with these processors and these files of the kernel."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "nproc"
    program.write_text(f"#!/bin/sh\necho {processors}\n")
    program.chmod(0o755)
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    environment = {"PATH": f"{folder / 'bin'}:/usr/bin:/bin", "OMP_NUM_THREADS": "1"}
    done = subprocess.run([SCRIPT, folder], env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return int(done.stdout)


@pytest.mark.parametrize(("processors", "expected"), [(1, 2), (2, 2), (4, 4), (8, 8), (64, 8)])
def test_without_a_limit_it_follows_the_processors(tmp_path: Path, processors: int, expected: int) -> None:
    assert workers(tmp_path, processors, {}) == expected


GROUP = "sys/fs/cgroup"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"proc/self/cgroup": V2.format("/"), f"{GROUP}/cpu.max": "200000 100000\n"}, 2),
        ({"proc/self/cgroup": V2.format("/"), f"{GROUP}/cpu.max": "350000 100000\n"}, 4),
        ({"proc/self/cgroup": V2.format("/"), f"{GROUP}/cpu.max": "50000 100000\n"}, 2),
        ({"proc/self/cgroup": V2.format("/"), f"{GROUP}/cpu.max": "max 100000\n"}, 8),
        ({"proc/self/cgroup": V2.format("/a/b"), f"{GROUP}/a/b/cpu.max": "300000 100000\n"}, 3),
        (  # a group above it may be narrower
            {
                "proc/self/cgroup": V2.format("/a/b"),
                f"{GROUP}/a/b/cpu.max": "max 100000\n",
                f"{GROUP}/a/cpu.max": "300000 100000\n",
            },
            3,
        ),
        (  # the group of the host, of which a container shows only the root
            {"proc/self/cgroup": V2.format("/host/of/it"), f"{GROUP}/cpu.max": "400000 100000\n"},
            4,
        ),
        (
            {
                "proc/self/cgroup": V1.format("/"),
                f"{GROUP}/cpu/cpu.cfs_quota_us": "300000\n",
                f"{GROUP}/cpu/cpu.cfs_period_us": "100000\n",
            },
            3,
        ),
        (
            {
                "proc/self/cgroup": V1.format("/"),
                f"{GROUP}/cpu/cpu.cfs_quota_us": "-1\n",
                f"{GROUP}/cpu/cpu.cfs_period_us": "100000\n",
            },
            8,
        ),
        (
            {
                "proc/self/cgroup": JOINED.format("/docker/x"),
                f"{GROUP}/cpu,cpuacct/docker/x/cpu.cfs_quota_us": "250000\n",
                f"{GROUP}/cpu,cpuacct/docker/x/cpu.cfs_period_us": "50000\n",
            },
            5,
        ),
        ({"proc/self/cgroup": V2.format("/"), f"{GROUP}/cpu.max": "\n"}, 8),
    ],
)
def test_a_limit_of_the_cgroup_is_kept(tmp_path: Path, files: dict[str, str], expected: int) -> None:
    assert workers(tmp_path, 64, files) == expected


def test_the_tests_run_on_as_many() -> None:
    assert "-n $$(tools/workers)" in (SCRIPT.parents[1] / "Makefile").read_text()
