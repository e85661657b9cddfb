"""Routes on the catalogue and the control plan."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.duties import actions
from roeland.duties.catalogue import catalogue
from roeland.duties.models import Duty
from roeland.duties.rules import P
from roeland.kernel.page import SIGNED_IN
from roeland.people.models import Person

router = Router(tags=["controleplan"])


class OfferedOut(Schema):
    """A duty of the catalogue and what the authority did with it ("" = nothing yet)."""

    id: str
    title: str
    group: str
    rule: str
    starter: bool
    statutory: bool
    lead_role: str
    minutes: int
    status: str


class GroundOut(Schema):
    kind: str
    ref: str
    check: str


class DutyOut(Schema):
    id: UUID
    catalogue_id: str
    title: str
    group: str
    rule: str
    interval: str
    start: date | None
    status: str
    statutory: bool
    lead_role: str
    lead_person: UUID | None
    approve_role: str
    separation: bool
    minutes: int
    max_gap_days: int | None
    grounds: list[GroundOut]
    declined_reason: str
    adapted_reason: str


class DutyFilter(Paging):
    status: str = ""


class AdoptIn(In):
    catalogue_id: str
    start: date | None = None
    person: UUID | None = None
    minutes: int | None = Field(None, ge=1, le=4800)


class DeclineIn(In):
    catalogue_id: str
    reason: str


class AdaptIn(In):
    """What stays out stays as it is; `person` null means: whoever holds the role."""

    reason: str
    rule: str | None = None
    start: date | None = None
    lead_role: str | None = None
    person: UUID | None = None
    minutes: int | None = Field(None, ge=1, le=4800)


class ReasonIn(In):
    reason: str


class SignalIn(In):
    detail: str = Field(description="What failed, in words.")


class TaskMadeOut(Schema):
    """The task that stands ready now."""

    id: UUID
    number: str
    due: date


def show(duty: Duty) -> DutyOut:
    """A duty as the API gives it."""
    return DutyOut(
        id=duty.pk,
        catalogue_id=duty.catalogue_id,
        title=duty.title,
        group=duty.group,
        rule=duty.rule,
        interval=duty.interval_nl,
        start=duty.start,
        status=duty.status,
        statutory=duty.statutory,
        lead_role=duty.lead_role,
        lead_person=duty.lead_person_id,
        approve_role=duty.approve_role,
        separation=duty.separation,
        minutes=duty.minutes,
        max_gap_days=duty.max_gap_days,
        grounds=[GroundOut(kind=str(g.kind), ref=g.ref, check=str(g.check)) for g in duty.ground_list],
        declined_reason=duty.declined_reason,
        adapted_reason=duty.adapted_reason,
    )


def person_or_none(request: ApiRequest, pk: UUID | None) -> Person | None:
    """The person of this authority, when one is named; 404 when absent."""
    return None if pk is None else get_or_404(Person, request, pk)


@router.get("/authorities/{slug:authority}/catalogue", response=list[OfferedOut], operation_id="catalogue")
@inside(P.PLAN_SEE)
def offered(request: ApiRequest, authority: str) -> Any:
    """All duties that Roeland knows, with what this authority did with each."""
    taken = dict(Duty.objects.filter(authority=request.authority).values_list("catalogue_id", "status"))
    return [
        OfferedOut(
            id=row.id,
            title=row.title,
            group=row.group,
            rule=row.rule,
            starter=row.starter,
            statutory=row.statutory,
            lead_role=row.lead,
            minutes=row.minutes,
            status=taken.get(row.id, ""),
        )
        for row in catalogue().values()
    ]


@router.get("/authorities/{slug:authority}/duties", response=Page[DutyOut], operation_id="duties")
@inside(P.PLAN_SEE)
def duties(request: ApiRequest, authority: str, wanted: Query[DutyFilter]) -> Any:
    """The duties of the authority, by title."""
    rows = Duty.objects.filter(authority=request.authority)
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    return page_of(rows, wanted, show)


@router.get("/authorities/{slug:authority}/duties/{uuid:duty_id}", response=DutyOut, operation_id="duty")
@inside(SIGNED_IN)
def duty(request: ApiRequest, authority: str, duty_id: UUID) -> Any:
    """One duty: for who reads the plan, and who leads or approves it."""
    return show(get_or_404(Duty, request, duty_id))


@router.post("/authorities/{slug:authority}/duties/adopt", response={201: DutyOut}, operation_id="adopt_duty")
@inside(P.PLAN_DECIDE)
def adopt(request: ApiRequest, authority: str, data: AdoptIn) -> Any:
    """Take a duty of the catalogue over."""
    made = actions.adopt(
        request.actor,
        authority=request.authority,
        catalogue_id=data.catalogue_id,
        start=data.start,
        person=person_or_none(request, data.person),
        minutes=data.minutes,
    )
    return Status(201, show(made))


@router.post("/authorities/{slug:authority}/duties/decline", response={201: DutyOut}, operation_id="decline_duty")
@inside(P.PLAN_DECIDE)
def decline(request: ApiRequest, authority: str, data: DeclineIn) -> Any:
    """Say that a duty of the catalogue is not taken over, and why."""
    made = actions.decline(
        request.actor, authority=request.authority, catalogue_id=data.catalogue_id, reason=data.reason
    )
    return Status(201, show(made))


@router.post("/authorities/{slug:authority}/duties/{uuid:duty_id}/adapt", response=DutyOut, operation_id="adapt_duty")
@inside(SIGNED_IN)
def adapt(request: ApiRequest, authority: str, duty_id: UUID, data: AdaptIn) -> Any:
    """Change interval, next date, role, person or duration, with a reason."""
    found = object_for(Duty, request, duty_id, P.PLAN_DECIDE)
    person = found.lead_person if "person" not in data.model_fields_set else person_or_none(request, data.person)
    changed = actions.adapt_duty(
        request.actor,
        duty=found,
        reason=data.reason,
        rule=data.rule,
        start=data.start,
        lead_role=data.lead_role,
        person=person,
        minutes=data.minutes,
    )
    return show(changed)


@router.post(
    "/authorities/{slug:authority}/duties/{uuid:duty_id}/failed",
    response={201: TaskMadeOut},
    operation_id="fail_signal",
)
@inside(SIGNED_IN)
def failed(request: ApiRequest, authority: str, duty_id: UUID, data: SignalIn) -> Any:
    """Report that a daily technical check failed: for the officer and who leads it. A task stands ready for the next working day."""
    found = object_for(Duty, request, duty_id, P.SIGNAL_REPORT)
    task = actions.signal_failed(request.actor, duty=found, detail=data.detail)
    return Status(201, TaskMadeOut(id=task.pk, number=task.number, due=task.due))


@router.post("/authorities/{slug:authority}/duties/{uuid:duty_id}/stop", response=DutyOut, operation_id="stop_duty")
@inside(SIGNED_IN)
def stop(request: ApiRequest, authority: str, duty_id: UUID, data: ReasonIn) -> Any:
    """End a duty from today on, with a reason."""
    found = object_for(Duty, request, duty_id, P.PLAN_DECIDE)
    return show(actions.stop_duty(request.actor, duty=found, reason=data.reason))
