"""One authority on screen: during a visit, and while the screen is shown to others (*Op het scherm tonen*).

A session in focus has an actor with the rights and the person of that one authority only, so that no page, list, count, search or
export can show anything of another one. It only narrows: which authority a page is about still comes from the URL.
"""

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from roeland.kernel.actor import Actor

KEY = "scherm"
VISIT, SCREEN = "bezoek", "scherm"


@dataclass(frozen=True)
class Focus:
    """The authority on screen, and why: VISIT (the officer sits there) or SCREEN (others look along)."""

    authority_id: UUID
    why: str


def focus_of(session: Mapping[str, Any]) -> Focus | None:
    """The focus of a session; None when all authorities may be on screen."""
    raw = session.get(KEY)
    if not isinstance(raw, dict):
        return None
    try:
        return Focus(UUID(raw["authority"]), SCREEN if raw.get("why") != VISIT else VISIT)
    except (KeyError, ValueError, TypeError):
        return None


def begin(session: MutableMapping[str, Any], authority_id: UUID, why: str) -> None:
    """Put one authority on screen."""
    session[KEY] = {"authority": str(authority_id), "why": why}


def end(session: MutableMapping[str, Any]) -> None:
    """All authorities may be on screen again."""
    session.pop(KEY, None)


def narrowed(actor: Actor, authority_id: UUID) -> Actor:
    """The same actor with the rights of one authority (none there: no rights at all), and not as operator."""
    rights = {place: held for place, held in actor.rights.items() if place == authority_id}
    persons = {place: person for place, person in actor.persons.items() if place == authority_id}
    return replace(actor, rights=rights, persons=persons, operator=False)
