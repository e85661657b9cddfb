"""Closing a meeting, remarks on its report, approving it."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, said, tried
from roeland.meetings import actions, queries
from roeland.meetings.models import Meeting
from roeland.meetings.rules import P
from roeland.meetings.web.common import BACK, meeting_or_404, meeting_url
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
        return said(request, _("Gesloten. Het verslag is een ontwerp."), meeting_url(found))
    people = queries.attendances(found)
    unnoted = [row for row in people if row.presence == "expected"]
    facts = [_("De stukken sluiten."), _("De lijnen onder elk punt blijven zoals ze nu zijn.")]
    if unnoted:
        words = dates.join_nl([str(row.person) for row in unnoted])
        facts.append(_("Als afwezig genoteerd: %(words)s.") % {"words": words})
    context = {"facts": facts, "title": _("Vergadering sluiten?"), "submit": _("Vergadering sluiten")}
    context |= {"away": _("Nog niet"), "back": meeting_url(found), "kind": "primary"}
    return ask(request, form, **context)


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
        return said(request, _("Genoteerd. De opmerking komt mee in het goedgekeurde verslag."), meeting_url(found))
    return ask(
        request,
        form,
        title=_("Opmerking bij het verslag"),
        lede=_("Het verslag zelf verandert niet. Je opmerking staat eronder."),
        submit=_("Opmerking noteren"),
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
        return said(
            request,
            (
                _("Goedgekeurd: het verslag van %(sentence_date)s.")
                % {"sentence_date": dates.sentence_date(found.starts_at)}
            ),
            back,
        )
    count = len(queries.corrections(found))
    facts = [_("Aan het verslag en de besluiten verandert daarna niets meer.")]
    if count:
        facts.append(
            _("%(capital)s mee.")
            % {"capital": dates.capital(dates.plural(count, "opmerking komt", "opmerkingen komen", words=True))}
        )
    context = {
        "facts": facts,
        "submit": _("Verslag goedkeuren"),
        "kind": "primary",
        "away": _("Nog niet"),
    }
    context |= {
        "title": (
            _("Verslag van %(sentence_date)s goedkeuren?") % {"sentence_date": dates.sentence_date(found.starts_at)}
        ),
        "back": back,
    }
    return ask(request, form, **context)


def _within(request: Request) -> Meeting | None:
    try:
        pk = UUID(request.GET.get("in", ""))
    except ValueError:
        return None
    return queries.meeting_by_id(one_authority(request), pk)
