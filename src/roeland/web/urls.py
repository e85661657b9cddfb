"""All URLs: the installation's own, then those of every room under the slug of an authority."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/sessies/", include("allauth.usersessions.urls")),
]
