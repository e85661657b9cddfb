"""Items for the council: note, draft decision, papers, sent and dealt with."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, pressed, said, tried
from roeland.meetings import actions, queries
from roeland.meetings.bodies import terms
from roeland.meetings.models import CouncilItem
from roeland.meetings.rules import P
from roeland.meetings.values import ItemStatus, Term
from roeland.meetings.web.common import item_or_404, paper_or_404
from roeland.meetings.web.forms import ItemForm, OutcomeForm, PaperForm, ReasonForm
from roeland.meetings.web.lists import item_status
from roeland.people.models import Body
from roeland.ui import dates
from roeland.ui.components import Ground, GroundKind
from roeland.ui.form import Form

BOTH = ["GET", "POST"]
BACK = "Terug naar het punt"
CHECKS = {"primary": "Gelezen in de wettekst", "secondary": "Uit tweede hand"}


def item_url(item: CouncilItem) -> str:
    """The page of an item."""
    return reverse("meetings-item", args=[item.authority.slug, item.pk])


@page(P.ITEM_SEE)
@require_GET
def item(request: Request, pk: UUID) -> HttpResponse:
    """An item: what it is about, what the council is asked, its papers and the terms."""
    found = item_or_404(request, pk)
    edits = request.actor.holds(P.ITEM_EDIT, found.authority_id)
    session = clock.local(found.session_at).date()
    context = {
        "item": found,
        "status": item_status(found),
        "papers": [
            (row, reverse("meetings-paper", args=[found.authority.slug, found.pk, row.pk]))
            for row in queries.papers_of_item(found)
        ],
        "edits": edits,
        "draft": edits and found.status == ItemStatus.DRAFT,
        "settles": edits and found.status == ItemStatus.SENT and found.session_at <= clock.now(),
        "takes_back": edits and found.status in (ItemStatus.DRAFT, ItemStatus.SENT),
        "grounds": [_ground(one) for one in terms(found.body_kind)],
        "last_days": _last_days(found) if edits else [],
        "session": session,
        "reading": found.status == ItemStatus.SENT and found.closes_at is not None and found.closes_at > clock.now(),
    }
    return render(request, "meetings/item.html", context)


def _ground(one: Term) -> Ground:
    check = f"{CHECKS.get(one.check, 'Niet nagekeken')}, {dates.table_date(one.read_on)}"
    return Ground(GroundKind.WET if one.check == "primary" else GroundKind.VOORSTEL, one.ref, one.nl, check)


def _last_days(found: CouncilItem) -> list[tuple[bool, str]]:
    """(kept, words) per term that is checked: until when, or that it passed."""
    session = clock.local(found.session_at).date()
    day = clock.local(found.sent_at).date() if found.sent_at else clock.today()
    rows = []
    for one in terms(found.body_kind):
        if one.only_tells:
            continue
        last = one.last_day(session)
        kept = day <= last
        sent = _("Verstuurd op") if found.sent_at else _("Te versturen tegen")
        shown = day if found.sent_at else last
        late = "" if kept else f", {dates.lateness(last, day)}"
        rows.append((kept, f"{sent} {dates.sentence_date(shown)}{late}."))
    return rows


def _bodies(request: Request) -> list[Body]:
    authority = one_authority(request)
    with queries.whole(authority.pk):
        return list(Body.objects.filter(authority=authority).order_by("name"))


@page(P.ITEM_EDIT)
@require_http_methods(BOTH)
def make(request: Request) -> HttpResponse:
    """Prepare an item."""
    form = ItemForm(request.POST or None, bodies=_bodies(request))
    request.crumb = _("Nieuw punt voor de raad")
    made: list[CouncilItem] = []
    authority = one_authority(request)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: made.append(actions.make_item(request.actor, authority=authority, **form.cleaned_data)))
    ):
        return said(request, _("Voorbereid. Voeg de stukken toe en verstuur ze."), item_url(made[0]))
    return ask(
        request,
        form,
        title=_("Punt voor de raad voorbereiden"),
        submit=_("Punt voorbereiden"),
        away=_("Terug naar de vergaderingen"),
        back=url(request, "meetings-list"),
    )


@page(P.ITEM_EDIT)
@require_http_methods(BOTH)
def change(request: Request, pk: UUID) -> HttpResponse:
    """Change it until its papers are sent."""
    found = item_or_404(request, pk)
    start = {name: getattr(found, name) for name in ("title", "session_at", "note", "draft_decision")}
    form = ItemForm(request.POST or None, initial=start, bodies=[], change=True)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.change_item(request.actor, item=found, **form.cleaned_data))
    ):
        return said(request, _("Bewaard."), item_url(found))
    return ask(request, form, title=_("Punt wijzigen"), submit=_("Bewaren"), away=BACK, back=item_url(found))


@page(P.ITEM_EDIT)
@require_POST
def send(request: Request, pk: UUID) -> HttpResponse:
    """Send the papers."""
    found = item_or_404(request, pk)
    done = _("Verstuurd. Raadsleden lezen de stukken tot na de zitting.")
    pressed(request, lambda: actions.send_item(request.actor, item=found), done)
    return redirect(item_url(found))


@page(P.ITEM_EDIT)
@require_http_methods(BOTH)
def settle(request: Request, pk: UUID) -> HttpResponse:
    """What the council decided."""
    found = item_or_404(request, pk)
    form = OutcomeForm(request.POST or None)
    return _question(
        request,
        found,
        form,
        lambda: actions.settle_item(request.actor, item=found, **form.cleaned_data),
        _("Genoteerd. De stukken zijn gesloten."),
        title=_("Wat besliste de raad?"),
        submit=_("Noteren"),
    )


@page(P.ITEM_EDIT)
@require_http_methods(BOTH)
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    """Take it back."""
    found = item_or_404(request, pk)
    form = ReasonForm(request.POST or None)
    return _question(
        request,
        found,
        form,
        lambda: actions.withdraw_item(request.actor, item=found, **form.cleaned_data),
        _("Ingetrokken. De stukken zijn gesloten."),
        title=_("Punt intrekken?"),
        submit=_("Intrekken"),
        kind="danger",
    )


@page(P.ITEM_EDIT)
@require_http_methods(BOTH)
def add_paper(request: Request, pk: UUID) -> HttpResponse:
    """Lay a document with the item."""
    found = item_or_404(request, pk)
    form = PaperForm(request.POST or None, authority=found.authority)
    return _question(
        request,
        found,
        form,
        lambda: actions.add_item_paper(request.actor, item=found, **form.cleaned_data),
        _("Toegevoegd aan de stukken."),
        title=_("Stuk toevoegen"),
        lede=_("Raadsleden lezen het vanaf het versturen tot na de zitting."),
        submit=_("Stuk toevoegen"),
    )


@page(P.ITEM_EDIT)
@require_POST
def remove_paper(request: Request, pk: UUID, paper: UUID) -> HttpResponse:
    """Take a paper away."""
    found = item_or_404(request, pk)
    row = paper_or_404(request, pk, paper)
    pressed(request, lambda: actions.remove_item_paper(request.actor, paper=row), _("Stuk weggenomen."))
    return redirect(item_url(found))


def _question(
    request: Request, found: CouncilItem, form: Form, do: Callable[[], object], done: str, **words: object
) -> HttpResponse:
    if request.method == "POST" and form.is_valid() and tried(form, do):
        return said(request, done, item_url(found))
    return ask(request, form, away=BACK, back=item_url(found), **words)
