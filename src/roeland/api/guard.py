"""What every route shares: the authority in the path, the permission, the scope of rows, pages of lists."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest
from ninja import Schema
from pydantic import Field, model_validator

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority, Row
from roeland.kernel.page import SIGNED_IN
from roeland.kernel.rights import Permission
from roeland.kernel.scope import scope

T = TypeVar("T")
M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=Row)
MOST = 200
FARTHEST = 100_000  # pages; keeps the offset far below what a database takes


class ApiRequest(HttpRequest):
    """Typing only: the request inside a guarded route."""

    actor: Actor
    authority: Authority
    auth: Any


def _clean(value: object) -> bool:
    """Whether a value can be stored: no NUL (PostgreSQL refuses it) and no half character."""
    if isinstance(value, str):
        return not any(letter == "\0" or "\ud800" <= letter <= "\udfff" for letter in value)
    return True


class In(Schema):
    """Base of everything that comes in: texts that no database can hold are refused before they reach one."""

    @model_validator(mode="after")
    def _storable(self) -> Self:
        for name, value in self:
            if not _clean(value):
                raise ValueError(f"{name}: dit teken kan niet bewaard worden")
        return self


class Paging(In):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=FARTHEST)
    size: int = Field(50, ge=1, le=MOST)

    @property
    def first(self) -> int:
        return (self.page - 1) * self.size


class Page(Schema, Generic[T]):
    """A part of a list: `count` is of the whole list."""

    items: list[T]
    count: int
    page: int
    size: int


def page_of(rows: "QuerySet[M]", paging: Paging, show: Callable[[M], T]) -> dict[str, Any]:
    """One page of a query, shown with `show`; two statements and what the query prefetches."""
    found = rows[paging.first : paging.first + paging.size]
    return part([show(row) for row in found], rows.count(), paging)


def part(items: Sequence[Any], count: int, paging: Paging) -> dict[str, Any]:
    """A page of items that were already chosen."""
    return {"items": list(items), "count": count, "page": paging.page, "size": paging.size}


def inside(permission: Permission) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Guard a route whose path has `{authority}`: 404 unless the owner of the token holds `permission` there.

    A route on an object asks SIGNED_IN here and its own permission of the object (`object_for`), because who is involved in the
    object may hold it without a role. The route runs inside a scope of that one authority, so it must return plain values
    (schemas), no lazy queries.
    """

    def decorate(route: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(route)
        def guarded(request: Any, authority: str, *args: Any, **kwargs: Any) -> Any:
            actor: Actor = request.actor
            found = Authority.everything.filter(slug=authority, pk__in=tuple(actor.rights)).first()
            if found is None or not (permission == SIGNED_IN or actor.holds(permission, found.pk)):
                raise Http404
            request.authority = found
            with scope(actor, [found]):
                return route(request, authority, *args, **kwargs)

        return guarded

    return decorate


def across(route: Callable[..., Any]) -> Callable[..., Any]:
    """Guard a route without an authority in its path: it runs in the scope of all authorities where the owner has a role."""

    @wraps(route)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> Any:
        actor: Actor = request.actor
        with scope(actor, tuple(actor.rights)):
            return route(request, *args, **kwargs)

    return guarded


def object_for(model: type[R], request: ApiRequest, pk: UUID, permission: Permission, *related: str) -> R:
    """The row, when the actor may see it and holds `permission` on it: by a role, or because the row itself grants it to him.

    Everything else is the same 404, as on the pages.
    """
    found = get_or_404(model, request, pk, *related)
    held = all(request.actor.holds(one, found.authority_id) for one in permission.on([found.audience]))
    if not (held or found.grants(request.actor, permission)):
        raise Http404
    return found


def get_or_404(model: type[M], request: ApiRequest, pk: UUID, *related: str) -> M:
    """The row of the authority in the path, when the actor may see it."""
    rows: Any = model._default_manager  # noqa: SLF001 -- Django's public name for it
    found: M | None = rows.select_related(*related).filter(authority=request.authority, pk=pk).first()
    if found is None:
        raise Http404
    return found
