"""Staff: asked, escalated, opened by mandate, forgotten in time."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs import offers
from roeland.logs.actions import openings, questions
from roeland.logs.actions.cases import justify
from roeland.logs.actions.texts import holds_number
from roeland.logs.jobs import questions as jobs
from roeland.logs.jobs import retention
from roeland.logs.models import Case, Opening, Question, Run
from roeland.logs.papers import spaced
from roeland.logs.queries import figures
from roeland.logs.queries.figures import Group, merged
from roeland.logs.values import CaseState
from tests.logs.staff_kit import SECRET, asked, case_of, controlled, entries, everything
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")


def test_a_worker_is_mailed_nothing_but_a_task_and_answers(world: World) -> None:
    case = case_of(world, controlled(world))
    question = asked(world, case)
    assert jobs.keep_up() == 1
    assert jobs.keep_up() == 0, "one mail"
    [letter] = mail.outbox
    assert letter.subject == "Taak in Roeland"
    assert letter.body.startswith("Taak in Roeland: http")
    assert "logcontrole" not in letter.body
    worker = world.actor("an")
    with scope(worker, [world.zonderbeke]):
        [line] = offers.today(worker, [world.zonderbeke.pk])
    assert line.note.startswith("6 raadplegingen van 2 tot en met 17 oktober, burger "), line.note
    assert ", tegen dinsdag 24 november, " in line.note
    with pytest.raises(Invalid, match="rijksregisternummer"):
        questions.answer(worker, question=question, answer=f"Dat was voor {SECRET[:6]} {SECRET[6:]}.")
    with pytest.raises(NotAllowed):
        questions.answer(world.actor("dina"), question=question, answer="Ik antwoord voor haar.")
    questions.answer(worker, question=question, answer="Een dringende vraag van de wachtdienst.")
    with pytest.raises(Refused):
        questions.answer(worker, question=question, answer="Nog iets.")
    assert state_of(world, case) == CaseState.ANSWERED
    with scope(world.actor("dina"), [world.zonderbeke]):
        assert Question.objects.get().answer.startswith("Een dringende")


def test_a_worker_who_looks_at_the_citizen_first_still_answers(world: World, client: Client) -> None:
    """The page that shows the number stands at another address: its form sends the answer to the question, and keeps what was typed."""
    case = case_of(world, controlled(world))
    where = f"/zonderbeke/logcontrole/vragen/{asked(world, case).pk}/"
    log_in(client, world.accounts["an"])
    assert f'formaction="{where}burger/#burger"' in client.get(where).content.decode()
    page = client.post(f"{where}burger/", {"answer": "Half geschreven uitleg."}).content.decode()
    assert spaced(SECRET) in page
    assert "Half geschreven uitleg." in page
    again = client.get(f"{where}burger/")  # a phone that opens its last page again
    assert (again.status_code, again.headers["Location"]) == (302, where)
    [form] = re.findall(r'<form class="form"[^>]*>', page)
    assert f'action="{where}"' in form, form
    assert client.post(where, {"answer": "Een dringende vraag."}).status_code == 302
    assert state_of(world, case) == CaseState.ANSWERED


def state_of(world: World, case: Case) -> str:
    with scope(world.system, [world.zonderbeke]):
        return str(Case.objects.get(pk=case.pk).state)


def test_silence_escalates_and_is_opened_by_mandate(world: World) -> None:
    case = case_of(world, controlled(world))
    question = asked(world, case)
    assert jobs.keep_up() == 1, "the term runs from the mail on"
    officer, director = world.actor("dina"), world.person("bert")
    with pytest.raises(Refused, match="zonder antwoord"):
        openings.open_case(officer, case=case, person=director, purpose="Nakijken")
    with clock.at(clock.at_local(question.due + timedelta(days=1), 9)):
        assert jobs.keep_up() == 1
        assert jobs.keep_up() == 0
        assert state_of(world, case) == CaseState.ESCALATED
        with pytest.raises(Invalid, match="zelf"):
            openings.open_case(officer, case=case, person=world.person("an"), purpose="Nakijken")
        opening = openings.open_case(officer, case=case, person=director, purpose="Er kwam geen antwoord.", days=7)
        bert = world.actor("bert")
        with scope(bert, [world.zonderbeke]):
            assert [line.action for line in offers.today(bert, [world.zonderbeke.pk])] == ["Inkijken"]
        openings.look(bert, opening=opening)
        openings.look(bert, opening=opening)
        with pytest.raises(NotAllowed):
            openings.look(officer, opening=opening)
        assert entries("logs:opening:looked") == 2
        questions.answer(world.actor("an"), question=question, answer="Ik was ziek. Het was voor een opname.")
        assert state_of(world, case) == CaseState.ANSWERED
    with clock.at(clock.at_local(question.due + timedelta(days=10), 9)):
        assert jobs.keep_up() == 1
        with pytest.raises(NotAllowed):
            openings.look(bert, opening=opening)
        with scope(world.system, [world.zonderbeke]):
            assert Case.objects.get(pk=case.pk).reviewer_id is None
            assert Opening.objects.get().ended_at is not None


def test_who_has_a_mandate_decides_on_the_page_of_the_case_and_each_look_counts(world: World, client: Client) -> None:
    case = case_of(world, controlled(world))
    question = asked(world, case)
    jobs.keep_up()
    with clock.at(clock.at_local(question.due + timedelta(days=1), 9)):
        jobs.keep_up()
        where = f"/zonderbeke/logcontrole/geval/{case.pk}/"
        log_in(client, world.accounts["dina"])
        assert "Mandaat geven" in client.get(where).content.decode()
        log_in(client, world.accounts["bert"])
        assert client.get(where).status_code == 404, "the summary of the director is no right to a case"
        sent = {"person": str(world.person("bert").pk), "purpose": "Er kwam geen antwoord.", "days": "7"}
        log_in(client, world.accounts["dina"])
        assert client.post(f"{where}mandaat/", sent).status_code == 302
        log_in(client, world.accounts["bert"])
        shown = client.get(where)
        assert "An Peeters" in shown.content.decode()
        assert entries("logs:opening:looked") == 1
        decided = client.post(
            where, {"decision": "justified", "reason": "De wachtdienst bevestigde het.", "how": "user"}
        )
        assert decided.status_code == 302, decided.content.decode()[:2000]
        assert state_of(world, case) == CaseState.JUSTIFIED


def test_what_is_past_its_term_is_forgotten_and_still_counted(world: World, data_folder: Path) -> None:
    run = controlled(world)
    case = case_of(world, run)
    question = asked(world, case)
    questions.answer(world.actor("an"), question=question, answer="Dat weet ik niet meer, zeepaardje.")
    with scope(world.actor("dina"), [world.zonderbeke]):
        justify(world.actor("dina"), case=case, reason="Zeepaardje is in orde.")
    assert retention.forget() == 0
    with clock.at(clock.at_local(date(2028, 12, 1), 9)):
        assert retention.forget() >= 1
        assert retention.forget() == 0
    with scope(world.system, [world.zonderbeke]):
        gone = Case.objects.get(pk=case.pk)
        assert (gone.person, gone.note, gone.reasons, gone.state) == (None, "", [], CaseState.JUSTIFIED)
        assert gone.citizen != case.citizen
        left = Question.objects.get()
        assert (left.person, left.text, left.answer) == (None, "", "")
        assert figures.month(Run.objects.get()).asked == 1
        told = LedgerEntry.everything.filter(object_id__in=[case.pk, question.pk]).values_list("idx", flat=True)
        assert not LedgerPayload.objects.filter(
            idx__in=list(told), tree__authority_id=world.zonderbeke.pk, salt__isnull=False
        )
    assert "zeepaardje" not in everything(data_folder).decode(errors="ignore").lower()


def test_no_group_under_five() -> None:
    assert merged([Group("a", 9), Group("b", 6), Group("c", 2)], "rest") == (Group("a", 9), Group("rest", 8))
    assert merged([Group("a", 3), Group("b", 1)], "rest") == ()
    assert merged([Group("a", 7), Group("b", 5)], "rest") == (Group("a", 7), Group("b", 5))
    assert holds_number("zie 61.02.14-901.xx") is False
    assert holds_number(f"zie {SECRET[:2]}.{SECRET[2:4]}.{SECRET[4:6]}-{SECRET[6:9]}.{SECRET[9:]}, dank je")
