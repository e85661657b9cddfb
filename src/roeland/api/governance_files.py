"""Routes on files of mandates: open, declare, certificates, training."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import File, Form, Router, Schema, Status, UploadedFile
from pydantic import Field

from roeland.api.guard import ApiRequest, In, get_or_404, inside, object_for
from roeland.governance import actions
from roeland.governance.models import Certificate, MandateFile, Training
from roeland.governance.queries import files as queries
from roeland.governance.rules import P
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import Invalid
from roeland.people.models import Mandate

router = Router(tags=["dossiers"])
LIST = "/authorities/{slug:authority}/mandate-files"
ONE = LIST + "/{uuid:file_id}"


class CertificateOut(Schema):
    id: UUID
    title: str
    issuer: str
    obtained_on: date
    expires_on: date | None
    sha256: str
    name: str


class TrainingOut(Schema):
    id: UUID
    title: str
    provider: str
    day: date
    hours: Decimal


class FileOut(Schema):
    """The file of a mandate; `file` is null until it was opened. `hours` are of this year."""

    mandate: UUID
    role: str
    person: UUID
    file: UUID | None
    hours_per_year: int
    hours: Decimal
    incompatibilities: str
    declared_on: date | None
    certificates: list[CertificateOut]
    trainings: list[TrainingOut]


class FileIn(In):
    mandate: UUID
    hours_per_year: int = Field(0, ge=0, le=2000)


class DeclareIn(In):
    """Only who gives mandates changes the hours."""

    incompatibilities: str = ""
    hours_per_year: int | None = Field(None, ge=0, le=2000)


class CertificateIn(In):
    """A certificate needs a title and the day on which it was obtained."""

    title: str = ""
    obtained_on: date | None = None
    expires_on: date | None = None
    issuer: str = ""


class TrainingIn(In):
    title: str
    day: date
    hours: Decimal = Field(gt=0, le=400, decimal_places=2)
    provider: str = ""


def _certificate(row: Certificate) -> CertificateOut:
    names = "title issuer obtained_on expires_on sha256 name".split()
    return CertificateOut(id=row.pk, **{name: getattr(row, name) for name in names})


def _training(row: Training) -> TrainingOut:
    return TrainingOut(id=row.pk, title=row.title, provider=row.provider, day=row.day, hours=row.hours)


def _show(one: queries.Dossier) -> FileOut:
    kept = one.file
    return FileOut(
        mandate=one.mandate.pk,
        role=one.mandate.role,
        person=one.mandate.person_id,
        file=kept.pk if kept else None,
        hours_per_year=kept.hours_per_year if kept else 0,
        hours=one.hours(clock.today().year),
        incompatibilities=kept.incompatibilities if kept else "",
        declared_on=kept.declared_on if kept else None,
        certificates=[_certificate(row) for row in one.certificates],
        trainings=[_training(row) for row in one.trainings],
    )


def _one(request: ApiRequest, file: MandateFile) -> FileOut:
    return _show(queries.dossiers(clock.today(), [request.authority.pk], mandate=file.mandate_id)[0])


@router.get(LIST, response=list[FileOut], operation_id="mandate_files")
@inside(SIGNED_IN)
def files(request: ApiRequest, authority: str) -> Any:
    """Files of mandates in sight; the holder always sees his own."""
    return [_show(one) for one in queries.dossiers(clock.today(), [request.authority.pk])]


@router.post(LIST, response={201: FileOut}, operation_id="open_mandate_file")
@inside(P.FILE_OPEN)
def open_file(request: ApiRequest, authority: str, data: FileIn) -> Any:
    """Open the file of a mandate."""
    mandate = get_or_404(Mandate, request, data.mandate)
    return Status(
        201, _one(request, actions.open_file(request.actor, mandate=mandate, hours_per_year=data.hours_per_year))
    )


@router.post(f"{ONE}/declare", response=FileOut, operation_id="declare_mandate_file")
@inside(SIGNED_IN)
def declare(request: ApiRequest, authority: str, file_id: UUID, data: DeclareIn) -> Any:
    """Declare incompatibilities, or that there are none."""
    row = object_for(MandateFile, request, file_id, P.FILE_KEEP, "mandate")
    return _one(request, actions.declare(request.actor, file=row, **data.model_dump()))


@router.post(f"{ONE}/certificates", response={201: CertificateOut}, operation_id="keep_certificate")
@inside(SIGNED_IN)
def certificate(
    request: ApiRequest,
    authority: str,
    file_id: UUID,
    data: Form[CertificateIn],
    file: File[UploadedFile] | None = None,
) -> Any:
    """Keep a certificate, with its file when there is one."""
    row = object_for(MandateFile, request, file_id, P.FILE_KEEP, "mandate")
    values = data.model_dump()
    if values["obtained_on"] is None:
        raise Invalid({"obtained_on": [_("Zeg wanneer het behaald is.")]})
    more: dict[str, Any] = {"content": file.file, "name": file.name or ""} if file else {}
    return Status(201, _certificate(actions.keep_certificate(request.actor, file=row, **values, **more)))


@router.post(f"{ONE}/trainings", response={201: TrainingOut}, operation_id="record_training")
@inside(SIGNED_IN)
def training(request: ApiRequest, authority: str, file_id: UUID, data: TrainingIn) -> Any:
    """Note hours of training."""
    row = object_for(MandateFile, request, file_id, P.FILE_KEEP, "mandate")
    return Status(201, _training(actions.record_training(request.actor, file=row, **data.model_dump())))
