"""A version as a file for one reader: which form, whether he may take it along, and the fact that he did."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from uuid import UUID

from django.utils.html import format_html

from roeland.documents.actions.output import print_version, seal_pdf
from roeland.documents.actions.reading import is_open
from roeland.documents.models import Version
from roeland.documents.paper import document_of
from roeland.documents.queries import may_take, whole
from roeland.documents.render import Document, render_html, render_pdf
from roeland.documents.render.docx import render_docx
from roeland.documents.values import VersionStatus
from roeland.duties import evidence_store
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed
from roeland.ledger.queries import status

log = logging.getLogger("roeland.documents.output")
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}
_SHEET = """body{font:16px/1.6 "Public Sans",system-ui,sans-serif;color:#18201d;max-width:42rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #dfe2dc;vertical-align:top}
.num{text-align:right}.paper-head,.paper-foot{color:#47524d;font-size:.875rem}.paper-title{font-size:2rem;font-weight:700}
.tlp{background:#000;color:#fff;padding:0 .4rem;font-family:monospace;font-weight:700}dt{font-weight:600}dd{margin:0 0 .4rem}
pre{white-space:pre-wrap;overflow-wrap:anywhere}.paper-notice{background:#fdf3e1;padding:.5rem .75rem}svg{max-width:100%;height:auto}"""


class NoPaper(Exception):
    """This version has no such form: it is an uploaded file, or its sealed bytes are gone."""


@dataclass(frozen=True)
class Paper:
    """A file to take along."""

    name: str
    content: bytes
    media_type: str


def take(actor: Actor, version: Version, form: str) -> Paper:
    """The version as a file (`form`: pdf, docx, html), within the open scope; a restricted one leaves its fact.

    Raises NotAllowed for who may only read it here (onsite, under a mandate), NoPaper when there is none. The PDF of an approved
    version is the sealed one, the same bytes for ever; it is sealed now when the worker did not come to it yet.
    """
    if not may_take(actor, version):
        raise NotAllowed("documents:document:see")
    if version.file_sha256 or form not in MEDIA:
        raise NoPaper
    made = _sealed(version) if form == "pdf" and version.content is not None else _made(version, form)
    if not is_open(version):
        print_version(actor, version=version, form=form)
    draft = "-ontwerp" if version.approved_on is None else ""
    return Paper(f"{version.document.number}-{version.number}{draft}.{form}", made, MEDIA[form])


def _sealed(version: Version) -> bytes:
    sha256 = version.pdf_sha256 or seal(version.authority_id, version.pk)
    try:
        with evidence_store.open_file(sha256) as file:
            return file.read()
    except (FileNotFoundError, ValueError):
        raise NoPaper from None


def _made(version: Version, form: str) -> bytes:
    proof = status(version.authority_id) if version.content is not None else None
    document = document_of(version, proof=proof, files=form == "pdf")
    if form == "pdf":
        return render_pdf(document)
    return render_docx(document) if form == "docx" else page(document).encode()


def page(document: Document) -> str:
    """A web page that stands by itself: no script, nothing from elsewhere."""
    return format_html(
        '<!doctype html>\n<html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        "<title>{}</title><style>{}</style></head><body><main>{}</main></body></html>\n",
        document.language,
        document.title,
        _SHEET,
        render_html(document),
    )


def seal(authority_id: UUID, version_id: UUID) -> str:
    """Print and seal an approved version as Roeland itself; the SHA-256 of its PDF, also when it was sealed already."""
    with whole(authority_id):
        version = Version.objects.select_related("document", "authority", "approved_by").get(pk=version_id)
        if not version.pdf_sha256:
            version = seal_pdf(Actor.system("documents", [authority_id]), version=version)
        return str(version.pdf_sha256)


def seal_approved() -> int:
    """Job: print what was approved and has no PDF yet; how many. One that fails stops no other."""
    made = 0
    for authority_id in Authority.everything.order_by("slug").values_list("pk", flat=True):
        with scope(Actor.system("worker", [authority_id]), [authority_id]):
            states = [VersionStatus.APPROVED, VersionStatus.PUBLISHED]
            rows = Version.objects.filter(status__in=states, pdf_sha256="", file_sha256="").exclude(content=None)
            waiting = list(rows.values_list("pk", flat=True))
        for pk in waiting:
            try:
                seal(authority_id, pk)
                made += 1
            except Exception:
                log.exception("the PDF of version %s failed", pk)
    return made
