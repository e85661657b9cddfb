"""An installation to begin with: migrated once, by the real command, and copied for who needs one of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import ok


@pytest.fixture(scope="session")
def _migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("migrated") / "var"
    ok(data, "migrate")
    return data


@pytest.fixture(scope="session")
def install(_migrated: Path) -> Callable[[Path], Path]:
    """install(folder) leaves the folder as `roeland migrate` does."""

    def copied(data: Path) -> Path:
        shutil.copytree(_migrated, data)
        return data

    return copied
