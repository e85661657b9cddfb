"""Routes on annual reports: list, figures, parts, freezing."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Path, Router, Schema, Status

from roeland.api.guard import ApiRequest, In, inside
from roeland.reports import actions, sections
from roeland.reports.models import FrozenFigure, FrozenPart, Report
from roeland.reports.queries import proof, reports
from roeland.reports.rules import P
from roeland.reports.values import Part
from roeland.reports.word import MEDIA_TYPE

router = Router(tags=["verslagen"])
PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}}
WORD = {"responses": {200: {"content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}}}}}
PROOF = {"responses": {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}}
LIST = "/authorities/{slug:authority}/reports"
ONE = LIST + "/{int:year}"
Year = Path[int]


class PartOut(Schema):
    """A printed part; the bytes never change."""

    part: str
    sha256: str
    size: int
    pages: int


class ReportOut(Schema):
    """`tree_size`, `root` and `checkpoint` say what a frozen report can be held against."""

    id: UUID
    year: int
    status: str
    started_at: datetime
    frozen_at: datetime | None
    tree_size: int | None
    root: str
    checkpoint: str
    key: str
    council_from: date | None
    council_until: date | None
    parts: list[PartOut]


class FigureOut(Schema):
    """A frozen figure with the query that counted it and how many records that were."""

    key: str
    title: str
    unit: str
    definition: str
    query: str
    version: int
    arguments: dict[str, Any]
    value: int
    previous: int | None
    records: int
    ids_sha256: str
    tree_size: int


class TextOut(Schema):
    """The text of a section; `confidential` ones stand in the annex only."""

    section: str
    title: str
    hint: str
    confidential: bool
    text: str


class ReportStartIn(In):
    year: int


class ReportTextIn(In):
    """An empty text takes it away."""

    section: str
    text: str


class OfferIn(In):
    """`since`: the papers are sent; `until`: the council meets."""

    since: date
    until: date


def show(report: Report) -> ReportOut:
    """A report with the parts that the reader may see."""
    names = "year status started_at frozen_at tree_size root checkpoint key council_from council_until".split()
    parts = [
        PartOut(part=part.value, sha256=row.sha256, size=row.size, pages=row.pages)
        for part, row in reports.parts(report).items()
    ]
    return ReportOut(id=report.pk, parts=parts, **{name: getattr(report, name) for name in names})


def find(request: ApiRequest, year: int) -> Report:
    """The report of a year, when the actor may see it."""
    found = reports.report(request.authority, year) if year < 2**15 else None
    if found is None:
        raise Http404
    return found


@router.get(LIST, response=list[ReportOut], operation_id="reports")
@inside(P.LIST)
def all_reports(request: ApiRequest, authority: str) -> Any:
    """The annual reports, newest first."""
    return [show(one) for one in reports.reports([request.authority])]


@router.post(LIST, response={201: ReportOut}, operation_id="start_report")
@inside(P.PREPARE)
def start(request: ApiRequest, authority: str, data: ReportStartIn) -> Any:
    """Begin the report of a year."""
    return Status(201, show(actions.start(request.actor, authority=request.authority, year=data.year)))


@router.get(ONE, response=ReportOut, operation_id="report")
@inside(P.LIST)
def report(request: ApiRequest, authority: str, year: Year) -> Any:
    """One report."""
    return show(find(request, year))


@router.get(f"{ONE}/figures", response=list[FigureOut], operation_id="figures")
@inside(P.LIST)
def figures(request: ApiRequest, authority: str, year: Year) -> Any:
    """The frozen figures; empty while the report is a draft."""
    rows = FrozenFigure.objects.filter(report=find(request, year))
    names = "key title unit definition query version arguments value previous ids_sha256 tree_size".split()
    return [FigureOut(records=len(row.ids), **{name: getattr(row, name) for name in names}) for row in rows]


def _texts(found: Report) -> list[TextOut]:
    written = reports.texts(found)
    return [
        TextOut(
            section=item.key,
            title=item.title,
            hint=item.hint,
            confidential=item.confidential_only,
            text=(written.annex if item.confidential_only else written.public).get(item.key, ""),
        )
        for item in sections.SECTIONS
        if item.hint
    ]


@router.get(f"{ONE}/texts", response=list[TextOut], operation_id="report_texts")
@inside(P.PREPARE)
def texts(request: ApiRequest, authority: str, year: Year) -> Any:
    """The sections in which something can be written, with what stands there."""
    return _texts(find(request, year))


@router.post(f"{ONE}/texts", response=list[TextOut], operation_id="write_report")
@inside(P.PREPARE)
def write(request: ApiRequest, authority: str, year: Year, data: ReportTextIn) -> Any:
    """Write the text of one section. Answers all of them."""
    found = find(request, year)
    actions.write(request.actor, report=found, section=data.section, text=data.text)
    return _texts(found)


@router.post(f"{ONE}/offer", response=ReportOut, operation_id="offer_report")
@inside(P.OFFER)
def offer(request: ApiRequest, authority: str, year: Year, data: OfferIn) -> Any:
    """Lay a frozen report before the council: councillors read its public part from `since` until the meeting."""
    return show(actions.offer(request.actor, report=find(request, year), since=data.since, until=data.until))


@router.post(f"{ONE}/freeze", response=ReportOut, operation_id="freeze_report")
@inside(P.FREEZE)
def freeze(request: ApiRequest, authority: str, year: Year) -> Any:
    """Fix the figures and print every part. Nothing about the report changes afterwards."""
    return show(actions.freeze(request.actor, report=find(request, year)))


@router.get(f"{ONE}/{{part}}.pdf", operation_id="report_pdf", openapi_extra=PDF)
@inside(P.LIST)
def pdf(request: ApiRequest, authority: str, year: Year, part: Part) -> Any:
    """A printed part of a frozen report, the same bytes for ever."""
    return _attachment(
        reports.pdf(_frozen(request, year, part)), f"{authority}-{year}-{part.slug}.pdf", "application/pdf"
    )


@router.get(f"{ONE}/{{part}}.docx", operation_id="report_word", openapi_extra=WORD)
@inside(P.LIST)
def word(request: ApiRequest, authority: str, year: Year, part: Part) -> Any:
    """A part of a frozen report as a Word file to work in; the frozen bytes are those of the PDF."""
    return _attachment(reports.paper(_frozen(request, year, part)), f"{authority}-{year}-{part.slug}.docx", MEDIA_TYPE)


@router.get(f"{ONE}/proof", operation_id="report_proof", openapi_extra=PROOF)
@inside(P.LIST)
def freeze_proof(request: ApiRequest, authority: str, year: Year) -> Any:
    """The tlog-proof of the entry that states the freeze, for verify.py; 404 while the report is a draft."""
    found = find(request, year)
    text = proof.of_freeze(found) if reports.parts(found) else None
    if text is None:
        raise Http404
    return _attachment(text.encode(), f"{authority}-{year}.tlog-proof", "text/plain; charset=utf-8")


def _frozen(request: ApiRequest, year: int, part: Part) -> FrozenPart:
    row = reports.part(find(request, year), part)
    if row is None:
        raise Http404
    return row


def _attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=media_type, headers=headers)
