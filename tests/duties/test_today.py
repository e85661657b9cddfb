"""Vandaag by consequence: what upper rooms ask stands among the tasks, and the figures agree with the lines."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from roeland.duties import actions
from roeland.kernel import offers
from roeland.kernel.actor import Actor
from roeland.kernel.offers import Line
from tests.duties.conftest import MONDAY
from tests.world import World

DAY = MONDAY.date()  # a Monday


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Line]:
    """What an upper room offers on Vandaag, as a list to fill."""
    found: list[Line] = []

    def provider(_actor: Actor, _authorities: object) -> list[Line]:
        return list(found)

    monkeypatch.setattr(offers.TODAY, "providers", {"test": provider})
    monkeypatch.setattr(offers.DONE, "providers", {})
    return found


def task(world: World, title: str, days: int, **more: Any) -> None:
    values: dict[str, Any] = {
        "authority": world.zonderbeke,
        "title": title,
        "due": DAY + timedelta(days=days),
        "lead_role": "ict_staff",
    }
    actions.make_task(world.actor("dina"), **(values | more))


def titles(html: str) -> list[str]:
    return re.findall(r'class="work-title"[^>]*>([^<]+)<', html)


def test_notices_stand_among_the_tasks_by_consequence(browse: Any, world: World, asked: list[Line]) -> None:
    task(world, "taak te laat", -3)
    task(world, "taak deze week", 2)
    asked += [
        Line(title="vraag over tien dagen", url="/a/", state="review", on=DAY + timedelta(days=10)),
        Line(
            title="lezen donderdag", url="/b/", state="today", on=DAY + timedelta(days=3), minutes=4, note="versie 2."
        ),
        Line(title="antwoord te laat", url="/c/", state="late", on=DAY - timedelta(days=17)),
        Line(title="vraag zonder dag", url="/d/", state="today"),
        Line(title="te laat zonder dag", url="/e/", state="late"),
    ]
    html = browse("an").get("/").content.decode()
    assert titles(html) == [
        "antwoord te laat",
        "taak te laat",
        "te laat zonder dag",
        "vraag zonder dag",
        "taak deze week",
        "lezen donderdag",
        "vraag over tien dagen",
    ]
    assert "Drie zaken zijn te laat en drie zaken vervallen deze week." in html
    assert re.search(r"Te laat\s*<span class=\"count\">3<", html), "the figure beside the heading counts them too"
    assert "17 dagen te laat" in html
    assert "4 minuten. Versie 2." in html
    assert html.index("Later") < html.index("vraag over tien dagen"), "what is for later is folded below"


def test_nothing_is_called_done_while_an_answer_is_late(browse: Any, world: World, asked: list[Line]) -> None:
    asked.append(Line(title="jouw antwoord", url="/c/", state="late", on=DAY - timedelta(days=17)))
    html = browse("bert").get("/").content.decode()
    assert "Eén zaak is te laat." in html
    assert "alles gedaan" not in html
    asked[:] = [Line(title="mijlpaal", url="/c/", state="planned", on=DAY + timedelta(days=12))]
    html = browse("bert").get("/").content.decode()
    assert "Voor jou is alles gedaan" in html
    assert "De volgende komt op zaterdag 14 maart." in html


def test_the_sparse_page_counts_what_it_shows(browse: Any, world: World, asked: list[Line]) -> None:
    chris = {"person": world.person("chris")}
    task(world, "Korte les", 23, minutes=5, instruction="Vijf voorbeelden.", **chris)
    task(world, "Nog later", 40, minutes=9, **chris)
    asked.append(
        Line(
            title="Lees en aanvaard: mail",
            url="/zonderbeke/lezen/1/",
            state="today",
            on=DAY + timedelta(days=3),
            minutes=4,
            action="Lezen",
            note="Versie 4. Nieuw: niet doorsturen.",
        )
    )
    html = browse("chris").get("/").content.decode()
    assert "Twee dingen voor jou, samen ongeveer 9 minuten. Daarna ben je klaar tot 11 april." in html
    assert re.findall(r'class="step".*?<h2>(.*?)</h2>', html) == ["Lees en aanvaard: mail", "Korte les"]
    assert "4 minuten, vóór donderdag 5 maart" in html
    assert html.count("btn-primary") == 1
    assert "Versie 4. Nieuw: niet doorsturen." in html
    assert "Nog later" not in html


def test_the_sparse_page_of_nothing(browse: Any, world: World, asked: list[Line]) -> None:
    assert "Er staat niets voor jou klaar." in browse("chris").get("/").content.decode()
    assert asked == []
