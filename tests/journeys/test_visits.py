"""The shared officer's half day, clicked and counted: six authorities, 25 open points, at most 12 clicks and 40 typed words."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Server, check_accessible, sign_in
from tests.journeys.six_authorities import NAMES

CLICKS, WORDS, POINTS = 12, 40, 25
EMAIL, PASSWORD = "greet@streekdienst.example.be", "een lang wachtwoord voor de reis"


@dataclass
class Hand:
    """Counts every click, also the one that puts the cursor in a field, and every typed word."""

    clicks: int = 0
    words: list[str] = field(default_factory=list)

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.click()

    def type(self, what: Locator, text: str) -> None:
        self.clicks += 1
        self.words += text.split()
        what.click()
        what.press_sequentially(text)


def seed(server: Server) -> None:
    """Six authorities in the running installation."""
    env = {k: v for k, v in os.environ.items() if not k.startswith(("ROELAND_", "DATABASE_", "DJANGO_"))}
    env |= {"ROELAND_DATA": str(server.data), "ROELAND_DEMO": "1"}
    run = [sys.executable, "-m", "tests.journeys.six_authorities", EMAIL, PASSWORD]
    subprocess.run(run, env=env, check=True, capture_output=True, timeout=120, cwd=Path(__file__).parents[2])
    server.passwords[EMAIL] = PASSWORD


def part(page: Page, name: str) -> Locator:
    return page.locator("section.visit-part", has=page.get_by_role("heading", name=re.compile(f"^{name}")))


def tick(page: Page, place: str, title: str, outcome: str) -> Locator:
    """The choice of one point."""
    return part(page, place).get_by_role("group", name=title, exact=True).get_by_role("radio", name=outcome, exact=True)


def test_half_day_over_six_authorities(page: Page, server: Server) -> None:
    seed(server)
    sign_in(page, server, "greet")
    hand = Hand()
    hand.click(page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Bezoeken"))
    hand.click(page.get_by_role("button", name="Halve dag beginnen"))
    page.wait_for_url("**/bezoeken/halve-dag/")
    expect(page.locator(".point")).to_have_count(POINTS)
    for place in ("Dorpelzande", "Hoevelde", "Marlegem"):
        hand.click(tick(page, place, "Nakijken 1", "Gedaan"))
    hand.click(tick(page, "Stavelinde", "Nakijken 2", "Beslist"))
    line = part(page, "Stavelinde").locator(".point", has_text="Nakijken 2")
    hand.click(line.locator("summary"))
    hand.type(
        line.get_by_label("Toelichting of beslissing"),
        "Camerabeelden blijven dertig dagen bewaard, daarna wist de leverancier ze.",
    )
    hand.type(
        part(page, "Dorpelzande").get_by_label("Nota’s"), "Rondgang gedaan met Lode, de serverruimte is nu op slot."
    )
    hand.type(part(page, "Elzenbrugge").get_by_label("Nota’s"), "Nele vraagt een tweede back-up buiten het gebouw.")
    hand.click(page.get_by_role("button", name="Bezoek afsluiten"))
    page.wait_for_url("**/halve-dag/afsluiten/")
    expect(page.locator("textarea")).to_have_count(len(NAMES))
    hand.click(page.get_by_role("button", name="Afsluiten en versturen"))
    page.wait_for_url("**/bezoeken/")
    assert hand.clicks <= CLICKS, hand.clicks
    assert len(hand.words) <= WORDS, len(hand.words)

    expect(page.get_by_role("main")).to_contain_text("Het volgende bezoek is op")
    closed = page.locator("section.group", has=page.get_by_role("heading", name=re.compile("^Afgesloten")))
    expect(closed.locator("li")).to_have_count(len(NAMES))
    expect(closed).not_to_contain_text("nog niet gemaild")
    closed.get_by_role("link").first.click()
    expect(page.get_by_role("main")).to_contain_text("Volgend bezoek")
    check_accessible(page)
    settled(page)
    mailed(server)


def settled(page: Page) -> None:
    """Every point has an outcome: asked of the colleague, done, decided, or on the agenda of the next visit."""
    total = {"Gedaan": 0, "Beslist": 0, "Gevraagd": 0, "Naar het volgende bezoek": 0}
    for name in NAMES:
        page.goto(f"/{name.lower()}/bezoeken/")
        page.locator("section.group", has=page.get_by_role("heading", name=re.compile("^Afgesloten"))).get_by_role(
            "link"
        ).click()
        for head in total:
            heading = page.locator(".paper").get_by_role("heading", name=head, exact=True)
            if heading.count():
                total[head] += heading.locator("xpath=following-sibling::ul[1]/li").count()
    assert total == {"Gedaan": 3, "Beslist": 1, "Gevraagd": 13, "Naar het volgende bezoek": 8}
    assert sum(total.values()) == POINTS


def mailed(server: Server) -> None:
    """Each director has one mail with figures and a link, without any point."""
    letters = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in (server.data / "mail").rglob("*")
        if path.is_file()
    ]
    for name in NAMES:
        [letter] = [one for one in letters if f"lode@{name.lower()}.example.be" in one]
        assert "Hersteltest" not in letter
        assert f"/{name.lower()}/bezoeken/" in letter.replace("=\n", "")


def test_visit_on_the_spot_shows_one_authority(page: Page, server: Server) -> None:
    """Begin on the spot: the frame has one name, the other authority is gone from every address, and closing opens it again."""
    sign_in(page, server, "dina")
    page.goto("/zonderbeke/bezoeken/plannen/")
    page.get_by_label("Datum").fill(
        page.evaluate("new Date().toLocaleDateString('sv-SE', {timeZone: 'Europe/Brussels'})")
    )
    page.get_by_role("button", name="Bezoek plannen").click()
    page.locator("main .rows a", has_text=re.compile(r"\d{4}")).first.click()
    check_accessible(page)
    page.get_by_role("button", name="Ter plaatse beginnen").click()
    expect(page.locator(".access")).to_contain_text("enkel Zonderbeke")
    check_accessible(page)
    assert page.request.get("/lissegem/").status == 404
    page.goto("/besturen/")
    expect(page.locator("body")).not_to_contain_text("Lissegem")
    page.goto("/bezoeken/")
    page.get_by_role("link", name=re.compile("Voortzetten")).click()
    page.get_by_role("button", name="Bezoek afsluiten").click()
    check_accessible(page)
    page.get_by_role("button", name="Afsluiten en versturen").click()
    expect(page.get_by_role("main")).to_contain_text("Volgend bezoek")
    page.goto("/besturen/")
    expect(page.locator("body")).to_contain_text("Lissegem")
    for address in ("/bezoeken/", "/wetswijzigingen/", "/bezoeken/uren/", "/besturen/", "/lissegem/overeenkomst/"):
        page.goto(address)
        check_accessible(page)
    for address in ("overeenkomst/nieuw/", "overdracht/nieuw/", "wijzigingen/", "wijzigingen/toepassing/"):
        page.goto(f"/lissegem/{address}")
        check_accessible(page)
    page.goto("/wetswijzigingen/beroepsgeheim-2026/")
    check_accessible(page)
