"""Money: the budget of a project, the multi-year plan of an authority, what was really spent."""

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
from roeland.people.pages import here, places
from roeland.projects import actions, library, words
from roeland.projects.models import Project
from roeland.projects.queries import money as queries
from roeland.projects.rules import P
from roeland.projects.web.common import project_or_404
from roeland.projects.web.forms import BudgetForm, PaymentForm, ReasonForm, YearBudgetForm
from roeland.projects.web.portfolio import WIDE, year_rows
from roeland.projects.web.tables import PaymentTable
from roeland.ui import charts, dates
from roeland.ui import components as c
from roeland.ui.export import export_response


@page(P.MONEY_EDIT)
@require_http_methods(WIDE)
def budget(request: Request, pk: UUID) -> HttpResponse:
    """Set what a project was granted for a year."""
    row = project_or_404(request, pk)
    form = BudgetForm(sent(request), initial={"of_year": clock.today().year})
    back = url(request, "projects-project", row.pk)
    if posted(request, form, lambda: actions.set_budget(request.actor, project=row, **form.cleaned_data)):
        return said(request, _("Budget bewaard."), back)
    return ask(
        request,
        form,
        title=_("Budget van het project"),
        lede=_("Hetzelfde jaar opnieuw invullen vervangt het bedrag."),
        submit=_("Bewaren"),
        back=back,
    )


@page(P.MONEY_EDIT)
@require_http_methods(WIDE)
def payment_of_project(request: Request, pk: UUID) -> HttpResponse:
    """Record what was spent on a project."""
    row = project_or_404(request, pk)
    return _payment(request, row, url(request, "projects-project", row.pk))


@page(P.MONEY_EDIT)
@require_http_methods(WIDE)
def payment_new(request: Request) -> HttpResponse:
    """Record what was spent beside all projects."""
    return _payment(request, None, url(request, "projects-payments"))


def _payment(request: Request, row: Project | None, back: str) -> HttpResponse:
    form, authority = PaymentForm(sent(request), initial={"paid_on": clock.today()}), one_authority(request)

    def do() -> None:
        actions.record_payment(request.actor, authority=authority, project=row, **form.cleaned_data)

    if posted(request, form, do):
        return said(request, _("Uitgave genoteerd."), back)
    lede = str(row) if row else _("Een uitgave voor informatieveiligheid buiten de projecten.")
    return ask(request, form, title=_("Uitgave noteren"), lede=lede, submit=_("Uitgave noteren"), back=back)


@page(P.MONEY_SEE)
@require_GET
def payments(request: Request) -> HttpResponse:
    """Everything that was spent."""
    edits = may(request, P.MONEY_EDIT)
    table = PaymentTable(request, queries.payments(one_authority(request)), edits=edits)
    if response := table.export():
        return response
    new_url = url(request, "projects-payment-new") if edits else ""
    empty = c.Empty(
        _("Er is nog geen uitgave genoteerd."),
        _("Noteer een uitgave bij haar project, of hier als ze bij geen project hoort."),
        c.Verb(_("Uitgave noteren"), new_url, primary=True) if edits else None,
    )
    context = {"table": table, "new_url": new_url, "empty": empty, "has_rows": table.paging.total > 0}
    return render(request, "projects/payments.html", context)


@page(P.MONEY_EDIT)
@require_http_methods(WIDE)
def payment_strike(request: Request, pk: UUID) -> HttpResponse:
    """Take a payment out of the sums."""
    row = queries.payment(one_authority(request), pk)
    if row is None:
        raise Http404
    crumb(request, row.title)
    form, back = ReasonForm(sent(request)), url(request, "projects-payments")
    if posted(request, form, lambda: actions.strike_payment(request.actor, payment=row, **form.cleaned_data)):
        return said(request, _("Geschrapt. De uitgave telt niet meer mee en blijft staan."), back)
    return ask(
        request,
        form,
        title=_("Deze uitgave schrappen?"),
        lede=f"{row.title}, {words.euro(row.amount)}",
        submit=_("Uitgave schrappen"),
        away=_("Nog niet"),
        back=back,
        kind="danger",
    )


@page(P.MONEY_EDIT)
@require_http_methods(WIDE)
def year_budget(request: Request) -> HttpResponse:
    """Set what was granted for a year."""
    authority = one_authority(request)
    form = YearBudgetForm(sent(request), initial={"of_year": clock.today().year})
    back = url(request, "projects-money")
    if posted(request, form, lambda: actions.set_year_budget(request.actor, authority=authority, **form.cleaned_data)):
        return said(request, _("Budget van het jaar bewaard."), back)
    return ask(
        request,
        form,
        title=_("Budget van een jaar"),
        lede=_("Wat het bestuur voor informatieveiligheid toekende, met het besluit."),
        submit=_("Bewaren"),
        back=back,
    )


FIRST, LAST = 2000, 2990


