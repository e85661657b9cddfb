"""Meetings of the information security service: held when their recurring task asks it, and the next one with its agenda."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from roeland.cli.demonstration import story
from roeland.cli.demonstration.stage import Stage
from roeland.duties.actions import evidence as attaching
from roeland.duties.actions import work
from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.calendar import add_working_days
from roeland.kernel.scope import scope
from roeland.meetings import actions
from roeland.meetings.bodies import kind_of
from roeland.meetings.handlers import close_task
from roeland.meetings.models import Attendance, Meeting, Point
from roeland.meetings.values import Presence
from roeland.people.models import Body

Row = Mapping[str, Any]
OFFICER, BODY = "dina", "security_service"
INVITED = 14  # days before
WEEKEND = 4  # days


def told(stage: Stage) -> Mapping[str, Any]:
    """What the story says of this authority."""
    return stage.tell("sittings")


def plan_all(stage: Stage) -> None:
    """The meeting that is still to come."""
    coming = told(stage).get("next")
    if coming:
        stage.on(stage.day(coming["convened"]), _convene_next, stage, coming, hour=10, minute=15)


def holds(stage: Stage, duty_id: str, due: date, closed: frozenset[date]) -> bool:
    """Put the meeting that closes this occurrence on the calendar; whether there is one, so that nothing else closes it.

    An occurrence that stays open, and one that is still to come, has no meeting yet.
    """
    story_ = told(stage)
    if duty_id != story_["duty"] or due >= stage.today or _left(stage, duty_id, due):
        return False
    rows = story_["held"]
    if stage.sittings >= len(rows):
        return False
    row = rows[stage.sittings]
    day = add_working_days(due, -row["before"], closed)
    if not stage.within(day - timedelta(days=INVITED)):
        return False
    stage.sittings += 1
    meeting: list[Meeting] = []
    at = story_["hour"]
    stage.on(day - timedelta(days=INVITED), _convene, stage, day, meeting, hour=9, minute=5)
    stage.on(day - timedelta(days=INVITED - 1), _announce, stage, meeting, hour=9, minute=35)
    stage.on(day, _hold, stage, row, meeting, hour=at, minute=2)
    return True


def _left(stage: Stage, duty_id: str, due: date) -> bool:
    """Whether the story leaves this occurrence open: the one near its anchor, moved by a weekend at most."""
    away = abs((due - stage.today).days - stage.told["anchors"][duty_id])
    return duty_id in stage.told["fates"] and away <= WEEKEND


def _body(stage: Stage) -> Body:
    with scope(stage.system(), [stage.authority]):
        found: Body = Body.objects.get(authority=stage.authority, kind=BODY)
    return found


def _convene(stage: Stage, day: date, found: list[Meeting]) -> Meeting:
    story_ = told(stage)
    meeting = actions.convene(
        stage.actor(OFFICER),
        body=_body(stage),
        audience=kind_of(BODY).audience,
        starts_at=clock.at_local(day, story_["hour"]),
        place=story_["place"],
        scribe=stage.persons[story_["scribe"]],
    )
    found.append(meeting)
    return meeting


def _announce(stage: Stage, found: list[Meeting]) -> None:
    """Invite everybody; the mails went out then, so the worker has nothing left to send."""
    for meeting in found:
        actions.announce(stage.actor(OFFICER), meeting=meeting)


def _hold(stage: Stage, row: Row, found: list[Meeting]) -> None:
    """Begin, who is there, minutes and decisions per point, close; the report of the one before is approved."""
    actor, meeting = stage.actor(OFFICER), found[0]
    meeting = actions.begin(actor, meeting=meeting)
    for attendance in _list(stage, meeting):
        actions.note_presence(actor, attendance=attendance, **_presence(stage, row, attendance))
    points = _points(stage, meeting)
    for point, text in zip(points, row["minutes"], strict=False):
        actions.write_minutes(stage.actor(OFFICER), point=point, text=text, revision=point.revision)
    for made in row["decisions"]:
        _decide(stage, points[min(made["point"], len(points)) - 1], made)
    if stage.last_sitting is not None:
        actions.approve_minutes(actor, meeting=stage.last_sitting, within=meeting)
    with clock.at(clock.now() + timedelta(minutes=75)):
        stage.last_sitting = actions.close_meeting(actor, meeting=meeting)
        with scope(stage.system(), [stage.authority]):
            close_task(stage.system("meetings.duties"), meeting=stage.last_sitting, by=stage.persons[OFFICER])


def _list(stage: Stage, meeting: Meeting) -> list[Attendance]:
    with scope(stage.system(), [stage.authority]):
        return list(Attendance.objects.filter(meeting=meeting).select_related("person", "meeting"))


def _points(stage: Stage, meeting: Meeting) -> list[Point]:
    with scope(stage.system(), [stage.authority]):
        return list(Point.objects.filter(meeting=meeting).select_related("meeting").order_by("position"))


def _presence(stage: Stage, row: Row, attendance: Attendance) -> dict[str, Any]:
    key = next((key for key, person in stage.persons.items() if person.pk == attendance.person_id), "")
    if key in row["away"] or stage.away(key, clock.today()):
        return {"presence": Presence.EXCUSED.value}
    if key in row.get("late", ()):
        local = clock.local(clock.now() + timedelta(minutes=20))
        return {"presence": Presence.LATE.value, "from_time": local.time().replace(second=0, microsecond=0)}
    return {"presence": Presence.PRESENT.value}


def _decide(stage: Stage, point: Point, row: Row) -> None:
    person = stage.persons[row["who"]] if "who" in row else None
    due = clock.today() + timedelta(days=row["days"]) if person else None
    decision = actions.decide(stage.actor(OFFICER), point=point, text=row["text"], person=person, due=due)
    if decision.task is not None and "done" in row:
        day = clock.today() + timedelta(days=row["done"])
        stage.on(story.next_working(day), partial(carry_out, stage, decision.task, row["who"]), hour=16, minute=20)


def carry_out(stage: Stage, task: Task, who: str) -> None:
    """Do a task that a decision or an advice asked: say what was done and hand it in."""
    actor, today = stage.actor(who), clock.today()
    for label in task.expected:
        attaching.attach_text(actor, task=task, text="Uitgevoerd zoals afgesproken.", label=label, effective_on=today)
    work.hand_in(actor, task=task, done_on=today, note="Uitgevoerd zoals afgesproken.", minutes_spent=60)


def _convene_next(stage: Stage, row: Row) -> None:
    meeting = _convene(stage, story.next_working(stage.today + timedelta(days=row["in"])), [])
    for point in row["own"]:
        actions.add_point(stage.actor(OFFICER), meeting=meeting, title=point["title"], note=point["note"])
    for key in row["papers"]:
        if key in stage.documents:
            actions.add_paper(stage.actor(OFFICER), meeting=meeting, document=stage.documents[key])
    stage.on(stage.day(row["announced"]), _announce, stage, [meeting], hour=9, minute=25)
