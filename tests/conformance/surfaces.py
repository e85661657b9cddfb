"""What the program offers, read from the program itself: views, verbs, permissions. The suites here walk these lists."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

import roeland
from roeland.kernel.page import PUBLIC, SIGNED_IN, permission_of
from roeland.kernel.rights import Permission
from roeland.ledger.action import VERBS, Verb


@dataclass(frozen=True)
class Route:
    """One URL pattern and what guards it ("" = nothing: a fault)."""

    pattern: str
    name: str
    permission: Permission | None
    ours: bool


def routes() -> list[Route]:
    """Every URL of the program, the API's own included."""
    return sorted(_walk(get_resolver().url_patterns, ""), key=lambda r: (r.pattern, r.name))


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Route]:
    for entry in patterns:
        here = prefix + str(entry.pattern).replace("^", "").replace("\\Z", "").rstrip("$")
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, here)
            continue
        permission = permission_of(entry.callback)
        ours = permission is not None
        name = entry.name or ""
        if permission is None and name in settings.ROELAND_PUBLIC_VIEWS:
            permission = PUBLIC
        if permission is None and name in settings.ROELAND_SIGNED_IN_VIEWS:
            permission = SIGNED_IN
        yield Route(here, name, permission, ours)


def import_everything() -> None:
    """Import every module of the program, so that every verb and fact is registered."""
    for module in pkgutil.walk_packages(roeland.__path__, "roeland."):
        if ".migrations" in module.name or module.name.endswith("__main__"):
            continue
        importlib.import_module(module.name)


def verbs() -> list[Verb]:
    """Every verb of the program, by name."""
    import_everything()
    return [VERBS[name] for name in sorted(VERBS) if name.startswith("roeland.")]


def permissions() -> dict[str, Permission]:
    """Every permission that guards a view or a verb, by code."""
    found = {r.permission for r in routes() if r.permission} | {v.permission for v in verbs()}
    codes: dict[str, Permission] = {}
    for permission in found:
        assert codes.setdefault(permission.code, permission) == permission, (
            f"two permissions are called {permission.code}"
        )
    return codes
