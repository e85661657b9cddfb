"""Routes on money of projects: business case, budgets, payments and the multi-year plan."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.documents.render import print_pdf
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.projects import actions, case_paper
from roeland.projects.models import Payment, Project, ProjectBudget, YearBudget
from roeland.projects.queries import money, portfolio
from roeland.projects.rules import P
from roeland.projects.values import Case, Worth

router = Router(tags=["projecten"])
ONE = "/authorities/{slug:authority}/projects/{uuid:project_id}"
PAYMENTS = "/authorities/{slug:authority}/payments"
PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}}
EURO: Any = Field(ge=0, max_digits=11, decimal_places=2)
PERCENT: Any = Field(ge=0, le=100, decimal_places=2)


class WorthOut(Schema):
    """`payback` in years, null when it does not pay back; `rosi` in percent, null without cost."""

    yearly: Decimal
    avoided: Decimal
    cost: Decimal
    left: Decimal
    payback: Decimal | None
    rosi: Decimal | None


class BusinessCaseOut(Schema):
    what: str
    chance: Decimal
    effect: Decimal
    years: int
    source: str
    low: WorthOut
    likely: WorthOut
    high: WorthOut


class BusinessCaseIn(In):
    """Damage in euro, `chance` and `effect` in percent, `years` the horizon."""

    what: str
    low: Decimal = EURO
    likely: Decimal = EURO
    high: Decimal = EURO
    chance: Decimal = PERCENT
    effect: Decimal = Field(Decimal(100), ge=0, le=100, decimal_places=2)
    years: int = 5
    source: str = ""


class BudgetOut(Schema):
    year: int
    amount: Decimal


class BudgetIn(In):
    of_year: int = Field(ge=2000, le=2999)
    euro: Decimal = EURO


class YearBudgetIn(BudgetIn):
    decision: str = ""


class PaymentOut(Schema):
    """`struck` is the reason why it no longer counts."""

    id: UUID
    project: UUID | None
    title: str
    amount: Decimal
    paid_on: date
    reference: str
    struck: str


class PaymentIn(In):
    title: str
    euro: Decimal = EURO
    paid_on: date
    reference: str = ""
    project: UUID | None = None


class PaymentStrikeIn(In):
    reason: str


class YearMoneyOut(Schema):
    """`available` is null when nothing was granted."""

    year: int
    available: Decimal | None
    planned: Decimal
    spent: Decimal


class MoneyRowOut(Schema):
    label: str
    amounts: list[Decimal]


class MoneyPlanOut(Schema):
    years: list[YearMoneyOut]
    by_room: list[MoneyRowOut]
    by_kind: list[MoneyRowOut]


class MoneyFilter(In):
    """`first` is the first year of the multi-year plan when left out."""

    first: int | None = Field(None, ge=2000, le=2990)
    years: int = Field(6, ge=1, le=30)


def _worth(one: Worth) -> WorthOut:
    names = "yearly avoided cost left payback rosi".split()
    return WorthOut(**{name: getattr(one, name) for name in names})


def _case(row: Project) -> BusinessCaseOut:
    sums = money.business_case(row)
    if sums is None:
        raise Http404
    names = "what chance effect years source".split()
    told: dict[str, Any] = {name: _worth(getattr(sums, name)) for name in ("low", "likely", "high")}
    return BusinessCaseOut(**{name: getattr(sums.case, name) for name in names}, **told)


@router.get(f"{ONE}/case", response=BusinessCaseOut, operation_id="business_case")
@inside(P.MONEY_SEE)
def case(request: ApiRequest, authority: str, project_id: UUID) -> Any:
    """The business case in three scenarios."""
    return _case(get_or_404(Project, request, project_id))


@router.get(f"{ONE}/case.pdf", operation_id="business_case_pdf", openapi_extra=PDF)
@inside(P.MONEY_SEE)
def case_pdf(request: ApiRequest, authority: str, project_id: UUID) -> Any:
    """The business case on one page."""
    row = portfolio.project(request.authority, project_id)
    sums = money.business_case(row) if row else None
    if row is None or sums is None:
        raise Http404
    made = print_pdf(case_paper.paper(portfolio.lines([row])[0], sums, clock.now()))
    response = HttpResponse(made.content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{authority}-{row.number}-businesscase.pdf"'
    return response


@router.post(f"{ONE}/case", response=BusinessCaseOut, operation_id="write_business_case")
@inside(SIGNED_IN)
def write_case(request: ApiRequest, authority: str, project_id: UUID, data: BusinessCaseIn) -> Any:
    """Write the business case; its cost comes from the cost lines of the project."""
    row = object_for(Project, request, project_id, P.MONEY_EDIT)
    written = Case(data.low, data.likely, data.high, data.chance, data.effect, data.years)
    actions.write_case(request.actor, project=row, case=written, what=data.what, source=data.source)
    return _case(row)


def _budget(row: ProjectBudget | YearBudget) -> BudgetOut:
    return BudgetOut(year=row.year, amount=row.amount)


@router.post(f"{ONE}/budget", response=BudgetOut, operation_id="set_project_budget")
@inside(SIGNED_IN)
def set_budget(request: ApiRequest, authority: str, project_id: UUID, data: BudgetIn) -> Any:
    """Say what a project was granted for a year."""
    row = object_for(Project, request, project_id, P.MONEY_EDIT)
    return _budget(actions.set_budget(request.actor, project=row, of_year=data.of_year, euro=data.euro))


@router.get("/authorities/{slug:authority}/money", response=MoneyPlanOut, operation_id="money")
@inside(P.MONEY_SEE)
def plan(request: ApiRequest, authority: str, wanted: Query[MoneyFilter]) -> Any:
    """The multi-year plan over all rooms: available, planned, spent."""
    found = money.plan(request.authority, wanted.first or money.first_year(), wanted.years)
    names = "year available planned spent".split()
    years = [YearMoneyOut(**{name: getattr(y, name) for name in names}) for y in found.totals]
    rows = [
        [MoneyRowOut(label=row.label, amounts=list(row.amounts)) for row in part]
        for part in (found.by_room, found.by_kind)
    ]
    return MoneyPlanOut(years=years, by_room=rows[0], by_kind=rows[1])


@router.post("/authorities/{slug:authority}/money/budget", response=BudgetOut, operation_id="set_year_budget")
@inside(P.MONEY_EDIT)
def set_year_budget(request: ApiRequest, authority: str, data: YearBudgetIn) -> Any:
    """Say what was granted to information security for a year."""
    return _budget(actions.set_year_budget(request.actor, authority=request.authority, **data.model_dump()))


def _payment(row: Payment) -> PaymentOut:
    names = "title amount paid_on reference struck".split()
    return PaymentOut(id=row.pk, project=row.project_id, **{name: getattr(row, name) for name in names})


@router.get(PAYMENTS, response=Page[PaymentOut], operation_id="payments")
@inside(P.MONEY_SEE)
def payments(request: ApiRequest, authority: str, wanted: Query[Paging]) -> Any:
    """What was really spent, struck payments too."""
    return page_of(money.payments(request.authority), wanted, _payment)


@router.post(PAYMENTS, response={201: PaymentOut}, operation_id="record_payment")
@inside(P.MONEY_EDIT)
def record_payment(request: ApiRequest, authority: str, data: PaymentIn) -> Any:
    """Record what was spent, on a project or beside all of them."""
    values = data.model_dump()
    named = values.pop("project")
    row = get_or_404(Project, request, named) if named else None
    made = actions.record_payment(request.actor, authority=request.authority, project=row, **values)
    return Status(201, _payment(made))


@router.post(f"{PAYMENTS}/{{uuid:payment_id}}/strike", response=PaymentOut, operation_id="strike_payment")
@inside(SIGNED_IN)
def strike_payment(request: ApiRequest, authority: str, payment_id: UUID, data: PaymentStrikeIn) -> Any:
    """Take a payment out of every sum."""
    row = object_for(Payment, request, payment_id, P.MONEY_EDIT)
    return _payment(actions.strike_payment(request.actor, payment=row, reason=data.reason))
