"""The service by hand of an account counts from a day on; consultations of before are read with what counted then."""

from datetime import date
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs import assembling
from roeland.logs.actions.users import tie_user
from roeland.logs.models import FormerTeam, LogUser
from roeland.logs.queries.citizen import looks
from roeland.logs.queries.ties import Tie, outside, ties
from roeland.people.actions import create_token
from roeland.people.models import Team, TeamMembership
from tests.logs import months
from tests.logs.months import NOW, OCTOBER, case_of, explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

TODAY = NOW.date()
MID, LATER = date(2026, 10, 15), date(2026, 10, 20)


def account(world: World, name: str = "loket", **more: Any) -> LogUser:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        found: LogUser = LogUser.objects.create(
            authority=world.zonderbeke, audience="ksz_log", user_id=name, first_seen=OCTOBER, **more
        )
    return found


def tied(world: World, user: LogUser, team: str, since: date | None = None, **more: Any) -> LogUser:
    return tie_user(world.actor("dina"), user=user, **{"person": None, "shared": True, **more}, team=team, since=since)


def rows(world: World, user: str = "loket") -> list[tuple[str | None, date, date | None]]:
    """What the engine is told: service, first day, day after the last."""
    with scope(world.system, [world.zonderbeke]):
        found = [row for row in assembling._staff(world.zonderbeke, OCTOBER) if row["user_id"] == user]
    days = [(row["team"], clock.local(row["from_ts"]).date(), row["to_ts"]) for row in found]
    return sorted(
        ((team, start, end and clock.local(end).date()) for team, start, end in days), key=lambda row: (row[1], row[0])
    )


EVER = date(2000, 1, 1)


def test_a_first_service_counts_from_the_first_consultation(world: World) -> None:
    row = tied(world, account(world), "Onthaal")
    assert row.team_from == OCTOBER
    assert rows(world) == [(None, EVER, OCTOBER), ("Onthaal", OCTOBER, None)]


def test_another_service_counts_from_today_and_the_history_stays(world: World) -> None:
    user = account(world)
    tied(world, user, "Onthaal")
    assert tied(world, user, "Burgerzaken").team_from == TODAY
    assert rows(world)[1:] == [("Onthaal", OCTOBER, TODAY), ("Burgerzaken", TODAY, None)]
    assert tied(world, user, "Burgerzaken").team_from == TODAY, "saved again"
    tied(world, user, "")
    with scope(world.system, [world.zonderbeke]):
        told = LedgerEntry.objects.filter(action="logs:user:tied").order_by("-idx")[1]
        payload = LedgerPayload.objects.get(tree=told.tree_id, idx=told.idx).payload
    assert b"2026-11-09" in bytes(payload or b"")
    assert [row[0] for row in rows(world)] == [None, "Onthaal", None], "one that never got a day of its own leaves none"


def test_a_day_may_be_given_and_takes_what_lies_after_it(world: World) -> None:
    user = account(world)
    with pytest.raises(Invalid):
        tied(world, user, "Onthaal", date(2026, 12, 1))
    tied(world, user, "Onthaal")
    tied(world, user, "Burgerzaken", MID)
    assert rows(world)[1:] == [("Onthaal", OCTOBER, MID), ("Burgerzaken", MID, None)]
    tied(world, user, "Burgerzaken", LATER)
    assert rows(world)[1:] == [("Onthaal", OCTOBER, MID), (None, MID, LATER), ("Burgerzaken", LATER, None)]
    tied(world, user, "Bibliotheek", OCTOBER)
    assert rows(world) == [(None, EVER, OCTOBER), ("Bibliotheek", OCTOBER, None)]
    with scope(world.system, [world.zonderbeke]):
        assert not FormerTeam.objects.exists()


def test_outside_its_days_the_services_of_the_person_count(world: World) -> None:
    user = account(world, person=world.person("an"))
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        base: dict[str, Any] = {"authority": world.zonderbeke, "audience": "persons"}
        team = Team.objects.create(name="Bibliotheek", **base)
        TeamMembership.objects.create(person=world.person("an"), team=team, start=date(2026, 1, 1), **base)
    an = {"person": world.person("an"), "shared": False}
    tied(world, user, "Onthaal", OCTOBER, **an)
    tied(world, user, "", MID, **an)
    assert rows(world)[1:] == [
        ("Bibliotheek", date(2026, 1, 1), OCTOBER),
        ("Onthaal", OCTOBER, MID),
        ("Bibliotheek", MID, None),
    ]


