"""Policy from a template to accepted by staff, the director's Tekenmap on the way, the management report, the start of an authority
and the portfolio: clicked in a real browser, with axe on every screen."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server, check_accessible, sign_in

# Templates that the general director approves; the answers of the demonstration fill their places.
TEMPLATES = ("opgeruimd-bureau", "telewerk", "wachtwoordprocedure", "toegangsbeheer", "aanvaardbaar-gebruik")


def submitted(page: Page, template: str, *, look: bool = False) -> str:
    """Take a template over and lay it before the director; the address of the document."""
    page.goto(f"/zonderbeke/sjablonen/{template}/")
    if look:
        check_accessible(page)
    page.get_by_role("button", name="Overnemen als ontwerp").click()
    page.wait_for_url("**/documenten/**")
    address = re.sub(r"(/documenten/[^/]+/).*", r"\1", page.url)
    page.goto(f"{address}voorleggen/")
    page.get_by_role("button", name="Voorleggen").click()
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text("Wacht op de beslissing van")
    if look:
        check_accessible(page)
    return address


def as_other(page: Page, server: Server, name: str) -> None:
    page.context.clear_cookies()
    sign_in(page, server, name)


def test_policy_from_a_template_through_the_tekenmap_to_read_and_accepted(page: Page, server: Server) -> None:
    """Five templates wait with what else waits: eight pieces, one confirmation, one click each. One is published and accepted."""
    sign_in(page, server, "dina")
    addresses = [submitted(page, template, look=place == 0) for place, template in enumerate(TEMPLATES)]

    as_other(page, server, "bert")
    page.goto("/tekenmap/")
    check_accessible(page)
    waiting = page.locator("article.sign")
    assert waiting.count() >= 8
    email = next(e for e in server.passwords if e.startswith("bert"))
    page.get_by_label("Wachtwoord", exact=True).fill(server.passwords[email])
    page.get_by_role("button", name="Identiteit bevestigen").click()
    for left in range(waiting.count(), waiting.count() - 8, -1):
        expect(waiting).to_have_count(left)
        waiting.first.locator(".sign-do button").click()
    check_accessible(page)

    as_other(page, server, "dina")
    page.goto(f"{addresses[0]}publiceren/")
    page.get_by_role("button", name="Publiceren").click()
    number = addresses[0].rstrip("/").rsplit("/", 1)[1]
    page.goto(f"/zonderbeke/leesrondes/nieuw/{number}/")
    page.get_by_role("radio", name="Alle medewerkers").check()
    page.get_by_role("button", name="Nakijken wie gevraagd wordt").click()
    check_accessible(page)
    page.get_by_role("button", name="Laten lezen", exact=True).click()
    page.wait_for_url(re.compile(r"/leesrondes/[0-9a-f-]{36}/"))
    round_ = page.url

    for name in ("nele", "tom", "lies"):
        as_other(page, server, name)
        page.goto("/lezen/")
        page.get_by_role("link", name=re.compile("Opgeruimd bureau")).first.click()
        page.get_by_role("button", name="Gelezen en aanvaard").click()
        expect(page.get_by_role("main")).to_contain_text("Opgeruimd bureau")

    as_other(page, server, "dina")
    page.goto(f"{round_}lijst/")
    page.locator("input[name=place]").fill("Depot")
    boxes = page.locator("input[name=people]")
    boxes.nth(boxes.count() - 1).check()
    boxes.nth(boxes.count() - 2).check()
    check_accessible(page)
    page.get_by_role("button", name="Lijst verzegelen").click()
    page.goto(round_)
    expect(page.get_by_role("main")).to_contain_text("2 namen")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\b5\s+van\s+\d+"))
    check_accessible(page)


def test_a_management_report_is_begun_written_and_frozen(page: Page, server: Server) -> None:
    """Figures follow the records while it is a draft, and stay once it is frozen."""
    sign_in(page, server, "dina")
    page.goto("/zonderbeke/managementverslag/nieuw/")
    page.get_by_label("Titel").fill("Najaar 2026")
    page.locator("input[name=first]").fill("2026-09-01")
    page.locator("input[name=last]").fill("2026-11-15")
    check_accessible(page)
    page.get_by_role("button", name="Beginnen").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text("Najaar 2026")
    check_accessible(page)
    address = page.url
    page.goto(f"{address}bevriezen/")
    page.get_by_role("button", name="Bevriezen").click()
    page.goto(address)
    expect(main).to_contain_text(re.compile("[Bb]evroren"))


def test_the_start_of_an_authority_fills_its_templates(page: Page, server: Server) -> None:
    """The five half days, an interview whose answers stand in a draft at once, and a walk that becomes a finding."""
    sign_in(page, server, "dina")
    page.goto("/lissegem/start/")
    expect(page.get_by_role("main")).to_contain_text("Kennismaken")
    check_accessible(page)
    page.goto("/lissegem/start/gesprek/gebouwen/")
    page.get_by_label(re.compile("papiercontainers")).fill("naast de brievenbus van het onthaal")
    check_accessible(page)
    page.get_by_role("button", name="Antwoorden noteren").click()
    page.goto("/lissegem/sjablonen/opgeruimd-bureau/")
    expect(page.get_by_role("main")).to_contain_text("naast de brievenbus van het onthaal")
    page.goto("/lissegem/start/rondgang/")
    page.locator("input[name=place]").fill("Sporthal")
    page.get_by_role("button", name="Rondgang beginnen").click()
    page.wait_for_url("**/start/rondgang/**")
    check_accessible(page)


def test_portfolio_and_budget_over_the_years(page: Page, server: Server) -> None:
    """The director sees what runs and what it costs; the officer records a payment and the sum follows."""
    sign_in(page, server, "bert")
    page.goto("/zonderbeke/projecten/")
    expect(page.get_by_role("main")).to_contain_text("Nieuwe telefooncentrale")
    check_accessible(page)
    page.goto("/zonderbeke/geld/")
    for year in ("2026", "2027"):
        expect(page.get_by_role("main")).to_contain_text(year)
    check_accessible(page)
