"""Routes on objectives: set, change, close, put indicators beside them, note figures."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, inside, object_for
from roeland.api.plan import person_or_none
from roeland.governance import actions
from roeland.governance.models import Indicator, Measurement, Objective
from roeland.governance.queries import objectives as queries
from roeland.governance.rules import P
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["doelstellingen"])
LIST = "/authorities/{slug:authority}/objectives"
ONE = LIST + "/{uuid:objective_id}"
INDICATOR = "/authorities/{slug:authority}/indicators/{uuid:indicator_id}"


class MeasurementOut(Schema):
    day: date
    value: Decimal
    automatic: bool
    note: str


class IndicatorOut(Schema):
    """`at_target` is null without a figure or without a target."""

    id: UUID
    title: str
    unit: str
    direction: str
    target: Decimal | None
    source: str
    at_target: bool | None = None
    measurements: list[MeasurementOut] = []


class ObjectiveOut(Schema):
    id: UUID
    title: str
    serves: str
    target: str
    due: date
    owner: UUID | None
    status: str
    closed_on: date | None
    closing_note: str
    indicators: list[IndicatorOut] = []


class ObjectiveIn(In):
    title: str
    target: str
    due: date
    serves: str = ""
    owner: UUID | None = None


class ObjectiveCloseIn(In):
    """`status`: reached or dropped."""

    status: str
    note: str


class IndicatorIn(In):
    """`direction`: up or down. `source`: hand, on_time, overdue or findings; the last three Roeland measures itself."""

    title: str
    direction: str
    source: str = "hand"
    unit: str = ""
    target: Decimal | None = Field(None, max_digits=12, decimal_places=2)


class MeasureIn(In):
    value: Decimal = Field(max_digits=12, decimal_places=2)
    day: date | None = None
    note: str = ""


def _figure(row: Measurement) -> MeasurementOut:
    return MeasurementOut(day=row.day, value=row.value, automatic=row.automatic, note=row.note)


def _indicator(row: Indicator) -> IndicatorOut:
    names = "title unit direction target source".split()
    return IndicatorOut(id=row.pk, **{name: getattr(row, name) for name in names})


def _objective(row: Objective) -> ObjectiveOut:
    names = "title serves target due status closed_on closing_note".split()
    return ObjectiveOut(id=row.pk, owner=row.owner_id, **{name: getattr(row, name) for name in names})


def _aim(aim: queries.Aim) -> ObjectiveOut:
    out = _objective(aim.objective)
    for one in aim.followed:
        shown = _indicator(one.indicator)
        shown.at_target, shown.measurements = one.at_target, [_figure(row) for row in one.measurements]
        out.indicators.append(shown)
    return out


@router.get(LIST, response=list[ObjectiveOut], operation_id="objectives")
@inside(P.OBJECTIVE_SEE)
def objectives(request: ApiRequest, authority: str) -> Any:
    """Objectives with indicators and figures."""
    return [_aim(aim) for aim in queries.aims([request.authority.pk])]


@router.get(ONE, response=ObjectiveOut, operation_id="objective")
@inside(P.OBJECTIVE_SEE)
def objective(request: ApiRequest, authority: str, objective_id: UUID) -> Any:
    """One objective."""
    found = queries.aim(request.authority, objective_id)
    if found is None:
        raise Http404
    return _aim(found)


@router.post(LIST, response={201: ObjectiveOut}, operation_id="set_objective")
@inside(P.OBJECTIVE_EDIT)
def add(request: ApiRequest, authority: str, data: ObjectiveIn) -> Any:
    """Set an objective."""
    values = data.model_dump()
    owner = person_or_none(request, values.pop("owner"))
    return Status(
        201, _objective(actions.set_objective(request.actor, authority=request.authority, owner=owner, **values))
    )


@router.post(f"{ONE}/change", response=ObjectiveOut, operation_id="change_objective")
@inside(SIGNED_IN)
def change(request: ApiRequest, authority: str, objective_id: UUID, data: ObjectiveIn) -> Any:
    """Word or date an objective otherwise."""
    row = object_for(Objective, request, objective_id, P.OBJECTIVE_EDIT)
    values = data.model_dump()
    owner = person_or_none(request, values.pop("owner"))
    return _objective(actions.change_objective(request.actor, objective=row, owner=owner, **values))


@router.post(f"{ONE}/close", response=ObjectiveOut, operation_id="close_objective")
@inside(SIGNED_IN)
def close(request: ApiRequest, authority: str, objective_id: UUID, data: ObjectiveCloseIn) -> Any:
    """Close an objective."""
    row = object_for(Objective, request, objective_id, P.OBJECTIVE_EDIT)
    return _objective(actions.close_objective(request.actor, objective=row, status=data.status, note=data.note))


@router.post(f"{ONE}/indicators", response={201: IndicatorOut}, operation_id="add_indicator")
@inside(SIGNED_IN)
def add_indicator(request: ApiRequest, authority: str, objective_id: UUID, data: IndicatorIn) -> Any:
    """Put an indicator beside an objective."""
    row = object_for(Objective, request, objective_id, P.OBJECTIVE_EDIT)
    return Status(201, _indicator(actions.add_indicator(request.actor, objective=row, **data.model_dump())))


@router.post(f"{INDICATOR}/measure", response={201: MeasurementOut}, operation_id="measure")
@inside(SIGNED_IN)
def measure(request: ApiRequest, authority: str, indicator_id: UUID, data: MeasureIn) -> Any:
    """Note a figure of a day."""
    row = object_for(Indicator, request, indicator_id, P.OBJECTIVE_EDIT)
    return Status(201, _figure(actions.measure(request.actor, indicator=row, **data.model_dump())))
