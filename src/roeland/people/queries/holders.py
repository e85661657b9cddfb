"""Who does a role on a day: the holder, or while he is away his first or second replacement (*waarnemend*)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.people.actors import Holder, Place, holders_in, in_service, on_day
from roeland.people.models import Absence, Mandate, Person, Replacement
from roeland.people.queries.settings import role_names


@dataclass(frozen=True)
class RoleHolder:
    """A person who acts in a role now. `acting_for` is the absent holder, when this is a replacement."""

    person: Person
    acting_for: Person | None = None

    @property
    def label(self) -> str:
        return f"{self.person} (waarnemend voor {self.acting_for})" if self.acting_for else str(self.person)


def acting(found: Iterable[Holder]) -> list[Holder]:
    """Only who does the work: an absent holder with a replacement is left out, one without stays (work is never nobody's)."""
    listed = list(found)
    replaced = {(one.authority_id, one.role, one.acting_for) for one in listed if one.acting_for}
    return [one for one in listed if (one.authority_id, one.role, one.person_id) not in replaced]


def holders_by_place(
    authority_ids: Iterable[UUID], on: date, roles: Collection[str] | None = None
) -> dict[Place, list[RoleHolder]]:
    """(authority, role) -> who acts, for many authorities at once. Four statements whatever their number."""
    ids = list(authority_ids)
    found = acting(holders_in(ids, on, roles))
    wanted = {one.person_id for one in found} | {one.acting_for for one in found if one.acting_for}
    with scope(Actor.system("holders", ids), ids):
        persons: dict[UUID, Person] = {person.pk: person for person in Person.objects.filter(pk__in=wanted)}
    places: dict[Place, list[RoleHolder]] = {}
    for one in found:
        stands_for = persons.get(one.acting_for) if one.acting_for else None
        places.setdefault((one.authority_id, one.role), []).append(RoleHolder(persons[one.person_id], stands_for))
    return places


def holders(authority: Authority, role: str, on: date) -> list[RoleHolder]:
    """Who acts in `role` of one authority on a day, in the order of their mandates."""
    return holders_by_place([authority.pk], on, [role]).get((authority.pk, role), [])


@dataclass(frozen=True)
class RoleLine:
    """One line of *Rollen en vervanging*: holders now, both replacements, and who acts."""

    role: str
    name: str
    mandates: tuple[Mandate, ...]
    absent: frozenset[UUID]
    first: Replacement | None
    second: Replacement | None

    @property
    def acts(self) -> Person | None:
        """Who stands in, when every holder is away."""
        away = [mandate for mandate in self.mandates if mandate.person_id in self.absent]
        if not away:
            return None
        there = (one.person for one in (self.first, self.second) if one and one.person_id not in self.absent)
        return next(there, None)

    @property
    def replacements(self) -> list[Replacement]:
        """Those that are set, in order of rank."""
        return [one for one in (self.first, self.second) if one is not None]

    @property
    def gap(self) -> str:
        """What is missing, in words; empty when all is well."""
        if not self.mandates:
            return "niemand heeft deze rol"
        if any(mandate.person_id in self.absent for mandate in self.mandates) and self.acts is None:
            return "afwezig zonder vervanger"
        return "nog geen vervanger" if self.first is None and replaceable(self.role) else ""


def replaceable(role: str) -> bool:
    """Whether somebody has to act when the holder is away: roles that work falls to, not seats in a council."""
    return role in NEEDED or bool(RIGHTS.roles[role].may)


def role_table(authority: Authority, on: date) -> list[RoleLine]:
    """Every role that is held or replaced in the authority, and those it cannot do without. Four statements; inside a scope."""
    now = on_day(on)
    mandates = list(
        Mandate.objects.filter(now & in_service(on, "person__")).select_related("person").order_by("start", "pk")
    )
    replacements = list(Replacement.objects.filter(now).select_related("person").order_by("rank", "-start"))
    absent = frozenset(Absence.objects.filter(now).values_list("person_id", flat=True))
    names = role_names(authority)
    lines = []
    for role, name in names.items():
        held = tuple(one for one in mandates if one.role == role)
        ranked = {one.rank: one for one in reversed(replacements) if one.role == role}
        if held or ranked or role in NEEDED:
            lines.append(RoleLine(role, name, held, absent, ranked.get(1), ranked.get(2)))
    return lines


# Without these nothing is due to anybody; the page shows them also when nobody holds them.
NEEDED = frozenset({"security_officer", "dpo", "general_director", "ict_head"})
