"""Line charts: one drawing for wide pages and paper, with the words at the end of each line; one for phones, with the words above.

A drawing scales with its column, its letters too: 960 units on a phone leave letters of five pixels.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from roeland.ui.chart_values import Line, LineChart
from roeland.ui.drawing import frame, label
from roeland.ui.palette import WEB, Paint, figure_number

_LABEL_STEP = 15.0  # between two labels at the end of a line
_KEY_STEP = 20.0  # between two words above the lines
_SAMPLE = 22.0  # of a line before its word


@dataclass(frozen=True, slots=True)
class _Plot:
    """The measures of a drawing in units; `ticks` is how many words fit under it."""

    width: float
    height: float
    left: float
    right: float
    top: float
    ticks: int
    css: str
    keyed: bool = False  # the words stand above the lines

    @property
    def bottom(self) -> float:
        return self.height - 20


_WIDE = _Plot(960.0, 150.0, 46.0, 105.0, 10.0, 4, "chart-wide")
_NARROW = _Plot(360.0, 220.0, 58.0, 14.0, 10.0, 4, "chart-narrow", keyed=True)


def line_svg(chart: LineChart, *, paint: Paint = WEB, uid: str = "line") -> SafeString:
    """Draw a line chart with four hairlines at most."""
    return _drawn(chart, _WIDE, paint, uid)


def narrow_line_svg(chart: LineChart, *, uid: str = "line") -> SafeString:
    """The same for a phone: fewer words under it, letters as large as the text, the words of the lines above them."""
    return _drawn(chart, _NARROW, WEB, f"{uid}-smal")


def _drawn(chart: LineChart, plot: _Plot, paint: Paint, uid: str) -> SafeString:
    low, high = chart.bounds
    top = plot.top + (_KEY_STEP * len(chart.lines) if plot.keyed else 0)
    parts: list[SafeString] = []

    def y_of(value: float) -> float:
        return plot.bottom - (value - low) / (high - low) * (plot.bottom - top)

    def x_of(index: int) -> float:
        return plot.left + (plot.width - plot.left - plot.right) * (index / max(len(chart.labels) - 1, 1))

    for step in range(4):
        value = low + (high - low) * step / 3
        y = figure_number(y_of(value))
        parts.append(
            format_html(
                '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke-width="1" {}/>',
                plot.left,
                plot.width - plot.right,
                y,
                y,
                paint.attrs(stroke="line"),
            )
        )
        parts.append(label(0, y_of(value) + 4, chart.figure(round(value, 1)), paint, tick=True))
    parts += _under(chart, plot, x_of, paint)
    for number, line in enumerate(chart.lines):
        points = [(x_of(i), y_of(value)) for i, value in enumerate(line.values) if value is not None]
        parts += _draw_line(line, points, paint)
        if not points:
            continue
        last = max(i for i, value in enumerate(line.values) if value is not None)
        figure = chart.figure(line.values[last])
        if plot.keyed:  # away from its point a figure says of when it is
            parts += _key(line, f"{line.name}, {chart.labels[last]}: {figure}", 12 + number * _KEY_STEP, paint)
        else:
            x, y_end = points[-1]
            words = f"{line.name}: {figure}"
            parts.append(_word(line, words, x + 10, y_end + 4 + _apart(chart, line, y_of), paint))
    return frame((chart.title, chart.desc), (plot.width, plot.height), parts, paint, uid=uid, css=plot.css)


def _under(chart: LineChart, plot: _Plot, x_of: Callable[[int], float], paint: Paint) -> list[SafeString]:
    """The words under the lines, as many as fit; the first begins and, on a phone, the last ends where its point is."""
    last = len(chart.labels) - 1
    every = -(-len(chart.labels) // plot.ticks) if plot.keyed else max(1, round(len(chart.labels) / plot.ticks))
    ends = "end" if plot.keyed and last else "middle"
    return [
        label(
            x_of(i),
            plot.height - 3,
            chart.labels[i],
            paint,
            anchor="start" if not i else ends if i == last else "middle",
            tick=True,
        )
        for i in range(0, len(chart.labels), every)
    ]


def _apart(chart: LineChart, line: Line, y_of: Callable[[float], float]) -> float:
    """How far the label of the comparison moves, so that it does not lie over that of the line itself."""
    ends = {one.compare: y_of(known[-1]) for one in chart.lines if (known := [v for v in one.values if v is not None])}
    if not line.compare or len(ends) < 2 or abs(gap := ends[True] - ends[False]) >= _LABEL_STEP:  # noqa: PLR2004 -- two labels
        return 0.0
    return (_LABEL_STEP if gap >= 0 else -_LABEL_STEP) - gap


def _draw_line(line: Line, points: list[tuple[float, float]], paint: Paint) -> list[SafeString]:
    if not points:
        return []
    path = " ".join(f"{figure_number(x)},{figure_number(y)}" for x, y in points)
    parts = [_stroke(line, path, paint)]
    if not line.compare:
        x, y = points[-1]
        parts.append(
            format_html(
                '<circle cx="{}" cy="{}" r="4" stroke-width="2" {}/>',
                figure_number(x),
                figure_number(y),
                paint.attrs("bg", "accent"),
            )
        )
    return parts


def _stroke(line: Line, path: str, paint: Paint) -> SafeString:
    return format_html(
        '<polyline points="{}" stroke-width="{}" stroke-linejoin="round"{} {}/>',
        path,
        "1.5" if line.compare else "2",
        SafeString(' stroke-dasharray="4 3"') if line.compare else SafeString(""),
        paint.attrs("none", "ink-3" if line.compare else "accent"),
    )


def _word(line: Line, words: str, x: float, y: float, paint: Paint) -> SafeString:
    return label(x, y, words, paint, fill="ink-2" if line.compare else "accent", bold=not line.compare)


def _key(line: Line, words: str, y: float, paint: Paint) -> list[SafeString]:
    """A piece of the line and its word."""
    path = f"0,{figure_number(y - 4)} {figure_number(_SAMPLE)},{figure_number(y - 4)}"
    return [_stroke(line, path, paint), _word(line, words, _SAMPLE + 8, y, paint)]
