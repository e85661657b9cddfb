"""A month of consultations: imported with a mapping, controlled, a worker asked, closed; the duty is met and the report is there."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import logs_house as house
from tests.journeys.conftest import Server, check_accessible, sign_in

SHOTS = os.environ.get("ROELAND_SHOTS", "")
MONTH = (date.today().replace(day=1) - timedelta(days=1)).replace(day=1)  # noqa: DTZ011 -- the program lives today
AT = f"/{house.SLUG}/logcontrole/"
ONE_CASE = re.compile("^Bekijken")  # others are looked at together


@pytest.fixture(scope="module")
def willow(server: Server) -> Server:
    """The same installation with Wilgenzele."""
    server.program("tests.journeys.logs_house", house.PASSWORD, MONTH.isoformat())
    return Server(server.url, server.data, house.logins())


@pytest.fixture
def worker(browser: Browser, willow: Server) -> Iterator[Page]:
    """A window of Jo beside that of the officer."""
    context = browser.new_context(
        base_url=willow.url, locale="nl-BE", viewport={"width": 390, "height": 800}, reduced_motion="reduce"
    )
    opened = context.new_page()
    sign_in(opened, willow, "jo.baert")
    yield opened
    context.close()


def look(page: Page, name: str) -> None:
    """0 axe violations; pictures when somebody wants to see."""
    check_accessible(page)
    if SHOTS:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(SHOTS) / f"logs-{name}-{width}.png"), full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def bring_in(page: Page) -> None:
    """A source with columns nobody foresaw: one says once which is which."""
    page.goto(f"{AT}bronnen/nieuw/")
    page.get_by_label("Wat levert ze").select_option("consult")
    page.get_by_label("Naam", exact=True).fill("Sociaal pakket")
    look(page, "source-new")
    page.locator("form.form button[type=submit]").click()
    page.get_by_role("link", name="Bestand importeren").first.click()
    file = {"name": "oktober.csv", "mimeType": "text/csv", "buffer": house.consultations(MONTH)}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("form.form button[type=submit]").click()
    expect(page.get_by_role("heading", name="Zeggen hoe het gelezen wordt")).to_be_visible()
    for field, column in (
        ("event_id", "Volgnr"),
        ("ts", "Wanneer precies"),
        ("user_id", "Wie keek"),
        ("citizen", "Over wie"),
        ("service", "Wat"),
        ("search_key", "Waarmee"),
    ):
        page.locator(f"[name=f_{field}]").fill(column)
    look(page, "mapping")
    press(page, "Bewaren")
    expect(page.get_by_role("heading", name="Testimport")).to_be_visible()
    look(page, "test-import")
    assert house.number(house.STRANGE[0]) not in page.content()
    press(page, "Importeren")


def ask_jo(page: Page) -> None:
    """The heaviest case of Jo: why was that?"""
    page.goto(f"{AT}{MONTH:%Y-%m}/")
    expect(page.get_by_text("jo baert", exact=False).first).to_be_visible()
    row = (
        page.locator("main li, main article, main tr")
        .filter(has_text="Jo Baert", has=page.get_by_role("link", name=ONE_CASE))
        .first
    )
    row.get_by_role("link", name=ONE_CASE).click()
    expect(page.get_by_role("heading", name="Waarom dit geval hier staat")).to_be_visible()
    look(page, "case")
    page.locator("input[name=decision][value=ask]").check()
    press(page, "Vraag versturen")


def answer(worker: Page) -> None:
    worker.goto(f"{AT}over-mij/")
    look(worker, "own")
    worker.locator("main a[href*='/logcontrole/vragen/']").first.click()
    expect(worker.get_by_role("heading", name="Een vraag aan jou")).to_be_visible()
    look(worker, "question")
    worker.locator("textarea[name=answer]").fill("Huisbezoeken na de uren, voor een dossier dat pas later geopend is.")
    press(worker, "Antwoorden")


def decide_rest(page: Page) -> None:
    """Every case that waits gets its reason."""
    for _step in range(20):
        page.goto(f"{AT}{MONTH:%Y-%m}/")
        waiting = page.get_by_role("link", name=ONE_CASE)
        together = page.get_by_role("link", name=re.compile("^Samen bekijken"))
        if not waiting.count() and not together.count():
            return
        alone = bool(waiting.count())
        (waiting if alone else together).first.click()
        page.locator("input[name=decision][value=justified]").check()
        reason = "Nagekeken bij het diensthoofd: er was een opdracht."
        page.locator(f"[name={'reason' if alone else 'words'}]").fill(reason)
        press(page, "Vastleggen" if alone else "Beslissing vastleggen")
    raise AssertionError("cases keep waiting")


def judge_sample(page: Page) -> None:
    page.goto(f"{AT}{MONTH:%Y-%m}/steekproef/")
    look(page, "sample")
    page.get_by_label("Alles wat nog geen oordeel heeft").check()
    press(page, "Aangeduide verklaringen kloppen")


def test_a_month_from_import_to_report(page: Page, worker: Page, willow: Server) -> None:
    sign_in(page, willow, "nora.tack")
    bring_in(page)
    page.goto(f"{AT}starten/?maand={MONTH:%Y-%m}")
    look(page, "start")
    press(page, "Controle starten")
    page.wait_for_url(f"**/logcontrole/{MONTH:%Y-%m}/")
    look(page, "run")
    ten = page.get_by_role("link", name=ONE_CASE)
    seen = [ten.nth(place).get_attribute("href") for place in range(min(10, ten.count()))]
    assert seen
    for where in seen:
        page.goto(str(where))
        expect(page.get_by_role("heading", name="Waarom dit geval hier staat")).to_be_visible()
        assert house.number(house.STRANGE[0]) not in page.content()
    ask_jo(page)
    answer(worker)
    decide_rest(page)
    judge_sample(page)
    page.goto(f"{AT}{MONTH:%Y-%m}/")
    page.get_by_role("link", name="Controle afsluiten").click()
    page.locator("[name=conclusion]").fill("Alles gelezen. Eén medewerker gaf uitleg. Geen misbruik.")
    page.locator("[name=spent]").fill("25")
    look(page, "close")
    press(page, "Controle afsluiten")
    expect(page.get_by_text("volledige controle").first).to_be_visible()
    willow.program("tests.journeys.worker_at", "handlers", datetime.now(UTC).isoformat())
    page.goto(f"/{house.SLUG}/controleplan/")
    page.get_by_role("link", name="Proactieve controle logbestanden").first.click()
    expect(page.get_by_text("Logcontrole").first).to_be_visible()
    look(page, "duty")
    page.goto(f"{AT}verslagen/{MONTH:%Y-%m}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    look(page, "report")
    assert "Jo Baert" not in page.locator("main").inner_text()


def test_a_line_from_paper_stands_in_columns(page: Page, willow: Server) -> None:
    """Three fields beside each other, as wide and as high as the ones below them; on a phone one under the other."""
    sign_in(page, willow, "nora.tack")
    page.goto(f"{AT}op-papier/")
    line = page.locator(".lc-paper-line").first
    fields = line.locator("select, input:not([type=checkbox])")
    for width, columns in ((1280, 3), (390, 1)):
        page.set_viewport_size({"width": width, "height": 900})
        boxes = [box for box in (one.bounding_box() for one in fields.all()) if box]
        assert len(boxes) == 6
        assert len({round(box["x"]) for box in boxes}) == columns
        assert len({round(box["width"]) for box in boxes}) == 1
        bottoms = [round(box["y"] + box["height"]) for box in boxes]
        assert len(set(bottoms)) == 6 // columns
    month, first = page.locator("[name=month]").bounding_box(), page.locator(".lc-paper").first.bounding_box()
    assert month
    assert first
    assert first["y"] - month["y"] - month["height"] >= 16
    look(page, "paper")
