"""The business case of a project: its page, its paper, writing it."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from roeland.documents.render import print_pdf
from roeland.kernel import clock
from roeland.kernel.http import Request, may, one_authority, url
from roeland.kernel.page import page
from roeland.ledger.pages import ask, posted, said, sent
from roeland.projects import actions, case_paper, library, words
from roeland.projects.queries import money as queries
from roeland.projects.queries import portfolio
from roeland.projects.rules import P
from roeland.projects.web.common import project_or_404
from roeland.projects.web.forms import CaseForm
from roeland.projects.web.portfolio import WIDE
from roeland.ui import components as c


@page(P.MONEY_SEE)
@require_GET
def case(request: Request, pk: UUID) -> HttpResponse:
    """The business case in sentences and tables."""
    row = project_or_404(request, pk)
    sums = queries.business_case(row)
    edits = may(request, P.MONEY_EDIT)
    context: dict[str, Any] = {
        "row": row,
        "sums": sums,
        "write_url": url(request, "projects-case-write", row.pk) if edits else "",
        "back": url(request, "projects-project", row.pk),
        "empty": c.Empty(
            _("Er is nog geen businesscase."),
            _("Ze zegt wat er zonder het project misloopt, wat het vermijdt en wanneer het zich terugverdient."),
            c.Verb(_("Businesscase schrijven"), url(request, "projects-case-write", row.pk), primary=True)
            if edits
            else None,
        ),
    }
    if sums:
        context |= {
            "told": words.sentences(sums),
            "assumptions": words.assumptions(sums),
            "scenarios": words.scenarios(sums),
            "costs": [(str(y.year), *(words.bare(v) for v in (y.once, y.yearly, y.work, y.total))) for y in sums.costs],
            "pdf_url": url(request, "projects-case-pdf", row.pk),
        }
    return render(request, "projects/case.html", context)


@page(P.MONEY_SEE)
@require_GET
def case_pdf(request: Request, pk: UUID) -> HttpResponse:
    """The business case on one page."""
    row = project_or_404(request, pk)
    sums = queries.business_case(row)
    if sums is None:
        raise Http404
    made = print_pdf(case_paper.paper(portfolio.lines([row])[0], sums, clock.now()))
    name = f"{one_authority(request).slug}-{row.number}-businesscase.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(made.content, content_type="application/pdf", headers=headers)


@page(P.MONEY_EDIT)
@require_http_methods(WIDE)
def case_write(request: Request, pk: UUID) -> HttpResponse:
    """Write the business case."""
    row = project_or_404(request, pk)
    sums = queries.business_case(row)
    names = ("what", "low", "likely", "high", "chance", "effect", "years", "source")
    start = {name: getattr(sums.case, name) for name in names} if sums else {}
    form = CaseForm(sent(request), initial=start or {"effect": 100, "years": library.money().case_years})
    back = url(request, "projects-case", row.pk)

    def do() -> None:
        data = form.cleaned_data
        actions.write_case(request.actor, project=row, case=form.case, what=data["what"], source=data["source"])

    if posted(request, form, do):
        return said(request, _("Businesscase bewaard. De kost komt uit de kostenlijnen van het project."), back)
    return ask(
        request,
        form,
        title=_("Businesscase schrijven"),
        lede=_("Schat eerlijk: laag, waarschijnlijk en hoog. De kost staat bij het project zelf."),
        submit=_("Bewaren"),
        back=back,
    )
