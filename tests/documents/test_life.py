"""The life of a document: made, written by two, sealed, approved by another, published, replaced, reviewed, withdrawn."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from io import BytesIO

import pytest

from roeland.documents import actions, offers, queries
from roeland.documents.jobs import notice_review
from roeland.documents.models import Attachment, Comment, Document, Reading, Revision, Version
from roeland.documents.render import document_from_data
from roeland.documents.values import DOCUMENT, VERSION, months_later
from roeland.duties.models import Task
from roeland.duties.values import UNFINISHED
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger import canonical
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from tests.documents.conftest import TEXT, draft, fresh, made, one, published, submitted
from tests.world import World


def told(world: World, code: str) -> int:
    with scope(world.system, [world.zonderbeke]):
        return LedgerEntry.objects.filter(action=code).count()


def tasks(world: World, kind: str) -> list[Task]:
    with scope(world.system, [world.zonderbeke]):
        return list(Task.objects.filter(source_kind=kind).order_by("number"))


def test_numbers_run_per_circle_so_that_they_count_nothing_closed(world: World) -> None:
    numbers = [made(world, audience=a).number for a in ("policy", "plan_technical", "policy")]
    assert numbers == ["BEL-0001", "VPT-0001", "BEL-0002"]
    assert made(world).tlp == "TLP:GREEN"


def test_what_is_not_in_the_lists_is_refused(world: World) -> None:
    for wrong in ({"kind": "x"}, {"audience": "persons"}, {"tlp": "TLP:X"}, {"title": " "}, {"review_months": 0}):
        with pytest.raises(Invalid):
            made(world, **wrong)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        actions.make(world.actor("an"), authority=world.zonderbeke, kind="policy", title="X", audience="policy")


def test_two_people_in_one_draft_lose_nothing(world: World) -> None:
    version = draft(world, made(world))
    fien, dina = world.actor("fien"), world.actor("dina")
    first = actions.save_draft(fien, version=version, text=TEXT + "\nVan Fien.\n", base=1)
    second = actions.save_draft(dina, version=version, text=TEXT + "\nVan Dina.\n", base=1)
    assert first.theirs is None
    assert second.theirs is not None
    assert "Van Fien." in second.theirs.text
    assert "Van Dina." in second.mine.text
    assert "Van Fien." in second.version.text
    with pytest.raises(Refused, match="naast deze versie"):
        actions.submit(fien, version=version)
    merged = actions.save_draft(
        dina, version=version, text=TEXT + "\nVan Fien.\n\nVan Dina.\n", base=first.mine.number, merges=second.mine
    )
    assert merged.theirs is None
    with scope(world.system, [world.zonderbeke]):
        assert not Revision.objects.filter(beside=True).exists()
        assert Revision.objects.filter(version=version).count() == 4
    actions.submit(fien, version=version)


def test_a_submitted_version_is_sealed(world: World) -> None:
    version = submitted(world, made(world))
    assert len(version.sha256) == 64
    with pytest.raises(Refused, match="verzegeld"):
        actions.save_draft(world.actor("dina"), version=version, text="anders", base=1)
    with pytest.raises(Refused):
        actions.attach(world.actor("dina"), version=version, file=BytesIO(b"x"), name="x.txt")
    back = actions.send_back(world.actor("bert"), version=version, reason="Noem de dienst.")
    assert (back.status, back.sha256) == ("draft", "")
    assert {task.status for task in tasks(world, VERSION)} == {"accepted"}


def test_an_empty_draft_is_not_submitted(world: World) -> None:
    with pytest.raises(Refused, match="nog geen tekst"):
        submitted(world, made(world, text=""))


def test_only_the_competent_person_who_did_not_write_it_approves(world: World) -> None:
    document = made(world)
    bert = world.actor("bert")
    actions.save_draft(bert, version=draft(world, document), text=TEXT + "\nVan Bert.", base=1)
    version = submitted(world, document)
    with pytest.raises(Refused, match="keurt niet zelf goed"):
        actions.approve(bert, version=version)
    with pytest.raises(NotAllowed):
        actions.approve(world.actor("dina"), version=version)
    world.employ("vera", ["general_director"])
    approved = actions.approve(world.actor("vera"), version=version)
    assert approved.content is not None
    assert [b.text for b in document_from_data(approved.content).blocks if hasattr(b, "level")] == ["Doel", "Afspraken"]


def test_the_role_that_approves_does_so_without_reading_the_circle(world: World) -> None:
    """A councillor reads no advice; one whose role approves this one sees, comments and approves it."""
    document = made(world, audience="advice", kind="advice", approve_role="councillor")
    version = submitted(world, document)
    chris = world.actor("chris")
    with scope(chris, [world.zonderbeke]):
        assert queries.document(world.zonderbeke, document.number) is not None
        assert [item.title for item in offers.to_sign(chris, world.zonderbeke.pk)] == ["Wachtwoordbeleid, versie 1.0"]
    with scope(world.actor("bert"), [world.zonderbeke]):
        assert offers.to_sign(world.actor("bert"), world.zonderbeke.pk) == []
    with pytest.raises(NotAllowed):
        actions.approve(world.actor("bert"), version=version)
    with pytest.raises(Refused, match="Dit document keurt de functionaris"):
        actions.approve(world.actor("bert"), version=submitted(world, made(world, approve_role="dpo")))
    assert actions.approve(chris, version=version).status == "approved"


def test_a_body_decides_and_who_may_approve_records_it(world: World) -> None:
    document = made(world, audience="plan_general", approve_role="chair", approve_body="ocmw_council")
    version = submitted(world, document)
    with pytest.raises(Invalid):
        actions.approve(world.actor("bert"), version=version)
    approved = actions.approve(world.actor("bert"), version=version, on=date(2026, 2, 26), decision="RMW punt 7")
    assert (approved.approved_on, approved.decision) == (date(2026, 2, 26), "RMW punt 7")


def test_the_seal_is_the_hash_of_what_the_readers_read(world: World) -> None:
    document = made(world)
    actions.attach(world.actor("dina"), version=draft(world, document), file=BytesIO(b"kaart"), name="kaart.txt")
    version = published(world, document)
    body = {
        "number": document.number,
        "version": "1.0",
        "content": version.content,
        "file": "",
        "attachments": [["kaart.txt", hashlib.sha256(b"kaart").hexdigest()]],
    }
    assert version.sha256 == hashlib.sha256(canonical.encode(body)).hexdigest()


def test_a_next_version_takes_the_place_of_the_one_before(world: World) -> None:
    document = made(world)
    published(world, document)
    dina = world.actor("dina")
    following = actions.start_version(dina, document=document, major=False)
    assert (following.number, following.text) == ("1.1", TEXT)
    with pytest.raises(Refused):
        actions.start_version(dina, document=document, major=True)
    actions.save_draft(dina, version=following, text=TEXT + "\nNieuw.", base=following.revision)
    with pytest.raises(Invalid):
        published(world, document)
    actions.publish(dina, version=draft(world, document), changes="Er kwam een zin bij.", ask_again=True)
    assert one(world, document, minor=0).status == "replaced"
    now = fresh(world, document)
    assert (now.current_id, now.review_due) == (following.pk, months_later(clock.today(), 24))
    assert actions.start_version(dina, document=document, major=True).number == "2.0"


def test_drafts_are_for_editors_and_what_is_withdrawn_for_nobody_else(world: World) -> None:
    document = made(world)
    an = world.actor("an")

    def seen() -> tuple[int, int, int]:
        with scope(an, [world.zonderbeke]):
            return Document.objects.count(), Version.objects.count(), Revision.objects.count()

    assert seen() == (0, 0, 0)
    published(world, document)
    assert seen() == (1, 1, 0)
    actions.start_version(world.actor("dina"), document=document, major=False)
    assert seen() == (1, 1, 0)
    actions.withdraw(world.actor("dina"), document=document, reason="Opgenomen in een ander beleid.")
    assert seen() == (0, 0, 0)
    assert one(world, document, minor=1).status == "dropped"
    with pytest.raises(Refused):
        actions.start_version(world.actor("dina"), document=document, major=False)


def test_the_owner_edits_but_does_not_give_it_to_another_circle(world: World) -> None:
    document = made(world, owner=world.person("an"))
    an = world.actor("an")
    actions.save_draft(an, version=draft(world, document), text="# Van An\n\nTekst.", base=1)
    actions.describe(an, document=document, title="Beleid van An")
    with pytest.raises(NotAllowed):
        actions.change_readers(an, document=document, audience="plan_technical")


def test_another_circle_takes_everything_along(world: World) -> None:
    document = made(world)
    dina = world.actor("dina")
    version = draft(world, document)
    actions.attach(dina, version=version, file=BytesIO(b"x"), name="x.txt")
    actions.comment(dina, version=version, text="Klopt dit?")
    actions.change_readers(dina, document=document, audience="plan_technical")
    with scope(world.system, [world.zonderbeke]):
        for model in (Document, Version, Revision, Comment, Attachment):
            assert set(model.objects.values_list("audience", flat=True)) == {"plan_technical"}, model
    world.employ("dirk", ["dpo"])
    with pytest.raises(NotAllowed):  # the DPO edits policy, and only reads the technical part
        actions.change_readers(world.actor("dirk"), document=document, audience="policy")


def test_each_reading_of_a_restricted_version_is_a_fact_but_no_reload(world: World) -> None:
    closed, open_ = made(world, audience="plan_technical"), made(world)
    an = world.actor("an")
    for document in (closed, open_):
        version = published(world, document)
        for _time in range(2):
            with scope(an, [world.zonderbeke]):
                actions.note_reading(an, version)
    assert told(world, "documents:version:read") == 1
    with scope(an, [world.zonderbeke]):
        actions.note_reading(an, one(world, closed), "bijlage.pdf")  # another part, though within the same minutes
    assert told(world, "documents:version:read") == 2
    with clock.at(clock.now() + timedelta(minutes=6)), scope(an, [world.zonderbeke]):
        actions.note_reading(an, one(world, closed))  # the same day, and yet another reading
    assert told(world, "documents:version:read") == 3
    with scope(world.system, [world.zonderbeke]):
        assert Reading.objects.count() == 3


def test_remarks_stand_at_their_paragraph_until_they_are_dealt_with(world: World) -> None:
    version = draft(world, made(world))
    [anchor, *_] = [a for a, quote in queries_anchors(TEXT) if "scherm" in quote]
    said = actions.comment(world.actor("bert"), version=version, text="Ook op een tablet?", anchor=anchor)
    assert "scherm" in said.quote
    with pytest.raises(Invalid):
        actions.comment(world.actor("bert"), version=version, text="x", anchor="bestaat-niet")
    assert actions.resolve(world.actor("dina"), comment=said).resolved_at == clock.now()
    with pytest.raises(Refused):
        actions.resolve(world.actor("dina"), comment=said)


def queries_anchors(text: str) -> list[tuple[str, str]]:
    from roeland.documents import markdown

    return markdown.anchors(text)


def test_an_uploaded_file_is_a_version_too(world: World) -> None:
    version = draft(world, made(world, text=""))
    dina = world.actor("dina")
    version = actions.upload(dina, version=version, file=BytesIO(b"Een oud beleid."), name="beleid.txt")
    assert (version.text, version.file_name) == ("Een oud beleid.", "beleid.txt")
    with pytest.raises(Refused, match="is een bestand"):
        actions.save_draft(dina, version=version, text="x", base=version.revision)
    with pytest.raises(Invalid):
        actions.upload(dina, version=version, file=BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 40), name="foto.png")
    actions.go_on_as_text(dina, version=version)
    assert draft(world, version.document).file_sha256 == ""


def test_what_waits_stands_on_the_worklist_and_leaves_it_by_itself(world: World) -> None:
    document = made(world, owner=world.person("an"))
    version = submitted(world, document)
    [task] = tasks(world, VERSION)
    assert (task.lead_role, task.status) == ("general_director", "planned")
    actions.publish(world.actor("dina"), version=actions.approve(world.actor("bert"), version=version))
    [task] = tasks(world, VERSION)
    assert (task.status, task.doer_id) == ("accepted", world.person("bert").pk)

    due = fresh(world, document).review_due
    assert due is not None
    assert notice_review() == 0
    with clock.at(clock.now() + (due - clock.today()) - timedelta(days=10)):
        assert notice_review() == 1
        assert notice_review() == 0
        [review] = tasks(world, DOCUMENT)
        assert (review.assignee_id, review.due) == (world.person("an").pk, due)
        actions.start_version(world.actor("dina"), document=document, major=False)
        actions.save_draft(world.actor("dina"), version=draft(world, document), text="# Nieuw\n\nTekst.", base=1)
        published(world, document, changes="Herzien.")
    assert [task for task in tasks(world, DOCUMENT) if task.status in UNFINISHED] == []


def test_a_replaced_document_leads_to_the_new_one(world: World) -> None:
    old, new = made(world, "Oud"), made(world, "Nieuw")
    published(world, old)
    dina = world.actor("dina")
    with pytest.raises(Invalid):
        actions.replace(dina, document=old, by=new)
    published(world, new)
    assert actions.replace(dina, document=old, by=new).replaced_by_id == new.pk


def test_nothing_of_it_for_another_authority(world: World) -> None:
    document = made(world)
    published(world, document)
    with scope(world.actor("emil"), [world.lissegem]):
        assert queries.document(world.lissegem, document.number) is None
        assert queries.find("Wachtwoord", 5) == []
    with pytest.raises(NotAllowed):
        actions.describe(world.actor("emil"), document=document, title="X")
