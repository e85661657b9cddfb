"""Routes on advice: the register, writing, giving, answering, following up, closing, the sealed paper."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, inside, object_for, page_of
from roeland.api.plan import person_or_none
from roeland.api.tasks import TaskOut
from roeland.api.tasks import show as show_task
from roeland.governance import actions, printing
from roeland.governance.models import Advice
from roeland.governance.queries import advice as queries
from roeland.governance.rules import P
from roeland.governance.values import AdviceStatus, AdviceText, OptionText
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["adviezen"])
LIST = "/authorities/{slug:authority}/advices"
ONE = LIST + "/{uuid:advice_id}"
PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}}


class AdviceOut(Schema):
    """An advice. Without `readable` its texts are empty: the reader may know only that it exists and how it was answered."""

    id: UUID
    number: str
    readable: bool
    title: str
    status: str
    late: bool
    solicited: bool
    to_role: str
    to_body: str
    given_on: date | None
    due: date | None
    answer: str
    answered_on: date | None
    asked_by: str = ""
    question: str = ""
    facts: str = ""
    considerations: str = ""
    recommendation: str = ""
    answer_reason: str = ""
    decision: str = ""
    chosen: int = 0
    sha256: str = ""


class AdviceFilter(Paging):
    """`status` is draft, given, answered or closed; `late` keeps those without an answer in the agreed term."""

    status: str = ""
    late: bool = False


class OptionIn(In):
    title: str = Field(max_length=200)
    text: str = Field("", max_length=20000)
    once: Decimal = Field(Decimal(0), ge=0, max_digits=12, decimal_places=2)
    yearly: Decimal = Field(Decimal(0), ge=0, max_digits=12, decimal_places=2)
    days: Decimal = Field(Decimal(0), ge=0, le=99999, decimal_places=2)


class AdviceIn(In):
    """Exactly one of `to_role` (a role) and `to_body` (a kind of body). `preferred` is the number of an option, 0 = none."""

    title: str
    to_role: str = ""
    to_body: str = ""
    solicited: bool = False
    asked_by: str = ""
    asked_on: date | None = None
    question: str = ""
    facts: str = ""
    considerations: str = ""
    recommendation: str = ""
    answer_days: int = 30
    options: list[OptionIn] = []
    preferred: int = 0

    def wording(self) -> AdviceText:
        """As the verbs take it."""
        data = self.model_dump()
        options = tuple(OptionText(**option) for option in data.pop("options"))
        return AdviceText(**data, options=options)


class AnswerIn(In):
    """`answer`: accepted, partly or refused. `option` is the number of the option that will be done, 0 = none; left out with a plain
    yes: the recommended one. Its costs become cost lines about the advice."""

    answer: str
    reason: str = ""
    decision: str = ""
    on: date | None = None
    option: int | None = Field(None, ge=0)


class FollowIn(In):
    title: str
    due: date
    lead_role: str = ""
    person: UUID | None = None


class CloseIn(In):
    note: str = Field(description="Wat er van gekomen is.")


def _show(request: ApiRequest, row: Advice) -> AdviceOut:
    line = queries.line(request.actor, row)
    open_names = "number status solicited to_role to_body given_on due answer answered_on".split()
    shut_names = "asked_by question facts considerations recommendation answer_reason decision chosen sha256".split()
    names = open_names + (shut_names if line.readable else [])
    values = {name: getattr(row, name) for name in names}
    return AdviceOut(id=row.pk, readable=line.readable, title=line.title, late=line.late, **values)


@router.get(LIST, response=Page[AdviceOut], operation_id="advices")
@inside(P.ADVICE_SEE)
def advices(request: ApiRequest, authority: str, wanted: Query[AdviceFilter]) -> Any:
    """The register of advice."""
    rows = queries.register([request.authority.pk])
    if wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.late:
        rows = rows.filter(status=AdviceStatus.GIVEN, due__lt=clock.today())
    return page_of(rows, wanted, lambda row: _show(request, row))


@router.get(ONE, response=AdviceOut, operation_id="advice")
@inside(SIGNED_IN)
def advice(request: ApiRequest, authority: str, advice_id: UUID) -> Any:
    """One advice."""
    found = queries.one(request.authority, advice_id)
    if found is None:
        raise Http404
    return _show(request, found)


@router.post(LIST, response={201: AdviceOut}, operation_id="draft_advice")
@inside(P.ADVICE_EDIT)
def draft(request: ApiRequest, authority: str, data: AdviceIn) -> Any:
    """Begin an advice."""
    made = actions.draft(request.actor, authority=request.authority, wording=data.wording())
    return Status(201, _show(request, made))


@router.post(f"{ONE}/write", response=AdviceOut, operation_id="write_advice")
@inside(SIGNED_IN)
def write(request: ApiRequest, authority: str, advice_id: UUID, data: AdviceIn) -> Any:
    """Rewrite a draft: everything that is not named becomes empty."""
    row = object_for(Advice, request, advice_id, P.ADVICE_EDIT)
    return _show(request, actions.change(request.actor, advice=row, wording=data.wording()))


@router.post(f"{ONE}/give", response=AdviceOut, operation_id="give_advice")
@inside(SIGNED_IN)
def give(request: ApiRequest, authority: str, advice_id: UUID) -> Any:
    """Give an advice: number, term, seal."""
    row = object_for(Advice, request, advice_id, P.ADVICE_EDIT)
    return _show(request, actions.give(request.actor, advice=row))


@router.post(f"{ONE}/answer", response=AdviceOut, operation_id="answer_advice")
@inside(SIGNED_IN)
def answer(request: ApiRequest, authority: str, advice_id: UUID, data: AnswerIn) -> Any:
    """Answer an advice."""
    row = object_for(Advice, request, advice_id, P.ADVICE_ANSWER)
    return _show(request, actions.answer(request.actor, advice=row, **data.model_dump()))


@router.post(f"{ONE}/follow", response={201: TaskOut}, operation_id="follow_advice")
@inside(SIGNED_IN)
def follow(request: ApiRequest, authority: str, advice_id: UUID, data: FollowIn) -> Any:
    """Make a task of an accepted advice."""
    row = object_for(Advice, request, advice_id, P.ADVICE_EDIT)
    values = data.model_dump()
    person = person_or_none(request, values.pop("person"))
    return Status(201, show_task(actions.follow_up(request.actor, advice=row, person=person, **values)))


@router.post(f"{ONE}/close", response=AdviceOut, operation_id="close_advice")
@inside(SIGNED_IN)
def close(request: ApiRequest, authority: str, advice_id: UUID, data: CloseIn) -> Any:
    """Close an answered advice."""
    row = object_for(Advice, request, advice_id, P.ADVICE_EDIT)
    return _show(request, actions.close(request.actor, advice=row, note=data.note))


@router.get(f"{ONE}.pdf", operation_id="advice_pdf", openapi_extra=PDF)
@inside(SIGNED_IN)
def paper(request: ApiRequest, authority: str, advice_id: UUID) -> Any:
    """The sealed paper of a given advice, the same bytes for ever."""
    row = queries.one(request.authority, advice_id)
    if row is None or not row.sha256 or not queries.readable(request.actor, row):
        raise Http404
    try:
        content = printing.bytes_of(row.sha256)
    except FileNotFoundError:
        raise Http404 from None
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{authority}-{row.number}.pdf"'
    return response
