"""What other rooms offer to duties: kinds of records that can be linked as evidence, or that fulfil a duty by themselves.

Upper rooms register their kinds when the doors wire them; a room that is absent registers nothing and nothing breaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Record:
    """A record (gegeven) of some room, as duties shows it."""

    kind: str
    id: UUID
    title: str
    on: date
    url: str = ""


@dataclass(frozen=True)
class Provider:
    """One kind of record. `find(authority_id, id)` reads within the open scope and gives None for absent and refused alike.

    `fulfils` are catalogue ids of duties that a record of this kind closes by itself. `door(kind, slug, id)` gives (verb, address) of
    the page where a one-off task about such a record is done; it asks no statement.
    """

    kind: str
    label: str
    find: Callable[[UUID, UUID], Record | None]
    search: Callable[[UUID, str], list[Record]] = field(default=lambda _authority, _text: [])
    fulfils: frozenset[str] = frozenset()
    door: Callable[[str, str, UUID], tuple[str, str]] | None = None


KINDS: dict[str, Provider] = {}


def register(provider: Provider) -> None:
    """Make a kind known. Registering the same kind again replaces it."""
    KINDS[provider.kind] = provider


def find(kind: str, authority_id: UUID, record_id: UUID) -> Record | None:
    """The record, or None when the kind is unknown, the record absent or closed to the reader."""
    provider = KINDS.get(kind)
    return provider.find(authority_id, record_id) if provider else None


def door(kind: str, slug: str, record_id: UUID | None) -> tuple[str, str] | None:
    """(verb, address) of the page where a task about a record is done, when its room has one."""
    provider = KINDS.get(kind)
    return provider.door(kind, slug, record_id) if provider and provider.door and record_id else None


def fulfillers(catalogue_id: str) -> list[Provider]:
    """Kinds of which a record closes a duty by itself."""
    return [provider for provider in KINDS.values() if catalogue_id in provider.fulfils]


ROOMS: set[str] = {
    "kernel",
    "ledger",
    "people",
    "duties",
    "documents",
    "acceptance",
    "knowledge",
    "packs",
    "logs",
    "meetings",
    "governance",
    "projects",
    "visits",
    "reports",
}


def room_exists(name: str) -> bool:
    """Whether the room whose event starts a duty is there; duties of absent rooms wait."""
    return not name or name in ROOMS
