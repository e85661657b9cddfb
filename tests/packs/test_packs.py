"""Templates that ship, taking them over, answers that fill them, the walk and the start."""

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from roeland.documents import actions as documents
from roeland.documents import markdown
from roeland.documents.models import Document, Version
from roeland.documents.render import Tlp
from roeland.documents.values import AUDIENCES, DocumentKind
from roeland.duties.catalogue import catalogue
from roeland.duties.models import Finding
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.packs import actions, queries, values
from roeland.packs.models import Answer, Spot
from tests.documents.conftest import _moment, evidence_root
from tests.world import World

__all__ = ["_moment", "evidence_root"]
# The smallest picture: a white dot.
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c63f8ffffff7f0009fb03fd05435bfc0000000049454e44ae426082"
)


def test_every_template_can_be_used_as_it_ships() -> None:
    """Known words only, clean Markdown, every question known, enough text to start from."""
    found = values.packs()
    assert len(found) >= 20
    ids = set(catalogue())
    for pack in found.values():
        assert pack.kind in set(DocumentKind), pack.id
        assert pack.audience in AUDIENCES, pack.id
        assert pack.tlp in {tlp.value for tlp in Tlp}, pack.id
        assert pack.approve_role in RIGHTS.roles, pack.id
        assert not pack.approve_body or pack.approve_body in RIGHTS.bodies, pack.id
        assert set(pack.serves) <= ids, pack.id
        assert set(pack.keys) <= set(values.questions()), pack.id
        assert markdown.errors(pack.text) == [], pack.id
        assert len(pack.text.split()) > 200, pack.id
        assert "!" not in pack.text, pack.id
    assert set(values.questions()) == {key for pack in found.values() for key in pack.keys}


def test_a_broken_template_names_its_file() -> None:
    with pytest.raises(ValueError, match=r"beleid\.md: no head"):
        values.parse("# Zonder hoofd", "beleid.md")
    with pytest.raises(ValueError, match=r"beleid\.md: version is missing"):
        values.parse("---\nid: beleid\n---\n# Doel", "beleid.md")


def test_taking_over_fills_what_is_known_and_happens_once(world: World) -> None:
    dina = world.actor("dina")
    actions.give_answers(
        dina, authority=world.zonderbeke, group="directie", answers={"meldpunt": "de servicedesk, 05 000 00 10"}
    )
    document = actions.take(dina, authority=world.zonderbeke, pack_id="incidentprocedure")
    text = text_of(world, document)
    assert "de servicedesk, 05 000 00 10" in text
    assert "[[meldpunt]]" not in text
    assert "[[wachtnummer]]" in text
    assert (document.template, document.template_version) == ("incidentprocedure", "1")
    with pytest.raises(Refused):
        actions.take(dina, authority=world.zonderbeke, pack_id="incidentprocedure")


def text_of(world: World, document: Document) -> str:
    with scope(world.system, [world.zonderbeke]):
        return str(Version.objects.get(document=document).text)


def test_a_later_answer_fills_the_drafts_and_a_gap_is_not_submitted(world: World) -> None:
    dina = world.actor("dina")
    document = actions.take(dina, authority=world.zonderbeke, pack_id="telewerk")
    with scope(world.system, [world.zonderbeke]):
        version = Version.objects.select_related("document", "authority").get(document=document)
    with pytest.raises(Refused, match=re.escape("[[vpn]]")):
        documents.submit(dina, version=version)
    actions.give_answers(
        dina,
        authority=world.zonderbeke,
        group="ict",
        answers={"vpn": "Zonderbeke-thuis", "toegang_eigen_toestel": "de webwerkplek"},
    )
    actions.give_answers(dina, authority=world.zonderbeke, group="directie", answers={"wachtnummer": "05 000 00 11"})
    assert values.open_keys(text_of(world, document)) == ()
    assert documents.submit(dina, version=version).status == "review"


def test_who_may_not_read_an_answer_does_not_get_it(world: World) -> None:
    actions.give_answers(
        world.actor("dina"),
        authority=world.zonderbeke,
        group="ict",
        answers={"servers": "twee in de kelder", "vpn": "thuis"},
    )
    world.employ("hanne", ["document_owner"])
    for who, known in (("an", {"servers"}), ("dina", {"servers", "vpn"}), ("hanne", set()), ("chris", set())):
        actor = world.actor(who)
        with scope(actor, [world.zonderbeke]):
            assert set(queries.answers(world.zonderbeke)) - {"bestuur"} == known, who
    with pytest.raises(NotAllowed):
        actions.give_answers(world.actor("chris"), authority=world.zonderbeke, group="ict", answers={"vpn": "x"})
    with pytest.raises(Invalid):
        actions.give_answers(world.actor("dina"), authority=world.zonderbeke, group="ict", answers={"meldpunt": "x"})


