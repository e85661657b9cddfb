"""The intake: the questions, the sealed result, the DPO's advice, what becomes of each measure."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.projects import actions, library
from roeland.projects.actions.intake import seal_of
from roeland.projects.models import Intake, IntakeMeasure
from roeland.projects.queries import intake as queries
from roeland.projects.rules import P
from roeland.projects.values import Dpia, Reply, Status
from roeland.projects.web.common import project_or_404
from roeland.projects.web.forms import AdviceForm, IntakeForm, ReasonForm, TakeForm
from roeland.projects.web.portfolio import WIDE
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form

CHECKS = {
    "primary": (c.GroundKind.WET, _("gelezen in de wettekst")),
    "publisher": (c.GroundKind.KADER, _("gelezen bij de uitgever")),
    "secondary": (c.GroundKind.VOORSTEL, _("uit tweede hand")),
    "recall": (c.GroundKind.VOORSTEL, _("nog niet nagelezen in de tekst")),
}


@page(P.EDIT)
@require_http_methods(WIDE)
def answer(request: Request, pk: UUID) -> HttpResponse:
    """The questions. Saving keeps what is answered so far."""
    row = project_or_404(request, pk)
    latest = queries.latest(row)
    before = {**latest.answers, "note": latest.note} if latest else {}
    form = IntakeForm(sent(request), initial=before)
    back = url(request, "projects-project", row.pk)

    def do() -> None:
        actions.answer_intake(request.actor, project=row, answers=form.answers, note=form.cleaned_data["note"])

    if posted(request, form, do):
        return said(
            request, _("Antwoorden bewaard. Zo ziet het resultaat er nu uit."), url(request, "projects-result", row.pk)
        )
    context = {
        "form": form,
        "row": row,
        "again": latest is not None and latest.sealed_on is not None,
        "back": back,
        "grounds": grounds(),
    }
    return render(request, "projects/intake.html", context, status=422 if form.errors else 200)


def grounds() -> list[c.Ground]:
    """Where the DPIA rule comes from, and how sure we are."""
    return [c.Ground(CHECKS[g.check][0], g.ref, g.nl, CHECKS[g.check][1]) for g in library.intake().grounds]


@page(P.SEE)
@require_GET
def result(request: Request, pk: UUID) -> HttpResponse:
    """What the answers lead to: a preview until the seal, then what was sealed."""
    row = project_or_404(request, pk)
    latest = queries.latest(row)
    if latest is None:
        raise Http404
    edits = may(request, P.EDIT) and not Status(row.status).over
    context: dict[str, Any] = {
        "row": row,
        "intake": latest,
        "sealed": latest.sealed_on is not None,
        "grounds": grounds(),
        "back": url(request, "projects-project", row.pk),
        "answer_url": url(request, "projects-intake", row.pk) if edits else "",
        **(_sealed(latest) if latest.sealed_on else _preview(latest)),
    }
    if edits and not latest.sealed_on:
        context["seal_url"] = url(request, "projects-seal", row.pk)
    if latest.sealed_on:
        context["intact"] = seal_of(latest) == latest.sha256
        advises = may(request, P.DPIA_ADVISE) and not latest.advised_on
        context["advise_url"] = url(request, "projects-advise", row.pk) if advises else ""
        context["measures"] = [(one, edits and one.waits) for one in queries.proposals(row)]
    return render(request, "projects/result.html", context)


def _preview(latest: Intake) -> dict[str, Any]:
    data = library.intake()
    outcome = data.weigh(latest.answers)
    asked = [(q.nl, Reply(latest.answers[q.id]).label) for q in data.questions if q.id in latest.answers]
    return {
        "dpia": outcome.dpia.label,
        "met": [data.criteria[name].nl for name in outcome.met],
        "unsure": [data.criteria[name].nl for name in outcome.open],
        "proposed": [data.measures[name].nl for name in outcome.measures],
        "asked": asked,
        "left": len(outcome.unanswered),
        "left_words": dates.plural(len(outcome.unanswered), _("vraag"), _("vragen"), words=True),
    }


def _sealed(latest: Intake) -> dict[str, Any]:
    return {
        "dpia": Dpia(latest.dpia).label,
        "met": latest.result["met"],
        "unsure": latest.result["open"],
        "asked": [(words, Reply(reply).label) for _id, _chapter, words, reply in latest.result["questions"]],
        "advice": (Dpia.NEEDED if latest.advice_needed else Dpia.NOT).label if latest.advised_on else "",
    }


@page(P.EDIT)
@require_http_methods(WIDE)
def seal(request: Request, pk: UUID) -> HttpResponse:
    """Ask once, then fix the answers."""
    row = project_or_404(request, pk)
    latest = queries.latest(row)
    if latest is None:
        raise Http404
    form, back = Form(sent(request)), url(request, "projects-result", row.pk)
    if posted(request, form, lambda: actions.seal_intake(request.actor, intake=latest)):
        return said(request, _("Verzegeld. Beslis nu over elke voorgestelde maatregel."), back)
    return ask(
        request,
        form,
        title=_("Deze intake verzegelen?"),
        lede=_("Daarna veranderen de antwoorden niet meer. Een nieuwe intake kan altijd, de oude blijft."),
        submit=_("Intake verzegelen"),
        away=_("Nog niet"),
        back=back,
    )


@page(P.DPIA_ADVISE)
@require_http_methods(WIDE)
def advise(request: Request, pk: UUID) -> HttpResponse:
    """The DPO's advice."""
    row = project_or_404(request, pk)
    latest = queries.latest(row)
    if latest is None:
        raise Http404
    form, back = AdviceForm(sent(request)), url(request, "projects-result", row.pk)

    def do() -> None:
        data = form.cleaned_data
        actions.advise_dpia(request.actor, intake=latest, needed=data["needed"] == "yes", text_=data["text"])

    if posted(request, form, do):
        return said(request, _("Advies bewaard bij de intake."), back)
    lede = _("Roeland stelt voor: %(dpia)s.") % {"dpia": Dpia(latest.dpia).label} if latest.dpia else ""
    return ask(
        request,
        form,
        title=_("Adviseren over een DPIA"),
        lede=f"{row}. {lede}",
        submit=_("Advies geven"),
        away=_("Nog niet"),
        back=back,
    )


