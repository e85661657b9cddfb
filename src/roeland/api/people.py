"""Routes on authorities and persons."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Query, Router, Schema

from roeland.api.guard import ApiRequest, Page, Paging, inside, part
from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.kernel.page import SIGNED_IN
from roeland.people.models import Absence, Mandate
from roeland.people.queries import person_detail, role_names
from roeland.people.queries.directory import everybody, find_persons, in_state, roles_of
from roeland.people.rules import P

router = Router(tags=["besturen en personen"])


class AuthorityOut(Schema):
    """An authority in which the owner of the token has a role."""

    id: UUID
    slug: str
    name: str
    roles: list[str]


class MeOut(Schema):
    """Who the token belongs to and what it may."""

    account: UUID
    name: str
    scopes: list[str]
    authorities: list[AuthorityOut]


class PersonOut(Schema):
    id: UUID
    given_name: str
    family_name: str
    email: str
    phone: str
    job_title: str
    team: str
    roles: list[str]
    away: bool
    active_from: date
    left_on: date | None


class MandateOut(Schema):
    id: UUID
    person: UUID
    role: str
    role_name: str
    start: date
    end: date | None
    decision: str


class AbsenceOut(Schema):
    """`end` is the last day away; null is until further notice."""

    id: UUID
    person: UUID
    start: date
    end: date | None


class PersonDetailOut(Schema):
    id: UUID
    given_name: str
    family_name: str
    email: str
    phone: str
    personnel_number: str
    job_title: str
    active_from: date
    left_on: date | None
    mandates: list[MandateOut]
    absences: list[AbsenceOut]
    teams: list[str]


class PersonFilter(Paging):
    """`state`: in (in service, default), out, away, or all."""

    search: str = ""
    state: Literal["in", "away", "out", "all"] = "in"


def _authorities(request: Any) -> list[AuthorityOut]:
    rights = request.actor.rights
    rows = Authority.everything.filter(pk__in=tuple(rights)).order_by("name")
    return [AuthorityOut(id=a.pk, slug=a.slug, name=a.name, roles=list(rights[a.pk].roles)) for a in rows]


@router.get("/me", response=MeOut, operation_id="me")
def me(request: HttpRequest) -> Any:
    """Who the token belongs to, what it may, and in which authorities its owner has a role."""
    actor, token = request.actor, request.auth  # type: ignore[attr-defined]
    return MeOut(account=actor.account_id, name=actor.name, scopes=token.scopes, authorities=_authorities(request))


@router.get("/authorities", response=list[AuthorityOut], operation_id="authorities")
def authorities(request: HttpRequest) -> Any:
    """The authorities in which the owner of the token has a role."""
    return _authorities(request)


@router.get("/authorities/{slug:authority}", response=AuthorityOut, operation_id="authority")
@inside(SIGNED_IN)
def authority(request: ApiRequest, authority: str) -> Any:
    """One authority."""
    found = request.authority
    roles = list(request.actor.rights_in(found.pk).roles)
    return AuthorityOut(id=found.pk, slug=found.slug, name=found.name, roles=roles)


def _line(who: Any, roles: list[str]) -> PersonOut:
    """`who` is a person with `team_name` and `is_away` (see `people.queries.everybody`)."""
    return PersonOut(
        id=who.pk,
        given_name=who.given_name,
        family_name=who.family_name,
        email=who.email,
        phone=who.phone,
        job_title=who.job_title,
        team=who.team_name or "",
        roles=roles,
        away=who.is_away,
        active_from=who.active_from,
        left_on=who.left_on,
    )


@router.get("/authorities/{slug:authority}/persons", response=Page[PersonOut], operation_id="persons")
@inside(P.PERSON_SEE)
def persons(request: ApiRequest, authority: str, wanted: Query[PersonFilter]) -> Any:
    """Persons of the authority, by name."""
    today = clock.today()
    rows = find_persons(everybody(request.authority, today), wanted.search)
    if wanted.state != "all":
        rows = in_state(rows, wanted.state, today)
    found = list(rows.order_by("family_name", "given_name", "pk")[wanted.first : wanted.first + wanted.size])
    roles = roles_of(found, role_names(request.authority), today)
    return part([_line(who, roles.get(who.pk, [])) for who in found], rows.count(), wanted)


def show_absence(row: Absence) -> AbsenceOut:
    """An absence as the API gives it."""
    return AbsenceOut(id=row.pk, person=row.person_id, start=row.start, end=row.end)


def show_mandate(row: Mandate, names: Mapping[str, str]) -> MandateOut:
    """A mandate, its role as the authority calls it."""
    return MandateOut(
        id=row.pk,
        person=row.person_id,
        role=row.role,
        role_name=names[row.role],
        start=row.start,
        end=row.end,
        decision=row.decision,
    )


def detail(request: ApiRequest, person_id: UUID) -> PersonDetailOut:
    """One person, when the actor may see him; 404 otherwise."""
    found = person_detail(request.authority, person_id)
    if found is None:
        raise Http404
    names = "given_name family_name email phone personnel_number job_title active_from left_on".split()
    return PersonDetailOut(
        id=found.person.pk,
        mandates=[show_mandate(one, found.names) for one in found.mandates],
        absences=[show_absence(one) for one in found.absences],
        teams=[membership.team.name for membership in found.teams],
        **{name: getattr(found.person, name) for name in names},
    )


@router.get("/authorities/{slug:authority}/persons/{uuid:person_id}", response=PersonDetailOut, operation_id="person")
@inside(P.PERSON_SEE)
def person(request: ApiRequest, authority: str, person_id: UUID) -> Any:
    """One person with mandates, absences and services."""
    return detail(request, person_id)
