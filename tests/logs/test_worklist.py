"""What Vandaag says of log control: every step of a month, until nothing is left."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.forms import model_to_dict
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.logs import offers
from roeland.logs.actions import openings, questions
from roeland.logs.actions.cases import justify
from roeland.logs.actions.conditions import advise, state_conditions
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.runs import close_run, enter_paper_run
from roeland.logs.actions.sample import judge_sample
from roeland.logs.jobs import questions as jobs
from roeland.logs.models import Case, Run, SampleItem
from roeland.logs.queries.conditions import newest
from roeland.logs.values import CaseState, SampleVerdict
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import OCTOBER
from tests.logs.staff_kit import asked, case_of, controlled, in_order
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")


def listed(world: World, actor: Actor) -> list[tuple[str, str]]:
    """(title, address) of the lines about controls and silence; the conditions are another matter."""
    with scope(actor, [world.zonderbeke]):
        lines = offers.today(actor, [world.zonderbeke.pk])
    return [(line.title, line.url) for line in lines if "voorwaarde" not in line.title]


def decide_all(world: World, run: Run) -> None:
    """Every case that nobody asked about gets a reason."""
    dina = world.actor("dina")
    with scope(dina, [world.zonderbeke]):
        for case in Case.objects.filter(run=run, state=CaseState.OPEN, shown=True):
            justify(dina, case=case, reason="Nagekeken.")


def judge_all(world: World, run: Run) -> None:
    dina = world.actor("dina")
    with scope(dina, [world.zonderbeke]):
        for item in SampleItem.objects.filter(run=run, verdict=""):
            judge_sample(dina, item=item, verdict=SampleVerdict.RIGHT)


def test_the_officer_reads_the_next_step_of_a_control(world: World) -> None:
    run, dina = controlled(world), world.actor("dina")
    [(title, address)] = listed(world, dina)
    assert title.startswith("Logcontrole van oktober 2026: ")
    assert title.endswith(" beslissen")
    assert address == "/zonderbeke/logcontrole/2026-10/"
    decide_all(world, run)
    with scope(dina, [world.zonderbeke]):
        drawn = SampleItem.objects.filter(run=run, verdict="").count()
    if drawn:
        [(title, address)] = listed(world, dina)
        assert title == f"Logcontrole van oktober 2026: {drawn} raadplegingen uit de steekproef bekijken"
        assert address == "/zonderbeke/logcontrole/2026-10/steekproef/"
        judge_all(world, run)
    [(title, address)] = listed(world, dina)
    assert title == "Logcontrole van oktober 2026 afsluiten"
    close_run(dina, run=run, conclusion="Alles gelezen.", spent=5)
    assert listed(world, dina) == []


def test_the_dpo_is_asked_for_advice_once_there_is_a_dpia(world: World) -> None:
    world.employ("sofie", ["dpo"])
    dina, sofie, place = world.actor("dina"), world.actor("sofie"), world.zonderbeke

    def lines(actor: Actor) -> list[tuple[str, str]]:
        with scope(actor, [place]):
            return [(line.title, line.url) for line in offers.today(actor, [place.pk])]

    given: dict[str, Any] = {
        "consulted_on": date(2026, 9, 1),
        "work_rules": "4",
        "register_entry": "12",
        "retention_months": 24,
    }
    paper = {"paper": BytesIO(b"%PDF-1.4 protocol"), "paper_name": "protocol.pdf"}
    state_conditions(dina, authority=place, **given, **paper)
    assert lines(sofie) == []
    state_conditions(dina, authority=place, **given, dpia_on=date(2026, 9, 2), valid_from=date(2026, 10, 1))
    asked_for = [
        ("Logcontrole: je advies over de effectbeoordeling geven", "/zonderbeke/logcontrole/voorwaarden/advies/")
    ]
    assert lines(sofie) == asked_for
    rest = [("Logcontrole: 1 voorwaarde in orde brengen", "/zonderbeke/logcontrole/voorwaarden/")]
    assert lines(dina) == rest
    world.employ("fred", ["dpo", "security_officer"])
    assert lines(world.actor("fred")) == asked_for, "who is both reads it once"
    advise(sofie, authority=place, advised_on=date(2026, 9, 10), advice="Akkoord.")
    assert (lines(sofie), lines(dina)) == ([], [])
    state_conditions(dina, authority=place, **given, dpia_on=date(2026, 10, 5), valid_from=date(2026, 10, 1))
    assert lines(sofie) == asked_for, "a new one asks new advice"


def test_the_page_of_the_dpo_says_which_dpia_and_asks_no_advice_that_was_given(world: World, browse: Any) -> None:
    world.employ("sofie", ["dpo"])
    base, button = "/zonderbeke/logcontrole/voorwaarden/", "btn btn-primary"
    in_order(world)
    page = browse("sofie").get(base).content.decode()
    assert "Opnieuw advies geven" in page
    assert button not in page
    assert "(DPIA) van 2 september 2026." in browse("sofie").get(f"{base}advies/").content.decode()
    dina = world.actor("dina")
    with scope(dina, [world.zonderbeke]):
        told = model_to_dict(newest(world.zonderbeke.pk))
        same = {
            name: told[name]
            for name in ("consulted_on", "work_rules", "register_entry", "retention_months", "valid_from")
        }
    state_conditions(dina, authority=world.zonderbeke, **same, dpia_on=date(2026, 10, 5))
    page = browse("sofie").get(base).content.decode()
    assert "Opnieuw advies geven" not in page
    assert button in page


def test_silence_waits_for_a_mandate_on_the_list_of_the_officer(world: World, client: Client) -> None:
    run, dina, bert = controlled(world), world.actor("dina"), world.actor("bert")
    case = case_of(world, run)
    question = asked(world, case)
    jobs.keep_up()
    decide_all(world, run)
    judge_all(world, run)
    close_run(dina, run=run, conclusion="Eén vraag loopt nog.", spent=5)
    assert listed(world, dina) == []
    with clock.at(clock.at_local(question.due + timedelta(days=1), 9)):
        jobs.keep_up()
        assert listed(world, dina) == [
            ("Logcontrole: 1 geval zonder antwoord", "/zonderbeke/logcontrole/zonder-antwoord/")
        ]
        assert listed(world, world.actor("karel")) == listed(world, dina), "the deputy gives mandates too"
        assert listed(world, world.actor("sofie")) == []
        with scope(dina, [world.zonderbeke]):
            openings.open_case(dina, case=case, person=world.person("bert"), purpose="Geen antwoord.")
        assert listed(world, dina) == []
        [(title, _address)] = listed(world, bert)
        assert title == "Een geval van de logcontrole inkijken"
        log_in(client, world.accounts["bert"])
        sent = {"decision": "justified", "reason": "De wachtdienst bevestigde het.", "how": "user"}
        decided = client.post(f"/zonderbeke/logcontrole/geval/{case.pk}/", sent)
        assert decided.status_code == 302
        assert client.get(decided["Location"]).status_code == 200, (
            "he sees no list of cases: he is sent to a page of his"
        )
        assert listed(world, bert) == [], "what he decided is done, though his mandate runs"


def test_an_answer_after_closing_is_on_the_list(world: World) -> None:
    run, dina = controlled(world), world.actor("dina")
    question = asked(world, case_of(world, run))
    decide_all(world, run)
    judge_all(world, run)
    close_run(dina, run=run, conclusion="Eén vraag loopt nog.", spent=5)
    questions.answer(world.actor("an"), question=question, answer="Een dringende vraag.")
    [(title, address)] = listed(world, dina)
    assert title == "Logcontrole van oktober 2026: 1 geval beslissen"
    assert address == "/zonderbeke/logcontrole/2026-10/"


def read(world: World, name: str, path: str) -> Any:
    """What the API answers to the token of somebody."""
    token = create_token(world.actor(name), account=world.accounts[name], name="t", scopes=["read"])[1]
    answer = Client().get(f"/api/v1/authorities/zonderbeke/{path}", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_the_api_reads_the_answer_and_who_has_a_mandate_finds_his_case(world: World) -> None:
    run, dina = controlled(world), world.actor("dina")
    case = case_of(world, run)
    question = asked(world, case)
    jobs.keep_up()
    with clock.at(clock.at_local(question.due + timedelta(days=1), 9)):
        jobs.keep_up()
        assert read(world, "bert", "my-log-openings")["items"] == []
        with scope(dina, [world.zonderbeke]):
            opening = openings.open_case(dina, case=case, person=world.person("bert"), purpose="Geen antwoord.")
        [mine] = read(world, "bert", "my-log-openings")["items"]
        assert (mine["id"], mine["log_case"]) == (str(opening.pk), str(case.pk))
        assert read(world, "dina", "my-log-openings")["items"] == []
        assert read(world, "bert", f"log-cases/{case.pk}")["questions"][0]["answer"] == ""
        questions.answer(world.actor("an"), question=question, answer="Een dringende vraag.")
        [said] = read(world, "dina", f"log-cases/{case.pk}")["questions"]
        assert said["answer"] == "Een dringende vraag."


def test_a_sample_on_paper_is_closed_at_its_own_address(world: World, client: Client) -> None:
    months.people(world)
    dina = world.actor("dina")
    line = OnPaper(world.person("an"), months.moment(OCTOBER, 10), "RR", right=True, note="")
    enter_paper_run(dina, authority=world.zonderbeke, month=OCTOBER, lines=[line])
    ((title, address),) = [one for one in listed(world, dina) if "oktober" in one[0]]
    assert title.endswith("afsluiten")
    assert address == "/zonderbeke/logcontrole/2026-10-papier/"
    log_in(client, world.accounts["dina"])
    assert client.get(address).status_code == 200
