"""Managementverslag: the list, the report, its texts, freezing and the paper."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from roeland.governance import actions, printing
from roeland.governance.actions.management import paper as document_of
from roeland.governance.models import ManagementReport
from roeland.governance.queries import management as queries
from roeland.governance.rules import P
from roeland.governance.values import SECTIONS
from roeland.governance.web import common
from roeland.kernel import clock
from roeland.kernel.http import Request, crumb, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, said, tried
from roeland.people.pages import here
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.form import DateField, Form


class PeriodForm(Form):
    """Title and period."""

    title = forms.CharField(label=gettext_lazy("Titel"), max_length=200)
    first = DateField(label=gettext_lazy("Van"))
    last = DateField(label=gettext_lazy("Tot en met"), help_text=gettext_lazy("In hetzelfde kalenderjaar."))


class TextForm(Form):
    """What is written in a section."""

    words = forms.CharField(
        label=gettext_lazy("Tekst"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("Een lege regel begint een nieuwe alinea. Wie dit verslag leest, leest ook deze tekst."),
    )


def period(row: ManagementReport) -> str:
    """*1 juli tot en met 30 september 2026*"""
    first = dates.sentence_date(row.first, weekday=False, year=False)
    return f"{first} {_('tot en met')} {dates.sentence_date(row.last, weekday=False)}"


@page(P.REPORT_SEE)
@require_GET
def reports(request: Request) -> HttpResponse:
    """Reports in sight."""
    authorities = here(request, P.REPORT_SEE)
    rows = list(queries.reports([one.pk for one in authorities]))
    writes = request.authority is not None and may(request, P.REPORT_WRITE)
    new_url = url(request, "governance-report-new") if writes else ""
    first = c.Verb(_("Verslag beginnen"), new_url, primary=True) if writes else None
    context = {
        "rows": [(row, period(row)) for row in rows],
        "places": common.places(authorities),
        "new_url": new_url,
        "empty": c.Empty(
            _("Er is nog geen managementverslag."),
            _(
                "Eén verslag over een periode: niveau, maatregelen, incidenten, controles, adviezen en gevraagde beslissingen."
            ),
            first,
        ),
    }
    return render(request, "governance/reports.html", context)


def report_or_404(request: Request, pk: UUID) -> ManagementReport:
    """The report in scope; absent and refused are the same 404."""
    found = queries.report(one_authority(request), pk)
    if found is None:
        raise Http404
    crumb(request, found.title)
    return found


@page(P.REPORT_SEE)
@require_GET
def sheet(request: Request, pk: UUID) -> HttpResponse:
    """The report: live while a draft, as it was frozen afterwards."""
    row = report_or_404(request, pk)
    offered = [] if row.frozen else queries.topics(request.actor, row)
    lines = {topic.key: topic.lines for topic in offered}
    writes = may(request, P.REPORT_WRITE) and not row.frozen
    found = [
        (
            section,
            lines.get(section.key, ()),
            url(request, "governance-report-text", row.pk, section.key) if writes else "",
        )
        for section in queries.sections(row, offered)
    ]
    freezes = may(request, P.REPORT_FREEZE) and not row.frozen
    context = {
        "row": row,
        "period": period(row),
        "sections": found,
        "pdf_url": url(request, "governance-report-pdf", row.pk),
        "freeze_url": url(request, "governance-report-freeze", row.pk) if freezes else "",
    }
    return render(request, "governance/report.html", context)


@page(P.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def new(request: Request) -> HttpResponse:
    """Begin a report; the last quarter is offered."""
    authority, today = one_authority(request), clock.today()
    first = today.replace(month=1, day=1)
    form = PeriodForm(
        request.POST or None,
        initial={"title": _("Managementverslag %(year)s") % {"year": today.year}, "first": first, "last": today},
    )
    made: list[ManagementReport] = []
    crumb(request, _("Nieuw verslag"))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if tried(form, lambda: made.append(actions.begin_report(request.actor, authority=authority, **data))):
            return said(
                request,
                _("Begonnen. De cijfers staan er al, de tekst is aan jou."),
                url(request, "governance-report", made[0].pk),
            )
    return ask(
        request,
        form,
        title=_("Managementverslag beginnen"),
        lede=_("De cijfers komen uit Roeland. Jij schrijft wat ze betekenen."),
        submit=_("Beginnen"),
        back=url(request, "governance-reports"),
    )


@page(P.REPORT_WRITE)
@require_http_methods(["GET", "POST"])
def text(request: Request, pk: UUID, section: str) -> HttpResponse:
    """Write in a section."""
    row = report_or_404(request, pk)
    back = url(request, "governance-report", row.pk)
    title = {key: name for key, name, _absent in SECTIONS}.get(section, _("dit deel"))
    form = TextForm(
        request.POST if request.method == "POST" else None, initial={"words": queries.texts(row).get(section, "")}
    )
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data["words"]
        if tried(form, lambda: actions.write_report(request.actor, report=row, section=section, words=words)):
            return said(request, _("Bewaard."), f"{back}#{section}")
    return ask(request, form, title=title, lede=row.title, submit=_("Tekst bewaren"), back=back)


@page(P.REPORT_FREEZE)
@require_http_methods(["GET", "POST"])
def freeze(request: Request, pk: UUID) -> HttpResponse:
    """Ask once, then freeze."""
    row = report_or_404(request, pk)
    back = url(request, "governance-report", row.pk)
    form = Form(request.POST if request.method == "POST" else None)
    if (
        request.method == "POST"
        and form.is_valid()
        and tried(form, lambda: actions.freeze_report(request.actor, report=row))
    ):
        return said(request, _("Bevroren. Directie, managementteam en dienst lezen het verslag nu."), back)
    return ask(
        request,
        form,
        title=_("Dit verslag bevriezen?"),
        lede=_(
            "Daarna verandert er niets meer aan. Cijfers en zinnen worden vastgelegd zoals ze nu zijn, zonder titels van adviezen of taken."
        ),
        submit=_("Bevriezen"),
        away=_("Nog niet"),
        back=back,
    )


@page(P.REPORT_SEE)
@require_GET
def paper(request: Request, pk: UUID) -> HttpResponse:
    """The sealed PDF; of a draft a print that says so."""
    row = report_or_404(request, pk)
    slug = one_authority(request).slug
    if row.frozen:
        return common.pdf(row.sha256, f"{slug}-managementverslag-{row.last.isoformat()}.pdf")
    found: list[Any] = queries.sections(row, queries.topics(request.actor, row))
    made = printing.draft_bytes(document_of(row, found, clock.now(), draft=True))
    return common.download(made, f"{slug}-managementverslag-ontwerp.pdf", "application/pdf")
