"""What no rhythm asks: welcomes, failed checks, findings, tasks made by hand, statutory clocks, visits."""

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from roeland.cli.demonstration import control, evidence
from roeland.cli.demonstration.stage import Stage
from roeland.duties.actions import clocks, extras, making, review, work
from roeland.duties.actions import evidence as attaching
from roeland.duties.catalogue import catalogue
from roeland.duties.handlers import HANDLERS
from roeland.duties.models import Clock, Finding, Task
from roeland.duties.values import TO_DO
from roeland.kernel import clock
from roeland.kernel.calendar import add_working_days
from roeland.kernel.scope import scope
from roeland.ledger.outbox import drain

Row = Mapping[str, Any]
WELCOME = "awareness-onboarding"


def plan_all(stage: Stage) -> None:
    """Put everything of the story that is no occurrence on the calendar."""
    for row in stage.told["signals"]:
        stage.on(row["day"], _signal, stage, row, hour=7, minute=40)
    for row in stage.told["findings"]:
        _finding(stage, row)
    for row in stage.told["tasks"]:
        stage.on(stage.day(row["made"]), _task, stage, row, hour=9, minute=20)
    for row in stage.told["clocks"]:
        hour, minute = (int(part) for part in row["at"].split(":"))
        stage.on(stage.day(row["started"]), _clock, stage, row, hour=hour, minute=minute)
    for row in stage.told["remarks"]:
        stage.on(stage.day(row["day"]), _remark, stage, row)


def welcomes(stage: Stage) -> int:
    """Let duties hear of people who came and went, as the worker does every minute; then the welcomes are done one by one."""
    told = drain(HANDLERS)
    duty = stage.duties.get(WELCOME)
    if duty is None:
        return told
    with scope(stage.system(), [stage.authority]):
        made = list(
            Task.objects.filter(duty=duty, created_at__gte=clock.now() - timedelta(minutes=2)).order_by("title")
        )
    for number, task in enumerate(made):
        done = add_working_days(clock.today(), 9 + 7 * number)
        stage.on(done, _welcome, stage, task, hour=14, minute=number)
    return told


def _welcome(stage: Stage, task: Task) -> None:
    today = clock.today()
    offered = catalogue()[WELCOME]
    actor = stage.actor(stage.holder(offered.lead, today))
    control.attach(stage, actor, task, WELCOME, today)
    handed = work.hand_in(actor, task=task, done_on=today, minutes_spent=25)
    stage.on(add_working_days(today, 1), _accepted, stage, handed, offered.approve)


def _accepted(stage: Stage, task: Task, role: str) -> None:
    review.accept(stage.actor(stage.holder(role, clock.today())), task=task)


def _signal(stage: Stage, row: Row) -> None:
    """A check fails, somebody acts the same day, the officer looks the day after."""
    duty = stage.duties.get(row["duty"])
    if duty is None:  # a short demonstration begins after it, or just before the plan is adopted
        return
    task = making.signal_failed(stage.system("worker"), duty=duty, detail=row["what"])
    offered = catalogue()[row["duty"]]
    stage.on(clock.today(), _repair, stage, task, row["duty"], hour=13, minute=10)
    stage.on(add_working_days(clock.today(), 1), _accepted, stage, task, offered.approve, hour=15)


def _repair(stage: Stage, task: Task, duty_id: str) -> None:
    today = clock.today()
    actor = stage.actor(stage.doer(duty_id, catalogue()[duty_id].lead, today))
    work.claim(actor, task=task)
    control.attach(stage, actor, task, duty_id, today)
    work.hand_in(actor, task=task, done_on=today, note="Oorzaak gevonden en hersteld.", minutes_spent=70)


def _remark(stage: Stage, row: Row) -> None:
    """Something said about, put off or already attached to the last task of a duty."""
    wanted = stage.day(row["key"])
    key = min((key for duty_id, key in stage.tasks if duty_id == row["duty"]), key=lambda day: abs(day - wanted))
    task, actor = stage.tasks[row["duty"], key], stage.actor(row["who"])
    match row:
        case {"until": day}:
            stage.tasks[row["duty"], key] = work.postpone(actor, task=task, due=stage.day(day), reason=row["text"])
        case {"attach": True}:
            piece = evidence.pieces(stage.town.name, row["duty"], task.title, task.expected, clock.today())[0]
            attaching.attach_file(actor, task=task, file=io.BytesIO(piece.content), name=piece.name, label=piece.label)
        case _:
            work.comment(actor, task=task, text=row["text"])


