"""Verbs on a visit: plan, move, drop, begin, note, time."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties.queries import last_visits
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check, fresh, one_line
from roeland.people.models import Person
from roeland.visits.actions.common import LONG
from roeland.visits.facts import VisitDropped, VisitMoved, VisitNoted, VisitOpened, VisitPlanned, VisitTimed
from roeland.visits.models import Visit, VisitItem
from roeland.visits.queries import agenda, agreements
from roeland.visits.rules import P, may_move, may_open, may_write
from roeland.visits.values import VisitStatus

FAR = timedelta(days=730)
MOST_MINUTES = 60 * 24


def _day(authority_id: UUID, day: date, *, but: Visit | None = None) -> date:
    today = clock.today()
    if not today <= day <= today + FAR:
        raise Invalid({"on": [_("Kies een dag van vandaag tot over twee jaar.")]})
    busy = Visit.objects.filter(authority_id=authority_id, planned_on=day).exclude(status=VisitStatus.DROPPED)
    if (busy.exclude(pk=but.pk) if but else busy).exists():
        raise Invalid({"on": [_("Op deze dag staat al een bezoek.")]})
    return day


@action(P.EDIT, VisitPlanned)
def plan_visit(actor: Actor, *, authority: Authority, on: date, officer: Person | None = None) -> Visit:
    """Plan a visit of `officer` (the actor when left out) on a day from today on."""
    person_id = officer.pk if officer else actor.person_in(authority.pk)
    if person_id is None:
        raise Invalid({"officer": [_("Kies wie het bezoek doet.")]})
    row = Visit(
        authority=authority,
        audience="visits",
        officer_id=person_id,
        agreement=agreements.running(authority.pk, on),
        planned_on=_day(authority.pk, on),
    )
    row.save()
    state(VisitPlanned(about=row, on=on))
    return row


@action(P.EDIT, VisitMoved)
def move_visit(actor: Actor, *, visit: Visit, on: date) -> Visit:
    """Another day for a visit that did not begin."""
    row = fresh(visit)
    check(may_move(row.status))
    before, row.planned_on = row.planned_on, _day(row.authority_id, on, but=row)
    row.agreement = agreements.running(row.authority_id, on)
    row.save(update_fields=["planned_on", "agreement"])
    state(VisitMoved(about=row, before=before, on=on))
    return row


@action(P.EDIT, VisitDropped)
def drop_visit(actor: Actor, *, visit: Visit, reason: str) -> Visit:
    """This visit does not take place."""
    row = fresh(visit)
    check(may_move(row.status))
    row.status = VisitStatus.DROPPED
    row.dropped_reason = one_line("reason", reason, ask="Zeg kort waarom dit bezoek niet doorgaat.")
    row.save(update_fields=["status", "dropped_reason"])
    state(VisitDropped(about=row, on=row.planned_on, reason=row.dropped_reason))
    return row


@action(P.EDIT, VisitOpened)
def open_visit(actor: Actor, *, visit: Visit, onsite: bool = False) -> Visit:
    """Begin: the visit is the actor's and of today, and the agenda is fixed as points, each in the circle of readers of its source."""
    row = fresh(visit)
    check(may_open(row.status))
    me = actor.person_in(row.authority_id) or row.officer_id
    if Visit.objects.filter(authority_id=row.authority_id, officer=me, status=VisitStatus.OPEN).exists():
        raise Refused(_("Bij dit bestuur ben je al met een bezoek bezig."))
    now, today = clock.now(), clock.today()
    row.officer_id, row.planned_on, row.status = me, today, VisitStatus.OPEN
    row.onsite, row.opened_at = onsite, now
    row.since = _since(actor, row)
    row.agreement = agreements.running(row.authority_id, today)
    row.next_on = agreements.next_day(row.authority_id, row.agreement, today)
    row.save()
    points = agenda.points(actor, row)
    for order, point in enumerate(points):
        values = {name: getattr(point, name) for name in ("title", "note", "url", "origin", "audience")}
        item = VisitItem(authority_id=row.authority_id, visit=row, order=order, task=point.task, **values)
        item.came_from, item.person, item.due = point.came_from, point.person, point.due
        item.save()
    state(VisitOpened(about=row, on=today, count=len(points), onsite=onsite))
    return row


def _since(actor: Actor, row: Visit) -> datetime | None:
    """The end of the last visit: the closed visit before this one, else the mark that the officer left on Vandaag."""
    before = Visit.objects.filter(authority_id=row.authority_id, status=VisitStatus.CLOSED).order_by("-closed_at")
    closed = before.values_list("closed_at", flat=True).first()
    marked = last_visits(actor, clock.today()).get(row.authority_id)
    return max((moment for moment in (closed, marked) if moment), default=None)


@action(P.EDIT, VisitNoted)
def note_visit(
    actor: Actor, *, visit: Visit, notes: str, minutes: int | None = None, next_on: date | None = None
) -> Visit:
    """Keep notes, the time spent so far and the next date while the visit lasts. What is None stays."""
    row = fresh(visit)
    check(may_write(row.status))
    if len(notes) > LONG:
        raise Invalid({"notes": [_("Dit is te lang: hoogstens %(long)s tekens.") % {"long": LONG}]})
    row.notes = notes.strip()
    if minutes is not None:
        row.minutes = minutes_of(minutes)
    if next_on is not None:
        row.next_on = next_day_of(next_on)
    row.save(update_fields=["notes", "minutes", "next_on"])
    state(VisitNoted(about=row, on=row.planned_on, minutes=row.minutes))
    return row


def minutes_of(minutes: int) -> int:
    """Time of a visit. Raises Invalid past a day."""
    if not 0 <= minutes <= MOST_MINUTES:
        raise Invalid({"minutes": [_("Geef een duur tot 24 uur.")]})
    return minutes


def next_day_of(day: date) -> date:
    """A day for the next visit. Raises Invalid for a day that passed or lies years ahead."""
    if not clock.today() < day <= clock.today() + FAR:
        raise Invalid({"next_on": [_("Kies een dag na vandaag, hoogstens over twee jaar.")]})
    return day


@action(P.EDIT, VisitTimed)
def time_visit(actor: Actor, *, visit: Visit, running: bool) -> Visit:
    """Start or stop the time; stopping adds what has run to the minutes."""
    row = fresh(visit)
    check(may_write(row.status))
    if running == (row.timer_from is not None):
        raise Refused(_("De tijd loopt al.") if running else _("De tijd staat al stil."))
    if running:
        row.timer_from = clock.now()
    else:
        row.minutes = min(row.minutes + elapsed(row), MOST_MINUTES)
        row.timer_from = None
    row.save(update_fields=["timer_from", "minutes"])
    state(VisitTimed(about=row, on=row.planned_on, running=running, minutes=row.minutes))
    return row


def elapsed(row: Visit) -> int:
    """Whole minutes since the time was started; 0 while it stands still."""
    return int((clock.now() - row.timer_from).total_seconds() // 60) if row.timer_from else 0
