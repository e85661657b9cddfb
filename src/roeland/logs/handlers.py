"""What this room does when it states a fact itself. Idempotent: told twice, it finds nothing to do."""

from __future__ import annotations

from roeland.duties.actions import fulfil
from roeland.duties.models import Evidence, Task
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused
from roeland.ledger.outbox import Handler, Told
from roeland.logs.models import Run
from roeland.logs.queries.records import RUN, task_of
from roeland.logs.values import RunState
from roeland.people.models import Person


def fulfil_duty(actor: Actor, told: Told) -> None:
    """A control was closed: it is the evidence of the monthly duty. Where somebody else looks at evidence, the task goes to review."""
    run = Run.objects.filter(pk=told.object_id, state=RunState.CLOSED).first()
    if run is not None:
        fulfil_run(actor, run=run, by=Person.objects.filter(pk=told.actor_id).first())


def fulfil_run(actor: Actor, *, run: Run, by: Person | None, task: Task | None = None) -> None:
    """The same for a control at hand; nothing when it is evidence already, or no task waits for it. `task`: when it is known which one."""
    if run.closed_at is None or Evidence.objects.filter(link_kind=RUN, link_id=run.pk).exists():
        return
    task = task or task_of(run)
    if task is None:
        return
    try:
        fulfil(actor, task=task, kind=RUN, record_id=run.pk, on=clock.local(run.closed_at).date(), by=by)
    except Refused:  # somebody closed it meanwhile
        return


HANDLERS = (Handler("logs.duties", frozenset({"logs:run:closed"}), fulfil_duty),)
