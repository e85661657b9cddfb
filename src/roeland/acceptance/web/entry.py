"""The two ways in without an account: the kiosk on a shared device, and the link in a mail. Both show one open document and take one
acceptance; neither starts a session, so there is nothing else that they could open.

No answer is kept by a browser or a proxy, no address leaves by a referrer, and an unknown secret looks like one that is over.
"""

from __future__ import annotations

from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roeland.acceptance import actions
from roeland.acceptance.actions.codes import find_code, find_kiosk, find_link, usable
from roeland.acceptance.models import Asked, Kiosk, Offer
from roeland.acceptance.queries.own import text_of
from roeland.acceptance.values import State, minutes_to_read, terms, typed
from roeland.acceptance.web.forms import CodeForm
from roeland.documents import content
from roeland.documents.queries import whole
from roeland.documents.render import draw_blocks
from roeland.kernel.actor import Actor
from roeland.kernel.http import unkept
from roeland.kernel.page import PUBLIC, page
from roeland.ledger.action import Refused
from roeland.ui import dates

SALT = "roeland.acceptance.link"


def _shut(request: HttpRequest, template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    return unkept(render(request, f"acceptance/{template}.html", context, status=status))


def _gone(request: HttpRequest) -> HttpResponse:
    return _shut(request, "entry_gone", {}, status=410)


def _paper(row: Asked) -> dict[str, object]:
    """The text of one open document, for a page without an account. It never shows the name of the reader."""
    with whole(row.authority_id):
        offer = Offer.objects.select_related("document__owner", "version__authority", "authority").get(pk=row.offer_id)
        version = offer.version
        version.document = offer.document
        return {
            "document": offer.document,
            "version": version,
            "note": offer.note,
            "place": offer.authority.name,
            "owner": str(offer.document.owner or ""),
            "minutes": dates.minutes(minutes_to_read(text_of(version))),
            "blocks": draw_blocks(content.of(version).blocks),
        }


@page(PUBLIC)
@require_http_methods(["GET", "POST"])
def kiosk(request: HttpRequest, secret: str) -> HttpResponse:
    """Type a code, read, accept. The code goes along in the form; nothing of it stays on the device."""
    found = find_kiosk(secret)
    if found is None:
        return _gone(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _entered(request, found, form)
    return _shut(request, "kiosk", {"form": form, "kiosk": found})


def _entered(request: HttpRequest, found: Kiosk, form: CodeForm) -> HttpResponse:
    code = typed(form.cleaned_data["code"])
    actor = Actor.system("kiosk", [found.authority_id])
    row = find_code(found, code)
    if row is None:
        if actions.count_wrong_code(actor, kiosk=found) >= terms()["kiosk_tries"]:
            return _gone(request)
        form.add_error("code", _("Deze code klopt niet, of is al gebruikt. Kijk ze na op je brief."))
        return _shut(request, "kiosk", {"form": form, "kiosk": found}, status=422)
    refused = ""
    if "aanvaarden" in request.POST:
        try:
            actions.accept_with_code(actor, kiosk=found, code=code, sha256=request.POST.get("zegel", ""))
        except Refused as error:
            refused = error.reason
        else:
            return _shut(request, "entry_done", {"again": request.path})
    return _shut(
        request, "entry_read", {**_paper(row), "hidden": (("code", code),), "refused": refused, "away": request.path}
    )


@page(PUBLIC)
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, secret: str) -> HttpResponse:
    """The link of a mail: a page with one button (a mail scanner presses none), then the text, then the acceptance."""
    if "bewijs" in request.POST:
        return _linked(request, request.POST["bewijs"])
    row = find_link(secret)
    if row is None:
        return _gone(request)
    if request.method == "POST":
        actor = Actor.system("link", [row.authority_id])
        try:
            opened = actions.open_link(actor, asked=row, secret=secret)
        except Refused:
            return _gone(request)
        return _show(request, opened)
    return _shut(request, "link", {"place": row.authority.name})


def _show(request: HttpRequest, row: Asked, refused: str = "") -> HttpResponse:
    proof = signing.dumps([str(row.authority_id), str(row.pk)], salt=SALT)
    return _shut(request, "entry_read", {**_paper(row), "hidden": (("bewijs", proof),), "refused": refused, "away": ""})


def _linked(request: HttpRequest, proof: str) -> HttpResponse:
    """Accept with the proof that the link was opened: it is good for its one row, for `link_reading` minutes after opening."""
    try:
        place, pk = signing.loads(proof, salt=SALT, max_age=terms()["link_reading"] * 60)
    except (signing.BadSignature, ValueError):
        return _gone(request)
    with whole(UUID(place)):
        row = Asked.objects.filter(pk=UUID(pk), state=State.ASKED).first()
        if row is None or not usable(row):
            return _gone(request)
    try:
        actions.accept_with_link(
            Actor.system("link", [row.authority_id]), asked=row, sha256=request.POST.get("zegel", "")
        )
    except Refused as error:
        return _show(request, row, error.reason)
    return _shut(request, "entry_done", {"again": ""})
