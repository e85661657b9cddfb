"""The shared officer's table over all authorities: the counts are right, and cost the same at one and at many."""

from datetime import date, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from roeland.duties.actions import make_task
from roeland.duties.queries.overview import standings
from roeland.kernel import clock
from roeland.kernel.scope import scope
from tests.duties.conftest import handed_in, own_duty, planned
from tests.world import World


def tasks(world: World, number: int) -> None:
    for authority in (world.zonderbeke, world.lissegem):
        for count in range(number):
            make_task(
                world.system,
                authority=authority,
                title=f"Nazicht {count}",
                due=clock.today() + timedelta(days=count - 1),
                lead_role="security_officer",
            )


def test_counts_per_authority(world: World) -> None:
    tasks(world, 2)
    with scope(world.actor("dina"), [world.zonderbeke, world.lissegem]):
        found = standings(world.actor("dina"))
    assert {s.late for s in found.values()} == {1}
    assert {s.today for s in found.values()} == {1}
    assert {s.last_visit for s in found.values()} == {None}


def test_what_is_handed_in_is_to_review_and_not_late(world: World) -> None:
    late = planned(world, own_duty(world, start=date(2026, 2, 20)), date(2026, 2, 20))
    far = planned(world, own_duty(world, title="Ver weg", start=date(2026, 4, 10)), date(2026, 4, 10))
    with scope(world.actor("dina"), [world.zonderbeke]):
        assert standings(world.actor("dina"))[world.zonderbeke.pk].late == 1
    for task in (late, far):
        handed_in(world, task)
    with scope(world.actor("dina"), [world.zonderbeke]):
        found = standings(world.actor("dina"))[world.zonderbeke.pk]
    assert (found.late, found.to_review) == (0, 2)


def test_a_daily_duty_counts_once_a_month(world: World, browse: "type[Client]") -> None:
    daily = own_duty(world, rule="FREQ=WEEKLY", start=date(2026, 1, 6))
    for day in (date(2026, 1, 6), date(2026, 1, 13), date(2026, 1, 20), date(2026, 2, 3)):
        planned(world, daily, day)
    with scope(world.actor("dina"), [world.zonderbeke]):
        assert standings(world.actor("dina"))[world.zonderbeke.pk].late == 2
    assert "één keer per maand" in browse("dina").get("/besturen/").content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_same_number_of_statements(
    world: World, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    tasks(world, number)
    dina = world.actor("dina")
    with scope(dina, [world.zonderbeke, world.lissegem]), django_assert_num_queries(4):
        standings(dina)


def test_the_page_shows_the_worst_first(world: World, browse: "type[Client]") -> None:
    tasks(world, 1)
    make_task(
        world.system, authority=world.lissegem, title="Nog een", due=clock.today() - timedelta(days=3), lead_role="dpo"
    )
    text = browse("dina").get("/besturen/").content.decode()
    assert "3 taken zijn te laat, in 2 van de 2 besturen." in text
    assert text.index('href="/lissegem/"', text.index("<table")) < text.index(
        'href="/zonderbeke/"', text.index("<table")
    )


def test_who_keeps_no_plan_has_no_overview(world: World, browse: "type[Client]") -> None:
    assert browse("chris").get("/besturen/").status_code == 404
