"""Delivered lists and Roeland's own services meet after a service got another name: one of before with one of after it."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import pytest

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.logs import assembling
from roeland.logs.actions.cases import StandingRule, justify
from roeland.logs.models import LogUser, Standing
from roeland.logs.queries.teams import Teams
from roeland.logs.values import Kind
from roeland.people.actions import add_team, change_team
from roeland.people.models import Team, TeamMembership
from tests.logs import months
from tests.logs.months import OCTOBER, case_of, explained, put, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")
OLD, NEW = "sociale dienst", "Welzijn"  # OLD is what the lists of `months` say


def team(world: World, *names: str) -> Team:
    """A service that was called so, one name after the other."""
    with scope(world.system, [world.zonderbeke]):
        made = add_team(world.system, authority=world.zonderbeke, name=names[0])
        for name in names[1:]:
            change_team(world.system, team=made, name=name, parent=None)
    return made


def month(world: World) -> None:
    """October, with a staff list and dossiers that both say OLD."""
    months.people(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        LogUser.objects.update(team="")
    months.deliver(world.zonderbeke, [*explained(), *strange("an", 51)])


def staff(world: World, name: str) -> None:
    """A newer staff list that names the service so."""
    rows: list[dict[str, Any]] = [
        {"user_id": one, "team": name, "from_ts": datetime(2024, 1, 1, tzinfo=UTC)} for one in ("an", "bo", "dina")
    ]
    with clock.at(months.NOW + timedelta(minutes=1)):
        put(world.zonderbeke, Kind.STAFF, {"list": rows})


def in_folder(world: World) -> set[tuple[str, str]]:
    with assembling.folder(world.zonderbeke, OCTOBER, date(2026, 10, 31)) as made:
        sql = "SELECT DISTINCT user_id, team FROM read_parquet(?, union_by_name = true)"
        return set(duckdb.execute(sql, [str(made / "staff" / "*.parquet")]).fetchall())


def test_a_new_staff_list_meets_old_dossiers(world: World) -> None:
    month(world)
    staff(world, NEW)
    assert run(world).explained == 0, "nobody told Roeland that it is the same service"
    team(world, OLD, NEW)
    assert run(world).explained == 60


def test_an_old_staff_list_meets_new_dossiers(world: World) -> None:
    month(world)
    rows = [one | {"team": NEW} for one in months.DOSSIERS]
    with clock.at(months.NOW + timedelta(minutes=1)):
        put(world.zonderbeke, Kind.DOSSIERS, {"list": rows})
    assert run(world).explained == 0
    team(world, OLD, "Maatschappij", NEW)
    assert run(world).explained == 60


def test_the_services_of_roeland_meet_old_dossiers(world: World) -> None:
    months.people(world)
    made = team(world, OLD, NEW)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        LogUser.objects.update(team="")
        TeamMembership.objects.create(
            authority=world.zonderbeke, audience="persons", person=world.person("an"), team=made, start=date(2024, 1, 1)
        )
    months.deliver(world.zonderbeke, explained(), staff=False)
    assert run(world).explained == 60


def test_a_decision_under_the_old_name_is_of_the_service(world: World) -> None:
    month(world)
    made = team(world, OLD, NEW)
    one = run(world)
    case = case_of(world, 51)
    assert (case.team, case.of_team_id) == (OLD, made.pk)
    rule = StandingRule("RR", OCTOBER, OCTOBER.replace(month=12))
    justify(world.actor("dina"), case=case, reason="Permanentie.", how="standing", standing=rule)
    staff(world, NEW)
    assert run(world).by_decision == 6
    with scope(world.system, [world.zonderbeke]):
        assert Standing.objects.get(case__run=one).of_team_id == made.pk


def test_an_old_name_that_is_of_another_service_by_now_is_only_that(world: World) -> None:
    month(world)
    made = team(world, OLD, NEW)
    assert ("an", NEW) in in_folder(world)
    other = team(world, "Onthaal", "Sociale  dienst")
    assert {name for _user, name in in_folder(world)} == {OLD, "Onthaal", "Sociale  dienst"}
    with scope(world.system, [world.zonderbeke]):
        known = Teams(world.zonderbeke.pk)
        assert (known.of(OLD), known.of(NEW)) == (other.pk, made.pk)
        assert known.names(made.pk, NEW) == [NEW]


def test_a_name_that_two_services_had_is_of_neither(world: World) -> None:
    month(world)
    team(world, OLD, NEW)
    team(world, OLD, "Zorg")
    assert {name for _user, name in in_folder(world)} == {OLD}
    assert Teams(world.zonderbeke.pk).of(OLD) is None


def test_a_service_that_was_never_renamed_costs_no_row(world: World) -> None:
    month(world)
    team(world, OLD)
    assert in_folder(world) == {(one, OLD) for one in ("an", "bo", "dina", "cy")}
