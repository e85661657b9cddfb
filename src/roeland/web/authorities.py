"""*Lokale besturen*: one table over all authorities of the shared officer, the worst first."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from roeland.duties.queries.overview import UNIT, Standing, standings
from roeland.duties.rules import P
from roeland.kernel import clock
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.packs import queries as packs
from roeland.ui import dates
from roeland.ui.tables import Column, Table
from roeland.visits.queries import visits
from roeland.visits.queries.changes import undecided
from roeland.visits.queries.visits import minutes_words
from roeland.visits.rules import P as VISITS

Line = tuple[Authority, Standing]


@dataclass(frozen=True)
class Kept:
    """An authority that the officer visits: the plan, the visits, what changed in law and was not decided about."""

    authority: Authority
    plan: Standing
    visits: visits.Standing
    laws: int
    templates: int  # documents whose template has a newer version

    def __getitem__(self, place: int) -> Any:
        """As a line of the table without visits: authority, plan."""
        return (self.authority, self.plan)[place]


def _last_visit(line: Line) -> str:
    moment = line[1].last_visit
    return dates.table_date(moment) if moment else _("nog niet")


class AuthorityTable(Table[Line]):
    """Sorted by what is late; every count opens the plan of that authority."""

    caption = gettext_lazy("Lokale besturen")
    file_name = "lokale-besturen"
    noun = (gettext_lazy("bestuur"), gettext_lazy("besturen"))
    default_sort = "-telaat"
    columns: ClassVar[tuple[Column[Any], ...]] = (
        Column(
            "naam",
            gettext_lazy("Bestuur"),
            lambda x: x[0].name,
            sort_key=lambda x: x[0].name,
            link=lambda x: f"/{x[0].slug}/",
        ),
        Column("klokken", gettext_lazy("Klokken"), lambda x: x[1].clocks, sort_key=lambda x: x[1].clocks, numeric=True),
        Column(
            "telaat",
            gettext_lazy("Te laat"),
            lambda x: x[1].late,
            sort_key=lambda x: (x[1].clocks, x[1].late),
            numeric=True,
        ),
        Column("vandaag", gettext_lazy("Vandaag"), lambda x: x[1].today, sort_key=lambda x: x[1].today, numeric=True),
        Column(
            "week", gettext_lazy("Deze week"), lambda x: x[1].this_week, sort_key=lambda x: x[1].this_week, numeric=True
        ),
        Column(
            "nazien",
            gettext_lazy("Na te zien"),
            lambda x: x[1].to_review,
            sort_key=lambda x: x[1].to_review,
            numeric=True,
        ),
        Column(
            "bevindingen",
            gettext_lazy("Open bevindingen"),
            lambda x: x[1].findings,
            sort_key=lambda x: x[1].findings,
            numeric=True,
        ),
        Column("bezoek", gettext_lazy("Laatste bezoek"), _last_visit, sort_key=lambda x: str(x[1].last_visit or "")),
    )


def _day(day: date | None) -> str:
    return dates.table_date(day) if day else "-"


class OfficerTable(AuthorityTable):
    """With visits: where nobody was this month, what is left of the hours, when the next visit is, which laws wait."""

    columns: ClassVar[tuple[Column[Any], ...]] = (
        *AuthorityTable.columns[:4],
        *AuthorityTable.columns[5:7],
        Column(
            "bezoek",
            gettext_lazy("Laatste bezoek"),
            lambda x: _day(x.visits.last),
            sort_key=lambda x: str(x.visits.last or ""),
        ),
        Column(
            "volgend",
            gettext_lazy("Volgend bezoek"),
            lambda x: _day(x.visits.following),
            sort_key=lambda x: str(x.visits.following or "9"),
        ),
        Column(
            "uren",
            gettext_lazy("Uren over"),
            lambda x: minutes_words(x.visits.hours.left) if x.visits.hours.bought else "-",
            sort_key=lambda x: x.visits.hours.left,
            numeric=True,
            plain=lambda x: x.visits.hours.left,
        ),
        Column("wetten", gettext_lazy("Wetswijzigingen"), lambda x: x.laws, sort_key=lambda x: x.laws, numeric=True),
        Column(
            "sjablonen",
            gettext_lazy("Sjablonen bij te werken"),
            lambda x: x.templates,
            sort_key=lambda x: x.templates,
            numeric=True,
        ),
    )


@page(P.PLAN_SEE)
@require_GET
def authorities(request: Request) -> HttpResponse:
    """Fifteen statements, the frame included, however many authorities there are."""
    found = standings(request.actor)
    places = [authority for authority in request.authorities if authority.pk in found]
    lines: list[Any] = [(a, found[a.pk]) for a in places]
    kept = [a for a in places if request.actor.holds(VISITS.SEE, a.pk)]
    table: AuthorityTable = AuthorityTable(request, lines)
    away = 0
    if kept:
        today = clock.today()
        seen, laws = visits.standings([a.pk for a in kept], today), undecided(kept)
        behind, empty = packs.behind([a.pk for a in kept]), visits.Standing()
        rows: list[Any] = [
            Kept(a, found[a.pk], seen.get(a.pk, empty), laws.get(a.pk, 0), behind.get(a.pk, 0)) for a in places
        ]
        table = OfficerTable(request, rows)
        away = sum(1 for one in seen.values() if one.last is None or one.last.replace(day=1) != today.replace(day=1))
    if export := table.export():
        return export
    late = sum(standing.late for standing in found.values())
    where = sum(1 for standing in found.values() if standing.late)
    words = {"table": table, "late": late, "where": where, "total": len(lines), "unit": UNIT, "away": away}
    return render(request, "web/authorities.html", {**words, "kept": bool(kept)})
