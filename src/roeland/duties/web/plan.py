"""Controleplan: the year as an overview and as a table, with the same filters and the same export."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from roeland.duties import queries
from roeland.duties.queries.year import Cell, Row, Summary, Year, summarise
from roeland.duties.rules import P
from roeland.duties.values import CellState, GroundKind
from roeland.duties.web.common import STATES
from roeland.duties.web.tables import ROLES, TaskTable, tasks_of
from roeland.duties.web.tables import attention as only_attention
from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.people.pages import here, places
from roeland.ui import components as c
from roeland.ui import dates
from roeland.ui.heatmap import HeatGroup, HeatMap, HeatRow, MonthCell

FEW = 4  # authorities whose overviews fit on one page
ATTENTION = (CellState.OVERDUE, CellState.REJECTED, CellState.TODAY, CellState.IN_REVIEW)


@page(P.PLAN_SEE)
@require_GET
def plan(request: Request) -> HttpResponse:
    """The control plan of one authority, or of all in scope."""
    authorities = [one for one in here(request) if request.actor.holds(P.PLAN_SEE, one.pk)]
    day = clock.today()
    year = _year(request, day)
    named = places(authorities) if len(authorities) > 1 else {}  # of one, no column says whose a task is
    as_table = request.GET.get("weergave") == "tabel" or len(authorities) > FEW
    table = _table(request, authorities, named, year, day, attention=not as_table)
    if response := table.export():
        return response
    years = queries.years_of([one.pk for one in authorities], year, day) if len(authorities) <= FEW else {}
    context = {
        "year": year,
        "title": _("Controleplan %(year)s") % {"year": year},
        "lede": lede(_total(years), day.year == year) if years else "",
        "unit": next(iter(years.values())).unit if years else "",
        "as_table": as_table,
        "table": table,
        "heat": None if as_table else heat_map(request, authorities, years, year, day),
        "bar": filter_bar(request, year, day, table if as_table else None, only_table=len(authorities) > FEW),
        "export": table.export_links,
        "empty": _empty(request, authorities, years),
        "authority": request.authority,
        "may_clocks": request.authority is not None and request.actor.holds(P.CLOCK_SEE, request.authority.pk),
        "may_make": request.authority is not None and request.actor.holds(P.TASK_MAKE, request.authority.pk),
        "may_decide": request.authority is not None and request.actor.holds(P.PLAN_DECIDE, request.authority.pk),
    }
    return render(request, "duties/plan.html", context)


def _year(request: Request, day: date) -> int:
    asked = request.GET.get("jaar", "")
    return int(asked) if asked.isdecimal() and 2000 <= int(asked) <= day.year + 2 else day.year  # noqa: PLR2004 -- Roeland is younger


def _table(
    request: Request,
    authorities: list[Authority],
    named: dict[UUID, c.Place],
    year: int,
    day: date,
    *,
    attention: bool,
) -> TaskTable:
    month = request.GET.get("maand", "")
    rows = tasks_of(
        [one.pk for one in authorities],
        year,
        duty=_uuid(request.GET.get("taak", "")),
        month=int(month) if month.isdecimal() else 0,
    )
    if attention and "export" not in request.GET:
        rows = only_attention(rows)
    caption = (
        _("Wat aandacht vraagt in %(year)s") % {"year": year} if attention else _("Taken van %(year)s") % {"year": year}
    )
    return TaskTable(request, rows, named, day, caption)


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""


def _total(years: dict[UUID, Year]) -> Summary:
    return summarise(state for year in years.values() for state in _states(year))


def _states(year: Year) -> list[CellState]:
    return [*(state for row in year.rows for state in row.units), *(moment.state for moment in year.loose)]


def lede(total: Summary, current: bool) -> str:
    """*Van de 136 taken tot vandaag zijn er 131 gedaan en 3 overgeslagen met een reden. Eén is te laat.*"""
    if not total.due:
        return (
            _("Dit jaar staan er %(count)s op het plan.") % {"count": dates.plural(total.total, "taak", "taken")}
            if total.total
            else ""
        )
    until = _("tot vandaag ") if current else ""
    skipped = (
        _(" en %(number)s overgeslagen met een reden") % {"number": dates.number(total.skipped)}
        if total.skipped
        else ""
    )
    first = _("Van de %(count)s %(until)szijn er %(number)s gedaan%(skipped)s.") % {
        "count": dates.plural(total.due, "taak", "taken"),
        "until": until,
        "number": dates.number(total.done),
        "skipped": skipped,
    }
    rest = [
        f"{dates.count_word(count)} {'is' if count == 1 else 'zijn'} {word}"
        for count, word in ((total.overdue, "te laat"), (total.rejected, "afgekeurd"), (total.in_review, "in nazicht"))
        if count
    ]
    return f"{first} {dates.capital(dates.join_nl(rest))}." if rest else first


def heat_map(request: Request, authorities: list[Authority], years: dict[UUID, Year], year: int, day: date) -> HeatMap:
    """The overview with the filters of the query string applied."""
    found: list[HeatGroup] = []
    for one in authorities:
        for group in years[one.pk].groups:
            rows = tuple(heat_row(one, row, year) for row in group.rows if _wanted(request, row))
            name = group.label if len(authorities) == 1 else f"{one.name}: {group.label}"
            if rows:
                found.append(HeatGroup(name, rows))
    names = dates.join_nl([one.name for one in authorities])
    return HeatMap(
        _("Jaaroverzicht %(year)s van %(names)s") % {"year": year, "names": names},
        year,
        tuple(found),
        day.month if day.year == year else None,
    )


def _wanted(request: Request, row: Row) -> bool:
    query = request.GET
    states = [moment.state for cell in row.cells if cell for moment in cell.moments]
    ground = row.duty.ground
    return (
        query.get("wie", "") in {"", row.duty.lead_role}
        and query.get("grondslag", "") in {"", ground.shown.value if ground else ""}
        and (not query.get("status") or query["status"] in states)
        and (not query.get("aandacht") or any(state in ATTENTION for state in states))
    )


def heat_row(authority: Authority, row: Row, year: int) -> HeatRow:
    """A duty in the overview."""
    home = reverse("duties-duty", args=[authority.slug, row.duty.pk])
    cells = tuple(_cell(authority, row, cell, month, year) for month, cell in enumerate(row.cells, 1))
    rhythm = row.duty.interval_nl if row.duty.rule or row.duty.signal else _("bij gebeurtenis")
    return HeatRow(row.duty.title, rhythm, cells, row.done, row.total, home)


def _cell(authority: Authority, row: Row, cell: Cell | None, month: int, year: int) -> MonthCell | None:
    if cell is None:
        return None
    made = [moment for moment in cell.moments if moment.number]
    url = ""
    if len(made) == 1:
        url = reverse("duties-task", args=[authority.slug, made[0].number])
    elif made:
        base = reverse("duties-plan", args=[authority.slug])
        url = f"{base}?weergave=tabel&jaar={year}&taak={row.duty.pk}&maand={month}"
    return MonthCell(STATES[cell.state], cell.count, url)


def filter_bar(request: Request, year: int, day: date, table: TaskTable | None, *, only_table: bool) -> c.FilterBar:
    """View switch, chips and the switch for what asks attention."""
    query = request.GET

    def link(**changes: str) -> str:
        made = query.copy()
        for name in ("pagina", "export", "taak", "maand"):
            made.pop(name, None)
        for name, value in changes.items():
            if value:
                made[name] = value
            else:
                made.pop(name, None)
        return f"?{made.urlencode()}"

    views = (
        c.Choice(_("Jaaroverzicht"), link(weergave=""), table is None),
        c.Choice(_("Tabel"), link(weergave="tabel"), table is not None),
    )
    years = tuple(c.Choice(str(y), link(jaar=str(y)), y == year) for y in range(day.year + 1, day.year - 4, -1))
    chips = [c.Chip(_("Jaar"), str(year), years)]
    if table is not None:  # the table has its own filters
        own = table.filter_bar
        return replace(own, views=() if only_table else views, chips=(*chips, *own.chips))
    kinds = tuple((kind.value, kind.label) for kind in GroundKind)
    states = tuple((state.value, state.label) for state in CellState)
    wanted = [
        ("wie", _("Wie"), ROLES, "iedereen"),
        ("grondslag", _("Grondslag"), kinds, "alle"),
        ("status", _("Status"), states, "alle"),
    ]
    for name, label, choices, everything in wanted:
        chosen = dict(choices).get(query.get(name, ""), "")
        options = tuple(c.Choice(word, link(**{name: value}), query.get(name) == value) for value, word in choices)
        chips.append(c.Chip(label, chosen or everything, options, link(**{name: ""}) if chosen else ""))
    on = query.get("aandacht") == "ja"
    switch = c.Choice(_("Alleen wat aandacht vraagt"), link(aandacht="" if on else "ja"), on)
    return c.FilterBar(None, views=views, chips=tuple(chips), switches=(switch,))


def _empty(request: Request, authorities: list[Authority], years: dict[UUID, Year]) -> c.Empty | None:
    one = request.authority
    if not years or any(year.rows or year.loose for year in years.values()):
        return None
    name = one.name if one else dates.join_nl([place.name for place in authorities])
    first = None
    text = _("Wie het controleplan beheert, stelt het samen uit de catalogus.")
    if one and request.actor.holds(P.PLAN_DECIDE, one.pk):
        first = c.Verb(_("Controleplan samenstellen"), reverse("duties-adopt", args=[one.slug]), primary=True)
        text = _(
            "Begin met de 25 terugkerende taken die Roeland voorstelt. Je ziet eerst hoeveel uren ze vragen, "
            "er verandert niets tot je bevestigt."
        )
    return c.Empty(_("%(name)s heeft nog geen controleplan") % {"name": name}, text, first)
