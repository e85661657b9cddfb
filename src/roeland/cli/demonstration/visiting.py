"""The shared officer: the cooperation agreement, and a half day a month that is opened, gone through and closed with its page."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

from roeland.cli.demonstration import sittings, story
from roeland.cli.demonstration.stage import Stage
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.visits.actions import agreements, closing, items, visits
from roeland.visits.models import Visit
from roeland.visits.values import Outcome, VisitStatus

Row = Mapping[str, Any]
OFFICER = "dina"
PER_VISIT = 2  # points of the officer's own
AHEAD = timedelta(days=62)  # further than the next half day


def plan_all(stage: Stage) -> None:
    """The agreement on the first working day of the officer, then a visit a month."""
    told = stage.tell("visits")
    adopted = stage.start + timedelta(days=stage.town.adopts_after)
    stage.on(stage.start, _agree, stage, told["agreement"], hour=15, minute=20)
    days = [day for day in stage.visits(stage.today + AHEAD) if day > adopted]
    if days:
        stage.on(adopted, _plan, stage, days[0], hour=16, minute=45)
    for number, day in enumerate(days[:-1]):
        stage.on(day, _visit, stage, told, number, days[number + 1], hour=8, minute=45)


def _agree(stage: Stage, row: Row) -> None:
    values = {
        **row,
        "officer": stage.persons[OFFICER],
        "start": stage.start.replace(day=1) + timedelta(days=31),
        **{name: Decimal(row[name]) for name in ("days_per_month", "hours_per_day", "day_rate")},
    }
    values["start"] = values["start"].replace(day=1) if stage.start.day > 1 else stage.start
    agreements.make_agreement(stage.actor(OFFICER), authority=stage.authority, values=values)


def _plan(stage: Stage, day: date) -> None:
    visits.plan_visit(stage.actor(OFFICER), authority=stage.authority, on=day)


def _visit(stage: Stage, told: Row, number: int, following: date) -> None:
    """Opened in the morning, closed at noon: what was said is settled, the rest goes to the next one."""
    with scope(stage.system(), [stage.authority]):
        visit = Visit.objects.select_related("authority", "officer").get(
            authority=stage.authority, planned_on=clock.today(), status=VisitStatus.PLANNED
        )
    visit = visits.open_visit(stage.actor(OFFICER), visit=visit)
    points = told["points"]
    for step in range(PER_VISIT):
        place = number * PER_VISIT + step
        if place < len(points) * PER_VISIT:
            _point(stage, visit, points[place % len(points)], following)
    minutes = told["minutes"][number % len(told["minutes"])]
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        closed = closing.close_visit(stage.actor(OFFICER), visit=visit, text="", minutes=minutes, next_on=following)
        _mail(stage, closed)


def _mail(stage: Stage, visit: Visit) -> None:
    try:
        closing.mail_page(stage.actor(OFFICER), visit=visit)
    except Refused:
        return  # nobody to mail it to that day: the page is kept


def _point(stage: Stage, visit: Visit, row: Row, following: date) -> None:
    officer = stage.actor(OFFICER)
    item = items.add_item(officer, visit=visit, title=row["title"])
    asked = row["outcome"] == Outcome.ASKED
    person = stage.persons[row["who"]] if asked else None
    due = following if asked else None
    settled = items.settle_item(officer, item=item, outcome=row["outcome"], text=row["text"], person=person, due=due)
    if asked and settled.task is not None and "done" in row:
        day = story.next_working(clock.today() + timedelta(days=row["done"]))
        stage.on(day, partial(sittings.carry_out, stage, settled.task, row["who"]), hour=15, minute=50)
