"""Routes on evidence: upload, write, list, fetch."""

from datetime import date, datetime
from typing import IO, Any, cast
from uuid import UUID

from django.http import FileResponse, Http404
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from roeland.api.guard import ApiRequest, In, get_or_404, inside
from roeland.duties import actions, evidence_store
from roeland.duties.models import Evidence, Task
from roeland.kernel.page import SIGNED_IN

router = Router(tags=["bewijs"])
BYTES = {
    "responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}
}
OF_TASK = "/authorities/{slug:authority}/tasks/{uuid:task_id}/evidence"


class EvidenceOut(Schema):
    """`kind`: file, link or text. A file is sealed by its SHA-256."""

    id: UUID
    task: UUID
    kind: str
    label: str
    name: str
    sha256: str
    size: int
    media_type: str
    text: str
    link_kind: str
    link_id: UUID | None
    link_title: str
    effective_on: date
    uploaded_at: datetime
    uploaded_by: UUID | None


class EvidenceTextIn(In):
    text: str
    label: str = ""
    effective_on: date | None = None


class EvidenceFileIn(In):
    label: str = ""
    effective_on: date | None = None


def show(evidence: Evidence) -> EvidenceOut:
    """A piece of evidence as the API gives it."""
    plain = "kind label name sha256 size media_type text link_kind link_id link_title effective_on uploaded_at".split()
    values = {name: getattr(evidence, name) for name in plain}
    return EvidenceOut(id=evidence.pk, task=evidence.task_id, uploaded_by=evidence.uploaded_by_id, **values)


@router.get(OF_TASK, response=list[EvidenceOut], operation_id="evidence_of_task")
@inside(SIGNED_IN)
def of_task(request: ApiRequest, authority: str, task_id: UUID) -> Any:
    """The evidence of a task."""
    return [show(one) for one in get_or_404(Task, request, task_id).evidence.all()]


@router.post(f"{OF_TASK}/text", response={201: EvidenceOut}, operation_id="attach_text")
@inside(SIGNED_IN)
def attach_text(request: ApiRequest, authority: str, task_id: UUID, data: EvidenceTextIn) -> Any:
    """Write the evidence down."""
    made = actions.attach_text(
        request.actor,
        task=get_or_404(Task, request, task_id, "duty"),
        text=data.text,
        label=data.label,
        effective_on=data.effective_on,
    )
    return Status(201, show(made))


@router.post(f"{OF_TASK}/file", response={201: EvidenceOut}, operation_id="attach_file")
@inside(SIGNED_IN)
def attach_file(
    request: ApiRequest, authority: str, task_id: UUID, data: Form[EvidenceFileIn], file: File[UploadedFile]
) -> Any:
    """Upload a file (at most 50 MB) and seal it."""
    made = actions.attach_file(
        request.actor,
        task=get_or_404(Task, request, task_id, "duty"),
        file=cast("IO[bytes]", file),
        name=file.name or "",
        label=data.label,
        effective_on=data.effective_on,
    )
    return Status(201, show(made))


@router.get(
    "/authorities/{slug:authority}/evidence/{uuid:evidence_id}/file", operation_id="evidence_file", openapi_extra=BYTES
)
@inside(SIGNED_IN)
def fetch(request: ApiRequest, authority: str, evidence_id: UUID) -> Any:
    """The sealed file itself, always as an attachment."""
    found = get_or_404(Evidence, request, evidence_id)
    if not found.sha256:
        raise Http404
    return FileResponse(
        evidence_store.open_file(found.sha256),
        as_attachment=True,
        filename=found.name,
        content_type="application/octet-stream",
    )
