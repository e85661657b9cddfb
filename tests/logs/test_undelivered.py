"""A question of which the worker cannot know: it is not asked, or its term does not run, and the officer sees so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from roeland.kernel import clock, gate
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs import offers
from roeland.logs.actions import questions
from roeland.logs.actions.cases import ask_worker
from roeland.logs.actions.reopening import reopen_case
from roeland.logs.jobs import questions as jobs
from roeland.logs.models import Case, LogUser, Question
from roeland.logs.queries import figures
from roeland.logs.values import CaseState
from roeland.people import actions as people
from roeland.people.actions import create_token
from roeland.people.models import Invitation, Person
from tests.logs import months
from tests.logs.months import case_of, explained, run, strange
from tests.world import PASSWORD, World

pytestmark = pytest.mark.usefixtures("november")

LONG_AFTER = date(2026, 12, 21)
STARTED = date(2020, 1, 1)


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
    with pytest.raises(Refused, match="er is geen e-mailadres, of het account staat stil"):
        asked(world)
    assert "er is geen e-mailadres, of het account staat stil" in page(world, browse)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Person.objects.filter(pk=bo.pk).update(email="bo@example.be", left_on=date(2026, 10, 31))
    with pytest.raises(Refused, match="uit dienst"):
        asked(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Person.objects.filter(pk=bo.pk).update(left_on=None)
    asked(world)


def newcomer(world: World) -> Person:
    """Bo is in the people room with an address, and nobody invited him yet; his account of the log is asked about."""
    months.ready(world, explained(), strange("bo", 51), an="an")
    bo = people.add_person(
        world.system,
        authority=world.zonderbeke,
        given_name="Bo",
        family_name="X",
        email="bo@example.be",
        active_from=STARTED,
    )
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        LogUser.objects.create(authority=world.zonderbeke, audience="ksz_log", user_id="bo", person=bo)
    run(world)
    return bo


def invited(world: World, bo: Person) -> Invitation:
    with scope(world.system, [world.zonderbeke]):
        return people.invite(world.system, person=Person.objects.get(pk=bo.pk), mail=False)


def accepted(invitation: Invitation) -> None:
    account = invitation.account
    people.accept_invitation(Actor(account.pk, account.email), invitation=invitation, password=PASSWORD)


def test_a_question_waits_until_the_worker_can_sign_in(world: World, browse: Any) -> None:
    bo = newcomer(world)
    path = f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/"
    before = page(world, browse)
    assert "Bo kan zich nog niet aanmelden." in before
    assert f'href="/zonderbeke/personen/{bo.pk}/"' in before
    sent = browse("dina").post(path, {"decision": "ask", "text": "Waarvoor?"}, follow=True).content.decode()
    assert "Ze vertrekt zodra Bo X zich kan aanmelden." in sent
    assert "De mail vertrekt zodra dat kan" in page(world, browse)
    listed = browse("dina").get("/zonderbeke/logcontrole/2026-10/?toon=gevraagd").content.decode()
    assert "gevraagd, kan niet antwoorden" in listed
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
    address = f"/api/v1/authorities/zonderbeke/log-cases/{case_of(world, 51).pk}"
    told = browse("dina").get(address, headers={"Authorization": f"Bearer {token}"}).json()
    assert told["undelivered"].startswith("De medewerker kan zich nog niet aanmelden.")
    invitation = invited(world, bo)
    with clock.at(clock.at_local(LONG_AFTER, 10)), scope(world.system, [world.zonderbeke]):
        assert jobs.keep_up() == 0, "invited, but he chose no password yet"
        assert case_of(world, 51).state == CaseState.ASKED
        with pytest.raises(Refused, match="nu niet aanmelden"):
            questions.mailed(world.system, question=Question.objects.get())
    accepted(invitation)
    with clock.at(clock.at_local(LONG_AFTER, 10)):
        assert jobs.keep_up() == 1
        assert [one.to for one in mail.outbox] == [["bo@example.be"]]
        assert "kan zich nog niet aanmelden" not in page(world, browse)
        with scope(world.system, [world.zonderbeke]):
            assert Question.objects.get().due == date(2027, 1, 6)


def test_who_may_invite_is_led_there_and_who_may_not_reads_whom_to_ask(world: World, browse: Any) -> None:
    newcomer(world)
    assert "Vraag de personeelsdienst om een uitnodiging." in page(world, browse)
    world.employ("dirk", ["security_officer", "hr"])
    text = browse("dirk").get(f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/").content.decode()
    assert ">Bo uitnodigen</a>" in text
    assert "Vraag de personeelsdienst" not in text


def test_vandaag_tells_of_questions_that_nobody_can_answer(world: World) -> None:
    bo = newcomer(world)
    dina, sofie = world.actor("dina"), world.actor("sofie")
    asked(world)

    def stuck(actor: Actor) -> list[tuple[str, str]]:
        with scope(actor, [world.zonderbeke]):
            lines = offers.today(actor, [world.zonderbeke.pk])
        return [(line.title, line.url) for line in lines if "niet kan aanmelden" in line.title]

    words = "Logcontrole van oktober 2026: 1 vraag aan wie zich niet kan aanmelden"
    assert stuck(dina) == [(words, "/zonderbeke/logcontrole/2026-10/?toon=gevraagd")]
    assert stuck(sofie) == []
    accepted(invited(world, bo))
    assert stuck(dina) == []


def to_invite(world: World, name: str) -> list[tuple[str, str, str, str]]:
    """(title, note, address, verb) of the lines about inviting on somebody's Vandaag."""
    actor = world.actor(name)
    with scope(actor, [world.zonderbeke]):
        lines = offers.today(actor, [world.zonderbeke.pk])
    return [(one.title, one.note, one.url, one.action) for one in lines if "/personen/" in one.url]


