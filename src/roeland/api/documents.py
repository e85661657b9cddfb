"""Routes on documents: list, read, make, describe, give other readers, take out of use, begin the next version."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.api.plan import person_or_none
from roeland.documents import actions, queries
from roeland.documents.models import Document, Version
from roeland.documents.rules import P
from roeland.documents.values import REVIEW_MONTHS
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["documenten"])
LIST = "/authorities/{slug:authority}/documents"
ONE = LIST + "/{uuid:document_id}"


class DocumentOut(Schema):
    """`audience` is the circle of readers, `current` the version that they read, `review_due` the day of the next review."""

    id: UUID
    number: str
    kind: str
    title: str
    audience: str
    status: str
    tlp: str
    information_class: int | None
    language: str
    owner: UUID | None
    approve_role: str
    approve_body: str
    review_months: int
    review_due: date | None
    current: UUID | None
    replaced_by: UUID | None
    withdrawn_reason: str


class VersionLineOut(Schema):
    """A version without its text. `sha256` seals it from its submission on; `file_*` are of an uploaded file."""

    id: UUID
    document: UUID
    number: str
    status: str
    revision: int
    changes: str
    ask_again: bool
    made_by: UUID | None
    submitted_at: datetime | None
    approved_by: UUID | None
    approved_on: date | None
    decision: str
    published_at: datetime | None
    sha256: str
    file_name: str
    file_type: str
    file_size: int
    file_sha256: str


class DocumentDetailOut(DocumentOut):
    """A document with the versions that the reader may see, newest first."""

    versions: list[VersionLineOut]


class DocumentFilter(Paging):
    kind: str = Field("", max_length=20)
    audience: str = Field("", max_length=40)
    status: str = Field("", max_length=20)
    search: str = Field("", max_length=100)


class DocumentIn(In):
    """Without `tlp` the circle's own label is taken; `text` is what version 1.0 begins with."""

    title: str
    kind: str
    audience: str
    owner: UUID | None = None
    tlp: str = ""
    information_class: int | None = None
    approve_role: str = "general_director"
    approve_body: str = ""
    review_months: int = REVIEW_MONTHS
    language: str = "nl"
    text: str = ""


class DescribeIn(In):
    """What is left out stays as it is; `clear` names what becomes empty (`owner`, `information_class`)."""

    title: str | None = None
    kind: str | None = None
    owner: UUID | None = None
    tlp: str | None = None
    information_class: int | None = None
    approve_role: str | None = None
    approve_body: str | None = None
    review_months: int | None = None
    language: str | None = None
    clear: list[str] = []


class ReadersIn(In):
    audience: str


class WithdrawDocumentIn(In):
    reason: str


class ReplaceIn(In):
    """The published document that takes its place."""

    by: UUID


class NextVersionIn(In):
    """`major`: 1.3 becomes 2.0 instead of 1.4."""

    major: bool = False


def show(row: Document) -> DocumentOut:
    """A document as the API gives it."""
    return DocumentOut(**_values(row))


def _values(row: Document) -> dict[str, Any]:
    names = (
        "number kind title audience status tlp information_class language approve_role approve_body review_months "
        "review_due withdrawn_reason"
    ).split()
    values = {name: getattr(row, name) for name in names}
    return {"id": row.pk, "owner": row.owner_id, "current": row.current_id, "replaced_by": row.replaced_by_id, **values}


def line(row: Version) -> dict[str, Any]:
    """A version without its text."""
    names = (
        "number status revision changes ask_again submitted_at approved_on decision published_at sha256 file_name "
        "file_type file_size file_sha256"
    ).split()
    values = {name: getattr(row, name) for name in names}
    people = {"made_by": row.made_by_id, "approved_by": row.approved_by_id}
    return {"id": row.pk, "document": row.document_id, **people, **values}


