"""Controleplan samenstellen: the catalogue with the starters ticked, and the hours that a selection asks of each role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from roeland.duties import actions, queries
from roeland.duties.catalogue import STARTERS, catalogue, edition
from roeland.duties.hours import RoleHours
from roeland.duties.queries import Offer, OfferGroup
from roeland.duties.rules import P
from roeland.duties.spread import visit_days
from roeland.duties.web.common import label, today
from roeland.duties.web.forms import ReasonForm, VisitForm
from roeland.kernel.http import Request, one_authority, url
from roeland.kernel.page import page
from roeland.kernel.rights import RIGHTS
from roeland.ledger.pages import ask, pressed, said, tried
from roeland.ui import components as c
from roeland.ui import dates


@dataclass(frozen=True)
class Line:
    """An offer as shown: ticked or not, with its ground and what became of it."""

    offer: Offer
    ticked: bool
    ground: c.Ground | None
    lead: str
    minutes: str
    decline_url: str
    duty_url: str


@page(P.PLAN_DECIDE)
def adopt(request: Request) -> HttpResponse:
    """Show the offer; count the hours of another selection; take a selection over."""
    authority = one_authority(request)
    groups = queries.offers(authority)
    offered = [offer for group in groups for offer in group.offers]
    if request.method == "POST":
        chosen = [key for key in request.POST.getlist("gekozen") if key in catalogue()]
    else:
        chosen = [offer.offered.id for offer in offered if offer.ticked]
    fresh = [offer.offered.id for offer in offered if offer.offered.id in chosen and not offer.running]
    visit = VisitForm(request.POST or None)
    if request.method == "POST" and request.POST.get("stap") == "overnemen" and fresh and visit.is_valid():
        words = _("%(count)s overgenomen. De eerste data staan op het plan.") % {
            "count": dates.plural(len(fresh), "terugkerende taak", "terugkerende taken")
        }
        days = visits(visit)
        if pressed(request, lambda: actions.adopt_selection(request.actor, authority, fresh, visits=days), words):
            return redirect(url(request, "duties-plan"))
    context = {
        "authority": authority,
        "groups": [_group(request, group, chosen) for group in groups],
        "chosen": len(fresh),
        "running": sum(offer.running for offer in offered),
        "starters": STARTERS,
        "total": len(offered),
        "visit": visit,
        "edition": edition(),
        "hours": [hours_line(row) for row in queries.hours_of_selection(authority, fresh)],
        "nothing": request.method == "POST" and request.POST.get("stap") == "overnemen" and not fresh,
    }
    request.crumb = _("Samenstellen")
    return render(request, "duties/adopt.html", context)


def visits(form: VisitForm) -> list[date]:
    """The coming visit days of a valid form; none when there is no fixed day."""
    weekday = form.cleaned_data["weekday"]
    if weekday is None:
        return []
    first = today() + timedelta(days=(weekday - today().weekday()) % 7)
    return visit_days(first, form.cleaned_data["weeks"] or 1)


def _group(request: Request, group: OfferGroup, chosen: list[str]) -> tuple[str, list[Line], list[Line]]:
    """(heading, what runs or is proposed, what else is offered)."""
    lines = [_line(request, offer, chosen) for offer in group.offers]
    first = [line for line in lines if line.ticked or line.offer.running or line.offer.offered.starter]
    return group.label, first, [line for line in lines if line not in first]


def _line(request: Request, offer: Offer, chosen: list[str]) -> Line:
    row = offer.offered
    return Line(
        offer,
        row.id in chosen,
        label(row.ground),
        RIGHTS.roles[row.lead].nl if row.lead in RIGHTS.roles else row.lead,
        dates.minutes(row.minutes),
        url(request, "duties-decline", row.id),
        url(request, "duties-duty", offer.duty.pk) if offer.duty else "",
    )


@dataclass(frozen=True)
class HoursLine:
    """What a role is asked, against what it has, in words."""

    role: str
    asked: str
    has: str
    over: str
    drop: list[str]


def hours_line(row: RoleHours) -> HoursLine:
    """*48 uur per jaar gevraagd, 40 uur beschikbaar*"""
    name = RIGHTS.roles[row.role].nl if row.role in RIGHTS.roles else row.role
    has = (
        _("van %(number)s uur") % {"number": dates.number(round(row.capacity))}
        if row.capacity is not None
        else _("uren niet ingevuld")
    )
    over = _("%(number)s uur te veel") % {"number": dates.number(round(row.over))} if row.over >= 1 else ""
    drop = [load.title for load in row.drop] if over else []
    return HoursLine(dates.capital(name), f"{dates.number(round(row.asked))} uur", has, over, drop)


@page(P.PLAN_DECIDE)
def decline(request: Request, offered: str) -> HttpResponse:
    """Say that an offered duty is not taken over, and why."""
    row = catalogue().get(offered)
    if row is None:
        raise Http404
    authority = one_authority(request)
    form = ReasonForm(request.POST or None)
    back = url(request, "duties-adopt")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(
            form, lambda: actions.decline(request.actor, authority=authority, catalogue_id=offered, reason=reason)
        ):
            return said(
                request, _("“%(title)s” niet overgenomen. De reden staat in het logboek.") % {"title": row.title}, back
            )
    return ask(
        request,
        form,
        title=_("“%(title)s” niet overnemen?") % {"title": row.title},
        lede=_("Je kan deze terugkerende taak later alsnog overnemen."),
        submit=_("Niet overnemen"),
        away=_("Terug naar het aanbod"),
        back=back,
    )
