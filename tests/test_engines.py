"""The rule of tests/engines.py: what is left out on PostgreSQL opens no connection, and what opens one is not left out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from roeland.kernel.models import Authority
from tests.engines import LONG, NOWHERE, long_first
from tests.world import World


def marked(request: pytest.FixtureRequest) -> bool:
    node: pytest.Item = request.node
    return node.get_closest_marker("plain") is not None


def test_a_plain_test_gets_no_connection(request: pytest.FixtureRequest) -> None:
    assert marked(request)
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        Authority.everything.exists()


def test_nor_does_a_program_that_it_starts() -> None:
    program = "import django; django.setup(); from django.db import connection; connection.ensure_connection()"
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "roeland.settings"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode != 0
    assert "port 9 failed" in done.stderr


def test_one_that_gets_a_database_by_another_fixture_is_not_plain(request: pytest.FixtureRequest, world: World) -> None:
    assert not marked(request)
    assert os.environ.get("DATABASE_URL") != NOWHERE
    assert Authority.everything.count() == 2


@pytest.mark.django_db
def test_one_that_asks_by_mark_is_not_plain(request: pytest.FixtureRequest) -> None:
    assert not marked(request)
    assert Authority.everything.count() == 0


@pytest.mark.sqlite
def test_one_about_sqlite_is_left_out_by_its_own_mark(request: pytest.FixtureRequest) -> None:
    assert not marked(request)


def test_files_that_take_minutes_are_there_and_begin_first(request: pytest.FixtureRequest) -> None:
    assert all((Path(__file__).parent / name).exists() for name in LONG)
    items: list[pytest.Item] = list(reversed(request.session.items))
    long_first(items)
    order = [item.nodeid.removeprefix("tests/").startswith(LONG) for item in items]
    assert order == sorted(order, reverse=True)
    assert "--no-loadscope-reorder" in (Path(__file__).parents[1] / "Makefile").read_text()