def _finding(stage: Stage, row: Row) -> None:
    """Opened and, when the story says so, closed."""
    found: list[Finding] = []
    stage.on(row["day"], _open_finding, stage, row, found)
    if "closed" in row:
        stage.on(row["closed"], _close_finding, stage, row, found)


def _open_finding(stage: Stage, row: Row, found: list[Finding]) -> None:
    tasks = [
        task
        for (duty_id, _key), task in sorted(stage.tasks.items(), key=lambda item: item[0][1])
        if duty_id == row.get("duty")
    ]
    done = [task for task in tasks if task.status not in TO_DO]
    who = row["who"]
    found.append(
        extras.open_finding(
            stage.actor(who),
            authority=stage.authority,
            title=row["title"],
            severity=row["severity"],
            task=done[-1] if done else None,
            owner=stage.persons[who],
            due=stage.day(row["due"]),
        )
    )


def _close_finding(stage: Stage, row: Row, found: list[Finding]) -> None:
    for finding in found:
        extras.close_finding(stage.actor(row["who"]), finding=finding, note=row["note"])


def _task(stage: Stage, row: Row) -> None:
    task = making.make_task(
        stage.actor(row["by"]),
        authority=stage.authority,
        title=row["title"],
        due=stage.day(row["due"]),
        person=stage.persons[row["who"]],
        instruction=row["ask"],
        expected=tuple(row.get("expected", ())),
        minutes=row["minutes"],
    )
    if "done" in row:
        stage.on(row["done"], _done, stage, row, task, hour=10, minute=30)


def _done(stage: Stage, row: Row, task: Task) -> None:
    work.hand_in(
        stage.actor(row["who"]), task=task, done_on=clock.today(), note=row["note"], minutes_spent=row["minutes"]
    )


def _clock(stage: Stage, row: Row) -> None:
    """Started at the moment of awareness; who is warned, what is noted, and how it ended."""
    officer = stage.actor(row["by"])
    started = clock.now()
    running = clocks.start_clock(
        officer, authority=stage.authority, clock_id=row["clock"], title=row["title"], started_at=started
    )
    for number, key in enumerate(row["warn"], 1):
        _later(stage, started, 12 * number, clocks.warn, officer, {"clock": running, "person": stage.persons[key]})
    for note in row.get("notes", ()):
        hour, minute = (int(part) for part in note["at"].split(":"))
        stage.on(stage.day(note["day"]), _note, stage, row, running, note["text"], hour=hour, minute=minute)
    if "stop" in row:
        stage.on(row["stop"], _stop, stage, row, running, hour=15, minute=35)
    if "decide" in row:
        stage.on(row["day"], _decide, stage, row, running, hour=16)


def _later(stage: Stage, start: datetime, minutes: int, verb: Any, actor: Any, arguments: Mapping[str, Any]) -> None:
    at = clock.local(start + timedelta(minutes=minutes))
    stage.on(at.date(), lambda: verb(actor, **arguments), hour=at.hour, minute=at.minute)


def _note(stage: Stage, row: Row, running: Clock, text: str) -> None:
    clocks.note_clock(stage.actor(row["by"]), clock=running, text=text)


def _stop(stage: Stage, row: Row, running: Clock) -> None:
    clocks.stop_clock(stage.actor(row["by"]), clock=running, proof=row["proof"])


def _decide(stage: Stage, row: Row, running: Clock) -> None:
    """Not to notify: the officer proposes, the DPO advises, the director decides."""
    said, today = row["decide"], clock.today()
    clocks.propose_not_notifying(stage.actor(row["by"]), clock=running, reason=said["propose"])
    dpo, director = (stage.actor(stage.holder(role, today)) for role in ("dpo", "general_director"))
    clocks.advise(dpo, clock=running, agrees=True, advice=said["advise"])
    clocks.decide(director, clock=running, notify=False, reason=said["decision"])
