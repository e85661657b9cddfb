"""Routes on tasks: the same verbs as the pages."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.api.plan import person_or_none
from roeland.duties import actions
from roeland.duties.models import Task
from roeland.duties.queries import verbs_for
from roeland.duties.queries.worklist import to_do, to_review
from roeland.duties.rules import P
from roeland.duties.values import UNFINISHED
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.kernel.rights import Permission
from roeland.people.models import Person

router = Router(tags=["taken"])
ONE = "/authorities/{slug:authority}/tasks/{uuid:task_id}"


class TaskOut(Schema):
    """`due` may have been postponed, `original_due` not; `limit` is the last day on time."""

    id: UUID
    number: str
    title: str
    status: str
    duty: UUID | None
    due: date
    original_due: date
    limit: date
    lead_role: str
    approve_role: str
    separation: bool
    assignee: UUID | None
    reviewer: UUID | None
    doer: UUID | None
    expected: list[str]
    instruction: str
    note: str
    minutes: int
    minutes_spent: int | None
    done_on: date | None
    reject_reason: str
    skip_reason: str
    postpone_reason: str


class CommentOut(Schema):
    id: UUID
    person: UUID | None
    text: str
    at: datetime


class VerbOut(Schema):
    """A verb that is the caller's on this task; `denied` says why it cannot be done now, empty when it can."""

    verb: str
    denied: str


class TaskDetailOut(TaskOut):
    comments: list[CommentOut]
    verbs: list[VerbOut]


class TaskFilter(Paging):
    """`status` one status; `open` only what still has to be done; `mine` only what the owner of the token does or
    reviews now: by name, or by role when nobody has it or who has it is away."""

    status: str = ""
    open: bool = False
    mine: bool = False
    overdue: bool = False


class TaskMakeIn(In):
    """A one-off task, for a person or for a role; `approve_role` or `reviewer` looks at it, `expected` names the evidence."""

    title: str
    due: date
    person: UUID | None = None
    lead_role: str = ""
    approve_role: str = ""
    reviewer: UUID | None = None
    separation: bool = False
    instruction: str = Field("", max_length=20000)
    expected: list[str] = Field([], max_length=20)
    minutes: int = 30


class TextIn(In):
    text: str


class ReasonIn(In):
    reason: str


class PassOnIn(In):
    person: UUID
    reason: str


class PostponeIn(In):
    due: date
    reason: str


class HandInIn(In):
    """`done_on` is the day the work was really done; left out it is today."""

    done_on: date | None = None
    note: str = ""
    minutes_spent: int | None = None


def values_of(task: Task) -> dict[str, Any]:
    """What every answer about a task holds."""
    plain = (
        "number title status due original_due limit lead_role approve_role separation expected instruction note "
        "minutes minutes_spent done_on reject_reason skip_reason postpone_reason"
    ).split()
    people = {name: getattr(task, f"{name}_id") for name in ("duty", "assignee", "reviewer", "doer")}
    return {"id": task.pk, **people, **{name: getattr(task, name) for name in plain}}


def show(task: Task) -> TaskOut:
    """A task as the API gives it."""
    return TaskOut(**values_of(task))


def find(request: ApiRequest, task_id: UUID, permission: Permission = P.TASK_DO) -> Task:
    """The task, when the actor may see it and do this with it (by role, or because he is on it)."""
    return object_for(Task, request, task_id, permission, "duty")


@router.get("/authorities/{slug:authority}/tasks", response=Page[TaskOut], operation_id="tasks")
@inside(SIGNED_IN)
def tasks(request: ApiRequest, authority: str, wanted: Query[TaskFilter]) -> Any:
    """Tasks that the owner of the token may see, the first to fall due first."""
    rows = Task.objects.filter(authority=request.authority).order_by("limit", "number")
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.open or wanted.overdue:
        rows = rows.filter(status__in=UNFINISHED)
    if wanted.overdue:
        rows = rows.filter(limit__lt=clock.today())
    if wanted.mine:
        day = clock.today()
        rows = rows.filter(to_do(request.actor, day) | to_review(request.actor, day))
    return page_of(rows, wanted, show)


@router.post("/authorities/{slug:authority}/tasks", response={201: TaskOut}, operation_id="make_task")
@inside(P.TASK_MAKE)
def make(request: ApiRequest, authority: str, data: TaskMakeIn) -> Any:
    """Make a task that does not come back."""
    values = data.model_dump() | {
        "person": person_or_none(request, data.person),
        "reviewer": person_or_none(request, data.reviewer),
        "expected": tuple(data.expected),
    }
    return Status(201, show(actions.make_task(request.actor, authority=request.authority, **values)))


