"""Routes on services, teams and bodies."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from ninja import Query, Router, Schema, Status

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, page_of
from roeland.api.moments import Day
from roeland.api.people_values import EndIn, PersonRef, ref
from roeland.kernel import clock
from roeland.people import actions
from roeland.people.actors import on_day
from roeland.people.models import Body, BodyMembership, Person, Team
from roeland.people.queries import bodies_of
from roeland.people.rules import P

router = Router(tags=["diensten en organen"])
BASE = "/authorities/{slug:authority}"


class TeamOut(Schema):
    """A service; `parent` is the service it is part of, `members` how many it has today."""

    id: UUID
    name: str
    parent: UUID | None
    members: int


class TeamIn(In):
    """`parent` null: it stands by itself."""

    name: str
    parent: UUID | None = None


class MemberOut(Schema):
    id: UUID
    person: PersonRef
    chairs: bool
    start: date
    end: date | None


class BodyOut(Schema):
    """A council, bureau, committee or service with its members of today, the chair first."""

    id: UUID
    kind: str
    name: str
    members: list[MemberOut]


class BodyIn(In):
    """`kind` is the id of a body; an authority has one of each."""

    kind: str
    name: str


class MemberIn(In):
    """`start` left out is today."""

    person: UUID
    start: Day | None = None
    chairs: bool = False


def show_team(row: Any) -> TeamOut:
    """`row` is a Team, with `members` when it was counted."""
    return TeamOut(id=row.pk, name=row.name, parent=row.parent_id, members=getattr(row, "members", 0))


def show_member(row: BodyMembership) -> MemberOut:
    """A membership of a body as the API gives it."""
    return MemberOut(id=row.pk, person=ref(row.person), chairs=row.chairs, start=row.start, end=row.end)


@router.get(f"{BASE}/teams", response=Page[TeamOut], operation_id="teams")
@inside(P.PERSON_SEE)
def teams(request: ApiRequest, authority: str, wanted: Query[Paging]) -> Any:
    """The services of the authority, by name."""
    return page_of(_counted(request).order_by("name", "pk"), wanted, show_team)


def _counted(request: ApiRequest) -> Any:
    members = Count("memberships", filter=on_day(clock.today(), "memberships__"), distinct=True)
    return Team.objects.filter(authority=request.authority).annotate(members=members)


@router.post(f"{BASE}/teams", response={201: TeamOut}, operation_id="add_team")
@inside(P.PERSON_EDIT)
def add(request: ApiRequest, authority: str, data: TeamIn) -> Any:
    """Add a service or team."""
    made = actions.add_team(
        request.actor, authority=request.authority, name=data.name, parent=_parent(request, data.parent)
    )
    return Status(201, show_team(made))


def _parent(request: ApiRequest, pk: UUID | None) -> Team | None:
    return None if pk is None else get_or_404(Team, request, pk)


@router.post(f"{BASE}/teams/{{uuid:team_id}}/change", response=TeamOut, operation_id="change_team")
@inside(P.PERSON_EDIT)
def change(request: ApiRequest, authority: str, team_id: UUID, data: TeamIn) -> Any:
    """Rename a service and say what it is part of."""
    found = get_or_404(Team, request, team_id)
    actions.change_team(request.actor, team=found, name=data.name, parent=_parent(request, data.parent))
    return show_team(_counted(request).get(pk=team_id))


@router.get(f"{BASE}/bodies", response=list[BodyOut], operation_id="bodies")
@inside(P.MANDATE_SEE)
def bodies(request: ApiRequest, authority: str) -> Any:
    """The bodies of the authority: one of each kind at most, so the list has no pages."""
    found: list[Any] = list(bodies_of(request.authority))  # with `now`, the members of today
    return [
        BodyOut(id=one.pk, kind=one.kind, name=one.name, members=[show_member(m) for m in one.now]) for one in found
    ]


@router.post(f"{BASE}/bodies", response={201: BodyOut}, operation_id="add_body")
@inside(P.MANDATE_APPOINT)
def add_body(request: ApiRequest, authority: str, data: BodyIn) -> Any:
    """Add a council, bureau, committee or service."""
    made: Body = actions.add_body(request.actor, authority=request.authority, kind=data.kind, name=data.name)
    return Status(201, BodyOut(id=made.pk, kind=made.kind, name=made.name, members=[]))


@router.post(f"{BASE}/bodies/{{uuid:body_id}}/members", response={201: MemberOut}, operation_id="join_body")
@inside(P.MANDATE_APPOINT)
def join(request: ApiRequest, authority: str, body_id: UUID, data: MemberIn) -> Any:
    """Make somebody a member of a body."""
    body, person = get_or_404(Body, request, body_id), get_or_404(Person, request, data.person)
    made = actions.join_body(request.actor, body=body, person=person, start=data.start, chairs=data.chairs)
    return Status(201, show_member(made))


@router.post(f"{BASE}/body-members/{{uuid:member_id}}/end", response=MemberOut, operation_id="leave_body")
@inside(P.MANDATE_APPOINT)
def leave(request: ApiRequest, authority: str, member_id: UUID, data: EndIn) -> Any:
    """End a membership of a body."""
    found = get_or_404(BodyMembership, request, member_id, "person", "body")
    return show_member(actions.leave_body(request.actor, membership=found, on=data.on or clock.today()))
