"""What the tests of this room begin with: an agreement, a visit that is going on, tasks around it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from roeland.duties import actions as duties
from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.visits.actions.agreements import make_agreement
from roeland.visits.actions.visits import open_visit, plan_visit
from roeland.visits.models import Agreement, Visit
from tests.world import World

NOW = datetime(2026, 11, 17, 9, 0, tzinfo=ZoneInfo("Europe/Brussels"))
TERMS: dict[str, Any] = {
    "provider": "Vereniging Proefdienst",
    "days_per_month": Decimal("0.5"),
    "hours_per_day": Decimal("7.6"),
    "day_rate": Decimal(640),
    "start": date(2026, 1, 1),
    "modules_in": ["policy", "chair"],
}


@pytest.fixture(autouse=True)
def _now() -> Iterator[None]:
    """A Tuesday in November 2026, the usual day of the agreement."""
    with clock.at(NOW):
        yield


class Desk:
    """Dina at work in an authority of the test world."""

    def __init__(self, world: World) -> None:
        self.world = world

    def agree(self, authority: Authority | None = None) -> Agreement:
        """An agreement of half a day a month."""
        return make_agreement(self.world.actor("dina"), authority=authority or self.world.zonderbeke, values=TERMS)

    def task(
        self, title: str, who: str = "an", days: int = -3, authority: Authority | None = None, **more: Any
    ) -> Task:
        """A task on somebody's name."""
        place = authority or self.world.zonderbeke
        return duties.make_task(
            self.world.actor("dina"),
            authority=place,
            title=title,
            due=clock.today() + timedelta(days=days),
            person=self.world.person(who, place),
            **more,
        )

    def visit(self, authority: Authority | None = None, *, onsite: bool = False) -> Visit:
        """A visit that began now."""
        dina, place = self.world.actor("dina"), authority or self.world.zonderbeke
        with scope(dina, [place]):
            planned = plan_visit(dina, authority=place, on=clock.today())
            return open_visit(dina, visit=planned, onsite=onsite)


@pytest.fixture
def desk(world: World) -> Desk:
    """Dina's desk."""
    return Desk(world)
