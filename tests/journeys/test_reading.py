"""Closed papers in the browser: opened on the spot with a code, seen in the Logboek; a request with its answer; a deviation."""

import os

from playwright.sync_api import Browser, Page, expect

from roeland.kernel import clock
from tests.journeys.conftest import Server, check_accessible, sign_in
from tests.journeys.house import SLUG

HOME = f"/{SLUG}/documenten/"


def other(browser: Browser, house: Server, name: str) -> Page:
    """A second person on a screen of his own."""
    context = browser.new_context(
        base_url=house.url, locale="nl-BE", timezone_id="Europe/Brussels", reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, house, name)
    return page


def picture(page: Page, name: str) -> None:
    """Keep what it looks like, for who asked (ROELAND_PICTURES names the folder)."""
    folder = os.environ.get("ROELAND_PICTURES")
    for width in (1280, 390) if folder else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_officer_opens_the_general_part_and_the_director_sees_that_it_was_read(
    page: Page, browser: Browser, house: Server
) -> None:
    sign_in(page, house, "odette")
    page.goto(f"{HOME}VPA-0001/")
    page.get_by_role("link", name="Ter inzage geven").click()
    page.get_by_label("Lezer", exact=True).select_option(label="Rosa Verhulst")
    picture(page, "openen")
    check_accessible(page)
    page.get_by_role("button", name="Doorgaan").click()
    code = page.locator(".doc-code").inner_text()
    assert len(code.replace(" ", "")) == 6
    picture(page, "code")
    check_accessible(page)

    reader = other(browser, house, "rosa")
    assert reader.goto(f"{HOME}VPA-0001/").status == 404  # type: ignore[union-attr] # there is an answer
    reader.goto(f"/{SLUG}/")
    waiting = reader.locator("li.step", has=reader.get_by_role("heading", name="Een stuk ligt voor je open"))
    waiting.get_by_role("link").click()
    picture(reader, "ingeven")
    check_accessible(reader)
    reader.get_by_label("Code").fill(code)
    reader.get_by_role("button", name="Beginnen lezen").click()
    expect(reader.get_by_role("region", name="Toegang")).to_contain_text(
        "Geopend door Odette Lammens voor Rosa Verhulst"
    )
    expect(reader.get_by_role("region", name="Toegang")).to_contain_text("over 45 minuten")
    expect(reader.locator("article")).to_contain_text("Toegang volgt de functie.")
    picture(reader, "lezen")
    check_accessible(reader)
    reader.emulate_media(media="print")
    expect(reader.locator("article")).to_be_hidden()
    expect(reader.get_by_text("Roeland drukt het niet af")).to_be_visible()
    reader.emulate_media(media="screen")
    reader.get_by_role("button", name="Inzage beëindigen").click()
    expect(reader.get_by_text("De inzage is beëindigd.")).to_be_visible()
    assert reader.goto(f"{HOME}VPA-0001/").status == 404  # type: ignore[union-attr] # there is an answer

    director = other(browser, house, "ward")
    director.goto(f"/{SLUG}/logboek/")
    expect(director.locator("main")).to_contain_text("las versie 1.0 van “Veiligheidsplan, algemeen deel” ter inzage")


def test_who_asks_gets_a_reasoned_answer(page: Page, browser: Browser, house: Server) -> None:
    sign_in(page, house, "rosa")
    technical, number = f"{HOME}VPT-0001/", f"V-{clock.today().year}-0001"
    assert page.request.get(technical).status == 404
    page.goto(HOME)
    expect(page.locator("body")).not_to_contain_text("technisch deel")
    page.get_by_role("link", name="Inzage vragen").click()
    check_accessible(page)
    page.get_by_label("Welk stuk").fill("het technische deel van het veiligheidsplan")
    page.get_by_role("button", name="Vraag versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Vraag om inzage {number}")
    where = page.url

    officer = other(browser, house, "odette")
    officer.goto(f"/{SLUG}/inzage/")
    picture(officer, "vragen")
    check_accessible(officer)
    officer.get_by_role("link", name=number).click()
    officer.get_by_role("link", name="Beantwoorden").click()
    officer.get_by_label("Weigeren").check()
    officer.get_by_label("Rechtsgrond").select_option("secrecy")
    officer.get_by_label("Reden").fill(
        "Het noemt wie welk dossier beheert. Het algemene deel leggen we graag voor je open."
    )
    picture(officer, "beantwoorden")
    check_accessible(officer)
    officer.get_by_role("button", name="Antwoord versturen").click()

    page.goto(where)
    expect(page.locator("main")).to_contain_text("Het algemene deel leggen we graag voor je open.")
    expect(page.locator("main")).to_contain_text("Beroepsgeheim")
    picture(page, "antwoord")
    check_accessible(page)
    assert page.request.get(technical).status == 404


def test_a_deviation_stands_beside_its_rule(page: Page, browser: Browser, house: Server) -> None:
    sign_in(page, house, "joris")
    page.goto(f"{HOME}BEL-0001/")
    page.get_by_role("link", name="Afwijking vragen").click()
    page.get_by_label("Van welke regel").select_option(label="Een wachtwoord deel je niet.")
    page.get_by_label("Waarom het niet anders kan").fill("De kassa kent één account.")
    page.get_by_label("Wat het risico intussen beperkt").fill("De ploeg tekent per dienst af.")
    page.get_by_label("Tot en met").fill(page.get_by_label("Van", exact=True).input_value())
    picture(page, "afwijken")
    check_accessible(page)
    page.get_by_role("button", name="Afwijking vragen").click()
    where = page.url

    director = other(browser, house, "ward")
    director.goto(f"/{SLUG}/afwijkingen/")
    check_accessible(director)
    director.get_by_role("link", name="AFW-BEL-0001").first.click()
    director.get_by_role("link", name="Beslissen").click()
    director.get_by_label("Toestaan").check()
    check_accessible(director)
    director.get_by_role("button", name="Beslissen").click()
    expect(director.locator("main")).to_contain_text("Toegestaan")

    page.goto(where)
    picture(page, "afwijking")
    check_accessible(page)
    page.goto(f"{HOME}BEL-0001/")
    expect(page.locator("article")).to_contain_text("Afwijking AFW-BEL-0001 tot en met")
    picture(page, "naast-de-regel")
    check_accessible(page)
