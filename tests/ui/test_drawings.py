"""Clock ruler, year overview and charts: what they say, and that page and paper get the same well-formed picture."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.contrib.staticfiles import finders

from roeland.ui import charts, dates, palette
from roeland.ui.clockdrawing import ruler_svg
from roeland.ui.clockruler import ClockBand, ClockRuler, ClockState, RulerEvent
from roeland.ui.components import State
from roeland.ui.heatmap import HeatRow, MonthCell, heat_svg
from roeland.ui.palette import PRINT, WEB
from roeland.ui.spark import spark
from roeland.ui.specimen_parts import clocks, drawings, heat
from roeland.ui.templatetags import ui

START = datetime(2026, 11, 15, 15, 20, tzinfo=UTC)
END = START + timedelta(hours=72)


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def test_the_state_follows_from_the_moments() -> None:
    def at(hours: float, **rest: object) -> ClockState:
        return ClockRuler(START, END, START + timedelta(hours=hours), **rest).state  # type: ignore[arg-type]

    assert at(1) is ClockState.RUNNING
    assert at(53.9) is ClockState.RUNNING
    assert at(54.1) is ClockState.SHORT
    assert at(72) is ClockState.PASSED
    assert at(80, paused=True) is ClockState.PAUSED
    assert at(80, stopped_at=START + timedelta(hours=2)) is ClockState.STOPPED


def test_the_ruler_says_in_words_what_it_draws() -> None:
    running = ClockRuler(
        START,
        END,
        START + timedelta(hours=40, minutes=20),
        events=(RulerEvent(START + timedelta(hours=1), "DPO verwittigd"),),
    )
    assert running.sentence == "Begonnen op zo 15 nov. 16:20, 40 u 20 verlopen, nog 31 u 40 tot wo 18 nov. 16:20."
    assert [border.isoformat() for border in running.midnights()] == [
        "2026-11-15T23:00:00+00:00",
        "2026-11-16T23:00:00+00:00",
        "2026-11-17T23:00:00+00:00",
    ]
    svg = ruler_svg(running, uid="u")
    assert running.sentence in svg
    assert "DPO verwittigd" in svg
    assert 'width="56.02%"' in svg
    passed = ClockBand("x", ClockRuler(START, END, END + timedelta(hours=3)))
    assert (passed.state_words, passed.parts, passed.state_after) == (
        "verstreken,",
        (("3", "u"), ("00", "min")),
        "te laat",
    )


def test_midnight_borders_survive_the_night_with_25_hours() -> None:
    start = datetime(2026, 10, 24, 12, 0, tzinfo=UTC)
    ruler = ClockRuler(start, start + timedelta(hours=72), start)
    assert [border.isoformat() for border in ruler.midnights()] == [
        "2026-10-24T22:00:00+00:00",
        "2026-10-25T23:00:00+00:00",
        "2026-10-26T23:00:00+00:00",
    ]


@pytest.mark.parametrize("band", clocks(), ids=lambda band: band.ruler.state.value)
def test_a_ruler_is_well_formed_for_page_and_paper(band: ClockBand) -> None:
    for paint in (WEB, PRINT):
        svg = ruler_svg(band.ruler, uid="u", paint=paint)
        parse(svg)
        assert "style=" not in svg
    assert "class=" not in ruler_svg(band.ruler, paint=PRINT)
    assert "%" not in re.sub(r"<title.*?</title>", "", ruler_svg(band.ruler, paint=PRINT))


def test_charts_are_well_formed_and_carry_their_table() -> None:
    made = drawings()
    for paint in (WEB, PRINT):
        for svg in (
            charts.bar_svg(made["bar"], paint=paint),
            charts.line_svg(made["line"], paint=paint),
            charts.ribbon_svg(made["ribbon"], paint=paint),
        ):
            parse(svg)
            assert "style=" not in svg
    assert made["bar"].table[1][3] == ("4e kwartaal", "20", "4", "0", "2")
    assert made["line"].table[1][9] == ("okt", "93\u00a0%", "83\u00a0%")
    html = ui.bar_chart(made["bar"])
    assert html.count("<tr>") == 5
    assert "<desc" in html


def test_a_phone_gets_a_line_chart_that_it_can_read() -> None:
    """Letters of 12 units or more in 360, words that do not touch, and the words of the lines above them; on paper only the wide one."""
    chart = drawings()["line"]
    html = ui.line_chart(chart, "u")
    assert html.count("<svg") == 2
    assert html.count('id="u-t"') == html.count('id="u-smal-t"') == 1
    tree = parse(charts.narrow_line_svg(chart))
    assert [float(part) for part in tree.get("viewBox", "").split()][2] == 360
    texts = list(tree.iter("{*}text")) or list(tree.iter("text"))
    assert min(float(text.get("font-size", "0")) for text in texts) >= 12
    under = sorted(float(t.get("x", "0")) for t in texts if t.text in chart.labels)
    assert 2 <= len(under) <= 4
    assert min(b - a for a, b in pairwise(under)) > 60
    assert [t.text for t in texts if t.text and ":" in t.text] == ["2026, okt: 93\u00a0%", "2025, okt: 83\u00a0%"]
    assert "chart-wide" not in charts.line_svg(chart, paint=PRINT)


def test_bars_are_as_long_as_their_figures() -> None:
    chart = charts.StackedBar("t", "d", (charts.BarRow("a", (10, 0, 0, 10)),))
    rects = [float(rect.get("width", "0")) for rect in parse(charts.bar_svg(chart)).iter("rect")]
    assert len(rects) == 2
    assert rects[0] == rects[1]


def test_an_empty_chart_is_a_chart() -> None:
    parse(charts.bar_svg(charts.StackedBar("t", "d", ())))
    parse(charts.line_svg(charts.LineChart("t", "d", ("jan",), (charts.Line("2026", (None,)),))))
    parse(charts.ribbon_svg(charts.Ribbon(0, 0, 0, 0, 0)))


def test_the_year_overview_tells_every_cell_in_words() -> None:
    html = ui.heat_map(heat())
    assert 'aria-label="Hersteltest van back-ups, november: te laat"' in html
    assert 'aria-label="Geslaagde back-ups, januari: gedaan, 20 keer"' in html
    assert html.count("hm-now") == 1 + 6  # the head and one cell a duty
    assert html.count("<th") - html.count("<thead") == 1 + 1 + 12 + 1 + 2 + 6
    parse(heat_svg(heat()))
    assert "class=" not in heat_svg(heat())


def test_a_year_has_twelve_cells() -> None:
    with pytest.raises(ValueError, match="twelve"):
        HeatRow("x", "maandelijks", (MonthCell(State.DONE),), 1, 1)


def test_the_colours_on_paper_are_the_light_tokens() -> None:
    path = finders.find("ui/tokens.css")
    assert path
    css = Path(str(path)).read_text()
    tokens = dict(re.findall(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]+),", css))
    same = {
        "ink": "ink",
        "ink-2": "ink-2",
        "ink-3": "ink-3",
        "bg": "bg",
        "track": "bg-hover",
        "line": "line",
        "strong": "line-strong",
        "accent": "accent",
        "ok": "ok-fill",
        "due": "due-fill",
        "due-soft": "due-soft",
        "late": "late-fill",
        "off": "off-fill",
        "info": "info-fill",
        "on-ok": "on-ok",
        "on-due": "on-due",
        "on-late": "on-late",
        "hatch": "line",
    }

    def long(colour: str) -> str:
        return "#" + "".join(c * 2 for c in colour[1:]) if len(colour) == 4 else colour

    assert {role: palette.PRINT_COLOURS[role] for role in same} == {
        role: long(tokens[token]) for role, token in same.items()
    }


def test_what_went_by_and_what_is_left_sum_to_the_whole_term() -> None:
    start = datetime(2026, 11, 20, 8, 0, 20, tzinfo=UTC)
    ruler = ClockRuler(start, start + timedelta(hours=72), start + timedelta(hours=34, minutes=59, seconds=35))
    assert (dates.span(ruler.left), dates.span(ruler.spent)) == ("37 u", "35 u")
    assert "nu, 35 u verlopen" in ruler_svg(ruler)
    assert "35 u verlopen, nog 37 u tot" in ruler.sentence


def test_a_sparkline_rises_with_its_figures_and_is_silent() -> None:
    drawn = spark([80, 90, 97], goal=95)
    heights = [float(point.split(",")[1]) for point in re.findall(r'points="([^"]+)"', drawn)[0].split()]
    assert heights == sorted(heights, reverse=True), "more is higher, and y grows downwards"
    assert drawn.count("spark-goal") == 1
    assert 'aria-hidden="true"' in drawn
    assert spark([80]) == ""
    assert "10.0" in spark([5, 5]), "a level line, no division by nothing"
