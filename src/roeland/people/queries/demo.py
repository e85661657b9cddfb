"""Who can be chosen on the log-in page of a demonstration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.people.actors import in_service, on_day
from roeland.people.models import AuthorityProfile, Mandate

# The weightiest role names a person; these come first on the page.
ORDER = (
    "security_officer",
    "general_director",
    "ict_head",
    "ict_staff",
    "dpo",
    "chair",
    "councillor",
    "hr",
    "staff",
)


@dataclass(frozen=True)
class DemoPerson:
    account_id: UUID
    name: str
    role: str
    mark: str
    aside: str = ""


# (account ids) -> words beside the name ("12 taken"); set by the wiring of the doors.
ASIDES: list[Callable[[Iterable[UUID]], dict[UUID, str]]] = []


def demo_persons() -> list[DemoPerson]:
    """Accounts with a password of persons in demonstration authorities, by the weight of their role. Three statements."""
    every = list(Authority.everything.values_list("pk", flat=True))
    today = clock.today()
    with scope(Actor.system("demo", every), every):
        profiles = {
            row.authority_id: row for row in AuthorityProfile.objects.filter(is_demo=True).select_related("authority")
        }
        held = (
            Mandate.objects.filter(on_day(today) & in_service(today, "person__"), authority__in=profiles)
            .filter(person__account__isnull=False, person__account__is_active=True)
            .exclude(person__account__password__startswith=UNUSABLE_PASSWORD_PREFIX)
            .select_related("person")
            .order_by("authority__name", "start")
        )
        mandates = list(held)
    found: dict[UUID, list[Mandate]] = {}
    for mandate in mandates:
        if mandate.person.account_id is not None:
            found.setdefault(mandate.person.account_id, []).append(mandate)
    asides = {key: value for aside in ASIDES for key, value in aside(found).items()}
    chosen = []
    for account_id, rows in found.items():
        first = min(rows, key=_weight)
        places = {row.authority_id for row in rows if row.role == first.role}
        profile = profiles[first.authority_id]
        role = first.person.job_title or RIGHTS.roles[first.role].nl
        if len(places) > 1:
            role = f"{role} van {len(places)} besturen"
        elif profile.mark != min(one.mark for one in profiles.values()):
            role = f"{role} van {profile.authority}"
        mark = "all" if len(places) > 1 else str(profile.mark)
        person = DemoPerson(account_id, str(first.person), role, mark, asides.get(account_id, ""))
        chosen.append((profile.mark if len(places) == 1 else 0, _weight(first), person))
    return [person for *_, person in sorted(chosen, key=lambda one: (one[0], one[1], one[2].name))]


def _weight(mandate: Mandate) -> int:
    return ORDER.index(mandate.role) if mandate.role in ORDER else len(ORDER)
