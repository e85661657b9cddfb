"""The control plan of an authority as it went: taking duties over, doing them, having them accepted, and what failed."""

import io
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from roeland.cli.demonstration import evidence, reporting, sittings, story, watching
from roeland.cli.demonstration.stage import Stage
from roeland.cli.demonstration.story import Course
from roeland.duties import recurrence
from roeland.duties.actions import evidence as attaching
from roeland.duties.actions import making, plan, review, work
from roeland.duties.catalogue import CatalogueDuty, catalogue, starters
from roeland.duties.models import Task
from roeland.duties.queries.generation import HORIZON
from roeland.duties.spread import Wanted, spread
from roeland.duties.values import Check, Ground, GroundKind
from roeland.kernel.actor import Actor
from roeland.kernel.calendar import next_working_day

GROUNDS_AFTER = timedelta(days=41)
FIRST_OWN = 60  # days from adding an own duty to its first due date
REASONS = (
    "De bijlage hoort bij een andere periode.",
    "De handtekening ontbreekt.",
    "Er staat niet bij wie het nakeek.",
)
SKIPS = (
    "De toepassing stond die maand stil.",
    "De leverancier deed dit al bij de overstap.",
    "Valt samen met de jaarlijkse audit.",
)


def plan_all(stage: Stage) -> None:
    """Put adoption and every occurrence on the calendar."""
    adopted = story.next_working(stage.start + timedelta(days=stage.town.adopts_after))
    offered = [*starters(), *(catalogue()[duty_id] for duty_id in stage.town.extras)]
    starts = _starts(stage, offered, adopted)
    for duty in offered:
        stage.on(adopted, _adopt, stage, duty, starts[duty.id], hour=13, minute=30)
    for duty_id, reason in stage.town.declined.items():
        stage.on(adopted, _decline, stage, duty_id, reason, hour=14)
    for duty_id, ref in stage.told["grounds"].items():
        stage.on(adopted + GROUNDS_AFTER, _ground, stage, duty_id, ref)
    closed = closing_days(stage)
    for duty in offered:
        if duty.rule and not duty.signal:
            _occurrences(stage, duty, starts[duty.id], adopted, closed)

    for number, row in enumerate(stage.told["own"]):
        added = story.next_working(stage.start + timedelta(days=row["after"]))
        own, start = _own(row, f"own-{number}"), added + timedelta(days=FIRST_OWN)
        stage.on(added, _add, stage, own, row["ground"], start, hour=11)
        _occurrences(stage, own, start, added, closed)


def _own(row: Mapping[str, Any], duty_id: str) -> CatalogueDuty:
    """A duty of the authority's own, in the form of an offered one."""
    ground = Ground(GroundKind.MANDATE, row["ground"], Check.OWN)
    return CatalogueDuty(
        id=duty_id,
        title=row["title"],
        group="ict",
        group_nl="",
        minutes=row["minutes"],
        rule=row["rule"],
        max_gap_days=None,
        statutory=False,
        starter=False,
        lead=row["lead"],
        approve="security_officer",
        involved=(),
        applies_to=(),
        visibility="control_plan",
        grounds=(ground,),
        cadence_source=GroundKind.MANDATE,
        evidence=tuple(row["evidence"]),
    )


def _add(stage: Stage, own: CatalogueDuty, ground: str, start: date) -> None:
    stage.duties[own.id] = plan.add_duty(
        stage.actor("dina"),
        authority=stage.authority,
        title=own.title,
        rule=own.rule,
        start=start,
        lead_role=own.lead,
        group=own.group,
        approve_role=own.approve,
        minutes=own.minutes,
        evidence=own.evidence,
        ground=ground,
    )


def closing_days(stage: Stage) -> frozenset[date]:
    """The authority's own closing days over the whole story."""
    years = range(stage.start.year, stage.today.year + 2)
    return frozenset(date.fromisoformat(f"{year}-{day}") for year in years for day in stage.town.closing)


def _starts(stage: Stage, offered: Iterable[CatalogueDuty], adopted: date) -> dict[str, date]:
    """First due dates: tied to the day of building where the story asks it, else spread as Roeland proposes."""
    anchors = stage.told["anchors"]
    free = [Wanted(d.id, "" if d.signal else d.rule, d.minutes, d.lead) for d in offered if d.id not in anchors]
    visits = [day for day in stage.visits(adopted + timedelta(days=365)) if day > adopted]
    starts = spread(free, adopted, closed=closing_days(stage), visits=visits)
    for duty_id, offset in anchors.items():
        starts[duty_id] = story.anchored_start(catalogue()[duty_id], offset, adopted, stage.today)
    return starts


def _adopt(stage: Stage, offered: CatalogueDuty, start: date) -> None:
    who = stage.told["who"].get(offered.id)
    stage.duties[offered.id] = plan.adopt(
        stage.actor("dina"),
        authority=stage.authority,
        catalogue_id=offered.id,
        start=start,
        person=stage.persons[who] if who else None,
    )


