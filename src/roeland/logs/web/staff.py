"""For every worker: what is checked and why, what is kept about him, and the questions that he is asked."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, one_authority, unkept, url
from roeland.kernel.page import SIGNED_IN, page
from roeland.ledger.action import NotAllowed, Refused
from roeland.ledger.pages import posted, said, sent
from roeland.logs import explaining, papers
from roeland.logs.actions import questions as actions
from roeland.logs.models import Case, Question
from roeland.logs.queries import staff as queries
from roeland.logs.queries.conditions import counts
from roeland.logs.queries.rules import used
from roeland.logs.questions import subject
from roeland.logs.rules import may_answer
from roeland.logs.values import CaseState
from roeland.logs.web.common import month_words
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import Form

ABOUT = gettext_lazy("Wat er gecontroleerd wordt en waarom")
OWN = gettext_lazy("Wat er over jou bijgehouden is")


class AnswerForm(Form):
    """The answer, in the worker's own words."""

    answer = forms.CharField(
        label=gettext_lazy("Je antwoord"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Schrijf waarvoor het was, zonder naam of rijksregisternummer van de burger."),
    )


@page(SIGNED_IN)
@require_GET
def about(request: Request) -> HttpResponse:
    """What is checked, why, by whom, how long it is kept, what a question is, and one's rights."""
    place = one_authority(request)
    row = counts(place.pk)
    crumb(request, str(ABOUT))
    context = {
        "title": ABOUT,
        "lede": explaining.begins(row),
        "sections": explaining.sections(place, row),
        "agreed": [c.Definition(name, words) for name, words in explaining.agreed(row)],
        "own_url": url(request, "logs-own"),
        "paper": c.Verb(_("Als PDF"), url(request, "logs-about-paper")),
    }
    return render(request, "logs/about.html", context)


@page(SIGNED_IN)
@require_GET
def about_paper(request: Request) -> HttpResponse:
    """The same on paper, for who has no screen."""
    place = one_authority(request)
    return papers.answer(papers.explanation(place, counts(place.pk), clock.now()), "logcontrole-uitleg.pdf")


def state_words(state: str) -> c.Status:
    """How a case is called to the worker himself."""
    return {
        CaseState.OPEN: c.Status(c.State.PLANNED, _("nog niet bekeken")),
        CaseState.JUSTIFIED: c.Status(c.State.DONE, _("in orde")),
        CaseState.INCIDENT: c.Status(c.State.REVIEW, _("als incident behandeld")),
        CaseState.ANSWERED: c.Status(c.State.REVIEW, _("je antwoordde")),
        CaseState.ESCALATED: c.Status(c.State.LATE, _("wacht op je antwoord, de termijn is voorbij")),
    }.get(CaseState(state), c.Status(c.State.TODAY, _("wacht op je antwoord")))


def question_words(row: Question) -> c.Status:
    """Where a question to the worker stands; its case comes along."""
    return {
        "answered": c.Status(c.State.DONE, _("beantwoord")),
        "withdrawn": c.Status(c.State.SKIPPED, _("ingetrokken")),
        "decided": c.Status(c.State.SKIPPED, _("beslist zonder antwoord")),
        "late": c.Status(c.State.LATE, _("wacht op je antwoord")),
    }.get(queries.standing_of(row, row.case), c.Status(c.State.TODAY, _("wacht op je antwoord")))


def asked_about(case: Case) -> str:
    """Which consultations a question is about, of which citizen by alias."""
    return subject(case.events, case.first_at, case.last_at, case.alias)


@page(SIGNED_IN)
@require_GET
def own(request: Request) -> HttpResponse:
    """What log control keeps about who is logged in."""
    place = one_authority(request)
    kept = queries.kept(request.actor, place)
    crumb(request, str(OWN))
    context = {
        "title": OWN,
        "kept": kept,
        "cases": [(case, state_words(case.state)) for case in kept.cases],
        "questions": [
            (row, url(request, "logs-question", row.pk), question_words(row), asked_about(row.case))
            for row in kept.questions
        ],
        "about_url": url(request, "logs-about"),
        "now": clock.now(),
    }
    return unkept(render(request, "logs/own.html", context))


def _mine_or_404(request: Request, pk: UUID) -> tuple[Question, Case]:
    """The question to this person; anybody else, the officer too, gets the same 404 as for an absent one."""
    found = queries.question_of(request.actor, one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, _("Een vraag aan jou"))
    return found


def _show(request: Request, question: Question, case: Case, form: Form, **more: object) -> HttpResponse:
    decision = may_answer(
        case.state, answered=question.answered_at is not None, withdrawn=question.withdrawn_at is not None
    )
    late = bool(decision) and question.overdue(clock.today())
    context = {
        "question": question,
        "case": case,
        "period": _period(case),
        "reasons": queries.reasons_of(case, used(case.run)),
        "form": form if decision else None,
        "why_not": getattr(decision, "reason", ""),
        "shows": queries.shows_citizen(question, case),
        "looks": [
            (dates.list_date(local), f"{local:%H:%M}", one.service)
            for one in queries.looks_of(question, case)
            for local in [clock.local(one.at)]
        ],
        "looks_title": _("Wanneer je de gegevens van deze burger raadpleegde in %(month)s")
        % {"month": month_words(case.run.month)},
        "answer_url": url(request, "logs-question", question.pk),
        "show_url": url(request, "logs-question-citizen", question.pk),
        "about_url": url(request, "logs-about"),
        "own_url": url(request, "logs-own"),
        "late": late,
        "number": "",
        "gone": "",
        **more,
    }
    status = 422 if form.is_bound and form.errors else 200
    return unkept(render(request, "logs/question.html", context, status=status))


def _period(case: Case) -> str:
    """*van 3 oktober tot en met 17 oktober 2026*, *op 3 oktober 2026*"""
    first, last = clock.local(case.first_at).date(), clock.local(case.last_at).date()
    if first == last:
        return _("op %(day)s") % {"day": dates.sentence_date(first, weekday=False)}
    start = dates.sentence_date(first, weekday=False, year=first.year != last.year)
    return _("van %(first)s tot en met %(last)s") % {"first": start, "last": dates.sentence_date(last, weekday=False)}


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def question(request: Request, pk: UUID) -> HttpResponse:
    """Read the question and answer it in one's own words."""
    row, case = _mine_or_404(request, pk)
    form = AnswerForm(sent(request))
    if posted(request, form, lambda: actions.answer(request.actor, question=row, answer=form.cleaned_data["answer"])):
        return said(request, _("Je antwoord is bewaard. De consulent leest het."), url(request, "logs-own"))
    return _show(request, row, case, form)


@page(SIGNED_IN)
@require_http_methods(["GET", "POST"])
def citizen(request: Request, pk: UUID) -> HttpResponse:
    """Show over which citizen it goes, in this one answer, which no browser keeps. What he typed already stays in its field.

    A phone that opens its last page again asks the address without the button: that is the question, and shows nobody.
    """
    row, case = _mine_or_404(request, pk)
    if request.method != "POST":
        return redirect(url(request, "logs-question", row.pk))
    form = AnswerForm(initial={"answer": request.POST.get("answer", "")})
    try:
        number = actions.show_own(request.actor, question=row)
    except NotAllowed as error:
        raise Http404 from error
    except Refused as error:
        return _show(request, row, case, form, gone=error.reason)
    if number is None:
        gone = _("Het oorspronkelijke bestand is gewist. Alleen het pseudoniem %(alias)s is er nog.") % {
            "alias": case.alias
        }
        return _show(request, row, case, form, gone=gone)
    return _show(request, row, case, form, number=papers.spaced(number))


per_authority = [
    path("logcontrole/uitleg/", about, name="logs-about"),
    path("logcontrole/uitleg/pdf/", about_paper, name="logs-about-paper"),
    path("logcontrole/over-mij/", own, name="logs-own"),
    path("logcontrole/vragen/<uuid:pk>/", question, name="logs-question"),
    path("logcontrole/vragen/<uuid:pk>/burger/", citizen, name="logs-question-citizen"),
]
