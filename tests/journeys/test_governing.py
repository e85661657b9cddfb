"""The director's Tekenmap: eight pieces with one second factor; and the management report. Clicked in a real browser, with axe."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server, check_accessible, sign_in

# Templates that the general director approves; the answers of the demonstration fill their places.
TEMPLATES = ("opgeruimd-bureau", "telewerk", "wachtwoordprocedure", "toegangsbeheer", "aanvaardbaar-gebruik")
PIECES, PERIOD = 8, 30  # PERIOD: seconds that a code holds


def submitted(page: Page, template: str) -> str:
    """Take a template over and lay it before the director; the title of the document."""
    page.goto(f"/zonderbeke/sjablonen/{template}/")
    page.get_by_role("button", name="Overnemen als ontwerp").click()
    page.wait_for_url("**/documenten/**")
    title = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Voorleggen").click()
    page.get_by_role("button", name="Voorleggen").click()
    expect(page.get_by_role("main")).to_contain_text("Wacht op de beslissing van")
    return title


def as_other(page: Page, server: Server, name: str) -> None:
    page.context.clear_cookies()
    sign_in(page, server, name)


def coded(page: Page, label: str, button: str, secret: str) -> None:
    """Type the code that the app shows; once more when it became another one on the way."""
    for _ in range(2):
        page.get_by_label(label).fill(format_hotp_value(hotp_value(secret, int(time.time()) // PERIOD)))
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state()
        if not page.get_by_text("Die code klopt niet").count():
            return


def app_coupled(page: Page, password: str) -> str:
    """A second step for who is logged in; the secret that the app keeps."""
    page.goto("/account/2fa/")
    page.get_by_role("link", name="App koppelen").click()
    page.get_by_label("Wachtwoord", exact=True).fill(password)
    page.get_by_role("button", name="Doorgaan").click()
    check_accessible(page)
    secret = page.locator("code").first.inner_text()
    coded(page, "Code", "App koppelen", secret)
    page.goto("/account/2fa/")
    expect(page.get_by_role("main")).to_contain_text("Staat aan")
    return secret


def test_eight_pieces_in_the_tekenmap_with_one_second_factor(page: Page, server: Server) -> None:
    """Five documents wait beside what else waits: one code, then one click for each; one goes back with a reason."""
    sign_in(page, server, "dina")
    titles = [submitted(page, template) for template in TEMPLATES]

    as_other(page, server, "bert")
    secret = app_coupled(page, next(word for email, word in server.passwords.items() if email.startswith("bert")))
    page.goto("/tekenmap/")
    check_accessible(page)
    waiting = page.locator("article.sign")
    assert waiting.count() >= PIECES
    for piece in waiting.all():
        expect(piece.locator("dl.sign-lines dt")).to_have_text(["Wat", "Kost", "Zonder jou"])
    expect(page.locator(".sign-do button:enabled")).to_have_count(0)
    coded(page, "Code uit je app", "Identiteit bevestigen", secret)
    expect(page.get_by_role("main")).to_contain_text("één klik per stuk")

    left = waiting.count() - PIECES
    back = waiting.filter(has_text=titles[-1])
    back.locator("summary", has_text="Terugsturen").click()
    check_accessible(page)
    back.get_by_label("Reden").fill("Zet er de tablets van het depot bij.")
    back.get_by_role("button", name="Terugsturen").click()
    expect(page.locator("body")).to_contain_text(f"Teruggestuurd: {titles[-1]}")
    for rest in range(left + PIECES - 1, left, -1):
        expect(waiting).to_have_count(rest)
        waiting.first.locator(".sign-do button").click()
    expect(waiting).to_have_count(left)
    for title in titles:
        expect(waiting.filter(has_text=title)).to_have_count(0)
    page.goto("/account/2fa/")
    page.get_by_role("link", name="App loskoppelen").click()
    page.get_by_role("button", name="App loskoppelen").click()

    as_other(page, server, "dina")
    page.goto("/zonderbeke/documenten/")
    page.get_by_role("link", name=titles[-1]).first.click()
    expect(page.get_by_role("main")).to_contain_text("Zet er de tablets van het depot bij.")
    page.goto("/zonderbeke/logboek/")
    expect(page.get_by_role("main")).to_contain_text(titles[0])


def test_a_management_report_is_begun_written_and_frozen(page: Page, server: Server) -> None:
    """Figures follow the records while it is a draft; the director reads it once it is frozen, and it stays."""
    sign_in(page, server, "dina")
    page.goto("/zonderbeke/managementverslag/nieuw/")
    page.get_by_label("Titel").fill("Najaar 2026")
    page.locator("input[name=first]").fill("2026-09-01")
    page.locator("input[name=last]").fill("2026-11-15")
    page.get_by_role("button", name="Beginnen").click()
    main = page.get_by_role("main")
    expect(main.get_by_role("heading", level=1)).to_have_text("Najaar 2026")
    for title in (
        "Niveau tegenover het risicoprofiel",
        "Controles en onderzoeken",
        "Adviezen",
        "Gevraagde beslissingen",
    ):
        expect(main.get_by_role("heading", name=title)).to_be_visible()
    check_accessible(page)
    address = page.url
    page.get_by_role("link", name=re.compile("Tekst schrijven.*Gevraagde beslissingen")).click()
    page.get_by_label("Tekst").fill("We vragen een tweede lijn voor het internet.")
    page.get_by_role("button", name="Tekst bewaren").click()
    page.get_by_role("link", name="Verslag bevriezen").click()
    page.get_by_role("button", name="Bevriezen").click()
    expect(main).to_contain_text(re.compile("Bevroren op"))

    as_other(page, server, "bert")
    page.goto(address)
    expect(main).to_contain_text("We vragen een tweede lijn voor het internet.")
    check_accessible(page)
    pdf = page.request.get(f"{address}verslag.pdf")
    assert pdf.status == 200
    assert pdf.body().startswith(b"%PDF")
