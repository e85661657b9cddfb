"""Cases of a control: the list, one case with its consultations, the decisions."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, inside, part
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import Invalid
from roeland.logs.actions import cases as actions
from roeland.logs.actions.openings import note_look
from roeland.logs.actions.reopening import reopen_case
from roeland.logs.models import Case, Run
from roeland.logs.queries import cases, events, standing
from roeland.logs.queries.rules import used
from roeland.logs.queries.wording import sentences, who
from roeland.logs.rules import P
from roeland.people.models import Person
from roeland.scrutiny.rulebook import Rulebook

router = Router(tags=["logcontrole"])
BASE = "/authorities/{slug:authority}"
CASE = f"{BASE}/log-cases/{{uuid:log_case_id}}"
MOST = 200


class LogCaseFilter(Paging):
    """`state`: only cases that stand so."""

    state: Literal["", "open", "asked", "answered", "escalated", "justified", "incident"] = ""


class LogCaseOut(Schema):
    """A case: worker, citizen by alias, reasons as sentences. `alike`: cases with the same one may be decided together.

    No score: with the weights of the rules it would tell a tie that the sentences hide.
    """

    id: UUID
    rank: int
    number: int
    worker: str
    team: str
    citizen: str
    events: int
    first_at: datetime
    last_at: datetime
    reasons: list[str]
    alike: str
    shown: bool
    state: str
    reviewer: UUID | None
    note: str
    decided_at: datetime | None


class LogCaseQuestionOut(Schema):
    """What the worker was asked about a case and what he answered. `back_on`: he was away his whole term, and has a new one from that day
    on; `held_at`: since when the term is held, because nobody knows when he returns.
    """

    text: str
    asked_at: datetime
    due: date
    back_on: date | None
    held_at: datetime | None
    answer: str
    answered_at: datetime | None
    escalated_at: datetime | None
    withdrawn_at: datetime | None


class LogOneCaseOut(LogCaseOut):
    """One case with its questions, the newest first. `hands`: that its account changed hands on its days, else empty. `undelivered`: why
    the worker does not know of the question that runs, or cannot answer. `standing`: the standing rules that its decision left.
    """

    hands: str
    standing: list[UUID]
    questions: list[LogCaseQuestionOut]
    undelivered: str


class LogEventOut(Schema):
    """One consultation of the worker in the month. `same`: of the citizen of the case; `explained_by` empty: nothing does; `part`: of
    the list or program that the case stands for."""

    at: datetime
    service: str
    same: bool
    explained_by: str
    part: bool


class LogJustifyIn(In):
    """`how`: user, team, or standing with service, start and end."""

    reason: str = Field(max_length=300)
    how: str = Field("user", max_length=10)
    service: str = Field("", max_length=120)
    start: date | None = None
    end: date | None = None


class LogAskIn(In):
    """The question; purpose, readers and rights are put under it."""

    text: str = Field(max_length=4000)


class LogIncidentIn(In):
    """What is the matter."""

    reason: str = Field(max_length=4000)


class LogReopenIn(In):
    """Why the decision is taken back."""

    reason: str = Field(max_length=4000)


class LogHandOverIn(In):
    """To whom."""

    to: UUID


class LogTogetherIn(In):
    """`decision` (justified, ask, incident, or reopen: take it back) about these cases, all or none, with the same words."""

    cases: list[UUID] = Field(max_length=MOST)
    decision: str = Field(max_length=10)
    words: str = Field(max_length=4000)


class LogAskedOut(Schema):
    """A question that was sent."""

    id: UUID
    text: str
    due: date


class LogDecidedOut(Schema):
    """How many cases were decided."""

    count: int


def _case(row: Case, book: Rulebook) -> LogCaseOut:
    names = "rank number team events first_at last_at alike shown state note decided_at".split()
    return LogCaseOut(
        id=row.pk,
        worker=who(row),
        citizen=row.alias,
        reasons=sentences(row, book),
        reviewer=row.reviewer_id,
        **{name: getattr(row, name) for name in names},
    )


def _told(row: Case) -> LogCaseOut:
    """One case in the sentences of the rules that its control ran by."""
    return _case(row, used(row.run))


def _seen(request: ApiRequest, pk: UUID) -> Case:
    """A case in sight that is not about the owner of the token."""
    found = cases.find(request.actor, request.authority, pk)
    if found is None:
        raise Http404
    return found


def _looked(request: ApiRequest, pk: UUID) -> Case:
    """The same, and the fact that it was looked at when that is by a mandate."""
    found = _seen(request, pk)
    note_look(request.actor, found)
    return found


def _judged(request: ApiRequest, pk: UUID) -> Case:
    """A case that this reader may decide at all; whether now, the verb says."""
    found = _seen(request, pk)
    if not (request.actor.holds(P.JUDGE, found.authority_id) or found.grants(request.actor, P.JUDGE)):
        raise Http404
    return found


@router.get(f"{BASE}/log-runs/{{uuid:log_run_id}}/cases", response=Page[LogCaseOut], operation_id="log_cases")
@inside(P.SEE)
def listed(request: ApiRequest, authority: str, log_run_id: UUID, wanted: Query[LogCaseFilter]) -> Any:
    """The cases of a control, or those that stand so, the heaviest first, without those about oneself."""
    run = Run.objects.filter(authority=request.authority, pk=log_run_id).first()
    if run is None:
        raise Http404
    book, state = used(run), {"state": wanted.state} if wanted.state else {}
    rows = cases.seen(request.actor, [request.authority.pk]).filter(run=run, **state).order_by("rank")
    some = list(rows[wanted.first : wanted.first + wanted.size])
    note_look(request.actor, *some)
    return part([_case(row, book) for row in some], rows.count(), wanted)


@router.get(CASE, response=LogOneCaseOut, operation_id="log_case")
@inside(SIGNED_IN)
def one(request: ApiRequest, authority: str, log_case_id: UUID) -> Any:
    """One case with what was asked and answered; by a mandate, each look is a fact."""
    found = _looked(request, log_case_id)
    asked = cases.questions(found)
    told = [
        LogCaseQuestionOut(**{name: getattr(row, name) for name in LogCaseQuestionOut.model_fields}) for row in asked
    ]
    hands, undelivered = cases.hands(found), cases.undelivered(found, asked)
    rules = [one.row.pk for one in standing.of_case(found)]
    return LogOneCaseOut(questions=told, hands=hands, undelivered=undelivered, standing=rules, **_told(found).dict())


@router.get(f"{CASE}/events", response=list[LogEventOut], operation_id="log_case_events")
@inside(SIGNED_IN)
def happened(request: ApiRequest, authority: str, log_case_id: UUID) -> Any:
    """The consultations of the worker in that month; empty when their files are gone. By a mandate, each look is a fact."""
    case = _looked(request, log_case_id)
    found, names = events.of_user_month(case), "at service same explained_by".split()
    whole = bool(events.stands_for(case, found))
    return [LogEventOut(part=whole and e.part, **{name: getattr(e, name) for name in names}) for e in found]


@router.post(f"{CASE}/justify", response=LogCaseOut, operation_id="justify_log_case")
@inside(SIGNED_IN)
def justify(request: ApiRequest, authority: str, log_case_id: UUID, said: LogJustifyIn) -> Any:
    """There was a reason; it is registered, so that later controls read it."""
    row, rule = _judged(request, log_case_id), None
    if said.how == "standing" and said.start and said.end:
        rule = actions.StandingRule(said.service, said.start, said.end)
    actions.justify(request.actor, case=row, reason=said.reason, how=said.how, standing=rule)
    return _told(_looked(request, log_case_id))


@router.post(f"{CASE}/ask", response={201: LogAskedOut}, operation_id="ask_log_worker")
@inside(SIGNED_IN)
def ask(request: ApiRequest, authority: str, log_case_id: UUID, said: LogAskIn) -> Any:
    """Ask the worker."""
    made = actions.ask_worker(request.actor, case=_judged(request, log_case_id), text=said.text)
    return Status(201, LogAskedOut(id=made.pk, text=made.text, due=made.due))


@router.post(f"{CASE}/incident", response=LogCaseOut, operation_id="make_log_incident")
@inside(SIGNED_IN)
def incident(request: ApiRequest, authority: str, log_case_id: UUID, said: LogIncidentIn) -> Any:
    """Treat it as an incident."""
    actions.make_incident(request.actor, case=_judged(request, log_case_id), reason=said.reason)
    return _told(_looked(request, log_case_id))


@router.post(f"{CASE}/reopen", response=LogCaseOut, operation_id="reopen_log_case")
@inside(SIGNED_IN)
def reopen(request: ApiRequest, authority: str, log_case_id: UUID, said: LogReopenIn) -> Any:
    """Take the decision, or a question that runs, back while the control is open; what it made is withdrawn."""
    reopen_case(request.actor, case=_judged(request, log_case_id), reason=said.reason)
    return _told(_looked(request, log_case_id))


@router.post(f"{CASE}/hand-over", response={204: None}, operation_id="hand_over_log_case")
@inside(SIGNED_IN)
def hand_over(request: ApiRequest, authority: str, log_case_id: UUID, said: LogHandOverIn) -> Any:
    """Let somebody else judge it."""
    row = _judged(request, log_case_id)
    to = Person.objects.filter(authority=request.authority, pk=said.to).first()
    if to is None:
        raise Http404
    actions.hand_over(request.actor, case=row, to=to)
    return Status(204, None)


@router.post(f"{BASE}/log-cases/together", response=LogDecidedOut, operation_id="decide_log_cases")
@inside(P.SEE)
def together(request: ApiRequest, authority: str, said: LogTogetherIn) -> Any:
    """The same decision about many cases: all or none, each with its own fact."""
    found = list(cases.seen(request.actor, [request.authority.pk]).filter(pk__in=said.cases).order_by("rank"))
    held = request.actor.holds(P.JUDGE, request.authority.pk)
    if len(found) < len(set(said.cases)) or not all(held or row.grants(request.actor, P.JUDGE) for row in found):
        raise Http404
    actor, words = request.actor, said.words
    verbs: dict[str, Callable[[Case], object]] = {
        "justified": lambda case: actions.justify(actor, case=case, reason=words),
        "ask": lambda case: actions.ask_worker(actor, case=case, text=words),
        "incident": lambda case: actions.make_incident(actor, case=case, reason=words),
        "reopen": lambda case: reopen_case(actor, case=case, reason=words),
    }
    if said.decision not in verbs:
        raise Invalid({"decision": [_("Kies justified, ask, incident of reopen.")]})
    return LogDecidedOut(count=actions.together(found, verbs[said.decision]))
