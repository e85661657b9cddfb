"""When a control is a full one: a staff list is there, delivered or in Roeland's own register."""

from __future__ import annotations

from datetime import date

import pytest

from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.logs.models import LogUser
from roeland.logs.values import Kind, Scope
from roeland.people.models import Team, TeamMembership
from tests.logs import months
from tests.logs.months import explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")


def without_list(world: World) -> None:
    """October of two accounts, one of them tied by hand; no staff list was delivered."""
    world.employ("karel", ["deputy_security_officer"])
    months.conditions(world)
    months.users(world, an="an")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        LogUser.objects.create(authority=world.zonderbeke, audience="ksz_log", user_id="zz")
    months.deliver(world.zonderbeke, [*explained(), *strange("an", 51), *strange("zz", 52)], staff=False)


def in_team(world: World, name: str, end: date | None = None) -> None:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        row = {"authority": world.zonderbeke, "audience": "persons"}
        team = Team.objects.create(name="Sociale dienst", **row)
        TeamMembership.objects.create(person=world.person(name), team=team, start=date(2024, 1, 1), end=end, **row)


def test_an_account_tied_by_hand_is_no_staff_list(world: World) -> None:
    without_list(world)
    one = run(world)
    assert one.scope == Scope.LIMITED
    assert Kind.STAFF.value in one.lacked


def test_services_of_roeland_itself_are_one(world: World) -> None:
    without_list(world)
    in_team(world, "an")
    one = run(world)
    assert one.scope == Scope.FULL
    assert Kind.STAFF.value not in one.lacked


def test_services_of_before_or_of_a_few_are_none(world: World) -> None:
    without_list(world)
    in_team(world, "an", end=date(2026, 9, 30))
    assert run(world).scope == Scope.LIMITED
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        TeamMembership.objects.update(end=None)
        LogUser.objects.create(authority=world.zonderbeke, audience="ksz_log", user_id="yy")
    assert run(world).scope == Scope.LIMITED, "of one account in three"


def test_a_list_that_was_delivered_is_one(world: World) -> None:
    months.ready(world)
    assert run(world).scope == Scope.FULL
