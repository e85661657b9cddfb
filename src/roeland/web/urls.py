"""All URLs: the installation's own, then those of every room, with and without the slug of an authority.

URLs are Dutch and start with the authority: `/zonderbeke/controleplan/`. The same without it spans all authorities in scope.
First path segments of the installation are reserved slugs (`kernel.page.RESERVED_SLUGS`).
"""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from roeland.web import authorities, views

ROOMS = (
    "people",
    "duties",
    "meetings",
    "documents",
    "acceptance",
    "knowledge",
    "packs",
    "logs",
    "governance",
    "projects",
    "visits",
    "reports",
    "ledger",
)


def rooms(suffix: str) -> list[URLPattern | URLResolver]:
    """The URL modules of the rooms: `web.urls` has `own` (no authority) and `per_authority` patterns."""
    found: list[URLPattern | URLResolver] = []
    for room in ROOMS:
        module = f"roeland.{room}.web.urls"
        if find_spec(f"roeland.{room}.web") and find_spec(module):
            patterns = getattr(__import__(module, fromlist=[suffix]), suffix, [])
            found += patterns
    return found


urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessies/", include("allauth.usersessions.urls")),
    path("besturen/", authorities.authorities, name="authorities"),
    path("zoek/", views.search, name="search"),
    path("hulp/", views.help_index, name="help"),
    path("hulp/sneltoetsen/", views.keys, name="keys"),
    path("hulp/<slug:chapter>/", views.help_chapter, name="help-chapter"),
    path("toegankelijkheid/", views.accessibility, name="accessibility"),
    path("", include("roeland.ui.urls")),
    path("healthz/", views.healthz, name="healthz"),
    *rooms("own"),
    path("<slug:authority>/", include(rooms("per_authority"))),
]
