"""The list of reports."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.reports.models import Report
from roeland.ui.components import State, Status
from roeland.ui.tables import Column, Rows, Table


def _status(row: Report) -> Status:
    return Status(State.DONE, _("bevroren")) if row.frozen else Status(State.TODAY, _("ontwerp"))


def _link(row: Report) -> str:
    return reverse("reports-report", args=[row.authority.slug, row.year])


class ReportTable(Table[Any]):
    """A report a line."""

    caption = gettext_lazy("Jaarverslagen")
    file_name = "verslagen"
    noun = (gettext_lazy("verslag"), gettext_lazy("verslagen"))
    default_sort = "-jaar"

    def __init__(self, request: HttpRequest, rows: Rows) -> None:
        authority = Column[Any](
            "bestuur", _("Bestuur"), lambda row: row.authority.name, sort_key=lambda row: row.authority.name
        )
        only = getattr(request, "authority", None) is not None
        self.columns = (  # type: ignore[misc] # the authority is named only when there are several
            Column(
                "jaar",
                _("Verslag"),
                lambda row: _("Jaarverslag %(year)s") % {"year": row.year},
                sort_key=lambda row: row.year,
                link=_link,
            ),
            *(() if only else (authority,)),
            Column(
                "status", _("Status"), _status, sort_key=lambda row: row.status, plain=lambda row: _status(row).text
            ),
            Column(
                "bevroren",
                _("Bevroren op"),
                lambda row: row.frozen_at or "",
                sort_key=lambda row: str(row.frozen_at or ""),
            ),
            Column("regels", _("Logboekregels"), lambda row: row.tree_size if row.frozen else "", numeric=True),
        )
        super().__init__(request, rows)


class RecordTable(Table[Any]):
    """The records behind a figure that the reader may open."""

    caption = gettext_lazy("Gegevens achter dit cijfer")
    file_name = "gegevens"
    noun = (gettext_lazy("gegeven"), gettext_lazy("gegevens"))
    default_sort = "datum"
    columns = (
        Column(
            "titel",
            gettext_lazy("Gegeven"),
            lambda row: row.title,
            sort_key=lambda row: row.title,
            link=lambda row: row.url,
        ),
        Column("nummer", gettext_lazy("Nummer"), lambda row: row.number, sort_key=lambda row: row.number, mono=True),
        Column("datum", gettext_lazy("Datum"), lambda row: row.day, sort_key=lambda row: row.day, numeric=True),
    )
