"""Files of a source: uploading, saying how they are read, the test import, importing, and the page of one file."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from roeland.kernel.http import Request, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.action import NotAllowed, Refused
from roeland.ledger.pages import ask, posted, said, sent
from roeland.logs import intake
from roeland.logs.actions import deliveries as verbs
from roeland.logs.actions.sources import map_source
from roeland.logs.formats.mapping import BadMapping, Reading, parse
from roeland.logs.formats.proposing import propose
from roeland.logs.formats.values import parted
from roeland.logs.library import field_words
from roeland.logs.models import Source
from roeland.logs.queries import sources as queries
from roeland.logs.rules import P
from roeland.logs.values import BESIDE, OVERLAP, Format, Kind, alias
from roeland.logs.web import source_kept as keeping
from roeland.logs.web.source_forms import FileForm, MappingForm, first_values
from roeland.logs.web.sources import source_or_404
from roeland.scrutiny.layouts import CITIZEN, TOKEN
from roeland.ui import components as c
from roeland.ui import dates

SHOWN = 60


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
    begins = keeping.kind_of(waits, row)
    form_kind = request.POST.get("format") or begins
    columns, unreadable = keeping.columns_of(waits, row, form_kind)
    first = {"format": begins, **_begin(row, columns)}
    form = MappingForm(sent(request), initial=first, source=row, columns=columns)
    if form.is_bound and columns and form_kind != row.format and form.is_blank:  # only now these columns are known
        form = MappingForm(None, initial={**first, "format": form_kind}, source=row, columns=columns)
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
        "unreadable": unreadable,
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
    left_out, noticed = parted(tried.found.problems[:SHOWN])
    heads = _heads(row, tried)
    context = {
        "row": row,
        "authority": one_authority(request),
        "file": waits.name,
        "refused": tried.refused,
        "figures": _figures(tried.found),
        "idle": not tried.found.rows and bool(tried.found.duplicates),
        "left_out": left_out,
        "noticed": noticed,
        "found": tried.found,
        "gaps": [line["text"] for line in tried.found.gaps if line["kind"] not in BESIDE],
        "overlaps": [line["text"] for line in tried.found.gaps if line["kind"] == OVERLAP],
        "heads": heads,
        "lines": [(number, list(zip(heads, cells, strict=True))) for number, cells in _lines(row, tried)],
        "secret": row.kind == Kind.WATCH and not tried.refused,
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
        (_("Overgeslagen rijen"), dates.number(found.left_out) if found.left_out else ""),
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
        *Kind(row.kind).layout.columns,
        "purpose",
        "action",
        "dossier_ref",
        "stated_reason",
        "n_persons",
        "outcome",
        "ref",
    ]
    return [name for name in dict.fromkeys(known) if any(line.get(name) is not None for line in tried.first_rows)]


def _heads(row: Source, tried: intake.Taken) -> list[str]:
    words = {**field_words(), "ref": field_words()["event_id"]}
    return [dates.capital(words.get(name, name).partition(" (")[0]) for name in _fields(row, tried)]


def _lines(row: Source, tried: intake.Taken) -> list[tuple[int, list[str]]]:
    """The first rows: citizens and tokens as aliases."""
    kinds = Kind(row.kind).layout.columns
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


per_authority = [
    path("logcontrole/bronnen/<uuid:pk>/bestand/", upload, name="logs-source-upload"),
    path("logcontrole/bronnen/<uuid:pk>/lezen/", mapping, name="logs-source-mapping"),
    path("logcontrole/bronnen/<uuid:pk>/nakijken/", check, name="logs-source-check"),
]
