"""Portfolio and budget of three years: an idea gets its intake and its money, the director approves, the plan shows it."""

import os
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server, check_accessible, sign_in
from tests.journeys.house import SLUG

SHOTS = os.environ.get("ROELAND_SHOTS", "")  # a folder that gets a picture of each page, for whoever looks


def look(page: Page, name: str) -> None:
    """0 axe violations; pictures when somebody wants to see."""
    check_accessible(page)
    if SHOTS:
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
        page.set_viewport_size({"width": 1280, "height": 900})


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def fill(page: Page, **values: str) -> None:
    for name, value in values.items():
        page.locator(f"[name={name}]").fill(value)


def cost(page: Page, kind: str, title: str, amount: str, first: str) -> None:
    page.get_by_role("link", name="Kost toevoegen").click()
    fill(page, title=title, amount=amount, first=first)
    page.get_by_role("radio", name=kind).check()
    press(page, page.locator("form.form button[type=submit]").inner_text())


def budget(page: Page, year: str, euro: str) -> None:
    page.get_by_role("link", name="Budget zetten").click()
    fill(page, of_year=year, euro=euro)
    press(page, "Bewaren")


def propose(page: Page) -> None:
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Projecten").click()
    page.get_by_role("link", name="Project voorstellen").first.click()
    fill(
        page,
        title="Tweede stap voor iedereen",
        summary="Iedereen meldt zich aan met een sleutel. Zo volstaat een gestolen wachtwoord niet meer.",
        planned_start="2026-09-01",
        planned_end="2028-06-30",
        serves="Doelstelling: geen enkele gestolen aanmelding.",
    )
    press(page, "Project voorstellen")


def milestones(page: Page) -> None:
    for title, day in (("Eerste dienst om", "2026-11-02"), ("Alle diensten om", "2027-09-30")):
        page.get_by_role("link", name="Mijlpaal toevoegen").click()
        fill(page, title=title, due=day)
        press(page, "Mijlpaal toevoegen")


def intake(page: Page) -> None:
    page.get_by_role("link", name="Intake invullen").click()
    look(page, "intake")
    for group in page.locator("fieldset.question").all():
        group.get_by_role("radio", name="Nee", exact=True).check()
    for name in (
        "informed",
        "leavers",
        "second_step",
        "logs",
        "restore",
        "exit",
        "roles",
        "retention",
        "incident",
        "supplier",
    ):
        page.locator(f"[name={name}][value=yes]").check()
    press(page, "Antwoorden bewaren")
    expect(page.get_by_text("geen DPIA nodig").first).to_be_visible()
    page.get_by_role("link", name="Intake verzegelen").click()
    press(page, "Intake verzegelen")
    page.get_by_role("listitem").filter(has_text="Verwerkersovereenkomst").get_by_role(
        "link", name="Taak maken"
    ).click()
    press(page, "Taak maken")
    look(page, "resultaat")
    page.get_by_role("link", name="Naar het project").click()


def case(page: Page) -> None:
    page.get_by_role("link", name="Businesscase openen").click()
    page.get_by_role("link", name="Businesscase schrijven").click()
    fill(page, what="Iemand meldt zich aan als een ander en leest dossiers.")
    fill(page, low="10000", likely="60000", high="250000", chance="20", effect="80", years="3")
    press(page, "Bewaren")
    expect(page.get_by_text("verdient zich terug na")).to_be_visible()
    look(page, "businesscase")
    with page.expect_download() as download:
        page.get_by_role("link", name="Als PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="Naar het project").click()


def plan(page: Page) -> None:
    """The button leads to the first section that lacks, until none does."""
    button = page.get_by_role("link", name="Veiligheidsplan schrijven")
    done = page.get_by_role("link", name="Voorleggen aan de directeur")
    while button.is_visible():
        button.click()
        fill(page, text="Kort en bondig geschreven.")
        press(page, "Bewaren")
        expect(button.or_(done)).to_be_visible()  # back at the project, or a slow page would end the loop


def test_portfolio_and_budget_of_three_years(page: Page, house: Server) -> None:
    sign_in(page, house, "odette")
    page.goto(f"/{SLUG}/projecten/")
    propose(page)
    milestones(page)
    intake(page)
    cost(page, "Eenmalig", "Sleutels voor 120 mensen", "6000", "2026-09-15")
    cost(page, "Elk jaar", "Beheer van sleutels", "1200", "2026-10-01")
    for year, euro in (("2026", "8000"), ("2027", "1500"), ("2028", "1000")):
        budget(page, year, euro)
    page.get_by_role("link", name="Uitgave noteren").click()
    fill(page, title="Eerste levering", euro="3150,50", paid_on="2026-10-20", reference="F-2026-118")
    press(page, "Uitgave noteren")
    case(page)
    plan(page)
    page.get_by_role("link", name="Voorleggen aan de directeur").click()
    press(page, "Voorleggen")
    address = page.url
    page.context.clear_cookies()
    sign_in(page, house, "ward")
    page.goto(address)
    page.get_by_role("link", name="Project goedkeuren").click()
    press(page, "Project goedkeuren")
    page.context.clear_cookies()
    sign_in(page, house, "odette")
    page.goto(address)
    page.get_by_role("link", name="Starten").click()
    press(page, "Starten")
    expect(page.get_by_text("te laat").first).to_be_visible()  # the first milestone
    look(page, "project")
    page.goto(f"/{SLUG}/projecten/")
    expect(page.get_by_role("img", name="Projecten in de tijd").first).to_be_visible()
    look(page, "projecten")
    page.goto(f"/{SLUG}/geld/")
    for year, granted, planned in (
        ("2026", "8\u00a0000", "7\u00a0200"),
        ("2027", "1\u00a0500", "1\u00a0200"),
        ("2028", "1\u00a0000", "1\u00a0200"),
    ):
        row = page.get_by_role("table", name="Toegekend, gepland en uitgegeven per jaar, in euro").get_by_role(
            "row", name=year
        )
        expect(row.get_by_role("cell").nth(0)).to_have_text(granted)
        expect(row.get_by_role("cell").nth(1)).to_have_text(planned)
    expect(page.get_by_text("Meer gepland of uitgegeven dan toegekend in 2028")).to_be_visible()
    look(page, "geld")
    page.goto("/")
    expect(page.get_by_text("Eerste dienst om").first).to_be_visible()
