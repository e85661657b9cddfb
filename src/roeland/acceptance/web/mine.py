"""What a person reads and accepts: his list, the text, his question."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from roeland.acceptance import actions
from roeland.acceptance.models import Asked
from roeland.acceptance.queries import own
from roeland.acceptance.values import How, State, minutes_to_read
from roeland.acceptance.web.forms import TextForm
from roeland.documents import actions as documents
from roeland.documents import content
from roeland.documents import queries as papers
from roeland.documents.models import Version
from roeland.documents.render import draw_blocks
from roeland.documents.values import OPEN_AUDIENCES
from roeland.kernel import clock
from roeland.kernel.http import Request, one_authority
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask as ask_page
from roeland.ledger.pages import pressed, said, tried
from roeland.people import second_step
from roeland.ui import components as c
from roeland.ui import dates


def lede(count: int, minutes: int) -> str:
    """*Twee dingen voor jou, samen ongeveer 9 minuten.*"""
    if not count:
        return _("Er staat niets klaar om te lezen.")
    things = dates.capital(dates.plural(count, "ding", "dingen", words=True))
    together = _("samen ongeveer") if count > 1 else _("ongeveer")
    return _("%(things)s voor jou, %(together)s %(minutes)s.") % {
        "things": things,
        "together": together,
        "minutes": dates.minutes(minutes),
    }


def step_of(one: own.ToRead, *, first: bool, named: bool = False) -> c.Step:
    """One thing to read, as the front page of staff shows it."""
    row, today = one.asked, clock.today()
    by = dates.lateness(row.due, today) if row.late else f"vóór {dates.sentence_date(row.due, year=False)}"
    where = f", {row.authority.name}" if named else ""
    verb = c.Verb(_("Lezen"), one.url, primary=first, about=one.title)
    return c.Step(
        _("Lees en aanvaard: %(title)s") % {"title": one.title},
        one.news,
        f"{dates.minutes(one.minutes)}, {by}{where}",
        verb,
    )


@page(SIGNED_IN)
@require_GET
def index(request: Request) -> HttpResponse:
    """What waits, with the minutes it takes; what was accepted, when and which version."""
    places = [request.authority.pk] if request.authority else list(request.actor.rights)
    waiting = own.to_read(request.actor, places)
    context = {
        "lede": lede(len(waiting), sum(one.minutes for one in waiting)),
        "steps": [step_of(one, first=not i, named=len(places) > 1) for i, one in enumerate(waiting)],
        "accepted": [(row, How(row.how).label) for row in own.accepted(request.actor, places)],
    }
    return render(request, "acceptance/mine.html", context)


def _mine_or_404(request: Request, pk: UUID) -> tuple[Asked, Version]:
    row = own.mine(request.actor, one_authority(request), pk)
    document = papers.in_sight(row.offer.document_id) if row else None
    if row is None or document is None:
        raise Http404
    if document.audience not in OPEN_AUDIENCES:
        second_step.require(request, row.authority_id)
    version = row.version if row.state == State.ACCEPTED and row.version else row.offer.version
    version.document, version.authority = document, document.authority
    request.crumb = document.title
    return row, version


@page(SIGNED_IN)
@require_GET
def read(request: Request, pk: UUID) -> HttpResponse:
    """The text, and under it *Gelezen en aanvaard*."""
    row, version = _mine_or_404(request, pk)
    documents.note_reading(request.actor, version)
    former = None
    if row.state == State.ASKED and version.based_on_id:
        former = f"{papers.url(version.document)}verschil/"
    context = {
        "row": row,
        "document": version.document,
        "version": version,
        "blocks": draw_blocks(content.of(version).blocks),
        "minutes": dates.minutes(minutes_to_read(own.text_of(version))),
        "waiting": row.state == State.ASKED and row.offer.closed_at is None,
        "questions": own.my_questions(row),
        "how": How(row.how).label if row.how else "",
        "difference": former,
        "file": f"{papers.url(version)}versies/{version.number}/bestand/" if version.file_sha256 else "",
        "base": own.url_of(row),
    }
    return render(request, "acceptance/read.html", context)


@page(SIGNED_IN)
@require_POST
def accept(request: Request, pk: UUID) -> HttpResponse:
    """Accept what was shown."""
    row, version = _mine_or_404(request, pk)
    seal = request.POST.get("zegel", "")
    done = _("Aanvaard. Versie %(number)s staat bij wat je aanvaardde.") % {"number": version.number}
    if pressed(request, lambda: actions.accept(request.actor, asked=row, sha256=seal), done):
        return redirect("acceptance-mine", row.authority.slug)
    return redirect(own.url_of(row))


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def ask(request: Request, pk: UUID) -> HttpResponse:
    """Ask the owner something about it; accepting stays open."""
    row, version = _mine_or_404(request, pk)
    form = TextForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        text = form.cleaned_data["text"]
        if tried(form, lambda: actions.ask(request.actor, asked=row, text=text)):
            return said(request, _("Je vraag is gesteld. Het antwoord komt bij het document."), own.url_of(row))
    owner = version.document.owner
    return ask_page(
        request,
        form,
        title=_("Een vraag stellen"),
        lede=version.document.title,
        note=_("%(owner)s leest je vraag, met je naam erbij.") % {"owner": owner or _("De eigenaar")},
        submit=_("Vraag stellen"),
        back=own.url_of(row),
        away=_("Terug naar de tekst"),
    )
