"""One task with all that hangs on it, lists of tasks, and what a person still has open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from roeland.duties import providers
from roeland.duties.models import Clock, Duty, Evidence, Finding, Task, TaskComment
from roeland.duties.rules import P, may_reopen, may_review, may_work_on
from roeland.duties.values import (
    UNFINISHED,
    CellState,
    ClockStatus,
    DutyStatus,
    FindingStatus,
    Ground,
    TaskStatus,
    cell_state,
    days_late,
)
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import ALLOWED, Decision, Denied
from roeland.kernel.models import Authority
from roeland.kernel.scope import NoScope, scope
from roeland.people.leaving import OpenItem
from roeland.people.models import Person

PREVIOUS = 4


@dataclass(frozen=True)
class Expected:
    """An item of evidence that is asked, and whether it is there."""

    label: str
    present: bool


@dataclass(frozen=True)
class Previous:
    """An earlier occurrence of the same duty."""

    task: Task
    state: CellState
    days_late: int


@dataclass(frozen=True)
class TaskDetail:
    """Everything on the page of a task. `verbs` holds per verb whether the actor may do it now: a missing verb is not his."""

    task: Task
    duty: Duty | None
    evidence: list[Evidence]
    expected: list[Expected]
    comments: list[TaskComment]
    findings: list[Finding]
    previous: list[Previous]
    verbs: dict[str, Decision]
    days_late: int

    @property
    def grounds(self) -> list[Ground]:
        """Every ground of the duty, strongest first."""
        return sorted(self.duty.ground_list, key=lambda ground: ground.shown.rank) if self.duty else []

    @property
    def interval_ground(self) -> Ground | None:
        """Who asks the interval; None when it is only proposed."""
        return self.duty.interval_ground if self.duty else None

    def may(self, verb: str) -> bool:
        """Whether the verb can be done now."""
        return bool(self.verbs.get(verb))


def tasks() -> QuerySet[Task]:
    """Tasks in scope with what a line shows of them."""
    found: QuerySet[Task] = Task.objects.select_related("duty", "authority", "assignee", "reviewer", "doer")
    return found


def task_by_number(authority: Authority, number: str) -> Task | None:
    """A task by its number; None for absent and refused alike."""
    return tasks().filter(authority=authority, number=number).first()


def verbs_for(actor: Actor, task: Task) -> dict[str, Decision]:
    """Per verb that is this actor's on this task: allowed now, or denied with the reason."""
    found: dict[str, Decision] = {}
    if actor.holds(P.TASK_DO, task.authority_id) or task.grants(actor, P.TASK_DO):
        for verb in ("claim", "pass_on", "attach", "hand_in", "skip"):
            found[verb] = may_work_on(task.status)
        statutory = task.duty is not None and task.duty.statutory
        found["postpone"] = (
            Denied(_("Wettelijke datum. Die schuift nooit op.")) if statutory else may_work_on(task.status)
        )
        if task.status == TaskStatus.HANDED_IN:
            found["withdraw"] = ALLOWED
    if actor.holds(P.TASK_COMMENT, task.authority_id) or task.grants(actor, P.TASK_COMMENT):
        found["comment"] = ALLOWED
    if actor.holds(P.TASK_REVIEW, task.authority_id) or task.grants(actor, P.TASK_REVIEW):
        me = actor.person_in(task.authority_id)
        review = may_review(task.status, separation=task.separation, doer=task.doer_id, reviewer=me)
        found |= {"accept": review, "reject": review, "reopen": may_reopen(task.status)}
    return found


def detail(task: Task, actor: Actor, today: date | None = None) -> TaskDetail:
    """The page of a task, six statements."""
    today = today or clock.today()
    evidence = list(Evidence.objects.filter(task=task).select_related("uploaded_by"))
    labels = {row.label for row in evidence}
    return TaskDetail(
        task=task,
        duty=task.duty,
        evidence=evidence,
        expected=[Expected(label, label in labels) for label in task.expected],
        comments=list(TaskComment.objects.filter(task=task).select_related("person")),
        findings=list(Finding.objects.filter(task=task)),
        previous=_previous(task, today),
        verbs=verbs_for(actor, task),
        days_late=days_late(task.limit, task.done_on or today),
    )


def _previous(task: Task, today: date) -> list[Previous]:
    if task.duty_id is None:
        return []
    rows = Task.objects.filter(duty_id=task.duty_id, original_due__lt=task.original_due).order_by(
        "-original_due", "-number"
    )
    return [
        Previous(row, cell_state(row.status, row.limit, row.done_on, today), days_late(row.limit, row.done_on or today))
        for row in rows[:PREVIOUS]
    ]


@dataclass(frozen=True)
class Wanted:
    """Filters of the table of tasks; empty means all. `year` is that of the date that owes the task."""

    year: int | None = None
    status: str = ""
    group: str = ""
    role: str = ""
    person: UUID | None = None
    text: str = ""
    attention: bool = False


