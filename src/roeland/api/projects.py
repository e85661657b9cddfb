"""Routes on the portfolio: programmes, projects, and what moves them."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema, Status

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.api.plan import person_or_none
from roeland.kernel.page import SIGNED_IN
from roeland.projects import actions
from roeland.projects.models import Milestone, PersonDays, Programme, Project
from roeland.projects.queries import portfolio
from roeland.projects.rules import P
from roeland.projects.values import ProjectText

router = Router(tags=["projecten"])
PROGRAMMES = "/authorities/{slug:authority}/programmes"
PROGRAMME = PROGRAMMES + "/{uuid:programme_id}"
LIST = "/authorities/{slug:authority}/projects"
ONE = LIST + "/{uuid:project_id}"


class ProgrammeOut(Schema):
    id: UUID
    title: str
    aim: str
    owner: UUID | None
    started_on: date
    closed_on: date | None


class ProgrammeIn(In):
    title: str
    aim: str = ""
    owner: UUID | None = None


class ProjectOut(Schema):
    """`status`: idea, intake, approved, running, paused, done or stopped; `presented_on`: it waits for the general director."""

    id: UUID
    number: str
    title: str
    summary: str
    programme: UUID | None
    leader: UUID | None
    sponsor: UUID | None
    serves: str
    serves_kind: str
    serves_id: UUID | None
    status: str
    reason: str
    proposed_on: date
    planned_start: date | None
    planned_end: date | None
    started_on: date | None
    ended_on: date | None
    presented_on: date | None
    approved_on: date | None


class ProjectIn(In):
    """`serves_kind` with `serves_id` name a record of any room, for example duties.duty."""

    title: str
    summary: str = ""
    serves: str = ""
    planned_start: date | None = None
    planned_end: date | None = None
    serves_kind: str = ""
    serves_id: str = ""
    programme: UUID | None = None
    leader: UUID | None = None
    sponsor: UUID | None = None


class ProjectStepIn(In):
    """`step`: starten, stilleggen, hervatten, afronden or stoppen."""

    step: str
    reason: str = ""


class ProjectPresentIn(In):
    """`no_advice`: why a project with personal data goes without the advice of the data protection officer."""

    no_advice: str = ""


class ProjectNoteIn(In):
    note: str = ""


class ProjectReasonIn(In):
    reason: str


class MilestoneOut(Schema):
    id: UUID
    title: str
    due: date
    done_on: date | None
    dropped_on: date | None
    note: str


class PersonDaysOut(Schema):
    """Days of work of a group of people."""

    group: str
    planned: Decimal
    used: Decimal


class PlanSectionOut(Schema):
    section: str
    text: str


class ProjectSheetOut(ProjectOut):
    """A project with its milestones, person-days and security plan."""

    milestones: list[MilestoneOut]
    person_days: list[PersonDaysOut]
    plan: list[PlanSectionOut]


def _programme(row: Programme) -> ProgrammeOut:
    names = "title aim started_on closed_on".split()
    return ProgrammeOut(id=row.pk, owner=row.owner_id, **{name: getattr(row, name) for name in names})


NAMES = (
    "number title summary serves serves_kind serves_id status reason proposed_on planned_start planned_end started_on ended_on "
    "presented_on approved_on"
).split()


def _values(row: Project) -> dict[str, Any]:
    people = {"programme": row.programme_id, "leader": row.leader_id, "sponsor": row.sponsor_id}
    return {"id": row.pk, **people, **{name: getattr(row, name) for name in NAMES}}


def show_project(row: Project) -> ProjectOut:
    """A project as it is told."""
    return ProjectOut(**_values(row))


def show_milestone(row: Milestone) -> MilestoneOut:
    """A milestone as it is told."""
    names = "title due done_on dropped_on note".split()
    return MilestoneOut(id=row.pk, **{name: getattr(row, name) for name in names})


def show_days(row: PersonDays) -> PersonDaysOut:
    """Person-days of a group."""
    return PersonDaysOut(group=row.group, planned=row.planned, used=row.used)


def _project_values(request: ApiRequest, data: ProjectIn) -> dict[str, Any]:
    """What the verbs take."""
    values = data.model_dump()
    programme = values.pop("programme")
    found = {
        "programme": get_or_404(Programme, request, programme) if programme else None,
        "leader": person_or_none(request, values.pop("leader")),
        "sponsor": person_or_none(request, values.pop("sponsor")),
    }
    return {**found, "wording": ProjectText(**values)}


@router.get(PROGRAMMES, response=list[ProgrammeOut], operation_id="programmes")
@inside(P.SEE)
def programmes(request: ApiRequest, authority: str) -> Any:
    """Programmes."""
    return [_programme(row) for row in portfolio.programmes([request.authority.pk])]


@router.post(PROGRAMMES, response={201: ProgrammeOut}, operation_id="start_programme")
@inside(P.EDIT)
def start_programme(request: ApiRequest, authority: str, data: ProgrammeIn) -> Any:
    """Start a programme."""
    owner = person_or_none(request, data.owner)
    made = actions.start_programme(
        request.actor, authority=request.authority, title=data.title, aim=data.aim, owner=owner
    )
    return Status(201, _programme(made))


@router.post(f"{PROGRAMME}/change", response=ProgrammeOut, operation_id="change_programme")
@inside(SIGNED_IN)
def change_programme(request: ApiRequest, authority: str, programme_id: UUID, data: ProgrammeIn) -> Any:
    """Word a programme otherwise."""
    row, owner = object_for(Programme, request, programme_id, P.EDIT), person_or_none(request, data.owner)
    return _programme(
        actions.change_programme(request.actor, programme=row, title=data.title, aim=data.aim, owner=owner)
    )


@router.post(f"{PROGRAMME}/close", response=ProgrammeOut, operation_id="close_programme")
@inside(SIGNED_IN)
def close_programme(request: ApiRequest, authority: str, programme_id: UUID) -> Any:
    """Close a programme."""
    return _programme(
        actions.close_programme(request.actor, programme=object_for(Programme, request, programme_id, P.EDIT))
    )


@router.get(LIST, response=Page[ProjectOut], operation_id="projects")
@inside(P.SEE)
def projects(request: ApiRequest, authority: str, wanted: Query[Paging]) -> Any:
    """The portfolio."""
    return page_of(portfolio.projects([request.authority.pk]), wanted, show_project)


@router.get(ONE, response=ProjectSheetOut, operation_id="project")
@inside(P.SEE)
def project(request: ApiRequest, authority: str, project_id: UUID) -> Any:
    """One project."""
    row = portfolio.project(request.authority, project_id)
    if row is None:
        raise Http404
    line = portfolio.lines([row])[0]
    return ProjectSheetOut(
        **_values(row),
        milestones=[show_milestone(one) for one in line.milestones],
        person_days=[show_days(one) for one in portfolio.days_of(row)],
        plan=[PlanSectionOut(section=name, text=text) for name, text in portfolio.plan_of(row).items()],
    )


@router.post(LIST, response={201: ProjectOut}, operation_id="propose_project")
@inside(P.EDIT)
def propose(request: ApiRequest, authority: str, data: ProjectIn) -> Any:
    """Put an idea in the portfolio."""
    made = actions.propose(request.actor, authority=request.authority, **_project_values(request, data))
    return Status(201, show_project(made))


@router.post(f"{ONE}/change", response=ProjectOut, operation_id="change_project")
@inside(SIGNED_IN)
def change(request: ApiRequest, authority: str, project_id: UUID, data: ProjectIn) -> Any:
    """Word, date or man a project otherwise."""
    row = object_for(Project, request, project_id, P.EDIT)
    return show_project(actions.change_project(request.actor, project=row, **_project_values(request, data)))


@router.post(f"{ONE}/present", response=ProjectOut, operation_id="present_project")
@inside(SIGNED_IN)
def present(request: ApiRequest, authority: str, project_id: UUID, data: ProjectPresentIn | None = None) -> Any:
    """Lay a project before the general director."""
    row = object_for(Project, request, project_id, P.EDIT)
    return show_project(actions.present(request.actor, project=row, no_advice=data.no_advice if data else ""))


@router.post(f"{ONE}/approve", response=ProjectOut, operation_id="approve_project")
@inside(SIGNED_IN)
def approve(request: ApiRequest, authority: str, project_id: UUID, data: ProjectNoteIn) -> Any:
    """Approve a project."""
    row = object_for(Project, request, project_id, P.APPROVE)
    return show_project(actions.approve(request.actor, project=row, note=data.note))


@router.post(f"{ONE}/send-back", response=ProjectOut, operation_id="send_back_project")
@inside(SIGNED_IN)
def send_back(request: ApiRequest, authority: str, project_id: UUID, data: ProjectReasonIn) -> Any:
    """Give a project back with the reason."""
    row = object_for(Project, request, project_id, P.APPROVE)
    return show_project(actions.send_back(request.actor, project=row, reason=data.reason))


@router.post(f"{ONE}/move", response=ProjectOut, operation_id="move_project")
@inside(SIGNED_IN)
def move(request: ApiRequest, authority: str, project_id: UUID, data: ProjectStepIn) -> Any:
    """Start, pause, resume, finish or stop a project."""
    row = object_for(Project, request, project_id, P.EDIT)
    return show_project(actions.move(request.actor, project=row, step=data.step, reason=data.reason))
