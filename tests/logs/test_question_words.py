"""How the proposed question to a worker begins."""

from datetime import UTC, datetime
from typing import Any

import pytest

from roeland.logs.questions import proposal
from roeland.scrutiny.machines import SIGNS
from roeland.scrutiny.rulebook import shipped

FIRST, LAST = datetime(2026, 10, 3, 9, tzinfo=UTC), datetime(2026, 10, 17, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    ("events", "first", "words"),
    [
        (1, LAST, "Je raadpleegde op 17 oktober één keer gegevens van een burger."),
        (9, FIRST, "Je raadpleegde van 3 tot en met 17 oktober negen keer gegevens van dezelfde burger."),
    ],
)
def test_it_says_when_and_how_often(events: int, first: datetime, words: str) -> None:
    assert proposal(events, first, LAST) == f"{words} Voor welke opdracht was dat?"


@pytest.mark.parametrize("flag", SIGNS)
def test_of_what_stands_for_many_it_asks_about_all_of_them(flag: str) -> None:
    reasons: list[dict[str, Any]] = [{"flag": "unexplained", "count": 1}, {"flag": flag, "count": 1, "citizens": 231}]
    asked = proposal(1, LAST, LAST, reasons)
    assert "231 burgers" in asked
    assert "oktober" in asked
    assert asked.endswith("?")
    assert proposal(1, LAST, LAST, [{"flag": flag, "count": 1}]) == proposal(1, LAST, LAST)


def test_those_signs_are_in_the_rules() -> None:
    assert {*SIGNS} <= {flag.id for flag in shipped().flags}
