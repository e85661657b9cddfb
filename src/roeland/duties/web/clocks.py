"""Statutory clocks: which run, start one by hand, and the steps of one clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from roeland.duties import actions, queries
from roeland.duties.catalogue import clocks as clock_kinds
from roeland.duties.models import Clock
from roeland.duties.rules import P
from roeland.duties.values import ClockDecision, ClockStatus
from roeland.duties.web.common import KINDS
from roeland.duties.web.forms import AdviceForm, CommentForm, DecisionForm, ProofForm, ReasonForm, StartClockForm
from roeland.duties.web.lines import clock_band
from roeland.kernel import clock as time
from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.kernel.rights import Permission
from roeland.ledger.history import history
from roeland.ledger.pages import ask, said, tried
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form

STOPPED_SHOWN = 20


@page(P.CLOCK_SEE)
@require_GET
def clocks(request: Request) -> HttpResponse:
    """The clocks of an authority: running ones as bands, stopped ones as lines."""
    authority = one_authority(request)
    now = time.now()
    running = queries.running_clocks()
    stopped = Clock.objects.filter(status=ClockStatus.STOPPED).select_related("authority").order_by("-stopped_at")
    context = {
        "bands": [clock_band(row, request.actor, now, first=not i) for i, row in enumerate(running)],
        "stopped": [
            (row, _how(row), reverse("duties-clock", args=[authority.slug, row.pk])) for row in stopped[:STOPPED_SHOWN]
        ],
        "authority": authority,
        "may_start": may(request, P.CLOCK_RUN),
        "start_url": url(request, "duties-clock-start"),
    }
    return render(request, "duties/clocks.html", context)


def _how(row: Clock) -> c.Status:
    late = row.passed(time.now())
    return c.Status(c.State.DONE_LATE if late else c.State.DONE, _("te laat gestopt") if late else _("op tijd gestopt"))


def clock_or_404(request: Request, pk: UUID) -> Clock:
    """The clock of this authority in scope; absent and refused are the same 404."""
    found = queries.clock_by_id(pk)
    if found is None or found.authority_id != one_authority(request).pk:
        raise Http404
    request.crumb = found.title
    return found


@page(SIGNED_IN)
@require_GET
def clock(request: Request, pk: UUID) -> HttpResponse:
    """One clock: the band, what the notification asks, what happened."""
    found = clock_or_404(request, pk)
    kind = clock_kinds()[found.clock_id]
    runs = may(request, P.CLOCK_RUN) and found.status != ClockStatus.STOPPED
    quiet = [("notitie", _("Noteren"))] if runs else []
    if runs and kind.pausable:
        quiet.append(
            ("hervatten", _("Laten verder lopen"))
            if found.status == ClockStatus.PAUSED
            else ("pauzeren", _("Pauzeren"))
        )
    context = {
        "clock": found,
        "kind": kind,
        "band": clock_band(found, request.actor, time.now()),
        "grounds": [c.Ground(KINDS[row.shown], row.ref, check=row.check.label) for row in kind.grounds],
        "fields": [words for _id, words in kind.fields],
        "quiet": [(words, url(request, "duties-clock-act", found.pk, step)) for step, words in quiet],
        "decision": _decision(found),
        "history": history(request, found),
        "pausable": kind.pausable,
    }
    return render(request, "duties/clock.html", context)


def _decision(found: Clock) -> str:
    words = DECISIONS.get(ClockDecision(found.decision), "")
    return _(words) if words else ""


DECISIONS = {
    ClockDecision.PROPOSED: gettext_noop(
        "Niet melden is voorgesteld. De functionaris voor gegevensbescherming adviseert."
    ),
    ClockDecision.ADVISED: gettext_noop("Het advies is er. De algemeen directeur beslist."),
    ClockDecision.NOT_NOTIFYING: gettext_noop("Beslist: niet melden, met motivering."),
    ClockDecision.NOTIFYING: gettext_noop("Beslist: melden."),
}


@page(P.CLOCK_RUN)
def start(request: Request) -> HttpResponse:
    """Start a clock by hand."""
    authority = one_authority(request)
    form = StartClockForm(
        request.POST or None, initial={"started_at": time.local(time.now()).replace(second=0, microsecond=0)}
    )
    request.crumb = _("Klok starten")
    if request.method == "POST" and form.is_valid():
        made: list[Clock] = []
        if tried(
            form, lambda: made.append(actions.start_clock(request.actor, authority=authority, **form.cleaned_data))
        ):
            words = _("De klok loopt tot %(list_moment)s.") % {"list_moment": dates.list_moment(made[0].due_at)}
            return said(request, words, url(request, "duties-clock", made[0].pk))
    return ask(
        request,
        form,
        title=_("Klok starten"),
        lede=_(
            "Een wettelijke termijn loopt door, ook in nacht en weekend. Wie moet weten dat ze loopt, krijgt meteen bericht."
        ),
        submit=_("Klok starten"),
        away=_("Geen klok starten"),
        back=url(request, "duties-clocks"),
    )


@dataclass(frozen=True)
class Step:
    """A step of a clock: who may, what is asked, what it does, what it says."""

    permission: Permission
    form: type[Form]
    do: Callable[[Any, Clock, dict[str, Any]], object]
    done: str
    title: str
    submit: str
    lede: str = ""


class EmptyForm(Form):
    """Nothing to fill in."""


STEPS = {
    "stoppen": Step(
        P.CLOCK_RUN,
        ProofForm,
        lambda actor, row, data: actions.stop_clock(actor, clock=row, **data),
        gettext_noop("Gestopt. Het bewijs staat in het logboek."),
        gettext_noop("Klok stoppen?"),
        gettext_noop("Stoppen met bewijs"),
        gettext_noop("Daarna ligt het tijdstip vast."),
    ),
    "pauzeren": Step(
        P.CLOCK_RUN,
        ReasonForm,
        lambda actor, row, data: actions.pause_clock(actor, clock=row, **data),
        gettext_noop("Gepauzeerd. De reden staat bij de klok."),
        gettext_noop("Klok pauzeren?"),
        gettext_noop("Pauzeren"),
    ),
    "hervatten": Step(
        P.CLOCK_RUN,
        EmptyForm,
        lambda actor, row, _data: actions.resume_clock(actor, clock=row),
        gettext_noop("De klok loopt verder."),
        gettext_noop("Klok laten verder lopen?"),
        gettext_noop("Laten verder lopen"),
        gettext_noop("Ze eindigt zoveel later als ze stilstond."),
    ),
    "notitie": Step(
        P.CLOCK_RUN,
        CommentForm,
        lambda actor, row, data: actions.note_clock(actor, clock=row, **data),
        gettext_noop("Genoteerd."),
        gettext_noop("Noteren bij de klok"),
        gettext_noop("Noteren"),
    ),
    "niet-melden": Step(
        P.CLOCK_PROPOSE,
        ReasonForm,
        lambda actor, row, data: actions.propose_not_notifying(actor, clock=row, **data),
        gettext_noop("Voorgesteld. De functionaris voor gegevensbescherming adviseert, de klok loopt door."),
        gettext_noop("Niet melden voorstellen?"),
        gettext_noop("Niet melden voorstellen"),
        gettext_noop("De klok loopt door tot de algemeen directeur beslist."),
    ),
    "adviseren": Step(
        P.CLOCK_ADVISE,
        AdviceForm,
        lambda actor, row, data: actions.advise(
            actor, clock=row, agrees=data["agrees"] == "niet", advice=data["advice"]
        ),
        gettext_noop("Advies gegeven. De algemeen directeur beslist."),
        gettext_noop("Adviseren over niet melden"),
        gettext_noop("Advies geven"),
    ),
    "beslissen": Step(
        P.CLOCK_DECIDE,
        DecisionForm,
        lambda actor, row, data: actions.decide(
            actor, clock=row, notify=data["notify"] == "wel", reason=data["reason"]
        ),
        gettext_noop("Beslist. De beslissing en haar motivering staan in het logboek."),
        gettext_noop("Beslissen over niet melden"),
        gettext_noop("Beslissen"),
        gettext_noop("Niet melden stopt de klok, met jouw motivering als bewijs."),
    ),
}


@page(SIGNED_IN)
def act(request: Request, pk: UUID, step: str) -> HttpResponse:
    """One step of a clock. A step that is not the actor's is the same 404 as one that does not exist."""
    found = clock_or_404(request, pk)
    known = STEPS.get(step)
    if known is None or not may(request, known.permission):
        raise Http404
    form = known.form(request.POST if request.method == "POST" else None)
    back = url(request, "duties-clock", found.pk)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: known.do(request.actor, found, form.cleaned_data))
    ):
        messages.success(request, _(known.done))
        return redirect(back)
    earlier = {
        "adviseren": found.decision_reason,
        "beslissen": _("%(decision_reason)s Advies: %(advice)s")
        % {"decision_reason": found.decision_reason, "advice": found.advice},
    }.get(step, "")
    return ask(
        request,
        form,
        title=_(known.title),
        lede=_(known.lede) if known.lede else "",
        submit=_(known.submit),
        away=_("Terug naar de klok"),
        back=back,
        quote=earlier.strip(),
    )
