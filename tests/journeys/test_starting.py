"""A third authority, from nothing to a draft policy, both parts of the plan, starter duties and the first open points: five half days."""

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server, check_accessible, sign_in

SLUG, NAME = "heuvelrode", "Heuvelrode"
DIRECTOR, PASSWORD = f"lars.vermeiren@{SLUG}.example.be", "een lang wachtwoord voor de directeur"
PEOPLE = """Voornaam;Familienaam;E-mail;Dienst;Rol
Nina;Hendrickx;nina.hendrickx@heuvelrode.example.be;ICT;systeembeheerder of servicedeskmedewerker
Tine;Segers;tine.segers@heuvelrode.example.be;Sociale dienst;medewerker (gebruiker)
Arne;Callens;arne.callens@heuvelrode.example.be;Personeel;hr
"""
SHEETS = ("directie", "overeenkomst", "ict", "sociaal", "personeel", "dpo", "gebouwen")
TEMPLATES = (
    "informatieveiligheidsbeleid",
    "veiligheidsplan-technisch",
    "veiligheidsplan-algemeen",
    "incidentprocedure",
)
CONTAINERS = "naast de brievenbus van het onthaal"


def opened(server: Server) -> str:
    """Open the authority as its operator does, and give the shared officer a mandate; the link of the director's invitation."""
    person = ("--director", "Lars Vermeiren", "--email", DIRECTOR, "--no-mail", "--json")
    made = server.program("roeland", "authority", "add", "--slug", SLUG, "--name", NAME, *person)
    officer = next(e for e in server.passwords if e.startswith("dina"))
    words = ("--email", officer, "--given", "Dina", "--family", "Claes", "--role", "security_officer", "--no-mail")
    server.program("roeland", "account", "invite", "--authority", SLUG, *words)
    return urlsplit(str(json.loads(made)["invited"]["link"])).path


def kennismaken(page: Page, link: str, people: Path) -> None:
    """The director comes in, imports his people and appoints the service."""
    page.goto(link)
    page.get_by_label("Wachtwoord", exact=True).fill(PASSWORD)
    page.get_by_label("Nog eens").fill(PASSWORD)
    page.get_by_role("button", name="Wachtwoord bewaren").click()
    page.goto(f"/{SLUG}/personen/importeren/")
    page.get_by_label("Bestand", exact=True).set_input_files(people)
    page.get_by_role("button", name="Nakijken").click()
    page.get_by_role("button", name="Importeren", exact=True).click()
    page.goto(f"/{SLUG}/personen/")
    expect(page.get_by_role("main")).to_contain_text("Hendrickx")
    page.goto(f"/{SLUG}/organen/nieuw/")
    page.get_by_label("Soort").select_option("security_service")
    page.get_by_label("Naam", exact=True).fill("Informatieveiligheidsdienst")
    page.get_by_role("button", name="Orgaan toevoegen").click()
    for name in ("Vermeiren", "Hendrickx"):
        page.get_by_role("link", name=re.compile("Lid toevoegen")).first.click()
        choice = page.get_by_label("Wie", exact=True).locator("option", has_text=name)
        page.get_by_label("Wie", exact=True).select_option(value=choice.get_attribute("value"))
        page.get_by_role("button", name="Lid toevoegen").click()
    expect(page.get_by_role("main")).to_contain_text("Nina Hendrickx")


def luisteren(page: Page) -> None:
    """Every interview sheet, every question."""
    for group in SHEETS:
        page.goto(f"/{SLUG}/start/gesprek/{group}/")
        if group == "ict":
            check_accessible(page)
        fields = page.locator("main form.form").locator("input.input, textarea.input")
        for field in fields.all():
            field.fill(f"antwoord van {group}")
        if group == "gebouwen":
            page.get_by_label(re.compile("papiercontainers")).fill(CONTAINERS)
        page.get_by_role("button", name="Antwoorden noteren").click()
        expect(page.get_by_role("main")).to_contain_text(f"De start van {NAME}")


def rondgaan(page: Page, photo: Path) -> None:
    """On a phone: a photo and a sentence, which become an open finding."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"/{SLUG}/start/rondgang/")
    page.get_by_label("Welk gebouw").fill("Sporthal")
    page.get_by_role("button", name="Rondgang beginnen").click()
    page.wait_for_url(re.compile(r"/start/rondgang/[0-9a-f-]{36}/"))
    page.get_by_label("Foto").set_input_files(photo)
    page.get_by_label("Waar", exact=True).fill("Kast met netwerkapparatuur")
    page.get_by_label("Wat je ziet").fill("De kast staat open in de gang van de kleedkamers.")
    page.get_by_role("radio").nth(1).check()
    page.get_by_role("button", name="Noteren").click()
    expect(page.get_by_role("main")).to_contain_text("Kast met netwerkapparatuur")
    check_accessible(page)
    page.get_by_role("button", name="Rondgang afsluiten").click()
    expect(page.get_by_role("main")).to_contain_text("Elke vaststelling is een bevinding.")
    page.goto(f"/{SLUG}/bevindingen/")
    expect(page.get_by_role("main")).to_contain_text("Sporthal, Kast met netwerkapparatuur")


def schrijven(page: Page) -> None:
    """The templates arrive with the answers in them."""
    for template in TEMPLATES:
        page.goto(f"/{SLUG}/sjablonen/{template}/")
        page.get_by_role("button", name="Overnemen als ontwerp").click()
        page.wait_for_url("**/documenten/**")
        expect(page.locator("article").first).to_contain_text(re.compile(f"{NAME}|antwoord van"))
        expect(page.locator("article").first).not_to_contain_text("[[")
    page.goto(f"/{SLUG}/sjablonen/opgeruimd-bureau/")
    expect(page.get_by_role("main")).to_contain_text(CONTAINERS)


def op_gang(page: Page) -> None:
    """The starter set, as it is proposed."""
    page.goto(f"/{SLUG}/controleplan/samenstellen/")
    page.get_by_role("button", name="Aangevinkte taken overnemen").click()
    page.wait_for_url(f"**/{SLUG}/controleplan/")
    check_accessible(page)


def test_a_third_authority_in_five_half_days(page: Page, server: Server, tmp_path: Path) -> None:
    people, photo = tmp_path / "personeel.csv", tmp_path / "kast.jpg"
    people.write_text(PEOPLE, encoding="utf-8")
    kennismaken(page, opened(server), people)
    page.context.clear_cookies()

    sign_in(page, server, "dina")
    page.screenshot(path=str(photo), type="jpeg")  # any photo will do
    page.goto(f"/{SLUG}/start/")
    main = page.get_by_role("main")
    expect(main).to_contain_text("2 van 16 stappen zijn gedaan.")
    check_accessible(page)
    luisteren(page)
    rondgaan(page, photo)
    page.set_viewport_size({"width": 1280, "height": 900})
    schrijven(page)
    op_gang(page)
    page.goto(f"/{SLUG}/start/")
    expect(main).to_contain_text("16 van 16 stappen zijn gedaan.")
    check_accessible(page)
    page.goto("/besturen/")
    expect(page.get_by_role("table")).to_contain_text(NAME)
