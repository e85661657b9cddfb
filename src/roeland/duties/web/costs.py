"""Cost lines on records of any room: all of an authority with their sums, add one, remove one."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.duties import actions, providers, queries
from roeland.duties.cost_panel import CostForm, euro, plan_years, what
from roeland.duties.models import CostLine
from roeland.duties.rules import P
from roeland.duties.web.common import today
from roeland.duties.web.forms import ReasonForm
from roeland.kernel.http import Request, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, said, tried


def _home(request: Request, record: providers.Record | None) -> str:
    """The page of the record, at its costs; Vandaag for a record without a page, or one that is closed to the reader."""
    return f"{record.url}#kosten" if record and record.url else url(request, "duties-today")


@page(P.COST_SEE)
@require_GET
def costs(request: Request) -> HttpResponse:
    """Everything that was written to cost something, and what falls due each year."""
    authority = one_authority(request)
    lines = queries.costs_of_authority(authority)
    request.crumb = _("Kosten")
    rows = [(line, _kind_name(line), what(line), euro(line.cost.each)) for line in lines]
    return render(request, "duties/costs.html", {"authority": authority, "rows": rows, "years": plan_years(lines)})


def _kind_name(line: CostLine) -> str:
    provider = providers.KINDS.get(line.subject_kind)
    return provider.label if provider else ""


@page(P.COST_SEE)
@require_GET
def home(request: Request, pk: UUID) -> HttpResponse:
    """Go to the record that a line is about; closed or gone is the same 404."""
    authority = one_authority(request)
    line = queries.cost_line(authority, pk)
    record = providers.find(line.subject_kind, authority.pk, line.subject_id) if line else None
    if record is None or not record.url:
        raise Http404
    return redirect(_home(request, record))


@page(P.COST_EDIT)
def add(request: Request, kind: str, pk: UUID) -> HttpResponse:
    """What a record costs. One that the reader may not see is the same 404 as an absent one."""
    authority = one_authority(request)
    record = providers.find(kind, authority.pk, pk)
    if record is None:
        raise Http404
    request.crumb = _("Kost toevoegen")
    form = CostForm(request.POST or None, initial={"first": today()})
    if request.method == "POST" and form.is_valid():
        subject: dict[str, Any] = {"authority": authority, "subject_kind": kind, "subject_id": pk}
        if tried(form, lambda: actions.add_cost(request.actor, **subject, **form.cleaned_data)):
            return said(request, _("Kost toegevoegd. Ze telt mee in de som per jaar."), _home(request, record))
    return ask(
        request,
        form,
        title=_("Kost toevoegen"),
        lede=_("Bij “%(title)s”.") % {"title": record.title},
        submit=_("Kost toevoegen"),
        away=_("Niets toevoegen"),
        back=_home(request, record),
    )


@page(P.COST_EDIT)
def remove(request: Request, pk: UUID) -> HttpResponse:
    """Take a line away, with the reason."""
    authority = one_authority(request)
    line = queries.cost_line(authority, pk)
    if line is None:
        raise Http404
    request.crumb = line.title
    back = _home(request, providers.find(line.subject_kind, authority.pk, line.subject_id))
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, lambda: actions.remove_cost(request.actor, line=line, reason=reason)):
            return said(request, _("Verwijderd. Het logboek bewaart dat de kost er was."), back)
    return ask(
        request,
        form,
        title=_("Kost “%(title)s” verwijderen?") % {"title": line.title},
        lede=f"{what(line)[:1].upper()}{what(line)[1:]}.",
        submit=_("Verwijderen"),
        kind="danger",
        away=_("Laten staan"),
        back=back,
    )
