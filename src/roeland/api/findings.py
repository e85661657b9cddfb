"""Routes on findings (*bevindingen*)."""

from datetime import date
from typing import Any, Literal
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.api.plan import person_or_none
from roeland.duties import actions
from roeland.duties.models import Finding, Task
from roeland.duties.rules import P
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["bevindingen"])
LIST = "/authorities/{slug:authority}/findings"
ONE = LIST + "/{uuid:finding_id}"


class FindingOut(Schema):
    """`task` is where it was found, `owner` who solves it, `due` by when."""

    id: UUID
    title: str
    description: str
    severity: str
    status: str
    task: UUID | None
    owner: UUID | None
    opened_on: date
    due: date | None
    closed_on: date | None
    closing_note: str


class FindingFilter(Paging):
    status: Literal["", "open", "closed"] = ""


class FindingIn(In):
    """`severity`: low, medium or high."""

    title: str
    severity: str
    description: str = Field("", max_length=5000)
    task: UUID | None = None
    owner: UUID | None = None
    due: date | None = None


class ClosingNoteIn(In):
    note: str = Field(description="Wat er gedaan is.")


def show(row: Finding) -> FindingOut:
    """A finding as the API gives it."""
    names = "title description severity status opened_on due closed_on closing_note".split()
    values = {name: getattr(row, name) for name in names}
    return FindingOut(id=row.pk, task=row.task_id, owner=row.owner_id, **values)


@router.get(LIST, response=Page[FindingOut], operation_id="findings")
@inside(P.PLAN_SEE)
def findings(request: ApiRequest, authority: str, wanted: Query[FindingFilter]) -> Any:
    """Findings, newest first."""
    rows = Finding.objects.filter(authority=request.authority)
    return page_of(rows.filter(status=wanted.status) if wanted.status else rows, wanted, show)


@router.get(ONE, response=FindingOut, operation_id="finding")
@inside(SIGNED_IN)
def finding(request: ApiRequest, authority: str, finding_id: UUID) -> Any:
    """One finding."""
    return show(get_or_404(Finding, request, finding_id))


@router.post(LIST, response={201: FindingOut}, operation_id="open_finding")
@inside(P.FINDING_EDIT)
def add(request: ApiRequest, authority: str, data: FindingIn) -> Any:
    """Lay down something that is not as it should be."""
    task = get_or_404(Task, request, data.task) if data.task else None
    made = actions.open_finding(
        request.actor,
        authority=request.authority,
        title=data.title,
        severity=data.severity,
        description=data.description,
        task=task,
        owner=person_or_none(request, data.owner),
        due=data.due,
    )
    return Status(201, show(made))


@router.post(f"{ONE}/close", response=FindingOut, operation_id="close_finding")
@inside(SIGNED_IN)
def close(request: ApiRequest, authority: str, finding_id: UUID, data: ClosingNoteIn) -> Any:
    """Close a finding, saying what was done about it."""
    found = object_for(Finding, request, finding_id, P.FINDING_EDIT)
    return show(actions.close_finding(request.actor, finding=found, note=data.note))
