"""The sheet of components in a real browser: axe, no sideways scroll, keyboard, and the frame on a phone."""

import io
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.ui.browser import chromium, faults, open_page, sideways
from tests.ui.server import serving

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as made:
        yield made


@pytest.fixture
def sheet(settings: object) -> Iterator[str]:
    settings.ROELAND_SHELL = "tests.ui.shells.officer"  # type: ignore[attr-defined]
    with serving() as address:
        yield f"{address}/onderdelen/"


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_the_policy_blocks_nothing(browser: Browser, sheet: str, width: int, scheme: str) -> None:
    page, errors = open_page(browser, width, scheme)
    page.goto(sheet)
    assert faults(page) == []
    assert errors == []
    page.close()


def test_no_sideways_scroll_from_320_to_1440(browser: Browser, sheet: str) -> None:
    page, _errors = open_page(browser)
    page.goto(sheet)
    wider = {}
    for width in (320, 390, 640, 768, 899, 900, 1024, 1100, 1280, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        wider[width] = sideways(page)
    assert {width: extra for width, extra in wider.items() if extra > 0} == {}
    page.close()


def test_the_menu_of_a_phone_opens_closes_and_is_accessible(browser: Browser, sheet: str) -> None:
    page, _errors = open_page(browser, 390)
    page.goto(sheet)
    assert not page.get_by_role("link", name="Controleplan", exact=True).is_visible()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Controleplan", exact=True).is_visible()
    assert faults(page) == []
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Controleplan", exact=True).is_visible()
    assert page.evaluate("document.activeElement.textContent.trim()") == "Menu"
    page.close()


def test_the_keyboard_finds_the_skip_link_first_and_the_search_by_slash(browser: Browser, sheet: str) -> None:
    page, _errors = open_page(browser)
    page.goto(sheet)
    page.evaluate("document.activeElement.blur()")
    page.evaluate("window.scrollTo(0, 0)")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "zoek"
    fresh, _errors = open_page(browser)
    fresh.goto(sheet.replace("/onderdelen/", "/nergens/"))
    fresh.keyboard.press("Tab")
    assert fresh.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    fresh.keyboard.press("Enter")
    assert fresh.evaluate("document.activeElement.id") == "inhoud"
    fresh.close()
    page.close()


def test_the_sheet_is_a_good_page_without_script(browser: Browser, sheet: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="nl-BE")
    page = context.new_page()
    page.goto(sheet)
    page.get_by_text("Soort alle").click()
    page.get_by_role("link", name="Server", exact=True).first.click()
    assert page.get_by_role("status").filter(has_text="20 treffers van 60").count() == 1
    context.close()


def test_every_printed_page_names_authority_and_person(browser: Browser, sheet: str) -> None:
    page, _errors = open_page(browser)
    page.goto(sheet)
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    page.close()
    texts = [sheet_of_paper.extract_text() for sheet_of_paper in printed.pages]
    assert len(texts) > 2
    assert all("Zonderbeke, Roeland" in text and "Dina Claes" in text for text in texts)
    assert not any("Zoek of ga naar" in text or "Servicedesk" in text for text in texts)  # no side bar, no buttons
