"""A version as a paper: cover, contents, text, and what a third party needs to check it. Reads; renders nothing."""

from __future__ import annotations

from dataclasses import replace

from roeland.documents import annexes, content, letters
from roeland.documents.models import Version
from roeland.documents.render import (
    Block,
    Contents,
    CoverPage,
    Document,
    Heading,
    KeyValue,
    Notice,
    PageBreak,
    Tone,
    VerificationBlock,
    paragraph,
)
from roeland.documents.values import CIRCLES, DocumentKind
from roeland.kernel.rights import RIGHTS
from roeland.ledger.queries import Status
from roeland.ui import dates

FEWEST = 4  # headings: from here on a table of contents helps
STEPS = (
    "Vraag bij het bestuur de bundel van het logboek op.",
    "Voer op een eigen toestel met Python uit: python3 verify.py BUNDEL --key “de openbare sleutel hieronder”.",
    "Zoek in de bundel de regel documents:version:approved van deze versie. De verzegeling daarin moet gelijk zijn aan die hier.",
    "Zoek de regel documents:version:pdf-sealed. De SHA-256 daarin moet gelijk zijn aan die van dit bestand.",
)
# A Word file and a page are made anew each time: only the PDF is sealed, so their own hash stands nowhere.
OTHER_FORM = (
    *STEPS[:-1],
    "Dit bestand zelf is niet verzegeld: enkel de PDF van deze versie is dat (documents:version:pdf-sealed). Leg ze naast elkaar.",
)


def document_of(version: Version, *, proof: Status | None = None, files: bool = False) -> Document:
    """The whole document of a version that comes with its document, authority and approver, in the open scope.

    An approved version is what was frozen; with the `proof` of the ledger it can be held against the log. A draft says that it is one.
    Attachments are listed with their seals; with `files` they are in it, as far as they fit: it becomes the PDF that is sealed, and the
    way to check it says so.
    """
    body = content.of(version)
    approved = version.approved_on is not None
    blocks: list[Block] = [CoverPage(body.title, body.authority, tuple(facts(version)))]
    if not approved:
        blocks.append(Notice("Dit is een ontwerp. Het geldt niet en kan nog veranderen.", Tone.WARN))
    if sum(isinstance(block, Heading) for block in body.blocks) >= FEWEST:
        blocks += [Contents(), PageBreak()]
    blocks += body.blocks
    rows = annexes.of(version)
    carried = annexes.inside(version, rows) if files else None
    blocks += annexes.listed(rows, carried)
    if approved:
        blocks += _verification(version, proof, STEPS if files else OTHER_FORM)
    status = content.status_words(version)
    return replace(
        body,
        blocks=tuple(blocks),
        status=status if approved else f"ONTWERP, {status}",
        attachments=tuple((carried or {}).values()),
    )


def facts(version: Version) -> list[tuple[str, str]]:
    """What stands on the cover."""
    document, part = version.document, letters.label(version.document)
    rows = [
        *([("Deel van het plan", part)] if part else []),
        ("Nummer", document.number),
        ("Versie", version.number),
        ("Soort", DocumentKind(document.kind).label),
        ("Lezers", CIRCLES[version.audience][1]),
    ]
    if document.information_class:
        rows.append(("Informatieklasse", f"klasse {document.information_class}"))
    if version.approved_on is None:
        return [*rows, ("Status", f"ONTWERP, {version.get_status_display()}")]
    body = RIGHTS.bodies.get(document.approve_body)
    who = (
        str(body["nl"])
        if body
        else f"{version.approved_by or ''}, {RIGHTS.roles[document.approve_role].nl}".lstrip(", ")
    )
    rows += [("Goedgekeurd door", who), ("Goedgekeurd op", dates.sentence_date(version.approved_on))]
    return [*rows, ("Besluit", version.decision)] if version.decision else rows


def _verification(version: Version, proof: Status | None, steps: tuple[str, ...]) -> list[Block]:
    blocks: list[Block] = [
        PageBreak(),
        Heading("Zo is dit document na te gaan", 1, "nagaan"),
        paragraph(
            "Wat hier staat, ligt vast sinds de goedkeuring. De goedkeuring staat in het logboek van het bestuur, dat alleen aangroeit. "
            "Een wijziging achteraf valt op, ook voor een derde."
        ),
        KeyValue((("Verzegeling (SHA-256)", version.sha256),), mono=True),
    ]
    if proof is None:
        return [*blocks, Notice("Er is nog geen ijkpunt van het logboek om dit aan te toetsen.", Tone.WARN)]
    return [*blocks, VerificationBlock(proof.vkey, proof.note, steps)]
