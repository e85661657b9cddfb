"""Worklist lines and clocks as values of the components."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from roeland.duties import providers
from roeland.duties.catalogue import clocks as clock_kinds
from roeland.duties.models import Clock, ClockEvent
from roeland.duties.queries import Line
from roeland.duties.queries.worklist import Group
from roeland.duties.rules import P, may_advise
from roeland.duties.values import ClockDecision, ClockStatus, NextAction, Urgency
from roeland.duties.web.common import due_words, label, state_of, task_url
from roeland.kernel.actor import Actor
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.clockruler import ClockBand, ClockRuler, RulerEvent

FOLDED = Urgency.LATER


def work_group(group: Group, lines: tuple[c.WorkLine, ...], count: int, more_url: str = "") -> c.WorkGroup:
    """A group of the worklist with these lines, `count` in all."""
    return c.WorkGroup(group.urgency.label, lines, count, more_url if group.more else "", group.urgency == FOLDED)


def work_line(line: Line, places: Mapping[UUID, c.Place], day: date) -> c.WorkLine:
    """One line: what, for whom, why, by when, and the one verb."""
    task = line.task
    word, under = due_words(task, day)
    reason = _("waarnemend, %(reason)s") % {"reason": line.reason} if line.acting else line.reason
    taken = line.action == NextAction.CLAIM and line.holder
    verb = None if taken else c.Verb(line.action.label, task_url(task), about=task.title)
    if line.action == NextAction.CLAIM and not taken:
        verb = c.Verb(line.action.label, task_url(task, "duties-task-claim"), post=True, about=task.title)
    door = providers.door(task.source_kind, task.authority.slug, task.source_id)
    if door and line.action in {NextAction.DO, NextAction.REVISE}:  # done where the record is, not on the task's page
        verb = c.Verb(*door, about=task.title)
    place = places.get(task.authority_id) if len(places) > 1 else None
    return c.WorkLine(
        task.title,
        task_url(task),
        state_of(task, day),
        word,
        under,
        place,
        label(line.ground),
        reason,
        verb,
        line.holder if taken else "",
        late=task.limit < day,
    )


def clock_band(
    row: Clock, actor: Actor, now: datetime, place: c.Place | None = None, *, first: bool = True
) -> ClockBand:
    """A statutory clock as a band. Only the first one of a page has a filled button."""
    kind = clock_kinds()[row.clock_id]
    ground = kind.grounds[0] if kind.grounds else None
    ruler = ruler_of(row, now)
    return ClockBand(
        row.title,
        ruler,
        reverse("duties-clock", args=[row.authority.slug, row.pk]),
        place,
        label(ground),
        f"{ground.ref}: {kind.title[:1].lower()}{kind.title[1:]}." if ground else kind.title,
        until(row, kind.title),
        row.pause_reason if row.status == ClockStatus.PAUSED else kind.rule_nl,
        warned(row, actor),
        clock_verbs(row, actor, first=first),
    )


def until(row: Clock, title: str) -> str:
    """What the figures count, under them."""
    moment = dates.list_moment(row.due_at)
    if row.status == ClockStatus.STOPPED:
        return (
            _("gestopt op %(moment)s") % {"moment": dates.list_moment(row.stopped_at)} if row.stopped_at else "gestopt"
        )
    if row.status == ClockStatus.PAUSED:
        return _("de klok staat stil")
    what = _("nog om te melden, tot") if "meld" in title.lower() else _("nog, tot")
    return f"{what} {moment}"


def ruler_of(row: Clock, now: datetime) -> ClockRuler:
    """The drawing of a clock, from its own moments and events."""
    events = sorted(row.events.all(), key=lambda event: event.at)
    paused = row.status == ClockStatus.PAUSED
    return ClockRuler(
        row.started_at,
        row.due_at,
        (row.paused_at or now) if paused else now,
        paused,
        row.stopped_at,
        tuple(RulerEvent(event.at, "" if event.kind == "warned" else event.text) for event in _rings(events)),
        _pauses(events),
    )


def _rings(events: list[ClockEvent]) -> list[ClockEvent]:
    """One ring per moment: several people warned in the same minute are one."""
    seen: dict[tuple[str, datetime], ClockEvent] = {}
    for event in events:
        seen.setdefault((event.kind, event.at.replace(second=0, microsecond=0)), event)
    return list(seen.values())


def _pauses(events: list[ClockEvent]) -> tuple[tuple[datetime, datetime | None], ...]:
    found: list[tuple[datetime, datetime | None]] = []
    for event in events:
        if event.kind == "paused":
            found.append((event.at, None))
        elif event.kind in {"resumed", "stopped"} and found and found[-1][1] is None:
            found[-1] = (found[-1][0], event.at)
    return tuple(found)


def warned(row: Clock, actor: Actor) -> tuple[str, ...]:
    """Who was warned, each once; the reader is called *jij*."""
    found: dict[str, None] = {}
    for event in row.events.all():
        if event.kind == "warned":
            me = event.person_id in actor.person_ids
            found["jij" if me else event.text.split(" verwittigd")[0]] = None
    return tuple(sorted(found, key=lambda name: name == "jij"))


def clock_verbs(row: Clock, actor: Actor, *, first: bool = True) -> tuple[c.Verb, ...]:
    """What this actor can do now with a clock: the step of the decision that is his, and stopping it with proof."""
    if row.status == ClockStatus.STOPPED:
        return ()
    place = row.authority_id
    step = {
        ClockDecision.NONE: ("niet-melden", _("Niet melden voorstellen"), P.CLOCK_PROPOSE),
        ClockDecision.PROPOSED: ("adviseren", _("Adviseren over niet melden"), P.CLOCK_ADVISE),
        ClockDecision.ADVISED: ("beslissen", _("Beslissen over niet melden"), P.CLOCK_DECIDE),
    }.get(ClockDecision(row.decision))
    found: list[c.Verb] = []
    if step and step[2] is P.CLOCK_ADVISE and not _of_somebody_else(row, actor):
        step = None
    if step and "meld" in clock_kinds()[row.clock_id].title.lower() and actor.holds(step[2], place):
        mine = step[0] != "niet-melden"
        found.append(c.Verb(step[1], _step(row, step[0]), primary=mine and first))
    if actor.holds(P.CLOCK_RUN, place):
        alone = first and not any(verb.primary for verb in found)
        found.append(c.Verb(_("Stoppen met bewijs"), _step(row, "stoppen"), primary=alone))
    return tuple(found)


def _of_somebody_else(row: Clock, actor: Actor) -> bool:
    proposers = [event.person_id for event in row.events.all() if event.kind == "proposed"]
    return bool(may_advise(actor.person_in(row.authority_id), proposers))


def _step(row: Clock, step: str) -> str:
    return reverse("duties-clock-act", args=[row.authority.slug, row.pk, step])
