"""What can be done with a duty: add one of one's own, adapt, link the own decision, stop."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from roeland.duties import actions
from roeland.duties.models import Task
from roeland.duties.rules import P
from roeland.duties.web.common import person_of, task_url, today
from roeland.duties.web.duty import duty_or_404, may_report_on
from roeland.duties.web.forms import AdaptForm, AddDutyForm, LinkForm, ReasonForm, SignalForm
from roeland.kernel.http import Request, one_authority, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.pages import ask, said, tried
from roeland.people.pages import persons_of


@page(P.PLAN_DECIDE)
def add(request: Request) -> HttpResponse:
    """A terugkerende taak of the authority's own."""
    authority = one_authority(request)
    form = AddDutyForm(request.POST or None)
    back = url(request, "duties-plan")
    request.crumb = _("Toevoegen")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"evidence": form.cleaned_data["evidence"].splitlines()}
        if tried(form, lambda: actions.add_duty(request.actor, authority=authority, **data)):
            return said(request, _("Terugkerende taak toegevoegd. De eerste keer staat op het plan."), back)
    return ask(
        request,
        form,
        title=_("Terugkerende taak toevoegen"),
        lede=_("Voor wat jullie zelf afspreken. Staat het in de catalogus, neem het dan daar over."),
        submit=_("Toevoegen"),
        away=_("Terug naar het controleplan"),
        back=back,
    )


@page(P.PLAN_DECIDE)
def adapt(request: Request, pk: UUID) -> HttpResponse:
    """Another interval, date, role, person or duration, with the reason."""
    found = duty_or_404(request, pk)
    initial = {
        "rule": found.rule,
        "lead_role": found.lead_role,
        "person": found.lead_person_id,
        "minutes": found.minutes,
    }
    form = AdaptForm(
        request.POST or None,
        initial=initial,
        persons=persons_of(found.authority, today()),
        rule=(found.rule, found.interval_nl),
        statutory=found.statutory,
    )
    back = url(request, "duties-duty", found.pk)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        values = {
            "reason": data["reason"],
            "rule": data.get("rule") or None,
            "start": data["start"],
            "lead_role": data["lead_role"],
            "person": person_of(data["person"]),
            "minutes": data["minutes"],
        }
        if tried(form, lambda: actions.adapt_duty(request.actor, duty=found, **values)):
            return said(request, _("Aangepast. Wat nog niet begonnen was, is opnieuw gepland."), back)
    return ask(
        request,
        form,
        title=_("%(title)s aanpassen") % {"title": found.title},
        lede=_("Wettelijke datum. Die schuift nooit op.")
        if found.statutory
        else _("Wil je één keer een andere datum, stel dan die taak uit. Hier verander je de regel zelf."),
        submit=_("Aanpassen"),
        away=_("Niets aanpassen"),
        back=back,
    )


@page(P.PLAN_DECIDE)
def link(request: Request, pk: UUID) -> HttpResponse:
    """The example becomes the authority's own assignment."""
    found = duty_or_404(request, pk)
    form = LinkForm(request.POST or None)
    back = url(request, "duties-duty", found.pk)
    if request.method == "POST" and form.is_valid():
        ref = form.cleaned_data["ref"]
        if tried(form, lambda: actions.link_mandate(request.actor, duty=found, ref=ref)):
            return said(request, _("Gekoppeld. De grondslag is nu jullie eigen opdracht."), back)
    return ask(
        request,
        form,
        title=_("Eigen opdracht koppelen"),
        lede=_(
            "Deze taak komt uit een voorbeeldopdracht van elders. Noem het besluit of de overeenkomst waarin jullie ze zelf vragen."
        ),
        submit=_("Koppelen"),
        away=_("Voorbeeld laten staan"),
        back=back,
    )


@page(P.PLAN_DECIDE)
def stop(request: Request, pk: UUID) -> HttpResponse:
    """End a duty, with the reason."""
    found = duty_or_404(request, pk)
    form = ReasonForm(request.POST or None)
    back = url(request, "duties-duty", found.pk)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if tried(form, lambda: actions.stop_duty(request.actor, duty=found, reason=reason)):
            return said(request, _("Gestopt. Wat al begonnen was, blijft op de werklijst staan."), back)
    return ask(
        request,
        form,
        title=_("%(title)s stoppen?") % {"title": found.title},
        lede=_(
            "Er komen geen nieuwe taken meer. Geplande taken die niemand aanraakte, gaan weg. Het logboek bewaart alles."
        ),
        submit=_("Stoppen"),
        kind="danger",
        away=_("Laten lopen"),
        back=back,
    )


@page(SIGNED_IN)
def failed(request: Request, pk: UUID) -> HttpResponse:
    """A check failed: who leads the signal, or the officer, says what, and a task stands ready for the next working day."""
    found = duty_or_404(request, pk)
    if not may_report_on(request, found):
        raise Http404
    form = SignalForm(request.POST or None)
    made: list[Task] = []
    if request.method == "POST" and form.is_valid():
        detail = form.cleaned_data["detail"]
        if tried(form, lambda: made.append(actions.signal_failed(request.actor, duty=found, detail=detail))):
            return said(request, _("Gemeld. De taak staat klaar tegen de volgende werkdag."), task_url(made[0]))
    return ask(
        request,
        form,
        title=_("Mislukt melden: %(title)s") % {"title": found.title},
        lede=_("Zolang alles lukt, vraagt deze controle niets. Nu wel: wie uitvoert, krijgt er een taak voor."),
        submit=_("Mislukt melden"),
        away=_("Niets melden"),
        back=url(request, "duties-duty", found.pk),
    )