def test_local_changes_are_counted_and_survive_a_newer_template(world: World, monkeypatch: Any) -> None:
    dina = world.actor("dina")
    document = actions.take(dina, authority=world.zonderbeke, pack_id="afwijkingen")
    with scope(world.system, [world.zonderbeke]):
        version = Version.objects.select_related("document", "authority").get(document=document)
    ours = version.text.replace("Hoogstens een jaar.", "Hoogstens zes maanden.")
    documents.save_draft(dina, version=version, text=ours, base=version.revision)
    with scope(dina, [world.zonderbeke]):
        taken = queries.taken(world.zonderbeke)["afwijkingen"]
        assert (taken.changes, taken.newer) == (1, False)
    with pytest.raises(Refused):
        actions.take_over(dina, document=document)
    pack = values.packs()["afwijkingen"]
    later = replace(pack, version="2", text=pack.text.replace("binnen tien werkdagen", "binnen vijf werkdagen"))
    monkeypatch.setattr(queries, "packs", lambda: {"afwijkingen": later})
    monkeypatch.setattr(actions, "packs", lambda: {"afwijkingen": later})
    with scope(dina, [world.zonderbeke, world.lissegem]):
        assert queries.behind([world.zonderbeke.pk, world.lissegem.pk]) == {world.zonderbeke.pk: 1}
    actions.take_over(dina, document=document)
    text = text_of(world, document)
    assert "Hoogstens zes maanden." in text
    assert "binnen vijf werkdagen" in text
    with scope(dina, [world.zonderbeke]):
        assert queries.taken(world.zonderbeke)["afwijkingen"].newer is False


def test_a_walk_becomes_findings(world: World) -> None:
    dina = world.actor("dina")
    walk = actions.begin_walk(dina, authority=world.zonderbeke, place="Gemeentehuis")
    spot = actions.see(
        dina,
        walk=walk,
        where="Kelder",
        seen="Deur staat open.",
        severity="high",
        photo=io.BytesIO(PNG),
        name="deur.png",
    )
    assert len(spot.photo_sha256) == 64
    extra = actions.see(dina, walk=walk, where="Onthaal", seen="Scherm niet vergrendeld.", severity="low")
    with pytest.raises(Invalid):
        actions.see(dina, walk=walk, where="", seen="", severity="erg")
    with pytest.raises(Invalid, match="geen foto"):
        actions.see(dina, walk=walk, where="x", seen="y", severity="low", photo=io.BytesIO(b"tekst"), name="a.txt")
    actions.drop_spot(dina, spot=extra)
    assert actions.close_walk(dina, walk=walk) == 1
    with pytest.raises(Refused):
        actions.see(dina, walk=walk, where="Zolder", seen="Lek.", severity="low")
    with scope(world.system, [world.zonderbeke]):
        finding = Finding.objects.get(title="Gemeentehuis, Kelder")
        assert Spot.objects.get(pk=spot.pk).finding_id == finding.pk
        assert Answer.objects.count() == 0


def test_the_start_follows_from_the_records(world: World) -> None:
    dina = world.actor("dina")
    with scope(dina, [world.lissegem]):
        before = queries.start(world.lissegem)
        assert len(before) == 5
    actions.take(dina, authority=world.lissegem, pack_id="informatieveiligheidsbeleid")
    actions.give_answers(
        dina,
        authority=world.lissegem,
        group="gebouwen",
        answers={"gebouwen": "Dorp 1", "papiercontainers": "bij de printers"},
    )
    with scope(dina, [world.lissegem]):
        after = queries.start(world.lissegem)
    done = {step.step.id for day in after for step in day.steps if step.done}
    assert {"beleid", "talk-gebouwen"} <= done - {step.step.id for day in before for step in day.steps if step.done}


def test_pages(world: World, browse: Any) -> None:
    dina: Client = browse("dina")
    for path in (
        "/sjablonen/",
        "/zonderbeke/sjablonen/",
        "/zonderbeke/sjablonen/telewerk/",
        "/zonderbeke/start/",
        "/zonderbeke/start/gesprek/ict/",
        "/zonderbeke/start/rondgang/",
    ):
        assert dina.get(path).status_code == 200, path
    pushed = dina.post("/sjablonen/", {"sjabloon": "telewerk", "bestuur": ["zonderbeke", "lissegem"]}, follow=True)
    assert "staat nu als ontwerp klaar in Lissegem, Zonderbeke" in pushed.content.decode()
    for query, seen, unseen in (
        ("zoek=lis", "Lissegem", "Zonderbeke</"),
        ("stand=niet", "Geen bestuur met deze", "Lissegem</"),
    ):
        shown = dina.get(f"/sjablonen/?sjabloon=telewerk&{query}").content.decode().split("<main")[1]
        assert seen in shown, query
        assert unseen not in shown, query
    everywhere = dina.post("/sjablonen/", {"sjabloon": "leveranciers", "overal": "1"}, follow=True)
    assert "klaar in Lissegem, Zonderbeke" in everywhere.content.decode()
    begun = dina.post("/zonderbeke/start/rondgang/", {"place": "Gemeentehuis", "on": "02/03/2026"})
    assert dina.post(begun["Location"], {"where": "", "seen": "", "severity": "low"}).status_code == 422
    assert dina.get(begun["Location"]).status_code == 200
    chris: Client = browse("chris")
    assert chris.get("/zonderbeke/sjablonen/").status_code == 404
    assert chris.get("/zonderbeke/start/").status_code == 404
    an: Client = browse("an")
    assert an.get("/zonderbeke/sjablonen/informatieveiligheidsbeleid/").status_code == 404
