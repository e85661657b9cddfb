"""Lists as declarative tables: columns, sort, filters, pages, export. State lives in the query string, so every view can be shared.

A table over a queryset costs one count and one page of rows (and one more count while filters are on), whatever its length.
Parameters: `sorteer` (a column key, `-` before it for descending), `pagina`, `per`, `zoek`, `export` (csv or xlsx),
and the filters' own names.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext, gettext_lazy

from roeland.ui.components import Chip, Choice, FilterBar, ResultLine
from roeland.ui.export import export_response
from roeland.ui.paging import Paging

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise  # a text, or one that is translated when it is shown

T = TypeVar("T")
Rows = QuerySet[Any] | Sequence[Any]


@dataclass(frozen=True)  # no slots: Python 3.11 cannot make a slotted frozen generic by subscription
class Column(Generic[T]):
    """A column. `value` gives what is shown and exported; `sort` is the field for a queryset, `sort_key` the function for a list.

    `link` makes the cell the row's link (give it to the first column); `plain` gives the exported value when it differs.
    """

    key: str
    label: "StrOrPromise"
    value: Callable[[T], object]
    sort: str = ""
    sort_key: Callable[[T], Any] | None = None
    numeric: bool = False
    link: Callable[[T], str] | None = None
    plain: Callable[[T], object] | None = None
    mono: bool = False

    @property
    def sortable(self) -> bool:
        """Whether the head is a button."""
        return bool(self.sort or self.sort_key)


@dataclass(frozen=True, slots=True)
class Filter:
    """A chip: the choices as (value, label) and what a choice does to the rows."""

    name: str
    label: "StrOrPromise"
    choices: "tuple[tuple[str, StrOrPromise], ...]"
    apply: Callable[[Any, str], Any]
    all_label: "StrOrPromise" = ""  # empty: "alle"
    switch: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """A column head as rendered."""

    column: Column[Any]
    url: str
    aria_sort: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as rendered."""

    column: Column[Any]
    value: object
    url: str


