"""The report of a month on paper says what its page says: whether it was a full control, by which rules, and what the samples show."""

import re
from typing import Any

import pytest

from roeland.documents.render import Document
from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.logs import papers
from roeland.logs.queries import figures, runs
from tests.logs import months
from tests.logs.months import OCTOBER
from tests.logs.test_paper_and_file import by_file, on_paper
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")
BASE = "/zonderbeke/logcontrole/verslagen/"
PAPER = "is niet door het toeval gekozen en telt hier niet mee."


def made(place: Authority, *, by_hand: bool) -> Document:
    run = runs.of_month(place, OCTOBER, by_hand=by_hand)
    assert run is not None
    return papers.month_report(place, run, figures.month(run), clock.now())


def test_a_report_on_paper_says_how_much_was_controlled(world: World, browse: Any) -> None:
    months.people(world)
    by_file(world)
    with scope(world.system, [world.zonderbeke]):
        told = str(made(world.zonderbeke, by_hand=False))
    assert "volledige controle" in told or "beperkte controle" in told
    for words in ("('Regels', '20", "Wat dit aantoont", "gelote raadplegingen", "Gevallen en vragen onder 5"):
        assert words in told, words
    page = browse("dina").get(f"{BASE}2026-10/").content.decode()
    assert "gelote raadplegingen" in page


def test_a_report_of_a_running_control_counts_what_was_judged(world: World, browse: Any) -> None:
    months.people(world)
    run = by_file(world, closed=False)
    row = "Verklaarde raadplegingen die nagekeken zijn"

    def checked() -> str:
        page = browse("bert").get(f"{BASE}2026-10/").content.decode()
        return " ".join(page[page.index(row) + len(row) :].split())

    assert re.search(r"^\D*0 van 50\D", checked())
    months.judge_all(world, run)
    assert re.search(r"^\D*50 van 50\D", checked())


def test_a_sample_on_paper_is_named_so_and_is_no_claim(world: World, browse: Any) -> None:
    on_paper(world)
    by_file(world)
    with scope(world.system, [world.zonderbeke]):
        told = str(made(world.zonderbeke, by_hand=True))
    for words in (
        "oktober 2026, steekproef op papier",
        "'beperkte controle'",
        "telt de controle van het logbestand",
        PAPER,
    ):
        assert words in told, words
    page = browse("bert").get(f"{BASE}2026-10-papier/").content.decode()
    assert PAPER in page
    assert "Verklaarde raadplegingen die nagekeken zijn" not in page + told


def test_a_list_gives_no_share_of_a_sample_on_paper(world: World, browse: Any) -> None:
    on_paper(world)
    page = " ".join(browse("bert").get(BASE).content.decode().split())
    assert "Oktober 2026, steekproef op papier" in page
    assert "verklaard</span>" not in page
