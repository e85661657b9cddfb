"""The watch list comes in and cannot be read back; a month without a file is entered from paper; the supplier is asked on paper."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server, check_accessible, sign_in
from tests.logs.intake_kit import csv, number

AT = "/zonderbeke/logcontrole/"
PICTURES = os.environ.get("ROELAND_PICTURES", "")  # a folder that gets what was seen, for whoever looks


def seen(page: Page, name: str) -> None:
    """Nothing that axe finds, wide and narrow, light and dark."""
    check_accessible(page)
    for width in (1280, 390) if PICTURES else ():
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}.png"), full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def test_a_watch_list_that_nobody_can_read_back(page: Page, server: Server) -> None:
    sign_in(page, server, "dina.claes")
    page.goto(f"{AT}bronnen/nieuw/")
    page.get_by_label("Wat levert ze").select_option("watch")
    page.get_by_label("Sjabloon").select_option("watch-csv")
    page.get_by_label("Naam", exact=True).fill("Tweede lijst van de burgemeester")
    page.get_by_role("button", name="Bron vastleggen").click()
    page.get_by_role("link", name="Bestand importeren").click()
    listed = [number(401), number(402)]
    data = csv([*listed, "12345678901"], head="Rijksregisternummer")
    page.set_input_files("[name=file]", {"name": "lijst.csv", "mimeType": "text/csv", "buffer": data})
    page.get_by_role("button", name="Nakijken").click()
    expect(page.get_by_text("niemand kan de lijst teruglezen")).to_be_visible()
    expect(page.get_by_role("heading", name="Eerste rijen")).to_have_count(0)
    assert not any(one in page.content() for one in listed)
    seen(page, "testimport")
    page.get_by_role("button", name="Importeren", exact=True).click()
    expect(page.get_by_text("2 rijen tellen mee")).to_be_visible()
    expect(page.get_by_text("niet bewaard, enkel de pseudoniemen")).to_be_visible()
    seen(page, "bestand")


def test_from_the_source_to_the_paper_and_the_letter(page: Page, server: Server) -> None:
    sign_in(page, server, "dina.claes")
    page.goto(f"{AT}bronnen/")
    page.locator("main tbody tr", has_text="aadplegingen").locator("th a").first.click()
    row = page.locator("main").get_by_role("link", name="Steekproef op papier invoeren")
    seen(page, "bron")
    address = page.url
    page.get_by_role("link", name="Brief om het te vragen").click()
    seen(page, "brief")
    with page.expect_download() as paper:
        page.get_by_role("link", name="Als PDF downloaden").click()
    assert Path(paper.value.path()).read_bytes().startswith(b"%PDF")
    page.goto(address)
    row.click()
    expect(
        page.get_by_text("Elke maand die je mag controleren, heeft al een controle of een logbestand.")
    ).to_be_visible()
    seen(page, "papier")


def test_the_rules_do_not_say_how_often_a_tie_was_seen(page: Page, server: Server) -> None:
    sign_in(page, server, "dina.claes")
    page.goto(f"{AT}regels/")
    expect(page.get_by_text("niet geteld per soort").first).to_be_visible()
    seen(page, "regels")
