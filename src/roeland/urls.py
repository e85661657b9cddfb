"""Where the doors meet: the API beside the pages. It stands outside the layers, as the settings do."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("roeland.api.urls")),
    path("", include("roeland.web.urls")),
]

handler403 = "roeland.web.views.forbidden"
handler404 = "roeland.web.views.not_found"
handler500 = "roeland.web.views.broken"
