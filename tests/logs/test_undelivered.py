"""A question of which the worker cannot know: it is not asked, or its term does not run, and the officer sees so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs.actions import questions
from roeland.logs.actions.cases import ask_worker
from roeland.logs.jobs import questions as jobs
from roeland.logs.models import Case, LogUser, Question
from roeland.logs.queries import figures
from roeland.logs.values import CaseState
from roeland.people.models import Person
from tests.logs import months
from tests.logs.months import case_of, explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

LONG_AFTER = date(2026, 12, 21)


def looked(world: World) -> None:
    months.ready(world, explained(), strange("an", 51), an="an")
    run(world)


def asked(world: World) -> Question:
    return ask_worker(world.actor("dina"), case=case_of(world, 51), text="Waarvoor?")


def unreachable(world: World) -> None:
    """The account of An is closed; her address was of that account."""
    with gate.opened():
        account = world.accounts["an"]
        account.is_active = False
        account.save(update_fields=["is_active"])


def page(world: World, browse: Any) -> str:
    text: str = browse("dina").get(f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/").content.decode()
    return text


def test_who_cannot_be_told_is_not_asked(world: World, browse: Any) -> None:
    months.ready(world, explained(), strange("bo", 51), an="an")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        bo = Person.objects.create(
            authority=world.zonderbeke,
            audience="persons",
            given_name="Bo",
            family_name="X",
            active_from=date(2020, 1, 1),
        )
        LogUser.objects.create(authority=world.zonderbeke, audience="ksz_log", user_id="bo", person=bo)
    run(world)
    with pytest.raises(Refused, match="geen account om mee aan te melden en geen e-mailadres"):
        asked(world)
    assert "geen account om mee aan te melden en geen e-mailadres" in page(world, browse)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Person.objects.filter(pk=bo.pk).update(email="bo@example.be")
    asked(world)
    assert jobs.keep_up() == 1
    assert mail.outbox[0].to == ["bo@example.be"]


def test_a_question_that_was_never_mailed_does_not_escalate(world: World, browse: Any) -> None:
    looked(world)
    question = asked(world)
    unreachable(world)
    assert "kon niet bezorgd worden" in page(world, browse)
    with clock.at(clock.at_local(LONG_AFTER, 10)):
        assert jobs.keep_up() == 0
        with pytest.raises(Refused, match="termijn loopt nog"):
            questions.escalate(world.system, question=question)
        assert case_of(world, 51).state == CaseState.ASKED
        with scope(world.actor("dina"), [world.zonderbeke]):
            assert figures.month(case_of(world, 51).run).late == 0
    assert mail.outbox == []


def test_the_term_runs_from_the_mail_on(world: World, browse: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    looked(world)
    question = asked(world)

    def broken(*_given: object) -> None:
        raise OSError("no server")

    with monkeypatch.context() as broken_mail:
        broken_mail.setattr("django.core.mail.EmailMessage.send", broken)
        assert jobs.keep_up() == 0
    assert "nog niet vertrokken" not in page(world, browse)
    with clock.at(clock.at_local(LONG_AFTER, 10)):
        assert "nog niet vertrokken" in page(world, browse)
        assert jobs.keep_up() == 1, "late, but mailed: nobody was silent"
        assert "nog niet vertrokken" not in page(world, browse)
        with scope(world.system, [world.zonderbeke]):
            due = Question.objects.get(pk=question.pk).due
    assert due == date(2027, 1, 6), "ten working days after that mail"
    with clock.at(clock.at_local(due + timedelta(days=1), 10)):
        assert jobs.keep_up() == 1
        with scope(world.system, [world.zonderbeke]):
            assert Case.objects.get().state == CaseState.ESCALATED
