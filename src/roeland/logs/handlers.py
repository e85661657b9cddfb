"""What this room does when it states a fact itself. Idempotent: told twice, it finds nothing to do."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from roeland.duties.actions import fulfil
from roeland.duties.models import Duty, Evidence, Task
from roeland.duties.recurrence import per_year
from roeland.duties.values import TO_DO, DutyStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused
from roeland.ledger.outbox import Handler, Told
from roeland.logs import store
from roeland.logs.library import MONTHS, add_months
from roeland.logs.models import Run
from roeland.logs.queries.records import DUTY, RUN
from roeland.logs.values import RunState
from roeland.people.models import Person

FIRST_DAYS = timedelta(days=6)  # of a month: the file of the last one is not there yet, or not controlled


def fulfil_duty(actor: Actor, told: Told) -> None:
    """A control was closed: it is the evidence of the monthly duty. Where somebody else looks at evidence, the task goes to review."""
    run = Run.objects.filter(pk=told.object_id, state=RunState.CLOSED).first()
    if run is not None:
        fulfil_run(actor, run=run, by=Person.objects.filter(pk=told.actor_id).first())


def fulfil_run(actor: Actor, *, run: Run, by: Person | None, task: Task | None = None) -> None:
    """The same for a control at hand; nothing when it is evidence already, or no task waits for it. `task`: when it is known which one."""
    if run.closed_at is None or Evidence.objects.filter(link_kind=RUN, link_id=run.pk).exists():
        return
    task = task or _task(run)
    if task is None:
        return
    try:
        fulfil(actor, task=task, kind=RUN, record_id=run.pk, on=clock.local(run.closed_at).date(), by=by)
    except Refused:  # somebody closed it meanwhile
        return


def _task(run: Run) -> Task | None:
    """The open task of the period of this month: the one that falls in the month after it (in the months after it, of a duty that is asked
    less often). Never an earlier or a later one, also when its own is closed already.

    A task of the first days of a month comes before the file of the last one does. Where the control of the month before met the task of this
    period, the authority is that one month behind, and the task of those first days is the one of this month.
    """
    end = store.month(run.month)[1]
    for duty in Duty.objects.filter(authority=run.authority_id, catalogue_id=DUTY, status=DutyStatus.ACTIVE):
        own = Task.objects.filter(duty=duty, key__gt=end)
        last = store.month(add_months(run.month, _months(duty)))[1]
        period = list(own.filter(key__lte=last).order_by("key"))
        if _by_earlier(run, [task.pk for task in period if task.status not in TO_DO]):
            period += own.filter(key__gt=last, key__lte=last + FIRST_DAYS).order_by("key")
        found = next((task for task in period if task.status in TO_DO), None)
        if found is not None:
            return found
    return None


def _months(duty: Duty) -> int:
    """For how many months one task of the duty stands."""
    return max(1, round(MONTHS / per_year(duty.rule))) if duty.rule else 1


def _by_earlier(run: Run, tasks: list[UUID]) -> bool:
    """Whether the control of an earlier month is the evidence of one of these tasks."""
    linked = Evidence.objects.filter(task__in=tasks, link_kind=RUN).values_list("link_id", flat=True)
    return Run.objects.filter(pk__in=list(linked), month__lt=run.month).exists()


HANDLERS = (Handler("logs.duties", frozenset({"logs:run:closed"}), fulfil_duty),)