def detail(row: Document) -> DocumentDetailOut:
    """A document with its versions."""
    versions = [VersionLineOut(**line(version)) for version in queries.versions(row)]
    return DocumentDetailOut(versions=versions, **_values(row))


@router.get(LIST, response=Page[DocumentOut], operation_id="documents")
@inside(P.SEE)
def documents(request: ApiRequest, authority: str, wanted: Query[DocumentFilter]) -> Any:
    """The documents that the reader may see, by title. The count knows no others."""
    rows = queries.search(queries.documents().filter(authority=request.authority), wanted.search)
    chosen = {name: value for name in ("kind", "audience", "status") if (value := getattr(wanted, name))}
    return page_of(rows.filter(**chosen), wanted, show)


@router.post(LIST, response={201: DocumentDetailOut}, operation_id="make_document")
@inside(P.EDIT)
def make(request: ApiRequest, authority: str, data: DocumentIn) -> Any:
    """Begin a document with version 1.0 as a draft. Asks to edit in its circle of readers."""
    values = data.dict() | {"owner": person_or_none(request, data.owner)}
    return Status(201, detail(actions.make(request.actor, authority=request.authority, **values)))


@router.get(ONE, response=DocumentDetailOut, operation_id="document")
@inside(SIGNED_IN)
def document(request: ApiRequest, authority: str, document_id: UUID) -> Any:
    """One document with the versions that the reader may see."""
    return detail(object_for(Document, request, document_id, P.SEE))


@router.post(f"{ONE}/describe", response=DocumentDetailOut, operation_id="describe_document")
@inside(SIGNED_IN)
def describe(request: ApiRequest, authority: str, document_id: UUID, data: DescribeIn) -> Any:
    """Change properties."""
    found = object_for(Document, request, document_id, P.EDIT)
    values: dict[str, Any] = {
        name: value for name, value in data.dict().items() if name not in {"clear", "owner"} and value is not None
    }
    if data.owner is not None:
        values["owner"] = person_or_none(request, data.owner)
    values |= {name: None for name in data.clear if name in {"owner", "information_class"}}
    return detail(actions.describe(request.actor, document=found, **values))


@router.post(f"{ONE}/readers", response=DocumentDetailOut, operation_id="change_readers")
@inside(SIGNED_IN)
def change_readers(request: ApiRequest, authority: str, document_id: UUID, data: ReadersIn) -> Any:
    """Give the document another circle of readers, with all that belongs to it. Asks to edit in both circles."""
    found = object_for(Document, request, document_id, P.EDIT)
    return detail(actions.change_readers(request.actor, document=found, audience=data.audience))


@router.post(f"{ONE}/withdraw", response=DocumentDetailOut, operation_id="withdraw_document")
@inside(SIGNED_IN)
def withdraw(request: ApiRequest, authority: str, document_id: UUID, data: WithdrawDocumentIn) -> Any:
    """Take a document out of use, with a reason."""
    found = object_for(Document, request, document_id, P.WITHDRAW)
    return detail(actions.withdraw(request.actor, document=found, reason=data.reason))


@router.post(f"{ONE}/replace", response=DocumentDetailOut, operation_id="replace_document")
@inside(SIGNED_IN)
def replace(request: ApiRequest, authority: str, document_id: UUID, data: ReplaceIn) -> Any:
    """Say that another published document takes its place."""
    found = object_for(Document, request, document_id, P.WITHDRAW)
    by = get_or_404(Document, request, data.by)
    return detail(actions.replace(request.actor, document=found, by=by))


@router.post(f"{ONE}/versions", response={201: VersionLineOut}, operation_id="start_version")
@inside(SIGNED_IN)
def start_version(request: ApiRequest, authority: str, document_id: UUID, data: NextVersionIn) -> Any:
    """Begin the next version from what is in force."""
    found = object_for(Document, request, document_id, P.EDIT)
    made = actions.start_version(request.actor, document=found, major=data.major)
    return Status(201, VersionLineOut(**line(made)))
