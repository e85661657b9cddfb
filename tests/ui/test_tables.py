"""Declarative tables: sort, filters, pages, export, over a list and over a queryset with a fixed number of queries."""

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.contrib.contenttypes.models import ContentType
from django.test import RequestFactory

from roeland.ui.paging import Paging
from roeland.ui.tables import Column, Filter, Table
from roeland.ui.templatetags import ui


@dataclass(frozen=True)
class Thing:
    name: str
    kind: str
    size: int


class Things(Table[Thing]):
    caption = "Dingen"
    searchable = True
    columns: ClassVar[tuple[Column[Any], ...]] = (
        Column[Thing](
            "naam", "Naam", lambda row: row.name, sort_key=lambda row: row.name, link=lambda row: f"/{row.name}/"
        ),
        Column[Thing]("soort", "Soort", lambda row: row.kind),
        Column[Thing]("grootte", "Grootte", lambda row: row.size, sort_key=lambda row: row.size, numeric=True),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter(
            "soort",
            "Soort",
            (("a", "Soort a"), ("b", "Soort b")),
            lambda rows, value: [row for row in rows if row.kind == value],
        ),
    )

    def find(self, rows: Any, term: str) -> Any:
        return [row for row in rows if term in row.name]


ROWS = [Thing(f"d{i:02}", "ab"[i % 2], (i * 7) % 60) for i in range(60)]


def table(query: str = "") -> Things:
    return Things(RequestFactory().get(f"/{query}"), ROWS)


def names(made: Things) -> list[str]:
    return [row.name for row, _cells in made.rows]


def test_sorting_up_and_down_and_the_next_link() -> None:
    assert names(table("?sorteer=grootte&per=25"))[0] == "d00"
    made = table("?sorteer=-grootte")
    assert [row.size for row, _ in made.rows] == sorted((row.size for row in ROWS), reverse=True)[:25]
    assert [(head.column.key, head.aria_sort, head.url) for head in made.heads] == [
        ("naam", "", "?sorteer=naam"),
        ("soort", "", ""),
        ("grootte", "descending", "?sorteer=grootte"),
    ]


def test_an_unknown_sort_column_changes_nothing() -> None:
    assert names(table("?sorteer=password")) == names(table())


def test_filter_search_and_the_result_line() -> None:
    made = table("?soort=a&zoek=d1")
    assert names(made) == ["d10", "d12", "d14", "d16", "d18"]
    assert (made.result.found, made.result.total, made.result.clear_url) == (5, 60, "?")
    assert table("?soort=onbekend").result.total is None
    chip = made.filter_bar.chips[0]
    assert (chip.value, chip.clear_url) == ("Soort a", "?zoek=d1")


def test_pages_never_run_off_the_end() -> None:
    assert table("?pagina=999").paging.words == "51 tot 60 van 60"
    assert table("?pagina=-4").paging.page == 1
    assert table("?pagina=2").paging.words == "26 tot 50 van 60"
    assert table("?per=7").paging.size == 25
    assert Paging(6, 10, 300).shown == [(1, "1"), (0, "…"), (5, "5"), (6, "6"), (7, "7"), (0, "…"), (30, "30")]


def test_export_gives_all_filtered_rows_not_one_page() -> None:
    response = table("?soort=b&export=csv&pagina=2").export()
    assert response is not None
    lines = response.content.decode("utf-8-sig").split("\r\n")
    assert lines[:2] == ["Naam;Soort;Grootte", "d01;b;7"]
    assert len(lines) == 1 + 30 + 1
    assert table("?export=exe").export() is None


def test_rendering_escapes_and_marks_the_sort() -> None:
    made = Things(RequestFactory().get("/?sorteer=naam"), [Thing("<b>x</b>", "a", 1284)])
    html = ui.table(made)
    assert "&lt;b&gt;x&lt;/b&gt;" in html
    assert 'aria-sort="ascending"' in html
    assert "1\u00a0284" in html
    assert "<nav" not in html  # one page needs no pages


class Types(Table[ContentType]):
    columns: ClassVar[tuple[Column[Any], ...]] = (
        Column[ContentType]("model", "Model", lambda row: row.model, sort="model"),
    )
    filters: ClassVar[tuple[Filter, ...]] = (
        Filter("app", "App", (("ui", "ui"),), lambda rows, value: rows.exclude(app_label=value)),
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("rows", "query", "expected"), [(1, "", 2), (3, "", 2), (3, "?app=ui", 3)])
def test_a_queryset_costs_a_count_and_a_page(
    django_assert_num_queries: Any, rows: int, query: str, expected: int
) -> None:
    some = ContentType.objects.filter(pk__in=list(ContentType.objects.values_list("pk", flat=True)[:rows]))
    with django_assert_num_queries(expected):
        html = ui.table(made := Types(RequestFactory().get(f"/{query}"), some))
        ui.result_line(made.result)
    assert html.count("<tr>") == rows + 1
