"""A figure and the verb beside it agree: *is er 1*, never *zijn er 1*; and the figures of findings add up."""

import html
import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from roeland.documents.render import render_html
from roeland.reports import layout
from roeland.reports.figures import FIGURES, VERSIONS
from roeland.reports.values import Part, Period
from tests.reports.material import PERIOD, brief, finding, year

PLURAL = "zijn|waren|staan|stonden|kwamen|liepen|gebeurden|namen"
SINGULAR = "is|was|staat|stond|kwam|liep|gebeurde|nam"
BETWEEN = r"(?: er)?(?: tot \d+ \w+)?(?: op 31 december \d{4})?(?: er)?(?: nog)? "
RUNNING = Period(2025, datetime(2025, 11, 3, 9, tzinfo=UTC))


def words(part: Part, number: int, period: Period) -> str:
    """The text of a part in which every figure has this number."""
    made = brief(replace(year(), period=period))
    figures = {key: replace(value, value=number) for key, value in made.figures.items()}
    drawn = render_html(layout.document(replace(made, figures=figures), part))
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", drawn)).replace("\xa0", " ").split())


@pytest.mark.parametrize("period", [PERIOD, RUNNING], ids=["whole", "running"])
@pytest.mark.parametrize("part", list(Part))
def test_a_verb_agrees_with_its_figure(part: Part, period: Period) -> None:
    for number in (0, 1, 2):
        text = words(part, number, period)
        wrong = SINGULAR if number != 1 else PLURAL
        hits = re.findall(rf"\b(?:{wrong})\b{BETWEEN}{number}\b(?! euro)[^.]*", text)
        assert hits == [], hits
        right = PLURAL if number != 1 else SINGULAR
        assert re.search(rf"\b(?:{right})\b{BETWEEN}{number}\b", text), "or the search above can find nothing"


def test_what_was_solved_after_the_year_was_still_open_on_its_last_day() -> None:
    facts = (
        *(finding(n) for n in range(1, 3)),
        finding(3, closed=date(2025, 8, 1)),
        finding(4, closed=date(2026, 1, 9)),
    )
    material = replace(year(), findings=facts)
    opened, closed, still = (FIGURES[f"findings-{key}"].count(material).value for key in ("opened", "closed", "open"))
    assert (opened, closed, still) == (4, 1, 3)
    assert opened == closed + still
    assert FIGURES["findings-open"].version == 2
    before = VERSIONS["reports.annual.findings-open", 1]
    assert before.count(material).value == 2, "what a report of before froze still comes out the same"
