"""What falls on a day that becomes a closing day goes to a working day."""

from datetime import date, timedelta

import pytest

from roeland.duties import actions
from roeland.duties.handlers import HANDLERS
from roeland.duties.models import Duty, Task
from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.ledger.outbox import drain
from roeland.people.actions import settings
from tests.world import World


def test_a_new_closing_day_makes_tasks_go_elsewhere(world: World) -> None:
    """To the working day before it; what the law dates, and what was handed in, stays."""
    dina, here = world.actor("dina"), {"authority": world.zonderbeke}
    friday = date(2026, 3, 13)

    def task(title: str) -> Task:
        return actions.make_task(dina, **here, title=title, due=friday, person=world.person("an"))

    moves, handed, legal = task("Gewoon"), task("Ingediend"), task("Wettelijk")
    actions.hand_in(world.actor("an"), task=handed)
    duty = actions.adopt(dina, **here, catalogue_id="meet-security-service")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Duty.objects.filter(pk=duty.pk).update(statutory=True)
        Task.objects.filter(pk=legal.pk).update(duty=duty)
    settings.add_closing_day(world.actor("bert"), **here, day=friday, name="brugdag")
    drain(HANDLERS)
    with scope(world.system, [world.zonderbeke]):
        due = {found.title: (found.due, found.original_due, found.limit) for found in Task.objects.all()}
    before = friday - timedelta(days=1)
    assert due["Gewoon"] == (before, before, before)
    assert due["Ingediend"][0] == due["Wettelijk"][0] == friday
    assert drain(HANDLERS) == 0
    with pytest.raises(Refused, match="sluitingsdag"):
        actions.make_way(world.system, task=moves, name="nog eens")
