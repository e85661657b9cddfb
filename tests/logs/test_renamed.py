"""A service that is renamed keeps its registered reasons and standing rules; another that takes over its name does not get them."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps

from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.logs import registered
from roeland.logs.actions.cases import StandingRule, justify
from roeland.logs.models import Case, LogUser, Registration, Standing
from roeland.people.actions import add_team, change_team
from roeland.people.models import Team, TeamMembership
from tests.logs import months
from tests.logs.months import OCTOBER, case_of, explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")


def own_list(world: World) -> Team:
    """October with Roeland's own services for a list of staff: An is in one, Bert in none."""
    months.people(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        LogUser.objects.update(team="")
        base: dict[str, Any] = {"authority": world.zonderbeke, "audience": "persons"}
        team: Team = Team.objects.create(name="Sociale zaken", **base)
        TeamMembership.objects.create(person=world.person("an"), team=team, start=date(2024, 1, 1), **base)
    months.deliver(world.zonderbeke, [*explained(), *strange("an", 51), *strange("an", 53)], staff=False)
    return team


def rename(world: World, team: Team, name: str) -> None:
    actor = world.system
    with scope(actor, [world.zonderbeke]):
        change_team(actor, team=team, name=name, parent=None)


def names(world: World, table: str) -> list[str]:
    with scope(world.system, [world.zonderbeke]):
        rows = {"registrations": registered.reasons, "standing": registered.standing}[table]
        return [row["team"] for row in rows(world.zonderbeke)]


def decided(world: World) -> None:
    dina, rule = world.actor("dina"), StandingRule("RR", OCTOBER, OCTOBER.replace(month=12))
    justify(dina, case=case_of(world, 51), reason="Permanentie.", how="standing", standing=rule)
    justify(dina, case=case_of(world, 53), reason="Huisbezoek.", how="team")


def test_a_rule_follows_its_service_to_its_new_name(world: World) -> None:
    team = own_list(world)
    assert run(world).explained == 0  # the dossiers name another service
    decided(world)
    assert run(world).by_decision == 72
    rename(world, team, "Welzijn")
    assert run(world).by_decision == 72
    assert names(world, "standing") == names(world, "registrations") == ["Welzijn", "Sociale zaken"]


def test_another_service_of_that_name_does_not_get_it(world: World) -> None:
    team = own_list(world)
    run(world)
    decided(world)
    rename(world, team, "Welzijn")
    with scope(world.system, [world.zonderbeke]):
        add_team(world.system, authority=world.zonderbeke, name="sociale  zaken")
    assert names(world, "standing") == names(world, "registrations") == ["Welzijn"]


def test_a_case_keeps_its_service_while_it_waits(world: World) -> None:
    team = own_list(world)
    run(world)
    rename(world, team, "Welzijn")
    decided(world)
    with scope(world.system, [world.zonderbeke]):
        assert {row.of_team_id for model in (Case, Standing, Registration) for row in model.objects.all()} == {team.pk}
    assert names(world, "standing")[0] == "Welzijn"


def test_a_name_that_only_a_list_knows_stays_a_name(world: World) -> None:
    months.ready(world, explained(), strange("an", 51), strange("an", 53))
    run(world)
    decided(world)
    assert names(world, "standing") == names(world, "registrations") == ["sociale dienst"]
    with scope(world.system, [world.zonderbeke]):
        assert Standing.objects.get().of_team is None


def test_rows_of_before_get_the_one_service_of_that_name(world: World) -> None:
    team = own_list(world)
    run(world)
    decided(world)
    step = import_module("roeland.logs.migrations.0005_teams_by_name")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        for model in (Case, Registration, Standing):
            model.objects.update(of_team=None)
        Registration.objects.update(team="Onthaal")
        step.forwards(apps, None)
        assert (Standing.objects.get().of_team_id, Registration.objects.get().of_team_id) == (team.pk, None)
        assert not Case.objects.filter(of_team=None).exists()
        Standing.objects.update(of_team=None)
        Team.objects.create(authority=world.zonderbeke, audience="persons", name="SOCIALE ZAKEN")
        step.forwards(apps, None)
        assert Standing.objects.get().of_team_id is None, "two of that name"
