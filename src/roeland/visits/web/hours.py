"""*Uren*: what a coach of the shared service sees of each authority: hours and lateness, no content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from roeland.duties.queries.overview import UNIT
from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.people.pages import here
from roeland.ui import dates
from roeland.ui.tables import Column, Table
from roeland.visits.queries import coach
from roeland.visits.queries.visits import Standing, minutes_words
from roeland.visits.rules import P


@dataclass(frozen=True)
class Line:
    """One authority."""

    authority: Authority
    standing: Standing
    late: int


def _day(day: date | None) -> str:
    return dates.table_date(day) if day else "-"


def _minutes(key: str, label: str, of: Callable[[Line], int]) -> Column[Line]:
    """A column of hours: words on screen, minutes in an export."""
    return Column(key, label, lambda x: minutes_words(of(x)), sort_key=of, numeric=True, plain=of)


class HoursTable(Table[Line]):
    """Figures only."""

    caption = _("Uren en achterstand")
    file_name = "uren"
    noun = (_("bestuur"), _("besturen"))
    default_sort = "naam"
    columns = (
        Column("naam", _("Bestuur"), lambda x: x.authority.name, sort_key=lambda x: x.authority.name),
        _minutes("gekocht", "Gekocht", lambda x: x.standing.hours.bought),
        _minutes("gebruikt", "Gebruikt", lambda x: x.standing.hours.used),
        _minutes("over", "Over", lambda x: x.standing.hours.left),
        Column(
            "bezoeken",
            _("Bezoeken"),
            lambda x: x.standing.hours.visits,
            sort_key=lambda x: x.standing.hours.visits,
            numeric=True,
        ),
        Column(
            "laatste",
            _("Laatste bezoek"),
            lambda x: _day(x.standing.last),
            sort_key=lambda x: str(x.standing.last or ""),
        ),
        Column(
            "volgend",
            _("Volgend bezoek"),
            lambda x: _day(x.standing.following),
            sort_key=lambda x: str(x.standing.following or "9"),
        ),
        Column("telaat", _("Te laat"), lambda x: x.late, sort_key=lambda x: x.late, numeric=True),
    )


@page(P.HOURS)
@require_GET
def hours(request: Request) -> HttpResponse:
    """One line per authority where the permission is held."""
    found, today = here(request, P.HOURS), clock.today()
    figures = coach.figures([one.pk for one in found], today)
    table = HoursTable(request, [Line(one, *figures[one.pk]) for one in found])
    if export := table.export():
        return export
    late = sum(late for _, late in figures.values())
    context = {"table": table, "late": late, "unit": UNIT, "year": today.year, "total": len(found)}
    return render(request, "visits/hours.html", context)
