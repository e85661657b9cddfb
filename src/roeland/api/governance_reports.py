"""Routes on management reports: begin, write, freeze, the sealed paper."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Router, Schema, Status

from roeland.api.guard import ApiRequest, In, inside, object_for
from roeland.governance import actions, printing
from roeland.governance.models import ManagementReport
from roeland.governance.queries import management as queries
from roeland.governance.rules import P

router = Router(tags=["managementverslag"])
LIST = "/authorities/{slug:authority}/management-reports"
ONE = LIST + "/{uuid:management_report_id}"
PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}}


class SectionOut(Schema):
    key: str
    title: str
    sentences: list[str]
    figures: list[tuple[str, str]]
    text: str


class ManagementReportOut(Schema):
    id: UUID
    title: str
    first: date
    last: date
    status: str
    frozen_at: datetime | None
    sha256: str


class ManagementReportFullOut(ManagementReportOut):
    sections: list[SectionOut]


class PeriodIn(In):
    """The period lies within one calendar year."""

    title: str
    first: date
    last: date


class SectionIn(In):
    """An empty text takes it away."""

    section: str
    text: str


def _show(row: ManagementReport) -> ManagementReportOut:
    names = "title first last status frozen_at sha256".split()
    return ManagementReportOut(id=row.pk, **{name: getattr(row, name) for name in names})


def _full(request: ApiRequest, row: ManagementReport) -> ManagementReportFullOut:
    offered = [] if row.frozen else queries.topics(request.actor, row)
    found = [SectionOut(**queries.to_data(one)) for one in queries.sections(row, offered)]
    return ManagementReportFullOut(sections=found, **_show(row).model_dump())


@router.get(LIST, response=list[ManagementReportOut], operation_id="management_reports")
@inside(P.REPORT_SEE)
def reports(request: ApiRequest, authority: str) -> Any:
    """Management reports, newest period first."""
    return [_show(row) for row in queries.reports([request.authority.pk])]


@router.get(ONE, response=ManagementReportFullOut, operation_id="management_report")
@inside(P.REPORT_SEE)
def report(request: ApiRequest, authority: str, management_report_id: UUID) -> Any:
    """One report with its sections."""
    return _full(request, object_for(ManagementReport, request, management_report_id, P.REPORT_SEE, "authority"))


@router.post(LIST, response={201: ManagementReportOut}, operation_id="begin_management_report")
@inside(P.REPORT_WRITE)
def begin(request: ApiRequest, authority: str, data: PeriodIn) -> Any:
    """Begin a report over a period."""
    return Status(201, _show(actions.begin_report(request.actor, authority=request.authority, **data.model_dump())))


@router.post(f"{ONE}/texts", response=ManagementReportFullOut, operation_id="write_management_report")
@inside(P.REPORT_WRITE)
def write(request: ApiRequest, authority: str, management_report_id: UUID, data: SectionIn) -> Any:
    """Write the text of a section."""
    row = object_for(ManagementReport, request, management_report_id, P.REPORT_WRITE, "authority")
    actions.write_report(request.actor, report=row, section=data.section, words=data.text)
    return _full(request, row)


@router.post(f"{ONE}/freeze", response=ManagementReportOut, operation_id="freeze_management_report")
@inside(P.REPORT_FREEZE)
def freeze(request: ApiRequest, authority: str, management_report_id: UUID) -> Any:
    """Freeze a report: nothing about it changes afterwards."""
    row = object_for(ManagementReport, request, management_report_id, P.REPORT_FREEZE, "authority")
    return _show(actions.freeze_report(request.actor, report=row))


@router.get(f"{ONE}.pdf", operation_id="management_report_pdf", openapi_extra=PDF)
@inside(P.REPORT_SEE)
def paper(request: ApiRequest, authority: str, management_report_id: UUID) -> Any:
    """The sealed paper of a frozen report, the same bytes for ever."""
    row = object_for(ManagementReport, request, management_report_id, P.REPORT_SEE)
    try:
        content = printing.bytes_of(row.sha256) if row.frozen else b""
    except FileNotFoundError:
        raise Http404 from None
    if not content:
        raise Http404
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{authority}-managementverslag.pdf"'
    return response
