"""Server-side SVG charts: the same drawing for the page (classes that follow the theme) and for paper (plain colours).

No gradient, shadow, pie or second axis; the data table always stands beside the drawing.
"""

from collections.abc import Callable

from django.utils.html import format_html
from django.utils.safestring import SafeString

from roeland.ui import dates
from roeland.ui.chart_values import IN_TIME, BarRow, Line, LineChart, Ribbon, Series, StackedBar
from roeland.ui.palette import WEB, Paint, figure_number, svg_join

__all__ = [
    "IN_TIME",
    "BarRow",
    "Line",
    "LineChart",
    "Ribbon",
    "Series",
    "StackedBar",
    "bar_svg",
    "line_svg",
    "ribbon_svg",
]

_MIN_LABEL = 16  # a figure needs this many units of width
_RIBBON = 400
_LABEL_STEP = 15.0  # between two labels at the end of a line


def bar_svg(chart: StackedBar, *, paint: Paint = WEB, uid: str = "bar") -> SafeString:
    """Draw stacked bars."""
    left, width, step, thick = 96.0, 520.0, 34, 22
    most = max([sum(row.values) for row in chart.rows] + [1])
    scale = (width - left - 10) / most
    parts: list[SafeString] = []
    for index, row in enumerate(chart.rows):
        y = index * step + 4
        parts.append(_label(0, y + 16, row.label, paint))
        parts += _segments(row, chart.series, (left, y, thick), scale, paint)
    height = max(len(chart.rows), 1) * step + 2
    return _frame((chart.title, chart.desc), (width, height), parts, paint, uid)


def _segments(
    row: BarRow, series: tuple[Series, ...], box: tuple[float, int, int], scale: float, paint: Paint
) -> list[SafeString]:
    x, y, thick = box
    parts: list[SafeString] = []
    for value, part in zip(row.values, series, strict=True):
        if not value:
            continue
        wide = value * scale
        parts.append(
            format_html(
                '<rect x="{}" y="{}" width="{}" height="{}" {}/>',
                figure_number(x),
                y,
                figure_number(max(wide - 1.5, 1)),
                thick,
                paint.attrs(part.role),
            )
        )
        if wide >= _MIN_LABEL:
            parts.append(
                _label(
                    x + (wide - 1.5) / 2,
                    y + 16,
                    dates.number(value),
                    paint,
                    anchor="middle",
                    fill=f"on-{part.role}",
                    bold=True,
                )
            )
        x += wide
    return parts


def line_svg(chart: LineChart, *, paint: Paint = WEB, uid: str = "line") -> SafeString:
    """Draw a line chart with four hairlines at most."""
    width, height, left, right, bottom = 960.0, 150.0, 46.0, 105.0, 130.0
    low, high = chart.bounds
    parts: list[SafeString] = []

    def y_of(value: float) -> float:
        return bottom - (value - low) / (high - low) * (bottom - 10)

    def x_of(index: int) -> float:
        return left + (width - left - right) * (index / max(len(chart.labels) - 1, 1))

    for step in range(4):
        value = low + (high - low) * step / 3
        y = figure_number(y_of(value))
        parts.append(
            format_html(
                '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke-width="1" {}/>',
                left,
                width - right,
                y,
                y,
                paint.attrs(stroke="line"),
            )
        )
        parts.append(_label(0, y_of(value) + 4, chart.figure(round(value, 1)), paint, tick=True))
    every = max(1, round(len(chart.labels) / 4))
    parts += [
        _label(x_of(i), height - 3, chart.labels[i], paint, anchor="middle" if i else "start", tick=True)
        for i in range(0, len(chart.labels), every)
    ]
    for line in chart.lines:
        points = [(x_of(i), y_of(value)) for i, value in enumerate(line.values) if value is not None]
        parts += _draw_line(line, points, chart, paint, _apart(chart, line, y_of))
    return _frame((chart.title, chart.desc), (width, height), parts, paint, uid)


def _apart(chart: LineChart, line: Line, y_of: Callable[[float], float]) -> float:
    """How far the label of the comparison moves, so that it does not lie over that of the line itself."""
    ends = {one.compare: y_of(known[-1]) for one in chart.lines if (known := [v for v in one.values if v is not None])}
    if not line.compare or len(ends) < 2 or abs(gap := ends[True] - ends[False]) >= _LABEL_STEP:  # noqa: PLR2004 -- two labels
        return 0.0
    return (_LABEL_STEP if gap >= 0 else -_LABEL_STEP) - gap


