"""Pages of no room: search, the manual, accessibility, theme, health, errors."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.kernel.http import Request
from roeland.kernel.page import PUBLIC, SIGNED_IN, page
from roeland.web import manual
from roeland.web.search import find


@page(SIGNED_IN)
@require_GET
def search(request: Request) -> HttpResponse:
    """*Ga naar*: pages, persons and tasks that this person may open."""
    wanted = request.GET.get("zoek", "").strip()[:100]
    return render(request, "web/search.html", {"wanted": wanted, "groups": find(request, wanted) if wanted else []})


@page(SIGNED_IN)
@require_GET
def help_index(request: Request) -> HttpResponse:
    """The manual: chapters, first the ones about the pages that this person has."""
    return render(request, "web/help.html", {"chapters": manual.chapters(), "chapter": None})


@page(SIGNED_IN)
@require_GET
def help_chapter(request: Request, chapter: str) -> HttpResponse:
    found = manual.chapter(chapter)
    if found is None:
        raise Http404
    request.crumb = found.title
    return render(request, "web/help.html", {"chapters": manual.chapters(), "chapter": found})


@page(SIGNED_IN)
@require_GET
def keys(request: Request) -> HttpResponse:
    """The keys that shorten the way; with script the same list is a dialog on every page."""
    request.crumb = _("Sneltoetsen")
    return render(request, "web/keys.html")


@page(PUBLIC)
@require_GET
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement of the software; the authority adds its own contact."""
    return render(request, "web/accessibility.html", {"body": manual.accessibility()})


@page(PUBLIC)
@require_GET
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 -- signature of a view
    """For a monitor: the process answers and the database can be read."""
    from roeland.kernel.models import Authority

    Authority.everything.exists()
    return HttpResponse("ok\n", content_type="text/plain")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- of Django
    return _error(request, 403, _("Dit kan niet."), _("Deze pagina heeft geen toegangsregel en blijft daarom dicht."))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 -- of Django
    return _error(
        request, 404, _("Deze pagina is er niet, of niet voor jou."), _("Kijk het adres na, of ga terug naar Vandaag.")
    )


def broken(request: HttpRequest) -> HttpResponse:
    return _error(
        request,
        500,
        _("Er ging iets mis in Roeland."),
        _("Wat je verstuurde is niet half bewaard. Probeer het opnieuw."),
    )


def _error(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(
        request, "web/error.html", {"title": title, "text": text, "status": status, "home": "/"}, status=status
    )
