"""The choice of theme, and the sheet that shows every component in every state."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from roeland.kernel.page import PUBLIC, page
from roeland.ui.shell import THEME_COOKIE, THEMES
from roeland.ui.specimen import specimen

_A_YEAR = 365 * 24 * 3600


@page(PUBLIC)
@require_POST
def set_theme(request: HttpRequest) -> HttpResponse:
    """Remember licht, donker or toestel in a cookie and go back where the person was."""
    back = request.POST.get("terug", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back)
    theme = request.POST.get("thema", "")
    if theme in THEMES:
        response.set_cookie(
            THEME_COOKIE, theme, max_age=_A_YEAR, httponly=True, samesite="Lax", secure=request.is_secure()
        )
    return response


@page(PUBLIC)
def components(request: HttpRequest) -> HttpResponse:
    """Every component and state; invented figures, nothing from the database."""
    return render(request, "ui/onderdelen.html", specimen(request))
