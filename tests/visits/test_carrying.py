"""Three visits in a row: what is finished leaves the agenda, and nothing stands on it twice."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from roeland.duties import actions as duties
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.offers import SINCE, Happening, Line
from roeland.kernel.scope import scope
from roeland.visits.actions.closing import close_visit
from roeland.visits.actions.items import add_item
from roeland.visits.actions.visits import open_visit
from roeland.visits.models import Visit, VisitItem
from roeland.visits.values import VisitStatus
from tests.visits.conftest import NOW, Desk
from tests.world import World

STILL = "Leesronde voorbij de termijn: Beleid"


def lines(world: World, visit: Visit) -> list[tuple[str, str, str]]:
    with scope(world.actor("dina"), [visit.authority]):
        return [(item.title, item.origin, item.outcome) for item in VisitItem.objects.filter(visit=visit)]


def following(world: World) -> Visit:
    dina = world.actor("dina")
    with scope(dina, [world.zonderbeke]):
        planned = Visit.objects.get(authority=world.zonderbeke, status=VisitStatus.PLANNED)
    return open_visit(dina, visit=planned)


@pytest.fixture
def late() -> Iterator[list[str]]:
    """What another room says is late, from the day on which it became so."""
    waiting = [STILL]

    def offer(_actor: Actor, _place: UUID, since: datetime) -> list[Happening]:
        return [Happening(kind="late", line=Line(title=one)) for one in waiting if since <= NOW]

    SINCE.wire("test", offer)
    yield waiting
    del SINCE.providers["test"]


def test_three_visits_in_a_row(desk: Desk, world: World, late: list[str]) -> None:
    desk.agree()
    dina = world.actor("dina")
    early = desk.task("Hersteltest van back-ups")
    slow = desk.task("Wachtwoorden van de wifi")
    first = desk.visit()
    add_item(dina, visit=first, title="Camera’s aan het recyclagepark")
    with clock.at(NOW + timedelta(hours=1)):
        duties.hand_in(world.actor("an"), task=early)  # while the visit lasts: nobody settles the point
        closed = close_visit(dina, visit=first, text="")
    assert f"## Gedaan\n- {early.title}" in closed.text
    assert f"## Naar het volgende bezoek\n- {slow.title}" in closed.text

    with clock.at(NOW + timedelta(days=28)):
        second = following(world)
        assert lines(world, second) == [
            (slow.title, "carried", "open"),
            (STILL, "carried", "open"),
            ("Camera’s aan het recyclagepark", "carried", "open"),
        ]
        close_visit(world.actor("dina"), visit=second, text="")

    late.clear()
    with clock.at(NOW + timedelta(days=40)):
        duties.hand_in(world.actor("an"), task=slow)
    with clock.at(NOW + timedelta(days=56)):
        assert lines(world, following(world)) == [("Camera’s aan het recyclagepark", "carried", "open")]


def test_a_point_and_its_task_stand_on_the_agenda_once(desk: Desk, world: World) -> None:
    """A loose point that became a task of the same name is that task."""
    desk.agree()
    dina = world.actor("dina")
    first = desk.visit()
    add_item(dina, visit=first, title="Offerte opvragen")
    close_visit(dina, visit=first, text="")
    desk.task("Offerte opvragen", who="dina", days=3)
    with clock.at(NOW + timedelta(days=28)):
        [(title, origin, _)] = lines(world, following(world))
    assert (title, origin) == ("Offerte opvragen", "late")
