"""Builds the demonstration: the calendars of both authorities, day by day, one transaction per authority and day."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import heappop

from roeland.acceptance.handlers import HANDLERS as ACCEPTANCE
from roeland.cli.demonstration import (
    control,
    counsel,
    events,
    opening,
    papers,
    portfolio,
    reporting,
    rounds,
    sittings,
    visiting,
    watching,
)
from roeland.cli.demonstration.stage import Event, Stage
from roeland.cli.demonstration.town import Town
from roeland.documents.handlers import HANDLERS as DOCUMENTS
from roeland.documents.jobs import mind_deviations
from roeland.duties.jobs import plan_ahead
from roeland.governance.jobs import notice_certificates
from roeland.kernel import clock
from roeland.knowledge.handlers import HANDLERS as KNOWLEDGE
from roeland.ledger.action import batch
from roeland.ledger.jobs import sign_checkpoints
from roeland.ledger.models import LedgerTree
from roeland.ledger.outbox import drain
from roeland.meetings.handlers import HANDLERS as MEETINGS
from roeland.meetings.jobs import send_invitations
from roeland.reports.handlers import HANDLERS as REPORTS

FIRST_DAY = date(2025, 1, 2)
SMALL_DAYS = 92
SIGN_EVERY = 14  # days; the worker signs every minute, which would add nothing here but signatures
SMALL_SIZE = 20
ORDINARY = 2  # authorities; with more it is the large one


@dataclass(frozen=True)
class Progress:
    """How far building is: days of so many, and a question for how many authorities and entries there are by then."""

    day: date
    done: int
    total: int
    counted: Callable[[], tuple[int, int]] = lambda: (0, 0)


def small(town: Town) -> Town:
    """The same town with twenty persons more than its cast, for tests."""
    return replace(town, size=len(town.cast) + 2 + SMALL_SIZE, councillors=2, turnover=1)


def build(
    towns: Sequence[Town], passwords: Mapping[str, str], *, today: date, start: date, report: Callable[[Progress], None]
) -> int:
    """Let everything happen from `start` to the day before `today`; the number of entries in the ledger."""
    clock.allow_setting()
    gc.disable()  # a short-lived process that makes few cycles: a tenth faster
    try:
        stages = [_stage(town, passwords, start, today, large=len(towns) > ORDINARY) for town in towns]
        total = (today - start).days
        for number in range(total):
            day = start + timedelta(days=number)
            for stage in stages:
                _live(stage, day)
            last = number + 1 == total
            if last or number % SIGN_EVERY == 0:
                _night(day, last=last)
            report(Progress(day, number + 1, total, lambda: (len(stages), entries())))
        return entries()
    finally:
        gc.enable()
        clock.allow_setting(allowed=False)


def entries() -> int:
    """Entries in all ledgers."""
    return sum(LedgerTree.objects.values_list("size", flat=True))


def _stage(town: Town, passwords: Mapping[str, str], start: date, today: date, *, large: bool) -> Stage:
    stage = Stage(town, start, today)
    opening.plan(stage, passwords)
    watching.plan_all(stage, large=large)
    control.plan_all(stage)
    events.plan_all(stage)
    for room in (papers, rounds, sittings, counsel, visiting, portfolio):
        room.plan_all(stage)
    reporting.plan_all(stage)
    return stage


def _live(stage: Stage, day: date) -> None:
    """One day of one authority: a transaction for all of it, cut only round what must stand alone."""
    end = clock.at_local(day + timedelta(days=1))
    while stage.events and stage.events[0].at < end:
        if stage.events[0].alone:
            _run(heappop(stage.events))
            continue
        with batch():
            for event in _due(stage, end):
                _run(event)
    if day.day == 1 or stage.start == day:
        with clock.at(clock.at_local(day, 18)):
            _hear(stage)


def _night(day: date, *, last: bool) -> None:
    """What the worker does when everybody is home: sign, and on the last day plan what comes."""
    with clock.at(clock.at_local(day, 20)):
        if last:
            plan_ahead()
            work_ahead()
        sign_checkpoints()


def work_ahead() -> None:
    """What the worker would do first: index what is published, ask what will run out, mail the coming invitations."""
    drain(KNOWLEDGE)
    mind_deviations()
    notice_certificates()
    send_invitations()
    for told in (ACCEPTANCE, DOCUMENTS, MEETINGS, REPORTS):
        drain(told)


def _due(stage: Stage, end: object) -> Iterator[Event]:
    while stage.events and stage.events[0].at < end and not stage.events[0].alone:  # type: ignore[operator]
        yield heappop(stage.events)


def _run(event: Event) -> None:
    with clock.at(event.at):
        event.run()


def _hear(stage: Stage) -> None:
    """After the list of a quarter, the welcomes of who came."""
    with batch():
        events.welcomes(stage)
