"""The annual report of the first year: begun, written, frozen and laid before the council."""

from datetime import date

from roeland.cli.demonstration.stage import Stage
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.reports import actions
from roeland.reports.handlers import close_task
from roeland.reports.models import Report
from roeland.reports.queries import reports
from roeland.reports.queries.records import COUNCIL as TASK

YEAR = 2025


def plan_all(stage: Stage) -> None:
    """Put the report on the calendar, when the story covers the whole year it is about."""
    days = stage.told["freeze"]
    if not told(stage):
        return
    stage.on(days["started"], _start, stage, hour=14)
    stage.on(days["day"], _freeze, stage, hour=16, alone=True)
    stage.on(days["papers"], _offer, stage, days["council"], hour=11)


def told(stage: Stage) -> bool:
    """Whether the story holds the whole year."""
    return stage.start <= date(YEAR, 1, 31)


def closes(stage: Stage, duty_id: str, due: date) -> bool:
    """Whether the frozen report itself is the evidence of this occurrence."""
    return duty_id == TASK and due.year == YEAR + 1 and told(stage)


def _start(stage: Stage) -> None:
    officer = stage.actor("dina")
    report = actions.start(officer, authority=stage.authority, year=YEAR)
    for section, text in stage.told["narrative"].items():
        actions.write(officer, report=report, section=section, text=text)


def _report(stage: Stage) -> Report:
    with scope(stage.system(), [stage.authority]):
        found = reports.report(stage.authority, YEAR)
    assert found is not None
    return found


def _freeze(stage: Stage) -> None:
    actions.freeze(stage.actor("dina"), report=_report(stage))


def _offer(stage: Stage, council: date) -> None:
    officer = stage.actor("dina")
    report = actions.offer(officer, report=_report(stage), since=clock.today(), until=council)
    with scope(stage.system(), [stage.authority]):
        close_task(stage.system(), report=report, catalogue_id=TASK, on=clock.today(), by=stage.persons["dina"])
