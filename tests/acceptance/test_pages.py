"""Pages: from the button on a document to the acceptance; who may not gets the same 404; the two ways in without an account."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.core import mail, signing
from django.test import Client
from pypdf import PdfReader

from roeland.acceptance import actions, jobs
from roeland.acceptance.models import Asked, Attendance, Kiosk, Offer
from roeland.acceptance.queries import rounds
from roeland.acceptance.values import State
from roeland.acceptance.web import lists
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from tests.acceptance.conftest import _moment, asked, crowd, evidence_root, paper, team
from tests.world import World

__all__ = ["_moment", "evidence_root"]
Browse = Callable[[str], Client]
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360000002000154a24f5d0000000049454e44ae426082"
)


def test_from_document_to_acceptance(world: World, browse: Browse) -> None:
    document = paper(world)
    dina = browse("dina")
    assert "Laten lezen" in dina.get(f"/zonderbeke/documenten/{document.number}/").content.decode()
    new = f"/zonderbeke/leesrondes/nieuw/{document.number}/"
    body = {"who": "all", "term_days": "14", "reminders": "7, 12"}
    looked = dina.post(new, {**body, "kijken": "ja"})
    assert "4 personen worden gevraagd" in looked.content.decode()
    with scope(world.system, [world.zonderbeke]):
        assert not Offer.objects.exists()
    made = dina.post(new, {**body, "vragen": "ja"})
    assert made.status_code == 302
    an = browse("an")
    shown = an.get("/zonderbeke/lezen/").content.decode()
    assert "Eén ding voor jou, ongeveer 1 minuut" in shown
    assert "Lees en aanvaard: Afspraken over mail" in an.get("/zonderbeke/").content.decode()
    with scope(world.system, [world.zonderbeke]):
        row = Asked.objects.select_related("offer__version").get(person=world.person("an"))
    where = f"/zonderbeke/lezen/{row.pk}/"
    assert "Gelezen en aanvaard" in an.get(where).content.decode()
    for other in ("bert", "chris", "dina", "emil"):
        assert browse(other).get(where).status_code == 404
    assert an.post(f"{where}aanvaarden/", {"zegel": row.offer.version.sha256}).status_code == 302
    assert "Wat je aanvaardde" in an.get("/zonderbeke/lezen/").content.decode()
    assert "1 van 4 personen" in dina.get("/zonderbeke/leesrondes/").content.decode()
    page = dina.get(made["Location"])
    assert page.status_code == 200
    assert "Kleinere diensten samen" in page.content.decode()
    assert an.get(made["Location"]).status_code == 404
    download = dina.get(f"{made['Location']}?export=csv")
    assert download["X-Content-Type-Options"] == "nosniff"
    assert b"An Peeters" in download.content


def test_lists_cost_the_same_for_one_and_many(
    world: World, browse: Browse, django_assert_max_num_queries: object
) -> None:
    crowd(world, 120)
    offer = actions.offer(world.actor("dina"), document=paper(world), who="all")
    dina = browse("dina")
    for where in (f"/zonderbeke/leesrondes/{offer.pk}/", "/zonderbeke/leesrondes/", "/zonderbeke/lezen/"):
        dina.get(where)
        with django_assert_max_num_queries(25):  # type: ignore[operator]
            assert dina.get(where).status_code == 200


def test_who_has_no_mailbox_stands_on_the_list_however_many_others_wait(
    world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list holds so many; the cut comes after the order, and the page says that there are more."""
    monkeypatch.setattr(lists, "MOST", 5)
    crowd(world, 8)
    [silent] = crowd(world, 1, mailbox=False)
    offer = actions.offer(world.actor("dina"), document=paper(world), who="all")
    for step in ("lijst", "brieven"):
        shown = browse("dina").get(f"/zonderbeke/leesrondes/{offer.pk}/{step}/").content.decode()
        assert str(silent) in shown, step
        assert shown.count('name="people"') == 5
        assert "Er wachten meer mensen dan op een lijst passen" in shown


def test_a_list_is_sealed_by_who_leads_and_counts_apart(world: World) -> None:
    one, two, three = crowd(world, 3, mailbox=False)
    head = world.employ("hilde", ["process_owner"])
    team(world, "Schoonmaak", [one, two, head])
    offer = actions.offer(world.actor("dina"), document=paper(world), who="all")
    rows = {row.person_id: row for row in asked(world, offer)}
    assert rounds.counts([offer])[offer.pk].unreachable == 3
    hilde, day = world.actor("hilde"), clock.today()
    with pytest.raises(Invalid):  # not of her service
        actions.seal_list(hilde, offer=offer, people=[rows[three.pk]], held_on=day, place="Depot")
    with pytest.raises(Refused, match="staat er zelf niet op"):
        actions.seal_list(hilde, offer=offer, people=[rows[head.pk]], held_on=day, place="Depot")
    with pytest.raises(Invalid):
        actions.seal_list(
            hilde,
            offer=offer,
            people=[rows[one.pk]],
            held_on=day,
            place="Depot",
            file=BytesIO(b"MZ geen scan"),
            name="x.pdf",
        )
    made = actions.seal_list(
        hilde,
        offer=offer,
        people=[rows[one.pk], rows[two.pk]],
        held_on=day,
        place="Depot",
        file=BytesIO(PNG),
        name="lijst.png",
    )
    stand = rounds.counts([offer])[offer.pk]
    assert (stand.accepted, stand.by_list, stand.by_screen) == (2, 2, 0)
    assert len(made.sha256) == len(made.file_sha256) == 64
    with scope(world.actor("an"), [world.zonderbeke]):
        assert not Attendance.objects.exists()
    with pytest.raises(Invalid):
        actions.seal_list(hilde, offer=offer, people=[rows[one.pk]], held_on=day, place="Depot")
    with scope(world.system, [world.zonderbeke]):
        (done,) = rounds.rounds_in_year(world.zonderbeke, day.year)
    assert (done.counts.asked, done.counts.by_list) == (8, 2)


