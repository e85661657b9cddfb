"""Seeing: which authorities are in scope, and the filter that follows from the actor's pairs (authority, audience).

Scope comes from the URL or from an action, never from the session. Without scope a read raises `NoScope`.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model, Q

from roeland.kernel.actor import Actor
from roeland.kernel.rights import Mode, Rights


class NoScope(RuntimeError):
    """A tenant row was read while no scope was open."""


@dataclass(frozen=True)
class Scope:
    actor: Actor
    authority_ids: tuple[UUID, ...]

    @property
    def only(self) -> UUID:
        """The one authority in scope; writing needs exactly one."""
        if len(self.authority_ids) != 1:
            raise NoScope("writing needs exactly one authority in scope")
        return self.authority_ids[0]

    def groups(self) -> list[tuple[Rights, list[UUID]]]:
        """Authorities grouped by equal rights: the number of branches in a query does not grow with their number."""
        found: dict[object, tuple[Rights, list[UUID]]] = {}
        for authority_id in self.authority_ids:
            rights = self.actor.rights_in(authority_id)
            found.setdefault(rights.key, (rights, []))[1].append(authority_id)
        return list(found.values())

    @cached_property
    def plain(self) -> tuple[tuple[UUID, Hashable], ...]:
        """Authorities and rights in scope: all that the filter of a model without predicates follows from."""
        return tuple((authority_id, self.actor.rights_in(authority_id).key) for authority_id in self.authority_ids)

    @cached_property
    def whole(self) -> bool:
        """Whether everything of these authorities is in sight: the program itself."""
        return not self.actor.is_person and all(self.actor.rights_in(one).everything for one in self.authority_ids)


_current: ContextVar[Scope | None] = ContextVar("roeland_scope", default=None)


@contextmanager
def scope(actor: Actor, authorities: Iterable[Any]) -> Iterator[Scope]:
    """Open a scope over `authorities` (Authority rows or their uuids) for `actor`. Scopes nest; the innermost counts."""
    ids = tuple(dict.fromkeys(a if isinstance(a, UUID) else a.pk for a in authorities))
    opened = Scope(actor, ids)
    token = _current.set(opened)
    try:
        yield opened
    finally:
        _current.reset(token)


def current_scope() -> Scope:
    """The innermost open scope; `NoScope` when there is none."""
    found = _current.get()
    if found is None:
        raise NoScope("tenant rows can be read only inside a scope")
    return found


def _full(rights: Rights, actor: Actor, narrowed: Callable[[Actor], Q] | None) -> Q:
    """What the full modes see: every row of the audience. A model with a predicate for READ shows its readers those rows only
    (a document that is published), and all of them to who may edit."""
    if narrowed is None:
        return Q(audience__in=rights.full())
    editable = rights.editable()
    readable = [resource for resource in rights.full() if resource not in editable]
    found = Q(audience__in=editable)
    return found | (Q(audience__in=readable) & narrowed(actor)) if readable else found


def repeats(model: type[Model], in_scope: Scope) -> Hashable | None:
    """What the filter of `visible` follows from when that is only rights, so that it can be kept; None when predicates ask more (who
    the actor is, what the clock says)."""
    predicates = getattr(model, "reading", None) or getattr(model, "always", None)
    return None if predicates and not in_scope.whole else (model, in_scope.plain)


def visible(model: type[Model], in_scope: Scope) -> Q:
    """The rows of `model` (with columns authority_id and audience) that the actor of the scope may see."""
    reading: dict[Any, Any] = getattr(model, "reading", {})
    found = Q()
    for rights, ids in in_scope.groups():
        if rights.everything:
            found |= Q(authority_id__in=ids)
            continue
        audiences = _full(rights, in_scope.actor, reading.get(Mode.READ))
        for mode, resources in rights.weak().items():
            predicate = reading.get(mode)
            if predicate is not None:
                audiences |= Q(audience__in=resources) & predicate(in_scope.actor)
        found |= Q(authority_id__in=ids) & audiences
    always = getattr(model, "always", None)
    if always is not None and in_scope.actor.is_person:
        found |= Q(authority_id__in=in_scope.authority_ids) & always(in_scope.actor)
    return found or Q(pk__in=[])  # an empty condition would be every row
