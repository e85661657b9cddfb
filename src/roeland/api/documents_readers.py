"""Routes on who reads what is closed: inspections with their code, mandates, requests with their answers."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.documents import ONE as DOCUMENT
from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.api.moments import Moment
from roeland.documents import actions, readers
from roeland.documents.models import Document, Inspection, ReadingRequest
from roeland.documents.rules import P
from roeland.documents.terms import terms
from roeland.kernel.page import SIGNED_IN
from roeland.people.models import Person

router = Router(tags=["inzage"])
HERE = "/authorities/{slug:authority}"
INSPECTION = HERE + "/inspections/{uuid:inspection_id}"
REQUEST = HERE + "/reading-requests/{uuid:request_id}"


class InspectionOut(Schema):
    """`kind` is onsite or mandate. `entered_at`: the reader gave the right code. The code itself is kept nowhere."""

    id: UUID
    document: UUID
    kind: str
    person: UUID
    reason: str
    decision: str
    appointed_at: datetime | None
    opened_by: UUID | None
    opened_at: datetime | None
    entered_at: datetime | None
    closes_at: datetime | None
    ended_at: datetime | None
    tries: int


class OpenedOut(InspectionOut):
    """An inspection just opened, with the code for the screen of the opener: shown once."""

    code: str


class BookIn(In):
    """Without `at` the moment follows."""

    person: UUID
    at: Moment | None = None
    reason: str = ""


class OpenIn(In):
    """`booked` names an appointment, or an open inspection whose reader needs a new code."""

    person: UUID
    booked: UUID | None = None
    minutes: int | None = None
    reason: str = ""


class CodeIn(In):
    code: str


class GiveMandateIn(In):
    """Up to and including `end`, by a written `decision`."""

    person: UUID
    decision: str
    start: date
    end: date
    reason: str = ""


class ReadingRequestOut(Schema):
    """A request to read with its trail. `document` and the `chapters` granted in part only for who may see it."""

    id: UUID
    number: str
    person: UUID
    wanted: str
    purpose: str
    asked_at: datetime
    answer_by: date
    status: str
    ground: str
    reason: str
    decided_by: UUID | None
    decided_at: datetime | None
    inspection: UUID | None
    document: UUID | None
    chapters: list[str]


class AskReadingIn(In):
    """In one's own words."""

    wanted: str
    purpose: str = ""


class AnswerRequestIn(In):
    """`answer`: granted, partly or refused; `ground` is the id of a ground (`/reading-grounds`). A yes names the document, and
    `partly` the `chapters` of it, by title or number."""

    answer: str
    reason: str
    ground: str
    document: UUID | None = None
    at: Moment | None = None
    chapters: list[str] = Field([], max_length=200)


class ReadingGroundOut(Schema):
    """What an answer can rest on; `check` says how sure we are (primary, none)."""

    id: str
    name: str
    text: str
    answers: list[str]
    check: str


def _values(row: Inspection) -> dict[str, Any]:
    names = "kind reason decision appointed_at opened_at entered_at closes_at ended_at tries".split()
    ids = {"id": row.pk, "document": row.document_id, "person": row.person_id, "opened_by": row.opened_by_id}
    return {**ids, **{name: getattr(row, name) for name in names}}


def show(row: Inspection) -> InspectionOut:
    """An inspection as the API gives it."""
    return InspectionOut(**_values(row))


def show_request(row: ReadingRequest) -> ReadingRequestOut:
    """A request as the API gives it."""
    names = "number wanted purpose asked_at answer_by status ground reason decided_at".split()
    document = readers.document_of(row)
    ids: dict[str, Any] = {
        "id": row.pk,
        "person": row.person_id,
        "decided_by": row.decided_by_id,
        "inspection": row.inspection_id,
    }
    ids |= (
        {"document": document.pk, "chapters": [t for _a, t in row.chapters]}
        if document
        else {"document": None, "chapters": []}
    )
    return ReadingRequestOut(**ids, **{n: getattr(row, n) for n in names})


@router.get(f"{HERE}/inspections", response=list[InspectionOut], operation_id="inspections")
@inside(P.READ_HERE)
def inspections(request: ApiRequest, authority: str) -> Any:
    """Appointments and open readings: one's own, and for who opens those of his circles."""
    return [show(row) for row in readers.coming([request.authority.pk])]


@router.post(f"{DOCUMENT}/inspections/book", response={201: InspectionOut}, operation_id="book_inspection")
@inside(SIGNED_IN)
def book(request: ApiRequest, authority: str, document_id: UUID, data: BookIn) -> Any:
    """Make an appointment with a named reader."""
    found = object_for(Document, request, document_id, P.OPEN)
    person = get_or_404(Person, request, data.person)
    return Status(201, show(actions.book(request.actor, document=found, person=person, at=data.at, reason=data.reason)))


