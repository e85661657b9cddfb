"""Who is involved: the predicate by which assignee, reviewer, doer and the holders of the roles always see a row."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from roeland.kernel.actor import Actor


def by_roles(actor: Actor) -> list[tuple[tuple[str, ...], list[UUID]]]:
    """The actor's authorities grouped by equal roles, acting roles included: a query has one branch per group."""
    found: dict[tuple[str, ...], list[UUID]] = {}
    for authority_id, rights in actor.rights.items():
        if rights.roles:
            found.setdefault(rights.roles, []).append(authority_id)
    return list(found.items())


def _any(prefix: str, names: tuple[str, ...], values: tuple[object, ...]) -> Q:
    found = Q(pk__in=[])
    for name in names:
        found |= Q(**{f"{prefix}{name}__in": values})
    return found


def involved(actor: Actor, prefix: str, persons: tuple[str, ...], roles: tuple[str, ...]) -> Q:
    """Rows of which one of the `persons` columns is the actor, or one of the `roles` columns a role he holds there."""
    found = _any(prefix, persons, actor.person_ids)
    for held, authority_ids in by_roles(actor):
        found |= Q(authority_id__in=authority_ids) & _any(prefix, roles, held)
    return found


def in_task(actor: Actor, prefix: str = "") -> Q:
    """Tasks, or rows of tasks by `prefix`, that the actor is involved in."""
    return involved(actor, prefix, ("assignee", "reviewer", "doer"), ("lead_role", "approve_role"))


def in_duty(actor: Actor) -> Q:
    """Duties that the actor leads or approves."""
    return involved(actor, "", ("lead_person",), ("lead_role", "approve_role"))
