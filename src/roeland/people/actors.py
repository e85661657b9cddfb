"""From an account to an actor: the rights of all its persons' mandates today, acting roles during an absence included."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.http import HttpRequest

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.focus import focus_of, narrowed
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS, Rights
from roeland.kernel.scope import scope
from roeland.people.models import Absence, Account, AuthorityProfile, Mandate, Person, Replacement

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
            Holder(*row)
            for row in mandates.order_by("start", "person__family_name", "person__given_name", "pk").values_list(
                "authority_id", "role", "person_id"
            )
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
    """The actor behind an account on `day` (default today). One statement, four when it is somebody's replacement.

    It reads past the scope, because it is what every scope is made of: the persons of this account and what they hold.
    """
    when = day or clock.today()
    rows: Iterable[tuple[UUID, UUID, str, str, str | None, str | None, bool]] = (
        QuerySet(Person)
        .filter(in_service(when), account=account)
        .annotate(
            held=FilteredRelation("mandates", condition=on_day(when, "mandates__")),
            stands=FilteredRelation("replacements", condition=on_day(when, "replacements__")),
            strict=Exists(QuerySet(AuthorityProfile).filter(authority=OuterRef("authority"), seed_strict=True)),
        )
        .order_by("pk")
        .values_list("pk", "authority_id", "given_name", "family_name", "held__role", "stands__role", "strict")
        if account.is_active
        else ()
    )
    by_authority: dict[UUID, UUID] = {}
    roles: dict[UUID, set[str]] = defaultdict(set)
    places: set[Place] = set()
    name = account.email
    narrow: set[UUID] = set()
    for person_id, authority_id, given, family, role, stands, strict in rows:
        by_authority[authority_id], name = person_id, f"{given} {family}"
        roles[authority_id] |= {role} if role else set()
        places |= {(authority_id, stands)} if stands else set()
        narrow |= {authority_id} if strict else set()
    for authority_id, role in _acting(set(by_authority.values()), places, when):
        roles[authority_id].add(role)
    rights: dict[UUID, Rights] = {a: RIGHTS.of(held, strict=a in narrow) for a, held in roles.items()}
    return Actor(account.pk, name, rights, by_authority, operator=account.is_operator and account.is_active)


def _acting(mine: Collection[UUID], places: Collection[Place], day: date) -> set[Place]:
    """Those of the roles (where one of `mine` is a replacement) whose holder is away and nobody ranks before. Three statements."""
    if not places:
        return set()
    ids = {place[0] for place in places}
    now, working, columns = on_day(day), in_service(day, "person__"), ("authority_id", "role", "person_id")
    where = Q(authority_id__in=ids, role__in={place[1] for place in places}) & now & working
    with scope(Actor.system("actor", ids), ids):
        ranked = list(Replacement.objects.filter(where).order_by("rank", "start", "pk").values_list(*columns))
        held: dict[Place, set[UUID]] = defaultdict(set)
        for authority_id, role, person_id in Mandate.objects.filter(where).values_list(*columns):
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
    actor, focus = actor_for(user), focus_of(request.session)
    return narrowed(actor, focus.authority_id) if focus else actor


def me(actor: Actor, authority: Authority) -> Person | None:
    """The actor as a person of the authority; None for the system."""
    found = actor.person_in(authority.pk)
    person: Person | None = Person.objects.filter(pk=found).first() if found else None
    return person
