"""Log control towards staff: conditions, what everybody is told, one's own questions and what is kept, mandates, one citizen's question.

Showing an identity stands here nowhere: it asks a code that is typed on a page.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from roeland.api.guard import ApiRequest, Page, Paging, get_or_404, inside, object_for, page_of, part
from roeland.api.logs_staff_shapes import (
    CitizenIn,
    ConditionsIn,
    ConditionsOut,
    ExplanationOut,
    GivenOpeningOut,
    KeptOut,
    LogAdviceIn,
    LogAnswerIn,
    LogQuestionOut,
    LogQuestionWholeOut,
    LookOut,
    MyOpeningOut,
    OpenedOut,
    OpeningIn,
    OpeningOut,
    OwnCaseOut,
    OwnLookOut,
    OwnReasonOut,
    OwnSampleOut,
    OwnUserOut,
    ToldOut,
)
from roeland.duties.serving import sealed_file
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.logs import explaining
from roeland.logs.actions import conditions as conditions_actions
from roeland.logs.actions import openings as opening_actions
from roeland.logs.actions import questions as question_actions
from roeland.logs.actions import reveals as reveal_actions
from roeland.logs.models import Case, Conditions, Opening, Question
from roeland.logs.queries import cases as case_queries
from roeland.logs.queries import conditions, staff
from roeland.logs.queries.rules import used
from roeland.logs.queries.wording import sentences, who
from roeland.logs.rules import P
from roeland.people.models import Person

router = Router(tags=["logcontrole"])
BASE = "/authorities/{slug:authority}"
QUESTION = f"{BASE}/my-log-questions/{{uuid:log_question_id}}"
OPENING = f"{BASE}/log-openings/{{uuid:log_opening_id}}"


def _conditions(row: Conditions) -> ConditionsOut:
    plain = {name: getattr(row, name) for name in ConditionsOut.model_fields if name not in {"id", "lacking"}}
    return ConditionsOut(id=row.pk, lacking=conditions.lacking(row), **plain)


def _questions(rows: Iterable[Question]) -> list[LogQuestionOut]:
    found = list(rows)
    told = staff.with_cases(found)
    return [_question(row, *told[row.pk]) for row in found]


def _question(row: Question, case: Case, reasons: Iterable[str]) -> LogQuestionOut:
    same = {name: getattr(row, name) for name in ("text", "asked_at", "due", "answer", "answered_at", "withdrawn_at")}
    return LogQuestionOut(
        id=row.pk,
        state=staff.standing_of(row, case),
        held=row.held_at is not None,
        events=case.events,
        first=clock.local(case.first_at).date(),
        last=clock.local(case.last_at).date(),
        citizen=case.alias,
        reasons=list(reasons),
        **same,
    )


def _mine(request: ApiRequest, pk: UUID) -> Question:
    found = staff.question_of(request.actor, request.authority, pk)
    if found is None:
        raise Http404
    return found[0]


def _opening(row: Opening) -> OpeningOut:
    return OpeningOut(id=row.pk, until=row.until, ended_at=row.ended_at)


@router.get(f"{BASE}/log-conditions", response=Page[ConditionsOut], operation_id="log_conditions")
@inside(P.SEE)
def listed(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """What was stated, the newest first: that one counts."""
    return page_of(conditions.history(request.authority.pk), paging, _conditions)


@router.post(f"{BASE}/log-conditions", response={201: ConditionsOut}, operation_id="state_log_conditions")
@inside(P.CONDITIONS)
def state_conditions(
    request: ApiRequest, authority: str, wanted: Form[ConditionsIn], paper: File[UploadedFile | None] = None
) -> Any:
    """State what is in order, with the paper of the union consultation (multipart)."""
    made = conditions_actions.state_conditions(
        request.actor,
        authority=request.authority,
        paper=paper.file if paper else None,
        paper_name=paper.name or "" if paper else "",
        **wanted.dict(),
    )
    return Status(201, _conditions(made))


@router.get(f"{BASE}/log-conditions/{{uuid:log_conditions_id}}/paper", operation_id="log_conditions_paper")
@inside(P.SEE)
def paper(request: ApiRequest, authority: str, log_conditions_id: UUID) -> FileResponse:
    """The sealed paper of the union consultation that was stated with a row."""
    row = conditions.history(request.authority.pk).filter(pk=log_conditions_id).first()
    if row is None or not row.paper_sha256:
        raise Http404
    return sealed_file(row.paper_sha256, row.paper_name, row.paper_type)


@router.post(f"{BASE}/log-conditions/advice", response={201: ConditionsOut}, operation_id="advise_log_control")
@inside(P.ADVISE)
def advise(request: ApiRequest, authority: str, wanted: LogAdviceIn) -> Any:
    """State the advice of the DPO."""
    made = conditions_actions.advise(request.actor, authority=request.authority, **wanted.dict())
    return Status(201, _conditions(made))


@router.get(f"{BASE}/log-explanation", response=ExplanationOut, operation_id="log_explanation")
@inside(SIGNED_IN)
def explanation(request: ApiRequest, authority: str) -> Any:
    """What every worker is told."""
    row = conditions.counts(request.authority.pk)
    told = [
        ToldOut(title=one.title, texts=list(one.texts), items=list(one.items))
        for one in explaining.sections(request.authority, row)
    ]
    return ExplanationOut(begins=explaining.begins(row), sections=told, agreed=dict(explaining.agreed(row)))


@router.get(f"{BASE}/my-log-control", response=KeptOut, operation_id="my_log_control")
@inside(SIGNED_IN)
def kept(request: ApiRequest, authority: str) -> Any:
    """What log control keeps about the owner of the token."""
    found = staff.kept(request.actor, request.authority)
    cases = [
        OwnCaseOut(
            month=one.month,
            citizen=one.alias,
            events=one.events,
            first_at=one.first_at,
            last_at=one.last_at,
            state=one.state,
            reasons=list(one.reasons),
            decided_at=one.decided_at,
        )
        for one in found.cases
    ]
    reasons = [
        OwnReasonOut(
            first=clock.local(one.start).date(),
            last=one.last,
            citizen=one.alias,
            reason=one.reason,
            made_at=one.made_at,
            withdrawn_at=one.withdrawn_at,
        )
        for one in found.reasons
    ]
    return KeptOut(
        users=[OwnUserOut(user=one.user, start=one.start, last=one.last) for one in found.users],
        cases=cases,
        reasons=reasons,
        sample=[OwnSampleOut(at=one.at, service=one.service, why=one.why, verdict=one.verdict) for one in found.sample],
        sampled=len(found.sample),
        questions=len(found.questions),
    )


@router.get(f"{BASE}/my-log-questions", response=Page[LogQuestionOut], operation_id="my_log_questions")
@inside(SIGNED_IN)
def questions(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """Questions to the owner of the token, the newest first."""
    rows = staff.questions_of(request.actor, [request.authority.pk])
    some = rows[paging.first : paging.first + paging.size]
    return part(_questions(some), rows.count(), paging)


@router.get(QUESTION, response=LogQuestionWholeOut, operation_id="my_log_question")
@inside(SIGNED_IN)
def one_question(request: ApiRequest, authority: str, log_question_id: UUID) -> Any:
    """One question, with the consultations it is about."""
    row = _mine(request, log_question_id)
    case, reasons = staff.with_cases([row])[row.pk]
    looks = [OwnLookOut(at=one.at, service=one.service) for one in staff.looks_of(row, case)]
    return LogQuestionWholeOut(**_question(row, case, reasons).dict(), consultations=looks)


@router.post(f"{QUESTION}/answer", response=LogQuestionOut, operation_id="answer_log_question")
@inside(SIGNED_IN)
def answer(request: ApiRequest, authority: str, log_question_id: UUID, wanted: LogAnswerIn) -> Any:
    """Answer."""
    row = _mine(request, log_question_id)
    question_actions.answer(request.actor, question=row, answer=wanted.answer)
    return _questions([_mine(request, log_question_id)])[0]


@router.post(f"{BASE}/log-cases/{{uuid:log_case_id}}/opening", response={201: OpeningOut}, operation_id="open_log_case")
@inside(SIGNED_IN)
def open_case(request: ApiRequest, authority: str, log_case_id: UUID, wanted: OpeningIn) -> Any:
    """Give somebody the mandate to open one case without an answer."""
    case: Case | None = case_queries.find(request.actor, request.authority, log_case_id)
    if case is None or not (request.actor.holds(P.MANDATE, case.authority_id) or case.grants(request.actor, P.MANDATE)):
        raise Http404
    person = get_or_404(Person, request, wanted.person)
    made = opening_actions.open_case(request.actor, case=case, person=person, purpose=wanted.purpose, days=wanted.days)
    return Status(201, _opening(made))


@router.get(f"{BASE}/log-openings", response=Page[GivenOpeningOut], operation_id="log_openings")
@inside(P.SEE)
def given(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """The mandates that were given for cases in sight, the newest first; one that is over has `ended_at`, or its `until` is past."""
    names = "until ended_at purpose start looked_at".split()
    return page_of(
        staff.given(request.actor, request.authority),
        paging,
        lambda row: GivenOpeningOut(
            id=row.pk,
            log_case=row.case_id,
            person=row.person_id,
            **{name: getattr(row, name) for name in names},
        ),
    )


@router.get(f"{BASE}/my-log-openings", response=Page[MyOpeningOut], operation_id="my_log_openings")
@inside(SIGNED_IN)
def mandates(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """One's own mandates that run: looking and deciding is by the case."""
    rows = staff.openings_of(request.actor, [request.authority.pk], clock.now())
    return page_of(
        rows,
        paging,
        lambda row: MyOpeningOut(
            id=row.pk, until=row.until, ended_at=row.ended_at, log_case=row.case_id, purpose=row.purpose
        ),
    )


