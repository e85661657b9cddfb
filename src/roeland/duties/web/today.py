"""Vandaag: the worklist of who looks after the plan, and the sparse page of staff and councillors."""

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
from roeland.duties.models import Task
from roeland.duties.queries.visits import MonthHours, Ribbon, Since
from roeland.duties.rules import P
from roeland.duties.values import TaskStatus, Urgency
from roeland.duties.web.common import state_of, task_url
from roeland.duties.web.lines import clock_band, work_group
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
from roeland.people.queries.holders import holders
from roeland.ui import charts, dates
from roeland.ui import components as c
from roeland.ui.clockruler import ClockState

HANDFUL = 8  # authorities whose year and hours fit beside the worklist
_NOON, _EVENING = 12, 18
_SHORT = 160  # letters of an instruction that fit on two lines


@page(SIGNED_IN)
@require_GET
def today(request: Request) -> HttpResponse:
    """The front page of every role: what now?"""
    authorities = here(request)
    plans = [one for one in authorities if request.actor.holds(P.PLAN_SEE, one.pk)]
    return _full(request, authorities) if plans else _sparse(request, authorities)


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
    groups = [work_group(group, shown, day, _more(request, group.urgency)) for group in work.groups if group.count]
    close = [band for band in bands if band.ruler.state is ClockState.SHORT]
    notices = TODAY.collect(actor, [one.pk for one in authorities])
    context = {
        "now": now,
        "greeting": greeting(actor.name),
        "lede": lede(work),
        "bands": bands,
        "groups": groups,
        "short": _("%(span)s over: %(title)s") % {"span": dates.span(close[0].ruler.left), "title": close[0].title}
        if close
        else "",
        "quiet": _quiet(work, beside=bool(notices)) if not work.count else None,
        "notices": notices,
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


def lede(work: queries.Worklist) -> str:
    """One sentence with the figures that matter."""
    now = clock.now()
    passed = sum(row.passed(now) for row in work.clocks)
    running, late = len(work.clocks) - passed, work.group(Urgency.OVERDUE).count
    due = work.group(Urgency.TODAY).count + work.group(Urgency.THIS_WEEK).count
    parts: list[str] = []
    if passed:
        words = _("wettelijke klok is") if passed == 1 else _("wettelijke klokken zijn")
        parts.append(f"{dates.count_word(passed)} {words} verstreken")
    if running:
        words = _("wettelijke klok loopt") if running == 1 else _("wettelijke klokken lopen")
        parts.append(f"{dates.count_word(running)} {words}")
    if late:
        parts.append(f"{dates.plural(late, _('taak is'), _('taken zijn'), words=True)} te laat")
    if due:
        parts.append(
            _("%(count)s deze week") % {"count": dates.plural(due, "taak vervalt", "taken vervallen", words=True)}
        )
    return f"{dates.capital(dates.join_nl(parts))}." if parts else ""


def _quiet(work: queries.Worklist, *, beside: bool) -> c.Empty:
    """All is done; `beside`: but for what stands above it."""
    following = (
        _(" De volgende taak komt op %(day)s.") % {"day": dates.sentence_date(work.next_due, year=False)}
        if work.next_due
        else ""
    )
    return c.Empty(
        _("Verder is alles gedaan") if beside else _("Voor jou is alles gedaan"),
        (
            _("Geen taak van jou is te laat en deze week vervalt er geen.%(following)s")
            if beside
            else _("Niets van jou is te laat en deze week vervalt er niets.%(following)s")
        )
        % {"following": following},
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
        "hours": [
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


def _sparse(request: Request, authorities: list[Authority]) -> HttpResponse:
    actor, day = request.actor, clock.today()
    work = queries.worklist(actor, day, first=5)
    lines = [line for group in work.groups for line in group.lines]
    first = [line for line in lines if line.urgency != Urgency.LATER] or lines[:2]
    steps = [
        c.Step(
            line.task.title,
            step_text(line.task),
            _step_aside(line.task, day),
            c.Verb(line.action.label, task_url(line.task), primary=not i, about=line.task.title),
        )
        for i, line in enumerate(first)
    ]
    done = queries.tasks().filter(doer__in=actor.person_ids, status=TaskStatus.ACCEPTED).order_by("-closed_at")[:3]
    context = {
        "greeting": _("Dag %(name)s") % {"name": actor.name.split(maxsplit=1)[0]} if actor.name else _("Dag"),
        "lede": sparse_lede([line.task for line in first], work.next_due),
        "steps": steps,
        "notices": TODAY.collect(actor, [one.pk for one in authorities]),
        "done": [(row, state_of(row, day)) for row in done],
        "contact": _contact(authorities, day),
    }
    return render(request, "duties/today_sparse.html", context)


def step_text(task: Task) -> str:
    """The first sentence of what is asked; the expected evidence when nothing was written."""
    first = task.instruction.strip().split("\n", 1)[0]
    if first:
        return first if len(first) <= _SHORT else f"{first[:_SHORT].rsplit(' ', 1)[0]} …"
    return _("Je geeft daarna op: %(items)s.") % {"items": dates.join_nl(list(task.expected))} if task.expected else ""


def _step_aside(task: Task, day: date) -> str:
    by = (
        f"{dates.lateness(task.limit, day)}"
        if task.limit < day
        else f"vóór {dates.sentence_date(task.limit, year=False)}"
    )
    return f"{dates.minutes(task.minutes)}, {by}" if task.minutes else by


def sparse_lede(tasks: list[Task], following: date | None) -> str:
    """*Twee dingen voor jou, samen ongeveer 9 minuten.*"""
    if not tasks:
        return _("Er staat niets voor jou klaar.") + (
            _(" De volgende taak komt op %(day)s.") % {"day": dates.sentence_date(following, year=False)}
            if following
            else ""
        )
    things = dates.capital(dates.plural(len(tasks), "ding", "dingen", words=True))
    together = (
        _(", samen ongeveer %(minutes)s") % {"minutes": dates.minutes(sum(task.minutes for task in tasks))}
        if len(tasks) > 1
        else ""
    )
    return _("%(things)s voor jou%(together)s.") % {"things": things, "together": together}


def _contact(authorities: list[Authority], day: date) -> Person | None:
    """Whom to tell that something is wrong: the officer of the authority, or who stands in."""
    for one in authorities:
        for holder in holders(one, "security_officer", day):
            return holder.person
    return None


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
