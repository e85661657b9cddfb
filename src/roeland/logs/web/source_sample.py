"""A sample of consultations typed from paper: up to 25 lines, the national number of each pseudonymised at once."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from uuid import UUID

from django import forms
from django.forms import formset_factory
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.action import NotAllowed, Refused
from roeland.ledger.pages import said, sent
from roeland.logs import intake
from roeland.logs.formats.mapping import parse
from roeland.logs.models import Source
from roeland.logs.rules import P
from roeland.logs.values import Format, Kind
from roeland.logs.web.sources import source_or_404
from roeland.scrutiny.numbers import SEPARATORS, is_national
from roeland.ui import dates
from roeland.ui.form import Form, MomentField

LINES = 25
FIELDS = {"ts": "ts", "user_id": "user_id", "citizen": "citizen", "service": "service"}


class NumberInput(forms.PasswordInput):
    """Shows what is typed, and never sends it back in a page."""

    input_type = "text"


class HandLineForm(Form):
    """One consultation on paper."""

    ts = MomentField(label=lazy("Wanneer"), required=False)
    user_id = forms.CharField(label=lazy("Gebruiker"), max_length=120, required=False)
    citizen = forms.CharField(
        label=lazy("Rijksregisternummer"),
        max_length=20,
        required=False,
        widget=NumberInput(attrs={"autocomplete": "off", "class": "input w-s"}),
    )
    service = forms.CharField(label=lazy("Raadpleging"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        number = SEPARATORS.sub("", data.get("citizen") or "")
        filled = [name for name in ("ts", "user_id", "citizen") if data.get(name)]
        if filled and len(filled) < 3 and not self.errors:  # noqa: PLR2004 -- the three that are needed
            self.add_error("user_id", _("Vul tijdstip, gebruiker en nummer in."))
        if number and not is_national(number):
            self.add_error("citizen", _("Dit is geen geldig rijksregister- of bisnummer."))
        if data.get("ts") and data["ts"] > clock.now():
            self.add_error("ts", _("Dit tijdstip ligt in de toekomst."))
        return data


def bytes_of(rows: list[dict[str, Any]]) -> bytes:
    """The lines as a file: one JSON object each."""
    lines = [json.dumps({**row, "ts": row["ts"].isoformat()}, ensure_ascii=False) for row in rows]
    return ("\n".join(lines) + "\n").encode()


def by_hand(request: Request, row: Source, rows: list[dict[str, Any]]) -> intake.Taken:
    """Import typed lines as a file of the source."""
    how = parse(Kind.CONSULT, Format.JSONL, {"zone": "Europe/Brussels", "fields": FIELDS})
    name = _("met de hand, %(at)s.jsonl") % {"at": dates.table_moment(clock.now()).replace("/", "-").replace(":", ".")}
    return intake.take(request.actor, row, BytesIO(bytes_of(rows)), name, how="hand", how_read=how)


@page(P.SOURCES)
def sample(request: Request, pk: UUID) -> HttpResponse:
    """Type lines from paper."""
    row = source_or_404(request, pk)
    if row.kind != Kind.CONSULT or row.ended_on is not None:
        raise Http404
    lines = formset_factory(HandLineForm, extra=LINES, max_num=LINES, absolute_max=LINES)(sent(request), prefix="regel")
    error, back = "", url(request, "logs-source", row.pk)
    if request.method == "POST" and lines.is_valid():
        rows = [one.cleaned_data for one in lines.forms if one.cleaned_data.get("citizen")]
        try:
            if not rows:
                error = _("Tik minstens één raadpleging in.")
            else:
                done = by_hand(request, row, rows)
                assert done.delivery is not None
                return said(
                    request,
                    _("Ingetikt. De nummers zijn vervangen door pseudoniemen."),
                    url(request, "logs-delivery", done.delivery.pk),
                )
        except NotAllowed as refused:
            raise Http404 from refused
        except Refused as refused:
            error = str(refused)
    bad = lines.is_bound and bool(error or lines.total_error_count())
    context = {
        "row": row,
        "lines": lines,
        "bad": bad,
        "error": error,
        "back": back,
        "authority": one_authority(request),
    }
    return render(request, "logs/source_sample.html", context, status=422 if bad else 200)


per_authority = [path("logcontrole/bronnen/<uuid:pk>/met-de-hand/", sample, name="logs-source-sample")]
