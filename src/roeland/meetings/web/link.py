"""The link of a meeting's mail: a page with one button (a mail scanner presses none), then the text. Two taps, and no session."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.acceptance.queries.own import text_of
from roeland.acceptance.values import minutes_to_read
from roeland.documents import content
from roeland.documents.render import draw_blocks
from roeland.kernel.actor import Actor
from roeland.kernel.http import unkept
from roeland.kernel.page import PUBLIC, page
from roeland.ledger.action import Refused
from roeland.meetings import actions
from roeland.meetings.actions.links import find_link
from roeland.meetings.queries import whole
from roeland.ui import dates


def _shut(request: HttpRequest, context: dict[str, object], status: int = 200) -> HttpResponse:
    return unkept(render(request, "meetings/link.html", context, status=status))


@page(PUBLIC)
@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, secret: str) -> HttpResponse:
    """First the button, then the paper. An unknown secret looks like one that was used."""
    row = find_link(secret)
    if row is None:
        return _shut(request, {"title": _("Deze link is niet meer open")}, status=410)
    if request.method != "POST":
        return _shut(request, {"title": _("Stuk van een vergadering"), "place": row.authority.name})
    try:
        version = actions.open_paper_link(Actor.system("link", [row.authority_id]), link=row, secret=secret)
    except Refused:
        return _shut(request, {"title": _("Deze link is niet meer open")}, status=410)
    with whole(row.authority_id):
        context = {
            "title": version.document.title,
            "document": version.document,
            "version": version,
            "minutes": dates.minutes(minutes_to_read(text_of(version))),
            "blocks": draw_blocks(content.of(version).blocks),
        }
    return _shut(request, context)
