"""The main job, clicked from start to end in a real browser, with axe on every screen on the way."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Server, check_accessible, sign_in

PDF = b"%PDF-"


def first_task(page: Page) -> str:
    """Open the first task of one's own on Vandaag; its address."""
    page.locator(".work a[href*='/taken/']").first.click()
    page.wait_for_url("**/taken/**")
    return page.url


def test_front_page_of_everybody(page: Page, server: Server) -> None:
    """Each demonstration person logs in and finds a front page without a fault, in both themes and widths."""
    for email in server.passwords:
        sign_in(page, server, email)
        expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("Goede|Dag "))
        check_accessible(page)
        page.context.clear_cookies()


def test_officer_adopts_from_the_catalogue(page: Page, server: Server) -> None:
    """Choose one more recurring task from the offer, see the hours, take it over; it stands in the plan."""
    sign_in(page, server, "dina")
    page.goto("/lissegem/controleplan/samenstellen/")
    check_accessible(page)
    for summary in page.locator("details.later summary").all():
        summary.click()
    offer = page.get_by_role("checkbox", name=re.compile("Communicatieplan"))
    offer.check()
    page.get_by_role("button", name="Uren opnieuw berekenen").click()
    expect(page.get_by_role("checkbox", name=re.compile("Communicatieplan"))).to_be_checked()
    page.get_by_role("button", name="Aangevinkte taken overnemen").click()
    page.goto("/lissegem/controleplan/")
    expect(page.get_by_role("main")).to_contain_text("Communicatieplan informatieveiligheid")
    check_accessible(page)


def test_task_with_a_file_is_handed_in_and_rejected(page: Page, server: Server, tmp_path: Path) -> None:
    """An engineer hands in a task with a sealed file; the officer rejects it with a reason; it comes back to the engineer."""
    proof = tmp_path / "hersteltest.txt"
    proof.write_text("Teruggezet en nagekeken.\n", encoding="utf-8")
    sign_in(page, server, "an.")
    address = first_task(page)
    check_accessible(page)
    page.locator("input[type=file]").set_input_files(proof)
    page.get_by_role("button", name="Bewijs bewaren").click()
    expect(page.get_by_role("main")).to_contain_text("hersteltest.txt")
    page.get_by_label(re.compile("^Toelichting")).fill("Databank en bestandsserver teruggezet.")
    page.get_by_role("button", name="Indienen voor nazicht").click()
    expect(page.get_by_role("main")).to_contain_text("In nazicht")
    page.context.clear_cookies()

    sign_in(page, server, "dina")
    page.goto(address)
    page.get_by_role("link", name="Afkeuren").click()
    check_accessible(page)
    page.get_by_label("Wat ontbreekt").fill("De databanken ontbreken.")
    page.get_by_role("button", name=re.compile("afkeuren", re.IGNORECASE)).click()
    expect(page.get_by_role("main")).to_contain_text("De databanken ontbreken.")
    page.context.clear_cookies()

    sign_in(page, server, "an.")
    page.goto(address)
    expect(page.get_by_role("main")).to_contain_text("Afgekeurd")


def test_switch_authority(page: Page, server: Server) -> None:
    """The shared officer goes from all authorities to one and to the other; the address and the content follow."""
    sign_in(page, server, "dina")
    page.goto("/zonderbeke/controleplan/")
    page.locator(".side button[popovertarget]").first.click()
    page.get_by_role("link", name=re.compile("^Lissegem")).click()
    page.wait_for_url("**/lissegem/controleplan/")
    expect(page.locator(".crumbs")).to_contain_text("Lissegem")
    page.goto("/besturen/")
    check_accessible(page)
    expect(page.get_by_role("table")).to_contain_text("Zonderbeke")


def test_freeze_and_download_both_parts(page: Page, server: Server) -> None:
    """The officer freezes the report of last year and downloads the public part and the annex."""
    sign_in(page, server, "dina")
    page.goto("/zonderbeke/verslagen/")
    check_accessible(page)
    page.get_by_role("button", name="Verslag 2026 beginnen").click()
    page.wait_for_url("**/verslagen/2026/**")
    expect(page.get_by_role("main")).to_contain_text(re.compile("[Oo]ntwerp|Voorlopig"))
    check_accessible(page)
    page.get_by_role("link", name="Cijfers bevriezen").click()
    check_accessible(page)
    page.get_by_role("button", name="Cijfers bevriezen").click()
    page.wait_for_url("**/verslagen/2026/**")
    expect(page.get_by_role("main")).to_contain_text("Bevroren op")
    for part in ("Openbaar deel", "Vertrouwelijke bijlage"):
        page.get_by_role("link", name=part, exact=True).click()
        expect(page.get_by_role("link", name=part, exact=True)).to_have_attribute(
            "aria-current", re.compile("page|true")
        )
        address = page.get_by_role("link", name=re.compile("^PDF")).first.get_attribute("href")
        assert address is not None
        response = page.request.get(address)
        assert response.status == 200, address
        assert response.body().startswith(PDF)


def test_read_the_logbook(page: Page, server: Server) -> None:
    """Who did what when, one entry, its proof as a file."""
    sign_in(page, server, "dina")
    page.goto("/zonderbeke/logboek/")
    check_accessible(page)
    page.locator("table a[href*='/logboek/']").first.click()
    page.wait_for_url("**/logboek/*/")
    check_accessible(page)
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("[Ll]ogbewijs")).first.click()
    text = Path(download.value.path()).read_text(encoding="utf-8")
    assert text.startswith("c2sp.org/tlog-proof@v1")


def test_every_list_and_help_page(page: Page, server: Server) -> None:
    """The other pages of the director: no axe violations, no sideways scroll."""
    sign_in(page, server, "bert")
    for address in (
        "personen/",
        "rollen/",
        "diensten/",
        "organen/",
        "instellingen/",
        "personen/importeren/",
        "personen/nieuw/",
        "klokken/",
    ):
        assert page.goto(f"/zonderbeke/{address}").status == 200, address  # type: ignore[union-attr]
        check_accessible(page)
    for address in (
        "/mijn/",
        "/mijn/gegevens/",
        "/hulp/",
        "/hulp/taak/",
        "/toegankelijkheid/",
        "/zoek/?zoek=an",
        "/account/2fa/",
    ):
        assert page.goto(address).status == 200, address  # type: ignore[union-attr]
        check_accessible(page)


def test_keyboard_only(page: Page, server: Server) -> None:
    """Skip link first; the first task opens by Tab and Enter."""
    sign_in(page, server, "dina")
    page.goto("/zonderbeke/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Naar de inhoud")
    page.keyboard.press("Enter")
    for _ in range(40):
        page.keyboard.press("Tab")
        if "/taken/" in (page.locator(":focus").get_attribute("href") or ""):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/taken/**")


def test_zoom_400_percent(page: Page, server: Server) -> None:
    """1280 px at 400 % is 320 px: nothing scrolls sideways."""
    sign_in(page, server, "dina")
    page.set_viewport_size({"width": 320, "height": 256})
    for address in (
        "/",
        "/zonderbeke/controleplan/",
        "/zonderbeke/personen/",
        "/zonderbeke/logboek/",
        "/zonderbeke/verslagen/",
    ):
        page.goto(address)
        sideways = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert sideways <= 0, f"{address} scrolls {sideways} px"
