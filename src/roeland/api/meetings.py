"""Routes on meetings: list, convening, invitation, people, papers, print."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router, Status

from roeland.api.guard import ApiRequest, Page, Paging, get_or_404, inside, page_of
from roeland.api.meetings_values import (
    LIST,
    ONE,
    ConveneIn,
    MeetingDetail,
    MeetingInviteIn,
    MeetingOut,
    MeetingPaperIn,
    MeetingPaperOut,
    MeetingPersonOut,
    MeetingReasonIn,
    MeetingWhenIn,
    again,
    meeting_for,
    of_meeting,
    paper_values,
    person_or_none,
    show_meeting,
    show_paper,
    show_person,
)
from roeland.documents.render import document_from_data, print_pdf
from roeland.kernel.page import SIGNED_IN
from roeland.meetings import actions, queries, report
from roeland.meetings.bodies import kinds
from roeland.meetings.models import Meeting, Paper
from roeland.meetings.rules import P
from roeland.people.models import Body, Person

router = Router(tags=["vergaderingen"])
PDF = {"responses": {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}}


@router.get(LIST, response=Page[MeetingOut], operation_id="meetings")
@inside(SIGNED_IN)
def all_meetings(request: ApiRequest, authority: str, wanted: Query[Paging]) -> Any:
    """The meetings that the reader may see, newest first."""
    rows = queries.meetings().filter(authority=request.authority).order_by("-starts_at", "pk")
    return page_of(rows, wanted, lambda row: MeetingOut(**show_meeting(row)))


@router.post(LIST, response={201: MeetingDetail}, operation_id="convene_meeting")
@inside(P.CONVENE)
def convene(request: ApiRequest, authority: str, data: ConveneIn) -> Any:
    """Make a meeting with its agenda out of what is open. Nobody is told yet."""
    with queries.whole(request.authority.pk):
        body: Body = get_or_404(Body, request, data.body)
    kind = kinds().get(body.kind)
    values = data.model_dump() | {"body": body, "scribe": person_or_none(request, data.scribe)}
    made = actions.convene(request.actor, audience=kind.audience if kind else "", **values)
    return Status(201, again(request, made.pk))


@router.get(ONE, response=MeetingDetail, operation_id="meeting")
@inside(SIGNED_IN)
def one(request: ApiRequest, authority: str, meeting_id: UUID) -> Any:
    """One meeting with its parts."""
    return again(request, meeting_id)


@router.get(f"{ONE}/report.pdf", operation_id="meeting_pdf", openapi_extra=PDF)
@inside(SIGNED_IN)
def pdf(request: ApiRequest, authority: str, meeting_id: UUID) -> Any:
    """Agenda or report in the house style."""
    found = get_or_404(Meeting, request, meeting_id, "authority")
    document = document_from_data(found.content) if found.content else report.document(found)
    response = HttpResponse(print_pdf(document).content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="vergadering-{found.pk}.pdf"'
    return response


@router.post(f"{ONE}/change", response=MeetingDetail, operation_id="change_meeting")
@inside(SIGNED_IN)
def change(request: ApiRequest, authority: str, meeting_id: UUID, data: MeetingWhenIn) -> Any:
    """Another day, hour or place; who was invited is told."""
    found = meeting_for(request, meeting_id, P.CONVENE)
    values = data.model_dump() | {"minutes": data.minutes or found.minutes}
    actions.change_meeting(request.actor, meeting=found, **values)
    return again(request, meeting_id)


@router.post(f"{ONE}/announce", response=MeetingDetail, operation_id="announce_meeting")
@inside(SIGNED_IN)
def announce(request: ApiRequest, authority: str, meeting_id: UUID) -> Any:
    """Invite everybody on the list."""
    actions.announce(request.actor, meeting=meeting_for(request, meeting_id, P.CONVENE))
    return again(request, meeting_id)


@router.post(f"{ONE}/cancel", response=MeetingDetail, operation_id="cancel_meeting")
@inside(SIGNED_IN)
def cancel(request: ApiRequest, authority: str, meeting_id: UUID, data: MeetingReasonIn) -> Any:
    """Call it off."""
    actions.cancel(request.actor, meeting=meeting_for(request, meeting_id, P.CONVENE), reason=data.reason)
    return again(request, meeting_id)


@router.post(f"{ONE}/people", response={201: MeetingPersonOut}, operation_id="invite_to_meeting")
@inside(SIGNED_IN)
def invite(request: ApiRequest, authority: str, meeting_id: UUID, data: MeetingInviteIn) -> Any:
    """Put somebody on the list who is no member."""
    found, person = meeting_for(request, meeting_id, P.CONVENE), get_or_404(Person, request, data.person)
    return Status(201, show_person(actions.add_person(request.actor, meeting=found, person=person, label=data.label)))


@router.post(f"{ONE}/papers", response={201: MeetingPaperOut}, operation_id="add_paper")
@inside(SIGNED_IN)
def add_paper(request: ApiRequest, authority: str, meeting_id: UUID, data: MeetingPaperIn) -> Any:
    """Lay a document or a record with the meeting."""
    found = meeting_for(request, meeting_id, P.RUN)
    return Status(201, show_paper(actions.add_paper(request.actor, meeting=found, **paper_values(request, data))))


@router.post(f"{ONE}/papers/{{uuid:paper_id}}/remove", response=MeetingDetail, operation_id="remove_paper")
@inside(SIGNED_IN)
def remove_paper(request: ApiRequest, authority: str, meeting_id: UUID, paper_id: UUID) -> Any:
    """Take a paper away."""
    meeting = meeting_for(request, meeting_id, P.RUN)
    actions.remove_paper(request.actor, paper=of_meeting(meeting, get_or_404(Paper, request, paper_id)))
    return again(request, meeting_id)
