"""Persons as a list, as a page, and as the importer needs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from roeland.kernel.models import Authority
from roeland.people.actors import in_service, on_day
from roeland.people.models import Absence, BodyMembership, Mandate, Person, Replacement, Team, TeamMembership
from roeland.people.queries.settings import role_names

SORTS = {
    "naam": ("family_name", "given_name"),
    "functie": ("job_title", "family_name"),
    "in-dienst": ("active_from", "family_name"),
    "uit-dienst": ("left_on", "family_name"),
}


@dataclass(frozen=True)
class PersonLine:
    """One row of the list."""

    person: Person
    team: str
    roles: tuple[str, ...]
    away: bool
    has_account: bool


@dataclass(frozen=True)
class Directory:
    """A page of persons: `found` of `total`."""

    lines: tuple[PersonLine, ...]
    found: int
    total: int


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the list is asked for. `state`: in (in service), out, away, or "" for all."""

    search: str = ""
    state: str = "in"
    team: str = ""
    role: str = ""
    sort: str = "naam"
    first: int = 0
    size: int = 50


def directory(authority: Authority, on: date, wanted: Wanted) -> Directory:
    """Persons of one authority. Seven statements at any number of rows; inside a scope."""
    everybody = Person.objects.filter(authority=authority)
    rows = filtered(everybody, on, wanted)
    descending = wanted.sort.startswith("-")
    fields = SORTS.get(wanted.sort.removeprefix("-"), SORTS["naam"])
    ordered = rows.order_by(*(f"-{field}" if descending else field for field in fields), "pk")
    page = list(ordered[wanted.first : wanted.first + wanted.size])
    return Directory(lines(authority, page, on), rows.count(), everybody.count())


def filtered(rows: "QuerySet[Person]", on: date, wanted: Wanted) -> "QuerySet[Person]":
    for word in wanted.search.split():
        rows = rows.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(email__icontains=word)
            | Q(personnel_number__icontains=word)
            | Q(job_title__icontains=word)
        )
    if wanted.state == "in":
        rows = rows.filter(in_service(on))
    elif wanted.state == "out":
        rows = rows.filter(left_on__lt=on)
    elif wanted.state == "away":
        rows = rows.filter(pk__in=Absence.objects.filter(on_day(on)).values("person_id"))
    if wanted.team:
        members = TeamMembership.objects.filter(on_day(on), team_id=wanted.team)
        rows = rows.filter(pk__in=members.values("person_id"))
    if wanted.role:
        rows = rows.filter(pk__in=Mandate.objects.filter(on_day(on), role=wanted.role).values("person_id"))
    return rows


def lines(authority: Authority, persons: Sequence[Person], on: date) -> tuple[PersonLine, ...]:
    """Team, roles and presence of these persons. Four statements."""
    ids = [person.pk for person in persons]
    names = role_names(authority)
    teams: dict[UUID, str] = dict(
        TeamMembership.objects.filter(on_day(on), person__in=ids)
        .order_by("start")
        .values_list("person_id", "team__name")
    )
    roles: dict[UUID, list[str]] = {}
    for person_id, role in (
        Mandate.objects.filter(on_day(on), person__in=ids).order_by("start").values_list("person_id", "role")
    ):
        roles.setdefault(person_id, []).append(names[role])
    away = set(Absence.objects.filter(on_day(on), person__in=ids).values_list("person_id", flat=True))
    return tuple(
        PersonLine(
            person,
            teams.get(person.pk, ""),
            tuple(roles.get(person.pk, ())),
            person.pk in away,
            person.account_id is not None,
        )
        for person in persons
    )


@dataclass(frozen=True)
class PersonDetail:
    """All of one person's page."""

    person: Person
    mandates: tuple[Mandate, ...]
    replacements: tuple[Replacement, ...]
    absences: tuple[Absence, ...]
    teams: tuple[TeamMembership, ...]
    bodies: tuple[BodyMembership, ...]
    names: dict[str, str]


def person_detail(authority: Authority, person_id: UUID) -> PersonDetail | None:
    """One person with his dated rows, newest first; None when absent or not for this actor. Seven statements."""
    person = Person.objects.select_related("account").filter(authority=authority, pk=person_id).first()
    if person is None:
        return None
    return PersonDetail(
        person=person,
        mandates=tuple(Mandate.objects.filter(person=person).order_by("-start")),
        replacements=tuple(Replacement.objects.filter(person=person).order_by("-start")),
        absences=tuple(Absence.objects.filter(person=person).order_by("-start")),
        teams=tuple(TeamMembership.objects.filter(person=person).select_related("team").order_by("-start")),
        bodies=tuple(BodyMembership.objects.filter(person=person).select_related("body").order_by("-start")),
        names=role_names(authority),
    )


def search_persons(text: str, on: date, limit: int = 8) -> list[Person]:
    """Persons in scope whose name holds every word of `text` (for *Ga naar*). One statement."""
    rows = Person.objects.select_related("authority").filter(in_service(on))
    for word in text.split()[:5]:
        rows = rows.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    return list(rows.order_by("family_name", "given_name")[:limit])


def import_state(authority: Authority) -> tuple[list[Person], list[Team], dict[str, str]]:
    """Persons with their memberships and mandates, teams, and names of roles, for the importer. Five statements."""
    persons = Person.objects.filter(authority=authority).prefetch_related(
        Prefetch("memberships", TeamMembership.objects.select_related("team").order_by("start")),
        Prefetch("mandates", Mandate.objects.order_by("start")),
    )
    return list(persons), list(Team.objects.filter(authority=authority).select_related("parent")), role_names(authority)
