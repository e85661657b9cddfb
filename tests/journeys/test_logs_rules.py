"""A rule changes: a draft, what it would change on the last month, and only then in use. In Zonderbeke, whose months are there."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Server, check_accessible, sign_in

REFUSED = 422
AT = "/zonderbeke/logcontrole/regels/"


@pytest.fixture
def window(browser: Browser, server: Server) -> Iterator[Page]:
    """A window in which a refused form (422) is no fault: this journey mistypes on purpose."""
    context = browser.new_context(
        base_url=server.url, locale="nl-BE", viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on(
        "response", lambda said: faults.append(said.url) if said.status >= 400 and said.status != REFUSED else None
    )
    yield opened
    context.close()
    assert faults == []


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_changed_rule_shows_its_difference_before_it_counts(window: Page, server: Server) -> None:
    page = window
    sign_in(page, server, "dina.claes")
    page.goto("/zonderbeke/logcontrole/")
    page.get_by_role("link", name="Regels", exact=True).click()
    check_accessible(page)
    before = page.locator("main .lede").inner_text()
    press(page, "Ontwerp maken")
    expect(page.get_by_role("heading", name="Nog niet geprobeerd")).to_be_visible()
    expect(page.get_by_role("button", name="In gebruik nemen")).to_be_disabled()

    page.get_by_role("link", name=re.compile("^Tekst schrijven")).click()
    text = page.locator("[name=text]").input_value()
    page.locator("[name=text]").fill(text.replace("strength: 5", "strength: veel", 1))
    page.locator("[name=note]").fill("Een afspraak telt niet meer.")
    press(page, "Bewaren")
    expect(page.locator("main").get_by_text(re.compile(r"Lijn \d+: .*getal")).first).to_be_visible()
    check_accessible(page)
    page.goto(page.url.replace("schrijven/", ""))

    page.locator("a[href$='/regel/appointment-team/']").click()
    page.locator("[name=before]").fill("0")
    page.locator("[name=note]").fill("Alleen op de dag van de afspraak en erna.")
    check_accessible(page)
    press(page, "Bewaren")
    expect(page.get_by_text("before: 0, after: 7")).to_be_visible()
    press(page, "Proberen op de vorige maand")
    expect(page.get_by_text("appointment-team: voorbeeld 1 moet verklaard worden")).to_be_visible()

    page.get_by_role("link", name=re.compile("^Tekst schrijven")).click()
    page.locator("[name=text]").fill(re.sub(r"(?s)  - id: oncall\n.*?(?=  - id: )", "", text, count=1))
    page.locator("[name=note]").fill("Wachtdienst verklaart niets meer.")
    press(page, "Bewaren")
    press(page, "Proberen op de vorige maand")
    tried = page.locator("#proef")
    expect(tried.get_by_role("heading", name=re.compile("^Geprobeerd op"))).to_be_visible()
    lost = tried.get_by_role("row", name=re.compile("wachtdienst")).get_by_role("cell").last.inner_text()
    assert int(lost) > 0
    check_accessible(page)

    page.get_by_role("link", name="In gebruik nemen").click()
    press(page, "In gebruik nemen")
    expect(page.get_by_text("Waarom neem je dit alleen in gebruik").first).to_be_visible()
    page.locator("[name=reason]").fill("Er is geen adjunct in Zonderbeke.")
    check_accessible(page)
    press(page, "In gebruik nemen")
    page.goto(AT)
    assert page.locator("main .lede").inner_text() != before
    expect(page.get_by_text("in gebruik", exact=True)).to_be_visible()
    expect(page.get_by_text("De medewerker had die dag wachtdienst.")).to_have_count(0)
