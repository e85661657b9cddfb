"""A short history of 2025 in Zonderbeke, by the real verbs at the dates at which they happened."""

from contextlib import AbstractContextManager
from datetime import date

from roeland.duties.actions import extras, making, plan, review, work
from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.reports import actions
from roeland.reports.figures import MEETING
from roeland.reports.models import Report
from tests.world import World

FROZEN_ON = date(2026, 1, 15)
SECRET = "Hersteltest van Belfortserver"
FINDING = "Patchachterstand op Torenrouter"


def at(year: int, month: int, day: int, hour: int = 9) -> AbstractContextManager[None]:
    """The clock on a Belgian day."""
    return clock.at(clock.at_local(date(year, month, day), hour))


def live(world: World, *, extra: int = 0) -> None:
    """Ten tasks on time, one late, one skipped, one overdue, two meetings, two findings; `extra` more on time."""
    dina, where = world.actor("dina"), world.zonderbeke
    for month in range(1, 11):
        _do(world, f"Controle {month}", month, 10, 9)
    for number in range(extra):
        _do(world, f"Extra {number}", 1 + number % 12, 12, 11)
    _do(world, "Nazicht van rechten", 6, 12, 20)
    with at(2025, 3, 1):
        skipped = making.make_task(
            dina, authority=where, title="Overbodig", due=date(2025, 3, 20), lead_role="security_officer"
        )
        work.skip(dina, task=skipped, reason="Al gedaan in februari.")
        making.make_task(dina, authority=where, title=SECRET, due=date(2025, 9, 1), lead_role="ict_head")
        duty = plan.adopt(dina, authority=where, catalogue_id=MEETING, start=date(2025, 3, 12))
    for month in (3, 9):
        with at(2025, month, 2):
            task = making.plan_task(dina, duty=duty, key=date(2025, month, 12))
        with at(2025, month, 10):
            finish(world, task)
    with at(2025, 5, 2):
        closed = extras.open_finding(dina, authority=where, title="Oude vaststelling", severity="low")
        extras.open_finding(dina, authority=where, title=FINDING, severity="high")
    with at(2025, 8, 1):
        extras.close_finding(dina, finding=closed, note="Opgelost.")


def _do(world: World, title: str, month: int, due: int, done: int) -> None:
    dina = world.actor("dina")
    with at(2025, month, 2):
        task = making.make_task(
            dina, authority=world.zonderbeke, title=title, due=date(2025, month, due), lead_role="security_officer"
        )
    with at(2025, month, done):
        finish(world, task)


def finish(world: World, task: Task) -> None:
    """Hand in, and accept by somebody else where that is asked."""
    done = work.hand_in(world.actor("dina"), task=task, note="Gedaan volgens de werkwijze.")
    if done.status == "handed_in":
        review.accept(world.actor("fien"), task=done)


def freeze(world: World, *, text: str = "Het was een rustig jaar.") -> Report:
    """Begin, write and freeze the report of 2025 on 15 January 2026."""
    dina = world.actor("dina")
    with at(FROZEN_ON.year, FROZEN_ON.month, FROZEN_ON.day):
        report = actions.start(dina, authority=world.zonderbeke, year=2025)
        actions.write(dina, report=report, section="samenvatting", text=text)
        actions.write(dina, report=report, section="open-punten", text="De Belfortserver volgt in maart.")
        return actions.freeze(dina, report=report)
