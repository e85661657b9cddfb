"""The annual report of the first year: begun, written, frozen and laid before the council."""

from datetime import date

from roeland.cli.demonstration.stage import Stage
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.reports import actions
from roeland.reports.models import Report
from roeland.reports.queries import reports

YEAR = 2025


def plan_all(stage: Stage) -> None:
    """Put the report on the calendar, when the story covers the whole year it is about."""
    days = stage.told["freeze"]
    if stage.start > date(YEAR, 1, 31):
        return
    stage.on(days["started"], _start, stage, hour=14)
    stage.on(days["day"], _freeze, stage, hour=16, alone=True)
    stage.on(days["papers"], _offer, stage, days["council"], hour=11)


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
    actions.offer(stage.actor("dina"), report=_report(stage), since=clock.today(), until=council)
