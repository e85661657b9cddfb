"""What leaves the room: the sealed PDF, Word and page; who may take it along; what the ledger keeps."""

from __future__ import annotations

import hashlib
import io
import zipfile

import pypdf
import pytest

from roeland.documents import actions, output
from roeland.documents.models import Version
from roeland.duties import evidence_store
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed
from roeland.ledger.models import LedgerEntry
from tests.documents.conftest import draft, made, one, published
from tests.world import World


def take(world: World, version: Version, form: str = "pdf", who: str = "dina") -> output.Paper:
    actor = world.actor(who)
    with scope(actor, [world.zonderbeke]):
        row = Version.objects.select_related("document", "authority", "approved_by").get(pk=version.pk)
        return output.take(actor, row, form)


def words(paper: output.Paper) -> str:
    pages = pypdf.PdfReader(io.BytesIO(paper.content)).pages
    return "\n".join(page.extract_text() for page in pages).replace("\u00a0", " ")


def told(world: World, code: str) -> int:
    with scope(world.system, [world.zonderbeke]):
        return LedgerEntry.objects.filter(action=code).count()


def test_an_approved_pdf_is_sealed_once_and_stays_the_same(world: World) -> None:
    version = published(world, made(world))
    assert output.seal_approved() == 1
    assert output.seal_approved() == 0
    first = take(world, version)
    with scope(world.system, [world.zonderbeke]):
        sealed = Version.objects.get(pk=version.pk).pdf_sha256
    assert hashlib.sha256(first.content).hexdigest() == sealed
    assert evidence_store.intact(sealed)
    assert take(world, version, who="an").content == first.content
    assert told(world, "documents:version:pdf-sealed") == 1
    assert told(world, "documents:version:printed") == 0  # every reader is staff
    text = words(first)
    for part in (
        "Wachtwoordbeleid",
        "BEL-0001",
        "TLP:GREEN",
        "Goedgekeurd door Bert Maes, algemeen directeur",
        "Wachtwoordbeleid, versie 1.0, goedgekeurd op 2/03/2026",
        "Iedereen sluit zijn scherm af.",
        "Openbare sleutel",
        "IJkpunt van het logboek",
        "documents:version:approved",
    ):
        assert part in text, part
    assert version.sha256[:20] in text.replace("\n", "")


def test_the_checkpoint_covers_the_approval(world: World) -> None:
    version = published(world, made(world))
    text = words(take(world, version)).replace("\n", " ")
    with scope(world.system, [world.zonderbeke]):
        idx = LedgerEntry.objects.get(action="documents:version:approved", object_id=version.pk).idx
    assert any(f" {size} " in text for size in range(idx + 1, idx + 6))


def test_a_draft_says_so_on_each_page(world: World) -> None:
    paper = take(world, draft(world, made(world)))
    assert paper.name == "BEL-0001-1.0-ontwerp.pdf"
    for page in pypdf.PdfReader(io.BytesIO(paper.content)).pages:
        assert "ONTWERP" in page.extract_text()
    assert "Openbare sleutel" not in words(paper)


def test_other_forms_and_no_form(world: World) -> None:
    version = published(world, made(world))
    pdf = words(take(world, version))
    assert "pdf-sealed" in pdf
    assert "niet verzegeld" not in pdf
    assert take(world, version, "docx").content.startswith(b"PK")
    html = take(world, version, "html").content.decode()
    assert "Iedereen sluit zijn scherm af." in html
    assert "<script" not in html
    assert "niet verzegeld" in html  # its own hash stands nowhere; that of the PDF does
    assert "gelijk zijn aan die van dit bestand" not in html
    with pytest.raises(output.NoPaper):
        take(world, version, "exe")


def test_every_form_is_in_the_language_of_the_document(world: World) -> None:
    document = made(world, "Politique", language="fr")
    version = published(world, document)
    assert b"fr-BE" in take(world, version).content
    page = take(world, version, "html").content.decode()
    assert page.count('lang="fr-BE"') == 2
    with zipfile.ZipFile(io.BytesIO(take(world, version, "docx").content)) as package:
        styles = package.read("word/styles.xml").decode()
    assert 'w:val="fr-BE"' in styles
    assert "nl-BE" not in styles
    with pytest.raises(Invalid):
        actions.describe(world.actor("dina"), document=document, language="xx")


def test_a_restricted_paper_leaves_its_fact(world: World) -> None:
    version = published(world, made(world, "Plan", "plan_technical"))
    take(world, version, who="bert")
    take(world, version, "docx", who="bert")
    assert told(world, "documents:version:printed") == 2


def test_an_uploaded_file_is_its_own_paper(world: World) -> None:
    document = made(world)
    actions.upload(world.actor("dina"), version=draft(world, document), file=io.BytesIO(b"tekst"), name="a.txt")
    with pytest.raises(output.NoPaper):
        take(world, draft(world, document))
    assert output.seal_approved() == 0


def test_reading_on_the_spot_gives_no_paper(world: World) -> None:
    version = published(world, made(world, "Plan", "plan_general"))
    seen = one(world, version.document, pk=version.pk)
    with pytest.raises(NotAllowed):
        output.take(world.actor("chris"), seen, "pdf")
    assert told(world, "documents:version:printed") == 0