def _decline(stage: Stage, duty_id: str, reason: str) -> None:
    plan.decline(stage.actor("dina"), authority=stage.authority, catalogue_id=duty_id, reason=reason)


def _ground(stage: Stage, duty_id: str, ref: str) -> None:
    plan.link_mandate(stage.actor("dina"), duty=stage.duties[duty_id], ref=ref)


def _occurrences(stage: Stage, duty: CatalogueDuty, start: date, adopted: date, closed: frozenset[date]) -> None:
    rhythm = recurrence.Recurrence(duty.rule, start, duty.statutory, closed)
    for occurrence in rhythm.between(adopted, stage.today + timedelta(days=HORIZON - 1)):
        planned = max(adopted, _monday(occurrence.due - timedelta(days=HORIZON)))
        stage.on(planned, _plan, stage, duty.id, occurrence.key, hour=17 if planned == adopted else 6)
        if reporting.closes(stage, duty.id, occurrence.due) or sittings.holds(stage, duty.id, occurrence.due, closed):
            continue
        if done := watching.closes(stage, duty.id, occurrence, closed):
            if done < stage.today:
                day = next_working_day(done + timedelta(days=1), closed)
                stage.on(day, _accept, stage, duty, occurrence.key, day, hour=15, minute=_minute(duty, occurrence.key))
            continue
        course = story.course(stage.town.slug, duty.id, occurrence.due, stage.today, closed, told=stage.told)
        _follow(stage, duty, occurrence.key, course, planned + timedelta(days=1))


def _monday(day: date) -> date:
    """The Monday on or after a day; the worker looks every minute, the story once a week."""
    return day + timedelta(days=-day.weekday() % 7)


def _plan(stage: Stage, duty_id: str, key: date) -> None:
    stage.tasks[duty_id, key] = making.plan_task(stage.system("worker"), duty=stage.duties[duty_id], key=key)


def _follow(stage: Stage, duty: CatalogueDuty, key: date, course: Course, first: date) -> None:
    """Put the steps of one occurrence on the calendar, none before `first`, in their order within a day."""
    steps = (
        (course.skipped, _skip, 9),
        (course.handed_in, _hand_in, 10),
        (course.rejected, _reject, 11),
        (course.again, _hand_in, 13),
        (course.reviewed, _accept, 15),
    )
    for wanted, step, hour in steps if duty.approve else steps[:2]:  # without a reviewer the task closes when handed in
        if wanted:
            day = max(wanted, first)
            stage.on(day, step, stage, duty, key, day, hour=hour, minute=_minute(duty, key))


def _minute(duty: CatalogueDuty, key: date) -> int:
    return story.draw(duty.id, key, out_of=60)


def _hand_in(stage: Stage, duty: CatalogueDuty, key: date, day: date) -> None:
    task = stage.tasks[duty.id, key]
    actor = stage.actor(stage.doer(duty.id, duty.lead, day))
    attach(stage, actor, task, duty.id, day)
    spent = duty.minutes * (80 + story.draw("spent", duty.id, key, out_of=45)) // 100
    stage.tasks[duty.id, key] = work.hand_in(actor, task=task, done_on=day, minutes_spent=spent)


def attach(stage: Stage, actor: Actor, task: Task, duty_id: str, day: date) -> None:
    """Hand in what the duty asks for."""
    for piece in evidence.pieces(stage.town.name, duty_id, task.title, task.expected, day):
        if piece.name:
            file = io.BytesIO(piece.content)
            attaching.attach_file(actor, task=task, file=file, name=piece.name, label=piece.label, effective_on=day)
        else:
            attaching.attach_text(actor, task=task, text=piece.text, label=piece.label, effective_on=day)


def _reviewer(stage: Stage, duty: CatalogueDuty, day: date) -> Actor:
    return stage.actor(stage.holder(duty.approve, day))


def _accept(stage: Stage, duty: CatalogueDuty, key: date, day: date) -> None:
    task = stage.tasks[duty.id, key]
    stage.tasks[duty.id, key] = review.accept(_reviewer(stage, duty, day), task=task)


def _reject(stage: Stage, duty: CatalogueDuty, key: date, day: date) -> None:
    reason = stage.told["reasons"].get(duty.id) or REASONS[story.draw(duty.id, key, out_of=len(REASONS))]
    task = stage.tasks[duty.id, key]
    stage.tasks[duty.id, key] = review.reject(_reviewer(stage, duty, day), task=task, reason=reason)


def _skip(stage: Stage, duty: CatalogueDuty, key: date, day: date) -> None:
    actor = stage.actor(stage.doer(duty.id, duty.lead, day))
    reason = SKIPS[story.draw(duty.id, key, out_of=len(SKIPS))]
    stage.tasks[duty.id, key] = work.skip(actor, task=stage.tasks[duty.id, key], reason=reason)
