"""*Bezoek afsluiten*: the page as Roeland wrote it, to change before it goes to the director; then closed, sealed and mailed."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.kernel import clock, focus
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.pages import pressed
from roeland.people.pages import places
from roeland.ui import components as c
from roeland.ui import dates
from roeland.visits import sealing
from roeland.visits.actions import closing as verbs
from roeland.visits.models import Visit
from roeland.visits.queries import agreements, sheet
from roeland.visits.queries import visits as queries
from roeland.visits.rules import P
from roeland.visits.values import VisitStatus
from roeland.visits.web import grid
from roeland.visits.web.common import visit_or_404, visit_url


@dataclass
class Draft:
    """The page of one visit before it is closed."""

    visit: Visit
    place: c.Place
    text: str
    facts: list[c.Definition]
    to: str
    minutes: int = 0
    error: str = ""

    @property
    def key(self) -> str:
        """The end of the names of its fields."""
        return str(self.visit.pk)


@page(P.EDIT)
def close(request: Request, pk: UUID) -> HttpResponse:
    """The page of one visit."""
    visit = visit_or_404(request, pk)
    if visit.status != VisitStatus.OPEN:
        return redirect(visit_url(visit))
    return show(request, [visit])


def show(request: Request, visits: list[Visit]) -> HttpResponse:
    """Show the pages of these visits, or close and send them."""
    drafts = _drafts(request, visits)
    status = 200
    if request.method == "POST" and "versturen" in request.POST:
        left = [draft for draft in drafts if not _close(request, draft)]
        if not left:
            return _closed(request, drafts)
        drafts, status = left, 422
    context = {
        "drafts": drafts,
        "single": len(visits) == 1,
        "back": visit_url(visits[0]) if request.authority else "/bezoeken/halve-dag/",
        "authority": request.authority,
    }
    return render(request, "visits/closing.html", context, status=status)


def _drafts(request: Request, visits: list[Visit]) -> list[Draft]:
    found = queries.items(visits)
    named, spent = places([visit.authority for visit in visits]), grid.shares(visits)
    today = clock.today()
    hours = agreements.hours([visit.authority_id for visit in visits], *agreements.year_of(today))
    made = []
    for visit in visits:
        minutes = spent[visit.pk]
        cost = visit.agreement.terms.cost(minutes) if visit.agreement else None
        facts = [c.Definition(_("tijd"), dates.minutes(minutes))]
        if cost is not None:
            facts.append(c.Definition(_("kosten"), sheet.euros(cost)))
            left = queries.minutes_words(hours[visit.authority_id].left - minutes)
            facts.append(c.Definition(_("over in %(year)s") % {"year": today.year}, left))
        facts.append(c.Definition(_("volgend bezoek"), sheet.next_words(visit.next_on)))
        text = request.POST.get(f"pagina-{visit.pk}") or sheet.text_of(found[visit.pk], visit.notes)
        to = dates.join_nl([str(person) for person in verbs.receivers(visit)])
        made.append(Draft(visit, named[visit.authority_id], text, facts, to, minutes))
    return made


def _close(request: Request, draft: Draft) -> bool:
    """Close one visit and mail it; what cannot leave by mail is kept closed and can be sent later."""
    try:
        verbs.close_visit(request.actor, visit=draft.visit, text=draft.text, minutes=draft.minutes)
    except NotAllowed as error:
        raise Http404 from error
    except (Invalid, Refused) as error:
        draft.error = str(error)
        return False
    try:
        verbs.mail_page(request.actor, visit=draft.visit)
    except Refused as error:
        messages.error(request, f"{draft.place.name}: {error}")
    return True


def _closed(request: Request, drafts: list[Draft]) -> HttpResponse:
    shown = focus.focus_of(request.session)
    if shown is not None and shown.why == focus.VISIT:
        focus.end(request.session)
    words = dates.plural(len(drafts), "Bezoek afgesloten", "bezoeken afgesloten")
    messages.success(request, _("Bezoek afgesloten.") if len(drafts) == 1 else f"{words}.")
    if request.authority is not None:
        return redirect(visit_url(drafts[0].visit))
    return redirect("visits-all")


@page(P.EDIT)
@require_POST
def mail(request: Request, pk: UUID) -> HttpResponse:
    """Send the page again, or for the first time when the mail did not leave."""
    visit = visit_or_404(request, pk)
    pressed(request, lambda: verbs.mail_page(request.actor, visit=visit), _("Gemaild."))
    return redirect(visit_url(visit))


@page(P.SEE)
@require_GET
def pdf(request: Request, pk: UUID) -> HttpResponse:
    """The sealed file, checked against its seal."""
    visit = visit_or_404(request, pk)
    content = sealing.content_of(visit)
    if content is None:
        raise Http404
    name = f"bezoek-{one_authority(request).slug}-{visit.planned_on.isoformat()}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
