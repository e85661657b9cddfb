"""The list of documents, over one authority or over all in scope."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.documents import offers, queries
from roeland.documents.rules import P
from roeland.documents.web import registry
from roeland.documents.web.tables import DocumentTable
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.kernel.scope import current_scope
from roeland.people.models import AuthorityProfile
from roeland.people.queries import profiles
from roeland.ui.components import Empty, Place, Verb


@page(P.SEE)
@require_GET
def index(request: Request) -> HttpResponse:
    """What this reader may see, and nothing else, not even in a count."""
    table = DocumentTable(request, queries.documents(), *_places())
    if (export := table.export()) is not None:
        return export
    there = table.result.total or table.result.found
    verbs = [verb for provide in registry.LIST_VERBS.values() for verb in provide(request)]
    makes = request.authority is not None and bool(queries.editable_circles(request.actor, request.authority.pk))
    if request.authority is not None and makes and there:
        new = reverse("documents-new", args=[request.authority.slug])
        verbs.append(Verb(_("Document beginnen"), new, primary=True, icon="plus"))
    waiting = offers.to_sign(request.actor, current_scope().authority_ids)
    context = {
        "table": table,
        "there": there,
        "verbs": verbs,
        "waiting": waiting,
        "lede": _lede(len(waiting)),
        "empty": _empty(request, may_make=makes),
    }
    return render(request, "documents/list.html", context)


def _places() -> tuple[dict[UUID, Place], dict[UUID, AuthorityProfile]]:
    ids = current_scope().authority_ids
    marks = profiles(list(ids))
    found = {
        one.pk: Place(one.name, str(marks[one.pk].mark) if one.pk in marks else "1")
        for one in Authority.objects.filter(pk__in=ids)
    }
    return found, marks


def _lede(waiting: int) -> str:
    seen = _("Beleid, plannen, procedures en verslagen die jij mag lezen.")
    if not waiting:
        return seen
    one = "wacht 1 versie" if waiting == 1 else f"wachten {waiting} versies"
    return f"{seen} Op jouw beslissing {one}."


def _empty(request: Request, *, may_make: bool) -> Empty:
    if may_make and request.authority is not None:
        name = request.authority.name
        return Empty(
            _("%(name)s heeft hier nog geen document.") % {"name": name},
            _(
                "Begin met wat je al hebt: schrijf het beleid, of upload een bestaand Word- of PDF-bestand als eerste versie."
            ),
            first=Verb(_("Document beginnen"), reverse("documents-new", args=[request.authority.slug]), primary=True),
        )
    return Empty(
        _("Er is nog geen document voor jou."),
        _("Een document verschijnt hier zodra het gepubliceerd is voor jouw functie."),
    )
