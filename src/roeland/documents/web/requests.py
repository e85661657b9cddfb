"""Requests to read: the page where everybody finds his own and where they are answered; asking, the trail, answering."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.documents import actions, readers
from roeland.documents.models import Inspection, ReadingRequest
from roeland.documents.queries import url
from roeland.documents.rules import P
from roeland.documents.terms import terms
from roeland.documents.values import RequestStatus
from roeland.documents.web import registry
from roeland.documents.web.common import ask as question
from roeland.documents.web.common import reason_of
from roeland.documents.web.inspecting import state_words, where
from roeland.documents.web.reader_forms import AnswerForm, AskForm
from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.kernel.scope import current_scope
from roeland.ledger.pages import pressed, said, tried
from roeland.ui import components as c
from roeland.ui import dates

MOST_PLACES = 6  # buttons beside the title
_STATES = {
    RequestStatus.ASKED: c.State.REVIEW,
    RequestStatus.GRANTED: c.State.DONE,
    RequestStatus.PARTLY: c.State.DONE,
    RequestStatus.REFUSED: c.State.REJECTED,
    RequestStatus.WITHDRAWN: c.State.SKIPPED,
}


def address(row: ReadingRequest, step: str = "request") -> str:
    """A page of a request."""
    return reverse(f"documents-{step}", args=[row.authority.slug, row.number])


def status_of(row: ReadingRequest) -> c.Status:
    """Where a request stands; late while nobody answered after its term."""
    if row.status == RequestStatus.ASKED and row.answer_by < clock.today():
        return c.Status(c.State.LATE, _("Antwoord te laat"))
    status = RequestStatus(row.status)
    return c.Status(_STATES[status], dates.capital(status.label))


@page(P.REQUEST)
@require_GET
def index(request: Request) -> HttpResponse:
    """One's own requests and readings; for who answers and opens, those of the authority too."""
    places = current_scope().authority_ids
    mine = request.actor.person_ids
    rows = list(readers.requests(places).order_by("-asked_at", "pk")[:200])
    decides = [place for place in places if request.actor.holds(P.DECIDE, place)]
    coming = readers.coming(places)
    several = len(places) > 1
    context = {
        "own": [_line(row, several) for row in rows if row.person_id in mine],
        "others": [_line(row, several) for row in rows if row.person_id not in mine],
        "coming": [_reading(request, row, several) for row in coming],
        "past": [_reading(request, row, several) for row in readers.past(places)],
        "decides": bool(decides),
        "new": _where_to_ask(request, places),
        "term": terms().terms["request_answer"],
    }
    return render(request, "documents/access.html", context)


def _where_to_ask(request: Request, places: Sequence[UUID]) -> list[tuple[str, str]]:
    """(label, address) of the form, per authority where one may ask."""
    rows = Authority.objects.filter(pk__in=[place for place in places if request.actor.holds(P.REQUEST, place)])
    found = [(one.name, reverse("documents-request-new", args=[one.slug])) for one in rows[:MOST_PLACES]]
    if len(found) == 1:
        return [(_("Inzage vragen"), found[0][1])]
    return [(_("Inzage vragen bij %(place)s") % {"place": name}, where_) for name, where_ in found]


def _line(row: ReadingRequest, several: bool) -> dict[str, object]:
    place = f"{row.authority.name}, " if several else ""
    return {
        "row": row,
        "url": address(row),
        "status": status_of(row),
        "note": f"{place}{_('gevraagd %(day)s') % {'day': dates.list_date(clock.local(row.asked_at))}}",
        "due": dates.lateness(row.answer_by, clock.today()) if row.status == RequestStatus.ASKED else "",
    }


def _reading(request: Request, row: Inspection, several: bool) -> dict[str, object]:
    moment = row.appointed_at if row.opened_at is None else row.opened_at
    words = dates.list_moment(moment) if moment else _("moment nog af te spreken")
    mine = row.person_id in request.actor.person_ids
    who = _("bij %(who)s") % {"who": row.opened_by} if mine and row.opened_by else str(row.person)
    return {
        "url": where(row),
        "status": state_words(row),
        "title": _("Een stuk inkijken") if mine else who,
        "note": ", ".join(part for part in (row.authority.name if several else "", words, who if mine else "") if part),
    }