def test_who_may_invite_reads_whom_until_they_can_sign_in(world: World, browse: Any) -> None:
    """By right, not by role in log control: the personnel service reads a name and where to invite, nothing of what was asked."""
    bo = newcomer(world)
    world.employ("hilde", ["hr"])
    assert to_invite(world, "hilde") == [], "nobody asked anything yet"
    asked(world)
    address = f"/zonderbeke/personen/{bo.pk}/#doen"
    told = ("Bo X uitnodigen in Roeland", "Er wacht een taak op Bo X.", address, "Uitnodigen")
    assert to_invite(world, "hilde") == [told]
    assert to_invite(world, "dina") == to_invite(world, "an") == [], "an officer may not invite"
    shown = browse("hilde").get("/zonderbeke/").content.decode()
    assert "Bo X uitnodigen in Roeland" in shown
    assert "ogcontrole: " not in shown
    assert 'id="doen"' in browse("hilde").get(address).content.decode(), "it leads to the button"
    invitation = invited(world, bo)
    [(title, note, at, verb)] = to_invite(world, "hilde")
    assert (title, note) == ("1 persoon nog niet aangemeld in Roeland", "Al uitgenodigd: Bo X.")
    assert (at, verb) == (address, "Bekijken")
    with clock.at(clock.at_local(LONG_AFTER, 10)):
        assert to_invite(world, "hilde") == [told], "the invitation is over"
    accepted(invitation)
    assert to_invite(world, "hilde") == []


def test_nobody_is_told_to_invite_whom_he_may_not(world: World) -> None:
    """Who holds a heavy role is invited by who may give it; who left, or whose question was withdrawn, by nobody."""
    bo = newcomer(world)
    world.employ("hilde", ["hr"])
    question = asked(world)
    with scope(world.system, [world.zonderbeke]):
        people.add_mandate(world.system, person=Person.objects.get(pk=bo.pk), role="general_director", start=STARTED)
    assert to_invite(world, "hilde") == []
    assert [title for title, *_rest in to_invite(world, "bert")] == ["Bo X uitnodigen in Roeland"], "he gives roles"
    with scope(world.actor("dina"), [world.zonderbeke]):
        reopen_case(world.actor("dina"), case=Case.objects.get(pk=question.case_id), reason="Vergissing.")
    assert to_invite(world, "bert") == []


def test_who_leaves_before_his_term_is_over_is_not_silent(world: World, browse: Any) -> None:
    looked(world)
    question = asked(world)
    assert jobs.keep_up() == 1
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Person.objects.filter(pk=world.person("an").pk).update(left_on=question.due - timedelta(days=3))
    with clock.at(clock.at_local(LONG_AFTER, 10)):
        assert jobs.keep_up() == 0
        with pytest.raises(Refused, match="nu niet aanmelden"):
            questions.escalate(world.system, question=question)
        assert "uit dienst en kan niet meer antwoorden" in page(world, browse)
        with scope(world.actor("dina"), [world.zonderbeke]):
            assert figures.month(case_of(world, 51).run).late == 0


def test_a_question_that_was_never_mailed_does_not_escalate(world: World, browse: Any) -> None:
    looked(world)
    question = asked(world)
    unreachable(world)
    assert "kan niet antwoorden: er is geen e-mailadres, of het account staat stil" in page(world, browse)
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
