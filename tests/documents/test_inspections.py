"""Reading on the spot and under a mandate: appointment, code, tries, closing, bar, no file, every view a fact."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from roeland.documents import actions, reader_offers, readers
from roeland.documents.actions import Opened
from roeland.documents.handlers import HANDLERS
from roeland.documents.models import Document, Inspection, Version
from roeland.documents.terms import terms
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.ledger.outbox import drain
from tests.documents.conftest import MOMENT, fresh, made, published
from tests.world import World

TITLE = "Algemeen deel"


def plan(world: World, audience: str = "plan_general") -> Document:
    document = made(world, TITLE, audience)
    published(world, document)
    return fresh(world, document)


def opened(world: World, document: Document, who: str = "chris", **more: Any) -> Opened:
    return actions.open_onsite(world.actor("dina"), document=document, person=world.person(who), **more)


def seen(world: World, who: str) -> tuple[int, int]:
    with scope(world.actor(who), [world.zonderbeke]):
        return Document.objects.count(), Version.objects.count()


def told(world: World, code: str) -> int:
    with scope(world.system, [world.zonderbeke]):
        return LedgerEntry.objects.filter(action=code).count()


def row(world: World, one: Inspection) -> Inspection:
    with scope(world.system, [world.zonderbeke]):
        found: Inspection = Inspection.objects.get(pk=one.pk)
        return found


def test_the_code_opens_it_for_one_reader_until_it_closes(world: World) -> None:
    document = plan(world)
    assert seen(world, "chris") == (0, 0)
    found = opened(world, document)
    assert len(found.code) == 6
    assert found.code not in row(world, found.inspection).code_digest
    assert seen(world, "chris") == (0, 0)  # open, but not entered
    with pytest.raises(NotAllowed):
        actions.try_code(world.actor("bert"), inspection=found.inspection, code=found.code)
    actions.enter(world.actor("chris"), found.inspection, f"{found.code[:3]} {found.code[3:]}")
    assert seen(world, "chris") == (1, 1)
    world.employ("rita", ["councillor"])
    assert seen(world, "rita") == (0, 0)
    with clock.at(MOMENT + timedelta(minutes=44)):
        assert seen(world, "chris") == (1, 1)
    with clock.at(MOMENT + timedelta(minutes=45)):
        assert seen(world, "chris") == (0, 0)
    actions.end(world.actor("chris"), inspection=found.inspection)
    assert seen(world, "chris") == (0, 0)
    assert [told(world, f"documents:inspection:{what}") for what in ("opened", "code-tried", "ended")] == [1, 1, 1]


def test_wrong_codes_count_and_shut_it(world: World) -> None:
    document = plan(world)
    found = opened(world, document)
    wrong = f"{(int(found.code) + 1) % 10**6:06d}"
    for _ in range(terms().value("code_tries")):
        with pytest.raises(Invalid):
            actions.enter(world.actor("chris"), found.inspection, wrong)
    assert row(world, found.inspection).tries == 5
    with pytest.raises(Refused):
        actions.enter(world.actor("chris"), found.inspection, found.code)
    again = opened(world, document, booked=found.inspection)
    assert again.inspection.pk == found.inspection.pk
    with pytest.raises(Invalid):
        actions.enter(world.actor("chris"), again.inspection, found.code if found.code != again.code else wrong)
    actions.enter(world.actor("chris"), again.inspection, again.code)
    assert told(world, "documents:inspection:code-tried") == 7
    with scope(world.system, [world.zonderbeke]):
        payloads = "".join(str(bytes(p.payload)) for p in LedgerPayload.objects.all() if p.payload)
    assert found.code not in payloads
    assert again.code not in payloads


def test_a_code_is_stale_after_ten_minutes(world: World) -> None:
    found = opened(world, plan(world))
    with clock.at(MOMENT + timedelta(minutes=10)), pytest.raises(Refused):
        actions.enter(world.actor("chris"), found.inspection, found.code)


def test_who_may_open_and_for_whom(world: World) -> None:
    document, shut = plan(world), plan(world, "plan_technical")
    with pytest.raises(NotAllowed):
        actions.open_onsite(world.actor("an"), document=shut, person=world.person("chris"))
    for paper, who in ((shut, "chris"), (document, "bert"), (document, "dina"), (document, "an")):
        with pytest.raises(Refused):
            opened(world, paper, who)
    with pytest.raises(Refused):
        actions.book(
            world.actor("dina"), document=made(world, "Ontwerp", "plan_general"), person=world.person("chris"), at=None
        )
    with pytest.raises(Invalid):
        opened(world, document, minutes=241)
    with scope(world.actor("dina"), [world.zonderbeke]):
        assert [str(p) for p in readers.candidates(document, actions.inspections.InspectionKind.ONSITE)] == [
            "Chris Wouters"
        ]


def test_an_appointment_is_mailed_and_stands_on_vandaag(world: World, mailoutbox: list[Any]) -> None:
    document = plan(world)
    at = MOMENT + timedelta(days=2)
    booked = actions.book(world.actor("dina"), document=document, person=world.person("chris"), at=at)
    assert drain(HANDLERS) == 1
    [mail] = mailoutbox
    assert mail.to == ["chris@example.be"]
    assert TITLE not in mail.subject + str(mail.body)
    lines = {}
    for who in ("chris", "dina", "bert"):
        with scope(world.actor(who), [world.zonderbeke]):
            lines[who] = [line.title for line in reader_offers.today(world.actor(who), [world.zonderbeke.pk])]
    assert lines == {"chris": ["Een stuk inkijken"], "dina": ["Chris Wouters komt een stuk inkijken"], "bert": []}
    found = opened(world, document, booked=booked)
    actions.enter(world.actor("chris"), found.inspection, found.code)
    with pytest.raises(Refused):
        opened(world, document, booked=booked)


def test_a_mandate_is_written_has_days_and_is_given_by_who_appoints(world: World) -> None:
    world.employ("vera", ["external_auditor"])
    document, today = plan(world, "plan_technical"), clock.today()
    values: dict[str, Any] = {
        "document": document,
        "person": world.person("vera"),
        "start": today,
        "end": today + timedelta(days=9),
    }
    with pytest.raises(Invalid):
        actions.give_mandate(world.actor("bert"), decision=" ", **values)
    with pytest.raises(NotAllowed):
        actions.give_mandate(world.actor("an"), decision="CBS 12", **values)
    with pytest.raises(Refused):
        actions.give_mandate(world.actor("bert"), decision="CBS 12", **values | {"person": world.person("chris")})
    with pytest.raises(Invalid):
        actions.give_mandate(world.actor("bert"), decision="CBS 12", **values | {"end": today + timedelta(days=400)})
    given = actions.give_mandate(world.actor("bert"), decision="CBS 12", **values)
    assert seen(world, "vera") == (1, 1)
    with clock.at(MOMENT + timedelta(days=9)):
        assert seen(world, "vera") == (1, 1)
    with clock.at(MOMENT + timedelta(days=10)):
        assert seen(world, "vera") == (0, 0)
    actions.end(world.actor("bert"), inspection=given)
    assert seen(world, "vera") == (0, 0)


def test_the_pages_from_opening_to_closing(browse: Any, world: World) -> None:
    """The opener shows the code, the reader reads with the bar, takes nothing along, and the director sees it in the Logboek."""
    document = plan(world)
    home = f"/zonderbeke/documenten/{document.number}/"
    dina, chris = browse("dina"), browse("chris")
    assert chris.get(home).status_code == 404
    posted = {"person": world.person("chris").pk, "when": "now", "minutes": 45}
    shown = dina.post(f"{home}inzage/", posted)
    assert shown.status_code == 200
    assert shown["Cache-Control"] == "no-store"
    code = shown.context["code"]
    pk = shown.context["inspection"].pk
    page = chris.get(f"/zonderbeke/inzage/{pk}/").content.decode()
    assert "Zes cijfers" in page
    assert "Een stuk ligt voor je open" in chris.get("/zonderbeke/").content.decode()
    assert chris.post(f"/zonderbeke/inzage/{pk}/code/", {"code": "x"}).status_code == 422
    answer = chris.post(f"/zonderbeke/inzage/{pk}/code/", {"code": code})
    assert answer["Location"] == home
    read = chris.get(home)
    text = read.content.decode()
    assert "Ter inzage" in text
    assert "Geopend door Dina Claes voor Chris Wouters" in text
    assert "over 45 minuten" in text
    assert "Inzage beëindigen" in text
    assert "Roeland drukt het niet af" in text
    assert "Downloaden als" not in text
    assert read["Cache-Control"] == "no-store"
    for form in ("pdf", "docx", "html"):
        assert chris.get(f"{home}versies/1.0/{form}/").status_code == 404
    assert told(world, "documents:inspection:read") == 1
    chris.get(home)
    assert told(world, "documents:inspection:read") == 2
    log = browse("bert").get("/zonderbeke/logboek/").content.decode()
    assert "las versie 1.0 van “Algemeen deel” ter inzage" in log
    assert chris.post(f"/zonderbeke/inzage/{pk}/beeindigen/").status_code == 302
    assert chris.get(home).status_code == 404
    assert chris.get(f"/zonderbeke/inzage/{pk}/").status_code == 200
    assert browse("an").get(f"/zonderbeke/inzage/{pk}/").status_code == 404


def test_papers_of_a_meeting_have_a_bar_and_may_leave(browse: Any, world: World) -> None:
    document = plan(world, "annual_report")
    home = f"/zonderbeke/documenten/{document.number}/"
    assert browse("chris").get(home).status_code == 404
    until = MOMENT + timedelta(days=3)
    actions.table.lay_on_table(world.actor("dina"), document=document, since=MOMENT, until=until)
    text = browse("chris").get(home).content.decode()
    assert "Tot einde vergadering" in text
    with clock.at(until):
        assert browse("chris").get(home).status_code == 404
