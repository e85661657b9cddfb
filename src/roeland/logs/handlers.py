"""What this room does when it states a fact itself. Idempotent: told twice, it finds nothing to do."""

from __future__ import annotations

from datetime import date

from roeland.duties.actions import fulfil
from roeland.duties.models import Evidence, Task
from roeland.duties.values import TO_DO, DutyStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused
from roeland.ledger.outbox import Handler, Told
from roeland.logs import store
from roeland.logs.models import Run
from roeland.logs.queries.records import DUTY, RUN
from roeland.logs.values import RunState
from roeland.people.models import Person


def fulfil_duty(actor: Actor, told: Told) -> None:
    """A control was closed: it is the evidence of the monthly duty. Where somebody else looks at evidence, the task goes to review."""
    run = Run.objects.filter(pk=told.object_id, state=RunState.CLOSED).first()
    if run is not None:
        fulfil_run(actor, run=run, by=Person.objects.filter(pk=told.actor_id).first())


def fulfil_run(actor: Actor, *, run: Run, by: Person | None) -> None:
    """The same for a control at hand; nothing when it is evidence already, or no task waits for it."""
    if run.closed_at is None or Evidence.objects.filter(link_kind=RUN, link_id=run.pk).exists():
        return
    task = _task(run, run.month)
    if task is None:
        return
    try:
        fulfil(actor, task=task, kind=RUN, record_id=run.pk, on=clock.local(run.closed_at).date(), by=by)
    except Refused:  # somebody closed it meanwhile
        return


def _task(run: Run, month: date) -> Task | None:
    """The first open task that is due after this month, so in the next one or later; a month that was left open keeps its own task."""
    rows = Task.objects.filter(
        authority=run.authority_id, duty__catalogue_id=DUTY, duty__status=DutyStatus.ACTIVE, status__in=TO_DO
    )
    found: Task | None = rows.filter(original_due__gt=store.month(month)[1]).order_by("original_due", "number").first()
    return found


HANDLERS = (Handler("logs.duties", frozenset({"logs:run:closed"}), fulfil_duty),)
