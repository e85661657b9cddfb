"""Closed papers in the browser: opened on the spot with a code, seen in the Logboek; a request with its answer; a deviation."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.closed_papers import PEOPLE, SLUG
from tests.journeys.conftest import Server, check_accessible, free_port, sign_in
from tests.journeys.conftest import _wait as wait_for

PASSWORD = "een lang wachtwoord voor de lezers"
HOME = f"/{SLUG}/documenten/"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """An installation of its own, with nothing in it but these papers."""
    data = tmp_path_factory.mktemp("closed")
    env = {k: v for k, v in os.environ.items() if not k.startswith(("ROELAND_", "DATABASE_", "DJANGO_"))}
    env |= {"ROELAND_DATA": str(data), "ROELAND_DEMO": "1"}
    root = Path(__file__).parents[2]
    for step in (["roeland", "migrate"], ["tests.journeys.closed_papers", PASSWORD]):
        subprocess.run([sys.executable, "-m", *step], env=env, check=True, capture_output=True, timeout=300, cwd=root)
    port = free_port()
    run = [sys.executable, "-m", "roeland", "serve", "--port", str(port), "--processes", "1", "--no-worker"]
    process = subprocess.Popen(run, env=env)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(url)
        yield Server(url, data, {f"{given.lower()}@{SLUG}.example.be": PASSWORD for given, *_ in PEOPLE})
    finally:
        process.terminate()
        process.wait(30)


def other(browser: Browser, server: Server, name: str) -> Page:
    """A second person on a screen of his own."""
    context = browser.new_context(
        base_url=server.url, locale="nl-BE", timezone_id="Europe/Brussels", reduced_motion="reduce"
    )
    page = context.new_page()
    sign_in(page, server, f"{name}@{SLUG}")
    return page


def picture(page: Page, name: str) -> None:
    """Keep what it looks like, for who asked (ROELAND_PICTURES names the folder)."""
    folder = os.environ.get("ROELAND_PICTURES")
    for width in (1280, 390) if folder else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=f"{folder}/{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_the_officer_opens_the_general_part_and_the_director_sees_that_it_was_read(
    page: Page, browser: Browser, server: Server
) -> None:
    sign_in(page, server, f"odette@{SLUG}")
    page.goto(f"{HOME}VPA-0001/")
    page.get_by_role("link", name="Ter inzage geven").click()
    page.get_by_label("Lezer").select_option(label="Rosa Verhulst")
    picture(page, "openen")
    check_accessible(page)
    page.get_by_role("button", name="Doorgaan").click()
    code = page.locator(".doc-code").inner_text()
    assert len(code.replace(" ", "")) == 6
    picture(page, "code")
    check_accessible(page)

    reader = other(browser, server, "rosa")
    assert reader.goto(f"{HOME}VPA-0001/").status == 404  # type: ignore[union-attr] # there is an answer
    reader.goto(f"/{SLUG}/")
    reader.get_by_role("link", name="Een stuk ligt voor je open").click()
    picture(reader, "ingeven")
    check_accessible(reader)
    reader.get_by_label("Code").fill(code)
    reader.get_by_role("button", name="Beginnen lezen").click()
    expect(reader.get_by_role("note", name="Toegang")).to_contain_text("Geopend door Odette Lammens voor Rosa Verhulst")
    expect(reader.get_by_role("note", name="Toegang")).to_contain_text("over 45 minuten")
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

    director = other(browser, server, "ward")
    director.goto(f"/{SLUG}/logboek/")
    expect(director.locator("main")).to_contain_text("las versie 1.0 van “Veiligheidsplan, algemeen deel” ter inzage")


def test_who_asks_gets_a_reasoned_answer(page: Page, browser: Browser, server: Server) -> None:
    sign_in(page, server, f"rosa@{SLUG}")
    page.goto(HOME)
    page.get_by_role("link", name="Inzage vragen").click()
    check_accessible(page)
    page.get_by_label("Welk stuk").fill("het technische deel van het veiligheidsplan")
    page.get_by_role("button", name="Vraag versturen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vraag om inzage V-2026-0001")
    where = page.url

    officer = other(browser, server, "odette")
    officer.goto(f"/{SLUG}/inzage/")
    picture(officer, "vragen")
    check_accessible(officer)
    officer.get_by_role("link", name="V-2026-0001").click()
    officer.get_by_role("link", name="Beantwoorden").click()
    officer.get_by_label("Weigeren").check()
    officer.get_by_label("Rechtsgrond").select_option("absent")
    officer.get_by_label("Reden").fill("Het technische deel is nog niet goedgekeurd. We laten weten wanneer.")
    picture(officer, "beantwoorden")
    check_accessible(officer)
    officer.get_by_role("button", name="Antwoord versturen").click()

    page.goto(where)
    expect(page.locator("main")).to_contain_text("We laten weten wanneer.")
    expect(page.locator("main")).to_contain_text("Het stuk bestaat niet")
    picture(page, "antwoord")
    check_accessible(page)


def test_a_deviation_stands_beside_its_rule(page: Page, browser: Browser, server: Server) -> None:
    sign_in(page, server, f"joris@{SLUG}")
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

    director = other(browser, server, "ward")
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