def filtered(wanted: Wanted, today: date | None = None) -> QuerySet[Task]:
    """Tasks in scope that fit the filters, by date; slice it for a page."""
    rows = tasks()
    if wanted.year:
        rows = rows.filter(original_due__year=wanted.year)
    exact = {"status": wanted.status, "group": wanted.group, "lead_role": wanted.role, "assignee": wanted.person}
    rows = rows.filter(**{column: value for column, value in exact.items() if value})
    if wanted.text:
        rows = rows.filter(Q(title__icontains=wanted.text) | Q(number__icontains=wanted.text))
    if wanted.attention:
        late = Q(status__in=UNFINISHED, limit__lte=today or clock.today())
        rows = rows.filter(late | Q(status__in=(TaskStatus.REJECTED, TaskStatus.HANDED_IN)))
    return rows.order_by("limit", "number", "pk")


def search(text: str, limit: int = 8) -> list[Task]:
    """Tasks for *Ga naar*: by number or words of the title, open ones first."""
    rows = filtered(Wanted(text=text.strip()))
    return sorted(rows[: limit * 3], key=lambda task: (task.status not in UNFINISHED, task.limit))[:limit]


def open_items_of(person: Person) -> list[OpenItem]:
    """What is still open with a person who leaves, whoever asks: ten statements.

    All of it counts, but a title shows only when the reader in scope sees that row himself.
    """
    readable = _readable(person)
    with scope(Actor.system("leavers", [person.authority_id]), [person.authority_id]):
        return list(_open_items(person, readable))


def _rows_of(person: Person) -> tuple[QuerySet[Any], ...]:
    """What a person still has in hand: to do, to review, led, owned, running."""
    return (
        Task.objects.filter(assignee=person, status__in=UNFINISHED),
        Task.objects.filter(reviewer=person, status=TaskStatus.HANDED_IN),
        Duty.objects.filter(lead_person=person, status__in=(DutyStatus.ACTIVE, DutyStatus.WAITING)),
        Finding.objects.filter(owner=person, status=FindingStatus.OPEN),
        Clock.objects.filter(owner=person).exclude(status=ClockStatus.STOPPED),
    )


def _readable(person: Person) -> frozenset[UUID]:
    """Which of these rows the actor of the open scope may see; none when no scope is open."""
    try:
        return frozenset(pk for rows in _rows_of(person) for pk in rows.values_list("pk", flat=True))
    except NoScope:
        return frozenset()


def _open_items(person: Person, readable: frozenset[UUID]) -> Iterator[OpenItem]:
    def title(row: Task | Duty | Finding, words: str) -> str:
        return row.title if row.pk in readable else words

    here = f"/{person.authority.slug}"
    tasks_, reviews, duties, findings, clocks = _rows_of(person)
    for kind, rows in (("taak", tasks_), ("nazicht", reviews)):
        for task in rows:
            shown = f"{task.number} {title(task, 'Taak in Roeland')}"
            yield OpenItem(kind, shown, f"{here}/taken/{task.number}/", task.limit)
    for duty in duties:
        shown = title(duty, "Terugkerende taak in Roeland")
        yield OpenItem("terugkerende taak", shown, f"{here}/controleplan/{duty.pk}/")
    for finding in findings:
        yield OpenItem("bevinding", title(finding, "Bevinding in Roeland"), due=finding.due)
    for row in clocks:
        yield OpenItem("klok", "Klok in Roeland", f"{here}/klokken/{row.pk}/", clock.local(row.due_at).date())


def file_of(evidence_id: UUID) -> Evidence | None:
    """A file that the actor in scope may open; None for absent, refused and erased alike."""
    found: Evidence | None = (
        Evidence.objects.filter(pk=evidence_id, erased_at=None).exclude(sha256="").select_related("task").first()
    )
    return found


def _find_duty(authority_id: UUID, record_id: UUID) -> providers.Record | None:
    row = Duty.objects.select_related("authority").filter(authority_id=authority_id, pk=record_id).first()
    if row is None:
        return None
    since = row.adopted_on or row.decided_on or clock.today()
    return providers.Record("duties.duty", row.pk, row.title, since, f"/{row.authority.slug}/controleplan/{row.pk}/")


def _find_task(authority_id: UUID, record_id: UUID) -> providers.Record | None:
    row = Task.objects.select_related("authority").filter(authority_id=authority_id, pk=record_id).first()
    if row is None:
        return None
    url = f"/{row.authority.slug}/taken/{row.number}/"
    return providers.Record("duties.task", row.pk, str(row), row.done_on or row.due, url)


def _find_finding(authority_id: UUID, record_id: UUID) -> providers.Record | None:
    row = Finding.objects.filter(authority_id=authority_id, pk=record_id).first()
    return providers.Record("duties.finding", row.pk, row.title, row.opened_on) if row else None


def _search_tasks(authority_id: UUID, text: str) -> list[providers.Record]:
    rows = filtered(Wanted(text=text)).filter(authority_id=authority_id)[:8]
    return [providers.Record("duties.task", row.pk, str(row), row.done_on or row.due) for row in rows]


providers.register(providers.Provider("duties.duty", "Terugkerende taak", _find_duty))
providers.register(providers.Provider("duties.task", "Taak", _find_task, _search_tasks))
providers.register(providers.Provider("duties.finding", "Bevinding", _find_finding))


def seals(authority: Authority) -> dict[str, int]:
    """SHA-256 to size of every sealed file of an authority, for the ones who verify or back up."""
    rows = Evidence.objects.filter(authority=authority, erased_at=None).exclude(sha256="").values_list("sha256", "size")
    return dict(rows)
