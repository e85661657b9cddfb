"""Requests to read: asked in one's own words, answered with reason and ground, never silently; only one's own in sight."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from roeland.documents import actions, reader_offers, readers
from roeland.documents.handlers import HANDLERS
from roeland.documents.models import Document, Inspection, ReadingRequest
from roeland.documents.terms import terms
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.outbox import drain
from tests.documents.conftest import MOMENT, fresh, made, published
from tests.world import World

SAYS = {"reason": "U bereidt het debat voor.", "ground": "dlb-29-1"}


def asked(world: World, who: str = "chris", wanted: str = "het technische deel") -> ReadingRequest:
    return actions.ask_reading(world.actor(who), authority=world.zonderbeke, wanted=wanted, purpose="Voor de raad")


def paper(world: World, audience: str = "plan_technical") -> Document:
    document = made(world, "Netwerkplan", audience)
    published(world, document)
    return fresh(world, document)


def test_an_answer_always_has_a_reason_and_a_ground_that_fits(world: World) -> None:
    row, document = asked(world), paper(world)
    assert row.number == "V-2026-0001"
    assert row.answer_by == clock.today() + timedelta(days=14)
    dina = world.actor("dina")
    for wrong in (
        {"answer": "refused", "reason": " ", "ground": "secrecy"},
        {"answer": "refused", "reason": "x", "ground": ""},
        {"answer": "refused", "reason": "x", "ground": "dlb-29-1"},
        {"answer": "granted", "reason": "x", "ground": "dlb-29-1"},
        {"answer": "nooit", "reason": "x", "ground": "secrecy"},
    ):
        with pytest.raises(Invalid):
            actions.answer_request(dina, request=row, **wrong)
    with pytest.raises(NotAllowed):
        actions.answer_request(world.actor("chris"), request=row, answer="granted", document=document, **SAYS)
    done = actions.answer_request(dina, request=row, answer="refused", reason="Nog niet af.", ground="absent")
    assert (done.status, done.ground) == ("refused", "Het stuk bestaat niet")
    with pytest.raises(Refused):
        actions.answer_request(dina, request=row, answer="refused", reason="x", ground="absent")
    assert asked(world).number == "V-2026-0002"


def test_a_yes_opens_what_the_role_does_not_read(world: World, mailoutbox: list[Any]) -> None:
    """The technical part is closed to a councillor; after an answered request he may be let in, and only then."""
    row, document = asked(world), paper(world)
    dina, chris = world.actor("dina"), world.person("chris")
    with pytest.raises(Refused):
        actions.open_onsite(dina, document=document, person=chris)
    at = MOMENT + timedelta(days=1)
    done = actions.answer_request(dina, request=row, answer="granted", document=document, at=at, **SAYS)
    assert done.inspection is not None
    drain(HANDLERS)
    assert {mail.subject for mail in mailoutbox} == {
        "Je vraag V-2026-0001 kreeg een antwoord",
        "Afspraak om een stuk in te kijken",
    }
    assert not any("Netwerk" in f"{mail.subject}{mail.body}" for mail in mailoutbox)
    with scope(world.actor("chris"), [world.zonderbeke]):
        assert readers.document_of(done) is None
        booked = Inspection.objects.get()
        assert Document.objects.count() == 0
    found = actions.open_onsite(dina, document=document, person=chris, booked=booked)
    actions.enter(world.actor("chris"), found.inspection, found.code)
    with scope(world.actor("chris"), [world.zonderbeke]):
        assert [one.title for one in Document.objects.all()] == ["Netwerkplan"]


def test_a_part_is_granted_by_chapter_and_nothing_else_is_shown(browse: Any, world: World) -> None:
    """Chris asks for the technical part, gets one chapter of two, and finds the other nowhere, however he is let in."""
    row, document = asked(world), paper(world)
    dina, chris = world.actor("dina"), world.person("chris")
    for wrong in ((), ("Bestaat niet",), ("Doel", "2")):
        with pytest.raises(Invalid):
            actions.answer_request(dina, request=row, answer="partly", document=document, chapters=wrong, **SAYS)
    done = actions.answer_request(dina, request=row, answer="partly", document=document, chapters=["afspraken"], **SAYS)
    with scope(world.system, [world.zonderbeke]):
        booked = Inspection.objects.get(pk=done.inspection_id)
    base = f"/zonderbeke/documenten/{document.number}/"
    for earlier in (booked, None):  # by the appointment, and opened anew
        found = actions.open_onsite(dina, document=document, person=chris, booked=earlier)
        actions.enter(world.actor("chris"), found.inspection, found.code)
        client = browse("chris")
        for path in (base, f"{base}?deel=alles", f"{base}?deel=doel", f"{base}versies/1.0/"):
            text = client.get(path).content.decode()
            assert "Een wachtwoord deel je niet" in text, path
            assert "Enkel: Afspraken" in text
            assert "Iedereen sluit zijn scherm af" not in text, path
            assert ">Doel<" not in text, path
        assert client.get(f"{base}verschil/?van=1.0&naar=1.0").status_code == 404
        actions.end(world.actor("chris"), inspection=found.inspection)


def test_nobody_answers_his_own_and_everybody_sees_his_own_only(world: World) -> None:
    row = asked(world, "dina")
    with pytest.raises(Refused):
        actions.answer_request(world.actor("dina"), request=row, answer="refused", reason="x", ground="absent")
    mine = asked(world)
    for who, numbers in (("chris", [mine.number]), ("an", []), ("bert", [row.number, mine.number])):
        with scope(world.actor(who), [world.zonderbeke]):
            assert sorted(one.number for one in readers.requests([world.zonderbeke.pk])) == numbers
    with pytest.raises(NotAllowed):
        actions.withdraw_request(world.actor("bert"), request=mine)
    assert actions.withdraw_request(world.actor("chris"), request=mine).status == "withdrawn"


def test_a_late_answer_stands_on_vandaag_of_who_decides(world: World) -> None:
    row = asked(world)
    with clock.at(MOMENT + timedelta(days=15)):
        for who, states in (("bert", ["late"]), ("chris", []), ("an", [])):
            with scope(world.actor(who), [world.zonderbeke]):
                assert [line.state for line in reader_offers.today(world.actor(who), [world.zonderbeke.pk])] == states
    assert row.answer_by.isoformat() == "2026-03-16"


def test_the_data_says_where_each_term_comes_from() -> None:
    assert all(term.source and term.check in {"primary", "none"} for term in terms().terms.values())
    assert all(terms().grounds_for(answer) for answer in ("granted", "partly", "refused"))
    assert terms().terms["request_answer"].check == "none"


def test_the_pages_ask_and_answer(browse: Any, world: World) -> None:
    document = paper(world)
    chris, dina = browse("chris"), browse("dina")
    assert chris.get("/zonderbeke/inzage/vragen/").status_code == 200
    assert chris.post("/zonderbeke/inzage/vragen/", {"wanted": ""}).status_code == 422
    where = chris.post("/zonderbeke/inzage/vragen/", {"wanted": "het netwerkplan"})["Location"]
    assert where == "/zonderbeke/inzage/vraag/V-2026-0001/"
    assert "Beantwoorden" not in chris.get(where).content.decode()
    assert chris.get(f"{where}beantwoorden/").status_code == 404
    assert browse("an").get(where).status_code == 404
    assert "Beantwoorden" in dina.get(where).content.decode()
    assert "het netwerkplan" in dina.get("/zonderbeke/inzage/").content.decode()
    assert "Netwerkplan" in dina.get(f"{where}beantwoorden/").content.decode()
    form = {"answer": "refused", "ground": "security", "reason": "Zegt hoe we beveiligd zijn.", "document": document.pk}
    assert dina.post(f"{where}beantwoorden/", form).status_code == 302
    page = chris.get(where).content.decode()
    assert "Zegt hoe we beveiligd zijn." in page
    assert "Veiligheid van de systemen" in page
    assert "Netwerkplan" not in page
    assert chris.get("/inzage/").status_code == 200
