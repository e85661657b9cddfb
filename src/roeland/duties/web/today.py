"""Vandaag: the worklist of who looks after the plan; staff and councillors get the sparse page (`web/sparse.py`)."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.duties import actions, queries
from roeland.duties.queries.visits import MonthHours, Ribbon, Since
from roeland.duties.rules import P
from roeland.duties.values import Urgency
from roeland.duties.web.lines import clock_band
from roeland.duties.web.notices import counted, groups_of
from roeland.duties.web.sparse import sparse
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.offers import HOURS, TODAY, VISIT, Line
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.action import batch
from roeland.ledger.pages import pressed
from roeland.people.models import Person
from roeland.people.pages import here, places
from roeland.ui import charts, dates
from roeland.ui import components as c
from roeland.ui.clockruler import ClockState

HANDFUL = 8  # authorities whose year and hours fit beside the worklist
PRESSING = (Urgency.OVERDUE, Urgency.TODAY, Urgency.THIS_WEEK)
_NOON, _EVENING = 12, 18


@page(SIGNED_IN)
@require_GET
def today(request: Request) -> HttpResponse:
    """The front page of every role: what now?"""
    authorities = here(request)
    plans = [one for one in authorities if request.actor.holds(P.PLAN_SEE, one.pk)]
    return _full(request, authorities) if plans else sparse(request, authorities)


def greeting(name: str) -> str:
    """*Goedemorgen Dina*, by Belgian clocks."""
    hour = clock.local(clock.now()).hour
    word = _("Goedemorgen") if hour < _NOON else _("Goedemiddag") if hour < _EVENING else _("Goedenavond")
    return f"{word} {name.split(maxsplit=1)[0] if name else ''}".strip()


def _full(request: Request, authorities: list[Authority]) -> HttpResponse:
    actor, day, now = request.actor, clock.today(), clock.now()
    work = queries.worklist(actor, day)
    named = places(authorities)
    shown = named if len(authorities) > 1 else {}
    bands = [clock_band(row, actor, now, shown.get(row.authority_id), first=not i) for i, row in enumerate(work.clocks)]
    notices = TODAY.collect(actor, [one.pk for one in authorities])
    groups = groups_of(work, notices, shown, lambda urgency: _more(request, urgency))
    beside = counted(notices, day)
    close = [band for band in bands if band.ruler.state is ClockState.SHORT]
    context = {
        "now": now,
        "greeting": greeting(actor.name),
        "lede": lede(work, beside),
        "bands": bands,
        "groups": groups,
        "short": _("%(span)s over: %(title)s") % {"span": dates.span(close[0].ruler.left), "title": close[0].title}
        if close
        else "",
        "quiet": None if work.count or any(beside[one] for one in PRESSING) else _quiet(work, notices),
        "may_visit": any(actor.holds(P.PLAN_DECIDE, one.pk) for one in authorities),
        "visit_url": _visit_url(request),
        "visits": VISIT.collect(actor, [one.pk for one in authorities]),
        **_rail(request, authorities, named, day),
    }
    return render(request, "duties/today.html", context)


def _more(request: Request, urgency: Urgency) -> str:
    """The list behind *Alle 40 tonen*: the plan's table with what asks attention, or all of the year."""
    attention = "&aandacht=ja" if urgency in {Urgency.OVERDUE, Urgency.TODAY} else ""
    base = reverse("duties-plan", args=[request.authority.slug]) if request.authority else reverse("duties-plan-all")
    return f"{base}?weergave=tabel{attention}"


def _visit_url(request: Request) -> str:
    return reverse("duties-visit", args=[request.authority.slug]) if request.authority else reverse("duties-visit-all")


def lede(work: queries.Worklist, beside: Counter[Urgency]) -> str:
    """One sentence with the figures that matter; `beside` counts what other rooms put among the tasks."""
    now = clock.now()
    passed = sum(row.passed(now) for row in work.clocks)
    running, late = len(work.clocks) - passed, _group_words(work, beside, (Urgency.OVERDUE,))
    due = _group_words(work, beside, (Urgency.TODAY, Urgency.THIS_WEEK))
    parts: list[str] = []
    if passed:
        words = _("wettelijke klok is") if passed == 1 else _("wettelijke klokken zijn")
        parts.append(f"{dates.count_word(passed)} {words} verstreken")
    if running:
        words = _("wettelijke klok loopt") if running == 1 else _("wettelijke klokken lopen")
        parts.append(f"{dates.count_word(running)} {words}")
    if late:
        parts.append(f"{late[1]} {_('is') if late[0] == 1 else _('zijn')} te laat")
    if due:
        parts.append(f"{due[1]} {_('vervalt') if due[0] == 1 else _('vervallen')} deze week")
    return f"{dates.capital(dates.join_nl(parts))}." if parts else ""


def _group_words(
    work: queries.Worklist, beside: Counter[Urgency], wanted: tuple[Urgency, ...]
) -> tuple[int, str] | None:
    """(3, *drie taken*) of these groups; *zaken* when not all of them are tasks; None when there is nothing."""
    tasks, others = sum(work.group(one).count for one in wanted), sum(beside[one] for one in wanted)
    if not tasks + others:
        return None
    one, many = (_("zaak"), _("zaken")) if others else (_("taak"), _("taken"))
    return tasks + others, dates.plural(tasks + others, one, many, words=True)


