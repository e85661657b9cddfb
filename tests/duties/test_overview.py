"""The shared officer's table over all authorities: the counts are right, and cost the same at one and at many."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from roeland.duties.actions import make_task
from roeland.duties.queries.overview import standings
from roeland.kernel import clock
from roeland.kernel.scope import scope
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
