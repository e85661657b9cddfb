"""Vandaag says which month is over, delivered and not controlled, also where the duty is not in the plan; once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.duties.values import TaskStatus
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.logs import offers
from roeland.logs.actions.runs import start_run
from roeland.logs.models import Conditions
from roeland.people.actions.settings import add_closing_day
from tests.logs import months
from tests.logs.intake_kit import source, taken
from tests.logs.months import OCTOBER
from tests.logs.test_late_months import lines
from tests.world import World

NOW = datetime(2026, 12, 9, 9, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1)
START = "/zonderbeke/logcontrole/starten/?maand="


@pytest.fixture(autouse=True)
def december() -> Iterator[None]:
    with clock.at(NOW):
        yield


def told(world: World, who: str = "dina") -> list[tuple[str, str, str]]:
    """(title, note, address) of what can begin."""
    actor = world.actor(who)
    with scope(actor, [world.zonderbeke, world.lissegem]):
        found = offers.today(actor, [world.zonderbeke.pk, world.lissegem.pk])
    return [(one.title, one.note, one.url) for one in found if one.action == "Starten"]


def delivered(world: World, *found: date, days: range = range(1, 32)) -> None:
    months.people(world)
    where = source(world)
    for month in found:
        taken(world, where, lines(month, days), f"{month:%Y-%m}.csv")


def test_a_month_that_is_there_and_not_controlled_is_told(world: World) -> None:
    delivered(world, OCTOBER)
    assert told(world) == [
        ("Logcontrole van oktober 2026 starten", "Het logbestand van die maand is er.", f"{START}2026-10")
    ]
    assert told(world, "bert") == told(world, "an") == []


def test_the_oldest_comes_first_and_names_the_others(world: World) -> None:
    delivered(world, NOVEMBER, OCTOBER)
    [(title, note, _address)] = told(world)
    assert (title, note) == ("Logcontrole van oktober 2026 starten", "Ook nog niet gecontroleerd: november 2026.")
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    [(title, _note, _address)] = told(world)
    assert title == "Logcontrole van november 2026 starten"
    start_run(world.actor("dina"), authority=world.zonderbeke, month=NOVEMBER)
    assert told(world) == []


def test_half_a_month_is_none_unless_the_authority_was_closed(world: World) -> None:
    delivered(world, OCTOBER, days=range(1, 20))
    assert told(world) == []
    for day in range(20, 32):
        with scope(world.system, [world.zonderbeke]):
            add_closing_day(world.system, authority=world.zonderbeke, day=OCTOBER.replace(day=day), name="Dicht")
    assert len(told(world)) == 1


def test_nothing_while_a_condition_lacks_or_before_the_first_day(world: World) -> None:
    delivered(world, OCTOBER)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Conditions.objects.update(valid_from=NOVEMBER)
    assert told(world) == []
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Conditions.objects.update(valid_from=OCTOBER, dpia_on=None)
    assert told(world) == []


def test_a_task_of_the_duty_says_it_already(world: World) -> None:
    delivered(world, OCTOBER)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        task = months.monthly_task(world.zonderbeke)
    assert told(world) == []
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        task.status = TaskStatus.SKIPPED
        task.save()
    assert told(world) == [], "somebody decided about that month"
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        task.key = task.key - timedelta(days=31) if task.key else None
        task.save()
    assert len(told(world)) == 1, "it was the task of another month"


def test_more_months_cost_no_more_statements(world: World) -> None:
    delivered(world, OCTOBER)
    dina = world.actor("dina")
    counts = []
    for month in (NOVEMBER, date(2026, 9, 1)):
        with scope(dina, [world.zonderbeke]), CaptureQueriesContext(connection) as seen:
            offers.today(dina, [world.zonderbeke.pk])
        counts.append(len(seen))
        taken(world, source(world, name=f"Bron {month:%m}"), lines(month), f"{month:%Y-%m}.csv")
    assert counts[0] == counts[1]
