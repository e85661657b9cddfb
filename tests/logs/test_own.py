"""What a worker reads of log control about himself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.logs import offers
from roeland.logs.actions.cases import ask_worker, justify
from roeland.logs.actions.reopening import reopen_case
from roeland.logs.actions.runs import close_run
from roeland.logs.models import Case, LogUser
from roeland.logs.queries import staff
from roeland.logs.questions import subject
from roeland.people.actions import create_token
from roeland.scrutiny import rulebook
from tests.logs import months
from tests.logs.months import case_of, explained, judge_all, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

KIN = [flag.id for flag in rulebook.shipped().flags if flag.nature in {"kin", "crowd", "tie"}]


@pytest.mark.parametrize("flag", KIN)
def test_a_reason_tells_the_worker_nothing_about_citizens(flag: str) -> None:
    case = Case(reasons=[{"flag": "unexplained", "count": 2, "days": 1}, {"flag": flag, "count": 2, "citizens": 2}])
    read = staff.reasons_of(case, rulebook.shipped())
    assert read[1:] == ("Er is misschien een bijzondere band met de burger.",)
    assert read[0].startswith("Twee raadplegingen zonder dossier")


OWN = "/zonderbeke/logcontrole/over-mij/"
RUNS = "Zolang de controle van een maand loopt, staan gevallen waarover nog niets gevraagd of beslist is hier niet bij."


def states(world: World) -> list[str]:
    an = world.actor("an")
    with scope(an, [world.zonderbeke]):
        return sorted(one.state for one in staff.kept(an, world.zonderbeke).cases)


def test_a_reason_stays_with_whoever_the_account_was_of(world: World) -> None:
    months.ready(world, explained(), strange("an", 51), an="an")
    run(world)
    justify(world.actor("dina"), case=case_of(world, 51), reason="Huisbezoek.")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        LogUser.objects.filter(user_id="an").update(person=world.person("bert"))
    told = {}
    for name in ("an", "bert"):
        actor = world.actor(name)
        with scope(actor, [world.zonderbeke]):
            told[name] = [one.reason for one in staff.kept(actor, world.zonderbeke).reasons]
    assert told == {"an": ["Huisbezoek."], "bert": []}


def test_a_case_that_waits_is_told_once_its_control_is_closed(
    world: World, browse: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    teams = [{**months.STAFF[0], "user_id": f"u{number}", "team": f"t{number}"} for number in range(10)]
    monkeypatch.setattr(months, "STAFF", [*months.STAFF, *teams])
    others = [strange(f"u{number}", 200 + number) for number in range(10)]
    months.ready(world, explained(), strange("an", 51), *others, **{f"u{number}": "an" for number in range(10)})
    one, dina = run(world, minutes=20), world.actor("dina")
    assert (one.cut > 0, states(world)) == (True, [])
    before = browse("an").get(OWN).content.decode()
    assert RUNS in before
    assert "nog niet bekeken</" not in before.split("Raadplegingen in een steekproef")[0]
    with scope(dina, [world.zonderbeke]):
        for case in Case.objects.filter(run=one, shown=True).select_related("run", "authority"):
            justify(dina, case=case, reason="Huisbezoek.")
    judge_all(world, one)
    closed = close_run(dina, run=one, conclusion="De rest bleef liggen.", spent=20)
    assert states(world).count("open") == closed.cut == one.cut
    page = browse("an").get(OWN).content.decode()
    assert page.split("Raadplegingen in een steekproef")[0].count("nog niet bekeken") == one.cut


def test_a_reason_in_his_name_is_shown(world: World, browse: Any) -> None:
    months.ready(world, explained(), strange("an", 51), strange("an", 53), strange("bo", 55), an="an")
    run(world)
    dina = world.actor("dina")
    for citizen, reason in ((51, "Huisbezoek."), (53, "Vergissing."), (55, "Van Bo.")):
        justify(dina, case=case_of(world, citizen), reason=reason)
    reopen_case(dina, case=case_of(world, 53), reason="Andere maand.")
    page = browse("an").get(OWN).content.decode()
    assert "Huisbezoek." in page
    assert "ingetrokken op" in page
    assert "Van Bo." not in page
    token = create_token(world.actor("an"), account=world.accounts["an"], name="lezen", scopes=["read"])[1]
    where = "/api/v1/authorities/zonderbeke/my-log-control"
    told = Client().get(where, headers={"Authorization": f"Bearer {token}"}).json()["reasons"]
    assert {(one["reason"], one["withdrawn_at"] is None) for one in told} == {
        ("Huisbezoek.", True),
        ("Vergissing.", False),
    }
    assert {(one["first"], one["last"]) for one in told} == {("2026-10-03", "2026-10-18")}


def test_what_staff_are_told_of_it_is_so(world: World, browse: Any) -> None:
    months.ready(world)
    assert (
        "staat er pas bij als ze afgesloten is" in browse("an").get("/zonderbeke/logcontrole/uitleg/").content.decode()
    )


def test_two_questions_about_the_same_days_are_told_apart(world: World, browse: Any) -> None:
    """On Vandaag and among what is kept: which consultations, and of which citizen by alias."""
    months.ready(world, explained(), strange("an", 51), strange("an", 52), an="an")
    run(world)
    about = {}
    for citizen in (51, 52):
        case = case_of(world, citizen)
        ask_worker(world.actor("dina"), case=case, text="Waarvoor was dat?")
        about[citizen] = subject(case.events, case.first_at, case.last_at, case.alias)
    an = world.actor("an")
    with scope(an, [world.zonderbeke]):
        notes = sorted(one.note for one in offers.today(an, [world.zonderbeke.pk]) if "een vraag om uitleg" in one.note)
    assert len(set(about.values())) == 2
    assert [note.split(", tegen ")[0] for note in notes] == sorted(about.values())
    page = browse("an").get(OWN).content.decode()
    assert [page.count(words) for words in about.values()] == [1, 1]
    assert subject(2, case.first_at, case.last_at, "") == "", "of an erased case nothing is left to say"


def test_two_cases_of_the_same_days_are_told_apart(world: World, browse: Any) -> None:
    """By the alias of the citizen, which his question has too; of a citizen whom he did not look up nothing stands there."""
    months.ready(world, explained(), strange("an", 51), strange("an", 52), strange("bo", 53), an="an")
    run(world)
    dina, an = world.actor("dina"), world.actor("an")
    aliases = [case_of(world, citizen).alias for citizen in (51, 52, 53)]
    ask_worker(dina, case=case_of(world, 51), text="Waarvoor was dat?")
    for citizen in (52, 53):
        justify(dina, case=case_of(world, citizen), reason="Huisbezoek.")
    cases, reasons = browse("an").get(OWN).content.decode().split("<h2>Gevallen")[1].split("<h2>Redenen")
    assert [cases.count(alias) for alias in aliases] == [1, 1, 0]
    assert [reasons.count(alias) for alias in aliases] == [0, 1, 0], "a reason says for whom it is too"
    token = create_token(an, account=world.accounts["an"], name="lezen", scopes=["read"])[1]
    where = "/api/v1/authorities/zonderbeke/my-log-control"
    told = Client().get(where, headers={"Authorization": f"Bearer {token}"}).json()
    assert [one["citizen"] for one in told["reasons"]] == [aliases[1]]
    assert {(one["citizen"], one["state"]) for one in told["cases"]} == {
        (aliases[0], "asked"),
        (aliases[1], "justified"),
    }
