"""One visit: planned, going on, or closed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roeland.documents.render import document_from_data, render_html
from roeland.duties import queries as duties
from roeland.kernel import clock, focus
from roeland.kernel.http import Request, may, one_authority
from roeland.kernel.page import page
from roeland.ledger.pages import ask, pressed, said, tried
from roeland.people.pages import places
from roeland.ui import components as c
from roeland.ui import dates
from roeland.visits.actions import items as item_verbs
from roeland.visits.actions import visits as verbs
from roeland.visits.models import Visit
from roeland.visits.queries import agenda, sheet
from roeland.visits.queries import visits as queries
from roeland.visits.rules import P
from roeland.visits.values import Outcome, VisitStatus
from roeland.visits.web import grid
from roeland.visits.web.common import visit_or_404, visit_url
from roeland.visits.web.forms import ItemForm
from roeland.visits.web.lists import hours_rows


@page(P.SEE)
def visit(request: Request, pk: UUID) -> HttpResponse:
    """A planned visit shows what it will begin with; one that is going on is gone through here; a closed one shows its page."""
    row = visit_or_404(request, pk)
    if row.status == VisitStatus.CLOSED:
        return _closed(request, row)
    if row.status == VisitStatus.OPEN and may(request, P.EDIT):
        return _going_on(request, row)
    return _planned(request, row)


def _frame(request: Request, row: Visit) -> dict[str, object]:
    standing = queries.standings([row.authority_id], clock.today())[row.authority_id]
    return {
        "visit": row,
        "authority": one_authority(request),
        "title": _("Bezoek van %(sentence_date)s")
        % {"sentence_date": dates.sentence_date(row.planned_on, weekday=False, year=False)},
        "may_edit": may(request, P.EDIT),
        "hours": hours_rows(standing),
        "year": row.planned_on.year,
    }


def _planned(request: Request, row: Visit) -> HttpResponse:
    points = agenda.points(request.actor, row) if may(request, P.EDIT) and row.status == VisitStatus.PLANNED else []
    since = duties.last_visits(request.actor, clock.today()).get(row.authority_id)
    context = {
        "points": [(point, point.origin.label) for point in points],
        "lede": planned_lede(len(points), row),
        "news": agenda.news(request.actor, {row.authority_id: since})[row.authority_id],
        "since": dates.sentence_date(since, year=False) if since else "",
        "offers": agenda.offers(request.actor, row.authority_id, since),
    }
    return render(request, "visits/planned.html", {**_frame(request, row), **context})


def planned_lede(count: int, row: Visit) -> str:
    """*Vijf punten staan klaar.*"""
    if row.status == VisitStatus.DROPPED:
        return _("Dit bezoek is geschrapt: %(dropped_reason)s") % {"dropped_reason": row.dropped_reason}
    if row.status == VisitStatus.OPEN:
        return _("Dit bezoek is bezig.")
    words = dates.plural(count, "punt staat", "punten staan", words=True)
    return f"{dates.capital(words)} klaar voor dit bezoek." if count else _("Er staat nog niets klaar voor dit bezoek.")


def _going_on(request: Request, row: Visit) -> HttpResponse:
    [part] = grid.parts(request, [row], places([row.authority]))
    status = 200
    if request.method == "POST":
        closing = "afsluiten" in request.POST
        if grid.save(request, [part], all_of_it=closing):
            if closing:
                return redirect("visits-close", row.authority.slug, row.pk)
            return said(request, "Bewaard.", visit_url(row))
        status = 422
    context = {
        "part": part,
        "parts": [part],
        "lede": going_lede(part),
        "running": row.timer_from is not None,
        "offers": agenda.offers(request.actor, row.authority_id, row.since),
        "single": True,
        "in_focus": focus.focus_of(request.session) is not None,
    }
    return render(request, "visits/visit.html", {**_frame(request, row), **context}, status=status)


def going_lede(part: grid.Part) -> str:
    """*Zes punten. Roeland stelt bij elk iets voor, pas aan wat anders liep.*"""
    if not part.lines:
        return _("Er staat niets op de agenda. Voeg toe wat ter sprake komt.")
    words = dates.plural(len(part.lines), "punt", "punten", words=True)
    return f"{dates.capital(words)}. Roeland stelt bij elk iets voor, pas aan wat anders liep."


def _closed(request: Request, row: Visit) -> HttpResponse:
    document = document_from_data(row.page) if row.page else None
    facts = [
        c.Definition(_("Afgesloten"), dates.table_moment(row.closed_at) if row.closed_at else ""),
        c.Definition(
            _("Gemaild"),
            _("%(table_moment)s naar %(mailed_to)s")
            % {"table_moment": dates.table_moment(row.mailed_at), "mailed_to": row.mailed_to}
            if row.mailed_at
            else _("nog niet"),
        ),
        c.Definition(_("Zegel"), " ".join((row.sha256[0:4], row.sha256[4:8], row.sha256[8:12])), mono=True),
    ]
    context = {
        "html": render_html(document) if document else "",
        "facts": facts,
        "points": [item for item in queries.items([row])[row.pk] if item.outcome == Outcome.ASKED],
    }
    return render(request, "visits/closed.html", {**_frame(request, row), **context})


@page(P.EDIT)
@require_POST
def begin(request: Request, pk: UUID) -> HttpResponse:
    """Begin the visit. On the spot, the session shows this authority only until the visit is closed."""
    row = visit_or_404(request, pk)
    onsite = request.POST.get("waar") == "ter-plaatse"
    if pressed(request, lambda: verbs.open_visit(request.actor, visit=row, onsite=onsite), "") and onsite:
        focus.begin(request.session, row.authority_id, focus.VISIT)
    return redirect(visit_url(row))


@page(P.EDIT)
def add(request: Request, pk: UUID) -> HttpResponse:
    """A point that comes up during the visit."""
    row = visit_or_404(request, pk)
    form = ItemForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        title = form.cleaned_data["title"]
        if tried(form, lambda: item_verbs.add_item(request.actor, visit=row, title=title)):
            return redirect(visit_url(row))
    return ask(
        request,
        form,
        title=_("Punt toevoegen"),
        submit=_("Punt toevoegen"),
        away="Niets toevoegen",
        back=visit_url(row),
    )


@page(P.EDIT)
@require_POST
def time(request: Request, pk: UUID) -> HttpResponse:
    """Start or stop the time."""
    row = visit_or_404(request, pk)
    running = row.timer_from is None
    done = "De tijd loopt." if running else f"De tijd staat stil op {dates.minutes(sheet.now_minutes(row))}."
    pressed(request, lambda: verbs.time_visit(request.actor, visit=row, running=running), done)
    return redirect(visit_url(row))
