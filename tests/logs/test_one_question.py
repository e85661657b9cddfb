"""Cases that are one question: of one account with the same heaviest reason; decided together but for what is left out, told in one mail."""

import re
from typing import Any

import pytest
from django.core import mail

from roeland.kernel.scope import scope
from roeland.logs.actions.cases import ask_worker, together
from roeland.logs.actions.questions import answer
from roeland.logs.actions.reopening import reopen_case
from roeland.logs.actions.runs import start_run
from roeland.logs.jobs import questions as jobs
from roeland.logs.models import Question, Run
from tests.logs import months
from tests.logs.months import OCTOBER, case_of, explained, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

LIST = "/zonderbeke/logcontrole/2026-10/"


def looked(world: World, *rows: list[dict[str, Any]]) -> Run:
    months.ready(world, explained(), *rows, an="an")
    return start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)


def by_number(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [row | {"search_key": "insz"} for row in rows]


def test_cases_of_one_account_with_the_same_heaviest_reason_are_one_question(world: World, browse: Any) -> None:
    """Each its own they took all fifteen questions of a month. The line tells what all share; somebody else stands apart, though he has
    the reasons of two of them."""
    run = looked(
        world,
        by_number(strange("an", 60)),
        by_number(strange("an", 61, 2)),
        by_number(strange("an", 62)),
        by_number(strange("cy", 63)),
    )
    one, other, apart = (case_of(world, citizen) for citizen in (60, 61, 63))
    flags = [{reason["flag"] for reason in case.reasons} for case in (one, other)]
    assert "repeated" in flags[0] - flags[1], "the reasons are not the same"
    assert one.alike == other.alike != ""
    assert apart.alike == ""
    assert run.summary["questions"] == 2
    page = browse("dina").get(LIST).content.decode()
    line = page[page.index("An Peeters, 3 gevallen") :].partition("</li></ul>")[0].partition("lc-who")[0]
    assert re.findall("<li>(.*?)</li>", line) == [
        "Geen dossier, afspraak, integratie of vraag van de burger gevonden.",
        "De raadpleging viel buiten de diensturen, zonder wachtdienst.",
    ]


def test_what_is_unticked_stays_on_the_list(world: World, browse: Any) -> None:
    looked(world, strange("an", 60), by_number(strange("an", 61)), by_number(strange("an", 62)))
    where, pks = f"{LIST}samen/", {citizen: str(case_of(world, citizen).pk) for citizen in (60, 61, 62)}
    page = browse("dina").get(where, {"gelijk": case_of(world, 60).alike}).content.decode()
    assert page.count(" checked") == 3
    sent = {"bekeken": list(pks.values()), "geval": [pks[60], pks[61]], "decision": "justified", "words": ""}
    page = browse("dina").post(where, sent).content.decode()
    assert page.count(" checked") >= 2, "a page that is sent back keeps what was ticked"
    assert page.count('name="bekeken"') == 3
    assert f'value="{pks[62]}" checked' not in page
    none = browse("dina").post(where, sent | {"geval": [], "words": "Wachtdienst."})
    assert none.status_code == 422
    assert "Duid eerst gevallen aan." in none.content.decode()
    browse("dina").post(where, sent | {"words": "Wachtdienst."})
    assert [case_of(world, citizen).state for citizen in (60, 61, 62)] == ["justified", "justified", "open"]


def test_a_worker_gets_one_mail_about_all_he_is_asked_at_once(world: World) -> None:
    looked(world, strange("an", 60), by_number(strange("an", 61)))
    dina, found = world.actor("dina"), [case_of(world, citizen) for citizen in (60, 61)]
    together(found, lambda case: ask_worker(dina, case=case, text="Waarvoor keek je?"))
    mail.outbox.clear()
    assert (jobs.keep_up(), jobs.keep_up()) == (2, 0)
    assert [one.subject for one in mail.outbox] == ["2 taken in Roeland"]
    assert "/zonderbeke/" in mail.outbox[0].body
    for case in found:
        reopen_case(dina, case=case_of(world, case.citizen), reason="Verkeerde maand.")
    mail.outbox.clear()
    assert (jobs.keep_up(), jobs.keep_up()) == (2, 0)
    assert [one.subject for one in mail.outbox] == ["2 taken in Roeland vervallen"]
    with scope(world.system, [world.zonderbeke]):
        assert not Question.objects.filter(told_at=None).exists()


def test_what_is_asked_after_an_answer_is_another_question(world: World, browse: Any) -> None:
    """The proposal asks what was answered already: then the reviewer writes what he still wants to know, or is told to."""
    looked(world, strange("an", 60))
    case = case_of(world, 60)
    where = f"/zonderbeke/logcontrole/geval/{case.pk}/"
    page = browse("dina").get(where).content.decode()
    assert "Vraag het de medewerker" in page
    assert "Voor welke opdracht was dat?" in page
    question = ask_worker(world.actor("dina"), case=case, text="Waarvoor keek je?")
    answer(world.actor("an"), question=question, answer="Voor een attest.")
    page = browse("dina").get(where).content.decode()
    assert "Vraag nog iets aan de medewerker" in page
    assert "Voor welke opdracht was dat?" not in page
    refused = browse("dina").post(where, {"decision": "ask", "text": ""})
    assert refused.status_code == 422
    assert case_of(world, 60).state == "answered"
    browse("dina").post(where, {"decision": "ask", "text": "Welk attest?"})
    assert case_of(world, 60).state == "asked"
