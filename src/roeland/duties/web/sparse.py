"""The front page of staff and councillors: a few numbered things, one open door, what was done, nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from roeland.duties import queries
from roeland.duties.models import Task
from roeland.duties.values import TaskStatus, Urgency
from roeland.duties.web.common import state_of, task_url
from roeland.duties.web.notices import urgency_of
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.offers import DONE, TODAY, Line
from roeland.people.models import Person
from roeland.people.queries.holders import holders
from roeland.ui import components as c
from roeland.ui import dates

FEW = 2  # things of later that fill the page when nothing presses
_SHORT = 160  # letters of an instruction that fit on two lines
_DONE = 3  # things that were done, shown as an end


@dataclass(frozen=True)
class Thing:
    """One thing to do, a task or what another room asks: `minutes` 0 when unknown, `on` its last day on time if it has one."""

    title: str
    text: str
    url: str
    action: str
    minutes: int
    on: date | None
    urgency: Urgency

    def step(self, day: date, *, first: bool) -> c.Step:
        """As a numbered step; only the first has a filled button."""
        by = ""
        if self.on:
            late = self.on < day
            by = dates.lateness(self.on, day) if late else f"vóór {dates.sentence_date(self.on, year=False)}"
        aside = ", ".join(part for part in (dates.minutes(self.minutes) if self.minutes else "", by) if part)
        return c.Step(self.title, self.text, aside, c.Verb(self.action, self.url, primary=first, about=self.title))


def things_of(work: queries.Worklist, notices: Sequence[Line]) -> tuple[list[Thing], date | None]:
    """What to do now, by date, and the day of the first thing after it: what presses, else the first few of what comes."""
    found = [_of_task(line) for group in work.groups for line in group.lines]
    found += [_of_notice(line, work.today) for line in notices]
    found.sort(key=lambda one: one.on or work.today)
    pressing = [one for one in found if one.urgency != Urgency.LATER]
    later = [one for one in found if one.urgency == Urgency.LATER]
    room = max(FEW - len(pressing), 0)
    return pressing + later[:room], later[room].on if len(later) > room else None


def _of_task(line: queries.Line) -> Thing:
    task = line.task
    return Thing(
        task.title, step_text(task), task_url(task), line.action.label, task.minutes or 0, task.limit, line.urgency
    )


def _of_notice(line: Line, day: date) -> Thing:
    label = line.action or _("Openen")
    return Thing(line.title, line.note, line.url, label, line.minutes, line.on, urgency_of(line, day))


def sparse(request: Request, authorities: list[Authority]) -> HttpResponse:
    """The page itself. The same number of statements however much there is."""
    actor, day = request.actor, clock.today()
    ids = [one.pk for one in authorities]
    things, following = things_of(queries.worklist(actor, day, first=5), TODAY.collect(actor, ids))
    context = {
        "greeting": _("Dag %(name)s") % {"name": actor.name.split(maxsplit=1)[0]} if actor.name else _("Dag"),
        "lede": lede(things, following),
        "steps": [one.step(day, first=not i) for i, one in enumerate(things)],
        "done": _done(actor, authorities, day),
        "contact": _contact(authorities, day),
    }
    return render(request, "duties/today_sparse.html", context)


def step_text(task: Task) -> str:
    """The first sentence of what is asked; the expected evidence when nothing was written."""
    first = task.instruction.strip().split("\n", 1)[0]
    if first:
        return first if len(first) <= _SHORT else f"{first[:_SHORT].rsplit(' ', 1)[0]} …"
    return _("Je geeft daarna op: %(items)s.") % {"items": dates.join_nl(list(task.expected))} if task.expected else ""


def lede(things: Sequence[Thing], following: date | None) -> str:
    """*Twee dingen voor jou, samen ongeveer 9 minuten. Daarna ben je klaar tot 14 december.*"""
    if not things:
        return _("Er staat niets voor jou klaar.")
    count = dates.capital(dates.plural(len(things), "ding", "dingen", words=True))
    minutes = sum(one.minutes for one in things)
    known = minutes and all(one.minutes for one in things)  # a sum over some of them would promise too little
    together = (
        _(", samen ongeveer %(minutes)s") % {"minutes": dates.minutes(minutes)} if known and len(things) > 1 else ""
    )
    after = (
        _(" Daarna ben je klaar tot %(day)s.") % {"day": dates.sentence_date(following, weekday=False, year=False)}
        if following
        else _(" Daarna ben je klaar.")
    )
    return _("%(things)s voor jou%(together)s.%(after)s") % {"things": count, "together": together, "after": after}


def _done(actor: Actor, authorities: list[Authority], day: date) -> list[Line]:
    """What was done last: own tasks, and what other rooms know (a text that was accepted), the latest first."""
    rows = queries.tasks().filter(doer__in=actor.person_ids, status=TaskStatus.ACCEPTED).order_by("-closed_at")[:_DONE]
    found = [
        Line(
            title=row.title,
            url=task_url(row),
            note=_("gedaan op %(day)s") % {"day": dates.sentence_date(row.done_on or day, weekday=False)},
            state=state_of(row, day),
            on=row.done_on,
        )
        for row in rows
    ]
    found += DONE.collect(actor, [one.pk for one in authorities])
    return sorted(found, key=lambda line: line.on or date.min, reverse=True)[:_DONE]


def _contact(authorities: list[Authority], day: date) -> Person | None:
    """Whom to tell that something is wrong: the officer of the authority, or who stands in."""
    for one in authorities:
        for holder in holders(one, "security_officer", day):
            return holder.person
    return None
