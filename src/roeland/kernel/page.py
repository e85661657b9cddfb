"""Default deny for pages: a view without `@page(permission)` answers 403.

The middleware finds the authority in the URL, opens the scope and hands `request.actor` and `request.authority` to the view.
A refused object and an absent one give the same 404.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.module_loading import import_string

from roeland.kernel.actor import ANONYMOUS, Actor
from roeland.kernel.models import Authority
from roeland.kernel.rights import Permission
from roeland.kernel.scope import scope

PUBLIC = Permission("public", "public")
SIGNED_IN = Permission("signed-in", "signed-in")
SELF_GUARDED = Permission("self-guarded", "api")  # the API's own router checks its routes by the same rules

View: TypeAlias = Callable[..., HttpResponseBase]

# First path segments that no authority may have as its slug. Doors add theirs.
_RESERVED = """
    aanmelden account admin adviezen afmelden afwijkingen api beheer besturen bezoeken communicatie contacten
    controleplan documenten doelstellingen geld healthz hulp installatie inzage kennisbank kiosk leesrondes lezen
    link logboek logcontrole managementverslag mandaten media melden mijn onderdelen over personen projecten scherm sjablonen
    static tekenmap thema toegankelijkheid uitnodiging vandaag vergaderingen verslagen wachtwoord wetswijzigingen
    zoek
"""
RESERVED_SLUGS = frozenset(_RESERVED.split())


def page(permission: Permission) -> Callable[[View], View]:
    """Mark a view with the permission it asks. Every view needs one."""

    def mark(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def permission_of(view: object) -> Permission | None:
    found = getattr(view, "permission", None)
    return found if isinstance(found, Permission) else None


class Instead(Exception):
    """Raised by a view, or by what it calls, to show another page in its place: something must be done first."""

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """That page. Inside the scope of the view."""
        raise NotImplementedError


class PageGuard:
    """Middleware, the last in the list: guard, scope, call and render."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.actor_of: Callable[[HttpRequest], Actor | None] = import_string(settings.ROELAND_ACTOR)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        permission = permission_of(view) or external_permission(request)
        if permission is None:
            raise PermissionDenied("this view has no permission")
        actor = self.actor_of(request)
        request.actor = actor or ANONYMOUS  # type: ignore[attr-defined]
        request.authority = None  # type: ignore[attr-defined]
        if permission in (PUBLIC, SELF_GUARDED):
            return None
        if actor is None:
            return redirect_to_login(request.get_full_path())
        if permission_of(view) is None:
            return None  # not ours: it reads no tenant rows, and its own middleware answers the exceptions it raises
        authorities = self._authorities(request, actor, permission, kwargs.pop("authority", None))
        with scope(actor, authorities):
            try:
                response = view(request, *args, **kwargs)
            except PermissionDenied as refused:  # a verb said no: the same answer as for what is not there
                raise Http404 from refused
            except Instead as instead:
                response = instead.answer(request)
            render = getattr(response, "render", None)
            if callable(render) and not getattr(response, "is_rendered", True):
                response = render()
            return response

    def _authorities(
        self, request: HttpRequest, actor: Actor, permission: Permission, slug: str | None
    ) -> list[Authority]:
        """Reads all authorities of the actor in one statement and keeps them on the request for the frame round the page."""
        known = list(Authority.everything.filter(pk__in=tuple(actor.rights)))
        request.authorities = known  # type: ignore[attr-defined]
        if slug is None:
            if permission == SIGNED_IN:
                return known
            if not actor.holds_anywhere(permission):
                raise Http404
            ids = set(actor.authorities_with(permission))
            return [authority for authority in known if authority.pk in ids]
        authority = next((one for one in known if one.slug == slug), None)
        if authority is None or not (permission == SIGNED_IN or actor.holds(permission, authority.pk)):
            raise Http404
        request.authority = authority  # type: ignore[attr-defined]
        return [authority]


def external_permission(request: HttpRequest) -> Permission | None:
    """The permission of a view that is not ours (log-in, static files): only what the settings list by URL name is open."""
    match = request.resolver_match
    name = match.view_name if match else ""
    if name in settings.ROELAND_PUBLIC_VIEWS:
        return PUBLIC
    if name in settings.ROELAND_SIGNED_IN_VIEWS:
        return SIGNED_IN
    return None
