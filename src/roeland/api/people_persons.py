"""Routes on persons: adding, changing, leaving, being away, services, invitations. The same verbs as the pages.

They stand on the router of `people`: a path with GET and POST is one path.
"""

from datetime import date, datetime, timedelta
from typing import Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, QueryDict
from ninja import Query, Schema, Status

from roeland.api.guard import ApiRequest, In, get_or_404, inside
from roeland.api.moments import Day
from roeland.api.people import AbsenceOut, PersonDetailOut, detail, router, show_absence
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.people import actions
from roeland.people.models import Absence, Person, Team
from roeland.people.rules import P
from roeland.people.web.directory import PersonTable

LIST = "/authorities/{slug:authority}/persons"
ONE = LIST + "/{uuid:person_id}"
CSV = {"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}}


class PersonIn(In):
    """`active_from` is the first working day; left out it is today."""

    given_name: str
    family_name: str
    email: str = ""
    phone: str = ""
    personnel_number: str = ""
    job_title: str = ""
    active_from: Day | None = None


class PersonChangeIn(In):
    """What stays out stays as it is."""

    given_name: str | None = None
    family_name: str | None = None
    email: str | None = None
    phone: str | None = None
    personnel_number: str | None = None
    job_title: str | None = None
    active_from: Day | None = None


class ErasePersonIn(In):
    """`ground` is an id of the grounds for erasing, as in the log."""

    ground: str
    reason: str


class LeaveIn(In):
    """`on` is the last day."""

    on: Day


class OpenItemOut(Schema):
    """Something that has to find another hand."""

    kind: str
    title: str
    due: date | None


class LeftOut(Schema):
    """The person as he leaves, and what is still open."""

    person: PersonDetailOut
    open_items: list[OpenItemOut]


class AbsenceIn(In):
    """`end` is the last day away; null means until further notice. There is no reason: it is nobody's business."""

    start: Day
    end: Day | None = None


class BackIn(In):
    """`on` is the last day away; left out it is yesterday."""

    on: Day | None = None


class PlaceIn(In):
    """`start` left out is today."""

    team: UUID
    start: Day | None = None


class AccountIn(In):
    """`email` left out is the address of the person."""

    email: str = ""


class InvitedOut(Schema):
    """The link itself is in the mail alone."""

    person: UUID
    expires_at: datetime


@router.post(LIST, response={201: PersonDetailOut}, operation_id="add_person")
@inside(P.PERSON_EDIT)
def add(request: ApiRequest, authority: str, data: PersonIn) -> Any:
    """Add somebody to the authority."""
    made = actions.add_person(request.actor, authority=request.authority, **dict(data))
    return Status(201, detail(request, made.pk))


@router.post(f"{ONE}/change", response=PersonDetailOut, operation_id="change_person")
@inside(P.PERSON_EDIT)
def change(request: ApiRequest, authority: str, person_id: UUID, data: PersonChangeIn) -> Any:
    """Change somebody's details. Who leaves has a verb of its own."""
    changes = {name: value for name, value in data if name in data.model_fields_set and value is not None}
    actions.change_person(request.actor, person=get_or_404(Person, request, person_id), changes=changes)
    return detail(request, person_id)


@router.post(f"{ONE}/leave", response=LeftOut, operation_id="end_employment")
@inside(P.PERSON_EDIT)
def leave(request: ApiRequest, authority: str, person_id: UUID, data: LeaveIn) -> Any:
    """Somebody leaves: mandates, replacements and memberships end on that day. What is open is listed and stays."""
    found = actions.end_employment(request.actor, person=get_or_404(Person, request, person_id, "account"), on=data.on)
    items = [OpenItemOut(kind=str(item.kind), title=item.title, due=item.due) for item in found]
    return LeftOut(person=detail(request, person_id), open_items=items)


@router.post(f"{ONE}/erase", response=PersonDetailOut, operation_id="erase_person")
@inside(P.PERSON_ERASE)
def erase(request: ApiRequest, authority: str, person_id: UUID, data: ErasePersonIn) -> Any:
    """Erase name, contact and absences of somebody who left, for ever. Mandates and tasks keep the row."""
    person = get_or_404(Person, request, person_id)
    actions.erase_person(request.actor, person=person, ground=data.ground, reason=data.reason)
    return detail(request, person_id)


@router.post(f"{ONE}/team", response=PersonDetailOut, operation_id="join_team")
@inside(P.PERSON_EDIT)
def place(request: ApiRequest, authority: str, person_id: UUID, data: PlaceIn) -> Any:
    """Place somebody with a service; the place before it ends the day before."""
    person, team = get_or_404(Person, request, person_id), get_or_404(Team, request, data.team)
    actions.join_team(request.actor, person=person, team=team, start=data.start)
    return detail(request, person_id)


@router.post(f"{ONE}/account", response=PersonDetailOut, operation_id="give_account")
@inside(P.PERSON_EDIT)
def account(request: ApiRequest, authority: str, person_id: UUID, data: AccountIn) -> Any:
    """Let somebody log in with an address; without an invitation there is no password yet."""
    actions.give_account(request.actor, person=get_or_404(Person, request, person_id, "account"), email=data.email)
    return detail(request, person_id)


@router.post(f"{ONE}/invite", response={201: InvitedOut}, operation_id="invite_person")
@inside(P.PERSON_EDIT)
def invite(request: ApiRequest, authority: str, person_id: UUID) -> Any:
    """Mail somebody a link, once usable, to choose a password."""
    made = actions.invite(request.actor, person=get_or_404(Person, request, person_id, "account"))
    return Status(201, InvitedOut(person=person_id, expires_at=made.expires_at))


@router.post(f"{ONE}/absences", response={201: AbsenceOut}, operation_id="record_absence")
@inside(SIGNED_IN)
def away(request: ApiRequest, authority: str, person_id: UUID, data: AbsenceIn) -> Any:
    """Somebody is away; his replacements take over. Everybody may say it of himself."""
    person = get_or_404(Person, request, person_id)
    return Status(201, show_absence(actions.record_absence(request.actor, person=person, **dict(data))))


@router.post(f"{ONE}/absences/{{uuid:absence_id}}/end", response=AbsenceOut, operation_id="end_absence")
@inside(SIGNED_IN)
def back(request: ApiRequest, authority: str, person_id: UUID, absence_id: UUID, data: BackIn) -> Any:
    """Somebody is back."""
    person, gone = get_or_404(Person, request, person_id), get_or_404(Absence, request, absence_id)
    if gone.person_id != person.pk:
        raise Http404
    last = data.on or clock.today() - timedelta(days=1)
    return show_absence(actions.end_absence(request.actor, absence=gone, person=person, on=last))


class ExportFilter(In):
    """`state` as in the list: in service, away, out, or all."""

    search: str = ""
    state: Literal["in", "away", "out", "all"] = "all"


@router.get(f"{LIST}/export.csv", operation_id="export_persons", openapi_extra=CSV)
@inside(P.PERSON_EXPORT)
def export(request: ApiRequest, authority: str, wanted: Query[ExportFilter]) -> Any:
    """The whole list, as Flemish Excel opens it. That it left Roeland is a fact."""
    table = PersonTable(request, request.authority, clock.today(), [])
    table.params = QueryDict(urlencode({"export": "csv", "zoek": wanted.search, "status": wanted.state}))
    file = table.export()
    actions.record_export(request.actor, authority=request.authority, count=len(table.selected))
    return file
