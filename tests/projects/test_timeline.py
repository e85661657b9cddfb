"""The drawing of the portfolio keeps room for its words."""

import re
from datetime import date

from roeland.projects.timeline import LETTER, Bar, Timeline, svg


def test_the_longest_word_beside_a_bar_is_not_cut_off() -> None:
    bars = tuple(
        Bar(f"P-2026-0{n}", word, "none", date(2026, 1, 1), date(2026, 6, 1))
        for n, word in enumerate(("klaar", "wacht op goedkeuring"), start=1)
    )
    drawn = str(svg(Timeline("Projecten", "", bars, date(2026, 3, 1))))
    width = float(re.search(r'viewBox="0 0 ([\d.]+) ', drawn)[1])  # type: ignore[index] # it has one
    found = {
        words: float(x) for x, words in re.findall(r'<text x="([\d.]+)"[^>]*>([^<]+)</text>', drawn) if " op " in words
    }
    assert found["wacht op goedkeuring"] + LETTER * len("wacht op goedkeuring") <= width
