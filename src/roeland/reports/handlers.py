"""What this room does when it stated a fact: a frozen report is the chapter for organisation control, one laid before the council
is the yearly report to it. Both close the task of that year by themselves.

Idempotent: what is closed stays closed, and a fact told twice finds nothing open.
"""

from datetime import date

from roeland.duties import recurrence
from roeland.duties.actions import fulfil, plan_task
from roeland.duties.models import Duty, Task
from roeland.duties.values import TO_DO, DutyStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused
from roeland.ledger.outbox import Handler, Told
from roeland.people.models import Person
from roeland.reports.models import Report
from roeland.reports.queries.records import COUNCIL, KIND, ORGANISATION_CONTROL

CLOSES = {"reports:report:offered": COUNCIL, "reports:report:frozen": ORGANISATION_CONTROL}


def close_task(actor: Actor, *, report: Report, catalogue_id: str, on: date, by: Person | None) -> Task | None:
    """Close the task of the year after the report with it; None when the duty does not run or nothing is open.

    A report may be ready before its task was planned: then the task is planned first.
    """
    duty = Duty.objects.filter(
        authority=report.authority_id, catalogue_id=catalogue_id, status=DutyStatus.ACTIVE
    ).first()
    task = _task(actor, duty, report.year + 1) if duty else None
    if task is None:
        return None
    try:
        return fulfil(actor, task=task, kind=KIND, record_id=report.pk, on=on, by=by)
    except Refused:  # somebody closed it meanwhile
        return None


def _task(actor: Actor, duty: Duty, year: int) -> Task | None:
    made = Task.objects.filter(duty=duty, key__year=year).order_by("key")
    found: Task | None = made.filter(status__in=TO_DO).first()
    if found is not None or made.exists() or duty.start is None or not duty.rule:
        return found
    keys = recurrence.keys(duty.rule, duty.start, date(year, 1, 1), date(year, 12, 31))
    return plan_task(actor, duty=duty, key=keys[0]) if keys else None


def tell(actor: Actor, told: Told) -> None:
    """A report was frozen or went to the council."""
    report = Report.objects.filter(pk=told.object_id).first()
    if report is None:
        return
    by = Person.objects.filter(pk=told.actor_id).first()
    on = clock.local(told.time).date()
    close_task(actor, report=report, catalogue_id=CLOSES[told.code], on=on, by=by)


HANDLERS = (Handler("reports.duties", frozenset(CLOSES), tell),)
