"""Routes on the cooperation agreement, visits and their points."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import Query, Router, Status

from roeland.api.guard import ApiRequest, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.api.plan import person_or_none
from roeland.api.visits_shapes import (
    AgreementEndIn,
    AgreementIn,
    AgreementOut,
    CloseVisitIn,
    OpenIn,
    SettleIn,
    TimerIn,
    VisitDetail,
    VisitFilter,
    VisitIn,
    VisitItemIn,
    VisitItemOut,
    VisitLine,
    VisitMoveIn,
    VisitNoteIn,
    WhyIn,
)
from roeland.documents.models import Document
from roeland.kernel.page import SIGNED_IN
from roeland.visits import sealing
from roeland.visits.actions import agreements as agreement_verbs
from roeland.visits.actions import closing as closing_verbs
from roeland.visits.actions import items as item_verbs
from roeland.visits.actions import visits as verbs
from roeland.visits.models import Agreement, Visit, VisitItem
from roeland.visits.queries import visits as queries
from roeland.visits.rules import P

router = Router(tags=["bezoeken"])
BASE = "/authorities/{slug:authority}"
AGREEMENTS, VISITS, ITEMS = f"{BASE}/agreements", f"{BASE}/officer-visits", f"{BASE}/visit-items"
AGREEMENT, VISIT, ITEM = (
    AGREEMENTS + "/{uuid:agreement_id}",
    VISITS + "/{uuid:visit_id}",
    ITEMS + "/{uuid:visit_item_id}",
)
PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}}


def _named(row: Any, names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names.split()}


def show_agreement(row: Agreement) -> AgreementOut:
    names = (
        "provider client decision decided_on modules_in modules_out days_per_month hours_per_day day_rate weekday week start end "
        "note ended_reason"
    )
    return AgreementOut(id=row.pk, officer=row.officer_id, document=row.document_id, **_named(row, names))


LINE = "planned_on status onsite minutes next_on cost closed_at sha256"


def show_visit(row: Visit) -> VisitLine:
    return VisitLine(id=row.pk, officer=row.officer_id, **_named(row, LINE))


def show_item(row: VisitItem) -> VisitItemOut:
    names = _named(row, "title origin note outcome text due")
    return VisitItemOut(id=row.pk, task=row.task_id, person=row.person_id, **names)


def _detail(row: Visit) -> VisitDetail:
    items = [show_item(item) for item in queries.items([row])[row.pk]]
    return VisitDetail(id=row.pk, officer=row.officer_id, items=items, **_named(row, LINE + " notes text"))


def _values(request: ApiRequest, data: AgreementIn) -> dict[str, Any]:
    document = get_or_404(Document, request, data.document) if data.document else None
    return data.model_dump() | {"officer": person_or_none(request, data.officer), "document": document}


@router.get(AGREEMENTS, response=Page[AgreementOut], operation_id="agreements")
@inside(P.SEE)
def agreements(request: ApiRequest, authority: str, wanted: Query[Paging]) -> Any:
    """Agreements, newest first."""
    return page_of(Agreement.objects.filter(authority=request.authority), wanted, show_agreement)


@router.post(AGREEMENTS, response={201: AgreementOut}, operation_id="make_agreement")
@inside(P.AGREE)
def make(request: ApiRequest, authority: str, data: AgreementIn) -> Any:
    """Lay an agreement down."""
    values = _values(request, data)
    made = agreement_verbs.make_agreement(request.actor, authority=request.authority, values=values)
    return Status(201, show_agreement(made))


@router.post(f"{AGREEMENT}/change", response=AgreementOut, operation_id="change_agreement")
@inside(P.AGREE)
def change(request: ApiRequest, authority: str, agreement_id: UUID, data: AgreementIn) -> Any:
    """Change the terms."""
    found = get_or_404(Agreement, request, agreement_id)
    values = _values(request, data)
    return show_agreement(agreement_verbs.change_agreement(request.actor, agreement=found, values=values))


@router.post(f"{AGREEMENT}/end", response=AgreementOut, operation_id="end_agreement")
@inside(P.AGREE)
def end(request: ApiRequest, authority: str, agreement_id: UUID, data: AgreementEndIn) -> Any:
    """End an agreement."""
    found = get_or_404(Agreement, request, agreement_id)
    return show_agreement(agreement_verbs.end_agreement(request.actor, agreement=found, **data.model_dump()))


@router.get(VISITS, response=Page[VisitLine], operation_id="officer_visits")
@inside(P.SEE)
def visits(request: ApiRequest, authority: str, wanted: Query[VisitFilter]) -> Any:
    """Visits, newest first."""
    rows = Visit.objects.filter(authority=request.authority)
    return page_of(rows.filter(status=wanted.status) if wanted.status else rows, wanted, show_visit)


@router.post(VISITS, response={201: VisitLine}, operation_id="plan_visit")
@inside(P.EDIT)
def plan(request: ApiRequest, authority: str, data: VisitIn) -> Any:
    """Plan a visit."""
    officer = person_or_none(request, data.officer)
    made = verbs.plan_visit(request.actor, authority=request.authority, on=data.on, officer=officer)
    return Status(201, show_visit(made))


@router.get(VISIT, response=VisitDetail, operation_id="officer_visit")
@inside(P.SEE)
def visit(request: ApiRequest, authority: str, visit_id: UUID) -> Any:
    """One visit with its points."""
    return _detail(get_or_404(Visit, request, visit_id))


@router.get(f"{VISIT}/report.pdf", operation_id="visit_pdf", openapi_extra=PDF)
@inside(P.SEE)
def pdf(request: ApiRequest, authority: str, visit_id: UUID) -> HttpResponse:
    """The sealed page of a closed visit."""
    content = sealing.content_of(get_or_404(Visit, request, visit_id))
    if content is None:
        raise Http404
    return HttpResponse(content, content_type="application/pdf", headers={"X-Content-Type-Options": "nosniff"})


def _visit(request: ApiRequest, pk: UUID) -> Visit:
    return object_for(Visit, request, pk, P.EDIT)


@router.post(f"{VISIT}/move", response=VisitLine, operation_id="move_visit")
@inside(SIGNED_IN)
def move(request: ApiRequest, authority: str, visit_id: UUID, data: VisitMoveIn) -> Any:
    """Another day, before it began."""
    return show_visit(verbs.move_visit(request.actor, visit=_visit(request, visit_id), on=data.on))


@router.post(f"{VISIT}/drop", response=VisitLine, operation_id="drop_visit")
@inside(SIGNED_IN)
def drop(request: ApiRequest, authority: str, visit_id: UUID, data: WhyIn) -> Any:
    """It does not take place."""
    return show_visit(verbs.drop_visit(request.actor, visit=_visit(request, visit_id), reason=data.reason))


@router.post(f"{VISIT}/open", response=VisitDetail, operation_id="open_visit")
@inside(SIGNED_IN)
def begin(request: ApiRequest, authority: str, visit_id: UUID, data: OpenIn) -> Any:
    """Begin: the agenda becomes points."""
    return _detail(verbs.open_visit(request.actor, visit=_visit(request, visit_id), onsite=data.onsite))


@router.post(f"{VISIT}/note", response=VisitDetail, operation_id="note_visit")
@inside(SIGNED_IN)
def note(request: ApiRequest, authority: str, visit_id: UUID, data: VisitNoteIn) -> Any:
    """Keep notes, time and the next date."""
    return _detail(verbs.note_visit(request.actor, visit=_visit(request, visit_id), **data.model_dump()))


@router.post(f"{VISIT}/timer", response=VisitLine, operation_id="time_visit")
@inside(SIGNED_IN)
def timer(request: ApiRequest, authority: str, visit_id: UUID, data: TimerIn) -> Any:
    """Start or stop the time."""
    return show_visit(verbs.time_visit(request.actor, visit=_visit(request, visit_id), running=data.running))


@router.post(f"{VISIT}/items", response={201: VisitItemOut}, operation_id="add_visit_item")
@inside(SIGNED_IN)
def add(request: ApiRequest, authority: str, visit_id: UUID, data: VisitItemIn) -> Any:
    """Put a point on the agenda."""
    made = item_verbs.add_item(request.actor, visit=_visit(request, visit_id), title=data.title)
    return Status(201, show_item(made))


@router.post(f"{ITEM}/settle", response=VisitItemOut, operation_id="settle_visit_item")
@inside(SIGNED_IN)
def settle(request: ApiRequest, authority: str, visit_item_id: UUID, data: SettleIn) -> Any:
    """Say what became of a point."""
    found = object_for(VisitItem, request, visit_item_id, P.EDIT)
    values = data.model_dump() | {"person": person_or_none(request, data.person)}
    return show_item(item_verbs.settle_item(request.actor, item=found, **values))


@router.post(f"{VISIT}/close", response=VisitDetail, operation_id="close_visit")
@inside(SIGNED_IN)
def close(request: ApiRequest, authority: str, visit_id: UUID, data: CloseVisitIn) -> Any:
    """Close a visit: its page is frozen and sealed."""
    return _detail(closing_verbs.close_visit(request.actor, visit=_visit(request, visit_id), **data.model_dump()))


@router.post(f"{VISIT}/mail", response=VisitLine, operation_id="mail_visit")
@inside(SIGNED_IN)
def mail(request: ApiRequest, authority: str, visit_id: UUID) -> Any:
    """Mail the link to the page to the general director."""
    return show_visit(closing_verbs.mail_page(request.actor, visit=_visit(request, visit_id)))
