"""Routes on one version: read, save, upload, submit, send back, approve, publish, stop, compare."""

import json
from datetime import date, datetime
from typing import IO, Any, Literal, cast
from uuid import UUID

from django.http import Http404, JsonResponse
from ninja import File, Query, Router, Schema
from ninja.files import UploadedFile

from roeland.api.documents import VersionLineOut, line
from roeland.api.guard import ApiRequest, In, inside, object_for
from roeland.api.problems import MEDIA_TYPE, problem
from roeland.documents import actions, queries
from roeland.documents.diff import compare
from roeland.documents.models import Revision, Version
from roeland.documents.rules import P
from roeland.duties.serving import sealed_file
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["documenten"])
ONE = "/authorities/{slug:authority}/versions/{uuid:version_id}"
BYTES = {
    "responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}
}


class VersionOut(VersionLineOut):
    """`text` is Markdown; `content` the document model frozen at approval."""

    text: str
    content: dict[str, Any] | None


class RevisionOut(Schema):
    """One saving. `base` is the saving it was written on; `beside` says that it did not become the text."""

    number: int
    base: int
    beside: bool
    person: UUID | None
    at: datetime
    text: str


class SavedOut(Schema):
    """What saving came to. With `theirs` somebody saved in between: their text stays, `mine` stands beside it (status 409)."""

    version: UUID
    revision: int
    mine: RevisionOut
    theirs: RevisionOut | None


class SaveIn(In):
    """`base`: the revision that was read. `merges`: the number of the own revision beside the text that this one brings in."""

    text: str
    base: int = 0
    merges: int | None = None


class SendBackIn(In):
    reason: str


class DropIn(In):
    reason: str


class ApproveIn(In):
    """`decision` is asked when a body decides."""

    on: date | None = None
    decision: str = ""


class PublishIn(In):
    """`changes` is asked from the second version on."""

    changes: str = ""
    ask_again: bool = False


class DiffFilter(In):
    """Another version of the same document; left out: the one it began from."""

    other: UUID | None = None


class SegmentOut(Schema):
    kind: Literal["same", "changed", "added", "removed"]
    text: str


class DiffRowOut(Schema):
    """A paragraph on both sides; of unchanged ones only how many there are."""

    kind: Literal["same", "changed", "added", "removed"]
    left: list[SegmentOut]
    right: list[SegmentOut]
    unchanged: int


class DiffOut(Schema):
    """`touched` of `chapters` hold a change."""

    old: UUID
    new: UUID
    changes: int
    touched: int
    chapters: int
    rows: list[DiffRowOut]


def show(row: Version) -> VersionOut:
    """A version with its text."""
    return VersionOut(text=row.text, content=row.content, **line(row))


def revision(row: Revision) -> RevisionOut:
    """A saving as the API gives it."""
    values = {name: getattr(row, name) for name in ("number", "base", "beside", "at", "text")}
    return RevisionOut(person=row.person_id, **values)


def of(request: ApiRequest, version_id: UUID, permission: Any) -> Version:
    """The version, for who holds the permission on it and may take it along: who reads on the spot or under a mandate reads on the
    page, where every view is told."""
    found = object_for(Version, request, version_id, permission, "document", "authority")
    if not queries.may_take(request.actor, found):
        raise Http404
    return found


@router.get(ONE, response=VersionOut, operation_id="version")
@inside(SIGNED_IN)
def version(request: ApiRequest, authority: str, version_id: UUID) -> Any:
    """A version with its text. Reading a restricted one is a fact each time, but for a reload within some minutes."""
    found = of(request, version_id, P.SEE)
    actions.note_reading(request.actor, found)
    return show(found)


@router.get(f"{ONE}/revisions", response=list[RevisionOut], operation_id="revisions")
@inside(SIGNED_IN)
def revisions(request: ApiRequest, authority: str, version_id: UUID) -> Any:
    """Every saving of a version, newest first; empty for who only reads."""
    found = of(request, version_id, P.SEE)
    actions.note_reading(request.actor, found)
    return [revision(row) for row in queries.revisions(found)]


@router.get(f"{ONE}/diff", response=DiffOut, operation_id="version_diff")
@inside(SIGNED_IN)
def diff(request: ApiRequest, authority: str, version_id: UUID, wanted: Query[DiffFilter]) -> Any:
    """What changed from another version to this one, words beside words."""
    new = of(request, version_id, P.SEE)
    old = new
    if wanted.other is not None:
        old = of(request, wanted.other, P.SEE)
        if old.document_id != new.document_id:
            raise Http404
    elif new.based_on_id is not None:
        old = queries.version(request.authority, new.based_on_id) or new
    for one in (old, new):
        actions.note_reading(request.actor, one)
    found = compare(old.text, new.text)
    rows = [
        DiffRowOut(
            kind=row.kind.value,
            left=[SegmentOut(kind=part.kind.value, text=part.text) for part in row.left],
            right=[SegmentOut(kind=part.kind.value, text=part.text) for part in row.right],
            unchanged=len(row.units),
        )
        for row in found.rows
    ]
    return DiffOut(
        old=old.pk, new=new.pk, changes=found.changes, touched=found.touched, chapters=found.chapters, rows=rows
    )


