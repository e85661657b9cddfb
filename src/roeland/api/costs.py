"""Routes on cost lines (*kosten*) of records of any room."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, inside, object_for, page_of
from roeland.duties import actions
from roeland.duties.models import CostLine
from roeland.duties.rules import P
from roeland.duties.values import CostKind, multi_year
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["kosten"])
LIST = "/authorities/{slug:authority}/costs"


class CostOut(Schema):
    """`amount` is euro in all (once), a year (yearly) or a day (person_days); `each` what falls due each time."""

    id: UUID
    subject_kind: str
    subject_id: UUID
    title: str
    kind: CostKind
    amount: Decimal
    days: Decimal
    first: date
    last: date | None
    each: Decimal


class CostYearOut(Schema):
    """What falls due in a calendar year, in euro; `days` are the person-days behind `work`."""

    year: int
    once: Decimal
    yearly: Decimal
    work: Decimal
    days: Decimal
    total: Decimal


class CostFilter(Paging):
    """`subject`: only the lines of one record."""

    subject: UUID | None = None


class PlanFilter(In):
    """`first` is this year when left out."""

    subject: UUID | None = None
    first: int | None = Field(None, ge=2000, le=2999)
    years: int = Field(6, ge=1, le=30)


class CostIn(In):
    """`subject_kind` and `subject_id` name the record, for example duties.duty; `days` only for person_days, `last` only for yearly."""

    subject_kind: str
    subject_id: UUID
    title: str
    kind: str
    amount: Decimal
    first: date
    last: date | None = None
    days: Decimal = Decimal(0)


class ReasonIn(In):
    reason: str


def show(line: CostLine) -> CostOut:
    """A cost line as the API gives it."""
    names = "subject_kind subject_id title kind amount days first last".split()
    return CostOut(id=line.pk, each=line.cost.each, **{name: getattr(line, name) for name in names})


def _lines(request: ApiRequest, subject: UUID | None) -> Any:
    rows = CostLine.objects.filter(authority=request.authority)
    return rows.filter(subject_id=subject) if subject else rows


@router.get(LIST, response=Page[CostOut], operation_id="costs")
@inside(P.COST_SEE)
def costs(request: ApiRequest, authority: str, wanted: Query[CostFilter]) -> Any:
    """Cost lines, by the day they begin."""
    return page_of(_lines(request, wanted.subject), wanted, show)


@router.get(f"{LIST}/years", response=list[CostYearOut], operation_id="cost_years")
@inside(P.COST_SEE)
def years(request: ApiRequest, authority: str, wanted: Query[PlanFilter]) -> Any:
    """The sums per calendar year, for the multi-year plan."""
    lines = [line.cost for line in _lines(request, wanted.subject)]
    found = multi_year(lines, wanted.first or clock.today().year, wanted.years)
    names = "year once yearly work days total".split()
    return [CostYearOut(**{name: getattr(row, name) for name in names}) for row in found]


@router.post(LIST, response={201: CostOut}, operation_id="add_cost")
@inside(P.COST_EDIT)
def add(request: ApiRequest, authority: str, data: CostIn) -> Any:
    """Add what a record costs."""
    return Status(201, show(actions.add_cost(request.actor, authority=request.authority, **data.model_dump())))


@router.post(f"{LIST}/{{uuid:cost_id}}/remove", response=list[CostOut], operation_id="remove_cost")
@inside(SIGNED_IN)
def remove(request: ApiRequest, authority: str, cost_id: UUID, data: ReasonIn) -> Any:
    """Take a cost line away, with the reason. Answers what the record still costs."""
    line = object_for(CostLine, request, cost_id, P.COST_EDIT)
    actions.remove_cost(request.actor, line=line, reason=data.reason)
    return [show(one) for one in _lines(request, line.subject_id)]
