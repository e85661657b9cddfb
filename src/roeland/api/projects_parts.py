"""Routes on parts of a project: milestones, person-days, the security plan."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Router, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, inside, object_for
from roeland.api.projects import (
    MilestoneOut,
    PersonDaysOut,
    PlanSectionOut,
    ProjectReasonIn,
    show_days,
    show_milestone,
)
from roeland.kernel.page import SIGNED_IN
from roeland.projects import actions
from roeland.projects.models import Milestone, Project
from roeland.projects.rules import P

router = Router(tags=["projecten"])
ONE = "/authorities/{slug:authority}/projects/{uuid:project_id}"
MILESTONE = "/authorities/{slug:authority}/milestones/{uuid:milestone_id}"


class MilestoneIn(In):
    title: str
    due: date


class MilestoneReachedIn(In):
    on: date | None = None
    note: str = ""


class PersonDaysIn(In):
    group: str
    planned: Decimal = Field(ge=0, max_digits=6, decimal_places=2)
    used: Decimal = Field(Decimal(0), ge=0, max_digits=6, decimal_places=2)


class PlanSectionIn(In):
    section: str
    text: str


@router.post(f"{ONE}/milestones", response={201: MilestoneOut}, operation_id="add_milestone")
@inside(SIGNED_IN)
def add_milestone(request: ApiRequest, authority: str, project_id: UUID, data: MilestoneIn) -> Any:
    """Put a milestone in a project."""
    row = object_for(Project, request, project_id, P.EDIT)
    return Status(
        201, show_milestone(actions.add_milestone(request.actor, project=row, title=data.title, due=data.due))
    )


@router.post(f"{MILESTONE}/change", response=MilestoneOut, operation_id="change_milestone")
@inside(SIGNED_IN)
def change_milestone(request: ApiRequest, authority: str, milestone_id: UUID, data: MilestoneIn) -> Any:
    """Word or date a milestone otherwise."""
    row = object_for(Milestone, request, milestone_id, P.EDIT)
    return show_milestone(actions.change_milestone(request.actor, milestone=row, title=data.title, due=data.due))


@router.post(f"{MILESTONE}/reach", response=MilestoneOut, operation_id="reach_milestone")
@inside(SIGNED_IN)
def reach_milestone(request: ApiRequest, authority: str, milestone_id: UUID, data: MilestoneReachedIn) -> Any:
    """Say that a milestone is there."""
    row = object_for(Milestone, request, milestone_id, P.EDIT)
    return show_milestone(actions.reach_milestone(request.actor, milestone=row, on=data.on, note=data.note))


@router.post(f"{MILESTONE}/drop", response=MilestoneOut, operation_id="drop_milestone")
@inside(SIGNED_IN)
def drop_milestone(request: ApiRequest, authority: str, milestone_id: UUID, data: ProjectReasonIn) -> Any:
    """Let a milestone go."""
    row = object_for(Milestone, request, milestone_id, P.EDIT)
    return show_milestone(actions.drop_milestone(request.actor, milestone=row, reason=data.reason))


@router.post(f"{ONE}/days", response=PersonDaysOut, operation_id="note_person_days")
@inside(SIGNED_IN)
def note_days(request: ApiRequest, authority: str, project_id: UUID, data: PersonDaysIn) -> Any:
    """Note the person-days of a group; the same group again replaces its figures."""
    row = object_for(Project, request, project_id, P.EDIT)
    return show_days(actions.note_days(request.actor, project=row, **data.model_dump()))


@router.post(f"{ONE}/plan", response=PlanSectionOut, operation_id="write_project_plan")
@inside(SIGNED_IN)
def write_plan(request: ApiRequest, authority: str, project_id: UUID, data: PlanSectionIn) -> Any:
    """Write a section of the security plan: scope, risks, measures, access, test, handover or fallback."""
    row = object_for(Project, request, project_id, P.EDIT)
    made = actions.write_plan(request.actor, project=row, section=data.section, text_=data.text)
    return PlanSectionOut(section=made.section, text=made.text)
