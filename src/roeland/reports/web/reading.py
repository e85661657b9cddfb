"""The list, the sheet, the origin of a figure, the downloads."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.documents.render import print_pdf
from roeland.kernel import clock
from roeland.kernel.http import Request, may, one_authority
from roeland.kernel.page import page
from roeland.kernel.rights import Mode
from roeland.reports import layout, store
from roeland.reports.models import Report
from roeland.reports.queries import figures, reports
from roeland.reports.rules import P
from roeland.reports.values import Part
from roeland.reports.web import shown
from roeland.reports.web.common import address, part_or_404, report_or_404
from roeland.reports.web.tables import RecordTable, ReportTable
from roeland.ui.components import Empty, Verb

ALWAYS = replace(P.READ, mode=Mode.READ)  # reading whether or not the council meets


@page(P.LIST)
@require_GET
def index(request: Request) -> HttpResponse:
    """Every annual report in scope, newest first; who prepares them begins a new one here."""
    rows = [row for row in reports.reports() if row.frozen or request.actor.holds(P.PREPARE, row.authority_id)]
    year = clock.today().year
    startable: list[Verb] = []
    if request.authority is not None and may(request, P.PREPARE):
        begun = {row.year for row in rows}
        startable = [
            Verb(
                _("Verslag %(year)s beginnen") % {"year": value},
                address(request, "reports-start"),
                post=True,
                name="year",
                value=str(value),
            )
            for value in (year - 1, year)
            if value not in begun
        ]
    empty = _empty(meeting_only=not request.actor.holds_anywhere(ALWAYS), startable=bool(startable))
    context = {"table": ReportTable(request, rows), "rows": rows, "startable": startable, "empty": empty}
    return render(request, "reports/list.html", context)


def _empty(*, meeting_only: bool, startable: bool) -> Empty:
    """What the empty list says: a councillor reads a report only while it lies before the council."""
    if meeting_only:
        return Empty(
            _("Er ligt nu geen jaarverslag voor."),
            _("Je leest het van de dag dat de stukken verstuurd zijn tot en met de zitting van de raad."),
        )
    if startable:
        return Empty(_("Er is nog geen jaarverslag."), _("De cijfers zijn er al. Begin met het verslag."))
    return Empty(_("Er is nog geen jaarverslag."), _("Een verslag wordt zichtbaar zodra de cijfers bevroren zijn."))


@page(P.READ)
@require_GET
def sheet(request: Request, year: int) -> HttpResponse:
    """One part of a report as a paper sheet, a section at a time; a chosen figure shows its origin beside it."""
    report = report_or_404(request, year)
    part = part_or_404(request.GET.get("deel", Part.PUBLIC.slug))
    return render(request, "reports/sheet.html", shown.sheet(request, report, part))


@page(P.READ)
@require_GET
def figure(request: Request, year: int, key: str) -> HttpResponse:
    """A figure with its origin, and of the records it counted those that the reader may open."""
    report = report_or_404(request, year)
    value = next((item for item in shown.values(request, report) if item.key == key), None)
    if value is None:
        raise Http404
    context: dict[str, Any] = {
        "report": report,
        "value": value,
        "origin": shown.origin(request, report, value),
        "table": RecordTable(request, shown.records(request, value)),
        "recount": None,
    }
    if report.frozen:
        again = figures.recount(one_authority(request), query=value.query, version=value.version, kept=value.arguments)
        context["recount"] = again.value
        context["same"] = (again.value, again.ids) == (value.value, value.ids)
    request.crumb = value.title
    return render(request, "reports/figure.html", context)


@page(P.READ)
@require_GET
def download(request: Request, year: int, part: str) -> HttpResponse:
    """The PDF of a part: the frozen bytes, or a draft that says so for who prepares the report."""
    report = report_or_404(request, year)
    wanted = part_or_404(part)
    name = layout.file_name(one_authority(request).slug, year, wanted, frozen=report.frozen)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(_bytes(request, report, wanted), content_type="application/pdf", headers=headers)


def _bytes(request: Request, report: Report, part: Part) -> bytes:
    if report.frozen:
        row = reports.part(report, part)
        if row is None:
            raise Http404
        try:
            return reports.pdf(row)
        except store.Damaged:
            raise Http404 from None
    document, _ = shown.look(request, report, part)
    return print_pdf(document).content
