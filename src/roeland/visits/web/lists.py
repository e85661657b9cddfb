"""*Bezoeken*: what is planned, what was done, hours, and planning itself; for one authority or for all of the officer's."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.kernel import clock
from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.ledger.pages import ask, said, tried
from roeland.people.pages import here, places
from roeland.ui import components as c
from roeland.ui import dates
from roeland.visits.actions import visits as verbs
from roeland.visits.models import Visit
from roeland.visits.queries import agreements
from roeland.visits.queries import visits as queries
from roeland.visits.rules import P
from roeland.visits.values import VisitStatus
from roeland.visits.web.common import visit_or_404, visit_url
from roeland.visits.web.forms import DayForm, ReasonForm

FIRST = 40


@page(P.SEE)
@require_GET
def visits(request: Request) -> HttpResponse:
    """What comes, what is going on, what was done, and the hours per authority."""
    found, today = here(request, P.SEE), clock.today()
    named, standing = places(found), queries.standings([one.pk for one in found], today)
    rows = queries.visits(request.authority).filter(authority__in=[one.pk for one in found])
    coming = list(rows.filter(status__in=(VisitStatus.PLANNED, VisitStatus.OPEN)).order_by("planned_on")[:FIRST])
    busy = [row for row in coming if row.status == VisitStatus.OPEN]
    mine = [row for row in busy if row.officer_id in request.actor.person_ids]
    context = {
        "authority": request.authority,
        "lede": lede(coming, standing, today),
        "busy": [(row, visit_url(row), named[row.authority_id]) for row in busy],
        "coming": [(row, visit_url(row), named[row.authority_id]) for row in coming if row not in busy],
        "past": [
            (row, visit_url(row), named[row.authority_id])
            for row in rows.filter(status=VisitStatus.CLOSED).order_by("-closed_at")[:FIRST]
        ],
        "hours": [(one, named[one.pk], standing[one.pk]) for one in found],
        "today": today,
        "may_edit": any(request.actor.holds(P.EDIT, one.pk) for one in found),
        "halfday": len(mine) > 1,
        "begin": _begin(request, found, coming, standing, today) if request.authority is None else [],
        "one": len(named) == 1,
    }
    return render(request, "visits/visits.html", context)


def _begin(
    request: Request,
    found: list[Authority],
    coming: list[Visit],
    standing: dict[UUID, queries.Standing],
    today: date,
) -> list[tuple[Authority, bool, str]]:
    """(authority, ticked, why): those that may be visited now; ticked is what was planned for today or earlier."""
    open_now = {row.authority_id for row in coming if row.status == VisitStatus.OPEN}
    planned = {row.authority_id: row.planned_on for row in coming if row.status == VisitStatus.PLANNED}
    made = []
    for one in found:
        if one.pk in open_now or not request.actor.holds(P.EDIT, one.pk):
            continue
        day, last = planned.get(one.pk), standing[one.pk].last
        why = f"gepland op {dates.list_date(day)}" if day else "niets gepland"
        if last is None or (last.year, last.month) != (today.year, today.month):
            why += ", deze maand nog niet geweest"
        made.append((one, day is not None and day <= today, why))
    return made


def lede(coming: list[Visit], standing: dict[UUID, queries.Standing], today: date) -> str:
    """*Je volgende bezoek is op dinsdag 1 december in Lissegem. In één bestuur was je deze maand nog niet.*"""
    planned = [row for row in coming if row.status == VisitStatus.PLANNED and row.planned_on >= today]
    parts = []
    if any(row.status == VisitStatus.OPEN for row in coming):
        parts.append("Er is een bezoek bezig.")
    if planned:
        parts.append(f"Het volgende bezoek is op {dates.sentence_date(planned[0].planned_on, year=False)}.")
    else:
        parts.append("Er is geen bezoek gepland.")
    away = [one for one in standing.values() if one.last is None or one.last.replace(day=1) != today.replace(day=1)]
    if len(standing) > 1 and away:
        words = dates.plural(len(away), "bestuur was er", "besturen was er", words=True)
        parts.append(f"In {words} deze maand nog geen bezoek.")
    return " ".join(parts)


@page(P.EDIT)
def plan(request: Request) -> HttpResponse:
    """Plan a visit; the usual days of the agreement are offered."""
    authority, today = one_authority(request), clock.today()
    agreement = agreements.running(authority.pk, today)
    usual = agreements.coming(authority.pk, agreement, today, today + timedelta(days=120)) if agreement else []
    form = DayForm(request.POST or None, initial={"on": agreements.next_day(authority.pk, agreement, today)})
    back = url(request, "visits")
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if tried(form, lambda: verbs.plan_visit(request.actor, authority=authority, on=on)):
            return said(request, f"Gepland op {dates.sentence_date(on, year=False)}.", back)
    days = dates.join_nl([dates.list_date(day) for day in usual[:4]])
    return ask(
        request,
        form,
        title=_("Bezoek plannen"),
        lede=f"Volgens de overeenkomst: {days}." if usual else "Er is geen overeenkomst die een ritme zegt.",
        submit="Bezoek plannen",
        away="Niets plannen",
        back=back,
    )


@page(P.EDIT)
def move(request: Request, pk: UUID) -> HttpResponse:
    """Another day."""
    visit = visit_or_404(request, pk)
    form = DayForm(request.POST or None, initial={"on": visit.planned_on})
    if request.method == "POST" and form.is_valid():
        on = form.cleaned_data["on"]
        if tried(form, lambda: verbs.move_visit(request.actor, visit=visit, on=on)):
            return said(request, f"Verplaatst naar {dates.sentence_date(on, year=False)}.", visit_url(visit))
    return ask(
        request, form, title=_("Bezoek verplaatsen"), submit="Verplaatsen", away="Laten staan", back=visit_url(visit)
    )


@page(P.EDIT)
def drop(request: Request, pk: UUID) -> HttpResponse:
    """It does not take place."""
    visit = visit_or_404(request, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, lambda: verbs.drop_visit(request.actor, visit=visit, reason=reason)):
            return said(request, "Het bezoek is geschrapt.", url(request, "visits"))
    return ask(
        request,
        form,
        title=_("Bezoek van %(sentence_date)s schrappen?")
        % {"sentence_date": dates.sentence_date(visit.planned_on, year=False)},
        submit="Schrappen",
        away="Laten staan",
        back=visit_url(visit),
    )


def hours_rows(standing: queries.Standing) -> list[c.Definition]:
    """Hours bought, used and left this year, as a list of terms."""
    hours = standing.hours
    return [
        c.Definition(_("gekocht"), dates.minutes(hours.bought) if hours.bought else _("niets")),
        c.Definition(_("gebruikt"), dates.minutes(hours.used)),
        c.Definition(_("over"), queries.minutes_words(hours.left)),
    ]


def may_edit(request: Request) -> bool:
    """Whether the actor does visits at the authority in the URL."""
    return may(request, P.EDIT)
