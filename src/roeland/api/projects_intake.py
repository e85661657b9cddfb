"""Routes on the intake of a project: questions, answers, seal, the DPO's advice, what becomes of each measure."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Router, Schema, Status

from roeland.api.guard import ApiRequest, In, inside, object_for
from roeland.api.plan import person_or_none
from roeland.api.tasks import TaskOut
from roeland.api.tasks import show as show_task
from roeland.kernel.page import SIGNED_IN
from roeland.projects import actions, library
from roeland.projects.models import Intake, IntakeMeasure, Project
from roeland.projects.queries import intake as intakes
from roeland.projects.rules import P

router = Router(tags=["projecten"])
ONE = "/authorities/{slug:authority}/projects/{uuid:project_id}"
MEASURE = "/authorities/{slug:authority}/intake-measures/{uuid:measure_id}"


class IntakeMeasureOut(Schema):
    """`task` is the number of the task that it became; `declined` the reason why it was not taken."""

    id: UUID
    key: str
    title: str
    task: str
    declined: str


class IntakeOut(Schema):
    """The newest round. `dpia` is a proposal (needed, doubt or not), `advice_needed` what the DPO advised."""

    id: UUID
    round: int
    answers: dict[str, str]
    note: str
    sealed_on: date | None
    sha256: str
    dpia: str
    advised_on: date | None
    advice_needed: bool | None
    advice: str
    measures: list[IntakeMeasureOut] = []


class IntakeIn(In):
    """`answers`: question -> yes, no or unknown."""

    answers: dict[str, str]
    note: str = ""


class DpiaAdviceIn(In):
    needed: bool
    text: str


class MeasureTakeIn(In):
    """Left out: the role and the term of the data file."""

    due: date | None = None
    lead_role: str = ""
    person: UUID | None = None


class MeasureDeclineIn(In):
    reason: str


def _measure(row: IntakeMeasure) -> IntakeMeasureOut:
    return IntakeMeasureOut(id=row.pk, key=row.key, title=row.title, task=row.task_number, declined=row.declined)


def _intake(row: Intake, project: Project) -> IntakeOut:
    names = "round answers note sealed_on sha256 dpia advised_on advice_needed advice".split()
    measures = [_measure(one) for one in intakes.proposals(project)]
    return IntakeOut(id=row.pk, measures=measures, **{name: getattr(row, name) for name in names})


def _project(request: ApiRequest, project_id: UUID, permission: Any) -> tuple[Project, Intake | None]:
    row = object_for(Project, request, project_id, permission)
    return row, intakes.latest(row)


def _there(found: Intake | None) -> Intake:
    if found is None:
        raise Http404
    return found


@router.get(f"{ONE}/intake", response=IntakeOut, operation_id="intake")
@inside(P.SEE)
def intake(request: ApiRequest, authority: str, project_id: UUID) -> Any:
    """The newest round of the intake, with what became of each measure."""
    row, found = _project(request, project_id, P.SEE)
    return _intake(_there(found), row)


@router.post(f"{ONE}/intake/answer", response=IntakeOut, operation_id="answer_intake")
@inside(SIGNED_IN)
def answer(request: ApiRequest, authority: str, project_id: UUID, data: IntakeIn) -> Any:
    """Keep answers; what is not named keeps its answer. After a seal a new round begins."""
    row = object_for(Project, request, project_id, P.EDIT)
    return _intake(actions.answer_intake(request.actor, project=row, answers=data.answers, note=data.note), row)


@router.post(f"{ONE}/intake/seal", response=IntakeOut, operation_id="seal_intake")
@inside(SIGNED_IN)
def seal(request: ApiRequest, authority: str, project_id: UUID) -> Any:
    """Fix the answers with what they lead to."""
    row, found = _project(request, project_id, P.EDIT)
    return _intake(actions.seal_intake(request.actor, intake=_there(found)), row)


@router.post(f"{ONE}/intake/advise", response=IntakeOut, operation_id="advise_dpia")
@inside(SIGNED_IN)
def advise(request: ApiRequest, authority: str, project_id: UUID, data: DpiaAdviceIn) -> Any:
    """The DPO's advice: is a DPIA needed, and why."""
    row, found = _project(request, project_id, P.DPIA_ADVISE)
    made = actions.advise_dpia(request.actor, intake=_there(found), needed=data.needed, text_=data.text)
    return _intake(made, row)


@router.post(f"{MEASURE}/take", response={201: TaskOut}, operation_id="take_measure")
@inside(SIGNED_IN)
def take(request: ApiRequest, authority: str, measure_id: UUID, data: MeasureTakeIn) -> Any:
    """Make a task of a proposed measure."""
    row, person = object_for(IntakeMeasure, request, measure_id, P.EDIT), person_or_none(request, data.person)
    made = actions.take_measure(request.actor, measure=row, due=data.due, lead_role=data.lead_role, person=person)
    return Status(201, show_task(made))


@router.post(f"{MEASURE}/decline", response=IntakeMeasureOut, operation_id="decline_measure")
@inside(SIGNED_IN)
def decline(request: ApiRequest, authority: str, measure_id: UUID, data: MeasureDeclineIn) -> Any:
    """Say why a proposed measure is not taken."""
    row = object_for(IntakeMeasure, request, measure_id, P.EDIT)
    return _measure(actions.decline_measure(request.actor, measure=row, reason=data.reason))


class QuestionOut(Schema):
    """`asks` is the answer that proposes `measures`."""

    id: str
    chapter: str
    question: str
    asks: str
    measures: list[str]


@router.get(
    "/authorities/{slug:authority}/intake-questions", response=list[QuestionOut], operation_id="intake_questions"
)
@inside(P.SEE)
def questions(request: ApiRequest, authority: str) -> Any:
    """The questions of the intake, with the words that people see."""
    return [
        QuestionOut(id=q.id, chapter=q.chapter, question=q.nl, asks=q.asks, measures=list(q.measures))
        for q in library.intake().questions
    ]
