"""The half day: the visits that an officer does in one sitting, at one authority or over several, gone through on one page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused, batch
from roeland.people.pages import places
from roeland.ui import dates
from roeland.visits.actions import visits as verbs
from roeland.visits.models import Visit
from roeland.visits.queries import visits as queries
from roeland.visits.rules import P
from roeland.visits.values import VisitStatus
from roeland.visits.web import closing, grid


@page(P.EDIT)
@require_POST
def begin(request: Request) -> HttpResponse:
    """Begin a visit at each ticked authority: the one that was planned for today or earlier, else a new one."""
    chosen = set(request.POST.getlist("bestuur"))
    ids = request.actor.authorities_with(P.EDIT)
    found = [one for one in Authority.everything.filter(pk__in=ids) if one.slug in chosen]
    if not found:
        messages.error(request, _("Kies minstens één bestuur."))
        return redirect("visits-all")
    for one in found:
        try:
            _open(request.actor, one)
        except NotAllowed as error:
            raise Http404 from error
        except (Invalid, Refused) as error:
            messages.error(request, f"{one.name}: {error}")
    return redirect("visits-halfday")


def _open(actor: Actor, authority: Authority) -> Visit:
    today = clock.today()
    with scope(actor, [authority]), batch():
        rows = Visit.objects.filter(authority=authority, status=VisitStatus.PLANNED, planned_on__lte=today)
        planned: Visit | None = rows.order_by("planned_on").first()
        visit = planned or verbs.plan_visit(actor, authority=authority, on=today)
        return verbs.open_visit(actor, visit=visit)


@page(P.EDIT)
def halfday(request: Request) -> HttpResponse:
    """Every point of every visit of the half day; one form."""
    visits = queries.open_visits(request.actor)
    if not visits:
        return redirect("visits-all")
    named = places([visit.authority for visit in visits])
    made = grid.parts(request, visits, named)
    status = 200
    if request.method == "POST":
        ending = "afsluiten" in request.POST
        if grid.save(request, made, all_of_it=ending):
            if ending:
                return redirect("visits-halfday-close")
            messages.success(request, _("Bewaard."))
            return redirect("visits-halfday")
        status = 422
    context = {"parts": made, "lede": lede(made), "single": False}
    return render(request, "visits/halfday.html", context, status=status)


def lede(made: list[grid.Part]) -> str:
    """*Vijfentwintig punten bij zes besturen. Roeland stelt bij elk iets voor, pas aan wat anders liep.*"""
    count = sum(len(part.lines) for part in made)
    points = dates.plural(count, "punt", "punten", words=True)
    where = dates.plural(len(made), "bestuur", "besturen", words=True)
    return f"{dates.capital(points)} bij {where}. Roeland stelt bij elk iets voor, pas aan wat anders liep."


@page(P.EDIT)
def close(request: Request) -> HttpResponse:
    """One page per authority, to read and change, and one button that closes and sends them all."""
    visits = queries.open_visits(request.actor)
    if not visits:
        return redirect("visits-all")
    return closing.show(request, visits)
