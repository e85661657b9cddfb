"""Routes on a meeting in progress and after: agenda, minutes, attendance, decisions, closing, approval."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from roeland.api.guard import ApiRequest, get_or_404, inside
from roeland.api.meetings_values import (
    ONE,
    POINT,
    AgendaPointChangeIn,
    AgendaPointIn,
    AgendaPointMoveIn,
    AgendaPointOut,
    MeetingApproveIn,
    MeetingDecideIn,
    MeetingDecisionOut,
    MeetingDetail,
    MeetingPersonOut,
    MeetingPresenceIn,
    MeetingTextIn,
    MinutesIn,
    MinutesOut,
    again,
    meeting_for,
    of_meeting,
    person_or_none,
    point_for,
    show_decision,
    show_person,
    show_point,
)
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.meetings import actions, queries
from roeland.meetings.models import Attendance, Meeting
from roeland.meetings.rules import P

router = Router(tags=["vergaderingen"])


@router.post(f"{ONE}/people/{{uuid:attendance_id}}", response=MeetingPersonOut, operation_id="note_presence")
@inside(SIGNED_IN)
def presence(
    request: ApiRequest, authority: str, meeting_id: UUID, attendance_id: UUID, data: MeetingPresenceIn
) -> Any:
    """Note who is there, from when, and who stands in."""
    meeting = meeting_for(request, meeting_id, P.RUN)
    row = of_meeting(meeting, get_or_404(Attendance, request, attendance_id, "person", "replaced_by"))
    values = data.model_dump() | {"replaced_by": person_or_none(request, data.replaced_by)}
    return show_person(actions.note_presence(request.actor, attendance=row, **values))


@router.post(f"{ONE}/points", response={201: AgendaPointOut}, operation_id="add_point")
@inside(SIGNED_IN)
def add_point(request: ApiRequest, authority: str, meeting_id: UUID, data: AgendaPointIn) -> Any:
    """Add a point of one's own."""
    found = meeting_for(request, meeting_id, P.RUN)
    return Status(201, show_point(actions.add_point(request.actor, meeting=found, **data.model_dump())))


@router.post(f"{ONE}/refresh", response=MeetingDetail, operation_id="refresh_agenda")
@inside(SIGNED_IN)
def refresh(request: ApiRequest, authority: str, meeting_id: UUID) -> Any:
    """Complete the agenda with what became open."""
    actions.refresh_agenda(request.actor, meeting=meeting_for(request, meeting_id, P.RUN))
    return again(request, meeting_id)


@router.post(f"{POINT}/change", response=AgendaPointOut, operation_id="change_point")
@inside(SIGNED_IN)
def change_point(
    request: ApiRequest, authority: str, meeting_id: UUID, point_id: UUID, data: AgendaPointChangeIn
) -> Any:
    """Title, note or state of a point."""
    row = point_for(request, meeting_id, point_id, P.RUN)
    return show_point(actions.change_point(request.actor, point=row, **data.model_dump()))


@router.post(f"{POINT}/move", response=AgendaPointOut, operation_id="move_point")
@inside(SIGNED_IN)
def move_point(request: ApiRequest, authority: str, meeting_id: UUID, point_id: UUID, data: AgendaPointMoveIn) -> Any:
    """One place up or down."""
    row = point_for(request, meeting_id, point_id, P.RUN)
    return show_point(actions.move_point(request.actor, point=row, up=data.up))


@router.post(f"{POINT}/drop", response=MeetingDetail, operation_id="drop_point")
@inside(SIGNED_IN)
def drop_point(request: ApiRequest, authority: str, meeting_id: UUID, point_id: UUID) -> Any:
    """Take a point off the agenda."""
    actions.drop_point(request.actor, point=point_for(request, meeting_id, point_id, P.RUN))
    return again(request, meeting_id)


@router.post(f"{POINT}/minutes", response=MinutesOut, operation_id="write_minutes")
@inside(SIGNED_IN)
def minutes(request: ApiRequest, authority: str, meeting_id: UUID, point_id: UUID, data: MinutesIn) -> Any:
    """Save the minutes of a point; nothing is written over that the writer had not seen."""
    row = point_for(request, meeting_id, point_id, P.WRITE)
    saved = actions.write_minutes(request.actor, point=row, text=data.text, revision=data.revision)
    return MinutesOut(point=show_point(saved.point), clash=saved.clash, beside=saved.beside)


@router.post(f"{POINT}/decisions", response={201: MeetingDecisionOut}, operation_id="decide_meeting")
@inside(SIGNED_IN)
def decide(request: ApiRequest, authority: str, meeting_id: UUID, point_id: UUID, data: MeetingDecideIn) -> Any:
    """Put a decision down; with somebody and a date it becomes a task."""
    row = point_for(request, meeting_id, point_id, P.RUN)
    values = data.model_dump() | {"person": person_or_none(request, data.person)}
    made = actions.decide(request.actor, point=row, **values)
    return Status(201, show_decision(queries.decision_lines([made], clock.today())[0]))


@router.post(f"{ONE}/begin", response=MeetingDetail, operation_id="begin_meeting")
@inside(SIGNED_IN)
def begin(request: ApiRequest, authority: str, meeting_id: UUID, early: bool = False) -> Any:
    """Begin. Before its day only with `early`."""
    actions.begin(request.actor, meeting=meeting_for(request, meeting_id, P.RUN), early=early)
    return again(request, meeting_id)


@router.post(f"{ONE}/close", response=MeetingDetail, operation_id="close_meeting")
@inside(SIGNED_IN)
def close(request: ApiRequest, authority: str, meeting_id: UUID) -> Any:
    """Close: papers close, the minutes become a report in draft."""
    actions.close_meeting(request.actor, meeting=meeting_for(request, meeting_id, P.RUN))
    return again(request, meeting_id)


@router.post(f"{ONE}/corrections", response=MeetingDetail, operation_id="note_correction")
@inside(SIGNED_IN)
def correct(request: ApiRequest, authority: str, meeting_id: UUID, data: MeetingTextIn) -> Any:
    """A remark on the report in draft."""
    actions.note_correction(request.actor, meeting=meeting_for(request, meeting_id, P.CORRECT), text=data.text)
    return again(request, meeting_id)


@router.post(f"{ONE}/approve", response=MeetingDetail, operation_id="approve_minutes")
@inside(SIGNED_IN)
def approve(request: ApiRequest, authority: str, meeting_id: UUID, data: MeetingApproveIn) -> Any:
    """Approve the report; nothing of it changes afterwards."""
    found = meeting_for(request, meeting_id, P.APPROVE)
    within = None if data.within is None else get_or_404(Meeting, request, data.within)
    actions.approve_minutes(request.actor, meeting=found, within=within)
    return again(request, meeting_id)
