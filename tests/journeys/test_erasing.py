"""The director erases the file of an old task and the data of somebody who left; both say so afterwards."""

import sqlite3

from playwright.sync_api import Page

from tests.journeys.conftest import Server, check_accessible, sign_in

FILE = """
    SELECT a.slug, t.number, e.id FROM duties_evidence e JOIN duties_task t ON t.id = e.task_id
    JOIN kernel_authority a ON a.id = e.authority_id
    WHERE e.kind = 'file' AND t.status = 'accepted' AND e.audience = 'control_plan' AND a.slug = 'zonderbeke'
    ORDER BY t.number LIMIT 1
"""
LEFT = """
    SELECT p.id, p.given_name || ' ' || p.family_name FROM people_person p JOIN kernel_authority a ON a.id = p.authority_id
    WHERE a.slug = 'zonderbeke' AND p.left_on < '2026-11-01' ORDER BY p.id LIMIT 1
"""


def one(server: Server, question: str) -> tuple[str, ...]:
    with sqlite3.connect(server.data / "roeland.sqlite3") as database:
        found: tuple[str, ...] = database.execute(question).fetchone()
    database.close()
    return found


def test_erase_a_file(server: Server, page: Page) -> None:
    slug, number, _ = one(server, FILE)
    sign_in(page, server, "bert")
    page.goto(f"/{slug}/taken/{number}/")
    page.get_by_role("link", name="Inhoud wissen").first.click()
    page.get_by_label("onrechtmatig verwerkt").check()
    page.get_by_label("Reden").fill("Er stonden gegevens op die hier niet horen.")
    check_accessible(page)
    page.get_by_role("button", name="Inhoud wissen", exact=True).click()
    page.get_by_text("Gewist bewijs").first.wait_for()
    check_accessible(page)


def test_erase_a_person(server: Server, page: Page) -> None:
    pk, name = one(server, LEFT)
    sign_in(page, server, "bert")
    page.goto(f"/zonderbeke/personen/{pk[:8]}-{pk[8:12]}-{pk[12:16]}-{pk[16:20]}-{pk[20:]}/")
    page.get_by_role("heading", name=name).wait_for()
    page.get_by_role("link", name="Gegevens wissen").click()
    page.get_by_label("onrechtmatig verwerkt").check()
    page.get_by_label("Reden").fill("Op vraag van de betrokkene.")
    check_accessible(page)
    page.get_by_role("button", name="Gegevens wissen", exact=True).click()
    page.get_by_role("heading", name="Gewiste persoon").wait_for()
    check_accessible(page)
    assert name not in page.content()
