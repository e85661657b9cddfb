"""Routes on deviations from a rule: ask, decide, end."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.documents import ONE as DOCUMENT
from roeland.api.guard import ApiRequest, In, Page, Paging, inside, object_for, page_of
from roeland.documents import actions, deviating
from roeland.documents.models import Deviation, Document
from roeland.documents.rules import P
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["afwijkingen"])
HERE = "/authorities/{slug:authority}"
ONE = HERE + "/deviations/{uuid:deviation_id}"


class DeviationOut(Schema):
    """`anchor` names the paragraph of the document, empty is the whole; `compensation` limits the risk meanwhile."""

    id: UUID
    number: str
    document: UUID
    anchor: str
    rule: str
    asked_by: UUID
    asked_on: date
    reason: str
    compensation: str
    starts: date
    ends: date
    status: str
    decided_by: UUID | None
    decided_on: date | None
    decision: str


class DeviationFilter(Paging):
    status: str = Field("", max_length=10)


class DeviationIn(In):
    """`rule` in words, or the `anchor` of a paragraph of the version in force."""

    reason: str
    compensation: str
    starts: date
    ends: date
    anchor: str = Field("", max_length=40)
    rule: str = ""


class DecideDeviationIn(In):
    """A refusal asks a reason in `decision`."""

    approved: bool
    decision: str = ""


class EndDeviationIn(In):
    reason: str


def show(row: Deviation) -> DeviationOut:
    """A deviation as the API gives it."""
    names = "number anchor rule asked_on reason compensation starts ends status decided_on decision".split()
    ids: dict[str, Any] = {
        "id": row.pk,
        "document": row.document_id,
        "asked_by": row.asked_by_id,
        "decided_by": row.decided_by_id,
    }
    return DeviationOut(**ids, **{name: getattr(row, name) for name in names})


@router.get(f"{HERE}/deviations", response=Page[DeviationOut], operation_id="deviations")
@inside(P.DEVIATIONS)
def deviations(request: ApiRequest, authority: str, wanted: Query[DeviationFilter]) -> Any:
    """Deviations that the reader may see, the soonest to end first."""
    rows = deviating.deviations([request.authority.pk]).order_by("ends", "pk")
    return page_of(rows.filter(status=wanted.status) if wanted.status else rows, wanted, show)


@router.post(f"{DOCUMENT}/deviations", response={201: DeviationOut}, operation_id="ask_deviation")
@inside(SIGNED_IN)
def ask(request: ApiRequest, authority: str, document_id: UUID, data: DeviationIn) -> Any:
    """Ask to deviate from a published document."""
    found = object_for(Document, request, document_id, P.DEVIATE)
    return Status(201, show(actions.ask_deviation(request.actor, document=found, **data.dict())))


@router.get(ONE, response=DeviationOut, operation_id="deviation")
@inside(SIGNED_IN)
def one(request: ApiRequest, authority: str, deviation_id: UUID) -> Any:
    """One deviation."""
    return show(object_for(Deviation, request, deviation_id, P.SEE))


@router.post(f"{ONE}/decide", response=DeviationOut, operation_id="decide_deviation")
@inside(SIGNED_IN)
def decide(request: ApiRequest, authority: str, deviation_id: UUID, data: DecideDeviationIn) -> Any:
    """Allow or refuse."""
    found = object_for(Deviation, request, deviation_id, P.DEVIATION_DECIDE)
    return show(actions.decide_deviation(request.actor, deviation=found, **data.dict()))


@router.post(f"{ONE}/end", response=DeviationOut, operation_id="end_deviation")
@inside(SIGNED_IN)
def end(request: ApiRequest, authority: str, deviation_id: UUID, data: EndDeviationIn) -> Any:
    """End it before its day."""
    found = object_for(Deviation, request, deviation_id, P.SEE)
    return show(actions.end_deviation(request.actor, deviation=found, reason=data.reason))
