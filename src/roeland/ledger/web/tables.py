"""The Logboek as a table: who did what when."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roeland.kernel.models import Authority
from roeland.ledger import queries
from roeland.ledger.models import LedgerEntry
from roeland.ledger.queries import Told
from roeland.ui.components import ResultLine
from roeland.ui.tables import Cell, Column, Filter, Table


def periods(today: date) -> dict[str, tuple[str, date, date]]:
    """The choices of *Wanneer*: word, first and last day."""
    year = date(today.year, 1, 1)
    return {
        "vandaag": (_("vandaag"), today, today),
        "7": (_("de laatste 7 dagen"), today - timedelta(days=6), today),
        "30": (_("de laatste 30 dagen"), today - timedelta(days=29), today),
        "jaar": (_("in %(year)s") % {"year": today.year}, year, today),
        "vorig": (_("in %(year)s") % {"year": today.year - 1}, date(today.year - 1, 1, 1), year - timedelta(days=1)),
    }


class LogTable(Table[Any]):
    """Entries in scope. Seven statements, however many entries there are."""

    caption = gettext_lazy("Logboek")
    noun = (gettext_lazy("logregel"), gettext_lazy("logregels"))
    dense = True
    default_sort = "-wanneer"
    page_sizes = (50, 100, 200)

    def __init__(self, request: HttpRequest, authorities: dict[UUID, Authority], today: date) -> None:
        self.authorities = authorities
        rows = queries.entries()
        if about := _uuid(request.GET.get("onderwerp", "")):
            rows = rows.filter(object_id=about)
        self.about = about
        spans = periods(today)
        self.filters = (  # type: ignore[misc] # per request, because the choices are what stands in the log
            Filter("wie", _("Wie"), tuple((str(i), name) for i, name in queries.actors(rows)), _by_actor),
            Filter("wat", _("Wat"), tuple(queries.codes(rows)), _by_action),
            Filter(
                "wanneer",
                _("Wanneer"),
                tuple((key, word) for key, (word, *_days) in spans.items()),
                lambda found, key: queries.period(found, *spans[key][1:]),
            ),
        )
        where = (Column[Any]("bestuur", _("Bestuur"), self._authority),) if len(authorities) > 1 else ()
        self.columns = (  # type: ignore[misc] # per request, because of the links
            Column("nummer", _("Nummer"), lambda t: t.idx, numeric=True, link=self._link),
            Column("wanneer", _("Wanneer"), lambda t: t.time, sort="time"),
            *where,
            Column("wie", _("Wie"), lambda t: t.who),
            Column("wat", _("Wat"), lambda t: t.sentence),
        )
        super().__init__(request, rows)

    def _sorted(self, rows: Any) -> Any:
        """By time and, within one moment, in the order in which it happened."""
        sign = "-" if self.order[1] else ""
        return rows.order_by(f"{sign}time", f"{sign}pk")

    @property
    def filtered(self) -> bool:
        return self.about is not None or super().filtered

    @cached_property
    def result(self) -> ResultLine:
        """How many of how many; narrowing to one subject counts as a filter too."""
        every = queries.entries().count() if self.filtered else None
        return ResultLine(self.paging.total, every, self.clear_url if self.filtered else "")

    @property
    def clear_url(self) -> str:
        return "?"

    @cached_property
    def rows(self) -> list[tuple[Told, list[Cell]]]:
        """The entries of this page; texts and names are asked once for all."""
        page = list(self.selected[self.paging.offset : self.paging.offset + self.paging.size])
        cells = self.columns
        return [(t, [Cell(c, c.value(t), c.link(t) if c.link else "") for c in cells]) for t in queries.tell(page)]

    def _authority(self, told: Told) -> str:
        found = self.authorities.get(told.authority_id) if told.authority_id else None
        return found.name if found else ""

    def _link(self, told: Told) -> str:
        found = self.authorities.get(told.authority_id) if told.authority_id else None
        return reverse("ledger-entry", args=[found.slug, told.idx]) if found else ""


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _by_actor(rows: QuerySet[LedgerEntry], value: str) -> QuerySet[LedgerEntry]:
    return rows.filter(actor_id=value)


def _by_action(rows: QuerySet[LedgerEntry], value: str) -> QuerySet[LedgerEntry]:
    return rows.filter(action=value)
