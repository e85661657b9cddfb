"""The knowledge base: search, browse by kind, say whether it helped."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from roeland.documents import queries as documents
from roeland.documents.models import Document, Version
from roeland.documents.values import DocumentKind
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.knowledge import actions, queries
from roeland.knowledge.rules import P
from roeland.knowledge.web.forms import RatingForm
from roeland.ledger.action import Invalid, Refused
from roeland.ui import dates
from roeland.ui.components import Empty

SIZE = 20


@page(P.SEE)
@require_GET
def index(request: Request) -> HttpResponse:
    """Published documents that this reader may read: found by words, or by kind. At most nine statements."""
    wanted, kind = request.GET.get("zoek", "").strip()[:200], request.GET.get("soort", "")
    kinds = [(key, DocumentKind(key).label, count) for key, count in queries.kinds()]
    if kind not in {key for key, _label, _count in kinds}:
        kind = ""
    number = _page_number(request)
    if wanted:
        results = queries.search(wanted, kind=kind, first=(number - 1) * SIZE, size=SIZE)
    else:
        rows = queries.entries(kind)
        some = rows[(number - 1) * SIZE : number * SIZE]
        hits = tuple(queries.Hit.of(row) for row in some)
        results = queries.Results(rows.count(), hits)
    pages = Paginator(range(results.count), SIZE)
    context = {
        "wanted": wanted,
        "kind": kind,
        "kinds": kinds,
        "total": sum(count for _key, _label, count in kinds),
        "results": results,
        "hits": [(hit, documents.url(hit.entry.document)) for hit in results.hits],
        "many": request.authority is None,
        "page": pages.get_page(number),
        "said": _said(wanted, results),
        "empty": _empty(wanted),
    }
    return render(request, "knowledge/list.html", context)


def _page_number(request: Request) -> int:
    asked = request.GET.get("pagina", "1")
    return min(max(int(asked), 1), 10_000) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1  # noqa: PLR2004


def _said(wanted: str, results: queries.Results) -> str:
    count = dates.number(results.count)
    if not wanted:
        return ngettext("%(count)s document", "%(count)s documenten", results.count) % {"count": count}
    found = ngettext("%(count)s treffer voor “%(wanted)s”", "%(count)s treffers voor “%(wanted)s”", results.count)
    return found % {"count": count, "wanted": wanted}


def _empty(wanted: str) -> Empty:
    if wanted:
        return Empty(
            _("Niets gevonden voor “%(wanted)s”.") % {"wanted": wanted},
            _("Probeer een ander woord, of een deel ervan. Staat het er echt niet in, vraag het aan de servicedesk."),
        )
    return Empty(
        _("De kennisbank is nog leeg."),
        _("Een document komt hier zodra het gepubliceerd is. Dat duurt hoogstens een minuut."),
    )


@page(P.SEE)
@require_http_methods(["GET", "POST"])
def rate(request: Request, number: str) -> HttpResponse:
    """Say whether a document helped. Absent and closed documents are the same 404."""
    document = documents.document(one_authority(request), number)
    if document is None or document.current_id is None:
        raise Http404
    before = queries.own_rating(document.pk, request.actor.person_in(document.authority_id))
    initial = {"useful": "ja" if before.useful else "nee", "note": before.note} if before else {}
    form = RatingForm(request.POST or None, initial=initial)
    back = documents.url(document)
    if request.method == "POST" and form.is_valid():
        try:
            actions.rate(request.actor, document=document, **form.cleaned_data)
        except Invalid as wrong:
            for field, errors in wrong.errors.items():
                form.add_error(field or None, errors)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Bedankt, de eigenaar ziet je antwoord."))
            return redirect(back)
    request.crumb = _("Beoordelen")
    return render(request, "knowledge/rate.html", {"form": form, "document": document, "back": back})


def rating_panel(request: Request, document: Document, version: Version) -> list[tuple[str, str, dict[str, object]]]:
    """*Nuttig?* in the rail of a published document, as (title, template, context); its owner reads there what others said."""
    if document.current_id != version.pk or not documents.may(request.actor, P.RATE, document):
        return []
    person = request.actor.person_in(document.authority_id)
    url = reverse("knowledge-rate", args=[document.authority.slug, document.number])
    context: dict[str, object] = {
        "opinion": queries.opinion(document.pk),
        "own": queries.own_rating(document.pk, person),
        "url": url if person else "",
    }
    return [(_("Nuttig?"), "knowledge/_panel.html", context)]