def test_a_code_letter_at_the_kiosk_accepts_once(world: World, browse: Browse) -> None:
    (one,) = crowd(world, 1, mailbox=False)
    offer = actions.offer(world.actor("dina"), document=paper(world), who="all")
    (row,) = asked(world, offer, person=one)
    answer = browse("dina").post(f"/zonderbeke/leesrondes/{offer.pk}/brieven/", {"people": [str(row.pk)]})
    assert answer["Content-Type"] == "application/pdf"
    assert "Voor" in PdfReader(BytesIO(answer.content)).pages[-1].extract_text()
    (letter,) = actions.make_letters(world.actor("dina"), offer=offer, people=[row])
    with scope(world.system, [world.zonderbeke]):
        assert letter.code not in str(Asked.objects.filter(pk=row.pk).values())
    opened = actions.open_kiosk(world.actor("dina"), authority=world.zonderbeke, place="Depot")
    where, shared = f"/kiosk/{opened.secret}/", Client()
    first = shared.get(where)
    assert first.status_code == 200
    assert "Voor" not in first.content.decode().replace("Volgende", "")
    assert shared.post(where, {"code": "FOUTFOUT22"}).status_code == 422
    text = shared.post(where, {"code": letter.code.lower()})
    assert "Gelezen en aanvaard" in text.content.decode()
    assert one.family_name not in text.content.decode()
    assert text["Cache-Control"] == "no-store"
    seal = row.offer.version.sha256
    done = shared.post(where, {"code": letter.code, "aanvaarden": "ja", "zegel": seal})
    assert "Roeland heeft het genoteerd" in done.content.decode()
    assert rounds.counts([offer])[offer.pk].by_code == 1
    assert shared.post(where, {"code": letter.code}).status_code == 422
    assert "sessionid" not in shared.cookies
    for _try in range(10):
        last = shared.post(where, {"code": "FOUTFOUT22"})
    assert last.status_code == 410
    assert shared.get(where).status_code == 410
    assert shared.get("/kiosk/bestaat-niet/").status_code == 410


def test_a_kiosk_ends_by_itself_and_only_leaders_open_one(world: World) -> None:
    world.employ("lid", ["security_service_member"])
    opened = actions.open_kiosk(world.actor("bert"), authority=world.zonderbeke, place="Depot", minutes=30)
    with pytest.raises(Refused):
        actions.open_kiosk(world.actor("lid"), authority=world.zonderbeke, place="Depot")
    with clock.at(clock.now().replace(hour=9, minute=0)):
        assert Client().get(f"/kiosk/{opened.secret}/").status_code == 410
    with scope(world.actor("an"), [world.zonderbeke]):
        assert not Kiosk.objects.exists()


def test_a_councillor_reads_by_a_link_that_gives_nothing_else(world: World) -> None:
    offer = actions.offer(world.actor("dina"), document=paper(world), who="councillors")
    jobs.remind()
    (letter,) = mail.outbox
    secret = letter.body.split("/link/")[1].split("/")[0]
    where, phone = f"/link/{secret}/", Client()
    assert (
        "Afspraken over mail" not in phone.get(where).content.decode()
    )  # a scanner that follows links uses nothing up
    text = phone.post(where)
    assert "Gelezen en aanvaard" in text.content.decode()
    assert "sessionid" not in phone.cookies
    for closed in ("/zonderbeke/documenten/", "/zonderbeke/lezen/", "/zonderbeke/"):
        assert phone.get(closed).status_code == 302  # to the log-in page
    assert Client().post(where).status_code == 410
    assert Client().get(where).status_code == 410
    (row,) = asked(world, offer)
    other = actions.offer(world.actor("dina"), document=paper(world, "Een ander"), who="all")
    elsewhere = asked(world, other)[0]
    stolen = signing.dumps([str(elsewhere.authority_id), str(elsewhere.pk)], salt="iets anders")
    seal = row.offer.version.sha256
    assert phone.post(where, {"bewijs": stolen, "zegel": seal}).status_code == 410
    proof = text.content.decode().split('name="bewijs" value="')[1].split('"')[0]
    done = phone.post(where, {"bewijs": proof, "aanvaarden": "ja", "zegel": seal})
    assert "Roeland heeft het genoteerd" in done.content.decode()
    assert asked(world, offer)[0].how == "link"
    assert phone.post(where, {"bewijs": proof, "aanvaarden": "ja", "zegel": seal}).status_code == 410
    assert asked(world, other, state=State.ACCEPTED) == []
