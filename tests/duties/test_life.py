"""Whatever anybody tries on a task in whatever order: the separation, the ledger and the dates hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roeland.duties import actions
from roeland.duties.models import Task
from roeland.duties.values import FINISHED, TaskStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from tests.duties.conftest import own_duty
from tests.world import World

Verb = Callable[[Actor, Task], object]
VERBS: dict[str, Verb] = {
    "claim": lambda who, task: actions.claim(who, task=task),
    "hand_in": lambda who, task: actions.hand_in(who, task=task, note="gedaan"),
    "withdraw": lambda who, task: actions.withdraw(who, task=task),
    "accept": lambda who, task: actions.accept(who, task=task),
    "reject": lambda who, task: actions.reject(who, task=task, reason="onvolledig"),
    "skip": lambda who, task: actions.skip(who, task=task, reason="niet nodig"),
    "reopen": lambda who, task: actions.reopen(who, task=task, reason="vergissing"),
    "postpone": lambda who, task: actions.postpone(who, task=task, due=task.due + timedelta(days=3), reason="druk"),
    "comment": lambda who, task: actions.comment(who, task=task, text="hm"),
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(VERBS)), st.sampled_from(["an", "bert", "chris", "dina", "fien", "emil"])),
    max_size=14,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.booleans(), st.sampled_from(["ict_staff", "security_officer"]))
def test_any_sequence_keeps_the_rules(world: World, steps: list[tuple[str, str]], separation: bool, lead: str) -> None:
    duty = own_duty(world, separation=separation, lead_role=lead, approve_role="")
    task = actions.plan_task(world.system, duty=duty, key=duty.start or date(2026, 3, 10))
    stated = 0
    for verb, name in steps:
        try:
            VERBS[verb](world.actor(name), task)
        except (Refused, Invalid, NotAllowed):
            continue
        stated += 1
        assert name not in {"chris", "emil"}
        with scope(world.system, [world.zonderbeke]):
            task = Task.objects.get(pk=task.pk)
        if verb == "accept":
            assert not (separation and task.doer_id == world.person(name).pk)
        assert (task.status in FINISHED) == (task.closed_at is not None)
        assert (task.status == TaskStatus.ACCEPTED) == (task.accepted_at is not None)
        assert task.original_due == date(2026, 3, 10)
        assert task.limit <= task.due
        if task.status == TaskStatus.ACCEPTED:
            assert task.done_on == clock.today()
    with scope(world.system, [world.zonderbeke]):
        entries = LedgerEntry.objects.filter(object_id=task.pk).count()
        assert entries == stated + 1
