"""A text with live blocks in the browser: the list of blocks, the draft on the screen, and the files that leave."""

import os
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.conftest import Server, check_accessible, sign_in

TEXT = """# Wie doet wat

Bel bij *twijfel*. Lees ook **de [regels](https://voorbeeld.be/)**.

{{ contactlijst }}

{{ taken-van-rol rol="informatieveiligheidsconsulent" }}

{{ jaaroverzicht jaar="2026" }}

> Let op: dit is geen volledige lijst.

1. Bel
   - bij dag
   - bij nacht
2. Schrijf op

```
ipconfig /release
```
"""


def picture(page: Page, name: str) -> None:
    """Pictures for whoever looks at them, when a folder for them is given."""
    folder = os.environ.get("ROELAND_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def test_blocks_and_papers(page: Page, server: Server) -> None:
    sign_in(page, server, "dina")
    page.goto("/zonderbeke/documenten/blokken/")
    assert page.get_by_text("{{ open-vaststellingen }}").count() == 1
    check_accessible(page)
    picture(page, "blokken")
    page.goto("/zonderbeke/documenten/nieuw/")
    page.get_by_label("Titel").fill("Wie doet wat bij een incident")
    page.get_by_label("Wie leest het").select_option("plan_general")
    page.get_by_role("button", name="Document beginnen").click()
    page.wait_for_url("**/schrijven/")
    page.get_by_text("Zo schrijf je").click()
    assert page.get_by_role("link", name="blokken die je kunt gebruiken").count() == 1
    page.locator("textarea[name=text]").fill(TEXT)
    page.get_by_role("button", name="Bewaren", exact=True).click()
    page.goto(page.url.split("schrijven")[0])
    assert page.get_by_role("table").count() >= 3
    assert page.get_by_text("Dina Claes").count() >= 1
    check_accessible(page)
    picture(page, "ontwerp")
    for name, start in (("PDF", b"%PDF"), ("Word", b"PK"), ("webpagina", b"<!doctype")):
        with page.expect_download() as waiting:
            page.get_by_role("link", name=name).click()
        download = waiting.value
        assert "-ontwerp." in download.suggested_filename
        assert Path(download.path()).read_bytes().startswith(start)
        folder = os.environ.get("ROELAND_PICTURES")
        if folder:
            download.save_as(Path(folder) / download.suggested_filename)
