"""The mandate for a case without an answer: the officer or the reviewer of the case gives it, the mandated person looks and decides, each look is a fact."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.kernel import clock
from roeland.kernel.decision import Denied
from roeland.kernel.http import Request, crumb, one_authority, unkept, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.action import NotAllowed
from roeland.ledger.pages import ask, posted, said, sent
from roeland.logs.actions import openings as actions
from roeland.logs.models import Case, Opening
from roeland.logs.queries import cases
from roeland.logs.queries import staff as queries
from roeland.logs.queries.judging import is_silent, persons_of, running
from roeland.logs.queries.rules import used
from roeland.logs.queries.wording import sentences, who
from roeland.logs.rules import P, may_end, may_open
from roeland.logs.values import CaseState
from roeland.logs.web.common import month_words
from roeland.people.actors import holders_in
from roeland.people.pages import PersonField, offer
from roeland.people.queries import who_get_in
from roeland.ui import dates
from roeland.ui.form import Form

DIRECTOR = "general_director"


class OpeningForm(Form):
    """Who, why, how long."""

    person = PersonField(gettext_lazy("Wie krijgt het mandaat"))
    purpose = forms.CharField(
        label=gettext_lazy("Waarvoor"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Deze reden komt in het logboek. De medewerker mag ze vragen."),
    )
    days = forms.IntegerField(label=gettext_lazy("Dagen"), min_value=1, max_value=actions.LONGEST)


def case_or_404(request: Request, pk: UUID) -> Case:
    """A case in sight that is not about the reader; absent and refused are the same 404. By a mandate, each look is a fact."""
    found = cases.find(request.actor, one_authority(request), pk)
    if found is None:
        raise Http404
    actions.note_look(request.actor, found)
    return found


def case_crumb(case: Case) -> str:
    """*Geval 3 van oktober 2026*"""
    return _("Geval %(number)s van %(month)s") % {"number": case.number, "month": month_words(case.run.month)}


def back_to(request: Request, case: Case) -> str:
    """The page of the case, else the front page of log control."""
    return url(request, "logs-case", case.pk)


def opening_url(request: Request, case: Case) -> str:
    """Where a mandate is given for this case; empty when it asks none or the reader gives none."""
    asks = gives(request, case) and not why_not(case)
    return url(request, "logs-opening-give", case.pk) if asks else ""


def gives(request: Request, row: Case | Opening) -> bool:
    """Whether the reader gives or ends mandates here: by his role, as reviewer of the case, or since he gave this one."""
    return request.actor.holds(P.MANDATE, row.authority_id) or row.grants(request.actor, P.MANDATE)


def why_not(case: Case) -> str:
    """Why nobody gives a mandate for this case now; empty when somebody may."""
    decision = may_open(silent=is_silent(case), running=running(case).exists(), own=False)
    return decision.reason if isinstance(decision, Denied) else ""


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def give(request: Request, pk: UUID) -> HttpResponse:
    """Give a mandate; the general director is proposed."""
    place, case = one_authority(request), case_or_404(request, pk)
    if not gives(request, case):
        raise Http404
    director = next((one.person_id for one in holders_in([place.pk], clock.today(), {DIRECTOR})), None)
    form = OpeningForm(sent(request), initial={"person": director, "days": 14})
    offer(form, place, "person")
    others = persons_of(case).union(request.actor.person_ids)  # never the worker, never oneself
    offered = form.fields["person"].queryset.filter(pk__in=who_get_in().values("pk"))  # type: ignore[attr-defined]
    form.fields["person"].queryset = offered.exclude(pk__in=others)  # type: ignore[attr-defined]
    back = back_to(request, case)
    if posted(request, form, lambda: actions.open_case(request.actor, case=case, **form.cleaned_data)):
        return said(request, _("Mandaat gegeven. Het staat bij die persoon op Vandaag."), back)
    crumb(request, case_crumb(case))
    return ask(
        request,
        form,
        title=_("Mandaat geven voor dit geval"),
        lede=_("Geval %(number)s van %(month)s kreeg geen antwoord.")
        % {"number": case.number, "month": month_words(case.run.month)}
        if is_silent(case)
        else "",
        warning=why_not(case),
        fixed=_(
            "Wie het mandaat krijgt, ziet wie de medewerker is en beslist. Elke keer dat die persoon kijkt, komt in het logboek."
        ),
        submit=_("Mandaat geven"),
        back=back,
    )


def _mine_or_404(request: Request, pk: UUID) -> Opening:
    found = queries.opening_of(request.actor, one_authority(request), pk, clock.now())
    if found is None:
        raise Http404
    return found


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def look(request: Request, pk: UUID) -> HttpResponse:
    """The case that one has a mandate for: first what it is for, then (a button) the case itself; each look is a fact."""
    opening = _mine_or_404(request, pk)
    crumb(request, _("Mandaat"))
    if request.method == "GET":
        return unkept(render(request, "logs/opening.html", {"opening": opening, "case": None}))
    try:
        row = actions.look(request.actor, opening=opening)
    except NotAllowed as error:
        raise Http404 from error
    return unkept(render(request, "logs/opening.html", {"opening": row, **_seen(request, row)}))


def _seen(request: Request, row: Opening) -> dict[str, object]:
    case = row.case
    return {
        "case": case,
        "who": who(case),
        "month": month_words(case.run.month),
        "reasons": sentences(case, used(case.run)),
        "questions": queries.asked_about(case),
        "decide_url": back_to(request, case),
        "until": dates.sentence_moment(row.until),
    }


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def end(request: Request, pk: UUID) -> HttpResponse:
    """End a mandate before its days are over, once one was asked; not one about oneself."""
    found = Opening.objects.filter(authority=one_authority(request), pk=pk).select_related("person").first()
    if found is None or not gives(request, found):
        raise Http404
    case, form = case_or_404(request, found.case_id), Form(sent(request))
    if posted(request, form, lambda: actions.end_opening(request.actor, opening=found)):
        return said(request, _("Mandaat beëindigd."), back_to(request, case))
    crumb(request, _("Beëindigen"), (case_crumb(case), back_to(request, case)))
    decision = may_end(ended=found.ended_at is not None)
    name = {"name": str(found.person or _("deze persoon"))}
    return ask(
        request,
        form,
        title=_("Dit mandaat beëindigen?"),
        lede=_("%(case)s, voor %(name)s, tot %(until)s")
        % {"case": case_crumb(case), "until": dates.sentence_moment(found.until), **name},
        facts=[_("Waarvoor het gegeven is: %(purpose)s") % {"purpose": found.purpose}],
        note=_("%(name)s ziet het geval meteen niet meer en kan er niet meer over beslissen.") % name,
        fixed=_("Wat al beslist is, blijft. Het geval verder laten beslissen kan enkel met een nieuw mandaat."),
        warning=decision.reason if isinstance(decision, Denied) else "",
        submit=_("Mandaat beëindigen"),
        back=url(request, "logs-openings"),
    )


@page(P.SEE)
@require_GET
def index(request: Request) -> HttpResponse:
    """The cases without an answer, and every mandate that was given."""
    place, actor = one_authority(request), request.actor
    silent = cases.seen(actor, [place.pk]).filter(state=CaseState.ESCALATED).order_by("run__month", "rank")
    given = queries.given(actor, place).select_related("case__run", "person")[:50]
    now = clock.now()
    crumb(request, _("Gevallen zonder antwoord"))
    context = {
        "mandated": {row.case_id for row in given if row.ended_at is None and row.until > now},
        "silent": [
            (case, case_crumb(case), url(request, "logs-case", case.pk), opening_url(request, case)) for case in silent
        ],
        "given": [
            (
                row,
                case_crumb(row.case),
                url(request, "logs-case", row.case_id),
                min(row.ended_at or row.until, row.until),
                row.ended_at is None and row.until > now,
                url(request, "logs-opening-end", row.pk) if gives(request, row) else "",
            )
            for row in given
        ],
    }
    return render(request, "logs/openings.html", context)


per_authority = [
    path("logcontrole/zonder-antwoord/", index, name="logs-openings"),
    path("logcontrole/geval/<uuid:pk>/mandaat/", give, name="logs-opening-give"),
    path("logcontrole/zonder-antwoord/<uuid:pk>/", look, name="logs-opening"),
    path("logcontrole/zonder-antwoord/<uuid:pk>/einde/", end, name="logs-opening-end"),
]
