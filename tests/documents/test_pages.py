"""The pages of documents: the list, reading, writing with two, remarks, the steps to publication, history, files."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.documents import actions, paper, queries
from roeland.documents.models import Attachment, Comment, Document
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry
from roeland.people import actions as people
from tests.documents.conftest import TEXT, draft, fresh, made, one, published, submitted
from tests.world import World

HOME = "/zonderbeke/documenten/"


def where(document: Document, *steps: str) -> str:
    return "/".join([HOME.rstrip("/"), document.number, *steps, ""])


def html(response: Any) -> str:
    return str(response.content.decode())


def test_the_list_counts_only_what_its_reader_may_see(browse: Any, world: World) -> None:
    for title, audience in (("Beleid", "policy"), ("Technisch plan", "plan_technical"), ("Geheim rapport", "audit")):
        published(world, made(world, title, audience, approve_role="general_director"))
    made(world, "Nog in de maak")
    shown = html(browse("an").get(HOME))
    assert "2 documenten" in shown
    assert "Geheim" not in shown
    assert "audit" not in shown.lower()
    assert "Nog in de maak" not in shown
    assert "Document beginnen" in shown  # An edits the technical part
    assert "4 documenten" in html(browse("dina").get(HOME))
    assert "1 document" in html(browse("chris").get(HOME))
    assert browse("chris").get("/documenten/").status_code == 200
    assert "Geheim" not in html(browse("an").get("/zoek/?zoek=rapport"))
    assert "Technisch plan" in html(browse("an").get("/zoek/?zoek=VPT-0001"))


def test_filters_and_search(browse: Any, world: World) -> None:
    made(world, "Eerste", owner=world.person("an"))
    made(world, "Tweede", "plan_technical", kind="plan")
    client = browse("dina")
    assert "Tweede" not in html(client.get(f"{HOME}?soort=policy"))
    assert "Eerste" not in html(client.get(f"{HOME}?lezers=plan_technical"))
    assert "Eerste" in html(client.get(f"{HOME}?eigenaar={world.person('an').pk}"))
    assert "Eerste" not in html(client.get(f"{HOME}?zoek=tweede"))
    assert "Filters wissen" in html(client.get(f"{HOME}?status=draft&zoek=niets"))


def test_an_empty_list_says_what_to_do(browse: Any, world: World) -> None:
    assert "Zonderbeke heeft hier nog geen document." in html(browse("dina").get(HOME))
    assert "Er is nog geen document voor jou." in html(browse("chris").get(HOME))


def test_the_list_costs_the_same_for_one_and_for_many(browse: Any, world: World) -> None:
    client = browse("dina")
    counts = []
    for more in (1, 4):
        for number in range(more):
            made(world, f"Stuk {more} {number}", owner=world.person("an"))
        client.get(HOME)
        with CaptureQueriesContext(connection) as caught:
            client.get(HOME)
        counts.append(len(caught))
    assert counts[0] == counts[1]


def test_reading_says_for_whom_and_seals(browse: Any, world: World) -> None:
    document = made(world, "Technisch plan", "plan_technical")
    version = published(world, document)
    shown = html(browse("an").get(where(document)))
    assert "TLP:AMBER+STRICT" in shown
    assert "Technisch deel" in shown
    assert "enkel voor" in shown
    assert "Bert Maes, 2/03/2026" in shown
    assert version.sha256[:4] in shown
    assert "Iedereen sluit zijn scherm af." in shown
    assert "Verder schrijven" not in shown
    assert browse("chris").get(where(document)).status_code == 404
    assert browse("chris").get(where(document, "versies", "1.0")).status_code == 404
    with scope(world.system, [world.zonderbeke]):
        assert LedgerEntry.objects.filter(action="documents:version:read").count() == 1


def test_a_long_document_is_read_chapter_by_chapter(browse: Any, world: World) -> None:
    text = "".join(
        f"# Deel {n}\n\n" + "".join(f"Alinea {n}.{m} staat hier.\n\n" for m in range(12)) for n in range(1, 5)
    )
    document = made(world, text=text)
    published(world, document)
    client = browse("an")
    first = html(client.get(where(document)))
    assert "Alinea 1.3" in first
    assert "Alinea 2.3" not in first
    anchor = first.split(">Deel 2<", 1)[0].rsplit("?deel=", 1)[1].split('"')[0]
    second = html(client.get(where(document) + f"?deel={anchor}"))
    assert "Alinea 2.3" in second
    assert 'rel="prev"' in second
    assert "Alinea 4.3" in html(client.get(where(document) + "?deel=alles"))


def test_two_writers_lose_nothing_on_the_page(browse: Any, world: World) -> None:
    document = made(world)
    fien, dina = browse("fien"), browse("dina")
    url = where(document, "schrijven")
    assert "Iedereen sluit" in html(dina.get(url))
    assert fien.post(url, {"text": TEXT.replace("Doel", "Doel en bereik"), "base": 1}).status_code == 302
    answer = dina.post(url, {"text": TEXT + "\nVan Dina.\n", "base": 1})
    assert answer.status_code == 409
    shown = html(answer)
    assert "Fien bewaarde om 09:00." in shown
    assert "Jouw tekst staat eronder, niets is weg." in shown
    assert "In het tekstvak staan beide al samen" in shown
    both = shown.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]
    assert "Doel en bereik" in both
    assert "Van Dina." in both
    assert "niets is weg" in html(dina.get(url))  # it waits until it is brought in
    assert dina.post(url, {"text": both, "base": 2, "merges": 3}).status_code == 302
    assert "niets is weg" not in html(dina.get(url))
    assert "Van Dina." in draft(world, document).text


def test_the_preview_saves_nothing(browse: Any, world: World) -> None:
    document = made(world)
    url = where(document, "schrijven")
    data = {"text": "# Iets anders\n\nNog niet bewaard.", "base": 1, "doe": "voorbeeld"}
    partial = html(browse("dina").post(url, data, headers={"HX-Request": "true"}))
    assert "<h2" in partial
    assert "<html" not in partial
    assert "Nog niet bewaard." in html(browse("dina").post(url, data))
    assert draft(world, document).text == TEXT


def test_what_somebody_writes_is_never_markup(browse: Any, world: World) -> None:
    document = made(
        world, title="<script>alert(1)</script>", text="# Kop\n\n<img src=x onerror=alert(1)> [x](javascript:alert(1))"
    )
    shown = html(browse("dina").get(where(document))) + html(browse("dina").get(where(document, "schrijven")))
    assert "<script>alert" not in shown
    assert "<img" not in shown
    assert 'href="javascript' not in shown


def test_remarks_under_a_paragraph(browse: Any, world: World) -> None:
    document = made(world)
    client = browse("dina")
    page = html(client.get(where(document)))
    anchor = page.split("?opmerking=")[1].split("#")[0]
    assert "Opmerking plaatsen" in html(client.get(where(document) + f"?opmerking={anchor}"))
    assert client.post(where(document, "opmerking"), {"text": "", "anchor": anchor}).status_code == 422
    assert client.post(where(document, "opmerking"), {"text": "Ook thuis?", "anchor": anchor}).status_code == 302
    shown = html(browse("bert").get(where(document)))
    assert "Ook thuis?" in shown
    with scope(world.system, [world.zonderbeke]):
        row = Comment.objects.get()
    assert browse("an").post(where(document, "opmerkingen", str(row.pk))).status_code == 404
    assert client.post(where(document, "opmerkingen", str(row.pk))).status_code == 302
    assert "Afgehandeld door Dina Claes." in html(client.get(where(document)))


def test_from_draft_to_reader(browse: Any, world: World) -> None:
    dina, bert, an = browse("dina"), browse("bert"), browse("an")
    answer = dina.post(
        f"{HOME}nieuw/",
        {
            "title": "Wachtwoordbeleid",
            "kind": "policy",
            "audience": "policy",
            "approve_role": "general_director",
            "review_months": 24,
            "language": "nl",
        },
    )
    assert answer.status_code == 302
    with scope(world.system, [world.zonderbeke]):
        document = Document.objects.select_related("authority").get()
    assert answer["Location"] == where(document, "schrijven")
    dina.post(where(document, "schrijven"), {"text": TEXT, "base": 0})
    assert "Voorleggen" in html(dina.get(where(document, "voorleggen")))
    assert bert.get(where(document, "goedkeuren")).status_code == 200
    dina.post(where(document, "voorleggen"))
    assert "Dit wacht op jouw beslissing." in html(bert.get(where(document)))
    assert "Wachtwoordbeleid, versie 1.0" in html(bert.get(HOME))
    assert dina.get(where(document, "goedkeuren")).status_code == 404
    today = html(bert.get("/zonderbeke/"))
    assert "Goedkeuren: Wachtwoordbeleid, versie 1.0" in today
    assert f"/zonderbeke/documenten/versie/{draft(world, document).pk}/" in today
    door = bert.get(f"/zonderbeke/documenten/versie/{draft(world, document).pk}/")
    assert door["Location"] == where(document, "versies", "1.0")
    assert bert.post(where(document, "terugsturen"), {"reason": ""}).status_code == 422
    assert bert.post(where(document, "terugsturen"), {"reason": "Noem de dienst."}).status_code == 302
    dina.post(where(document, "voorleggen"))
    assert bert.post(where(document, "goedkeuren"), {"on": "2027-01-01"}).status_code == 422
    assert bert.post(where(document, "goedkeuren"), {"on": "2026-03-02"}).status_code == 302
    assert an.get(where(document)).status_code == 404
    assert dina.post(where(document, "publiceren"), {}).status_code == 302
    assert "Iedereen sluit zijn scherm af." in html(an.get(where(document)))
    assert "Dit geldt nu." in html(dina.get(where(document)))
    assert dina.post(where(document, "nieuwe-versie"), {"step": "minor"}).status_code == 302
    assert "Versie 1.1 openen" in html(dina.get(where(document)))
    assert "1.1" not in html(an.get(where(document)))
    shown = html(dina.get(where(document, "geschiedenis")))
    assert "publiceerde versie 1.0 van “Wachtwoordbeleid”" in shown
    assert "publiceerde" not in html(an.get(where(document, "geschiedenis")))
    assert dina.post(where(document, "stopzetten"), {"reason": "Niet nodig."}).status_code == 302
    assert dina.post(where(document, "intrekken"), {"reason": "Vervangen."}).status_code == 302
    assert an.get(where(document)).status_code == 404
    assert "Ingetrokken" in html(dina.get(where(document)))


def test_who_wrote_it_sees_why_he_may_not_approve(browse: Any, world: World) -> None:
    document = made(world)
    actions.save_draft(world.actor("bert"), version=draft(world, document), text=TEXT + "\nVan Bert.", base=1)
    submitted(world, document)
    assert "Wie de tekst schreef, keurt niet zelf goed." in html(browse("bert").get(where(document)))
    assert "Wie de tekst schreef" in html(browse("bert").get(where(document, "goedkeuren")))


def test_properties_and_readers(browse: Any, world: World) -> None:
    document = made(world)
    client = browse("dina")
    data = {"title": "Anders", "kind": "standard", "approve_role": "dpo", "tlp": "TLP:AMBER"}
    data |= {"review_months": 12, "language": "nl"}  # type: ignore[dict-item]
    assert client.post(where(document, "gegevens"), data).status_code == 302
    now = fresh(world, document)
    assert (now.title, now.kind, now.review_months) == ("Anders", "standard", 12)
    assert client.post(where(document, "gegevens"), data | {"title": ""}).status_code == 422
    assert client.post(where(document, "lezers"), {"audience": "plan_technical"}).status_code == 302
    assert fresh(world, document).audience == "plan_technical"
    assert browse("bert").get(where(document, "lezers")).status_code == 404


@pytest.mark.parametrize("name", ["kaart.txt", "vreemd.html"])
def test_files_come_back_as_attachments(browse: Any, world: World, name: str) -> None:
    document = made(world, audience="plan_technical")
    client = browse("dina")
    file = SimpleUploadedFile(name, b"<script>alert(1)</script>")
    url = where(document, "schrijven", "bijlage")
    assert client.post(url, {"bijlage-file": file, "bijlage-label": "de kaart"}).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        row = Attachment.objects.get()
    download = where(document, "bijlagen", str(row.pk))
    answer = client.get(download)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Type"].split(";")[0] in {"text/plain", "application/octet-stream"}
    answer.getvalue()
    assert browse("chris").get(download).status_code == 404
    assert client.post(where(document, "bijlagen", str(row.pk), "weghalen")).status_code == 302
    assert client.get(download).status_code == 404


def test_an_uploaded_version(browse: Any, world: World) -> None:
    document = made(world, text="")
    client = browse("dina")
    file = SimpleUploadedFile("beleid.txt", b"Een oud beleid.")
    assert client.post(where(document, "schrijven", "bestand"), {"versie-file": file}).status_code == 302
    shown = html(client.get(where(document)))
    assert "beleid.txt" in shown
    assert "Een oud beleid." in shown
    answer = client.get(where(document, "versies", "1.0", "bestand"))
    assert answer["Content-Disposition"].startswith("attachment;")
    answer.getvalue()
    assert "Verder schrijven als tekst" in html(client.get(where(document, "schrijven")))
    assert client.post(where(document, "schrijven", "tekst")).status_code == 302
    assert "Een oud beleid." in html(client.get(where(document, "schrijven")))


def test_replaced_shows_the_way(browse: Any, world: World) -> None:
    old, new = made(world, "Oud"), made(world, "Nieuw")
    published(world, old)
    published(world, new)
    assert browse("dina").post(where(old, "vervangen"), {"by": str(new.pk)}).status_code == 302
    shown = html(browse("an").get(where(old)))
    assert "Nieuw document lezen" in shown
    assert where(new) in shown
    assert one(world, old).status == "published"


def test_the_parts_of_the_plan_carry_the_letters_of_the_authority(browse: Any, world: World) -> None:
    plan = made(world, "Veiligheidsplan, technisch", "plan_technical", kind="plan")
    version = published(world, plan)
    people.change_profile(
        world.actor("bert"), authority=world.zonderbeke, changes={"letter_technical": "C", "letter_general": "D"}
    )
    assert "plan, deel C" in html(browse("an").get(HOME))
    assert "deel C, versie 1.0" in html(browse("an").get(where(plan)))
    with scope(world.actor("bert"), [world.zonderbeke]):
        version = queries.version(world.zonderbeke, version.pk) or version
        assert ("Deel van het plan", "deel C") in paper.facts(version)