class Table(Generic[T]):
    """Subclass it: set `columns`, `caption` and the rest, then `Table(request, rows)`."""

    columns: ClassVar[tuple[Column[Any], ...]] = ()
    filters: ClassVar[tuple[Filter, ...]] = ()
    caption: "StrOrPromise" = ""
    file_name: ClassVar[str] = "lijst"
    noun: "ClassVar[tuple[StrOrPromise, StrOrPromise]]" = (gettext_lazy("rij"), gettext_lazy("rijen"))
    page_sizes: ClassVar[tuple[int, ...]] = (25, 50, 100)
    dense: ClassVar[bool] = False
    default_sort: ClassVar[str] = ""
    searchable: ClassVar[bool] = False
    search_label: "ClassVar[StrOrPromise]" = gettext_lazy("Zoeken")

    def __init__(self, request: HttpRequest, rows: Rows, *, caption: str = "") -> None:
        self.params = request.GET
        self._all = rows
        self.caption = caption or self.caption

    # -- rows

    @cached_property
    def selected(self) -> Rows:
        """The rows after search and filters, sorted."""
        rows: Rows = self._all
        if self.term and self.searchable:
            rows = self.find(rows, self.term)
        for item in self.filters:
            if chosen := self._chosen(item):
                rows = item.apply(rows, chosen)
        return self._sorted(rows)

    def find(self, rows: Any, term: str) -> Any:
        """The rows that match a search text; override it together with `searchable = True`."""
        raise NotImplementedError

    @property
    def term(self) -> str:
        """The search text."""
        return self.params.get("zoek", "").strip()

    def _chosen(self, item: Filter) -> str:
        value = self.params.get(item.name, "")
        return value if value in dict(item.choices) else ""

    @property
    def filtered(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.term and self.searchable) or any(self._chosen(item) for item in self.filters)

    @property
    def order(self) -> tuple[Column[T] | None, bool]:
        """(column, descending)."""
        asked = self.params.get("sorteer", "") or self.default_sort
        key, down = asked.removeprefix("-"), asked.startswith("-")
        return next((column for column in self.columns if column.key == key and column.sortable), None), down

    def _sorted(self, rows: Rows) -> Rows:
        column, down = self.order
        if column is None:
            return rows
        if isinstance(rows, QuerySet):
            return rows.order_by(f"-{column.sort}" if down else column.sort, "pk") if column.sort else rows
        key: Callable[[Any], Any] = column.sort_key or column.value
        return sorted(rows, key=key, reverse=down)

    @cached_property
    def paging(self) -> Paging:
        """Where we are."""
        total = self.selected.count() if isinstance(self.selected, QuerySet) else len(self.selected)
        return Paging.of(self.params, total, self.page_sizes)

    @cached_property
    def rows(self) -> list[tuple[T, list[Cell]]]:
        """The rows of this page with their cells."""
        page = self.selected[self.paging.offset : self.paging.offset + self.paging.size]
        return [(row, [Cell(c, c.value(row), c.link(row) if c.link else "") for c in self.columns]) for row in page]

    # -- frame

    def url(self, **changes: str) -> str:
        """This view with other parameters; an empty value removes one. Export never stays."""
        query = self.params.copy()
        for name, value in {"export": "", **changes}.items():
            if value:
                query[name] = value
            else:
                query.pop(name, None)
        return f"?{query.urlencode()}"

    @property
    def heads(self) -> list[Head]:
        """Column heads with their sort links."""
        current, down = self.order
        heads: list[Head] = []
        for column in self.columns:
            active = current is not None and current.key == column.key
            direction = ("descending" if down else "ascending") if active else ""
            nxt = f"-{column.key}" if active and not down else column.key
            heads.append(Head(column, self.url(sorteer=nxt, pagina="") if column.sortable else "", direction))
        return heads

    @property
    def filter_bar(self) -> FilterBar:
        """Search, chips and switches, built from the declaration."""
        chips, switches = [], []
        for item in self.filters:
            chosen = self._chosen(item)
            clear = self.url(**{item.name: "", "pagina": ""})
            if item.switch:
                value, label = item.choices[0]
                switches.append(
                    Choice(str(label), clear if chosen else self.url(**{item.name: value, "pagina": ""}), bool(chosen))
                )
                continue
            options = tuple(
                Choice(str(label), self.url(**{item.name: value, "pagina": ""}), value == chosen)
                for value, label in item.choices
            )
            shown = dict(item.choices)[chosen] if chosen else item.all_label or gettext("alle")
            chips.append(Chip(str(item.label), str(shown), options, clear if chosen else ""))
        hidden = tuple((name, self.params[name]) for name in self.params if name not in ("zoek", "pagina", "export"))
        return FilterBar(
            self.term if self.searchable else None,
            str(self.search_label),
            "zoek",
            (),
            tuple(chips),
            tuple(switches),
            hidden,
        )

    @property
    def clear_url(self) -> str:
        """The list without search and filters."""
        return self.url(zoek="", pagina="", **{item.name: "" for item in self.filters})

    @cached_property
    def result(self) -> ResultLine:
        """*312 treffers van 1 284*"""
        if not self.filtered:
            return ResultLine(self.paging.total)
        every = self._all.count() if isinstance(self._all, QuerySet) else len(self._all)
        return ResultLine(self.paging.total, every, self.clear_url)

    @property
    def page_links(self) -> list[tuple[str, str, bool]]:
        """(figure, url, is current) of the pages; an empty url is a gap."""
        return [
            (shown, self.url(pagina=str(page)) if page else "", page == self.paging.page)
            for page, shown in self.paging.shown
        ]

    @property
    def size_links(self) -> list[Choice]:
        """Choices of page size."""
        return [
            Choice(str(size), self.url(per=str(size), pagina=""), size == self.paging.size) for size in self.page_sizes
        ]

    @property
    def export_links(self) -> list[Choice]:
        """Download the list as it is filtered and sorted."""
        return [Choice("CSV", self.url(export="csv")), Choice("Excel", self.url(export="xlsx"))]

    # -- export

    def export(self) -> HttpResponse | None:
        """The download when the query string asks for one, else None."""
        kind = self.params.get("export", "")
        if kind not in ("csv", "xlsx"):
            return None
        head = [str(column.label) for column in self.columns]
        body = ([(column.plain or column.value)(row) for column in self.columns] for row in self.selected)
        return export_response(kind, self.file_name, head, body)
