"""Months that nobody will control: the page that says so with a reason, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, pressed, said, sent
from roeland.logs.actions import left_out as actions
from roeland.logs.models import LeftOut
from roeland.logs.queries import left_out as queries
from roeland.logs.rules import P
from roeland.logs.web.common import month_words
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form


class LeaveOutForm(Form):
    """Which month, and why."""

    month = forms.ChoiceField(label=gettext_lazy("Maand"))
    reason = forms.CharField(
        label=gettext_lazy("Waarom kijkt niemand deze maand na?"),
        max_length=actions.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Deze reden komt in het logboek en in het jaarverslag. Noem geen personen."),
    )

    def __init__(self, months: list[date], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(f"{month:%Y-%m}", month_words(month)) for month in months]  # type: ignore[attr-defined]


@page(P.RUN)
@require_http_methods(["GET", "POST"])
def leave_out(request: Request) -> HttpResponse:
    """Ask which month and why, say what comes of it, do it."""
    place = one_authority(request)
    months = queries.to_leave(place)
    form = LeaveOutForm(months, sent(request), initial={"month": request.GET.get("maand", "")})

    def do() -> None:
        month = date.fromisoformat(f"{form.cleaned_data['month']}-01")
        actions.leave_out(request.actor, authority=place, month=month, reason=form.cleaned_data["reason"])

    if posted(request, form, do):
        return said(request, _("De maand staat als niet nagekeken."), url(request, "logs-index"))
    crumb(request, _("Een maand niet nakijken"))
    return ask(
        request,
        form,
        title=_("Een maand niet nakijken?"),
        lede=_("Voor een maand die niemand nog controleert. Ze verdwijnt van Vandaag. Je kunt dit terugnemen."),
        fixed=_(
            "De lijst van de maanden en het jaarverslag zeggen dat de maand niet nagekeken is, en waarom. De terugkerende taak van die maand is er niet mee gedaan."
        ),
        warning="" if months else _("Elke maand die voorbij is, heeft al een controle of staat al als niet nagekeken."),
        submit=_("Niet nakijken"),
        back=url(request, "logs-start"),
    )


@page(P.RUN)
@require_POST
def take_back(request: Request, pk: UUID) -> HttpResponse:
    """The month may be controlled after all."""
    row = queries.listed([one_authority(request).pk]).filter(pk=pk).first()
    if row is None:
        raise Http404
    done = _("%(month)s kan weer nagekeken worden.") % {"month": dates.capital(month_words(row.month))}
    pressed(request, lambda: actions.take_back(request.actor, left_out=row), done)
    return redirect(url(request, "logs-index"))


def rows(
    request: Request, marks: Mapping[UUID, object], ids: Collection[UUID]
) -> list[tuple[LeftOut, str, object, c.Verb | None]]:
    """What the list of controls shows: the month in words, whose it is where there are more, and the way back for who may."""
    back = request.authority is not None and may(request, P.RUN)
    return [
        (row, month_words(row.month), marks.get(row.authority_id), _back(request, row) if back else None)
        for row in queries.listed(ids)
    ]


def _back(request: Request, row: LeftOut) -> c.Verb:
    words = _("Toch nakijken")
    return c.Verb(words, url(request, "logs-left-out-back", row.pk), post=True, about=month_words(row.month))


per_authority = [
    path("logcontrole/niet-nakijken/", leave_out, name="logs-leave-out"),
    path("logcontrole/niet-nakijken/<uuid:pk>/terug/", take_back, name="logs-left-out-back"),
]
