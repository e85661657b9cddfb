"""Who is involved: the predicate by which assignee, reviewer, doer and the holders of the roles always see a row."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from roeland.kernel.actor import Actor
from roeland.kernel.scope import current_scope


def in_scope(actor: Actor) -> tuple[UUID, ...]:
    """The authorities in scope where the actor has rights: who is involved is asked of no other."""
    return tuple(place for place in current_scope().authority_ids if place in actor.rights)


def persons_of(actor: Actor) -> tuple[UUID, ...]:
    """The actor as a person in each authority in scope."""
    return tuple(actor.persons[place] for place in in_scope(actor) if place in actor.persons)


def by_roles(actor: Actor) -> list[tuple[tuple[str, ...], Q]]:
    """Roles, acting ones included, with the authorities in scope where the actor holds just these: one branch per kind of rights.

    When they are the same everywhere the authorities are left out, since the scope says them already.
    """
    found: dict[tuple[str, ...], list[UUID]] = {}
    for place in in_scope(actor):
        found.setdefault(actor.rights[place].roles, []).append(place)
    whole = len(current_scope().authority_ids)
    return [(roles, Q() if len(ids) == whole else Q(authority_id__in=ids)) for roles, ids in found.items() if roles]


def _any(prefix: str, names: tuple[str, ...], values: tuple[object, ...]) -> Q:
    found = Q(pk__in=[])
    for name in names:
        found |= Q(**{f"{prefix}{name}__in": values})
    return found


def involved(actor: Actor, prefix: str, persons: tuple[str, ...], roles: tuple[str, ...]) -> Q:
    """Rows of which one of the `persons` columns is the actor, or one of the `roles` columns a role he holds there."""
    found = _any(prefix, persons, persons_of(actor))
    for held, where in by_roles(actor):
        found |= where & _any(prefix, roles, held)
    return found


def in_task(actor: Actor, prefix: str = "") -> Q:
    """Tasks, or rows of tasks by `prefix`, that the actor is involved in."""
    return involved(actor, prefix, ("assignee", "reviewer", "doer"), ("lead_role", "approve_role"))


def in_duty(actor: Actor) -> Q:
    """Duties that the actor leads or approves."""
    return involved(actor, "", ("lead_person",), ("lead_role", "approve_role"))