def test_a_case_has_the_service_of_its_days(world: World) -> None:
    months.ready(world, explained(), strange("loket", 61, 2))
    user = account(world)
    tied(world, user, "Onthaal")
    tied(world, user, "Burgerzaken", MID)
    months.deliver(world.zonderbeke, [*explained(), *strange("loket", 61, 6)])
    run(world)
    assert case_of(world, 61).team == "Onthaal"
    with scope(world.actor("dina"), [world.zonderbeke]):
        found = looks(world.zonderbeke, 61, OCTOBER, date(2026, 10, 31))
    seen = {(clock.local(one.at).date() < MID, one.team) for one in found}
    assert seen == {(True, "Onthaal"), (False, "Burgerzaken")}


def test_an_account_that_no_file_brought_gets_no_service_of_its_own(world: World) -> None:
    months.ready(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        LogUser.objects.all().delete()
    run(world)
    with scope(world.system, [world.zonderbeke]):
        assert set(LogUser.objects.values_list("user_id", "team")) == {("an", "")}


def test_a_service_that_is_renamed_keeps_its_ties(world: World) -> None:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        team = Team.objects.create(authority=world.zonderbeke, audience="persons", name="Onthaal")
    user = tied(world, account(world), "onthaal")
    assert user.of_team_id == team.pk
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Team.objects.update(name="Balie")
        assert ties(world.zonderbeke.pk)["loket"] == [Tie(("Balie", "onthaal"), OCTOBER, None)]
    assert tied(world, user, "Balie").team_from == OCTOBER, "it is the same service"


def test_days_outside_ties() -> None:
    held = [Tie(("a",), date(2026, 2, 1), date(2026, 2, 10)), Tie(("b",), date(2026, 3, 1), None)]
    whole = [("x", date(2026, 1, 1), None)]
    assert outside(whole, held) == [
        ("x", date(2026, 1, 1), date(2026, 1, 31)),
        ("x", date(2026, 2, 11), date(2026, 2, 28)),
    ]
    assert outside([("x", date(2026, 2, 3), date(2026, 2, 9))], held) == []
    assert outside(whole, []) == whole
    assert outside(whole, [Tie(("a",), None, None)]) == []


def test_ties_of_before_count_from_the_first_consultation(world: World) -> None:
    account(world, team="Onthaal")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        team = Team.objects.create(authority=world.zonderbeke, audience="persons", name="Onthaal")
        import_module("roeland.logs.migrations.0009_ties_of_before").forwards(apps, None)
        row = LogUser.objects.get(user_id="loket")
    assert (row.team_from, row.of_team_id) == (OCTOBER, team.pk)


def test_page_and_api_ask_and_tell_the_day(world: World, browse: Any) -> None:
    user, dina = account(world), browse("dina")
    where = f"/zonderbeke/logcontrole/gebruikers/{user.pk}/"
    assert 'value="2026-10-01"' in dina.get(where).content.decode()
    assert dina.post(where, {"shared": "on", "team": "Onthaal", "since": "2026-12-01"}).status_code == 422
    assert dina.post(where, {"shared": "on", "team": "Onthaal", "since": "2026-10-01"}).status_code == 302
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    done = Client().post(
        f"/api/v1/authorities/zonderbeke/log-users/{user.pk}",
        {"shared": True, "team": "Burgerzaken", "since": "2026-10-15"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert (done.json()["team"], done.json()["team_from"]) == ("Burgerzaken", "2026-10-15")
    text = dina.get(where).content.decode()
    assert "Burgerzaken sinds 15/10/2026" in text
    assert "Onthaal tot en met 14/10/2026" in text
    assert "sinds 15/10/2026" in dina.get("/zonderbeke/logcontrole/gebruikers/").content.decode()
