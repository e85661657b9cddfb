"""What a page offers to put an end to: a draft is stopped, what is in force is withdrawn, never both."""

from __future__ import annotations

from typing import Any

import pytest

from roeland.documents import actions
from roeland.documents.models import Document
from tests.documents.conftest import draft, fresh, made, published, submitted
from tests.world import World

STOP, WITHDRAW = "/stopzetten/", "/intrekken/"


def offered(browse: Any, document: Document, path: str = "") -> set[str]:
    """Which of the two stands on a page, for Dina, who holds both rights."""
    page = browse("dina").get(f"/zonderbeke/documenten/{document.number}/{path}")
    assert page.status_code == 200
    text = page.content.decode()
    return {verb for verb in (STOP, WITHDRAW) if f"/{document.number}{verb}" in text}


@pytest.mark.parametrize("laid", [False, True], ids=["draft", "review"])
def test_a_document_in_the_making_is_stopped(world: World, browse: Any, laid: bool) -> None:
    document = made(world)
    if laid:
        submitted(world, document)
    assert offered(browse, document) == {STOP}
    page = browse("dina").get(f"/zonderbeke/documenten/{document.number}/intrekken/").content.decode()
    assert "Zet de versie in de maak stop" in page


def test_what_was_stopped_and_never_published_may_be_put_away(world: World, browse: Any) -> None:
    document = made(world)
    actions.drop(world.actor("dina"), version=draft(world, document), reason="Niet meer nodig.")
    assert offered(browse, document) == {WITHDRAW}
    where = f"/zonderbeke/documenten/{document.number}/intrekken/"
    assert "werd nooit gepubliceerd" in browse("dina").get(where).content.decode()
    assert browse("dina").post(where, {"reason": "Niet meer nodig."}).status_code == 302
    assert fresh(world, document).status == "withdrawn"


def test_what_is_in_force_is_withdrawn_and_its_next_version_stopped(world: World, browse: Any) -> None:
    document = made(world)
    published(world, document)
    assert offered(browse, document) == {WITHDRAW}
    actions.start_version(world.actor("dina"), document=fresh(world, document), major=False)
    assert offered(browse, document) == {WITHDRAW}
    assert offered(browse, document, f"versies/{draft(world, document).number}/") == {STOP}
