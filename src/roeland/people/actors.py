"""From an account to an actor: the rights of all its persons' mandates today, acting roles during an absence included."""

from collections import defaultdict
from collections.abc import Iterable
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


@dataclass(frozen=True)
class Holder:
    """Who does a role on a day. `acting_for` is the absent holder whom a replacement stands in for (shown as *waarnemend*)."""

    authority_id: UUID
    role: str
    person_id: UUID
    acting_for: UUID | None = None


def on_day(day: date) -> Q:
    """Dated rows that hold on `day`."""
    return Q(start__lte=day) & (Q(end__isnull=True) | Q(end__gte=day))


def holders_in(authority_ids: Iterable[UUID], day: date) -> list[Holder]:
    """Everybody who does a role on `day`, replacements of absent holders included. Four statements, however many authorities."""
    ids = list(authority_ids)
    with scope(Actor.system("holders", ids), ids):
        mandates = list(
            Mandate.objects.filter(on_day(day)).filter(person__active_from__lte=day).order_by("start", "pk")
        )
        absent = set(Absence.objects.filter(on_day(day)).values_list("person_id", flat=True))
        replacements = list(Replacement.objects.filter(on_day(day)).order_by("rank", "start", "pk")) if absent else []
    stand_in: dict[tuple[UUID, str], list[UUID]] = defaultdict(list)
    for r in replacements:
        if r.person_id not in absent:
            stand_in[r.authority_id, r.role].append(r.person_id)
    found: list[Holder] = []
    for m in mandates:
        found.append(Holder(m.authority_id, m.role, m.person_id))
        if m.person_id in absent and (substitutes := stand_in.get((m.authority_id, m.role))):
            found.append(Holder(m.authority_id, m.role, substitutes[0], acting_for=m.person_id))
    return found


def actor_for(account: Account, day: date | None = None) -> Actor:
    """The actor behind an account on `day` (default today)."""
    when = day or clock.today()
    every = list(Authority.everything.values_list("pk", flat=True)) if account.is_active else []
    with scope(Actor.system("actor", every), every):
        persons = list(
            Person.objects.filter(account=account, active_from__lte=when).filter(
                Q(left_on__isnull=True) | Q(left_on__gte=when)
            )
        )
    by_authority = {p.authority_id: p.pk for p in persons}
    roles: dict[UUID, set[str]] = {a: set() for a in by_authority}
    mine = set(by_authority.values())
    for holder in holders_in(by_authority, when):
        if holder.person_id in mine:
            roles[holder.authority_id].add(holder.role)
    rights: dict[UUID, Rights] = {a: RIGHTS.of(r) for a, r in roles.items()}
    name = str(persons[0]) if persons else account.email
    return Actor(account.pk, name, rights, by_authority, operator=account.is_operator and account.is_active)


def actor_of(request: HttpRequest) -> Actor | None:
    """The actor of a signed-in request (setting ROELAND_ACTOR), or None."""
    user = request.user
    if not user.is_authenticated or not isinstance(user, Account):
        return None
    return actor_for(user)