def _measure(request: Request, pk: UUID) -> tuple[IntakeMeasure, str]:
    found = queries.measure(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, found.title)
    return found, url(request, "projects-result", found.intake.project_id)


@page(P.EDIT)
@require_http_methods(WIDE)
def take(request: Request, pk: UUID) -> HttpResponse:
    """Make a task of a proposed measure."""
    row, back = _measure(request, pk)
    known = library.intake().measures.get(row.key)
    start = {"due": clock.today() + timedelta(days=known.days), "lead_role": known.role} if known else {}
    form = TakeForm(one_authority(request), sent(request), initial=start)
    if posted(request, form, lambda: actions.take_measure(request.actor, measure=row, **form.cleaned_data)):
        return said(request, _("Taak gemaakt. Ze staat op de lijst van wie ze doet."), back)
    return ask(request, form, title=_("Taak maken"), lede=row.title, submit=_("Taak maken"), back=back)


@page(P.EDIT)
@require_http_methods(WIDE)
def decline(request: Request, pk: UUID) -> HttpResponse:
    """Say why a measure is not taken."""
    row, back = _measure(request, pk)
    form = ReasonForm(sent(request))
    if posted(request, form, lambda: actions.decline_measure(request.actor, measure=row, **form.cleaned_data)):
        return said(request, _("Niet overgenomen. De reden blijft erbij staan."), back)
    return ask(
        request,
        form,
        title=_("Deze maatregel niet overnemen?"),
        lede=row.title,
        submit=_("Niet overnemen"),
        away=_("Nog niet"),
        back=back,
    )
