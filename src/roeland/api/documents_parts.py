"""Routes on what belongs to a version: remarks and attachments."""

from datetime import datetime
from typing import IO, Any, cast
from uuid import UUID

from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from roeland.api.documents_versions import BYTES, ONE, of
from roeland.api.guard import ApiRequest, In, get_or_404, inside, object_for
from roeland.documents import actions, queries
from roeland.documents.models import Attachment, Comment
from roeland.documents.rules import P
from roeland.duties.serving import sealed_file
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["documenten"])
COMMENT = "/authorities/{slug:authority}/comments/{uuid:comment_id}"
ATTACHMENT = "/authorities/{slug:authority}/attachments/{uuid:attachment_id}"


class AttachIn(In):
    label: str = Field("", max_length=200)


class CommentOut(Schema):
    """`anchor` names a paragraph by its words, `quote` its beginning; empty is the whole version."""

    id: UUID
    anchor: str
    quote: str
    text: str
    person: UUID | None
    at: datetime
    resolved_by: UUID | None
    resolved_at: datetime | None


class CommentIn(In):
    text: str
    anchor: str = Field("", max_length=40)


class AttachmentOut(Schema):
    """A file sealed by its SHA-256."""

    id: UUID
    name: str
    label: str
    sha256: str
    size: int
    media_type: str
    person: UUID | None
    at: datetime


def show_comment(row: Comment) -> CommentOut:
    """A remark as the API gives it."""
    values = {name: getattr(row, name) for name in ("anchor", "quote", "text", "at", "resolved_at")}
    return CommentOut(id=row.pk, person=row.person_id, resolved_by=row.resolved_by_id, **values)


def show_attachment(row: Attachment) -> AttachmentOut:
    """An attachment as the API gives it."""
    values = {name: getattr(row, name) for name in ("name", "label", "sha256", "size", "media_type", "at")}
    return AttachmentOut(id=row.pk, person=row.person_id, **values)


@router.get(f"{ONE}/comments", response=list[CommentOut], operation_id="version_comments")
@inside(SIGNED_IN)
def comments(request: ApiRequest, authority: str, version_id: UUID) -> Any:
    """Remarks on a version, oldest first."""
    return [show_comment(row) for row in queries.comments(of(request, version_id, P.SEE))]


@router.post(f"{ONE}/comments", response={201: CommentOut}, operation_id="comment_version")
@inside(SIGNED_IN)
def comment(request: ApiRequest, authority: str, version_id: UUID, data: CommentIn) -> Any:
    """Write a remark on a paragraph, or on the whole."""
    found = of(request, version_id, P.COMMENT)
    made = actions.comment(request.actor, version=found, text=data.text, anchor=data.anchor)
    return Status(201, show_comment(made))


@router.post(f"{COMMENT}/resolve", response=CommentOut, operation_id="resolve_comment")
@inside(SIGNED_IN)
def resolve(request: ApiRequest, authority: str, comment_id: UUID) -> Any:
    """Say that a remark is dealt with."""
    found = object_for(Comment, request, comment_id, P.COMMENT)
    return show_comment(actions.resolve(request.actor, comment=found))


@router.get(f"{ONE}/attachments", response=list[AttachmentOut], operation_id="attachments")
@inside(SIGNED_IN)
def attachments(request: ApiRequest, authority: str, version_id: UUID) -> Any:
    """The sealed files of a version."""
    return [show_attachment(row) for row in queries.attachments(of(request, version_id, P.SEE))]


@router.post(f"{ONE}/attachments", response={201: AttachmentOut}, operation_id="attach_to_version")
@inside(SIGNED_IN)
def attach(
    request: ApiRequest, authority: str, version_id: UUID, data: Form[AttachIn], file: File[UploadedFile]
) -> Any:
    """Add a file to a draft."""
    found = of(request, version_id, P.EDIT)
    handle = cast("IO[bytes]", file.file)
    made = actions.attach(request.actor, version=found, file=handle, name=file.name or "bestand", label=data.label)
    return Status(201, show_attachment(made))


@router.get(f"{ATTACHMENT}/file", operation_id="attachment_file", openapi_extra=BYTES)
@inside(SIGNED_IN)
def file(request: ApiRequest, authority: str, attachment_id: UUID) -> Any:
    """The bytes of an attachment."""
    found = get_or_404(Attachment, request, attachment_id, "version", "version__document")
    actions.note_reading(request.actor, found.version, found.name)
    return sealed_file(found.sha256, found.name)


@router.post(f"{ATTACHMENT}/remove", response=list[AttachmentOut], operation_id="detach")
@inside(SIGNED_IN)
def detach(request: ApiRequest, authority: str, attachment_id: UUID) -> Any:
    """Take an attachment out of a draft. Answers those that are left."""
    found = object_for(Attachment, request, attachment_id, P.EDIT, "version")
    version = found.version
    actions.detach(request.actor, attachment=found)
    return [show_attachment(row) for row in queries.attachments(version)]
