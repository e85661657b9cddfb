"""Each test has a data folder of its own, with the log keys beside it."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> Path:
    settings.ROELAND_DATA = tmp_path / "data"
    return tmp_path / "data"
