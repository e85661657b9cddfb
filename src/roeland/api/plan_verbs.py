"""Routes on the control plan that make something new of it: own duties, a whole selection, an own decision as ground.

They join the router of `plan`: one path with two methods must stand in one router."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, inside, object_for
from roeland.api.plan import DutyOut, person_or_none, router, show
from roeland.duties import actions
from roeland.duties.models import Duty
from roeland.duties.rules import P
from roeland.kernel.page import SIGNED_IN

LIST = "/authorities/{slug:authority}/duties"
ONE = LIST + "/{uuid:duty_id}"


class DutyAddIn(In):
    """A duty of the authority's own. `rule` is an RFC 5545 rule such as FREQ=MONTHLY;INTERVAL=3, `start` its first date.

    `ground` names the authority's own decision or agreement; without it the duty counts as a proposal.
    """

    title: str
    rule: str
    start: date
    lead_role: str
    group: str = "control"
    person: UUID | None = None
    approve_role: str = ""
    separation: bool = False
    minutes: int = 60
    evidence: list[str] = Field([], max_length=20)
    instruction: str = Field("", max_length=20000)
    ground: str = ""


class SelectionIn(In):
    """Ids of the catalogue; `visits` are the coming fixed days of a shared officer, on which his own work starts."""

    catalogue_ids: list[str] = Field(min_length=1, max_length=200)
    visits: list[date] = Field([], max_length=200)


class MandateIn(In):
    ref: str = Field(description="Het eigen besluit of de eigen overeenkomst.")


@router.post(LIST, response={201: DutyOut}, operation_id="add_duty")
@inside(P.PLAN_DECIDE)
def add(request: ApiRequest, authority: str, data: DutyAddIn) -> Any:
    """Add a duty that the authority agreed upon itself."""
    values = data.model_dump() | {"person": person_or_none(request, data.person)}
    return Status(201, show(actions.add_duty(request.actor, authority=request.authority, **values)))


@router.post(f"{LIST}/adopt-selection", response={201: list[DutyOut]}, operation_id="adopt_selection")
@inside(P.PLAN_DECIDE)
def adopt_selection(request: ApiRequest, authority: str, data: SelectionIn) -> Any:
    """Take several duties of the catalogue over at once, their first dates spread. All of them or none."""
    made = actions.adopt_selection(request.actor, request.authority, data.catalogue_ids, visits=sorted(data.visits))
    return Status(201, [show(one) for one in made])


@router.post(f"{ONE}/mandate", response=DutyOut, operation_id="link_mandate")
@inside(SIGNED_IN)
def link(request: ApiRequest, authority: str, duty_id: UUID, data: MandateIn) -> Any:
    """Link the authority's own decision or agreement: an example of elsewhere becomes its own assignment."""
    found = object_for(Duty, request, duty_id, P.PLAN_DECIDE)
    return show(actions.link_mandate(request.actor, duty=found, ref=data.ref))
