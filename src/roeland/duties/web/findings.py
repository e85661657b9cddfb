"""Findings (*bevindingen*): what is not as it should be, where it was found, and what was done about it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.duties import actions, queries
from roeland.duties.models import Finding
from roeland.duties.rules import P
from roeland.duties.values import FindingStatus
from roeland.duties.web.common import task_or_404, task_url, today
from roeland.duties.web.forms import CloseFindingForm, FindingForm
from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, said, tried
from roeland.people.pages import persons_of
from roeland.ui import components as c
from roeland.ui import dates


@page(P.PLAN_SEE)
@require_GET
def findings(request: Request) -> HttpResponse:
    """Open findings first, then what was solved."""
    authority = one_authority(request)
    rows = queries.findings(authority, open_only=False)
    day = today()
    opened = [row for row in rows if row.status == FindingStatus.OPEN]
    context = {
        "authority": authority,
        "open": [(row, status_of(row, day), url(request, "duties-finding-close", row.pk)) for row in opened],
        "closed": [row for row in rows if row.status != FindingStatus.OPEN],
        "may_edit": may(request, P.FINDING_EDIT),
        "lede": lede(opened),
        "add_url": url(request, "duties-finding-add"),
    }
    request.crumb = _("Bevindingen")
    return render(request, "duties/findings.html", context)


def lede(opened: list[Finding]) -> str:
    """*Twee bevindingen zijn nog open.*"""
    if not opened:
        return _("Er is geen bevinding open.")
    return dates.capital(dates.plural(len(opened), _("bevinding is"), _("bevindingen zijn"), words=True)) + _(
        " nog open."
    )


def status_of(row: Finding, day: date) -> c.Status:
    """Late, open or solved."""
    if row.status != FindingStatus.OPEN:
        return c.Status(c.State.DONE, _("opgelost"))
    if row.due is not None and row.due < day:
        return c.Status(c.State.LATE, dates.lateness(row.due, day))
    return c.Status(c.State.TODAY, _("open"))


@page(P.FINDING_EDIT)
def add(request: Request, number: str = "") -> HttpResponse:
    """Lay a finding down, with the task where it was found when there is one."""
    authority = one_authority(request)
    task = task_or_404(request, number) if number else None
    form = FindingForm(request.POST or None, persons=persons_of(authority, today()))
    back = task_url(task) if task else url(request, "duties-findings")
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: actions.open_finding(request.actor, authority=authority, task=task, **data)):
            return said(request, _("Bevinding vastgelegd. Ze staat bij de open punten van het jaarverslag."), back)
    return ask(
        request,
        form,
        title=_("Bevinding vastleggen"),
        lede=_("Vastgesteld bij “%(title)s”.") % {"title": task.title} if task else _("Iets is niet zoals het hoort."),
        submit=_("Vastleggen"),
        away=_("Niets vastleggen"),
        back=back,
    )


@page(P.FINDING_EDIT)
def close(request: Request, pk: UUID) -> HttpResponse:
    """Say what was done about it."""
    row = Finding.objects.filter(pk=pk, authority=one_authority(request)).first()
    if row is None:
        raise Http404
    request.crumb = row.title
    form = CloseFindingForm(request.POST or None)
    back = url(request, "duties-findings")
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        if tried(form, lambda: actions.close_finding(request.actor, finding=row, note=note)):
            return said(request, _("Gesloten. Wat er gedaan is, staat erbij."), back)
    return ask(
        request,
        form,
        title=_("“%(title)s” sluiten?") % {"title": row.title},
        lede=row.description,
        submit=_("Sluiten"),
        away=_("Open laten"),
        back=back,
    )
