"""*Lokale besturen*: one table over all authorities of the shared officer, the worst first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from roeland.duties.queries.overview import UNIT, Standing, standings
from roeland.duties.rules import P
from roeland.kernel.http import Request
from roeland.kernel.models import Authority
from roeland.kernel.page import page
from roeland.ui import dates
from roeland.ui.tables import Column, Table

Line = tuple[Authority, Standing]


def _last_visit(line: Line) -> str:
    moment = line[1].last_visit
    return dates.table_date(moment) if moment else _("nog niet")


class AuthorityTable(Table[Line]):
    """Sorted by what is late; every count opens the plan of that authority."""

    caption = gettext_lazy("Lokale besturen")
    file_name = "lokale-besturen"
    noun = (gettext_lazy("bestuur"), gettext_lazy("besturen"))
    default_sort = "-telaat"
    columns = (
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


@page(P.PLAN_SEE)
@require_GET
def authorities(request: Request) -> HttpResponse:
    """Six statements and the frame, however many authorities there are."""
    found = standings(request.actor)
    lines = [(a, found[a.pk]) for a in Authority.objects.all()]
    table = AuthorityTable(request, lines)
    if export := table.export():
        return export
    late = sum(standing.late for standing in found.values())
    where = sum(1 for standing in found.values() if standing.late)
    words = {"table": table, "late": late, "where": where, "total": len(lines), "unit": UNIT}
    return render(request, "web/authorities.html", words)
