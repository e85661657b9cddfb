"""Persons as a list, as a page, and as the importer needs them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import current_scope, scope
from roeland.ledger.queries import said
from roeland.people.actors import in_service, on_day
from roeland.people.facts import TeamAdded, TeamChanged
from roeland.people.models import Absence, Body, BodyMembership, Mandate, Person, Replacement, Team, TeamMembership
from roeland.people.queries.settings import role_names
from roeland.people.rules import P

STATES = (("in", _("in dienst")), ("away", _("afwezig")), ("out", _("uit dienst")))


def everybody(authority: Authority, on: date) -> "QuerySet[Person]":
    """The persons of an authority, each with `team_name` and `is_away` on that day. One statement however many."""
    team = TeamMembership.objects.filter(on_day(on), person=OuterRef("pk")).order_by("-start").values("team__name")[:1]
    away = Absence.objects.filter(on_day(on), person=OuterRef("pk"))
    return Person.objects.filter(authority=authority).annotate(
        team_name=Subquery(team), is_away=Exists(away), sort_name=Concat("family_name", Value(" "), "given_name")
    )


def find_persons(rows: "QuerySet[Person]", term: str) -> "QuerySet[Person]":
    """Those in whom every word of `term` occurs: names, address, number, function."""
    for word in term.split():
        rows = rows.filter(
            Q(given_name__icontains=word)
            | Q(family_name__icontains=word)
            | Q(email__icontains=word)
            | Q(personnel_number__icontains=word)
            | Q(job_title__icontains=word)
        )
    return rows


def in_state(rows: "QuerySet[Person]", state: str, on: date) -> "QuerySet[Person]":
    """`state` is one of STATES."""
    if state == "in":
        return rows.filter(in_service(on))
    return (
        rows.filter(left_on__lt=on)
        if state == "out"
        else rows.filter(pk__in=Absence.objects.filter(on_day(on)).values("person_id"))
    )


def with_role(rows: "QuerySet[Person]", role: str, on: date) -> "QuerySet[Person]":
    return rows.filter(pk__in=Mandate.objects.filter(on_day(on), role=role).values("person_id"))


def in_team(rows: "QuerySet[Person]", team_id: str, on: date) -> "QuerySet[Person]":
    return rows.filter(pk__in=TeamMembership.objects.filter(on_day(on), team_id=team_id).values("person_id"))


def roles_of(persons: Iterable[Person], names: Mapping[str, str], on: date) -> dict[UUID, list[str]]:
    """Person -> what his roles are called, with the `names` of the authority. One statement."""
    found: dict[UUID, list[str]] = {}
    held = Mandate.objects.filter(on_day(on), person__in=[person.pk for person in persons]).order_by("start", "pk")
    for person_id, role in held.values_list("person_id", "role"):
        found.setdefault(person_id, []).append(names[role])
    return found


def teams_of(authority: Authority) -> list[Team]:
    """Teams with how many members they have today (`members`), by name. One statement."""
    members = Count("memberships", filter=on_day(clock.today(), "memberships__"), distinct=True)
    return list(
        Team.objects.filter(authority=authority).select_related("parent").annotate(members=members).order_by("name")
    )


def choices_of_persons(authority: Authority, on: date) -> list[tuple[str, str]]:
    """(uuid, "Vercruysse Tom") of who works here, for a select. One statement."""
    rows = Person.objects.filter(in_service(on), authority=authority).order_by("family_name", "given_name")
    return [(str(pk), f"{family} {given}") for pk, family, given in rows.values_list("pk", "family_name", "given_name")]


def bodies_of(authority: Authority) -> list[Body]:
    """Bodies with their members of today (`now`), chair first. Two statements."""
    members = (
        BodyMembership.objects.filter(on_day(clock.today()))
        .select_related("person")
        .order_by("-chairs", "person__family_name")
    )
    rows = Body.objects.filter(authority=authority).prefetch_related(Prefetch("memberships", members, to_attr="now"))
    return list(rows.order_by("name"))


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
    """Persons whose page the actor of the scope may open and whose name or job holds every word of `text` (for *Ga naar*).
    One statement.
    """
    readable = current_scope().actor.authorities_with(P.PERSON_SEE)
    rows = Person.objects.select_related("authority").filter(in_service(on), authority__in=readable)
    for word in text.split()[:5]:
        rows = rows.filter(
            Q(given_name__icontains=word) | Q(family_name__icontains=word) | Q(job_title__icontains=word)
        )
    return list(rows.order_by("family_name", "given_name")[:limit])


def import_state(authority: Authority) -> tuple[list[Person], list[Team], dict[str, str]]:
    """Persons with their memberships and mandates, teams, and names of roles, for the importer. Five statements."""
    persons = Person.objects.filter(authority=authority).prefetch_related(
        Prefetch("memberships", TeamMembership.objects.select_related("team").order_by("start")),
        Prefetch("mandates", Mandate.objects.order_by("start")),
    )
    return list(persons), list(Team.objects.filter(authority=authority).select_related("parent")), role_names(authority)


def team_names(authority_id: UUID) -> dict[UUID, list[str]]:
    """Every name that a service had, the first one first, as the ledger tells it (the room keeps the one of now). Two statements."""
    found: dict[UUID, list[str]] = {}
    with scope(Actor.system("people", [authority_id]), [authority_id]):
        for team, told in said([TeamAdded.code, TeamChanged.code]):
            if (name := str(told.get("name", ""))) and name not in found.setdefault(team, []):
                found[team].append(name)
    return found
