"""Lissegem on day one, without dossiers: a month from import to a closed control, and what it costs the officer.

The minutes are estimated, not measured: all words on each page that he opens / reading pace + words that he types / typing pace + clicks x
seconds per click + thinking (per decision, per drawn consultation, and for the whole), with the paces of `logs/data/effort.yaml`. Of alike
cases he reads one whole, and of each other the words that differ.
"""

import json
import os
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from roeland.cli.demonstration import logfiles, roster
from roeland.cli.demonstration.builder import SMALL_DAYS, small
from roeland.cli.demonstration.consultations import World, ordinary
from roeland.cli.demonstration.planted import planted
from roeland.cli.demonstration.town import load
from roeland.logs import effort
from tests.journeys.conftest import TODAY, Server, check_accessible, sign_in

AT = "/lissegem/logcontrole/"
SEPTEMBER = date(2026, 9, 1)
MINUTES, QUESTIONS = 45, 15
REPORT = os.environ.get("ROELAND_EFFORT", "")  # a file that gets the counts, for whoever keeps them


@dataclass
class Hand:
    """What the officer reads, types, clicks and decides."""

    page: Page
    clicks: int = 0
    typed: int = 0
    read: int = 0
    decided: int = 0
    judged: int = 0

    def look(self) -> None:
        """Read everything on the page."""
        self.read += len(self.page.locator("main").inner_text().split())

    def look_at_group(self) -> None:
        """Read the first of alike cases and the decision, and of each other one only what differs: so many words as `alike` says."""
        lines = self.page.locator("main .lc-line")
        others = "\n".join(lines.all_inner_texts()[1:])
        self.look()
        self.read += (lines.count() - 1) * effort.data()["work"]["alike"]["read"] - len(others.split())

    def click(self, what: Locator) -> None:
        what.first.click()
        self.clicks += 1

    def press(self, name: str) -> None:
        self.click(self.page.locator("main").get_by_role("button", name=name, exact=True).locator("visible=true"))

    def follow(self, name: str) -> None:
        self.click(self.page.locator("main").get_by_role("link", name=name, exact=True))

    def type(self, name: str, words: str) -> None:
        self.page.locator(f"[name={name}]").locator("visible=true").first.fill(words)
        self.clicks += 1
        self.typed += len(words.split())

    @property
    def minutes(self) -> float:
        paces = {name: row["value"] for name, row in effort.data()["paces"].items()}
        work = effort.data()["work"]
        seconds = self.read / paces["read_words_per_minute"] * 60 + self.typed / paces["type_words_per_minute"] * 60
        seconds += self.clicks * paces["click_seconds"]
        seconds += (
            self.decided * work["case"]["thought"] + self.judged * work["sample"]["thought"] + work["run"]["thought"]
        )
        return float(seconds / 60)


def month_files() -> dict[str, bytes]:
    """Consultations and staff list of September, as the suppliers of Lissegem would send them."""
    today, town = date.fromisoformat(TODAY), small(load("lissegem"))
    here = World(town, roster.make(town, today - timedelta(days=SMALL_DAYS), today), 260)
    lines = [*ordinary(here, SEPTEMBER), *planted(here, SEPTEMBER, last=False)]
    return {
        "Sociaal pakket": logfiles.consult_file(lines, 700_000),
        "Gebruikers en diensten": logfiles.staff_file(here, lambda _one: True) + b"\r\n",
    }


def bring_in(hand: Hand) -> None:
    for source, data in month_files().items():
        hand.follow("Bronnen")
        hand.look()
        hand.follow(source)
        hand.follow("Bestand importeren")
        file = {"name": f"{source} september.csv", "mimeType": "text/csv", "buffer": data}
        hand.page.locator("input[type=file]").set_input_files(file)
        hand.clicks += 3  # the field, the file, open
        hand.click(hand.page.locator("form.form button[type=submit]"))
        expect(hand.page.get_by_role("heading", name="Testimport")).to_be_visible()
        hand.look()
        hand.press("Importeren")
        hand.page.wait_for_url("**/bestanden/**")
        hand.page.goto(AT)
        hand.clicks += 1


def decide(hand: Hand) -> None:
    """From the top of the list, then what each decision leads to: a group at once, the others alone; who can be asked is asked."""
    page = hand.page
    page.goto(f"{AT}{SEPTEMBER:%Y-%m}/")
    hand.look()
    hand.click(page.locator("main .lc-do a"))
    while hand.decided <= QUESTIONS:
        page.wait_for_load_state()
        grouped = "/samen/" in page.url
        if not grouped and "/geval/" not in page.url:  # back at the list: nothing waits any more
            return
        before = page.url
        hand.look_at_group() if grouped else hand.look()
        asks = page.locator("input[name=decision][value=ask]:not([disabled])")
        if asks.count() and not grouped and not hand.decided % 3:
            hand.click(asks)
            hand.press("Vraag versturen")
        else:
            hand.click(page.locator("input[name=decision][value=justified]"))
            hand.type("words" if grouped else "reason", "Nagekeken bij het diensthoofd, er was een opdracht.")
            hand.press("Beslissing vastleggen" if grouped else "Vastleggen")
        expect(page).not_to_have_url(before)
        hand.decided += 1


def test_a_month_costs_an_officer_at_most_45_minutes_and_15_questions(page: Page, server: Server) -> None:
    sign_in(page, server, "dina.claes")
    hand = Hand(page)
    page.goto(AT)
    hand.look()
    bring_in(hand)
    page.goto(f"{AT}starten/?maand={SEPTEMBER:%Y-%m}")
    hand.clicks += 2
    hand.look()
    check_accessible(page)
    hand.press("Controle starten")
    page.wait_for_url(f"**/logcontrole/{SEPTEMBER:%Y-%m}/")
    check_accessible(page)
    decide(hand)
    page.goto(f"{AT}{SEPTEMBER:%Y-%m}/steekproef/")
    hand.clicks += 1
    hand.judged = page.locator("input[name=raadpleging]").count()
    if hand.judged:
        hand.look()
        hand.click(page.get_by_label("Alles wat nog geen oordeel heeft"))
        hand.press("Aangeduide verklaringen kloppen")
    page.goto(f"{AT}{SEPTEMBER:%Y-%m}/")
    hand.follow("Controle afsluiten")
    hand.look()
    hand.type("conclusion", "Alles gelezen wat de minuten toelieten. De vragen lopen nog.")
    hand.type("spent", "40")
    hand.press("Controle afsluiten")
    expect(page.get_by_text("controle").first).to_be_visible()
    counted = {name: getattr(hand, name) for name in ("clicks", "typed", "read", "decided", "judged")}
    counted["minutes"] = round(hand.minutes, 1)
    if REPORT:
        Path(REPORT).write_text(json.dumps(counted), encoding="utf-8")
    assert 0 < hand.decided <= QUESTIONS, counted
    assert hand.minutes <= MINUTES, counted
