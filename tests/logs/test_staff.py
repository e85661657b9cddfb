"""What staff are told, asked and shown: conditions, questions, mandates, reveals, a citizen's letter, forgetting."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.decision import Denied
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs import offers
from roeland.logs.actions import conditions, openings, questions, reveals
from roeland.logs.actions.cases import justify
from roeland.logs.actions.texts import holds_number
from roeland.logs.jobs import questions as jobs
from roeland.logs.jobs import retention
from roeland.logs.models import Case, Conditions, Opening, Question, Reveal, Run
from roeland.logs.queries import figures
from roeland.logs.queries.conditions import counts, lacking, ready
from roeland.logs.queries.figures import Group, merged
from roeland.logs.values import CaseState
from tests.logs.staff_kit import NOW, OCTOBER, SECRET, asked, case_of, controlled, in_order
from tests.world import World, log_in


@pytest.fixture(autouse=True)
def _november() -> Any:
    with clock.at(NOW):
        yield


def test_conditions_come_in_one_by_one_and_say_what_lacks(world: World) -> None:
    place, officer = world.zonderbeke, world.actor("dina")
    world.employ("sofie", ["dpo"])
    assert "vakbonden" in denial(ready(place, OCTOBER))
    conditions.state_conditions(officer, authority=place, consulted_on=date(2026, 9, 1), valid_from=date(2026, 9, 1))
    assert "het stuk van het overleg" in denial(ready(place, OCTOBER))
    in_order(world)
    row = counts(place.pk)
    assert row is not None
    assert not lacking(row)
    assert row.dpo_himself
    assert not isinstance(ready(place, date(2026, 10, 31)), Denied)
    assert "ingelicht" in denial(ready(place, date(2026, 9, 30)))
    with scope(officer, [place]):
        assert Conditions.objects.count() == 4, "each change is a row of its own"


def denial(decision: object) -> str:
    assert isinstance(decision, Denied)
    return decision.reason


def test_no_first_day_before_what_staff_were_told(world: World) -> None:
    place, officer = world.zonderbeke, world.actor("dina")
    world.employ("sofie", ["dpo"])
    consulted = {"consulted_on": date(2026, 9, 1), "dpia_on": date(2026, 9, 2)}
    with pytest.raises(Invalid) as early:
        conditions.state_conditions(officer, authority=place, **consulted, valid_from=date(2026, 8, 1))
    assert set(early.value.errors) == {"valid_from"}
    with pytest.raises(Invalid) as future:
        conditions.state_conditions(officer, authority=place, consulted_on=date(2027, 1, 1), retention_months=121)
    assert set(future.value.errors) == {"consulted_on", "retention_months"}
    in_order(world)
    row = counts(place.pk)
    assert row is not None
    kept = {"work_rules": "x", "register_entry": "y", "retention_months": 24, **consulted}
    with pytest.raises(Invalid, match="later begint"):
        conditions.state_conditions(officer, authority=place, **kept, valid_from=date(2026, 9, 20))
    renewed = {**kept, "consulted_on": date(2026, 11, 2), "valid_from": row.valid_from}
    assert conditions.state_conditions(officer, authority=place, **renewed).valid_from == row.valid_from
    with pytest.raises(Invalid, match="niet ouder"):
        conditions.advise(officer, authority=place, advised_on=date(2026, 9, 1), advice="brief 12")
    with pytest.raises(NotAllowed):
        conditions.advise(world.actor("bert"), authority=place, advised_on=date(2026, 10, 1), advice="neen")
    assert not conditions.advise(officer, authority=place, advised_on=date(2026, 10, 1), advice="brief 12").dpo_himself
    with pytest.raises(Invalid, match="programma"):
        conditions.state_conditions(officer, authority=place, paper=BytesIO(b"MZ\x90"), paper_name="x.exe")


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
    assert line.note.startswith("tegen dinsdag 24 november"), line.note
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


def state_of(world: World, case: Case) -> str:
    with scope(world.system, [world.zonderbeke]):
        return str(Case.objects.get(pk=case.pk).state)


def test_silence_escalates_and_is_opened_by_mandate(world: World) -> None:
    case = case_of(world, controlled(world))
    question = asked(world, case)
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


def entries(code: str) -> int:
    return LedgerEntry.everything.filter(action=code).count()


def test_a_reveal_asks_a_purpose_and_shows_once(world: World) -> None:
    case = case_of(world, controlled(world))
    officer = world.actor("dina")
    with pytest.raises(NotAllowed):
        reveals.ask_reveal(world.actor("sofie"), case=case, purpose="Benieuwd")
    with pytest.raises(Invalid):
        reveals.ask_reveal(officer, case=case, purpose=" ")
    asked_for = reveals.ask_reveal(officer, case=case, purpose="De burger diende klacht in.")
    with pytest.raises(NotAllowed):
        reveals.show_reveal(world.actor("karel"), case=case, reveal=asked_for)
    assert reveals.show_reveal(officer, case=case, reveal=asked_for) == SECRET
    with pytest.raises(Refused, match="één keer"):
        reveals.show_reveal(officer, case=case, reveal=asked_for)
    late = reveals.ask_reveal(officer, case=case, purpose="Nog eens.")
    with clock.at(NOW + timedelta(minutes=31)), pytest.raises(Refused):
        reveals.show_reveal(officer, case=case, reveal=late)
    assert entries("logs:case:revealed") == 1
    with scope(officer, [world.zonderbeke]):
        assert Reveal.objects.exclude(shown_at=None).count() == 1
        assert figures.month(Run.objects.get()).reveals == 1


def everything(data_folder: Path) -> bytes:
    """All that is kept: every table as text, every file but the sealed raw ones."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(row).encode() for row in cursor.fetchall()]
    found += [path.read_bytes() for path in data_folder.rglob("*") if path.is_file() and path.suffix != ".raw"]
    return b"\n".join([*found, *(str(one.message()).encode() for one in mail.outbox)])


