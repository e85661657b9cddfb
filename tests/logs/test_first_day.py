"""Consultations of before the first day that staff were told of feed no control and no try."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.logs import assembling, store
from roeland.logs.models import Case, Conditions
from tests.logs import months
from tests.logs.months import OCTOBER, explained, moment, run
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

EARLY = [
    {"ts": moment(date(2026, 9, day), 10), "user_id": "an", "citizen": 51, "search_key": "name"}
    for day in (14, 15, 16, 21, 22)
]
LATE = [{"ts": moment(date(2026, 10, 6), 10), "user_id": "an", "citizen": 51, "search_key": "name"}]


def begins(world: World, day: date | None) -> None:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Conditions.objects.update(valid_from=day)


def first_day(world: World, first: date = OCTOBER) -> date:
    """The first local day in the folder that control and try read."""
    with assembling.folder(world.zonderbeke, *store.month(first)) as made, duckdb.connect() as con:
        con.execute("SET TimeZone = 'Europe/Brussels'")
        found: date = con.execute(
            "SELECT min(ts)::DATE FROM read_parquet(?)", [str(made / "consult" / "*.parquet")]
        ).fetchall()[0][0]
    return found


def test_a_first_month_has_no_history(world: World) -> None:
    months.ready(world, explained(), LATE, EARLY, an="an")
    begins(world, OCTOBER)
    assert first_day(world) == OCTOBER
    one = run(world)
    with scope(world.system, [world.zonderbeke]):
        assert not Case.objects.filter(run=one, citizen=51).exists(), "one look is no case"


def test_history_counts_from_the_first_day_on(world: World) -> None:
    months.ready(world, explained(), LATE, EARLY, an="an")
    begins(world, date(2026, 9, 16))
    assert first_day(world) == date(2026, 9, 16)
    begins(world, date(2025, 1, 1))
    assert first_day(world) == date(2026, 9, 14)
    one = run(world)
    with scope(world.system, [world.zonderbeke]):
        assert Case.objects.filter(run=one, citizen=51).exists(), "months that staff were told of do count"


def test_without_a_first_day_there_is_no_history(world: World) -> None:
    months.ready(world, explained(), LATE, EARLY, an="an")
    begins(world, None)
    assert first_day(world) == OCTOBER
