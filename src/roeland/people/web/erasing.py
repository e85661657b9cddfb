"""Erasing whom a person was: what goes, what stays, on which ground. It cannot be undone."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.kernel.http import Request, url
from roeland.kernel.page import page
from roeland.ledger.pages import EraseForm, tried
from roeland.people import actions
from roeland.people.models import Person
from roeland.people.rules import P
from roeland.people.web.common import row, to


@page(P.PERSON_ERASE)
@require_http_methods(["GET", "POST"])
def erase(request: Request, pk: UUID) -> HttpResponse:
    """Ask for the ground and the reason, then erase."""
    who = row(Person, pk)
    form = EraseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: actions.erase_person(request.actor, person=who, **data)):
            return to(request, "people-person", pk)
    lead = _(
        "Naam, e-mail, telefoon, personeelsnummer, functie en afwezigheden verdwijnen voorgoed. Mandaten, taken en logregels "
        "blijven, onder “Gewiste persoon”. Wat logregels en bewijsstukken noemen, wis je daar."
    )
    context = {
        "title": _("Gegevens van %(who)s wissen?") % {"who": who},
        "form": form,
        "verb": _("Gegevens wissen"),
        "back": url(request, "people-person", pk),
        "lead": lead,
        "kind": "danger",
    }
    return render(request, "people/form.html", context, status=422 if form.is_bound else 200)
