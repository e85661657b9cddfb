"""How tasks come to be: from the rhythm of a duty, from an event, from a failed signal, or made once by hand."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties import recurrence
from roeland.duties.actions.common import closed_days, fresh, minutes_of, new_task, role_of, second_pair, text_of, whole
from roeland.duties.catalogue import event_names
from roeland.duties.facts import SignalFailed, TaskMade, TaskMadeWay, TaskPlanned, TaskTriggered
from roeland.duties.models import Duty, Task
from roeland.duties.models.plan import duty_values
from roeland.duties.rules import P, may_report, may_work_on
from roeland.duties.values import FINISHED, UNFINISHED, DutyStatus, TaskStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.calendar import next_working_day, previous_working_day
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, Refused, action, state
from roeland.ledger.verbs import check
from roeland.people.models import Person


def last_done(duty: Duty) -> date | None:
    """The last day on which the duty was really done, whoever asks."""
    with whole(duty.authority_id):
        return _last_done(duty)


def _last_done(duty: Duty) -> date | None:
    done = Task.objects.filter(duty=duty, status=TaskStatus.ACCEPTED, done_on__isnull=False).order_by("-done_on")
    found: date | None = done.values_list("done_on", flat=True).first()
    return found


def _is_open(duty: Duty) -> bool:
    """Whether an earlier occurrence is still to be done: then that one carries the longest gap, not the one after it."""
    with whole(duty.authority_id):
        return Task.objects.filter(duty=duty, source_id=None, status__in=UNFINISHED).exists()


@action(P.TASK_MAKE, TaskPlanned)
def plan_task(actor: Actor, *, duty: Duty, key: date) -> Task:
    """Make the task of one occurrence. `key` is a date that the rule gives; a second call for it is refused."""
    rhythm = duty.recurrence(closed_days(duty.authority_id))
    if rhythm is None or not recurrence.keys(rhythm.rule, rhythm.start, key, key):
        raise Refused(_("Deze datum hoort niet bij het ritme van deze taak."))
    if Task.objects.filter(duty=duty, key=key, source_id=None).exists():
        raise Refused(_("Deze taak bestaat al."))
    due = rhythm.due(key)
    limit = due if _is_open(duty) else recurrence.limit(due, last_done(duty), duty.max_gap_days)
    task = new_task(duty_values(duty), due, limit=limit, key=key)
    state(TaskPlanned(about=task, title=task.title, number=task.number, key=key, due=due))
    return task


@action(P.TASK_MAKE, TaskMade)
def make_task(
    actor: Actor,
    *,
    authority: Authority,
    title: str,
    due: date,
    lead_role: str = "",
    person: Person | None = None,
    reviewer: Person | None = None,
    approve_role: str = "",
    separation: bool = False,
    instruction: str = "",
    expected: tuple[str, ...] = (),
    minutes: int = 30,
    audience: str = "control_plan",
    source_kind: str = "",
    source_id: UUID | None = None,
    key: date | None = None,
) -> Task:
    """Make a one-off task for a person or a role. Other rooms name the record that it came from as source, and by `key` the day
    that says which of several tasks about that record it is."""
    if person is None and not lead_role:
        raise Invalid({"person": [_("Kies wie deze taak doet: een persoon of een rol.")]})
    values = {
        "authority_id": authority.pk,
        "audience": audience,
        "title": text_of("title", title, ask=_("Geef deze taak een titel."), longest=240),
        "lead_role": role_of("lead_role", lead_role),
        "assignee": person,
        "reviewer": reviewer,
        "approve_role": role_of("approve_role", approve_role)
        or ("" if reviewer else second_pair(lead_role, separation=separation)),
        "separation": separation,
        "instruction": instruction.strip(),
        "expected": [item.strip()[:120] for item in expected if item.strip()],
        "minutes": minutes_of(minutes) if minutes else 0,
        "restricted": audience != "control_plan",
        "source_kind": source_kind,
        "source_id": source_id,
    }
    task = new_task(values, due, key=key)
    state(TaskMade(about=task, title=task.title, number=task.number, due=due))
    return task


@action(P.TASK_MAKE, TaskTriggered)
def trigger_task(
    actor: Actor, *, duty: Duty, on: date, source_kind: str, source_id: UUID, about_title: str = "", event: str = ""
) -> Task:
    """Make the task that an event of another room asks. The same source never makes a second one."""
    if duty.status not in {DutyStatus.ACTIVE, DutyStatus.WAITING}:
        raise Refused(_("Deze terugkerende taak loopt niet."))
    if Task.objects.filter(duty=duty, source_kind=source_kind, source_id=source_id).exists():
        raise Refused(_("Deze gebeurtenis heeft al een taak."))
    if duty.status == DutyStatus.WAITING:  # its room has come
        duty.status = DutyStatus.ACTIVE
        duty.save(update_fields=["status"])
    due = previous_working_day(on + timedelta(days=duty.within_days or 0), closed_days(duty.authority_id))
    values = duty_values(duty)
    values["title"] = f"{duty.title}: {about_title}"[:240] if about_title else duty.title
    task = new_task(values, max(due, on), source_kind=source_kind, source_id=source_id)
    words = event_names().get(event or duty.trigger, _("een gebeurtenis"))
    state(TaskTriggered(about=task, title=task.title, number=task.number, event=words, due=task.due))
    return task


@action(P.SIGNAL_REPORT, SignalFailed)
def signal_failed(
    actor: Actor, *, duty: Duty, detail: str, source_kind: str = "", source_id: UUID | None = None
) -> Task:
    """A daily technical check failed: now it asks for work, due the next working day. Refused while one is still open."""
    with whole(duty.authority_id):
        busy = Task.objects.filter(duty=duty).exclude(status__in=FINISHED).exists()
    check(may_report(duty.status, signal=duty.signal, busy=busy))
    detail = text_of("detail", detail, ask=_("Zeg wat er mislukte."))
    values = duty_values(duty)
    values["instruction"] = f"{duty.instruction}\n\n{detail}".strip()
    day = clock.today() + timedelta(days=1)
    due = next_working_day(day, closed_days(duty.authority_id))
    task = new_task(values, due, source_kind=source_kind, source_id=source_id)
    state(SignalFailed(about=task, title=task.title, number=task.number, detail=detail))
    return task


@action(P.TASK_MAKE, TaskMadeWay)
def make_way(actor: Actor, *, task: Task, name: str) -> Task:
    """The day on which a task falls became a closing day, called `name`: the task goes to the working day before it.

    When that is not ahead of us any more, to the one after it. It counts as if planned there, not as postponed. Raises
    Refused for a statutory date, for work that was handed in or closed, and when its day is a working day or went by.
    """
    task = fresh(task)
    check(may_work_on(task.status))
    if task.duty is not None and task.duty.statutory:
        raise Refused(_("Wettelijke datum. Die schuift nooit op."))
    before, closed = task.due, closed_days(task.authority_id)
    if before <= clock.today() or before not in closed:
        raise Refused(_("Deze taak valt niet op een sluitingsdag die nog komt."))
    due = previous_working_day(before, closed)
    task.due = due if due > clock.today() else next_working_day(before, closed)
    if task.original_due == before:
        task.original_due = task.due
    task.limit = task.due if task.limit == before else min(task.limit, task.due)
    task.save(update_fields=["due", "original_due", "limit"])
    state(TaskMadeWay(about=task, title=task.title, before=before, after=task.due, name=name))
    return task
