"""Beginning a document, its properties, its readers."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.documents import actions, queries
from roeland.documents.actions.making import DESCRIBED
from roeland.documents.rules import P
from roeland.documents.values import CIRCLES
from roeland.documents.web.common import address, ask, readers_words, standing_or_404
from roeland.documents.web.forms import NewForm, PropertiesForm, ReadersForm
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.ledger.pages import said, tried


@page(P.EDIT)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin a document; its text is written on the next page."""
    authority = one_authority(request)
    circles = queries.editable_circles(request.actor, authority.pk)
    posted = request.POST if request.method == "POST" else None
    initial = {"approve_role": "general_director", "owner": request.actor.person_in(authority.pk)}
    form = NewForm(posted, circles=circles, persons=queries.people_of(authority), initial=initial)
    if form.is_bound and form.is_valid():
        made = []
        if tried(form, lambda: made.append(actions.make(request.actor, authority=authority, **form.cleaned_data))):
            return redirect(address(made[0], "edit"))
    request.crumb = _("Document beginnen")
    return ask(
        request,
        None,
        form,
        title=_("Document beginnen"),
        lede="Zeg eerst wat het is en voor wie. Daarna schrijf je de tekst, of je uploadt een bestaand bestand.",
        submit="Document beginnen",
        away="Terug naar de documenten",
        back=reverse("documents-list", args=[authority.slug]),
    )


@page(P.SEE)
@require_http_methods(["GET", "POST"])
def describe(request: Request, number: str) -> HttpResponse:
    """Title, kind, owner, who approves, how far it may go, when it is reviewed."""
    document = standing_or_404(request, number, P.EDIT).document
    persons = queries.people_of(one_authority(request))
    posted = request.POST if request.method == "POST" else None
    initial = {name: getattr(document, f"{name}_id" if name == "owner" else name) for name in DESCRIBED}
    form = PropertiesForm(posted, persons=persons, initial=initial)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: actions.describe(request.actor, document=document, **data)):
            return said(request, "Aangepast.", address(document))
    return ask(
        request,
        document,
        form,
        title=_("Gegevens aanpassen"),
        lede=f"{document.number}, {CIRCLES[document.audience][1].lower()}.",
        submit="Bewaren",
        away="Terug naar het document",
        back=address(document),
    )


@page(P.SEE)
@require_http_methods(["GET", "POST"])
def readers(request: Request, number: str) -> HttpResponse:
    """Another circle of readers, for who edits in both."""
    document = standing_or_404(request, number, P.EDIT).document
    circles = queries.editable_circles(request.actor, document.authority_id)
    if document.audience not in dict(circles):
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = ReadersForm(posted, circles=circles, initial={"audience": document.audience})
    if form.is_bound and form.is_valid():
        audience = form.cleaned_data["audience"]
        if tried(form, lambda: actions.change_readers(request.actor, document=document, audience=audience)):
            return said(request, f"Vanaf nu {readers_words(audience)}.", address(document))
    return ask(
        request,
        document,
        form,
        title=_("Andere lezers"),
        lede="De hele geschiedenis, de opmerkingen en de bijlagen gaan mee. Wie het document tot nu las, las het.",
        submit="Lezers veranderen",
        away="Terug naar het document",
        back=address(document),
    )