@page(P.REQUEST)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Ask in one's own words."""
    authority = one_authority(request)
    form = AskForm(request.POST if request.method == "POST" else None)
    made: list[ReadingRequest] = []
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: made.append(actions.ask_reading(request.actor, authority=authority, **data))):
            return said(request, _("Je vraag is verstuurd. Je krijgt een antwoord met reden."), address(made[0]))
    request.crumb = _("Inzage vragen")
    days = terms().value("request_answer")
    return question(
        request,
        None,
        form,
        title=_("Inzage vragen"),
        lede=_("Zeg wat je wilt lezen en waarvoor. Je krijgt binnen %(days)s dagen een antwoord, altijd met reden.")
        % {"days": days},
        submit=_("Vraag versturen"),
        away=_("Terug"),
        back=reverse("documents-access", args=[authority.slug]),
    )


def request_or_404(request: Request, number: str) -> ReadingRequest:
    """The request: one's own, or of the authority for who answers."""
    row = readers.request(one_authority(request), number)
    if row is None:
        raise Http404
    request.crumb = row.number
    return row


@page(P.REQUEST)
@require_GET
def show(request: Request, number: str) -> HttpResponse:
    """The trail: what was asked, who answered what and why, and the reading that came of it."""
    row = request_or_404(request, number)
    mine = row.person_id in request.actor.person_ids
    waits = row.status == RequestStatus.ASKED
    document = readers.document_of(row)
    may_answer = waits and not mine and request.actor.holds(P.DECIDE, row.authority_id)
    context = {
        "row": row,
        "mine": mine,
        "status": status_of(row),
        "facts": _facts(row),
        "document": document,
        "document_url": url(document) if document else "",
        "answer_url": address(row, "request-answer") if may_answer else "",
        "withdraw_url": address(row, "request-withdraw") if waits and mine else "",
        "reading_url": where_reading(row),
        "back": reverse("documents-access", args=[row.authority.slug]),
    }
    return render(request, "documents/request.html", context)


def where_reading(row: ReadingRequest) -> str:
    """The page of the reading that an answer booked."""
    return reverse("documents-inspection", args=[row.authority.slug, row.inspection_id]) if row.inspection_id else ""


def _facts(row: ReadingRequest) -> list[c.Definition]:
    found = [
        c.Definition(_("Gevraagd door"), str(row.person)),
        c.Definition(_("Gevraagd op"), dates.list_moment(row.asked_at)),
        c.Definition(_("Antwoord tegen"), dates.table_date(row.answer_by)),
    ]
    if row.decided_at is not None and row.status != RequestStatus.WITHDRAWN:
        found.append(c.Definition(_("Antwoord op"), dates.list_moment(row.decided_at)))
        found.append(c.Definition(_("Beslist door"), str(row.decided_by or "Roeland")))
        found.append(c.Definition(_("Rechtsgrond"), row.ground))
    if row.chapters and readers.document_of(row) is not None:  # their titles tell of the document: as closed as that is
        found.append(c.Definition(_("Enkel deze hoofdstukken"), "; ".join(title for _anchor, title in row.chapters)))
    return found


@page(P.DECIDE)
@require_http_methods(["GET", "POST"])
def answer(request: Request, number: str) -> HttpResponse:
    """Answer with a reason and a ground."""
    row = request_or_404(request, number)
    refused = reason_of(readers.decision_on(request.actor, row))
    documents = readers.documents_to_grant(request.actor, row.authority)
    form = AnswerForm(request.POST if request.method == "POST" else None, documents=documents)
    if form.is_bound and form.is_valid() and not refused:
        data = form.cleaned_data
        if tried(form, lambda: actions.answer_request(request.actor, request=row, **data)):
            return said(request, _("Het antwoord is verstuurd. Wie het vroeg, krijgt een mail."), address(row))
    return question(
        request,
        None,
        form,
        warning=refused,
        title=_("Vraag %(number)s beantwoorden") % {"number": row.number},
        lede=_("%(who)s vraagt: %(wanted)s") % {"who": row.person, "wanted": row.wanted},
        submit=_("Antwoord versturen"),
        away=_("Terug naar de vraag"),
        back=address(row),
    )


@page(P.REQUEST)
@require_POST
def withdraw(request: Request, number: str) -> HttpResponse:
    """Take one's own request back."""
    row = request_or_404(request, number)
    pressed(request, lambda: actions.withdraw_request(request.actor, request=row), _("Je vraag is ingetrokken."))
    return redirect(address(row))


def list_verbs(request: Request) -> list[c.Verb]:
    """Beside the title of the list of documents."""
    if request.authority is None or not request.actor.holds(P.REQUEST, request.authority.pk):
        return []
    if request.actor.holds(P.DECIDE, request.authority.pk):
        return [c.Verb(_("Inzage"), reverse("documents-access", args=[request.authority.slug]), icon="eye")]
    return [c.Verb(_("Inzage vragen"), reverse("documents-request-new", args=[request.authority.slug]), icon="eye")]


registry.LIST_VERBS["requests"] = list_verbs
