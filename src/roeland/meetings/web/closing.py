"""Closing a meeting, remarks on its report, approving it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import SIGNED_IN, page
from roeland.meetings import actions, queries
from roeland.meetings.models import Meeting
from roeland.meetings.rules import P
from roeland.meetings.web.common import BACK, ask, meeting_or_404, meeting_url, said, tried
from roeland.meetings.web.forms import TextForm
from roeland.ui import dates
from roeland.ui.form import Form

BOTH = ["GET", "POST"]


@page(SIGNED_IN)
@require_http_methods(BOTH)
def close(request: Request, pk: UUID) -> HttpResponse:
    """Ask once, then close."""
    found = meeting_or_404(request, pk, P.RUN)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and tried(form, lambda: actions.close_meeting(request.actor, meeting=found)):
        return said(request, "Gesloten. Het verslag is een ontwerp.", meeting_url(found))
    people = queries.attendances(found)
    unnoted = [row for row in people if row.presence == "expected"]
    facts = ["De stukken sluiten.", "De lijnen onder elk punt blijven zoals ze nu zijn."]
    if unnoted:
        words = dates.join_nl([str(row.person) for row in unnoted])
        facts.append(f"Als afwezig genoteerd: {words}.")
    context = {"form": form, "facts": facts, "title": "Vergadering sluiten?", "submit": "Vergadering sluiten"}
    context |= {"away": "Nog niet", "back": meeting_url(found), "kind": "primary"}
    return render(request, "meetings/ask.html", context, status=422 if form.is_bound else 200)


@page(SIGNED_IN)
@require_http_methods(BOTH)
def correct(request: Request, pk: UUID) -> HttpResponse:
    """A remark on the report."""
    found = meeting_or_404(request, pk, P.CORRECT)
    form = TextForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.note_correction(request.actor, meeting=found, **form.cleaned_data))
    ):
        return said(request, "Genoteerd. De opmerking komt mee in het goedgekeurde verslag.", meeting_url(found))
    return ask(
        request,
        form,
        title="Opmerking bij het verslag",
        lede="Het verslag zelf verandert niet. Je opmerking staat eronder.",
        submit="Opmerking noteren",
        away=BACK,
        back=meeting_url(found),
    )


@page(SIGNED_IN)
@require_http_methods(BOTH)
def approve(request: Request, pk: UUID) -> HttpResponse:
    """Approve the report, in the later meeting that the address names (`?in=`) or without one."""
    found = meeting_or_404(request, pk, P.APPROVE)
    within = _within(request)
    form = Form(request.POST if request.method == "POST" else None)
    back = meeting_url(within) if within else meeting_url(found)
    if (
        form.is_bound
        and form.is_valid()
        and tried(form, lambda: actions.approve_minutes(request.actor, meeting=found, within=within))
    ):
        return said(request, f"Goedgekeurd: het verslag van {dates.sentence_date(found.starts_at)}.", back)
    count = len(queries.corrections(found))
    facts = ["Aan het verslag en de besluiten verandert daarna niets meer."]
    if count:
        facts.append(f"{dates.capital(dates.plural(count, 'opmerking komt', 'opmerkingen komen', words=True))} mee.")
    context = {"form": form, "facts": facts, "submit": "Verslag goedkeuren", "kind": "primary", "away": "Nog niet"}
    context |= {"title": f"Verslag van {dates.sentence_date(found.starts_at)} goedkeuren?", "back": back}
    return render(request, "meetings/ask.html", context, status=422 if form.is_bound else 200)


def _within(request: Request) -> Meeting | None:
    try:
        pk = UUID(request.GET.get("in", ""))
    except ValueError:
        return None
    return queries.meeting_by_id(one_authority(request), pk)