def _quiet(work: queries.Worklist, notices: Sequence[Line]) -> c.Empty:
    """All is done: nothing is late or due this week, neither a task nor what other rooms ask."""
    days = [day for day in [work.next_due, *(line.on for line in notices)] if day]
    following = _(" De volgende komt op %(day)s.") if notices else _(" De volgende taak komt op %(day)s.")
    return c.Empty(
        _("Voor jou is alles gedaan"),
        _("Niets van jou is te laat en deze week vervalt er niets.%(following)s")
        % {"following": following % {"day": dates.sentence_date(min(days), year=False)} if days else ""},
    )


def _rail(request: Request, authorities: list[Authority], named: dict[UUID, c.Place], day: date) -> dict[str, object]:
    actor = request.actor
    ids = [one.pk for one in authorities if actor.holds(P.PLAN_SEE, one.pk)]
    since = queries.since_last_visit(actor, ids, day)
    few = ids if len(ids) <= HANDFUL else []
    slugs = {one.pk: one.slug for one in authorities}
    return {
        "year": day.year,
        "since_words": since_words(since, day),
        "news": news(since),
        "ribbons": [
            (ribbon_of(row), named[row.authority_id], reverse("duties-plan", args=[slugs[row.authority_id]]))
            for row in (queries.ribbons(few, day) if few else [])
        ],
        "hours_month": dates.month_name(day),
        **_hours(actor, few, named, day),
    }


def _hours(actor: Actor, ids: list[UUID], named: dict[UUID, c.Place], day: date) -> dict[str, list[c.Definition]]:
    """The month in hours: an agreement counts where one runs for the actor, the tasks of the actor elsewhere. Never both for one place."""
    if not ids:
        return {}
    first = day.replace(day=1)
    last = first.replace(day=monthrange(day.year, day.month)[1])
    agreed = HOURS.collect(actor, ids, first, last)
    others = [place for place in ids if place not in {row.authority_id for row in agreed}]
    return {
        "agreed_hours": [
            c.Definition(named[row.authority_id].name, hours_words(MonthHours(row.authority_id, row.spent, row.agreed)))
            for row in agreed
        ],
        "hours": [
            c.Definition(named[row.authority_id].name, hours_words(row))
            for row in (queries.hours_this_month(actor, others, day) if others else [])
            if row.minutes or row.capacity_minutes
        ],
    }


def since_words(since: list[Since], day: date) -> str:
    """*donderdag 22 oktober, 26 dagen geleden*; empty when nobody marked a visit yet."""
    visits = [row.at for row in since if row.at]
    if not visits:
        return ""
    last = max(visits)
    days = dates.days_between(last, day)
    return _("%(day)s, %(count)s geleden") % {
        "day": dates.sentence_date(last, year=False),
        "count": dates.plural(days, "dag", "dagen"),
    }


def news(since: list[Since]) -> list[tuple[int, str]]:
    """(figure, words) of what is new over these authorities; zero is left out."""
    closed, late = sum(row.closed for row in since), sum(row.closed_late for row in since)
    findings, clocks = sum(row.findings for row in since), sum(row.clocks for row in since)
    joined, left = sum(row.joined for row in since), sum(row.left for row in since)
    late_words = _(", %(number)s daarvan te laat") % {"number": dates.number(late)} if late else ""
    found = [
        (closed, f"{'taak' if closed == 1 else 'taken'} gesloten{late_words}"),
        (findings, _("nieuwe bevinding") if findings == 1 else _("nieuwe bevindingen")),
        (clocks, _("klok gestart") if clocks == 1 else _("klokken gestart")),
        (joined, f"{'persoon' if joined == 1 else 'personen'} erbij" + (f", {left} weg" if left else "")),
    ]
    if left and not joined:
        found.append((left, _("persoon weg") if left == 1 else _("personen weg")))
    return [(figure, words) for figure, words in found if figure]


def ribbon_of(row: Ribbon) -> charts.Ribbon:
    """The year as a bar."""
    s = row.summary
    return charts.Ribbon(s.on_time, s.late, s.skipped, s.overdue + s.rejected, s.total, row.elapsed)


def hours_words(row: MonthHours) -> str:
    """*1 u 10 van 4 u per maand*"""
    spent = dates.minutes(row.minutes) if row.minutes else _("nog niets")
    return (
        _("%(spent)s van %(minutes)s per maand") % {"spent": spent, "minutes": dates.minutes(row.capacity_minutes)}
        if row.capacity_minutes
        else spent
    )


@page(SIGNED_IN)
@require_POST
def close_visit(request: Request) -> HttpResponse:
    """Close today's visit to every authority of the page: what happens from now on is new next time."""
    persons = [request.actor.person_in(one.pk) for one in here(request) if request.actor.holds(P.PLAN_DECIDE, one.pk)]
    rows = list(Person.objects.filter(pk__in=[pk for pk in persons if pk]))

    def mark() -> None:
        with batch():
            for person in rows:
                actions.mark_visit(request.actor, person=person)

    pressed(request, mark, _("Bezoek afgesloten. Bij je volgende bezoek zie je wat er sindsdien gebeurde."))
    if request.authority:
        return redirect("duties-today", request.authority.slug)
    return redirect("duties-today-all")
