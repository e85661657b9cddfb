"""Reports without persons: the months, one month on screen and on paper."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, one_authority, url
from roeland.kernel.page import page
from roeland.logs import papers
from roeland.logs.queries import figures, runs
from roeland.logs.report_words import OVER, beside, blocks_of, claim_words, line_of, run_words, shown
from roeland.logs.rules import P
from roeland.logs.values import RunState, Scope
from roeland.logs.web.common import run_or_404, worker_only
from roeland.ui import components as c
from roeland.ui import dates


@page(P.FIGURES)
@require_GET
def index(request: Request) -> HttpResponse:
    """The months that were controlled, and what the samples show."""
    place = one_authority(request)
    if worker_only(request, place):
        return redirect(url(request, "logs-index"))
    rows = list(runs.listed([place.pk])[:36])
    crumb(request, _("Verslagen van de logcontrole"))
    context = {
        "rows": [
            (
                run,
                run_words(run),
                url(request, "logs-report", run.key),
                _state(run.state, run.scope),
                line_of(run, whole=False)[0],
            )
            for run in rows
        ],
        "claim": claim_words(figures.coarse(runs.claim(place, clock.today()))),
    }
    return render(request, "logs/reports.html", context)


def _state(state: str, scope: str) -> c.Status:
    if state == RunState.OPEN:
        return c.Status(c.State.TODAY, _("loopt"))
    return c.Status(c.State.DONE, Scope(scope).label)


@page(P.FIGURES)
@require_GET
def month(request: Request, month: date) -> HttpResponse:
    """One month, figures only."""
    run = run_or_404(request, month)
    found = figures.month(run)
    crumb(request, dates.capital(run_words(run)))
    context = {
        "title": _("Logcontrole van %(month)s") % {"month": run_words(run)},
        "found": found,
        "beside": beside(run),
        "state": _state(run.state, run.scope),
        "blocks": [
            (heading, [c.Definition(name, value) for name, value in lines]) for heading, lines in blocks_of(found)
        ],
        "claim": shown(found),
        "over": OVER,
        "paper": c.Verb(_("Als PDF"), url(request, "logs-report-paper", run.key)),
    }
    return render(request, "logs/report.html", context)


@page(P.FIGURES)
@require_GET
def paper(request: Request, month: date) -> HttpResponse:
    """The same as PDF."""
    run = run_or_404(request, month)
    made = papers.month_report(one_authority(request), run, figures.month(run), clock.now())
    return papers.answer(made, f"logcontrole-{run.key}.pdf")


per_authority = [
    path("logcontrole/verslagen/", index, name="logs-reports"),
    path("logcontrole/verslagen/<month:month>/", month, name="logs-report"),
    path("logcontrole/verslagen/<month:month>/pdf/", paper, name="logs-report-paper"),
]
