"""Routes on evidence: upload, write, list, fetch."""

from datetime import date, datetime
from typing import IO, Any, cast
from uuid import UUID

from django.http import Http404
from ninja import File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from roeland.api.guard import ApiRequest, In, get_or_404, inside, object_for
from roeland.duties import actions, providers
from roeland.duties.models import Evidence, Task
from roeland.duties.rules import P
from roeland.duties.serving import sealed_file
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
    erased_at: datetime | None
    erase_reason: str


class EvidenceTextIn(In):
    text: str
    label: str = ""
    effective_on: date | None = None


class EvidenceLinkIn(In):
    """A record of any room, as `records` gives it."""

    kind: str
    record_id: UUID
    label: str = ""
    effective_on: date | None = None


class RecordOut(Schema):
    """A record (gegeven) that may serve as evidence; `kind` and `id` name it together."""

    kind: str
    kind_name: str
    id: UUID
    title: str
    on: date


class RecordFilter(In):
    search: str = Field("", max_length=100)


class EraseEvidenceIn(In):
    """`ground` is an id of the grounds for erasing, as in the log."""

    ground: str
    reason: str


class EvidenceFileIn(In):
    label: str = ""
    effective_on: date | None = None


def show(evidence: Evidence) -> EvidenceOut:
    """A piece of evidence as the API gives it."""
    plain = "kind label name sha256 size media_type text link_kind link_id link_title effective_on uploaded_at".split()
    plain += ["erased_at", "erase_reason"]
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
        task=object_for(Task, request, task_id, P.TASK_DO, "duty"),
        text=data.text,
        label=data.label,
        effective_on=data.effective_on,
    )
    return Status(201, show(made))


@router.get("/authorities/{slug:authority}/records", response=list[RecordOut], operation_id="records")
@inside(SIGNED_IN)
def records(request: ApiRequest, authority: str, wanted: Query[RecordFilter]) -> Any:
    """Records of all rooms that fit the words and that the owner of the token may see, the first few of each kind."""
    words = wanted.search.strip()
    return [
        RecordOut(kind=row.kind, kind_name=provider.label, id=row.id, title=row.title, on=row.on)
        for provider in (providers.KINDS.values() if words else ())
        for row in provider.search(request.authority.pk, words)
    ]


@router.post(f"{OF_TASK}/link", response={201: EvidenceOut}, operation_id="attach_link")
@inside(SIGNED_IN)
def attach_link(request: ApiRequest, authority: str, task_id: UUID, data: EvidenceLinkIn) -> Any:
    """Point to a record of any room as evidence."""
    found = object_for(Task, request, task_id, P.TASK_DO, "duty")
    return Status(201, show(actions.attach_link(request.actor, task=found, **data.model_dump())))


@router.post(
    "/authorities/{slug:authority}/evidence/{uuid:evidence_id}/remove",
    response=list[EvidenceOut],
    operation_id="remove_evidence",
)
@inside(SIGNED_IN)
def remove(request: ApiRequest, authority: str, evidence_id: UUID) -> Any:
    """Take a piece of evidence away before the task is handed in. Answers what the task still has."""
    found = object_for(Evidence, request, evidence_id, P.TASK_DO, "task__duty")
    task = found.task
    actions.remove_evidence(request.actor, evidence=found)
    return [show(one) for one in task.evidence.all()]


@router.post(
    "/authorities/{slug:authority}/evidence/{uuid:evidence_id}/erase",
    response=EvidenceOut,
    operation_id="erase_evidence",
)
@inside(P.EVIDENCE_ERASE)
def erase(request: ApiRequest, authority: str, evidence_id: UUID, data: EraseEvidenceIn) -> Any:
    """Erase the file or the text for ever; the row with seal, size and reason stays."""
    found = get_or_404(Evidence, request, evidence_id, "task")
    return show(actions.erase_evidence(request.actor, evidence=found, ground=data.ground, reason=data.reason))


@router.post(f"{OF_TASK}/file", response={201: EvidenceOut}, operation_id="attach_file")
@inside(SIGNED_IN)
def attach_file(
    request: ApiRequest, authority: str, task_id: UUID, data: Form[EvidenceFileIn], file: File[UploadedFile]
) -> Any:
    """Upload a file (at most 50 MB) and seal it."""
    made = actions.attach_file(
        request.actor,
        task=object_for(Task, request, task_id, P.TASK_DO, "duty"),
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
    if not found.sha256 or found.erased_at is not None:
        raise Http404
    return sealed_file(found.sha256, found.name)