def test_no_number_stays_after_an_answer_and_a_reveal(
    world: World, client: Client, data_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The number is on the two answers that show it, and nowhere else: no page, mail, row, file or log line."""
    caplog.set_level("DEBUG", logger="roeland")
    run = controlled(world)
    case = case_of(world, run)
    question = asked(world, case)
    jobs.keep_up()
    spaced = f"{SECRET[:2]}.{SECRET[2:4]}.{SECRET[4:6]}-{SECRET[6:9]}.{SECRET[9:]}"
    base = "/zonderbeke/logcontrole"
    log_in(client, world.accounts["an"])
    page = f"{base}/vragen/{question.pk}/"
    assert spaced not in client.get(page).content.decode()
    shown = client.post(f"{page}burger/")
    assert spaced in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    wrong = client.post(page, {"answer": f"Voor {SECRET}"})
    assert wrong.status_code == 422
    assert client.post(page, {"answer": "Voor de wachtdienst."}).status_code == 302
    pages = [client.get(where).content for where in (page, f"{base}/over-mij/", f"{base}/uitleg/", "/zonderbeke/")]
    log_in(client, world.accounts["dina"])
    assert client.get(page).status_code == 404, "the page of a question is of who is asked"
    step = client.post(f"{base}/geval/{case.pk}/identiteit/", {"purpose": "Klacht van de burger."})
    assert step.status_code == 302
    assert SECRET not in step["Location"]
    assert spaced not in client.get(step["Location"]).content.decode()
    revealed = client.post(step["Location"])
    assert spaced in revealed.content.decode()
    assert revealed["Cache-Control"] == "no-store"
    assert "één keer" in client.post(step["Location"]).content.decode()
    told = client.post(f"{base}/burger/", letter())
    assert told.status_code == 200
    assert "6</span>" in told.content.decode()
    refused = client.post(f"{base}/burger/", letter(number=SECRET[:-1]))
    assert refused.status_code == 422
    paper = client.post(f"{base}/burger/", {**letter(), "brief": "1"})
    assert paper["Content-Type"] == "application/pdf"
    for where in (
        "",
        f"geval/{case.pk}/",
        "voorwaarden/",
        "verslagen/",
        "verslagen/2026-10/",
        "zonder-antwoord/",
        "2026-10/",
    ):
        pages.append(client.get(f"{base}/{where}").content)
    kept = everything(data_folder)
    for number in (SECRET, spaced, SECRET[:-2]):
        assert all(number.encode() not in one for one in [*pages, told.content, refused.content, paper.content])
        assert number.encode() not in kept
        assert number not in caplog.text


def letter(**more: str) -> dict[str, str]:
    return {"number": SECRET, "first": "2026-10-01", "last": "2026-10-31", "purpose": "brief 7", **more}


def test_a_citizen_is_told_when_what_and_why(world: World) -> None:
    run = controlled(world)
    officer = world.actor("dina")
    ask: dict[str, Any] = {
        "authority": world.zonderbeke,
        "first": OCTOBER,
        "last": date(2026, 10, 31),
        "purpose": "brief 7",
    }
    found = reveals.tell_citizen(officer, number=SECRET, **ask)
    assert len(found) == 6
    assert {one.team for one in found} == {"sociale dienst"}
    assert not any("An" in one.why or one.team == "an" for one in found)
    assert {one.why for one in found} == {"Ze wordt nog nagekeken."}
    with scope(officer, [world.zonderbeke]):
        justify(officer, case=case_of(world, run), reason="De wachtdienst belde.")
    assert all(one.explained for one in reveals.tell_citizen(officer, number=SECRET, **ask))
    assert reveals.tell_citizen(officer, number=SECRET, **{**ask, "last": OCTOBER}) == []
    with pytest.raises(Invalid):
        reveals.tell_citizen(officer, number="12345678901", **ask)
    with pytest.raises(NotAllowed):
        reveals.tell_citizen(world.actor("sofie"), number=SECRET, **ask)


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


def test_who_has_a_mandate_decides_on_the_page_of_the_case_and_each_look_counts(world: World, client: Client) -> None:
    case = case_of(world, controlled(world))
    question = asked(world, case)
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
