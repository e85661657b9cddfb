"""Attachments inside the PDF of their version: the same bytes, as many as fit, none that has other readers."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace

import pikepdf
import pypdf
import pytest

from roeland.documents import actions, annexes
from roeland.documents.models import Attachment, Version
from roeland.documents.render import Attachment as Inside
from roeland.documents.render import document_from_data, document_to_data, render_pdf
from roeland.documents.render.inside import media, names
from roeland.duties import evidence_store
from roeland.kernel import gate
from roeland.kernel.scope import scope
from tests.documents.conftest import draft, made, submitted
from tests.documents.sample import sample
from tests.documents.test_output import take, words
from tests.world import World

CSV = b"toestel;eigenaar\nZB-1;balie\n"
RAW = bytes(range(256)) * 40


def attach(world: World, version: Version, content: bytes, name: str, label: str = "") -> Attachment:
    return actions.attach(world.actor("dina"), version=version, file=io.BytesIO(content), name=name, label=label)


def approved(world: World, audience: str = "policy", **files: bytes) -> tuple[Version, list[Attachment]]:
    """An approved version with these attachments."""
    document = made(world, audience=audience)
    version = draft(world, document)
    rows = [attach(world, version, content, f"{name}.csv", f"Lijst {name}") for name, content in files.items()]
    return actions.approve(world.actor("bert"), version=submitted(world, document), decision=""), rows


def inside(content: bytes) -> dict[str, list[bytes]]:
    return pypdf.PdfReader(io.BytesIO(content)).attachments


def test_the_sealed_pdf_carries_the_sealed_files(world: World) -> None:
    version, (first, second) = approved(world, toestellen=CSV, ruw=RAW)
    paper = take(world, version)
    got = inside(paper.content)
    assert {name: [hashlib.sha256(each).hexdigest() for each in found] for name, found in got.items()} == {
        "toestellen.csv": [first.sha256],
        "ruw.csv": [second.sha256],
    }
    with pikepdf.open(io.BytesIO(paper.content)) as pdf:
        spec = pdf.Root.AF[0]
        assert {str(each.AFRelationship) for each in pdf.Root.AF} == {"/Supplement"}
        assert str(pdf.attachments["toestellen.csv"].obj.Desc) == "Lijst toestellen"
        assert str(pdf.attachments["toestellen.csv"].obj.EF.F.Subtype) == "/text/csv"
        assert "/ModDate" in spec.EF.F.Params
        with pdf.open_metadata() as meta:
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
    text = words(paper).replace("\n", "")
    assert "in deze PDF" in text
    assert first.sha256[:40] in text
    assert take(world, version, who="bert").content == paper.content


def test_what_does_not_fit_is_listed_with_its_seal(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    version, rows = approved(world, groot=b"x" * 60, ook=b"y" * 60, klein=b"z" * 30)
    with scope(world.system, [world.zonderbeke]):
        found = annexes.inside(version, rows, most=100)
    assert [file.name for file in found.values()] == ["groot.csv", "klein.csv"]
    monkeypatch.setattr(annexes, "EMBEDDED_MOST", 10)
    monkeypatch.setattr(annexes.inside, "__defaults__", (10,))
    paper = take(world, version)
    assert inside(paper.content) == {}
    text = words(paper).replace("\n", "")
    assert text.count("alleen in Roeland") == 3
    assert all(row.sha256[:40] in text for row in rows)


def test_a_file_that_is_no_longer_what_was_sealed_is_not_carried(world: World) -> None:
    version, (row,) = approved(world, lijst=CSV)
    path = evidence_store.path_of(row.sha256)
    path.chmod(0o640)
    path.write_bytes(b"iets anders")
    assert inside(take(world, version).content) == {}


def test_an_attachment_with_other_readers_stays_behind_name_and_all(world: World) -> None:
    version, rows = approved(world, geheimelijst=CSV, gewoon=RAW)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Attachment.objects.filter(pk=rows[0].pk).update(audience="plan_technical")
    for form in ("pdf", "docx", "html"):
        content = take(world, version, form).content
        if form == "pdf":
            assert list(inside(content)) == ["gewoon.csv"]
            assert "geheimelijst" not in words(take(world, version))
        assert b"geheimelijst" not in content
        assert rows[0].sha256.encode() not in content


def test_closing_the_document_closes_its_attachments(world: World) -> None:
    """The circle of readers of a document is that of its attachments: there is no closed one beside an open one."""
    document = made(world)
    row = attach(world, draft(world, document), CSV, "a.csv")
    actions.change_readers(world.actor("dina"), document=document, audience="plan_general")
    with scope(world.system, [world.zonderbeke]):
        assert Attachment.objects.get(pk=row.pk).audience == "plan_general"


def test_other_forms_list_what_they_do_not_hold(world: World) -> None:
    version, (row,) = approved(world, lijst=CSV)
    html = take(world, version, "html").content.decode()
    assert "lijst.csv" in html
    assert row.sha256 in html
    assert "in deze PDF" not in html


def test_a_version_without_attachments_says_nothing_of_them(world: World) -> None:
    version, _ = approved(world)
    assert "Bijlagen" not in words(take(world, version))


def test_names_and_media_types_that_every_reader_unpacks() -> None:
    files = [Inside(name, "x", "", b"x") for name in ("a.txt", "A.txt", "..", "../b", "c\u202etxt.exe", "")]
    assert names(files) == ["a.txt", "A (2).txt", "bestand", "_b", "ctxt.exe", "bestand (2)"]
    assert [media(one) for one in ("text/csv; charset=utf-8", "TEXT/CSV", "raar", "a/b/c", "")] == [
        "text/csv",
        "text/csv",
        *["application/octet-stream"] * 3,
    ]
    hostile = replace(sample(), attachments=tuple(Inside("#x $y\\z", "raar", "漢", RAW) for _ in range(2)))
    assert [found[0] for found in inside(render_pdf(hostile)).values()] == [RAW, RAW]
    assert document_from_data(document_to_data(hostile)) == hostile
