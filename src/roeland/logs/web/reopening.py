"""The page that opens a decided case again, or withdraws a question that runs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from roeland.kernel.http import Request, crumb, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.logs.actions.cases import together
from roeland.logs.actions.reopening import LONG, reopen_case
from roeland.logs.models import Case, Registration, Standing
from roeland.logs.queries.cases import decided_alike
from roeland.logs.queries.judging import judge
from roeland.logs.rules import P
from roeland.logs.values import CaseState
from roeland.logs.web.case_parts import fixed
from roeland.logs.web.openings import case_crumb, case_or_404
from roeland.ui import dates
from roeland.ui.form import Form


class ReopenForm(Form):
    """Why, and whether the others that were decided the same way in the same words (`others`) open again with it."""

    reason = forms.CharField(
        label=gettext_lazy("Waarom"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Deze reden komt in het logboek, naast de beslissing."),
    )
    together = forms.BooleanField(required=False)

    def __init__(self, data: Any, others: Sequence[Case]) -> None:
        super().__init__(data)
        if not others:
            del self.fields["together"]
            return
        count = dates.plural(len(others), _("ander geval"), _("andere gevallen"), words=True)
        self.fields["together"].label = _("Ook %(count)s met dezelfde beslissing en dezelfde tekst") % {"count": count}
        self.fields["together"].help_text = _("Het gaat om geval %(numbers)s.") % {
            "numbers": dates.join_nl([str(case.number) for case in others])
        }


def consequence(case: Case) -> str:
    """What is taken back with the decision."""
    name = case.person.given_name if case.person else _("De medewerker")
    if case.state == CaseState.ASKED:
        return _("%(name)s ziet dat de vraag ingetrokken is en krijgt daar een mail over.") % {"name": name}
    if case.state == CaseState.INCIDENT:
        return _("Dit geval wordt niet langer als incident behandeld. Dat komt in het logboek.")
    if Standing.objects.filter(case=case, withdrawn_at=None).exists():
        return _(
            "De vaste regel die hierbij hoort, wordt ingetrokken. Wat hij in afgesloten controles verklaarde, blijft."
        )
    if Registration.objects.filter(case=case, withdrawn_at=None).exists():
        return _("De reden die hierbij geregistreerd is, wordt ingetrokken. Latere controles lezen ze niet meer.")
    return _("De beslissing vervalt.")


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def reopen(request: Request, pk: UUID) -> HttpResponse:
    """Ask why, say what is taken back, do it."""
    case = case_or_404(request, pk)
    if not (request.actor.holds(P.JUDGE, case.authority_id) or case.grants(request.actor, P.JUDGE)):
        raise Http404
    asked, back = case.state == CaseState.ASKED, url(request, "logs-case", case.pk)
    others = list(decided_alike(request.actor, case))
    form = ReopenForm(sent(request), others)

    def do() -> None:
        opened = [case, *others] if form.cleaned_data.get("together") else [case]
        together(opened, lambda one: reopen_case(request.actor, case=one, reason=form.cleaned_data["reason"]))

    if posted(request, form, do):
        words = _("De vraag is ingetrokken.") if asked else _("Het geval is weer open.")
        if form.cleaned_data.get("together"):
            words = _("%(count)s zijn weer open.") % {"count": dates.plural(len(others) + 1, "geval", "gevallen")}
        return said(request, words, back)
    crumb(request, case_crumb(case))
    return ask(
        request,
        form,
        title=_("Deze vraag intrekken?") if asked else _("Dit geval opnieuw openen?"),
        lede="" if asked else _("Doe dit na een vergissing, of als er nieuwe informatie is. Daarna beslis je opnieuw."),
        warning=fixed(case, judge(request.actor, case)),
        note=consequence(case),
        submit=_("Vraag intrekken") if asked else _("Opnieuw openen"),
        back=back,
    )


per_authority = [path("logcontrole/geval/<uuid:pk>/heropenen/", reopen, name="logs-reopen")]
