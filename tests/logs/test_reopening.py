"""A decided case is opened again while its control is open: what the decision made is withdrawn in the open, by who may."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from roeland.logs import offers, registered
from roeland.logs.actions import openings, questions
from roeland.logs.actions.cases import StandingRule, ask_worker, hand_over, justify, make_incident
from roeland.logs.actions.reopening import reopen_case, withdraw_incident
from roeland.logs.actions.runs import close_run, start_run
from roeland.logs.actions.sample import judge_many
from roeland.logs.jobs import questions as jobs
from roeland.logs.models import Question, Registration, Run, Standing
from roeland.logs.queries import cases
from roeland.logs.queries.staff import waiting
from roeland.logs.values import CaseState
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import NOW, OCTOBER, case_of, explained, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

LATER = datetime(2026, 12, 20, 9, tzinfo=UTC)
WHY = "Ik keek naar de verkeerde maand."


def looked(world: World) -> Run:
    months.ready(world, explained(), strange("an", 51), strange("an", 53), strange("an", 54), an="an")
    return start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)


def codes(world: World) -> list[str]:
    with scope(world.system, [world.zonderbeke]):
        return list(LedgerEntry.objects.order_by("idx").values_list("action", flat=True))


def read_by_engine(world: World, table: str) -> int:
    """Rows of a table that later controls read."""
    with scope(world.system, [world.zonderbeke]):
        make = {"registrations": registered.reasons, "standing": registered.standing}[table]
        return len(list(make(world.zonderbeke)))


def test_a_justified_case_loses_its_reason(world: World) -> None:
    looked(world)
    dina, rule = world.actor("dina"), StandingRule("RR", OCTOBER, OCTOBER.replace(month=12))
    justify(dina, case=case_of(world, 51), reason="Huisbezoek.")
    justify(dina, case=case_of(world, 53), reason="Permanentie.", how="standing", standing=rule)
    assert (read_by_engine(world, "registrations"), read_by_engine(world, "standing")) == (1, 1)
    with pytest.raises(Invalid):
        reopen_case(dina, case=case_of(world, 51), reason=" ")
    before = len(codes(world))
    for citizen in (51, 53):
        row = reopen_case(dina, case=case_of(world, citizen), reason=WHY)
        assert (row.state, row.note, row.decided_by, row.decided_at, row.shown) == (
            CaseState.OPEN,
            "",
            None,
            None,
            True,
        )
    assert codes(world)[before:] == ["logs:reason:withdrawn", "logs:case:reopened"] * 2
    assert (read_by_engine(world, "registrations"), read_by_engine(world, "standing")) == (0, 0)
    with scope(world.system, [world.zonderbeke]):
        assert Registration.objects.get().withdrawn_at == Standing.objects.get().withdrawn_at == NOW
    with pytest.raises(Refused, match="nog niets beslist"):
        reopen_case(dina, case=case_of(world, 51), reason=WHY)
    again = justify(dina, case=case_of(world, 51), reason="Toch een dossier.")
    assert again.state == CaseState.JUSTIFIED
    assert read_by_engine(world, "registrations") == 1


def test_a_question_is_withdrawn_and_the_worker_is_told(world: World) -> None:
    looked(world)
    dina, an, place = world.actor("dina"), world.actor("an"), world.zonderbeke
    told = ask_worker(dina, case=case_of(world, 51), text="Waarvoor?")
    assert jobs.keep_up() == 1
    untold = ask_worker(dina, case=case_of(world, 53), text="Waarvoor?")
    for citizen in (51, 53):
        assert reopen_case(dina, case=case_of(world, citizen), reason=WHY).state == CaseState.OPEN
    with pytest.raises(Refused, match="ingetrokken"):
        questions.answer(an, question=told, answer="Voor een dossier.")
    with pytest.raises(Refused, match="ingetrokken"):
        questions.show_own(an, question=untold)
    with scope(an, [place]):
        assert not waiting(an, [place.pk])
        assert not [line for line in offers.today(an, [place.pk]) if "vraag" in line.title.lower()]
    mail.outbox.clear()
    assert (jobs.keep_up(), jobs.keep_up()) == (1, 0), "who was not mailed a task is not mailed that it is gone"
    assert mail.outbox[0].subject == "Taak in Roeland vervallen"
    assert "/zonderbeke/" in mail.outbox[0].body
    assert not any(word in mail.outbox[0].body.lower() for word in ("raadple", "logcontrole", "burger"))
    ask_worker(dina, case=case_of(world, 51), text="Een betere vraag.")
    jobs.keep_up()
    with clock.at(LATER):
        jobs.keep_up()
    assert case_of(world, 51).state == CaseState.ESCALATED
    with scope(world.system, [place]):
        assert Question.objects.get(pk=told.pk).escalated_at is None


def test_an_answered_case_goes_back_to_its_answer_and_an_incident_is_withdrawn(world: World) -> None:
    looked(world)
    dina = world.actor("dina")
    asked = ask_worker(dina, case=case_of(world, 51), text="Waarvoor?")
    questions.answer(world.actor("an"), question=asked, answer="Voor een huisbezoek.")
    make_incident(dina, case=case_of(world, 51), reason="Geen dossier.")
    with pytest.raises(Refused, match="geen incident"):
        withdraw_incident(dina, case=case_of(world, 53))
    assert reopen_case(dina, case=case_of(world, 51), reason="Het dossier dook op.").state == CaseState.ANSWERED
    assert codes(world)[-2:] == ["logs:case:incident-withdrawn", "logs:case:reopened"]
    with scope(world.system, [world.zonderbeke]):
        assert Question.objects.get().withdrawn_at is None


def test_four_eyes_stay(world: World, browse: Any) -> None:
    months.ready(world, explained(), strange("an", 51), strange("dina", 52), an="an", dina="dina")
    start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER)
    dina, sofie, karel = world.actor("dina"), world.actor("sofie"), world.actor("karel")
    hand_over(dina, case=case_of(world, 51), to=world.person("sofie"))
    justify(sofie, case=case_of(world, 51), reason="Dossier volgt.")
    justify(karel, case=case_of(world, 52), reason="Dossier volgt.")
    with pytest.raises(Refused, match="ligt bij"):
        reopen_case(dina, case=case_of(world, 51), reason=WHY)
    with pytest.raises(Refused, match="eigen raadplegingen"):
        reopen_case(dina, case=case_of(world, 52), reason=WHY)
    with pytest.raises(NotAllowed):
        reopen_case(world.actor("bert"), case=case_of(world, 51), reason=WHY)
    path = "/zonderbeke/logcontrole/geval/{}/heropenen/"
    assert browse("dina").get(path.format(case_of(world, 52).pk)).status_code == 404
    assert "<textarea" not in browse("dina").get(path.format(case_of(world, 51).pk)).content.decode()
    assert reopen_case(sofie, case=case_of(world, 51), reason=WHY).reviewer_id == world.person("sofie").pk
    assert reopen_case(karel, case=case_of(world, 52), reason=WHY).state == CaseState.OPEN


def test_without_an_answer_it_asks_a_mandate_again(world: World) -> None:
    looked(world)
    dina, bert, place = world.actor("dina"), world.person("bert"), world.zonderbeke
    ask_worker(dina, case=case_of(world, 51), text="Waarvoor?")
    jobs.keep_up()
    with clock.at(LATER):
        jobs.keep_up()
        with pytest.raises(Refused, match="mandaat beslist"):
            reopen_case(dina, case=case_of(world, 51), reason=WHY)
        opening = openings.open_case(dina, case=case_of(world, 51), person=bert, purpose="Geen antwoord.", days=5)
        make_incident(world.actor("bert"), case=case_of(world, 51), reason="Geen reden.")
        row = reopen_case(world.actor("bert"), case=case_of(world, 51), reason="Toch een mail gevonden.")
        assert (row.state, row.reviewer_id) == (CaseState.ESCALATED, bert.pk)
        make_incident(world.actor("bert"), case=case_of(world, 51), reason="Geen reden.")
        with scope(dina, [place]):
            openings.end_opening(dina, opening=opening)
        with pytest.raises(NotAllowed):  # the mandate is over
            reopen_case(world.actor("bert"), case=case_of(world, 51), reason="Nog eens.")
        with pytest.raises(Refused, match="mandaat beslist"):
            reopen_case(dina, case=case_of(world, 51), reason="Zonder mandaat.")
        openings.open_case(dina, case=case_of(world, 51), person=bert, purpose="Toch nog eens kijken.", days=5)
        row = reopen_case(world.actor("bert"), case=case_of(world, 51), reason="Nog eens.")
        assert (row.state, row.reviewer_id) == (CaseState.ESCALATED, bert.pk)


def test_a_closed_control_is_closed(world: World) -> None:
    months.ready(world, explained(), strange("an", 51), an="an")
    one, dina = start_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER), world.actor("dina")
    justify(dina, case=case_of(world, 51), reason="Huisbezoek.")
    with scope(dina, [world.zonderbeke]):
        judge_many(dina, items=list(cases.sample(dina, one)), verdict="right")
    close_run(dina, run=one, conclusion="Klaar.", spent=30)
    with pytest.raises(Refused, match="afgesloten"):
        reopen_case(dina, case=case_of(world, 51), reason=WHY)


def test_the_page_and_the_api_open_it_again(world: World, browse: Any) -> None:
    looked(world)
    dina: Client = browse("dina")
    page = f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/"
    assert "heropenen" not in dina.get(page).content.decode()
    make_incident(world.actor("dina"), case=case_of(world, 51), reason="Geen dossier.")
    assert "Opnieuw openen" in dina.get(page).content.decode()
    assert dina.post(f"{page}heropenen/", {"reason": ""}).status_code == 422
    text = dina.post(f"{page}heropenen/", {"reason": WHY}, follow=True).content.decode()
    assert "Het geval is weer open." in text
    assert 'name="decision"' in text
    assert "niet langer als incident" in text  # in its history
    ask_worker(world.actor("dina"), case=case_of(world, 51), text="Waarvoor?")
    assert "Vraag intrekken" in dina.get(page).content.decode()
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read", "write"])[1]
    where = f"/api/v1/authorities/zonderbeke/log-cases/{case_of(world, 51).pk}/reopen"
    done = Client().post(
        where, {"reason": WHY}, content_type="application/json", headers={"Authorization": f"Bearer {token}"}
    )
    assert (done.status_code, done.json()["state"]) == (200, "open")
    with scope(world.system, [world.zonderbeke]):
        row = Question.objects.get()
    shown = browse("an").get(f"/zonderbeke/logcontrole/vragen/{row.pk}/").content.decode()
    assert "ingetrokken" in shown
    assert "<textarea" not in shown
    assert "ingetrokken" in browse("an").get("/zonderbeke/logcontrole/over-mij/").content.decode()


def test_who_makes_an_incident_knows_what_follows(world: World, browse: Any) -> None:
    """No room follows it up, and the worker reads it: the form says both before, the page says the first after."""
    looked(world)
    where = f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/"
    page = browse("dina").get(where).content.decode()
    assert "De medewerker krijgt geen bericht, maar leest het bij wat over die persoon bijgehouden is." in page
    after = browse("dina").post(where, {"decision": "incident", "incident": "Geen reden."}, follow=True)
    assert "Verwittig zelf wie incidenten opvolgt." in after.content.decode()
    assert "als incident behandeld" in browse("an").get("/zonderbeke/logcontrole/over-mij/").content.decode()


def test_a_mistake_about_many_is_taken_back_at_once(world: World, browse: Any) -> None:
    """The same decision of the same person in the same words: offered on the page of one of them, and one verb by token; never another."""
    looked(world)
    dina = world.actor("dina")
    make_incident(dina, case=case_of(world, 51), reason="Leesronde.")
    make_incident(dina, case=case_of(world, 53), reason="Leesronde.")
    make_incident(dina, case=case_of(world, 54), reason="Iets anders.")
    where = f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/heropenen/"
    page = browse("dina").get(where).content.decode()
    assert "Ook één ander geval met dezelfde beslissing en dezelfde tekst" in page
    assert f"Het gaat om geval {case_of(world, 53).number}." in page
    alone = browse("dina").get(where.replace(str(case_of(world, 51).pk), str(case_of(world, 54).pk)))
    assert "dezelfde tekst" not in alone.content.decode()
    assert browse("dina").post(where, {"reason": WHY, "together": "on"}).status_code == 302
    assert [case_of(world, one).state for one in (51, 53, 54)] == ["open", "open", "incident"]
    assert codes(world).count("logs:case:reopened") == 2
    for one in (51, 53):
        make_incident(dina, case=case_of(world, one), reason="Leesronde.")
    token = create_token(dina, account=world.accounts["dina"], name="t", scopes=["write"])[1]
    body = {"cases": [str(case_of(world, one).pk) for one in (51, 53)], "decision": "reopen", "words": WHY}
    answer = Client().post(
        "/api/v1/authorities/zonderbeke/log-cases/together",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert (answer.status_code, answer.json()) == (200, {"count": 2})
    assert [case_of(world, one).state for one in (51, 53, 54)] == ["open", "open", "incident"]