def _draw_line(
    line: Line, points: list[tuple[float, float]], chart: LineChart, paint: Paint, shift: float = 0.0
) -> list[SafeString]:
    if not points:
        return []
    path = " ".join(f"{figure_number(x)},{figure_number(y)}" for x, y in points)
    dashes = SafeString(' stroke-dasharray="4 3"') if line.compare else SafeString("")
    attrs = paint.attrs("none", "ink-3" if line.compare else "accent")
    parts = [
        format_html(
            '<polyline points="{}" stroke-width="{}" stroke-linejoin="round"{} {}/>',
            path,
            "1.5" if line.compare else "2",
            dashes,
            attrs,
        )
    ]
    last = [value for value in line.values if value is not None][-1]
    x, y = points[-1]
    if not line.compare:
        parts.append(
            format_html(
                '<circle cx="{}" cy="{}" r="4" stroke-width="2" {}/>',
                figure_number(x),
                figure_number(y),
                paint.attrs("bg", "accent"),
            )
        )
    words = f"{line.name}: {chart.figure(last)}"
    colour = "ink-2" if line.compare else "accent"
    parts.append(_label(x + 10, y + 4 + shift, words, paint, fill=colour, bold=not line.compare))
    return parts


def ribbon_svg(ribbon: Ribbon, *, paint: Paint = WEB) -> SafeString:
    """Draw a year ribbon as wide as its column; its words stand beside it, so the drawing itself is hidden from readers."""

    def unit(share: float) -> str:
        return figure_number(share * _RIBBON) if paint.print else f"{figure_number(share * 100)}%"

    parts = [format_html('<rect x="0" y="4" width="{}" height="12" rx="1" {}/>', unit(1), paint.attrs("track"))]
    at = 0
    shares = ((ribbon.in_time, "ok"), (ribbon.late_done, "due"), (ribbon.skipped, "off"), (ribbon.late, "late"))
    for value, role in shares:
        if value and ribbon.total:
            parts.append(
                format_html(
                    '<rect x="{}" y="4" width="{}" height="12" {}/>',
                    unit(at / ribbon.total),
                    unit(value / ribbon.total),
                    paint.attrs(role),
                )
            )
            at += value
    edges = [value for value, _role in shares if value]
    total = 0
    for value in edges:
        total += value
        x = unit(total / ribbon.total)
        parts.append(
            format_html('<line x1="{}" x2="{}" y1="4" y2="16" stroke-width="2" {}/>', x, x, paint.attrs(stroke="bg"))
        )
    if ribbon.today is not None:
        x = unit(ribbon.today)
        parts.append(
            format_html('<line x1="{}" x2="{}" y1="0" y2="20" stroke-width="2" {}/>', x, x, paint.attrs(stroke="ink"))
        )
    size = (
        SafeString('xmlns="http://www.w3.org/2000/svg" width="400" height="20" viewBox="0 0 400 20"')
        if paint.print
        else SafeString("")
    )
    return format_html('<svg {} aria-hidden="true">{}</svg>', size, svg_join(parts))


def _frame(
    words: tuple[str, str], size: tuple[float, float], parts: list[SafeString], paint: Paint, uid: str
) -> SafeString:
    title, desc = words
    width, height = (figure_number(value) for value in size)
    space = (
        format_html('xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" ', width, height)
        if paint.print
        else SafeString("")
    )
    return format_html(
        '<svg {}viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d"{}><title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        space,
        width,
        height,
        uid,
        uid,
        paint.font(),
        uid,
        title,
        uid,
        desc,
        svg_join(parts),
    )


def _label(
    x: float,
    y: float,
    text: str,
    paint: Paint,
    *,
    anchor: str = "start",
    fill: str = "ink-2",
    bold: bool = False,
    tick: bool = False,
) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" font-size="{}" {}>{}</text>',
        figure_number(x),
        figure_number(y),
        anchor,
        12 if tick else 13,
        paint.attrs(fill, bold=bold),
        text,
    )
