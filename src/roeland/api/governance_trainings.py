"""Routes on the plan of training: the list, one more, followed, dropped."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Router, Schema, Status
from pydantic import Field

from roeland.api.governance_files import ONE as FILE
from roeland.api.guard import ApiRequest, In, get_or_404, inside, object_for
from roeland.governance import actions
from roeland.governance.models import Certificate, MandateFile, PlannedTraining
from roeland.governance.queries import trainings as queries
from roeland.governance.rules import P
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["dossiers"])
LIST = "/authorities/{slug:authority}/planned-trainings"
ONE = LIST + "/{uuid:planned_id}"


class PlannedOut(Schema):
    """A planned training: `status` is planned, followed or dropped; `cost` in euro; `renews` the certificate that it keeps alive."""

    id: UUID
    file: UUID
    person: UUID
    role: str
    title: str
    provider: str
    due: date
    hours: Decimal
    cost: Decimal
    renews: UUID | None
    status: str
    late: bool
    closed_on: date | None
    dropped_reason: str


class PlannedIn(In):
    title: str
    due: date
    hours: Decimal = Field(gt=0, le=400, decimal_places=2)
    cost: Decimal = Field(Decimal(0), ge=0, max_digits=12, decimal_places=2)
    provider: str = ""
    renews: UUID | None = None


class FollowedIn(In):
    """Hours as planned when they are left out."""

    day: date
    hours: Decimal | None = Field(None, gt=0, le=400, decimal_places=2)


class DroppedIn(In):
    reason: str


def _show(row: PlannedTraining) -> PlannedOut:
    names = "title provider due hours cost status closed_on dropped_reason".split()
    mandate = row.file.mandate
    return PlannedOut(
        id=row.pk,
        file=row.file_id,
        person=mandate.person_id,
        role=mandate.role,
        renews=row.renews_id,
        late=row.status == "planned" and row.due < clock.today(),
        **{name: getattr(row, name) for name in names},
    )


@router.get(LIST, response=list[PlannedOut], operation_id="planned_trainings")
@inside(SIGNED_IN)
def planned(request: ApiRequest, authority: str) -> Any:
    """What is planned, and what was followed or dropped this year, in sight."""
    return [_show(row) for row in queries.plan(clock.today().replace(month=1, day=1), [request.authority.pk])]


@router.post(f"{FILE}/planned", response={201: PlannedOut}, operation_id="plan_training")
@inside(SIGNED_IN)
def plan(request: ApiRequest, authority: str, file_id: UUID, data: PlannedIn) -> Any:
    """Plan a training for the holder of a mandate."""
    row = object_for(MandateFile, request, file_id, P.FILE_KEEP, "mandate")
    values = data.model_dump()
    renews = values.pop("renews")
    kept = get_or_404(Certificate, request, renews) if renews else None
    return Status(201, _show(actions.plan_training(request.actor, file=row, renews=kept, **values)))


@router.post(f"{ONE}/follow", response=PlannedOut, operation_id="follow_training")
@inside(SIGNED_IN)
def follow(request: ApiRequest, authority: str, planned_id: UUID, data: FollowedIn) -> Any:
    """Note that a planned training was followed."""
    row = object_for(PlannedTraining, request, planned_id, P.FILE_KEEP, "file__mandate")
    return _show(actions.follow_training(request.actor, planned=row, **data.model_dump()))


@router.post(f"{ONE}/drop", response=PlannedOut, operation_id="drop_training")
@inside(SIGNED_IN)
def drop(request: ApiRequest, authority: str, planned_id: UUID, data: DroppedIn) -> Any:
    """Say that a planned training will not be followed."""
    row = object_for(PlannedTraining, request, planned_id, P.FILE_KEEP, "file__mandate")
    return _show(actions.drop_training(request.actor, planned=row, reason=data.reason))
