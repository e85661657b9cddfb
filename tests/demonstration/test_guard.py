"""What may be built upon: an empty folder only. Anything that is no demonstration stays untouched."""

import json
from datetime import date
from pathlib import Path

import pytest

from roeland.cli.demonstration import guard
from roeland.cli.demonstration.guard import Found, Mark
from roeland.kernel.actor import Actor
from roeland.people import actions
from tests.world import World


@pytest.mark.django_db
def test_an_empty_database_is_free(tmp_path: Path) -> None:
    assert guard.look(tmp_path) is Found.NOTHING


def test_a_real_authority_is_foreign(world: World, tmp_path: Path) -> None:
    assert guard.look(tmp_path) is Found.FOREIGN
    guard.write_mark(tmp_path, Mark(date(2026, 11, 21), 30))
    assert guard.look(tmp_path) is Found.FOREIGN  # the mark alone proves nothing


@pytest.mark.django_db
def test_a_demonstration_without_its_mark_is_half(tmp_path: Path) -> None:
    operator = Actor.system("test")
    actions.open_authority(operator, slug="zonderbeke", name="Zonderbeke", is_demo=True)
    assert guard.look(tmp_path) is Found.HALF
    guard.write_mark(tmp_path, Mark(date(2026, 11, 21), 30))
    assert guard.look(tmp_path) is Found.COMPLETE


@pytest.mark.django_db
def test_one_real_authority_beside_a_demonstration_is_foreign(tmp_path: Path) -> None:
    operator = Actor.system("test")
    actions.open_authority(operator, slug="zonderbeke", name="Zonderbeke", is_demo=True)
    actions.open_authority(operator, slug="echtegem", name="Echtegem")
    assert guard.look(tmp_path) is Found.FOREIGN


def test_the_mark_comes_back(tmp_path: Path) -> None:
    assert guard.read_mark(tmp_path) is None
    guard.write_mark(tmp_path, Mark(date(2026, 11, 17), 31))
    assert guard.read_mark(tmp_path) == Mark(date(2026, 11, 17), 31)
    assert json.loads(guard.mark_path(tmp_path).read_text())["built_for"] == "2026-11-17"