@router.post(f"{OPENING}/look", response=OpenedOut, operation_id="look_log_case")
@inside(SIGNED_IN)
def look(request: ApiRequest, authority: str, log_opening_id: UUID) -> Any:
    """See the case of one's mandate; a fact each time."""
    found = staff.opening_of(request.actor, request.authority, log_opening_id, clock.now())
    if found is None:
        raise Http404
    case = opening_actions.look(request.actor, opening=found).case
    asked = staff.asked_about(case)
    return OpenedOut(
        worker=who(case),
        citizen=case.alias,
        month=case.run.month,
        events=case.events,
        reasons=sentences(case, used(case.run)),
        questions=[row.text for row in asked],
        answers=[row.answer for row in asked if row.answered_at],
    )


@router.post(f"{OPENING}/end", response=OpeningOut, operation_id="end_log_opening")
@inside(SIGNED_IN)
def end(request: ApiRequest, authority: str, log_opening_id: UUID) -> Any:
    """End a mandate."""
    row = object_for(Opening, request, log_opening_id, P.MANDATE)
    return _opening(opening_actions.end_opening(request.actor, opening=row))


@router.post(f"{BASE}/log-citizen", response=list[LookOut], operation_id="log_citizen")
@inside(P.REVEAL)
def citizen(request: ApiRequest, authority: str, wanted: CitizenIn) -> Any:
    """Who looked at one citizen, when and why, for the letter to that citizen."""
    found = reveal_actions.tell_citizen(request.actor, authority=request.authority, **wanted.dict())
    return [
        LookOut(at=one.at, service=one.service, team=one.team, why=one.why, explained=one.explained) for one in found
    ]
