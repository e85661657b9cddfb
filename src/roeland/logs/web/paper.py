"""A sample from paper: the control of a month without a file."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.forms import formset_factory
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import said, sent, tried
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.runs import enter_paper_run
from roeland.logs.models import Run
from roeland.logs.queries import conditions
from roeland.logs.queries.runs import months_on_paper
from roeland.logs.rules import P
from roeland.logs.web.common import run_url
from roeland.logs.web.control_forms import PaperForm, PaperLineForm
from roeland.people.pages import persons_of
from roeland.ui import dates

LINES = 25
FIRST = 5  # in sight at once


@page(P.RUN)
@require_http_methods(["GET", "POST"])
def paper(request: Request) -> HttpResponse:
    """Enter a sample that was taken from paper, of a month of which the verb takes one; without any the page says why."""
    place = one_authority(request)
    crumb(request, _("Steekproef op papier"))
    months = months_on_paper(place, clock.today())
    context: dict[str, Any] = {"back": url(request, "logs-start")}
    if not months:
        missing = conditions.lacking(conditions.counts(place.pk))
        context["nothing"] = (
            _("Dit ontbreekt nog: %(what)s.") % {"what": dates.join_nl(missing)}
            if missing
            else _("Elke maand die je mag controleren, heeft al een controle of een logbestand.")
        )
        return render(request, "logs/paper.html", context)
    form = PaperForm(months, sent(request), initial={"month": request.GET.get("maand", "")})
    lines = formset_factory(PaperLineForm, extra=LINES, max_num=LINES, absolute_max=LINES)(
        sent(request), prefix="regel"
    )
    people, drawn = persons_of(place), None
    for one in lines.forms:
        field: Any = one.fields["person"]
        field.queryset = people
        field.widget.choices = drawn = drawn or list(field.choices)  # asked once: every line offers the same persons
    made: list[Run] = []

    def do() -> None:
        month = date.fromisoformat(f"{form.cleaned_data['month']}-01")
        made.append(enter_paper_run(request.actor, authority=place, month=month, lines=_typed(lines.forms)))

    if request.method == "POST" and form.is_valid() and lines.is_valid() and tried(form, do):
        return said(
            request, _("De steekproef staat erin. Sluit de controle af met je besluit."), run_url(request, made[0])
        )
    context |= {
        "form": form,
        "lines": lines,
        "first": FIRST,
        "first_lines": f":{FIRST}",
        "more_lines": f"{FIRST}:",
        "opened": lines.is_bound and any(one.has_changed() for one in lines.forms[FIRST:]),
    }
    status = 422 if form.is_bound and (form.errors or lines.total_error_count()) else 200
    return render(request, "logs/paper.html", context, status=status)


def _typed(forms: list[PaperLineForm]) -> list[OnPaper]:
    """The lines that hold a consultation, each with its number on the page."""
    numbered = [(number, one.cleaned_data) for number, one in enumerate(forms, start=1)]
    return [
        OnPaper(
            data["person"],
            data["at"],
            data["service"],
            not data["wrong"],
            data["note"],
            data["user"],
            data["citizen"],
            number,
        )
        for number, data in numbered
        if isinstance(data.get("at"), datetime)
    ]


per_authority = [path("logcontrole/op-papier/", paper, name="logs-paper")]
