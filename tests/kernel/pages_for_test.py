"""URLs for test_page.py only: one view of each kind."""

from django.http import HttpResponse
from django.urls import path

from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import PUBLIC, SIGNED_IN, page
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.scope import current_scope

SETTINGS = Permission("test:settings:see", "settings", Mode.READ)


@page(SETTINGS)
def guarded(request: Request) -> HttpResponse:
    return HttpResponse(f"{one_authority(request).slug} {len(current_scope().authority_ids)}")


@page(SETTINGS)
def guarded_all(request: Request) -> HttpResponse:
    return HttpResponse(str(len(current_scope().authority_ids)))


@page(SIGNED_IN)
def signed_in(request: Request) -> HttpResponse:
    return HttpResponse(str(len(current_scope().authority_ids)))


@page(PUBLIC)
def public(request: Request) -> HttpResponse:
    return HttpResponse("open")


def forgotten(request: Request) -> HttpResponse:
    return HttpResponse("nobody should read this")


urlpatterns = [
    path("guarded/", guarded_all),
    path("signed-in/", signed_in),
    path("public/", public),
    path("forgotten/", forgotten),
    path("account/login/", public, name="account_login"),
    path("<slug:authority>/guarded/", guarded),
    path("<slug:authority>/signed-in/", signed_in),
    path("<slug:authority>/forgotten/", forgotten),
]
