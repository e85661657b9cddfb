"""Files of a source: uploading, saying how they are read, the test import, importing, and the page of one file."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET

from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.action import NotAllowed, Refused
from roeland.ledger.pages import ask, posted, said, sent
from roeland.logs import intake
from roeland.logs.actions import deliveries as verbs
from roeland.logs.actions.sources import map_source
from roeland.logs.engine.layouts import CITIZEN, LAYOUTS, TOKEN
from roeland.logs.formats.mapping import BadMapping, Reading, parse, propose
from roeland.logs.formats.values import sentence
from roeland.logs.library import field_words
from roeland.logs.models import Delivery, Source
from roeland.logs.queries import sources as queries
from roeland.logs.rules import P
from roeland.logs.values import DeliveryState, Format, Kind, alias
from roeland.logs.web import source_kept as keeping
from roeland.logs.web.source_forms import FileForm, MappingForm, ReasonForm, first_values
from roeland.logs.web.sources import source_or_404
from roeland.ui import components as c
from roeland.ui import dates

SHOWN = 60
HOW = {
    "upload": lazy("geüpload"),
    "folder": lazy("uit de map"),
    "api": lazy("langs de API"),
    "cli": lazy("op de server"),
    "hand": lazy("met de hand ingetikt"),
}


def _running(request: Request, pk: UUID) -> Source:
    row = source_or_404(request, pk)
    if row.ended_on is not None:
        raise Http404
    return row


@page(P.SOURCES)
def upload(request: Request, pk: UUID) -> HttpResponse:
    """Choose a file. Nothing counts yet: the next page shows what would happen."""
    row = _running(request, pk)
    form = FileForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        keeping.keep(request, row, form.cleaned_data["file"])
        return redirect(
            url(request, "logs-source-check" if row.mapping.get("fields") else "logs-source-mapping", row.pk)
        )
    return ask(
        request,
        form,
        title=_("Bestand importeren: %(name)s") % {"name": row.name},
        lede=_(
            "Je ziet eerst een testimport met aantallen. Er telt niets mee tot je bevestigt. Het bestand wordt meteen versleuteld bewaard."
        ),
        submit=_("Nakijken"),
        back=url(request, "logs-source", row.pk),
        files=True,
    )


@page(P.SOURCES)
def mapping(request: Request, pk: UUID) -> HttpResponse:
    """Say which column is which field; proposals come from the names of the columns in the file that waits."""
    row = _running(request, pk)
    waits = keeping.kept(request, row)
    form_kind = request.POST.get("format") or row.format
    columns = keeping.columns_of(waits, row, form_kind)
    form = MappingForm(
        sent(request), initial={"format": row.format, **_begin(row, columns)}, source=row, columns=columns
    )
    after = url(request, "logs-source-check" if waits else "logs-source", row.pk)
    if posted(
        request,
        form,
        lambda: map_source(request.actor, source=row, mapping=form.mapping, format=form.cleaned_data["format"]),
    ):
        return said(request, _("Bewaard hoe deze bestanden gelezen worden."), after)
    status = 422 if form.is_bound else 200
    context = {
        "row": row,
        "authority": one_authority(request),
        "form": form,
        "columns": columns,
        "waits": waits,
        "back": url(request, "logs-source", row.pk),
    }
    return render(request, "logs/source_mapping.html", context, status=status)


def _begin(row: Source, columns: list[str]) -> dict[str, Any]:
    how = _saved(row)
    if how is not None and columns and not how.columns <= set(columns):
        how = None  # the file has other columns than what was saved: propose anew
    return first_values(how, propose(Kind(row.kind), columns), row.mapping)


def _saved(row: Source) -> Reading | None:
    try:
        return parse(Kind(row.kind), Format(row.format), row.mapping)
    except BadMapping:
        return None


@page(P.SOURCES)
def check(request: Request, pk: UUID) -> HttpResponse:
    """The test import of the file that waits; posting imports it."""
    row = _running(request, pk)
    waits = keeping.kept(request, row)
    if waits is None:
        return redirect(url(request, "logs-source-upload", row.pk))
    if request.method == "POST":
        return _import(request, row, waits)
    try:
        with waits.opened() as stream:
            tried = intake.try_out(request.actor, row, stream, waits.name)
    except NotAllowed as error:
        raise Http404 from error
    context = {
        "row": row,
        "authority": one_authority(request),
        "file": waits.name,
        "refused": tried.refused,
        "figures": _figures(tried.found),
        "problems": [sentence(problem) for problem in tried.found.problems[:SHOWN]],
        "gaps": [line["text"] for line in tried.found.gaps],
        "heads": _heads(row, tried),
        "lines": _lines(row, tried),
        "unknown": _unknown(request, tried.found),
    }
    return render(request, "logs/source_check.html", context, status=422 if tried.refused else 200)


def _import(request: Request, row: Source, waits: keeping.Kept) -> HttpResponse:
    try:
        with waits.opened() as stream:
            done = intake.take(request.actor, row, stream, waits.name, how="upload")
    except NotAllowed as error:
        raise Http404 from error
    except Refused as error:
        keeping.drop(request)
        return said(request, str(error), url(request, "logs-source", row.pk))
    keeping.drop(request)
    assert done.delivery is not None
    words = done.refused or _("%(rows)s geïmporteerd.") % {"rows": dates.plural(done.found.rows, "rij", "rijen")}
    return said(request, words, url(request, "logs-delivery", done.delivery.pk))


def _figures(found: verbs.Found) -> list[c.Definition]:
    span = (
        f"{dates.table_date(found.first)} tot en met {dates.table_date(found.last)}"
        if found.first and found.last
        else ""
    )
    rows = [
        (_("Bruikbare rijen"), dates.number(found.rows)),
        (_("Periode"), span),
        (_("Dubbel, telt één keer"), dates.number(found.duplicates) if found.duplicates else ""),
        (_("Overgeslagen"), dates.number(found.left_out) if found.left_out else ""),
        (_("Gebruikers"), dates.number(len(found.users)) if found.users else ""),
    ]
    return [c.Definition(term, value) for term, value in rows if value]


def _unknown(request: Request, found: verbs.Found) -> int:
    """How many users of the file Roeland has not seen or does not know yet."""
    known = queries.users(one_authority(request), standing_of="known").values_list("user_id", flat=True)
    shared = queries.users(one_authority(request), standing_of="shared").values_list("user_id", flat=True)
    return len(set(found.users) - set(known) - set(shared))


def _fields(row: Source, tried: intake.Taken) -> list[str]:
    known = [
        *LAYOUTS[row.kind].columns,
        "purpose",
        "action",
        "dossier_ref",
        "stated_reason",
        "n_persons",
        "outcome",
        "ref",
    ]
    return [name for name in known if any(line.get(name) is not None for line in tried.first_rows)]


def _heads(row: Source, tried: intake.Taken) -> list[str]:
    words = {**field_words(), "ref": field_words()["event_id"]}
    return [dates.capital(words.get(name, name).partition(" (")[0]) for name in _fields(row, tried)]


def _lines(row: Source, tried: intake.Taken) -> list[tuple[int, list[str]]]:
    """The first rows: citizens and tokens as aliases."""
    kinds = LAYOUTS[row.kind].columns
    return [
        (line["_row"], [_cell(kinds.get(name, ""), line.get(name)) for name in _fields(row, tried)])
        for line in tried.first_rows
    ]


def _cell(kind: str, value: Any) -> str:
    if value is None:
        return ""
    if kind in {CITIZEN, TOKEN}:
        return alias(value)
    if isinstance(value, datetime):
        return dates.table_moment(value)
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    return dates.table_date(value) if hasattr(value, "isoformat") else str(value)


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
    undo = may(request, P.SOURCES) and row.state == DeliveryState.READ and not verbs.used(row)
    context = {
        "row": row,
        "authority": one_authority(request),
        "status": delivery_status(row),
        "lede": _delivery_lede(row),
        "facts": _delivery_facts(row),
        "problems": [sentence(problem) for problem in row.problems],
        "gaps": row.gaps,
        "undo": url(request, "logs-delivery-undo", row.pk) if undo else "",
        "source_url": url(request, "logs-source", row.source_id),
    }
    return render(request, "logs/delivery.html", context)


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
        DeliveryState.BLANKED: _("definitief verwijderd na de termijn"),
    }
    rows = [
        (_("Bron"), row.source.name, False),
        (_("Binnengekomen"), f"{dates.table_moment(row.received_at)}, {HOW.get(row.how, row.how)}", False),
        (_("Door"), str(row.received_by) if row.received_by else "", False),
        (_("Grootte"), dates.file_size(row.size), False),
        (_("Dubbel, telt één keer"), dates.number(row.duplicates) if row.duplicates else "", False),
        (_("Overgeslagen"), dates.number(row.left_out) if row.left_out else "", False),
        (_("Het bestand zelf"), kept.get(DeliveryState(row.state), _("niet bewaard")), False),
        (_("SHA-256"), row.sha256, True),
    ]
    return [c.Definition(term, value, mono=mono) for term, value, mono in rows if value]


@page(P.SOURCES)
def undo(request: Request, pk: UUID) -> HttpResponse:
    """Take a file out again: wrong columns, wrong file."""
    row = delivery_or_404(request, pk)
    form = ReasonForm(sent(request))
    if posted(request, form, lambda: verbs.undo_delivery(request.actor, delivery=row, **form.cleaned_data)):
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
    path("logcontrole/bronnen/<uuid:pk>/bestand/", upload, name="logs-source-upload"),
    path("logcontrole/bronnen/<uuid:pk>/lezen/", mapping, name="logs-source-mapping"),
    path("logcontrole/bronnen/<uuid:pk>/nakijken/", check, name="logs-source-check"),
    path("logcontrole/bestanden/<uuid:pk>/", delivery, name="logs-delivery"),
    path("logcontrole/bestanden/<uuid:pk>/weghalen/", undo, name="logs-delivery-undo"),
]
