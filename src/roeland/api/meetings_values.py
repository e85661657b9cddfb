"""What the routes of meetings share: what goes in and out, and finding rows."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Schema
from pydantic import Field

from roeland.api.guard import ApiRequest, In, get_or_404, object_for
from roeland.api.moments import Moment
from roeland.documents.models import Document
from roeland.kernel import clock
from roeland.meetings import queries
from roeland.meetings.models import Attendance, Decision, Meeting, Paper, Point
from roeland.people.models import Person

LIST = "/authorities/{slug:authority}/meetings"
ONE = LIST + "/{uuid:meeting_id}"
POINT = ONE + "/points/{uuid:point_id}"


class AgendaPointOut(Schema):
    """A point: `key` names what fills its lines, `revision` is asked back when its minutes are saved."""

    id: UUID
    position: int
    key: str
    title: str
    note: str
    status: str
    text: str
    revision: int


class MeetingPersonOut(Schema):
    id: UUID
    person: UUID
    name: str
    label: str
    member: bool
    chairs: bool
    presence: str
    from_time: time | None
    replaced_by: UUID | None


class MeetingDecisionOut(Schema):
    """A decision; `task` is the number of its task for who may open it, `state` what became of it."""

    id: UUID
    number: int
    point: UUID
    text: str
    person: UUID | None
    due: date | None
    task: str
    state: str


class MeetingPaperOut(Schema):
    id: UUID
    title: str
    document: UUID | None
    record_kind: str
    record_id: UUID | None


class MeetingOut(Schema):
    """A meeting without its parts."""

    id: UUID
    body: str
    name: str
    kind: str
    status: str
    starts_at: datetime
    minutes: int
    place: str
    online_url: str
    sequence: int
    sha256: str


class MeetingDetail(MeetingOut):
    points: list[AgendaPointOut]
    people: list[MeetingPersonOut]
    decisions: list[MeetingDecisionOut]
    papers: list[MeetingPaperOut]
    corrections: list[str]


class MeetingWhenIn(In):
    """`minutes` 0 is the usual length of the body."""

    starts_at: Moment
    minutes: int = Field(0, ge=0, le=600)
    place: str = ""
    online_url: str = ""


class ConveneIn(MeetingWhenIn):
    """`body` is the id of a body of the authority; its audience follows from it."""

    body: UUID
    kind: str = "ordinary"
    scribe: UUID | None = None


class MeetingReasonIn(In):
    reason: str


class AgendaPointIn(In):
    title: str
    note: str = ""


class AgendaPointChangeIn(In):
    """What is left out stays."""

    title: str | None = None
    note: str | None = None
    status: str | None = None


class AgendaPointMoveIn(In):
    up: bool = False


class MinutesIn(In):
    """`revision` is the one that the writer saw."""

    text: str = Field(max_length=60_000)
    revision: int = Field(0, ge=0, le=2**31 - 1)


class MinutesOut(Schema):
    """When somebody else saved first, `clash` is true, `point` holds his text, and ours was kept beside."""

    point: AgendaPointOut
    clash: bool
    beside: str


class MeetingPresenceIn(In):
    presence: str
    from_time: time | None = None
    replaced_by: UUID | None = None


class MeetingInviteIn(In):
    person: UUID
    label: str = ""


class MeetingDecideIn(In):
    """With `person` and `due` it becomes a task; both or none."""

    text: str
    person: UUID | None = None
    due: date | None = None


class MeetingPaperIn(In):
    """Either a document, or a record of another room by kind and id."""

    document: UUID | None = None
    record_kind: str = ""
    record_id: UUID | None = None


class MeetingTextIn(In):
    text: str


class MeetingApproveIn(In):
    """`within`: the later meeting that approves."""

    within: UUID | None = None


def show_meeting(row: Meeting) -> dict[str, Any]:
    """A meeting as the API gives it."""
    names = "kind status starts_at minutes place online_url sequence sha256".split()
    return {"id": row.pk, "body": row.body_kind, "name": row.body_name, **{n: getattr(row, n) for n in names}}


def show_point(row: Point) -> AgendaPointOut:
    """A point as the API gives it."""
    names = "position key title note status text revision".split()
    return AgendaPointOut(id=row.pk, **{name: getattr(row, name) for name in names})


def show_person(row: Attendance) -> MeetingPersonOut:
    """Somebody on the list."""
    names = "label member chairs presence from_time".split()
    return MeetingPersonOut(
        id=row.pk,
        person=row.person_id,
        name=str(row.person),
        replaced_by=row.replaced_by.pk if row.replaced_by else None,
        **{name: getattr(row, name) for name in names},
    )


def show_paper(row: Paper) -> MeetingPaperOut:
    """A paper."""
    return MeetingPaperOut(
        id=row.pk,
        title=row.title,
        document=row.document_id,
        record_kind=row.record_kind,
        record_id=row.record_id,
    )


def show_decision(line: queries.DecisionLine) -> MeetingDecisionOut:
    """A decision with what became of it."""
    row = line.decision
    return MeetingDecisionOut(
        id=row.pk,
        number=row.number,
        point=row.point_id,
        text=row.text,
        person=row.person.pk if row.person else None,
        due=row.due,
        task=line.number,
        state=str(line.state),
    )


def whole(row: Meeting) -> MeetingDetail:
    """A meeting with all its parts."""
    rows = Decision.objects.filter(meeting=row).select_related("person").order_by("number")
    return MeetingDetail(
        **show_meeting(row),
        points=[show_point(one) for one in queries.points(row)],
        people=[show_person(one) for one in queries.attendances(row)],
        decisions=[show_decision(one) for one in queries.decision_lines(rows, clock.today())],
        papers=[show_paper(one) for one in queries.papers(row)],
        corrections=[one.text for one in queries.corrections(row)],
    )


def meeting_for(request: ApiRequest, pk: UUID, permission: Any) -> Meeting:
    """The meeting, when the actor may see it and holds the permission on it."""
    return object_for(Meeting, request, pk, permission, "authority")


def point_for(request: ApiRequest, meeting_id: UUID, pk: UUID, permission: Any) -> Point:
    """A point of that meeting."""
    meeting = meeting_for(request, meeting_id, permission)
    found = get_or_404(Point, request, pk, "written_by")
    row: Point = of_meeting(meeting, found)
    return row


def of_meeting(meeting: Meeting, row: Any) -> Any:
    if row.meeting_id != meeting.pk:
        raise Http404
    row.meeting = meeting
    return row


def person_or_none(request: ApiRequest, pk: UUID | None) -> Person | None:
    return None if pk is None else get_or_404(Person, request, pk)


def again(request: ApiRequest, pk: UUID) -> MeetingDetail:
    return whole(get_or_404(Meeting, request, pk, "authority"))


def paper_values(request: ApiRequest, data: MeetingPaperIn) -> dict[str, Any]:
    """What a verb on papers takes."""
    document = None if data.document is None else get_or_404(Document, request, data.document)
    return data.model_dump() | {"document": document}
