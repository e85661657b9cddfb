"""Log control on a phone: each row of a table is a block that stands in sight whole, with the words of its columns beside the figures."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server, check_accessible, sign_in

AT = "/zonderbeke/logcontrole/"
# (where, what to open there): every kind of page of log control that holds a table in the small demonstration
PLACES = {
    "the months": (AT, ""),
    "the months of all": ("/logcontrole/", ""),
    "a case": (f"{AT}", "main tbody th a | .lc-line .work-title"),
    "the sample": (f"{AT}", "main tbody th a | a[href$='/steekproef/']"),
    "the users": (f"{AT}gebruikers/", ""),
    "the sources": (f"{AT}bronnen/", ""),
    "a source": (f"{AT}bronnen/", "main tbody th a"),
    "the rules": (f"{AT}regels/", ""),
}
CUT = """[...document.querySelectorAll('main .chart-scroll')].filter(one => one.scrollWidth > one.clientWidth).length"""
HIDDEN = """[...document.querySelectorAll('main table')].filter(one => {
  const round = one.closest('.table-wrap') || one.parentElement; return round.scrollWidth > round.clientWidth; }).length"""
# a cell with some text, hardly wide and many lines high: its words stand in single letters
LETTERS = """[...document.querySelectorAll('main tbody :is(th, td)')].filter(one =>
  one.innerText.trim().length > 6 && one.clientWidth < 56 && one.clientHeight > 60).map(one => one.innerText)"""


@pytest.mark.parametrize("name", PLACES)
def test_a_table_is_read_without_scrolling_sideways(page: Page, server: Server, name: str) -> None:
    sign_in(page, server, "dina.claes")
    where, steps = PLACES[name]
    page.goto(where)
    for step in filter(None, steps.split(" | ")):
        page.locator(step).first.click()
        page.wait_for_load_state()
    expect(page.locator("main table").first).to_be_attached()
    page.evaluate("for (const one of document.querySelectorAll('main details')) one.open = true")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(HIDDEN) == page.evaluate(CUT) == 0, f"{name} at {width}"
        assert page.evaluate(LETTERS) == [], f"{name} at {width}"
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    check_accessible(page)


def test_a_figure_says_what_it_counts_and_an_empty_cell_says_nothing(page: Page, server: Server) -> None:
    sign_in(page, server, "dina.claes")
    page.goto(AT)
    page.set_viewport_size({"width": 390, "height": 900})
    before = "one => getComputedStyle(one, '::before').content"
    figures = page.locator("main tbody tr").first.locator("td.num")
    assert figures.first.evaluate(before) == '"Raadplegingen "'
    for one in figures.all():
        assert one.is_visible() == bool(one.inner_text().strip())
    page.set_viewport_size({"width": 1280, "height": 900})
    assert figures.first.evaluate(before) == "none"


def test_the_keyboard_reaches_the_first_thing_to_do(page: Page, server: Server) -> None:
    """Skip link, then the main action; its ring is seen, and Enter does it."""
    sign_in(page, server, "dina.claes")
    page.goto(AT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the menu
    reached = page.locator("main .btn-primary").first
    for _step in range(6):
        page.keyboard.press("Tab")
        if reached.evaluate("one => one === document.activeElement"):
            break
    expect(reached).to_be_focused()
    assert reached.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url != before)


@pytest.mark.parametrize(
    ("steps", "apart"),
    [
        ("bronnen/ | main tbody th a | a[href$='/brief/']", "main blockquote p"),
        ("over-mij/", ".page-head p"),
        ("uitleg/", "main section p.reading"),
        ("voorwaarden/", "main .panel p"),
    ],
)
def test_paragraphs_stand_apart(page: Page, server: Server, steps: str, apart: str) -> None:
    sign_in(page, server, "dina.claes")
    where, *more = steps.split(" | ")
    page.goto(AT + where)
    for step in more:
        page.locator(step).first.click()
        page.wait_for_load_state()
    tops = [box for box in (one.bounding_box() for one in page.locator(apart).all()) if box]
    assert len(tops) > 1
    assert all(two["y"] - one["y"] - one["height"] >= 6 for one, two in pairwise(tops))
