"""The reviewer's verbs."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from roeland.duties import actions
from roeland.duties.web.common import task_or_404, task_url, verb_or_404
from roeland.duties.web.forms import ReasonForm
from roeland.kernel.http import Request
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, pressed, said, tried

BACK = gettext_noop("Terug naar de taak")


@page(SIGNED_IN)
@require_POST
def accept(request: Request, number: str) -> HttpResponse:
    """Accept what was handed in."""
    found = task_or_404(request, number)
    verb_or_404(request, found, "accept")
    pressed(request, lambda: actions.accept(request.actor, task=found), _("Goedgekeurd. De taak is gedaan."))
    return redirect(task_url(found))


@page(SIGNED_IN)
def reject(request: Request, number: str) -> HttpResponse:
    """Send it back, saying what is missing."""
    found = task_or_404(request, number)
    refused = verb_or_404(request, found, "reject")
    form = ReasonForm(request.POST or None)
    form.fields["reason"].label = _("Wat ontbreekt")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, lambda: actions.reject(request.actor, task=found, reason=reason)):
            return said(
                request, _("Afgekeurd. %(doer)s vult aan.") % {"doer": found.doer or "De uitvoerder"}, task_url(found)
            )
    return ask(
        request,
        form,
        warning=refused,
        title=_("“%(title)s” afkeuren?") % {"title": found.title},
        lede=_("De taak gaat terug naar wie ze uitvoerde. Wat je schrijft, staat erbij."),
        submit=_("Afkeuren"),
        kind="danger",
        away=_(BACK),
        back=task_url(found),
    )


@page(SIGNED_IN)
def reopen(request: Request, number: str) -> HttpResponse:
    """Open a closed task again."""
    found = task_or_404(request, number)
    refused = verb_or_404(request, found, "reopen")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, lambda: actions.reopen(request.actor, task=found, reason=reason)):
            return said(request, _("Heropend. De taak staat weer op de werklijst."), task_url(found))
    return ask(
        request,
        form,
        warning=refused,
        title=_("“%(title)s” heropenen?") % {"title": found.title},
        lede=_("Wat eerder gebeurde, blijft in het logboek staan."),
        submit=_("Heropenen"),
        away=_(BACK),
        back=task_url(found),
    )
