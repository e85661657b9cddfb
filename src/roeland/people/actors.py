"""From an account to an actor: the rights of all its persons' mandates today, acting roles during an absence included."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS, Rights
from roeland.kernel.scope import scope
from roeland.people.models import Absence, Account, Mandate, Person, Replacement

Place = tuple[UUID, str]  # (authority, role)


@dataclass(frozen=True)
class Holder:
    """Who does a role on a day. `acting_for` is the absent holder whom a replacement stands in for (shown as *waarnemend*)."""

    authority_id: UUID
    role: str
    person_id: UUID
    acting_for: UUID | None = None


def on_day(day: date, prefix: str = "") -> Q:
    """Dated rows that hold on `day`; `prefix` reaches them through a relation ("mandates__")."""
    until = Q(**{f"{prefix}end__isnull": True}) | Q(**{f"{prefix}end__gte": day})
    return Q(**{f"{prefix}start__lte": day}) & until


def in_service(day: date, prefix: str = "") -> Q:
    """Persons who work here on `day`."""
    gone = Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gte": day})
    return Q(**{f"{prefix}active_from__lte": day}) & gone


def holders_in(authority_ids: Iterable[UUID], day: date, roles: Collection[str] | None = None) -> list[Holder]:
    """Everybody who does a role on `day`, replacements of absent holders included. Three statements, however many authorities.

    An absent holder stays in the list; his replacement follows with `acting_for`. `roles` narrows (None: all roles).
    """
    ids = list(authority_ids)
    with scope(Actor.system("holders", ids), ids):
        mandates = Mandate.objects.filter(on_day(day) & in_service(day, "person__"))
        replacements = Replacement.objects.filter(on_day(day) & in_service(day, "person__"))
        if roles is not None:
            mandates, replacements = mandates.filter(role__in=roles), replacements.filter(role__in=roles)
        held = [
            Holder(*row) for row in mandates.order_by("start", "pk").values_list("authority_id", "role", "person_id")
        ]
        absent = set(Absence.objects.filter(on_day(day)).values_list("person_id", flat=True))
        ranked = list(replacements.order_by("rank", "start", "pk").values_list("authority_id", "role", "person_id"))
    stand_in = _stand_ins(ranked, absent)
    found: list[Holder] = []
    for holder in held:
        found.append(holder)
        acting = stand_in.get((holder.authority_id, holder.role))
        if holder.person_id in absent and acting is not None and acting != holder.person_id:
            found.append(Holder(holder.authority_id, holder.role, acting, acting_for=holder.person_id))
    return found


def _stand_ins(ranked: Iterable[tuple[UUID, str, UUID]], absent: Collection[UUID]) -> Mapping[Place, UUID]:
    """Per role the first replacement who is there. `ranked` is in order of rank."""
    found: dict[Place, UUID] = {}
    for authority_id, role, person_id in ranked:
        if person_id not in absent:
            found.setdefault((authority_id, role), person_id)
    return found


def actor_for(account: Account, day: date | None = None) -> Actor:
    """The actor behind an account on `day` (default today).

    Reads only what concerns this account: three statements, or six when it is somebody's replacement.
    """
    when = day or clock.today()
    every = list(Authority.everything.values_list("pk", flat=True)) if account.is_active else []
    with scope(Actor.system("actor", every), every):
        persons = list(Person.objects.filter(in_service(when), account=account))
        by_authority = {person.authority_id: person.pk for person in persons}
        roles: dict[UUID, set[str]] = {authority: set() for authority in by_authority}
        mine = set(by_authority.values())
        if mine:
            mandates = Mandate.objects.filter(on_day(when), person__in=mine)
            for authority_id, role in mandates.values_list("authority_id", "role"):
                roles[authority_id].add(role)
            for authority_id, role in _acting(mine, when):
                roles[authority_id].add(role)
    rights: dict[UUID, Rights] = {authority: RIGHTS.of(held) for authority, held in roles.items()}
    name = str(persons[0]) if persons else account.email
    return Actor(account.pk, name, rights, by_authority, operator=account.is_operator and account.is_active)


def _acting(mine: Collection[UUID], day: date) -> set[Place]:
    """The roles in which one of these persons stands in for an absent holder. Inside an open scope; one or four statements."""
    now = on_day(day)
    places: set[Place] = set(Replacement.objects.filter(now, person__in=mine).values_list("authority_id", "role"))
    if not places:
        return set()
    where = Q(authority_id__in={place[0] for place in places}, role__in={place[1] for place in places})
    working = in_service(day, "person__")
    columns = ("authority_id", "role", "person_id")
    ranked = list(
        Replacement.objects.filter(where & now & working).order_by("rank", "start", "pk").values_list(*columns)
    )
    held: dict[Place, set[UUID]] = defaultdict(set)
    for authority_id, role, person_id in Mandate.objects.filter(where & now & working).values_list(*columns):
        held[authority_id, role].add(person_id)
    involved = {person_id for *_, person_id in ranked} | {one for holders in held.values() for one in holders}
    absent = set(Absence.objects.filter(now, person__in=involved).values_list("person_id", flat=True))
    stand_in = _stand_ins(ranked, absent)
    return {place for place in places if stand_in.get(place) in mine and (held[place] & absent) - {stand_in[place]}}


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor of a signed-in request (setting ROELAND_ACTOR), or None."""
    user = request.user
    if not user.is_authenticated or not isinstance(user, Account):
        return None
    return actor_for(user)
