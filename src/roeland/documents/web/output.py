"""What a reader takes along: PDF, Word file, page; and the blocks that a writer may use."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.documents import blocks, output
from roeland.documents.models import Document, Version
from roeland.documents.queries import may_take
from roeland.documents.rules import P
from roeland.documents.values import AUDIENCES, CIRCLES
from roeland.documents.web import registry
from roeland.documents.web.common import address, standing_or_404, version_or_404
from roeland.kernel.http import Request
from roeland.kernel.page import page
from roeland.ledger.action import NotAllowed
from roeland.ui import components as c

FORMS = ("pdf", "docx", "html")


@page(P.SEE)
@require_GET
def take(request: Request, number: str, version: str, form: str) -> HttpResponse:
    """The version as a file. Who reads on the spot or under a mandate gets none: absent and refused are the same."""
    found = standing_or_404(request, number)
    row = version_or_404(found, version)
    row.document = found.document
    if registry.shut(request, found.document, row):
        raise Http404
    try:
        return response(output.take(request.actor, row, form))
    except (NotAllowed, output.NoPaper) as error:
        raise Http404 from error


def response(paper: output.Paper) -> HttpResponse:
    """A download that no browser opens as a page of Roeland."""
    return HttpResponse(
        paper.content,
        content_type=paper.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{paper.name}"',
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Cache-Control": "private, no-store",
        },
    )


def verbs(request: Request, document: Document, version: Version) -> list[c.Verb]:
    """The downloads in the rail of the reading page, for who may take the version along."""
    if version.file_sha256 or not may_take(request.actor, version):
        return []
    words = {"pdf": _("Downloaden als PDF"), "docx": _("Downloaden voor Word"), "html": _("Downloaden als webpagina")}
    return [c.Verb(words[form], address(document, form, version.number), quiet=True, icon="download") for form in FORMS]


registry.VERBS["output"] = verbs


@page(P.EDIT)
@require_GET
def help_page(request: Request) -> HttpResponse:
    """The blocks that a text may hold, each with an example and the circles of readers in which it may stand."""
    shown = [
        {"block": block, "circles": [CIRCLES[a][1] for a in AUDIENCES if not blocks.strangers(block, a)]}
        for block in blocks.every()
    ]
    request.crumb = _("Blokken")
    return render(request, "documents/blocks.html", {"rows": shown, "all": len(AUDIENCES)})
