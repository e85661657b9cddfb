"""A meeting of the security service: convened, mailed, run; a decision becomes a task, the task gets its file and is done; then
the next meeting sees it done and approves the minutes."""

import re
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Page, expect

from roeland.kernel import clock
from tests.journeys.conftest import Server, check_accessible, sign_in
from tests.journeys.house import DOMAIN, SLUG, address

BODY = "Informatieveiligheidsdienst"
DECISION = "De back-up krijgt een kopie buiten het gebouw."
MEMBERS = {address("Odette", "Lammens"), address("Ward", "Sterckx"), address("Joris", "Baeten")}


def as_other(page: Page, house: Server, name: str) -> None:
    page.context.clear_cookies()
    sign_in(page, house, name)


def convene(page: Page, days: int) -> str:
    """From the list to an agenda that Roeland drafted; the address of the meeting."""
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Vergaderingen").click()
    page.get_by_role("link", name="Bijeenroepen").first.click()
    day = clock.today() + timedelta(days=days)
    page.locator("[name=starts_at]").fill(f"{day:%Y-%m-%d}T14:00")
    page.locator("[name=place]").fill("Kleine raadzaal")
    page.locator("[name=scribe]").select_option(label="Lammens Odette")
    if days == 1:
        check_accessible(page)
    page.get_by_role("button", name="Agenda maken").click()
    page.wait_for_url(re.compile(r"/vergaderingen/[0-9a-f-]{36}/"))
    return re.sub(r"\?.*", "", page.url)


def agenda(page: Page) -> None:
    """Go to the point of the agenda with this name."""
    entries = page.get_by_role("navigation", name="Agenda")
    expect(entries).to_contain_text("Controles en bevindingen")
    entries.get_by_role("link", name=re.compile("Controles en bevindingen")).click()
    expect(page.locator(".meeting-lines")).to_contain_text("Hersteltest van de back-up")


def invited(house: Server) -> None:
    """Each member has one mail with a calendar file; it names no point of the agenda."""
    assert house.job("meeting-invitations", clock.now()) >= len(MEMBERS)
    letters = [one for one in house.letters(DOMAIN) if str(one["Subject"]).startswith(f"Vergadering {BODY}")]
    assert {one["To"] for one in letters} == MEMBERS
    assert len(letters) == len(MEMBERS)
    for letter in letters:
        body = letter.get_body(("plain",))
        assert body is not None
        assert "Kleine raadzaal" in body.get_content()
        assert "Hersteltest" not in letter.as_string()
        [invitation] = [part for part in letter.walk() if part.get_content_type() == "text/calendar"]
        assert "METHOD:REQUEST" in invitation.get_content()


def decide(page: Page) -> None:
    """The minutes while it runs, and a decision with a name and a date."""
    page.locator("#verslag").fill("De kopie staat nog in dezelfde kast. Joris zoekt een tweede plaats.")
    page.get_by_role("button", name="Verslag bewaren").click()
    page.locator("#besluiten [name=text]").fill(DECISION)
    page.locator("[name=person]").select_option(label="Baeten Joris")
    page.locator("[name=due]").fill(f"{clock.today():%Y-%m-%d}")
    page.get_by_role("button", name="Besluit vastleggen").click()
    expect(page.locator("#besluiten")).to_contain_text(DECISION)
    expect(page.locator("#besluiten")).to_contain_text("Joris Baeten")
    check_accessible(page)


def evidence(page: Page, house: Server, proof: Path) -> str:
    """Joris finds the task on his front page and hands it in with a file; the address of the task."""
    as_other(page, house, "joris")
    page.get_by_role("link", name=re.compile(DECISION)).first.click()
    page.wait_for_url("**/taken/**")
    expect(page.get_by_role("main")).to_contain_text(BODY)
    page.locator("input[type=file]").set_input_files(proof)
    page.get_by_role("button", name="Bewijs bewaren").click()
    expect(page.get_by_role("main")).to_contain_text(proof.name)
    page.get_by_role("button", name="Afronden", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("Gedaan op")
    return page.url


def test_meeting_from_invitation_over_decision_to_evidence(page: Page, house: Server, tmp_path: Path) -> None:
    proof = tmp_path / "kopie-elders.txt"
    proof.write_text("De kopie van deze nacht staat in het depot.\n", encoding="utf-8")
    sign_in(page, house, "odette")
    first = convene(page, 1)
    agenda(page)
    check_accessible(page)
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_role("main")).to_contain_text("3 uitgenodigd")
    invited(house)

    page.get_by_role("button", name="Vergadering beginnen").click()
    page.get_by_role("button", name="Nu al beginnen").click()
    for name in ("Odette Lammens", "Joris Baeten"):
        page.get_by_role("checkbox", name=name).check()
    page.get_by_role("button", name="Aanwezigheid bewaren").click()
    expect(page.get_by_text("Aanwezigheid bewaard.")).to_be_visible()
    agenda(page)
    decide(page)
    page.goto(f"{first}scherm/")
    expect(page.locator("body")).to_contain_text(BODY)
    check_accessible(page)
    page.goto(first)
    page.get_by_role("link", name="Vergadering sluiten").click()
    expect(page.get_by_role("main")).to_contain_text("Als afwezig genoteerd: Ward Sterckx.")
    page.get_by_role("button", name="Vergadering sluiten").click()
    expect(page.get_by_role("main")).to_contain_text("2 van 3 aanwezig")

    task = evidence(page, house, proof)
    as_other(page, house, "odette")
    page.goto(task)
    check_accessible(page)
    expect(page.get_by_role("main")).to_contain_text(proof.name)
    expect(page.get_by_role("main")).to_contain_text("door Joris Baeten")

    second = convene(page, 30)
    page.get_by_role("navigation", name="Agenda").get_by_role("link", name=re.compile("Open besluiten")).click()
    expect(page.locator(".meeting-lines li", has_text=DECISION)).to_be_visible()
    expect(page.get_by_role("navigation", name="Agenda")).to_contain_text("1 van 1 uitgevoerd")
    page.get_by_role("button", name="Vergadering beginnen").click()
    page.get_by_role("button", name="Nu al beginnen").click()
    page.get_by_role("navigation", name="Agenda").get_by_role("link", name=re.compile("Verslag van")).click()
    page.get_by_role("main").get_by_role("link", name="Verslag goedkeuren").click()
    page.get_by_role("button", name="Verslag goedkeuren").click()
    assert page.url.startswith(second)
    page.goto(first)
    expect(page.get_by_role("main")).to_contain_text("Het verslag is goedgekeurd")
    with page.expect_download() as download:
        page.get_by_role("link", name="Verslag als PDF").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    assert f"/{SLUG}/vergaderingen/" in first
