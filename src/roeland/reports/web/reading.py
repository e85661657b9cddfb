"""The list, the sheet, the origin of a figure, the downloads."""

from dataclasses import replace
from importlib import resources
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.documents.render import print_pdf
from roeland.kernel import clock
from roeland.kernel.http import Request, may, one_authority
from roeland.kernel.page import page
from roeland.kernel.rights import Mode
from roeland.ledger import checkpointing, keys
from roeland.reports import layout, store
from roeland.reports.models import Report
from roeland.reports.queries import figures, proof, reports
from roeland.reports.rules import P
from roeland.reports.values import Part
from roeland.reports.web import shown
from roeland.reports.web.common import address, part_or_404, report_or_404
from roeland.reports.web.tables import RecordTable, ReportTable
from roeland.reports.word import MEDIA_TYPE, word
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
    return _attachment(_bytes(request, report, wanted), name, "application/pdf")


@page(P.READ)
@require_GET
def download_word(request: Request, year: int, part: str) -> HttpResponse:
    """The same part as a Word file to work in. It says that the PDF is the frozen one."""
    report = report_or_404(request, year)
    wanted = part_or_404(part)
    document, _ = shown.look(request, report, wanted)
    row = reports.part(report, wanted) if report.frozen else None
    name = layout.file_name(one_authority(request).slug, year, wanted, frozen=report.frozen, form="docx")
    return _attachment(word(document, row.sha256 if row else ""), name, MEDIA_TYPE)


@page(P.READ)
@require_GET
def download_proof(request: Request, year: int) -> HttpResponse:
    """The `.tlog-proof` of the entry that states the freeze, for whoever may read the frozen report."""
    report = report_or_404(request, year)
    try:
        text = proof.of_freeze(report) if reports.parts(report) else None
    except (checkpointing.Forked, keys.KeyMissing) as problem:
        messages.error(request, str(problem))
        return redirect(address(request, "reports-report", year))
    if text is None:
        raise Http404
    name = f"jaarverslag-{year}-{one_authority(request).slug}.tlog-proof"
    return _attachment(text.encode(), name, "application/octet-stream")


@page(P.READ)
@require_GET
def verifier(request: Request) -> HttpResponse:  # noqa: ARG001 -- a view takes one
    """verify.py itself, for who may read a report but not the log."""
    content = (resources.files("roeland.ledger") / "verify.py").read_bytes()
    return _attachment(content, "verify.py", "application/octet-stream")


def _attachment(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=media_type, headers=headers)


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