@router.post(f"{ONE}/save", response=SavedOut, operation_id="save_version")
@inside(SIGNED_IN)
def save(request: ApiRequest, authority: str, version_id: UUID, data: SaveIn) -> Any:
    """Save the text of a draft. When somebody saved in between nothing is lost: the answer is 409, a problem with a member `saved`
    that has the shape of a success and holds both texts."""
    found = of(request, version_id, P.EDIT)
    merges = None
    if data.merges is not None:
        merges = queries.beside(found, request.actor.person_in(found.authority_id))
        if merges is None or merges.number != data.merges:
            raise Http404
    saved = actions.save_draft(request.actor, version=found, text=data.text, base=data.base, merges=merges)
    theirs = revision(saved.theirs) if saved.theirs else None
    out = SavedOut(version=found.pk, revision=saved.version.revision, mine=revision(saved.mine), theirs=theirs)
    if theirs is None:
        return out
    body = problem(409, "Iemand bewaarde intussen. Jouw tekst staat ernaast, niets is weg.").content
    both = {**json.loads(body), "saved": out.model_dump(mode="json")}
    return JsonResponse(both, status=409, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})


@router.post(f"{ONE}/file", response=VersionOut, operation_id="upload_version")
@inside(SIGNED_IN)
def upload(request: ApiRequest, authority: str, version_id: UUID, file: File[UploadedFile]) -> Any:
    """Make a Word, OpenDocument, PDF or text file the draft."""
    found = of(request, version_id, P.EDIT)
    handle = cast("IO[bytes]", file.file)
    return show(actions.upload(request.actor, version=found, file=handle, name=file.name or "bestand"))


@router.get(f"{ONE}/file", operation_id="version_file", openapi_extra=BYTES)
@inside(SIGNED_IN)
def file(request: ApiRequest, authority: str, version_id: UUID) -> Any:
    """The uploaded file of a version."""
    found = of(request, version_id, P.SEE)
    if not found.file_sha256 or not queries.may_take(request.actor, found):
        raise Http404
    actions.note_reading(request.actor, found, found.file_name)
    return sealed_file(found.file_sha256, found.file_name)


@router.post(f"{ONE}/text", response=VersionOut, operation_id="leave_file")
@inside(SIGNED_IN)
def go_on_as_text(request: ApiRequest, authority: str, version_id: UUID) -> Any:
    """Leave the uploaded file behind and write on in its text."""
    return show(actions.go_on_as_text(request.actor, version=of(request, version_id, P.EDIT)))


@router.post(f"{ONE}/submit", response=VersionOut, operation_id="submit_version")
@inside(SIGNED_IN)
def submit(request: ApiRequest, authority: str, version_id: UUID) -> Any:
    """Lay a draft before who approves it; it is sealed."""
    return show(actions.submit(request.actor, version=of(request, version_id, P.EDIT)))


@router.post(f"{ONE}/send-back", response=VersionOut, operation_id="send_back_version")
@inside(SIGNED_IN)
def send_back(request: ApiRequest, authority: str, version_id: UUID, data: SendBackIn) -> Any:
    """Give a submitted version back, with a reason."""
    found = of(request, version_id, P.APPROVE)
    return show(actions.send_back(request.actor, version=found, reason=data.reason))


@router.post(f"{ONE}/approve", response=VersionOut, operation_id="approve_version")
@inside(SIGNED_IN)
def approve(request: ApiRequest, authority: str, version_id: UUID, data: ApproveIn) -> Any:
    """Approve a submitted version, or record what a body decided. Live blocks are frozen."""
    found = of(request, version_id, P.APPROVE)
    return show(actions.approve(request.actor, version=found, on=data.on, decision=data.decision))


@router.post(f"{ONE}/publish", response=VersionOut, operation_id="publish_version")
@inside(SIGNED_IN)
def publish(request: ApiRequest, authority: str, version_id: UUID, data: PublishIn) -> Any:
    """Show an approved version to its readers."""
    found = of(request, version_id, P.EDIT)
    return show(actions.publish(request.actor, version=found, changes=data.changes, ask_again=data.ask_again))


@router.post(f"{ONE}/drop", response=VersionOut, operation_id="drop_version")
@inside(SIGNED_IN)
def drop(request: ApiRequest, authority: str, version_id: UUID, data: DropIn) -> Any:
    """Stop a version that will not go on."""
    return show(actions.drop(request.actor, version=of(request, version_id, P.EDIT), reason=data.reason))
