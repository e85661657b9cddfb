"""When a control is a full one: a staff list is there, delivered or in Roeland's own register."""

from __future__ import annotations

from datetime import date

import pytest

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from roeland.logs import assembling
from roeland.logs.actions.cases import StandingRule, justify
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.runs import enter_paper_run
from roeland.logs.models import LogUser
from roeland.logs.values import Kind, Scope
from roeland.people.models import Person, Team, TeamMembership
from tests.logs import months
from tests.logs.months import OCTOBER, case_of, explained, run, strange
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


def rows_of(world: World, user: str) -> list[tuple[str | None, date, date | None]]:
    """What the engine is told of an account: service, first day, day after the last."""
    with scope(world.system, [world.zonderbeke]):
        found = [row for row in assembling._staff(world.zonderbeke, OCTOBER) if row["user_id"] == user]
    return [
        (row["team"], clock.local(row["from_ts"]).date(), row["to_ts"] and clock.local(row["to_ts"]).date())
        for row in found
    ]


def test_who_left_a_service_works_here_still(world: World) -> None:
    without_list(world)
    in_team(world, "an", end=date(2026, 9, 30))
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        LogUser.objects.update(team="")
        Person.objects.filter(pk=world.person("an").pk).update(active_from=date(2023, 5, 1), left_on=date(2026, 11, 30))
    assert sorted(rows_of(world, "an"), key=lambda row: row[1]) == [
        (None, date(2023, 5, 1), date(2024, 1, 1)),
        ("Sociale dienst", date(2024, 1, 1), date(2026, 10, 1)),
        (None, date(2026, 10, 1), date(2026, 12, 1)),
    ]
    signs = run(world).summary["flags"]
    assert (signs["after-leaving"], signs["leaving"]) == (0, 0)


def test_the_last_day_that_there_is_means_none(world: World) -> None:
    without_list(world)
    in_team(world, "an", end=date(9999, 12, 31))
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        LogUser.objects.update(team="")
    assert [row[2] for row in rows_of(world, "an") if row[0]] == [None]
    assert run(world).scope == Scope.FULL


def test_paper_takes_no_month_that_has_a_file(world: World) -> None:
    without_list(world)
    line = OnPaper(world.person("an"), months.moment(OCTOBER, 10), "RR", right=True, note="")
    with pytest.raises(Refused, match="logbestand"):
        enter_paper_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER, lines=[line])


def test_a_standing_rule_does_not_run_for_ever(world: World) -> None:
    without_list(world)
    run(world)
    rule = StandingRule("RR", OCTOBER, date(9999, 12, 31))
    with pytest.raises(Invalid, match="hoogstens twee jaar"):
        justify(world.actor("dina"), case=case_of(world, 51), reason="Permanentie.", how="standing", standing=rule)
