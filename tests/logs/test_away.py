"""Who is registered as away for the whole term of a question is not silent: he gets a new term, or the reviewer reads that nobody knows when."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs import offers
from roeland.logs.actions import questions
from roeland.logs.jobs import questions as jobs
from roeland.logs.models import Question
from roeland.logs.queries import figures
from roeland.logs.values import CaseState
from roeland.people.actions import create_token, end_absence, record_absence
from roeland.people.actions.settings import add_closing_day
from roeland.people.models import Absence
from roeland.ui import dates
from tests.logs.months import case_of
from tests.logs.staff_kit import entries
from tests.logs.test_undelivered import asked, looked, page
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

MAILED = date(2026, 11, 9)  # a Monday; the term runs until the 24th: the 11th is a holiday
DUE = date(2026, 11, 24)


def mailed(world: World) -> Question:
    looked(world)
    question = asked(world)
    assert jobs.keep_up() == 1
    return again(world, question)


def again(world: World, question: Question) -> Question:
    with scope(world.system, [world.zonderbeke]):
        return Question.objects.get(pk=question.pk)


def away(world: World, start: date, end: date | None, name: str = "an") -> Absence:
    with scope(world.system, [world.zonderbeke]):
        return record_absence(world.system, person=world.person(name), start=start, end=end)


@contextmanager
def after(day: date) -> Iterator[None]:
    """The day after, when the job looks."""
    with clock.at(clock.at_local(day + timedelta(days=1), 10)):
        jobs.keep_up()
        yield


def stands(world: World) -> str:
    return case_of(world, 51).state


def test_who_was_away_the_whole_term_gets_a_new_one_after_his_return(world: World, browse: Any) -> None:
    question = mailed(world)
    assert question.due == DUE
    away(world, date(2026, 11, 10), date(2026, 11, 20))
    away(world, date(2026, 11, 23), date(2026, 12, 4))  # one after the other: Saturday and Sunday lie between
    with after(DUE):
        assert stands(world) == CaseState.ASKED
        question = again(world, question)
        assert (question.back_on, question.due) == (date(2026, 12, 7), date(2026, 12, 18)), (
            "ten working days, the first is the 7th"
        )
        assert entries("logs:question:extended") == 1
        text = page(world, browse)
        assert (
            "De medewerker was heel de vorige termijn afwezig. De nieuwe loopt vanaf 7 december 2026"
            in text.replace("maandag ", "")
        )
        assert f"antwoord tegen {dates.list_date(date(2026, 12, 18))}" in text
        assert jobs.keep_up() == 0, "once"
        assert "18 december 2026" in browse("an").get(f"/zonderbeke/logcontrole/vragen/{question.pk}/").content.decode()
        with scope(world.actor("dina"), [world.zonderbeke]):
            assert figures.month(case_of(world, 51).run).late == 0
    with after(date(2026, 12, 18)):
        assert stands(world) == CaseState.ESCALATED, "he was there and stayed silent"


def test_who_was_there_one_day_is_silent(world: World) -> None:
    question = mailed(world)
    away(world, date(2026, 11, 10), date(2026, 11, 23))
    away(world, MAILED - timedelta(days=5), MAILED - timedelta(days=1), "bert")
    with after(DUE):
        assert stands(world) == CaseState.ESCALATED
        assert again(world, question).back_on is None


def test_a_second_absence_over_the_new_term_counts_too(world: World) -> None:
    question = mailed(world)
    away(world, date(2026, 11, 1), date(2026, 11, 24))
    with after(DUE):
        second = again(world, question).due
        assert second == date(2026, 12, 8)
    away(world, date(2026, 11, 25), date(2026, 12, 9))
    with after(second):
        assert again(world, question).back_on == date(2026, 12, 10)
        assert stands(world) == CaseState.ASKED


def test_the_day_before_he_was_mailed_and_closing_days_ask_no_answer(world: World) -> None:
    """Away from the day after the mail until the day before a closing day that ends the term: he was there on no working day of it."""
    with scope(world.system, [world.zonderbeke]):
        add_closing_day(world.system, authority=world.zonderbeke, day=date(2026, 11, 25), name="Dicht")
    question = mailed(world)
    away(world, date(2026, 11, 10), DUE)
    with after(DUE):
        assert again(world, question).back_on == date(2026, 11, 26)


def told(world: World, name: str) -> list[tuple[str, str, str]]:
    actor = world.actor(name)
    with scope(actor, [world.zonderbeke]):
        lines = offers.today(actor, [world.zonderbeke.pk])
    return [(one.title, one.note, one.url) for one in lines if "afwezig" in one.title]


def test_while_nobody_knows_when_he_returns_the_reviewer_reads_so(world: World, browse: Any) -> None:
    question = mailed(world)
    absence = away(world, date(2026, 11, 9), None)
    assert told(world, "dina") == []
    with after(DUE):
        assert stands(world) == CaseState.ASKED
        assert entries("logs:question:held") == 1
        words = "Logcontrole van oktober 2026: 1 vraag aan wie afwezig is tot nader bericht"
        line = (
            words,
            "De termijn loopt niet. Wacht, of beslis zelf.",
            "/zonderbeke/logcontrole/2026-10/?toon=gevraagd",
        )
        assert told(world, "dina") == [line]
        assert told(world, "an") == told(world, "bert") == []
        assert "De medewerker is afwezig tot nader bericht. De termijn loopt niet" in page(world, browse)
        shown = browse("an").get(f"/zonderbeke/logcontrole/vragen/{question.pk}/").content.decode()
        assert "Je bent afwezig gemeld. Er loopt geen termijn" in shown
        assert "De termijn is voorbij" not in shown
        mine = browse("an").get("/zonderbeke/logcontrole/over-mij/").content.decode()
        with scope(world.actor("an"), [world.zonderbeke]):
            [today] = [one.note for one in offers.today(world.actor("an"), [world.zonderbeke.pk])]
        assert today.endswith(", geen termijn zolang je afwezig bent, een vraag om uitleg, geen verhoor")
        assert "geen termijn zolang je afwezig bent" in mine
        assert "24 november" not in shown, "no day is asked of who is away"
        assert dates.table_date(DUE) not in mine
        asked_of = page(world, browse)
        assert dates.list_date(DUE) not in asked_of
        assert "bij Personen" not in asked_of, "nothing to mend there"
        assert "gevraagd, afwezig tot nader bericht" in browse("dina").get(line[2]).content.decode()
        assert jobs.keep_up() == 0, "once"
        token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
        address = f"/api/v1/authorities/zonderbeke/log-cases/{question.case_id}"
        read = browse("dina").get(address, headers={"Authorization": f"Bearer {token}"}).json()
        assert read["undelivered"].startswith("De medewerker is afwezig tot nader bericht.")
        assert (read["questions"][0]["back_on"], bool(read["questions"][0]["held_at"])) == (None, True)
    with clock.at(clock.at_local(date(2027, 1, 8), 9)), scope(world.system, [world.zonderbeke]):
        end_absence(world.system, absence=absence, person=world.person("an"), on=date(2027, 1, 10))
    with after(date(2027, 1, 8)):
        question = again(world, question)
        assert (question.back_on, question.due, question.held_at) == (date(2027, 1, 11), date(2027, 1, 22), None)
        assert told(world, "dina") == []
    with after(date(2027, 1, 22)):
        assert stands(world) == CaseState.ESCALATED


def test_who_answers_while_away_is_not_late(world: World) -> None:
    question = mailed(world)
    away(world, date(2026, 11, 9), None)
    with after(DUE):
        questions.answer(world.actor("an"), question=question, answer="Een dringende vraag.")
        assert stands(world) == CaseState.ANSWERED
        assert told(world, "dina") == []
        with scope(world.actor("dina"), [world.zonderbeke]):
            assert figures.month(case_of(world, 51).run).late == 0


def test_no_verb_takes_an_absence_for_silence_or_the_other_way_round(world: World) -> None:
    question = mailed(world)
    with clock.at(clock.at_local(DUE + timedelta(days=1), 10)):
        for verb in (questions.extend, questions.hold):
            with pytest.raises(Refused):
                verb(world.system, question=question)
        absence = away(world, date(2026, 11, 9), None)
        with pytest.raises(Refused, match="Dat is geen zwijgen"):
            questions.escalate(world.system, question=question)
        with pytest.raises(Refused):
            questions.extend(world.system, question=question)
        questions.hold(world.system, question=question)
        with scope(world.system, [world.zonderbeke]):
            end_absence(world.system, absence=absence, person=world.person("an"), on=date(2026, 11, 11))
        assert jobs.keep_up() == 1
        assert stands(world) == CaseState.ESCALATED, "it was over before: he was there"
    with clock.at(clock.at_local(DUE, 10)), pytest.raises(Refused, match="termijn loopt nog"):
        questions.extend(world.system, question=question)
