"""*Identiteit tonen*: say what for, prove who one is with a fresh code, confirm, and see the number once in one answer that nothing keeps."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from roeland.kernel.decision import Denied
from roeland.kernel.http import Request, crumb, one_authority, unkept, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.action import NotAllowed, Refused
from roeland.ledger.pages import ask, posted, sent
from roeland.logs import papers
from roeland.logs.actions import reveals as actions
from roeland.logs.models import Case, Reveal
from roeland.logs.queries.judging import judge
from roeland.logs.rules import may_reveal
from roeland.logs.web.case_parts import reveals
from roeland.logs.web.openings import back_to, case_crumb, case_or_404
from roeland.people import second_step
from roeland.ui.form import Form

MINUTES = 5  # how long ago the code may have been typed


class PurposeForm(Form):
    """What it is for."""

    purpose = forms.CharField(
        label=gettext_lazy("Waarvoor heb je de identiteit nodig"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Deze reden komt in het logboek, en het aantal keren in het jaarverslag. Schrijf er geen naam in."
        ),
    )


def _case_or_404(request: Request, pk: UUID) -> Case:
    """The case, for who may reveal: by his role, or as its reviewer."""
    case = case_or_404(request, pk)
    if not reveals(request, case):
        raise Http404
    return case


def _lede(case: Case) -> str:
    """*Geval 3 van oktober 2026, burger K7F2-QM9X.*; of an erased case the citizen is gone."""
    if not case.alias:
        return f"{case_crumb(case)}."
    return _("%(case)s, burger %(alias)s.") % {"case": case_crumb(case), "alias": case.alias}


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def purpose(request: Request, pk: UUID) -> HttpResponse:
    """First step."""
    case = _case_or_404(request, pk)
    form, made = PurposeForm(sent(request)), []

    def do() -> None:
        made.append(actions.ask_reveal(request.actor, case=case, purpose=form.cleaned_data["purpose"]))

    if posted(request, form, do):
        return redirect(url(request, "logs-reveal-show", made[0].pk))
    crumb(request, case_crumb(case))
    decision = may_reveal(judge(request.actor, case), blanked=case.blanked_at is not None)
    return ask(
        request,
        form,
        title=_("Wie is deze burger?"),
        lede=_lede(case),
        warning=decision.reason if isinstance(decision, Denied) else "",
        note=_(
            "Meestal hoef je dat niet te weten. Daarna bevestig je, met een code uit je app als de vorige ouder is dan vijf minuten."
        ),
        submit=_("Verder"),
        back=back_to(request, case),
    )


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def show(request: Request, pk: UUID) -> HttpResponse:
    """Second step: with a fresh code, confirm; then the number, once."""
    row = Reveal.objects.filter(authority=one_authority(request), pk=pk, asked_by__in=request.actor.person_ids).first()
    if row is None:
        raise Http404
    case = _case_or_404(request, row.case_id)
    if request.method == "POST" and not second_step.fresh(request, MINUTES):
        return redirect(request.path)
    second_step.require_fresh(request, MINUTES)
    crumb(request, case_crumb(case))
    context = {
        "case": case,
        "reveal": row,
        "lede": _lede(case),
        "back": back_to(request, case),
        "number": "",
        "why_not": "",
    }
    if request.method == "POST":
        try:
            context["number"] = papers.spaced(actions.show_reveal(request.actor, case=case, reveal=row))
        except NotAllowed as error:
            raise Http404 from error
        except Refused as error:
            context["why_not"] = error.reason
    elif row.shown_at is not None:
        context["why_not"] = _("Dit is al één keer getoond. Begin opnieuw, met een doel.")
    return unkept(render(request, "logs/reveal.html", context))


per_authority = [
    path("logcontrole/geval/<uuid:pk>/identiteit/", purpose, name="logs-reveal"),
    path("logcontrole/identiteit/<uuid:pk>/", show, name="logs-reveal-show"),
]
