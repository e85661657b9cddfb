"""What waits for one person's signature, over authorities: collected from what rooms offer."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.offers import SIGNING, ToSign
from roeland.kernel.scope import scope

WORDS = ("approve", "decide")  # who holds one of these finds the Tekenmap in the navigation


@dataclass(frozen=True)
class Waiting:
    """A thing to sign and the authority where it waits."""

    authority: Authority
    item: ToSign


def signs(actor: Actor, authority_id: UUID) -> bool:
    """Whether signing is part of what this person does there."""
    rights = actor.rights_in(authority_id)
    return not rights.everything and bool(rights.may.intersection(WORDS))


def waiting(actor: Actor, authorities: Iterable[Authority]) -> list[Waiting]:
    """What waits for the actor, oldest first. All authorities are asked at once, in the scope of what he is in each."""
    places = {authority.pk: authority for authority in authorities}
    with scope(actor, tuple(places)):
        found = [Waiting(places[item.authority_id], item) for item in SIGNING.collect(actor, tuple(places))]
    return sorted(found, key=lambda one: (one.item.since, one.authority.name, one.item.key))


def find(actor: Actor, authority: Authority, key: str) -> ToSign | None:
    """The thing with this key, when it still waits for the actor. Inside the scope of the authority."""
    return next((item for item in SIGNING.collect(actor, (authority.pk,)) if item.key == key), None)
