"""People without a mailbox: sealed lists, code letters, and opening a kiosk."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.acceptance import actions
from roeland.acceptance.actions.codes import Letter, Opened
from roeland.acceptance.letters import letters_pdf
from roeland.acceptance.models import Asked, Offer
from roeland.acceptance.queries import rounds
from roeland.acceptance.queries.records import address
from roeland.acceptance.rules import P
from roeland.acceptance.values import Channel
from roeland.acceptance.web.common import offer_or_404
from roeland.acceptance.web.forms import KioskForm, ListForm, PeopleForm
from roeland.duties.serving import sealed_file
from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import page
from roeland.ledger.pages import ask, pressed, said, tried
from roeland.ui import dates

MOST = 400  # people on one list


def _choices(people: list[Asked]) -> list[tuple[str, str]]:
    return [(str(one.pk), f"{one.person}, {one.team}" if one.team else str(one.person)) for one in people]


def _chosen(people: list[Asked], wanted: list[str]) -> list[Asked]:
    return [one for one in people if str(one.pk) in set(wanted)]


def _waiting(row: Offer) -> tuple[list[Asked], str]:
    """Who still waits, those without a mailbox first, as many as fit on a list; and words when there are more."""
    found = list(rounds.waiting_for_list(row)[: MOST + 1])
    more = _("Er wachten meer mensen dan op een lijst passen: dit zijn de eerste %(most)s. ") % {"most": MOST}
    return found[:MOST], more if len(found) > MOST else ""


@page(P.LIST)
@require_http_methods(["GET", "POST"])
def seal(request: Request, pk: UUID) -> HttpResponse:
    """Seal who was there."""
    row = offer_or_404(request, pk)
    people, more = _waiting(row)
    form = ListForm(_choices(people), request.POST or None, request.FILES or None, initial={"held_on": clock.today()})
    if request.method == "POST" and form.is_valid():
        data, file = form.cleaned_data, form.cleaned_data["file"]
        chosen = _chosen(people, data["people"])

        def do() -> None:
            actions.seal_list(
                request.actor,
                offer=row,
                people=chosen,
                held_on=data["held_on"],
                place=data["place"],
                file=file.file if file else None,
                name=file.name if file else "",
            )

        if tried(form, do):
            words = _("Verzegeld. %(count)s tellen als aanvaard op een lijst.")
            return said(request, words % {"count": dates.plural(len(chosen), "naam", "namen")}, address(row))
    return ask(
        request,
        form,
        title=_("Aanwezigheidslijst verzegelen"),
        lede=row.document.title,
        note=more
        + _(
            "Na het verzegelen verandert er niets meer aan de lijst. Ze toont wie erbij was, niet dat iemand zelf bevestigde."
        ),
        submit=_("Lijst verzegelen"),
        back=address(row),
        away=_("Nog niet"),
        files=True,
    )


@page(P.LIST)
@require_GET
def sealed(request: Request, pk: UUID) -> HttpResponse:
    """A sealed list."""
    row = rounds.attendance(one_authority(request), pk)
    if row is None:
        raise Http404
    request.crumb = _("Aanwezigheidslijst")
    context = {"row": row, "names": rounds.names_on(row), "base": f"/{row.authority.slug}/leesrondes/lijsten/{row.pk}/"}
    return render(request, "acceptance/list.html", context)


@page(P.LIST)
@require_GET
def scan(request: Request, pk: UUID) -> HttpResponseBase:
    """The scan of a sealed list, as a download."""
    row = rounds.attendance(one_authority(request), pk)
    if row is None or not row.file_sha256:
        raise Http404
    return sealed_file(row.file_sha256, row.file_name, row.file_type)


@page(P.LETTERS)
@require_http_methods(["GET", "POST"])
def letters(request: Request, pk: UUID) -> HttpResponse:
    """Choose who gets a letter; the PDF is the answer, and the codes are kept nowhere."""
    row = offer_or_404(request, pk)
    people, more = _waiting(row)
    silent = [str(one.pk) for one in people if one.channel == Channel.NONE]
    form = PeopleForm(_choices(people), request.POST or None, initial={"people": silent})
    made: list[Letter] = []
    if request.method == "POST" and form.is_valid():
        chosen = _chosen(people, form.cleaned_data["people"])
        if tried(form, lambda: made.extend(actions.make_letters(request.actor, offer=row, people=chosen))):
            return pdf_of(row, made)
    return ask(
        request,
        form,
        title=_("Codebrieven afdrukken"),
        lede=row.document.title,
        note=more
        + _(
            "Een brief per persoon, met een code die één keer dient. "
            "Wie al een brief had, krijgt een nieuwe code: de oude telt dan niet meer."
        ),
        submit=_("Brieven maken"),
        back=address(row),
        away=_("Nog niet"),
    )


def pdf_of(row: Offer, made: list[Letter]) -> HttpResponse:
    """The letters as a download that nothing keeps."""
    response = HttpResponse(letters_pdf(row, made), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="codebrieven.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@page(P.KIOSK)
@require_http_methods(["GET", "POST"])
def open_kiosk(request: Request) -> HttpResponse:
    """Open a kiosk; its address is shown once."""
    place = one_authority(request)
    form = KioskForm(request.POST or None)
    made: list[Opened] = []
    back = f"/{place.slug}/leesrondes/"
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: made.append(actions.open_kiosk(request.actor, authority=place, **data))):
            url = f"{settings.CONFIG.base_url.rstrip('/')}/kiosk/{made[0].secret}/"
            response = render(request, "acceptance/kiosk_open.html", {"kiosk": made[0].kiosk, "url": url, "back": back})
            response["Cache-Control"] = "no-store"
            return response
    return ask(
        request,
        form,
        title=_("Kiosk openen"),
        lede=_(
            "Op een gedeeld toestel lezen en aanvaarden mensen met de code van hun brief. Er staat geen lijst van namen."
        ),
        note=_("De kiosk sluit vanzelf, en ook na tien codes die niet kloppen."),
        submit=_("Kiosk openen"),
        back=back,
        away=_("Nog niet"),
    )


@page(P.KIOSK)
@require_POST
def close_kiosk(request: Request, pk: UUID) -> HttpResponse:
    """Close a kiosk before its time."""
    place = one_authority(request)
    row = rounds.kiosk(place, pk)
    if row is None:
        raise Http404
    pressed(request, lambda: actions.close_kiosk(request.actor, kiosk=row), _("De kiosk is dicht."))
    return redirect("acceptance-rounds", place.slug)
