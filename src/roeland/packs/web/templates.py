"""Templates: which there are, where they stand, how far an authority went its own way, and taking one over."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.documents import diff, markdown
from roeland.documents import queries as documents
from roeland.documents.models import Document
from roeland.documents.render import draw_blocks
from roeland.documents.values import CIRCLES, DocumentKind
from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.ledger.pages import pressed
from roeland.packs import actions, queries
from roeland.packs.queries import Taken
from roeland.packs.rules import P
from roeland.packs.values import Pack, packs, questions
from roeland.ui import dates

SHOWN_PARAGRAPHS = 12


@dataclass(frozen=True)
class Line:
    """A template with where it stands here."""

    pack: Pack
    kind: str
    circle: str
    taken: Taken | None
    url: str
    may_take: bool


def _may_take(request: Request, pack: Pack, authority: Authority) -> bool:
    return documents.held(request.actor, P.TAKE, authority.pk, pack.audience)


def _pack_or_404(request: Request, name: str) -> Pack:
    """A template of a circle in which the reader may make documents; any other is not there."""
    pack = packs().get(name)
    if pack is None or not _may_take(request, pack, one_authority(request)):
        raise Http404
    return pack


@page(P.SEE)
@require_GET
def index(request: Request) -> HttpResponse:
    """The templates of one authority. Six statements."""
    authority = one_authority(request)
    there = queries.taken(authority)
    lines = [
        Line(
            pack,
            DocumentKind(pack.kind).label,
            CIRCLES[pack.audience][1],
            there.get(pack.id),
            reverse("packs-one", args=[authority.slug, pack.id]),
            _may_take(request, pack, authority),
        )
        for pack in packs().values()
    ]
    lines = [line for line in lines if line.may_take]
    count = sum(1 for line in lines if line.taken)
    request.crumb = _("Sjablonen")
    lede = _("%(taken)s van %(all)s sjablonen zijn hier overgenomen. Elk is een begin, geen eindtekst.")
    return render(
        request,
        "packs/list.html",
        {
            "authority": authority,
            "lines": lines,
            "lede": lede % {"taken": dates.number(count), "all": dates.number(len(lines))},
            "start_url": reverse("packs-start", args=[authority.slug]),
        },
    )


@page(P.SEE)
@require_GET
def one(request: Request, pack: str) -> HttpResponse:
    """One template: its text with the answers, what is still asked, and where this authority went its own way."""
    authority = one_authority(request)
    found = _pack_or_404(request, pack)
    there = queries.taken(authority).get(found.id)
    text = queries.filled(found, authority)
    asked = [questions()[key] for key in found.keys if f"[[{key}]]" in text and key in questions()]
    context = {
        "authority": authority,
        "pack": found,
        "kind": DocumentKind(found.kind).label,
        "circle": CIRCLES[found.audience][1],
        "html": draw_blocks(markdown.to_blocks(text)),
        "asked": asked,
        "taken": there,
        "rows": _rows(there) if there and there.changes else [],
        "document_url": documents.url(there.document) if there else "",
    }
    request.crumb = found.title
    return render(request, "packs/one.html", context)


def _rows(there: Taken) -> list[diff.Row]:
    """The paragraphs that differ from the template as it was taken over."""
    text = queries.texts([there.document]).get(there.document.pk, "")
    rows = diff.compare(there.document.template_text, text).rows
    return [row for row in rows if row.kind is not diff.Change.SAME][:SHOWN_PARAGRAPHS]


@page(P.SEE)
@require_POST
def take(request: Request, pack: str) -> HttpResponse:
    """Begin a document from a template."""
    authority = one_authority(request)
    found = _pack_or_404(request, pack)
    made: list[Document] = []
    done = _("Overgenomen als ontwerp. Lees het na, vul aan en leg het voor.")
    if pressed(request, lambda: made.append(actions.take(request.actor, authority=authority, pack_id=found.id)), done):
        return redirect(documents.url(made[0]))
    return redirect(reverse("packs-one", args=[authority.slug, found.id]))


@page(P.SEE)
@require_POST
def take_over(request: Request, pack: str) -> HttpResponse:
    """Take the newer version of a template over, in a draft."""
    authority = one_authority(request)
    found = _pack_or_404(request, pack)
    there = queries.taken(authority).get(found.id)
    if there is None:
        raise Http404
    done = _("De nieuwe versie van het sjabloon staat in een ontwerp. Jullie eigen wijzigingen bleven staan.")
    pressed(request, lambda: actions.take_over(request.actor, document=there.document), done)
    return redirect(documents.url(there.document))
