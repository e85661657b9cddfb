"""Rounds for who follows them: the list, a new one, how one stands, its end, the answer to a question."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.acceptance import actions
from roeland.acceptance.actions.offering import spec_from
from roeland.acceptance.models import Asked, Offer
from roeland.acceptance.queries import audience, rounds
from roeland.acceptance.queries.records import address
from roeland.acceptance.rules import P
from roeland.acceptance.values import Channel, Counts, How, State
from roeland.acceptance.web.common import offer_or_404
from roeland.acceptance.web.forms import CloseForm, OfferForm
from roeland.documents import queries as papers
from roeland.documents.values import OPEN_AUDIENCES
from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.action import Invalid
from roeland.ledger.pages import ask, said, tried
from roeland.people.queries.settings import role_names
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.tables import Column, Filter, Table

SHOWN = 8  # names left out, before they are folded


def who_words(row: Offer) -> str:
    """To whom a round is offered, in words."""
    if row.role:
        return f"rol {role_names(row.authority)[row.role]}"
    return audience.spec_of(row).words


@page(P.FOLLOW)
@require_GET
def index(request: Request) -> HttpResponse:
    """All rounds that the reader may follow, what runs first."""
    places = [request.authority.pk] if request.authority else list(request.actor.authorities_with(P.FOLLOW))
    rows = list(rounds.followed(request.actor, places)[:200])
    sums = rounds.counts(rows)
    here = request.authority
    context = {
        "rounds": [(row, sums[row.pk], address(row), _state(row, sums[row.pk])) for row in rows],
        "many": len(places) > 1,
        "running": sum(1 for row in rows if row.closed_at is None),
        "kiosks": rounds.kiosks(here) if here else [],
        "kiosk_url": reverse("acceptance-kiosk-open", args=[here.slug]) if here else "",
        "may_lead": bool(here and rounds.leads(request.actor, here.pk)),
        "empty": c.Empty(
            _("Er loopt geen leesronde."),
            _("Open een gepubliceerd document en kies Laten lezen. Daarna zie je hier wie het aanvaardde."),
        ),
    }
    return render(request, "acceptance/rounds.html", context)


def _state(row: Offer, stand: Counts) -> c.Status:
    if row.closed_at is not None:
        return c.Status(
            c.State.DONE if row.ending == "finished" else c.State.SKIPPED, row.get_ending_display().capitalize()
        )
    if stand.late:
        return c.Status(
            c.State.LATE, _("%(count)s te laat") % {"count": dates.plural(stand.late, "persoon", "personen")}
        )
    return c.Status(c.State.TODAY, _("Loopt"))


@page(P.OFFER)
@require_http_methods(["GET", "POST"])
def new(request: Request, number: str) -> HttpResponse:
    """Choose who reads; look at whom that asks and whom it leaves out; then ask them."""
    place = one_authority(request)
    document = papers.document(place, number)
    if (
        document is None
        or document.current is None
        or not papers.held(request.actor, P.OFFER, place.pk, document.audience)
    ):
        raise Http404
    form = OfferForm(place, request.POST or None)
    circle = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            spec = spec_from(data["who"], data["team"], data["body"], data["role"])
            circle = audience.circle(document, spec, clock.today())
        except Invalid as error:
            form.take_errors(error.errors)
        made: list[Offer] = []
        ready = circle is not None and "vragen" in request.POST
        if ready and tried(form, lambda: made.append(actions.offer(request.actor, document=document, **data))):
            words = _("Gevraagd aan %(count)s.") % {"count": dates.plural(made[0].asked_count, "persoon", "personen")}
            return said(request, words, f"/{place.slug}/leesrondes/{made[0].pk}/")
    request.crumb = _("Laten lezen")
    context = {
        "form": form,
        "document": document,
        "circle": circle,
        "left_out": circle.left_out[:SHOWN] if circle else (),
        "more_out": circle.left_out[SHOWN:] if circle else (),
        "back": papers.url(document),
    }
    return render(request, "acceptance/new.html", context, status=422 if form.is_bound and form.errors else 200)


def _stands(row: Asked) -> c.Status:
    if row.state == State.ACCEPTED:
        return c.Status(c.State.DONE, How(row.how).label.capitalize())
    if row.state == State.ASKED and row.offer.closed_at is not None:  # nobody waits for it any more
        return c.Status(c.State.SKIPPED, _("Niet aanvaard"))
    if row.state == State.ASKED:
        state, word = (c.State.LATE, _("Te laat")) if row.late else (c.State.PLANNED, _("Nog niet"))
        return c.Status(state, word + (_(", vraag gesteld") if row.questioned else ""))
    return c.Status(c.State.SKIPPED, f"{State(row.state).label.capitalize()}: {row.reason}".rstrip(": "))


def _by_stand(rows: Any, value: str) -> Any:
    waiting = {"state": State.ASKED}
    chosen: dict[str, dict[str, Any]] = {
        "niet": waiting,
        "laat": {**waiting, "due__lt": clock.today(), "offer__closed_at": None},
        "vraag": {**waiting, "questioned": True},
        "mailloos": {**waiting, "channel": Channel.NONE},
        "ja": {"state": State.ACCEPTED},
        "buiten": {"state__in": [State.LEFT_OUT, State.RELEASED]},
    }
    return rows.filter(**chosen[value])


class PeopleTable(Table[Asked]):
    """Who was asked, and where each stands."""

    columns = (
        Column("naam", gettext_lazy("Naam"), lambda row: str(row.person), sort="person__family_name"),
        Column("dienst", gettext_lazy("Dienst"), lambda row: row.team or "", sort="team__name"),
        Column("stand", gettext_lazy("Stand"), _stands, plain=lambda row: _stands(row).text),
        Column("op", gettext_lazy("Aanvaard op"), lambda row: row.accepted_at, sort="accepted_at"),
        Column("versie", gettext_lazy("Versie"), lambda row: row.version.number if row.version else ""),
        Column("vóór", gettext_lazy("Vóór"), lambda row: row.due, sort="due"),
    )
    filters = (
        Filter(
            "stand",
            gettext_lazy("Stand"),
            (
                ("niet", gettext_lazy("nog niet")),
                ("laat", gettext_lazy("te laat")),
                ("vraag", gettext_lazy("vraag gesteld")),
                ("mailloos", gettext_lazy("zonder mailbox")),
                ("ja", gettext_lazy("aanvaard")),
                ("buiten", gettext_lazy("niet gevraagd")),
            ),
            _by_stand,
        ),
    )
    caption = gettext_lazy("Wie leest")
    noun = (gettext_lazy("persoon"), gettext_lazy("personen"))
    file_name = "leesronde"
    dense = True


@page(SIGNED_IN)
@require_GET
def show(request: Request, pk: UUID) -> HttpResponse:
    """How a round stands: figures of everybody, names of those whom the reader may know of."""
    row = offer_or_404(request, pk)
    table = PeopleTable(request, rounds.people(row))
    may_export = request.actor.holds(P.EXPORT, row.authority_id)
    if request.GET.get("export") and not may_export:
        raise Http404
    if (download := table.export()) is not None:
        actions.record_export(request.actor, offer=row, count=table.paging.total)
        return download
    stand = rounds.counts([row])[row.pk]
    context = {
        "row": row,
        "who": who_words(row),
        "stand": stand,
        "lede": _lede(row, stand),
        "out": rounds.people(row).filter(state__in=[State.LEFT_OUT, State.RELEASED]).count(),
        "state": _state(row, stand),
        "facts": _facts(row, stand),
        "teams": [(one, dates.percent(one.accepted, one.asked)) for one in rounds.by_team(row)],
        "table": table,
        "may_export": may_export,
        "questions": rounds.questions(row),
        "lists": rounds.lists(row),
        "verbs": _verbs(request, row, stand),
        "document_url": papers.url(row.document),
        "base": address(row),
    }
    return render(request, "acceptance/round.html", context)


def _lede(row: Offer, stand: Counts) -> str:
    if not stand.asked:
        return _("Nog niemand is gevraagd: deze ronde wacht op nieuwe collega’s.")
    words = {
        "accepted": dates.number(stand.accepted),
        "asked": dates.plural(stand.asked, "persoon", "personen"),
        "share": dates.percent(stand.accepted, stand.asked),
        "day": dates.sentence_date(row.due, year=False),
    }
    return _("%(accepted)s van %(asked)s aanvaardden dit, %(share)s van wie gevraagd is. De termijn: %(day)s.") % words


def _facts(row: Offer, stand: Counts) -> list[c.Definition]:
    def people(number: int) -> str:
        return dates.plural(number, "persoon", "personen")

    found = [
        c.Definition(_("Gevraagd"), people(stand.asked)),
        c.Definition(_("Aanvaard, aangemeld"), people(stand.by_screen)),
        c.Definition(_("Aanvaard, op een lijst"), people(stand.by_list)),
        c.Definition(_("Aanvaard, met een code"), people(stand.by_code)),
        c.Definition(_("Aanvaard, met een link"), people(stand.by_link)),
        c.Definition(_("Vraag gesteld"), people(stand.question)),
    ]
    if row.closed_at is None:
        found.append(c.Definition(_("Te laat"), people(stand.late)))
        found.append(c.Definition(_("Nog niet, zonder mailbox"), people(stand.unreachable)))
    else:
        found.append(c.Definition(_("Niet aanvaard"), people(stand.waiting)))
    if stand.former:
        found.append(c.Definition(_("Daarvan een vorige versie"), people(stand.former)))
    found.append(c.Definition(_("Versie"), row.version.number))
    found.append(c.Definition(_("Wie gevraagd is, verzegeld"), row.asked_sha256[:12], mono=True))
    return found


def _verbs(request: Request, row: Offer, stand: Counts) -> list[c.Verb]:
    if row.closed_at is not None:
        return []
    found, base = [], address(row)
    if stand.waiting and rounds.leads(request.actor, row.authority_id):
        found.append(c.Verb(_("Aanwezigheidslijst verzegelen"), f"{base}lijst/"))
        if row.audience in OPEN_AUDIENCES:
            found.append(c.Verb(_("Codebrieven afdrukken"), f"{base}brieven/"))
    if papers.held(request.actor, P.CLOSE, row.authority_id, row.audience):
        found.append(c.Verb(_("Leesronde sluiten"), f"{base}sluiten/", quiet=True))
    return found


@page(P.CLOSE)
@require_http_methods(["GET", "POST"])
def close(request: Request, pk: UUID) -> HttpResponse:
    """End a round."""
    row = offer_or_404(request, pk)
    if not papers.held(request.actor, P.CLOSE, row.authority_id, row.audience):
        raise Http404
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: actions.close(request.actor, offer=row, **data)):
            return said(request, _("De leesronde is gesloten. Niemand krijgt nog een mail."), address(row))
    return ask(
        request,
        form,
        title=_("Leesronde sluiten?"),
        lede=row.document.title,
        note=_("Wie nog niet aanvaardde, kan dat daarna niet meer in deze ronde."),
        submit=_("Leesronde sluiten"),
        back=address(row),
        away=_("Nog niet"),
    )
