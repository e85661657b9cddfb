"""*Wie keek naar mij en waarom*: for the letter to one citizen. The number is posted, hashed, and in no address, page or log."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, one_authority, unkept
from roeland.kernel.page import page
from roeland.ledger.pages import posted, sent
from roeland.logs import papers
from roeland.logs.actions import reveals as actions
from roeland.logs.queries.citizen import Look, covered
from roeland.logs.rules import P
from roeland.people import second_step
from roeland.ui.form import DateField, Form

MINUTES = 15  # how long ago the code may have been typed


class CitizenForm(Form):
    """Which citizen, which days, on what ground. The number is never put back into the page."""

    number = forms.CharField(
        label=gettext_lazy("Rijksregisternummer of bisnummer"),
        max_length=20,
        widget=forms.PasswordInput(
            render_value=False, attrs={"autocomplete": "off", "inputmode": "numeric", "class": "input w-m"}
        ),
        help_text=gettext_lazy("Roeland bewaart het nummer niet en toont het niet."),
    )
    first = DateField(label=gettext_lazy("Van"))
    last = DateField(label=gettext_lazy("Tot en met"))
    purpose = forms.CharField(
        label=gettext_lazy("Waarop steunt de vraag"),
        max_length=300,
        help_text=gettext_lazy("Bijvoorbeeld het nummer van de brief van de burger. Schrijf er geen naam in."),
    )


@page(P.REVEAL)
@sensitive_post_parameters("number")
@require_http_methods(["GET", "POST"])
def index(request: Request) -> HttpResponse:
    """Type the number; see the consultations, or get the letter. Both state a fact with counts only."""
    place = one_authority(request)
    if request.method == "GET" or not second_step.fresh(request, MINUTES):
        second_step.require_fresh(request, MINUTES)
    today = clock.today()
    form = CitizenForm(sent(request), initial={"first": today - timedelta(days=365), "last": today})
    found: list[Look] = []

    def do() -> None:
        found.extend(actions.tell_citizen(request.actor, authority=place, **form.cleaned_data))

    done = posted(request, form, do)
    if done and "brief" in request.POST:
        first, last = _period(form)
        return papers.answer(papers.letter(place, found, first, last, clock.now()), "raadplegingen.pdf")
    crumb(request, _("Wie keek naar mij en waarom"))
    context = {"form": form, "done": done, "found": found, "explained": sum(one.explained is True for one in found)}
    context["unknown"] = sum(one.explained is None for one in found)
    context["covered"] = covered(place, *_period(form)) if done else ""
    status = 422 if form.is_bound and form.errors else 200
    return unkept(render(request, "logs/citizen.html", context, status=status))


def _period(form: Form) -> tuple[date, date]:
    return form.cleaned_data["first"], form.cleaned_data["last"]


per_authority = [path("logcontrole/burger/", index, name="logs-citizen")]
