"""*Vaste regels*: the standing rules that controls still read, and the page that withdraws one."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.kernel import clock
from roeland.kernel.decision import Denied
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.logs.actions.standing import LONGEST, withdraw_standing
from roeland.logs.models import Standing
from roeland.logs.queries import standing as queries
from roeland.logs.rules import P, may_withdraw
from roeland.logs.web.common import month_words
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form


class WithdrawForm(Form):
    """Why."""

    reason = forms.CharField(
        label=gettext_lazy("Waarom"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Deze reden komt in het logboek. Noem geen burger en geen medewerker."),
    )


@page(P.SEE)
@require_GET
def index(request: Request) -> HttpResponse:
    """The rules that are still read: for which service and consultation, until when, who made them, and how often they explained."""
    run, rules = queries.shown(one_authority(request), list(queries.read(one_authority(request))))
    counted = any(one.explained is not None for one in rules)
    crumb(request, _("Vaste regels"))
    context = {
        "rows": [(one, _state(one.row), _door(request, one.row)) for one in rules],
        "month": month_words(run.month) if run and counted else "",
    }
    return render(request, "logs/standing.html", context)


def _state(row: Standing) -> c.Status:
    today = clock.today()
    if row.end < today:
        return c.Status(c.State.DONE, _("Voorbij"))
    return c.Status(c.State.PLANNED, _("Begint later")) if row.start > today else c.Status(c.State.TODAY, _("Loopt"))


def _door(request: Request, row: Standing) -> str:
    mine = row.case is not None and row.case.reviewer_id in request.actor.person_ids
    return url(request, "logs-standing-withdraw", row.pk) if mine or may(request, P.JUDGE) else ""


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Ask why, say what happens, do it."""
    row = queries.find(one_authority(request), pk)
    if row is None or not (request.actor.holds(P.JUDGE, row.authority_id) or row.grants(request.actor, P.JUDGE)):
        raise Http404
    form, back = WithdrawForm(sent(request)), url(request, "logs-standing")
    if not may(request, P.SEE):  # by a mandate: he came from the case
        back = url(request, "logs-case", row.case_id)
    if posted(
        request, form, lambda: withdraw_standing(request.actor, standing=row, reason=form.cleaned_data["reason"])
    ):
        return said(request, _("De vaste regel is ingetrokken."), back)
    crumb(request, _("Intrekken"))
    _run, (rule,) = queries.shown(row.authority, [row])
    decision = may_withdraw(queries.state_of(request.actor, row))
    days = {"start": dates.sentence_date(row.start, weekday=False), "end": dates.sentence_date(row.end, weekday=False)}
    return ask(
        request,
        form,
        title=_("Deze vaste regel intrekken?"),
        quote=row.reason,
        facts=[
            rule.team,
            _("raadpleegt %(service)s zonder dossier") % {"service": row.service},
            _("van %(start)s tot en met %(end)s") % days,
        ],
        note=_(
            "Volgende controles lezen de regel niet meer. Een controle die loopt en hem las, kijkt eerst opnieuw na."
        ),
        fixed=_("Wat hij in afgesloten controles verklaarde, blijft."),
        warning=decision.reason if isinstance(decision, Denied) else "",
        submit=_("Vaste regel intrekken"),
        back=back,
    )


per_authority = [
    path("logcontrole/vaste-regels/", index, name="logs-standing"),
    path("logcontrole/vaste-regels/<uuid:pk>/intrekken/", withdraw, name="logs-standing-withdraw"),
]