@router.get(ONE, response=TaskDetailOut, operation_id="task")
@inside(SIGNED_IN)
def task(request: ApiRequest, authority: str, task_id: UUID) -> Any:
    """One task with what was said about it."""
    found = get_or_404(Task, request, task_id, "duty")
    said = [CommentOut(id=c.pk, person=c.person_id, text=c.text, at=c.at) for c in found.comments.all()]
    verbs = [
        VerbOut(verb=verb, denied=getattr(decision, "reason", ""))
        for verb, decision in verbs_for(request.actor, found).items()
    ]
    return TaskDetailOut(**values_of(found), comments=said, verbs=verbs)


@router.post(f"{ONE}/claim", response=TaskOut, operation_id="claim_task")
@inside(SIGNED_IN)
def claim(request: ApiRequest, authority: str, task_id: UUID) -> Any:
    """Take the task up."""
    return show(actions.claim(request.actor, task=find(request, task_id)))


@router.post(f"{ONE}/delegate", response=TaskOut, operation_id="delegate_task")
@inside(SIGNED_IN)
def delegate(request: ApiRequest, authority: str, task_id: UUID, data: PassOnIn) -> Any:
    """Give the task to another person of the authority."""
    found = find(request, task_id)
    person = get_or_404(Person, request, data.person)
    return show(actions.pass_on(request.actor, task=found, person=person, reason=data.reason))


@router.post(f"{ONE}/comments", response={201: CommentOut}, operation_id="comment_task")
@inside(SIGNED_IN)
def comment(request: ApiRequest, authority: str, task_id: UUID, data: TextIn) -> Any:
    """Write a remark."""
    said = actions.comment(request.actor, task=find(request, task_id, P.TASK_COMMENT), text=data.text)
    return Status(201, CommentOut(id=said.pk, person=said.person_id, text=said.text, at=said.at))


@router.post(f"{ONE}/postpone", response=TaskOut, operation_id="postpone_task")
@inside(SIGNED_IN)
def postpone(request: ApiRequest, authority: str, task_id: UUID, data: PostponeIn) -> Any:
    """Move the due date of this task only, with a reason."""
    return show(actions.postpone(request.actor, task=find(request, task_id), due=data.due, reason=data.reason))


@router.post(f"{ONE}/skip", response=TaskOut, operation_id="skip_task")
@inside(SIGNED_IN)
def skip(request: ApiRequest, authority: str, task_id: UUID, data: ReasonIn) -> Any:
    """Leave this one undone, with a reason that the report counts."""
    return show(actions.skip(request.actor, task=find(request, task_id), reason=data.reason))


@router.post(f"{ONE}/hand-in", response=TaskOut, operation_id="hand_in_task")
@inside(SIGNED_IN)
def hand_in(request: ApiRequest, authority: str, task_id: UUID, data: HandInIn) -> Any:
    """Say that the work is done."""
    found = find(request, task_id)
    done = actions.hand_in(
        request.actor, task=found, done_on=data.done_on, note=data.note, minutes_spent=data.minutes_spent
    )
    return show(done)


@router.post(f"{ONE}/withdraw", response=TaskOut, operation_id="withdraw_task")
@inside(SIGNED_IN)
def withdraw(request: ApiRequest, authority: str, task_id: UUID) -> Any:
    """Take back what was handed in and not looked at yet."""
    return show(actions.withdraw(request.actor, task=find(request, task_id)))


@router.post(f"{ONE}/accept", response=TaskOut, operation_id="accept_task")
@inside(SIGNED_IN)
def accept(request: ApiRequest, authority: str, task_id: UUID) -> Any:
    """Accept what was handed in."""
    return show(actions.accept(request.actor, task=find(request, task_id, P.TASK_REVIEW)))


@router.post(f"{ONE}/reject", response=TaskOut, operation_id="reject_task")
@inside(SIGNED_IN)
def reject(request: ApiRequest, authority: str, task_id: UUID, data: ReasonIn) -> Any:
    """Send what was handed in back, saying what is missing."""
    return show(actions.reject(request.actor, task=find(request, task_id, P.TASK_REVIEW), reason=data.reason))


@router.post(f"{ONE}/reopen", response=TaskOut, operation_id="reopen_task")
@inside(SIGNED_IN)
def reopen(request: ApiRequest, authority: str, task_id: UUID, data: ReasonIn) -> Any:
    """Open a task again that was closed by mistake."""
    return show(actions.reopen(request.actor, task=find(request, task_id, P.TASK_REVIEW), reason=data.reason))
