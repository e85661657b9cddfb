"""Routes on roles, mandates and replacements: who may do what, and who stands in."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, page_of
from roeland.api.moments import Day
from roeland.api.people import MandateOut, show_mandate
from roeland.api.people_values import EndIn, PersonRef, ref
from roeland.kernel import clock
from roeland.people import actions
from roeland.people.actors import on_day
from roeland.people.models import Mandate, Person, Replacement, RoleSetting
from roeland.people.queries import role_hours, role_names, role_table
from roeland.people.rules import P

router = Router(tags=["rollen en mandaten"])
BASE = "/authorities/{slug:authority}"
MANDATE = BASE + "/mandates/{uuid:mandate_id}"
MOST_HOURS = 4000


class ReplacementOut(Schema):
    """`rank` 1 is the first replacement, 2 the second."""

    id: UUID
    role: str
    rank: int
    person: PersonRef
    start: date
    end: date | None


class RoleOut(Schema):
    """A role that is held, replaced or needed today. `gap` says in words what is missing; empty when all is well."""

    role: str
    name: str
    hours_per_year: int | None
    holders: list[PersonRef]
    acts: PersonRef | None
    replacements: list[ReplacementOut]
    gap: str


class MandateFilter(Paging):
    """`role` and `person` narrow the list; `now` leaves out what ended or has yet to start."""

    role: str = ""
    person: UUID | None = None
    now: bool = False


class AppointIn(In):
    """`role` is the id of a role; `end` is the last day; `decision` names what the mandate rests on."""

    role: str
    start: Day
    end: Day | None = None
    decision: str = ""


class MandateDecisionIn(In):
    decision: str


class ReplacementIn(In):
    """`start` left out is today."""

    rank: int
    person: UUID
    start: Day | None = None


class RoleIn(In):
    """Both stand as they are given: what stays out is emptied."""

    alias: str = ""
    hours_per_year: int | None = Field(None, ge=0, le=MOST_HOURS)


class RoleSetOut(Schema):
    role: str
    name: str
    hours_per_year: int | None


def show_replacement(row: Replacement) -> ReplacementOut:
    """A replacement as the API gives it."""
    return ReplacementOut(id=row.pk, role=row.role, rank=row.rank, person=ref(row.person), start=row.start, end=row.end)


@router.get(f"{BASE}/roles", response=list[RoleOut], operation_id="roles")
@inside(P.MANDATE_SEE)
def roles(request: ApiRequest, authority: str) -> Any:
    """Who holds which role today, and who stands in."""
    hours = role_hours(request.authority)
    return [
        RoleOut(
            role=line.role,
            name=line.name,
            hours_per_year=hours.get(line.role),
            holders=[ref(one.person) for one in line.mandates],
            acts=ref(line.acts) if line.acts else None,
            replacements=[show_replacement(one) for one in line.replacements],
            gap=str(line.gap),
        )
        for line in role_table(request.authority, clock.today())
    ]


@router.post(f"{BASE}/roles/{{slug:role}}", response=RoleSetOut, operation_id="set_role")
@inside(P.SETTINGS_EDIT)
def set_role(request: ApiRequest, authority: str, role: str, data: RoleIn) -> Any:
    """What the authority calls a role, and the hours a year that role has for security."""
    _known(request, role)
    row: RoleSetting = actions.set_role(request.actor, authority=request.authority, role=role, **dict(data))
    return RoleSetOut(role=role, name=role_names(request.authority)[role], hours_per_year=row.hours_per_year)


def _known(request: ApiRequest, role: str) -> None:
    if role not in role_names(request.authority):
        raise Http404


@router.post(f"{BASE}/roles/{{slug:role}}/replacements", response={201: ReplacementOut}, operation_id="set_replacement")
@inside(P.MANDATE_APPOINT)
def replace(request: ApiRequest, authority: str, role: str, data: ReplacementIn) -> Any:
    """Make somebody the first or second replacement of a role; whoever it was ends the day before."""
    _known(request, role)
    person = get_or_404(Person, request, data.person)
    made = actions.set_replacement(
        request.actor, authority=request.authority, role=role, rank=data.rank, person=person, start=data.start
    )
    return Status(201, show_replacement(made))


@router.post(
    f"{BASE}/replacements/{{uuid:replacement_id}}/end", response=ReplacementOut, operation_id="end_replacement"
)
@inside(P.MANDATE_APPOINT)
def end_replacement(request: ApiRequest, authority: str, replacement_id: UUID, data: EndIn) -> Any:
    """Nobody replaces in this rank after that day."""
    found = get_or_404(Replacement, request, replacement_id, "person")
    return show_replacement(actions.end_replacement(request.actor, replacement=found, on=data.on or clock.today()))


@router.get(f"{BASE}/mandates", response=Page[MandateOut], operation_id="mandates")
@inside(P.MANDATE_SEE)
def mandates(request: ApiRequest, authority: str, wanted: Query[MandateFilter]) -> Any:
    """The mandates of the authority, the newest first."""
    rows = Mandate.objects.filter(authority=request.authority).order_by("-start", "pk")
    if wanted.role:
        rows = rows.filter(role=wanted.role)
    if wanted.person:
        rows = rows.filter(person=wanted.person)
    if wanted.now:
        rows = rows.filter(on_day(clock.today()))
    names = role_names(request.authority)
    return page_of(rows, wanted, lambda row: show_mandate(row, names))


@router.post(f"{BASE}/persons/{{uuid:person_id}}/mandates", response={201: MandateOut}, operation_id="add_mandate")
@inside(P.MANDATE_APPOINT)
def appoint(request: ApiRequest, authority: str, person_id: UUID, data: AppointIn) -> Any:
    """Give somebody a role. Roles that may not go together are refused; those that go badly together are recorded."""
    made = actions.add_mandate(request.actor, person=get_or_404(Person, request, person_id), **dict(data))
    return Status(201, show_mandate(made, role_names(request.authority)))


@router.post(f"{MANDATE}/end", response=MandateOut, operation_id="end_mandate")
@inside(P.MANDATE_APPOINT)
def end(request: ApiRequest, authority: str, mandate_id: UUID, data: EndIn) -> Any:
    """End a mandate."""
    found = get_or_404(Mandate, request, mandate_id, "person")
    ended = actions.end_mandate(request.actor, mandate=found, on=data.on or clock.today())
    return show_mandate(ended, role_names(request.authority))


@router.post(f"{MANDATE}/decision", response=MandateOut, operation_id="name_decision")
@inside(P.MANDATE_APPOINT)
def decision(request: ApiRequest, authority: str, mandate_id: UUID, data: MandateDecisionIn) -> Any:
    """Record the decision that a mandate rests on."""
    found = get_or_404(Mandate, request, mandate_id, "person")
    changed = actions.name_decision(request.actor, mandate=found, decision=data.decision)
    return show_mandate(changed, role_names(request.authority))