@router.post(f"{DOCUMENT}/inspections/open", response={201: OpenedOut}, operation_id="open_inspection")
@inside(SIGNED_IN)
def open_onsite(request: ApiRequest, authority: str, document_id: UUID, data: OpenIn) -> Any:
    """Open a document for a named reader; the answer holds the code, once."""
    found = object_for(Document, request, document_id, P.OPEN)
    person = get_or_404(Person, request, data.person)
    booked = get_or_404(Inspection, request, data.booked) if data.booked else None
    values: dict[str, Any] = {
        "document": found,
        "person": person,
        "booked": booked,
        "minutes": data.minutes,
        "reason": data.reason,
    }
    opened = actions.open_onsite(request.actor, **values)
    return Status(201, OpenedOut(code=opened.code, **_values(opened.inspection)))


@router.post(f"{DOCUMENT}/mandates", response={201: InspectionOut}, operation_id="give_reading_mandate")
@inside(SIGNED_IN)
def give_mandate(request: ApiRequest, authority: str, document_id: UUID, data: GiveMandateIn) -> Any:
    """Let somebody read a document under a written mandate."""
    found = object_for(Document, request, document_id, P.MANDATE)
    values = data.dict() | {"person": get_or_404(Person, request, data.person)}
    return Status(201, show(actions.give_mandate(request.actor, document=found, **values)))


@router.post(f"{INSPECTION}/code", response=InspectionOut, operation_id="enter_inspection")
@inside(SIGNED_IN)
def enter(request: ApiRequest, authority: str, inspection_id: UUID, data: CodeIn) -> Any:
    """The reader gives the code. Reading itself is done on the page: this API gives no text to who reads on the spot."""
    found = object_for(Inspection, request, inspection_id, P.READ_HERE)
    return show(actions.enter(request.actor, found, data.code))


@router.post(f"{INSPECTION}/end", response=InspectionOut, operation_id="end_inspection")
@inside(SIGNED_IN)
def end(request: ApiRequest, authority: str, inspection_id: UUID) -> Any:
    """End an inspection or mandate, or call an appointment off."""
    found = object_for(Inspection, request, inspection_id, P.READ_HERE)
    return show(actions.end(request.actor, inspection=found))


@router.get(f"{HERE}/reading-grounds", response=list[ReadingGroundOut], operation_id="reading_grounds")
@inside(P.REQUEST)
def grounds(request: ApiRequest, authority: str) -> Any:
    """What an answer to a request can rest on."""
    return [
        ReadingGroundOut(id=g.id, name=g.nl, text=g.text, answers=list(g.answers), check=g.check)
        for g in terms().grounds
    ]


@router.get(f"{HERE}/reading-requests", response=Page[ReadingRequestOut], operation_id="reading_requests")
@inside(P.REQUEST)
def requests(request: ApiRequest, authority: str, wanted: Query[Paging]) -> Any:
    """One's own requests, and those of the authority for who reads them; the newest first."""
    return page_of(readers.requests([request.authority.pk]).order_by("-asked_at", "pk"), wanted, show_request)


@router.post(f"{HERE}/reading-requests", response={201: ReadingRequestOut}, operation_id="ask_reading")
@inside(P.REQUEST)
def ask(request: ApiRequest, authority: str, data: AskReadingIn) -> Any:
    """Ask to read what is closed."""
    made = actions.ask_reading(request.actor, authority=request.authority, wanted=data.wanted, purpose=data.purpose)
    return Status(201, show_request(made))


@router.get(REQUEST, response=ReadingRequestOut, operation_id="reading_request")
@inside(SIGNED_IN)
def one(request: ApiRequest, authority: str, request_id: UUID) -> Any:
    """One request with its answer."""
    return show_request(object_for(ReadingRequest, request, request_id, P.REQUEST))


@router.post(f"{REQUEST}/answer", response=ReadingRequestOut, operation_id="answer_reading_request")
@inside(SIGNED_IN)
def answer(request: ApiRequest, authority: str, request_id: UUID, data: AnswerRequestIn) -> Any:
    """Answer with a reason and a ground. A yes books a reading of the document."""
    found = object_for(ReadingRequest, request, request_id, P.DECIDE)
    values = data.dict() | {"document": get_or_404(Document, request, data.document) if data.document else None}
    return show_request(actions.answer_request(request.actor, request=found, **values))


@router.post(f"{REQUEST}/withdraw", response=ReadingRequestOut, operation_id="withdraw_reading_request")
@inside(SIGNED_IN)
def withdraw(request: ApiRequest, authority: str, request_id: UUID) -> Any:
    """Take one's own request back."""
    found = object_for(ReadingRequest, request, request_id, P.REQUEST)
    return show_request(actions.withdraw_request(request.actor, request=found))
