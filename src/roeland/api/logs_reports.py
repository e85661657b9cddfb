"""What leaves log control on paper: the figures of one month without persons, what staff are told, the letter to a citizen."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from ninja import Router, Schema

from roeland.api.guard import ApiRequest, inside
from roeland.api.logs_staff_shapes import CitizenIn
from roeland.kernel import clock
from roeland.kernel.page import SIGNED_IN
from roeland.logs import papers
from roeland.logs.actions.reveals import tell_citizen
from roeland.logs.models import Run
from roeland.logs.queries import conditions, figures, runs
from roeland.logs.report_words import beside, blocks_of, shown
from roeland.logs.rules import P

router = Router(tags=["logcontrole"])
BASE = "/authorities/{slug:authority}"
MONTH = f"{BASE}/log-reports/{{log_month}}"


class LogReportOut(Schema):
    """One month: headings with what was counted, in words (*minder dan 5*).

    `by_hand`: the sample from paper; `beside`: which counts where a month has that and a control of its file.
    """

    month: date
    state: str
    scope: str
    by_hand: bool
    beside: str
    blocks: dict[str, dict[str, str]]
    claim: str


def _run(request: ApiRequest, month: str) -> Run:
    try:
        day = date.fromisoformat(f"{month.removesuffix('-papier')}-01")
    except ValueError:
        raise Http404 from None
    found = runs.of_month(request.authority, day, by_hand=True if month.endswith("-papier") else None)
    if found is None:
        raise Http404
    return found


@router.get(MONTH, response=LogReportOut, operation_id="log_report")
@inside(P.FIGURES)
def report(request: ApiRequest, authority: str, log_month: str) -> Any:
    """The control of one month (`2026-10`; `2026-10-papier`: the sample from paper), without persons and without a group under five."""
    run = _run(request, log_month)
    found = figures.month(run)
    return LogReportOut(
        month=found.month,
        state=found.state,
        scope=found.scope,
        by_hand=found.by_hand,
        beside=beside(run),
        blocks={heading: dict(lines) for heading, lines in blocks_of(found)},
        claim=shown(found),
    )


@router.get(f"{MONTH}/pdf", operation_id="log_report_pdf")
@inside(P.FIGURES)
def paper(request: ApiRequest, authority: str, log_month: str) -> HttpResponse:
    """The same as PDF."""
    run = _run(request, log_month)
    made = papers.month_report(request.authority, run, figures.month(run), clock.now())
    return papers.answer(made, f"logcontrole-{log_month}.pdf")


@router.get(f"{BASE}/log-explanation/pdf", operation_id="log_explanation_pdf")
@inside(SIGNED_IN)
def explanation(request: ApiRequest, authority: str) -> HttpResponse:
    """What every worker is told, as PDF."""
    made = papers.explanation(request.authority, conditions.counts(request.authority.pk), clock.now())
    return papers.answer(made, "logcontrole-uitleg.pdf")


@router.post(f"{BASE}/log-citizen/letter", operation_id="log_citizen_letter")
@inside(P.REVEAL)
def letter(request: ApiRequest, authority: str, wanted: CitizenIn) -> HttpResponse:
    """Who looked at one citizen, when and why, as the letter to that citizen."""
    found = tell_citizen(request.actor, authority=request.authority, **wanted.dict())
    made = papers.letter(request.authority, found, wanted.first, wanted.last, clock.now())
    return papers.answer(made, "raadplegingen.pdf")
