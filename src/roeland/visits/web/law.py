"""*Wetswijzigingen*: what changed, what it means, whom it touches, and the tasks made of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.documents.queries import url as document_url
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.ledger.action import batch
from roeland.ledger.pages import ask, said, tried
from roeland.people.pages import here, places
from roeland.ui import dates
from roeland.ui.form import Form
from roeland.visits.actions import changes as verbs
from roeland.visits.queries import changes as queries
from roeland.visits.rules import P
from roeland.visits.values import LawStatus
from roeland.visits.web.forms import LawForm, LawLeaveForm, LawTaskForm

QUARTER = timedelta(days=90)


def _editable(request: Request) -> list[Authority]:
    return [one for one in here(request, P.LAW_SEE) if request.actor.holds(P.LAW_EDIT, one.pk)]


@page(P.LAW_SEE)
@require_GET
def laws(request: Request) -> HttpResponse:
    """Every change of law, newest first."""
    found = queries.laws(here(request, P.LAW_SEE))
    waiting = [one for one in found if one.open_count]
    words = dates.plural(len(waiting), "wetswijziging wacht", "wetswijzigingen wachten", words=True)
    lede = f"{dates.capital(words)} nog op een beslissing." if waiting else "Over elke wetswijziging is beslist."
    context = {"laws": found, "lede": lede, "may_edit": bool(_editable(request)), "years": bool(found)}
    return render(request, "visits/laws.html", context)


def _found(request: Request, key: str) -> queries.Change:
    found = queries.law(here(request, P.LAW_SEE), key)
    if found is None:
        raise Http404
    request.crumb = found.title
    return found


@page(P.LAW_SEE)
def law(request: Request, key: str) -> HttpResponse:
    """One change of law: source, meaning, what it touches where, and the form that makes tasks of it."""
    found, editable = _found(request, key), _editable(request)
    waiting = [touch.authority for touch in found.at if touch.status == LawStatus.OPEN and touch.authority in editable]
    touched = [
        touch.authority.slug for touch in found.at if touch.authority in waiting and (touch.duties or touch.documents)
    ]
    first = {
        "title": found.proposal,
        "due": clock.today() + QUARTER,
        "places": touched,
        "lead_role": "security_officer",
    }
    form = LawTaskForm(request.POST or None, initial=first, authorities=waiting)
    if request.method == "POST" and waiting and form.is_valid():
        data = {name: form.cleaned_data[name] for name in ("title", "lead_role", "due")}

        def take(actor: Actor, place: Authority) -> None:
            verbs.take_law(actor, authority=place, key=key, **data)

        if _everywhere(request, form, waiting, take):
            return said(request, "De taken staan in het controleplan.", f"/wetswijzigingen/{key}/")
    named = places([touch.authority for touch in found.at])
    context = {
        "law": found,
        "touches": [
            (touch, named[touch.authority.pk], [(paper.title, document_url(paper)) for paper in touch.documents])
            for touch in found.at
        ],
        "form": form if waiting else None,
    }
    status = 422 if form.is_bound and form.errors and waiting else 200
    return render(request, "visits/law.html", context, status=status)


def _everywhere(
    request: Request, form: Form, authorities: list[Authority], do: Callable[[Actor, Authority], None]
) -> bool:
    chosen = [one for one in authorities if one.slug in form.cleaned_data["places"]]

    def all_of_them() -> None:
        with batch():
            for place in chosen:
                do(request.actor, place)

    return tried(form, all_of_them)


@page(P.LAW_EDIT)
def leave(request: Request, key: str) -> HttpResponse:
    """Say at which authorities a change asks nothing, and why."""
    found, editable = _found(request, key), _editable(request)
    waiting = [touch.authority for touch in found.at if touch.status == LawStatus.OPEN and touch.authority in editable]
    form = LawLeaveForm(request.POST or None, authorities=waiting)
    back = f"/wetswijzigingen/{key}/"
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]

        def leave_it(actor: Actor, place: Authority) -> None:
            verbs.leave_law(actor, authority=place, key=key, reason=reason)

        if _everywhere(request, form, waiting, leave_it):
            return said(request, "Bewaard met de reden.", back)
    return ask(
        request,
        form,
        title=_("Niet van toepassing"),
        lede=found.title,
        submit="Bewaren met deze reden",
        away="Nog niet beslissen",
        back=back,
    )


@page(P.LAW_EDIT)
def add(request: Request) -> HttpResponse:
    """A change of law of one's own."""
    editable = _editable(request)
    form = LawForm(request.POST or None, authorities=editable, initial={"places": [one.slug for one in editable]})
    if request.method == "POST" and form.is_valid():
        key = uuid4().hex
        data = {name: form.cleaned_data[name] for name in ("title", "source", "dated", "means")}

        def note(actor: Actor, place: Authority) -> None:
            verbs.note_law(actor, authority=place, key=key, **data)

        if _everywhere(request, form, editable, note):
            return said(request, "Wetswijziging genoteerd.", f"/wetswijzigingen/{key}/")
    return ask(
        request,
        form,
        title=_("Wetswijziging noteren"),
        lede="Wat je las, waar het staat en wat het betekent. Roeland toont het als door jullie genoteerd.",
        submit="Noteren",
        away="Niets noteren",
        back="/wetswijzigingen/",
    )
