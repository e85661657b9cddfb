"""A policy from a template to 400 people: approved, asked, accepted on a screen and on a sealed list, and the mail that goes out."""

import re
from datetime import datetime, timedelta
from email.message import EmailMessage

from playwright.sync_api import Page, expect

from roeland.kernel import clock
from roeland.kernel.calendar import is_working_day
from tests.journeys.conftest import Server, check_accessible, sign_in
from tests.journeys.house import DOMAIN, MAILBOX, NO_MAILBOX, SLUG, STAFF, address, logins

HOME = f"/{SLUG}"
READERS = (("mira", "Cools"), ("sander", "Pauwels"), ("leen", "Aerts"))
LISTED = (MAILBOX, NO_MAILBOX[0])
FIRST_REMINDER = 7  # days, as the form proposes


def workday(from_days: int) -> datetime:
    """Ten o'clock on the first working day, so many days from now or later."""
    day = clock.today() + timedelta(days=from_days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return clock.at_local(day, 10)


def as_other(page: Page, house: Server, name: str) -> None:
    page.context.clear_cookies()
    sign_in(page, house, name)


def approved_policy(page: Page, house: Server) -> str:
    """The answer that the template asks, the draft, the decision of the director, the publication; the number of the document."""
    sign_in(page, house, "odette")
    page.goto(f"{HOME}/sjablonen/opgeruimd-bureau/")
    page.get_by_role("link", name=re.compile("papiercontainers")).click()
    page.get_by_label(re.compile("papiercontainers")).fill("in elke gang, naast de lift")
    page.get_by_role("button", name="Antwoorden noteren").click()
    page.goto(f"{HOME}/sjablonen/opgeruimd-bureau/")
    check_accessible(page)
    page.get_by_role("button", name="Overnemen als ontwerp").click()
    expect(page.locator("article")).to_contain_text("in elke gang, naast de lift")
    page.get_by_role("link", name="Voorleggen").click()
    page.get_by_role("button", name="Voorleggen").click()
    expect(page.get_by_role("main")).to_contain_text("Wacht op de beslissing van")
    version = page.url

    as_other(page, house, "ward")
    page.goto(version)
    page.get_by_role("link", name="Goedkeuren").click()
    check_accessible(page)
    page.get_by_role("button", name="Goedkeuren").click()

    as_other(page, house, "odette")
    page.goto(version)
    page.get_by_role("link", name="Publiceren").click()
    page.get_by_role("button", name="Publiceren").click()
    found = re.search(r"/documenten/([^/]+)/", page.url)
    assert found
    return found[1]


def asked(page: Page, number: str) -> str:
    """Ask all staff; the address of the round."""
    page.goto(f"{HOME}/documenten/{number}/")
    page.get_by_role("link", name="Laten lezen").click()
    page.get_by_role("radio", name="Alle medewerkers").check()
    page.get_by_role("button", name="Nakijken wie gevraagd wordt").click()
    expect(page.get_by_role("heading", name=f"{STAFF} personen worden gevraagd")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text(f"{len(NO_MAILBOX)} van hen hebben geen mailbox")
    check_accessible(page)
    page.get_by_role("button", name="Laten lezen", exact=True).click()
    page.wait_for_url(re.compile(r"/leesrondes/[0-9a-f-]{36}/"))
    expect(page.get_by_role("main")).to_contain_text(f"0 van {STAFF} personen")
    return page.url


def readings(house: Server) -> list[EmailMessage]:
    """The mails that ask to read this policy; other journeys share the house and ask for papers of their own."""
    mails = [one for one in house.letters(DOMAIN) if "te lezen" in str(one["Subject"])]
    return [one for one in mails if "Opgeruimd bureau" in one.get_content()]


def test_policy_to_400_people_with_a_sealed_list_and_a_reminder(page: Page, house: Server) -> None:
    where = asked(page, approved_policy(page, house))

    reached = set(logins()) - {address("Rosa", "Verhulst")}
    assert house.job("reading-mails", workday(1)) >= STAFF - len(NO_MAILBOX)
    first = readings(house)
    assert len(first) == STAFF - len(NO_MAILBOX)
    assert reached | {address(*MAILBOX)} < {letter["To"] for letter in first}
    assert address("Rosa", "Verhulst") not in {letter["To"] for letter in first}

    for given, _family in READERS:
        as_other(page, house, given)
        page.get_by_role("link", name=re.compile("Opgeruimd bureau")).first.click()
        if given == READERS[0][0]:
            check_accessible(page)
        page.get_by_role("button", name="Gelezen en aanvaard").click()
        expect(page.get_by_role("main")).to_contain_text("Er staat niets klaar om te lezen.")

    as_other(page, house, "odette")
    page.goto(where)
    page.get_by_role("link", name="Aanwezigheidslijst verzegelen").click()
    page.get_by_label("Waar", exact=True).fill("Depot")
    for given, family in LISTED:
        page.get_by_role("checkbox", name=re.compile(f"{given} {family}|{family} {given}")).check()
    check_accessible(page)
    page.get_by_role("button", name="Lijst verzegelen").click()
    main = page.get_by_role("main")
    expect(main).to_contain_text(f"5 van {STAFF} personen aanvaardden dit")
    expect(main).to_contain_text("2 namen")
    check_accessible(page)
    page.goto(f"{where}?stand=ja")
    expect(page.get_by_role("table").last).to_contain_text("Op een aanwezigheidslijst")
    expect(page.get_by_role("table").last.get_by_role("row")).to_have_count(1 + len(READERS) + len(LISTED))

    reminded(house)


def reminded(house: Server) -> None:
    """Who accepted, on a screen or on the list, hears nothing any more; the others hear it once."""
    before = readings(house)
    house.job("reading-mails", workday(FIRST_REMINDER))
    letters = readings(house)[len(before) :]
    people = [letter["To"] for letter in letters]
    done = {address(*name) for name in (*READERS, *LISTED)}
    assert len(people) == len(set(people)) == STAFF - len(READERS) - len(LISTED) - (len(NO_MAILBOX) - 1)
    assert set(people) == {letter["To"] for letter in before} - done
    letter = next(one for one in letters if one["To"] == address("Joris", "Baeten"))
    assert letter["Subject"] == "Kouterzele: iets om te lezen en te aanvaarden"
    words = letter.get_content()
    assert words.startswith("Dag Joris")
    assert "Opgeruimd bureau en leeg scherm, vóór " in words
    assert f"{HOME}/lezen/" in words
    assert house.job("reading-mails", workday(FIRST_REMINDER)) == 0, "a day is mailed once"


def test_a_councillor_reads_with_two_taps_from_the_mail(page: Page, house: Server) -> None:
    """The link of the mail opens the one paper without logging in, on a phone, once."""
    sign_in(page, house, "odette")
    page.goto(f"{HOME}/leesrondes/nieuw/BEL-0001/")
    page.get_by_role("radio", name="De raadsleden").check()
    page.get_by_role("button", name="Nakijken wie gevraagd wordt").click()
    page.get_by_role("button", name="Laten lezen", exact=True).click()
    page.wait_for_url(re.compile(r"/leesrondes/[0-9a-f-]{36}/"))
    house.job("reading-mails", workday(0))
    [letter] = [one for one in house.letters(DOMAIN) if one["To"] == address("Rosa", "Verhulst")]
    link = re.search(r"/link/[^/\s]+/", letter.get_content())
    assert link

    page.context.clear_cookies()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(link[0])
    page.get_by_role("button", name="Document lezen").click()
    expect(page.locator("body")).to_contain_text("Een wachtwoord deel je niet.")
    check_accessible(page)
    page.get_by_role("button", name="Gelezen en aanvaard").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Aanvaard")
    assert page.request.get(link[0]).status == 410
