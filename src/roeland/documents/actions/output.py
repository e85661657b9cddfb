"""Verbs of papers that leave the room: the PDF of an approved version sealed for ever, and who took a restricted one along."""

from __future__ import annotations

import io

from django.utils.translation import gettext as _

from roeland.documents.actions.common import fresh, named
from roeland.documents.models import Version
from roeland.documents.output_facts import PdfSealed, VersionPrinted
from roeland.documents.paper import document_of
from roeland.documents.queries import may_take
from roeland.documents.render import render_pdf
from roeland.documents.rules import P
from roeland.duties import erasing
from roeland.kernel.actor import Actor
from roeland.ledger import checkpointing, keys
from roeland.ledger.action import NotAllowed, Refused, action, state
from roeland.ledger.append import locked
from roeland.ledger.queries import status

FORMS = {"pdf": "PDF", "docx": "Word-bestand", "html": "webpagina"}


@action(P.EDIT, PdfSealed)
def seal_pdf(actor: Actor, *, version: Version) -> Version:
    """Print an approved version once and for ever, with a checkpoint that covers its approval. Roeland itself calls this.

    Refused for what is not approved, was printed already, or is an uploaded file.
    """
    version = fresh(version)
    if version.content is None or version.file_sha256:
        raise Refused(_("Van deze versie is er geen PDF om te verzegelen."))
    if version.pdf_sha256:
        raise Refused(_("De PDF van deze versie is al verzegeld."))
    try:
        checkpointing.sign(locked(version.authority_id))
    except (checkpointing.Forked, keys.KeyMissing) as problem:
        raise Refused(_("Het logboek kan niet getekend worden. Vraag de beheerder om het na te kijken.")) from problem
    printed = render_pdf(document_of(version, proof=status(version.authority_id), files=True))
    stored = erasing.seal(io.BytesIO(printed), f"{version.document.number}-{version.number}.pdf")
    version.pdf_sha256 = stored.sha256
    version.save(update_fields=["pdf_sha256"])
    state(PdfSealed(about=version, **named(version), sha256=stored.sha256, size=stored.size))
    return version


@action(P.SEE, VersionPrinted)
def print_version(actor: Actor, *, version: Version, form: str) -> None:
    """State that somebody takes a restricted version along as PDF, Word file or page. NotAllowed for who may only read it here."""
    version = fresh(version)
    if not may_take(actor, version):
        raise NotAllowed(P.SEE.code)
    if form not in FORMS:
        raise Refused(_("Deze vorm bestaat niet."))
    state(VersionPrinted(about=version, **named(version), form=FORMS[form]))
