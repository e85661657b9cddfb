"""Each test has a data folder of its own, with the log keys beside it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.transaction import Atomic

from roeland.kernel import clock
from tests.logs import months


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings: Any) -> Path:
    settings.ROELAND_DATA = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture
def november() -> Iterator[None]:
    """The month of `months` is over: October can be controlled."""
    with clock.at(months.NOW):
        yield


@pytest.fixture
def committing(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """What waits for a commit happens when the outermost transaction of the program ends, although that of the test stays open."""
    depth, plain = len(connection.savepoint_ids), Atomic.__exit__

    def leave(self: Atomic, kind: Any, value: Any, trace: Any) -> None:
        plain(self, kind, value, trace)
        if kind is None and len(connection.savepoint_ids) == depth:
            waiting, connection.run_on_commit = connection.run_on_commit, []
            for _savepoints, do, _robust in waiting:
                do()

    monkeypatch.setattr(Atomic, "__exit__", leave)