def _first(request: Request) -> int:
    """The first year that is asked (`vanaf`), else that of the multi-year plan."""
    asked = request.GET.get("vanaf", "")
    return int(asked) if asked.isdecimal() and FIRST <= int(asked) <= LAST else queries.first_year()


@page(P.MONEY_SEE)
@require_GET
def plan(request: Request) -> HttpResponse:
    """The multi-year plan: available, planned and spent per year; by room, by kind, by what it is for."""
    authority, years, first = one_authority(request), library.money().years, _first(request)
    found = queries.plan(authority, first, years)
    kind = request.GET.get("export", "")
    if kind in {"csv", "xlsx"}:
        return export_response(kind, f"geld-{authority.slug}-{first}", *_exported(found))
    edits = may(request, P.MONEY_EDIT)
    decided = queries.decisions(authority)
    context = {
        "found": found,
        "lede": lede(found),
        "years": year_rows(list(found.totals)),
        "decisions": [(year, decided[year]) for year in found.years if decided.get(year)],
        "over": [str(y.year) for y in found.totals if y.over],
        "rooms": [(row.label, [words.bare(v) for v in row.amounts], words.bare(row.total)) for row in found.by_room],
        "kinds": [(row.label, [words.bare(v) for v in row.amounts], words.bare(row.total)) for row in found.by_kind],
        "records": [
            (kind_, row.label, [words.bare(v) for v in row.amounts], words.bare(row.total))
            for kind_, row in found.by_record
        ],
        "days": [words.days(value) for value in found.days],
        "chart": _chart(found),
        "before": first - years,
        "after": first + years,
        "budget_url": url(request, "projects-year-budget") if edits else "",
        "payments_url": url(request, "projects-payments"),
    }
    return render(request, "projects/money.html", context)


def lede(found: queries.MoneyPlan) -> str:
    """*Dit jaar is 12 000 euro gepland, 4 500 euro uitgegeven en 20 000 euro toegekend.*"""
    this = next((y for y in found.totals if y.year == clock.today().year), None)
    if this is None:
        return ""
    told = [
        _("%(euro)s gepland") % {"euro": words.euro(this.planned)},
        _("%(euro)s uitgegeven") % {"euro": words.euro(this.spent)},
    ]
    if this.available is not None:
        told.append(_("%(euro)s toegekend") % {"euro": words.euro(this.available)})
    return f"{_('In')} {this.year}: {dates.join_nl(told)}."


def _chart(found: queries.MoneyPlan) -> charts.LineChart:
    planned = tuple(float(y.planned) for y in found.totals)
    lines = [charts.Line(_("gepland"), planned)]
    granted = tuple(None if y.available is None else float(y.available) for y in found.totals)
    if any(value is not None for value in granted):
        lines.append(charts.Line(_("toegekend"), granted, compare=True))
    told = "; ".join(f"{y.year}: {words.euro(y.planned)}" for y in found.totals)
    labels = tuple(str(y.year) for y in found.totals)
    most = max([*planned, *(value for value in granted if value is not None)])
    title = _("Gepland per jaar, in euro")
    return charts.LineChart(title, told, labels, tuple(lines), low=0, high=_ceiling(most))


def _ceiling(most: float) -> float:
    """The next amount that three hairlines part in round figures."""
    step: float = 3 * 10 ** max(len(str(int(most))) - 2, 0)
    return max(-(-most // step) * step, 3.0)


def _exported(found: queries.MoneyPlan) -> tuple[list[str], list[list[object]]]:
    head = [_("Deel"), _("Wat"), *(str(year) for year in found.years), _("Samen")]
    body: list[list[object]] = []

    def add(part: str, label: str, values: Any) -> None:
        known = [value for value in values if value is not None]
        body.append([part, label, *values, sum(known) if known else None])

    add(_("Totaal"), _("Toegekend"), [y.available for y in found.totals])
    add(_("Totaal"), _("Gepland"), [y.planned for y in found.totals])
    add(_("Totaal"), _("Uitgegeven"), [y.spent for y in found.totals])
    for part, rows in ((_("Onderdeel"), found.by_room), (_("Soort"), found.by_kind)):
        for row in rows:
            add(part, row.label, row.amounts)
    for kind, row in found.by_record:
        add(kind, row.label, row.amounts)
    return head, body


@page(P.MONEY_SEE)
@require_GET
def overview(request: Request) -> HttpResponse:
    """This year in every authority where the actor reads money."""
    authorities = here(request, P.MONEY_SEE)
    year = clock.today().year
    found = queries.of_year([one.pk for one in authorities], year)
    marks = places(authorities)
    rows = [(marks[one.pk], f"/{one.slug}/geld/", *(year_rows([found[one.pk]])[0][1:])) for one in authorities]
    return render(request, "projects/money_all.html", {"rows": rows, "year": year})
