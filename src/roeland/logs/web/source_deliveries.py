"""The page of one file of a source, and taking it out again."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.logs import lateness
from roeland.logs.actions import deliveries as verbs
from roeland.logs.formats.values import parted
from roeland.logs.models import Delivery
from roeland.logs.queries import runs
from roeland.logs.queries import sources as queries
from roeland.logs.rules import P
from roeland.logs.values import COUNTS, DeliveryState, Kind
from roeland.logs.web.common import month_words
from roeland.logs.web.source_forms import ReasonForm
from roeland.ui import components as c
from roeland.ui import dates

HOW = {
    "upload": lazy("geüpload"),
    "folder": lazy("uit de map"),
    "api": lazy("langs de API"),
    "cli": lazy("op de server"),
    "hand": lazy("met de hand ingetikt"),
}


def delivery_or_404(request: Request, pk: UUID) -> Delivery:
    """The file, or the same 404 for absent and refused."""
    found = queries.delivery(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, found.file_name)
    return found


@page(P.SEE)
@require_GET
def delivery(request: Request, pk: UUID) -> HttpResponse:
    """One file: figures, what was left out, what it lacks, and its seal."""
    row = delivery_or_404(request, pk)
    left_out, noticed = parted(row.problems)
    undo = may(request, P.SOURCES) and row.state in COUNTS and not verbs.used(row)
    context = {
        "row": row,
        "authority": one_authority(request),
        "status": delivery_status(row),
        "lede": _delivery_lede(row),
        "facts": _delivery_facts(row),
        "left_out": left_out,
        "noticed": noticed,
        "gaps": row.lacking,
        "overlaps": [line["text"] for line in row.overlaps] if row.state in COUNTS else [],
        "undo": url(request, "logs-delivery-undo", row.pk) if undo else "",
        "source_url": url(request, "logs-source", row.source_id),
        "start": _start(request, row),
    }
    return render(request, "logs/delivery.html", context)


def _start(request: Request, row: Delivery) -> c.Verb | None:
    """What comes after an import: the control of the last month of the file that is over and has none yet."""
    first, last = row.first_on, row.last_on
    if row.source.kind != Kind.CONSULT or row.state not in COUNTS or not first or not last or not may(request, P.RUN):
        return None
    choice = runs.choice(one_authority(request), clock.today())
    months = [month for month in choice.months if month not in choice.known and first.replace(day=1) <= month <= last]
    if not months:
        return None
    words = _("Controle van %(month)s starten") % {"month": month_words(months[0])}
    return c.Verb(words, f"{url(request, 'logs-start')}?maand={months[0]:%Y-%m}", primary=True)


def delivery_status(row: Delivery) -> c.Status:
    """*gelezen*, *niet gelezen*, *weggehaald*"""
    shown = {
        DeliveryState.READ: c.State.DONE,
        DeliveryState.BLANKED: c.State.DONE,
        DeliveryState.REFUSED: c.State.REJECTED,
    }
    return c.Status(shown.get(DeliveryState(row.state), c.State.SKIPPED), DeliveryState(row.state).label)


def _delivery_lede(row: Delivery) -> str:
    if row.state == DeliveryState.REFUSED:
        return _("Roeland kon dit bestand niet lezen. Er is niets van bewaard.")
    if row.state == DeliveryState.UNDONE:
        return _("Dit bestand is weer weggehaald. Het telt nergens mee.")
    words = dates.plural(row.rows, "rij telt", "rijen tellen")
    if row.first_on and row.last_on:
        return _("%(rows)s mee, van %(first)s tot en met %(last)s.") % {
            "rows": words,
            "first": dates.sentence_date(row.first_on, weekday=False),
            "last": dates.sentence_date(row.last_on, weekday=False),
        }
    return _("%(rows)s mee.") % {"rows": words}


def _delivery_facts(row: Delivery) -> list[c.Definition]:
    kept = {
        DeliveryState.READ: _("versleuteld, tot en met %(day)s")
        % {"day": dates.table_date(row.keep_until) if row.keep_until else ""},
        DeliveryState.BLANKED: _("niet bewaard, enkel de pseudoniemen")
        if row.source.kind == Kind.WATCH
        else _("definitief verwijderd na de termijn"),
    }
    rows = [
        (_("Bron"), row.source.name, False),
        (_("Binnengekomen"), f"{dates.table_moment(row.received_at)}, {HOW.get(row.how, row.how)}", False),
        (_("Door"), str(row.received_by) if row.received_by else "", False),
        (_("Grootte"), dates.file_size(row.size), False),
        (_("Dubbel, telt één keer"), dates.number(row.duplicates) if row.duplicates else "", False),
        (_("Het bestand zelf"), kept.get(DeliveryState(row.state), _("niet bewaard")), False),
        (_("Hash met een sleutel") if row.source.kind == Kind.WATCH else _("SHA-256"), row.sha256, True),
    ]
    return [c.Definition(term, value, mono=mono) for term, value, mono in rows if value]


@page(P.SOURCES)
def undo(request: Request, pk: UUID) -> HttpResponse:
    """Take a file out again: wrong columns, wrong file."""
    row = delivery_or_404(request, pk)
    form = ReasonForm(sent(request))
    if posted(request, form, lambda: verbs.undo_delivery(request.actor, delivery=row, **form.cleaned_data)):
        lateness.ask_again(row.source)
        return said(
            request, _("Weggehaald. De rijen tellen niet meer mee."), url(request, "logs-source", row.source_id)
        )
    return ask(
        request,
        form,
        title=_("“%(file)s” weghalen?") % {"file": row.file_name},
        lede=_(
            "De rijen tellen dan niet meer mee en het bewaarde bestand verdwijnt. Dat het er was, blijft in het logboek."
        ),
        submit=_("Bestand weghalen"),
        kind="danger",
        away=_("Laten staan"),
        back=url(request, "logs-delivery", row.pk),
    )


per_authority = [
    path("logcontrole/bestanden/<uuid:pk>/", delivery, name="logs-delivery"),
    path("logcontrole/bestanden/<uuid:pk>/weghalen/", undo, name="logs-delivery-undo"),
]
