"""Whom a round asks: the people of an audience who may read the document, and who is left out and why. A fixed number of statements."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from roeland.acceptance.models import Asked, Offer
from roeland.acceptance.values import Channel, State, Who, terms
from roeland.documents import readers
from roeland.documents.models import Document
from roeland.documents.queries import whole
from roeland.documents.values import OPEN_AUDIENCES
from roeland.kernel import clock
from roeland.people.actors import in_service, on_day
from roeland.people.models import Body, BodyMembership, Mandate, Person, Team, TeamMembership

CLOSED = "leest dit document niet met de huidige rol"
ONSITE = "leest dit document enkel ter inzage of onder mandaat"


@dataclass(frozen=True)
class Spec:
    """An audience in words of the records. `since`: only who starts on or after that day (new colleagues)."""

    who: Who
    team: Team | None = None
    body: Body | None = None
    role: str = ""
    since: date | None = None

    @property
    def words(self) -> str:
        """*dienst Burgerzaken*; what the page and the ledger call it."""
        named = {Who.TEAM: self.team and f"dienst {self.team}", Who.BODY: self.body and f"leden van {self.body}"}
        return str(named.get(self.who) or (f"rol {self.role}" if self.who is Who.ROLE else self.who.label))


@dataclass(frozen=True)
class Invited:
    """One person of an audience. `why` is empty for who is asked."""

    person: Person
    team_id: UUID | None
    channel: Channel
    why: str = ""


@dataclass(frozen=True)
class Circle:
    """Everybody of an audience, asked or left out."""

    asked: tuple[Invited, ...]
    left_out: tuple[Invited, ...]

    @property
    def unreachable(self) -> int:
        """Asked, without a mailbox."""
        return sum(1 for one in self.asked if one.channel is Channel.NONE)


def spec_of(offer: Offer) -> Spec:
    """The audience of a round as it was chosen."""
    since = clock.local(offer.made_at).date() if offer.who == Who.NEW else None
    return Spec(Who(offer.who), offer.team, offer.body, offer.role, since)


def circle(document: Document, spec: Spec, day: date, only: Collection[UUID] | None = None) -> Circle:
    """The audience on a day. `only` narrows to these persons. At most twelve statements, whatever the number of people."""
    modes = readers.modes_in(document.authority_id, document.audience)
    with whole(document.authority_id):
        found = _members(document.authority_id, spec, day)
        if only is not None:
            found = found.filter(pk__in=only)
        persons = list(found.select_related("account").order_by("family_name", "given_name", "pk"))
        roles: dict[UUID, set[str]] = {}
        for person_id, role in Mandate.objects.filter(on_day(day)).values_list("person_id", "role"):
            roles.setdefault(person_id, set()).add(role)
        teams = dict(TeamMembership.objects.filter(on_day(day)).order_by("start").values_list("person_id", "team_id"))
    asked: list[Invited] = []
    out: list[Invited] = []
    for person in persons:
        held = roles.get(person.pk, set())
        if spec.who in {Who.ALL, Who.NEW, Who.TEAM} and held and held <= terms().not_staff:
            continue
        if any(mode.full for mode in modes.get(person.pk, ())):
            why = ""
        elif document.audience in OPEN_AUDIENCES and not held:
            why = ""  # works here without a role in Roeland: reads it on paper
        else:
            why = ONSITE if modes.get(person.pk) else CLOSED
        row = Invited(person, teams.get(person.pk), _channel(person), why)
        (out if why else asked).append(row)
    return Circle(tuple(asked), tuple(out))


def _channel(person: Person) -> Channel:
    return Channel.MAIL if mailbox(person) else Channel.NONE


def mailbox(person: Person) -> str:
    """Where mail for this person goes; empty when he has none."""
    account = person.account
    if account is not None:
        return account.email if account.is_active else ""
    return person.email


def _members(authority_id: UUID, spec: Spec, day: date) -> QuerySet[Person]:
    now = Q(authority_id=authority_id)
    rows: QuerySet[Person] = Person.objects.filter(now & in_service(day))
    if spec.who is Who.TEAM and spec.team is not None:
        within = TeamMembership.objects.filter(on_day(day), team_id__in=subtree(authority_id, spec.team.pk))
        return rows.filter(pk__in=within.values("person_id"))
    if spec.who is Who.BODY and spec.body is not None:
        seats = BodyMembership.objects.filter(on_day(day), body=spec.body)
        return rows.filter(pk__in=seats.values("person_id"))
    if spec.who in {Who.ROLE, Who.COUNCILLORS}:
        wanted = terms().councillors if spec.who is Who.COUNCILLORS else {spec.role}
        return rows.filter(pk__in=Mandate.objects.filter(on_day(day), role__in=wanted).values("person_id"))
    if spec.who is Who.NEW:
        return Person.objects.filter(now, active_from__gte=spec.since or day, left_on=None)
    return rows


def subtree(authority_id: UUID, top: UUID) -> set[UUID]:
    """A team and all that hangs under it. One statement; inside a scope that sees the teams."""
    under: dict[UUID | None, list[UUID]] = {}
    for pk, parent in Team.objects.filter(authority_id=authority_id).values_list("pk", "parent_id"):
        under.setdefault(parent, []).append(pk)
    found, waiting = {top}, [top]
    while waiting:
        for child in under.get(waiting.pop(), []):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found


def digest_of(person_ids: Iterable[UUID]) -> str:
    """SHA-256 (hex) over the sorted uuids of who was asked: whoever holds the list can check that nobody was added or left out."""
    return hashlib.sha256("\n".join(sorted(str(pk) for pk in person_ids)).encode()).hexdigest()


def already(offer: Offer) -> set[UUID]:
    """Who stands in a round, whatever the state, whoever asks."""
    with whole(offer.authority_id):
        return set(Asked.objects.filter(offer=offer).exclude(state=State.LEFT_OUT).values_list("person_id", flat=True))
