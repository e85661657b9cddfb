"""*Overdracht*: a colleague takes over from a day on; both confirm."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from roeland.kernel import clock
from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, pressed, tried
from roeland.people.models import Person
from roeland.ui import components as c
from roeland.ui import dates
from roeland.visits.actions import handovers as verbs
from roeland.visits.models import Handover
from roeland.visits.queries import handovers as queries
from roeland.visits.rules import P, may_confirm
from roeland.visits.values import HandoverStatus
from roeland.visits.web.forms import HandoverForm


@page(P.HAND_OVER)
def add(request: Request) -> HttpResponse:
    """Prepare a hand-over of what is one's own."""
    authority, me = one_authority(request), request.actor.person_in(one_authority(request).pk)
    giver = Person.objects.filter(pk=me).select_related("authority").first() if me else None
    if giver is None:
        raise Http404
    persons = Person.objects.filter(authority=authority, left_on__isnull=True).exclude(pk=giver.pk)
    form, lines = HandoverForm(request.POST or None, persons=persons), queries.lines_of(giver)
    if request.method == "POST" and form.is_valid():
        made: list[Handover] = []
        data = form.cleaned_data
        if tried(form, lambda: made.append(verbs.make_handover(request.actor, giver=giver, **data))):
            return redirect("visits-handover", authority.slug, made[0].pk)
    count = dates.plural(len(lines), "ding gaat", "dingen gaan", words=True)
    return ask(
        request,
        form,
        title=_("Mandaat overdragen"),
        lede=f"{dates.capital(count)} mee: open taken op jouw naam, geplande bezoeken, overeenkomst en mandaat.",
        template="visits/handing.html",
        lines=lines,
        submit="Overdracht klaarzetten",
        away="Niets overdragen",
        back=url(request, "visits-agreement"),
    )


def _found(request: Request, pk: UUID) -> Handover:
    rows = Handover.objects.filter(authority=one_authority(request), pk=pk).select_related("giver", "taker")
    row: Handover | None = rows.first()
    if row is None or not (may(request, P.SEE) or row.grants(request.actor, P.CONFIRM)):
        raise Http404
    request.crumb = _("Overdracht")
    return row


@page(SIGNED_IN)
@require_GET
def handover(request: Request, pk: UUID) -> HttpResponse:
    """What goes over, who confirmed, and what still has to happen."""
    row = _found(request, pk)
    me = request.actor.person_in(row.authority_id)
    mine = row.given_at if me == row.giver_id else row.taken_at
    involved = me in {row.giver_id, row.taker_id}
    facts = [
        c.Definition(_("Van"), str(row.giver)),
        c.Definition(_("Naar"), str(row.taker)),
        c.Definition(_("Vanaf"), dates.sentence_date(row.on)),
        c.Definition(
            _("Bevestigd door %(giver)s") % {"giver": row.giver},
            dates.table_moment(row.given_at) if row.given_at else _("nog niet"),
        ),
        c.Definition(
            _("Bevestigd door %(taker)s") % {"taker": row.taker},
            dates.table_moment(row.taken_at) if row.taken_at else _("nog niet"),
        ),
    ]
    context = {
        "row": row,
        "authority": row.authority,
        "facts": facts,
        "lede": lede(row),
        "may_confirm": involved and bool(may_confirm(row.status, already=mine is not None)),
        "may_drop": may(request, P.HAND_OVER) and row.status == HandoverStatus.OPEN,
    }
    return render(request, "visits/handover.html", context)


def lede(row: Handover) -> str:
    """What still has to happen, in a sentence."""
    if row.status == HandoverStatus.DONE:
        return _("Overgedragen op %(sentence_date)s.") % {"sentence_date": dates.sentence_date(row.done_at or row.on)}
    if row.status == HandoverStatus.DROPPED:
        return _("Deze overdracht is ingetrokken.")
    waits = [str(who) for who, at in ((row.giver, row.given_at), (row.taker, row.taken_at)) if at is None]
    if waits:
        return f"{dates.join_nl(waits)} {'moet' if len(waits) == 1 else 'moeten'} nog bevestigen."
    day = dates.sentence_date(row.on)
    return (
        _("Allebei bevestigd. De overdracht gebeurt op %(day)s.") % {"day": day}
        if row.on > clock.today()
        else _("Allebei bevestigd.")
    )


@page(SIGNED_IN)
@require_POST
def confirm(request: Request, pk: UUID) -> HttpResponse:
    """Confirm, as who gives or as who takes."""
    row = _found(request, pk)
    pressed(request, lambda: verbs.confirm_handover(request.actor, handover=row), _("Bevestigd."))
    return redirect("visits-handover", row.authority.slug, row.pk)


@page(P.HAND_OVER)
@require_POST
def drop(request: Request, pk: UUID) -> HttpResponse:
    """Take it back."""
    row = _found(request, pk)
    pressed(request, lambda: verbs.drop_handover(request.actor, handover=row), _("Overdracht ingetrokken."))
    return redirect("visits-handover", row.authority.slug, row.pk)
