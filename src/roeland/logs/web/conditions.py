"""Voorwaarden: what has to be in order before named staff are controlled, what lacks, and what counted when."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.duties.serving import sealed_file
from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.logs.actions import conditions as actions
from roeland.logs.models import Conditions
from roeland.logs.queries import conditions as queries
from roeland.logs.rules import P
from roeland.logs.web.common import LogFile
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import DateField, Form

BODIES = (
    ("BOC", gettext_lazy("BOC, basisoverlegcomité")),
    ("HOC", gettext_lazy("HOC, hoog overlegcomité")),
    ("bijzonder onderhandelingscomité", gettext_lazy("bijzonder onderhandelingscomité")),
)


class ConditionsForm(Form):
    """Everything but the advice. What is not known yet stays empty."""

    consulted_on = DateField(label=gettext_lazy("Besproken met de vakbonden op"), required=False)
    consulted_body = forms.ChoiceField(label=gettext_lazy("Overlegorgaan"), choices=BODIES)
    paper = LogFile(
        label=gettext_lazy("Stuk van het overleg"),
        required=False,
        help_text=gettext_lazy("Het verslag of protocol. Zonder nieuw bestand blijft het vorige."),
    )
    work_rules = forms.CharField(
        label=gettext_lazy("Versie van het arbeidsreglement"),
        max_length=120,
        required=False,
        help_text=gettext_lazy(
            "De versie waarin de controle staat, bijvoorbeeld “rechtspositieregeling, bijlage 4, 1/09/2025”."
        ),
    )
    register_entry = forms.CharField(
        label=gettext_lazy("Nummer in het register van verwerkingen"), max_length=120, required=False
    )
    dpia_on = DateField(label=gettext_lazy("Effectbeoordeling (DPIA) van"), required=False)
    retention_months = forms.IntegerField(
        label=gettext_lazy("Hoeveel maanden gevallen bewaard blijven"), min_value=1, max_value=120, required=False
    )
    valid_from = DateField(
        label=gettext_lazy("Raadplegingen vanaf"),
        required=False,
        help_text=gettext_lazy(
            "Neem de eerste dag van een maand, na het overleg en het advies. Over vroegere raadplegingen gaat geen controle."
        ),
    )


class AdviceForm(Form):
    """What the DPO advised."""

    advised_on = DateField(label=gettext_lazy("Advies van"))
    advice = forms.CharField(label=gettext_lazy("Advies"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


@page(P.SEE)
@require_GET
def index(request: Request) -> HttpResponse:
    """The checklist, who advised what, and the rows before."""
    place = one_authority(request)
    rows = list(queries.history(place.pk)[:20])
    row = rows[0] if rows else None
    checks = queries.checklist(row)
    missing = [check for check in checks if check.lacks]
    himself = _is_dpo(request)
    verbs = []
    if may(request, P.CONDITIONS):
        verbs.append(c.Verb(_("Aanvullen"), url(request, "logs-conditions-change"), primary=not himself))
    if may(request, P.ADVISE):
        waits = himself and any(check.key == "dpo" for check in missing)
        words = (
            _("Advies geven") if waits else _("Opnieuw advies geven") if himself else _("Advies van de DPO overnemen")
        )
        verbs.append(c.Verb(words, url(request, "logs-conditions-advise"), primary=waits))
    context = {
        "checks": [
            (
                check,
                c.Status(
                    c.State.PLANNED if check.lacks else c.State.DONE, _("ontbreekt") if check.lacks else _("in orde")
                ),
            )
            for check in checks
        ],
        "lede": _lede(row, len(missing)),
        "row": row,
        "paper": url(request, "logs-conditions-paper", row.pk) if row and row.paper_sha256 else "",
        "history": [(one, _changed(one, rows[at + 1] if at + 1 < len(rows) else None)) for at, one in enumerate(rows)],
        "verbs": verbs,
        "staff_url": url(request, "logs-about"),
    }
    crumb(request, _("Voorwaarden"))
    return render(request, "logs/conditions.html", context)


def _lede(row: Conditions | None, missing: int) -> str:
    if row is None:
        return _(
            "Er staat nog niets. Zonder deze voorwaarden kijkt Roeland geen enkele raadpleging van een medewerker na."
        )
    if missing:
        return (
            _("%(count)s ontbreken nog. Zolang kan er geen controle beginnen.")
            % {"count": dates.capital(dates.plural(missing, _("punt"), _("punten"), words=True))}
            if missing > 1
            else _("Eén punt ontbreekt nog. Zolang kan er geen controle beginnen.")
        )
    assert row.valid_from is not None
    return _("Alles is in orde. Raadplegingen vanaf %(day)s mogen gecontroleerd worden.") % {
        "day": dates.sentence_date(row.valid_from, weekday=False)
    }


def _changed(row: Conditions, before: Conditions | None) -> str:
    """Which points a row changed."""
    now, then = queries.checklist(row), queries.checklist(before)
    names = [
        dates.small(check.title)
        for check, former in zip(now, then, strict=True)
        if (check.stands, check.lacks) != (former.stands, former.lacks)
    ]
    return dates.capital(dates.join_nl(names)) or _("Niets gewijzigd")


def _is_dpo(request: Request) -> bool:
    return actions.DPO in request.actor.rights_in(one_authority(request).pk).roles


@page(P.CONDITIONS)
@require_http_methods(["GET", "POST"])
def change(request: Request) -> HttpResponse:
    """State what is in order: a new row."""
    place = one_authority(request)
    row = queries.newest(place.pk)
    names = [name for name in ConditionsForm.base_fields if name != "paper"]
    initial = {name: getattr(row, name) for name in names} if row else {"retention_months": 24}
    form = ConditionsForm(sent(request), request.FILES or None, initial=initial)

    def do() -> None:
        data: dict[str, Any] = dict(form.cleaned_data)
        file = data.pop("paper")
        more = {"paper": file.file, "paper_name": file.name} if file else {}
        actions.state_conditions(request.actor, authority=place, **data, **more)

    back = url(request, "logs-conditions")
    if posted(request, form, do):
        return said(request, _("Bewaard. De vorige toestand blijft leesbaar."), back)
    crumb(request, _("Voorwaarden aanvullen"))
    return ask(
        request,
        form,
        title=_("Voorwaarden aanvullen"),
        lede=_("Vul in wat er is. Wat nog ontbreekt, laat je leeg."),
        submit=_("Bewaren"),
        back=back,
        files=True,
    )


@page(P.ADVISE)
@require_http_methods(["GET", "POST"])
def advise(request: Request) -> HttpResponse:
    """The DPO gives the advice, or the officer takes it over with where it stands."""
    place, himself = one_authority(request), _is_dpo(request)
    form = AdviceForm(sent(request), initial={"advised_on": clock.today()} if himself else None)
    if not himself:
        form.fields["advice"].help_text = _("Schrijf ook waar het advies staat: brief, verslag of nummer.")
    back = url(request, "logs-conditions")
    if posted(request, form, lambda: actions.advise(request.actor, authority=place, **form.cleaned_data)):
        return said(request, _("Bewaard. Het advies staat bij de voorwaarden."), back)
    title = _("Advies geven") if himself else _("Advies van de DPO overnemen")
    crumb(request, title)
    row = queries.newest(place.pk)
    lede = _("Over de controle van raadplegingen, na de effectbeoordeling (DPIA).")
    if row and row.dpia_on:
        day = dates.sentence_date(row.dpia_on, weekday=False)
        lede = _("Over de controle van raadplegingen, na de effectbeoordeling (DPIA) van %(day)s.") % {"day": day}
    return ask(request, form, title=title, lede=lede, submit=_("Bewaren"), back=back)


@page(P.SEE)
@require_GET
def paper(request: Request, pk: UUID) -> HttpResponseBase:
    """The sealed paper of the union consultation, as a download."""
    row = queries.history(one_authority(request).pk).filter(pk=pk).first()
    if row is None or not row.paper_sha256:
        raise Http404
    return sealed_file(row.paper_sha256, row.paper_name, row.paper_type)


per_authority = [
    path("logcontrole/voorwaarden/", index, name="logs-conditions"),
    path("logcontrole/voorwaarden/aanvullen/", change, name="logs-conditions-change"),
    path("logcontrole/voorwaarden/advies/", advise, name="logs-conditions-advise"),
    path("logcontrole/voorwaarden/<uuid:pk>/stuk/", paper, name="logs-conditions-paper"),
]
