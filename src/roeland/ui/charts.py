"""Server-side SVG charts: the same drawing for the page (classes that follow the theme) and for paper (plain colours).

No gradient, shadow, pie or second axis; the data table always stands beside the drawing.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from roeland.ui import dates
from roeland.ui.chart_values import IN_TIME, BarRow, Line, LineChart, Ribbon, Series, StackedBar
from roeland.ui.drawing import frame, label
from roeland.ui.linechart import line_svg, narrow_line_svg
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
    "narrow_line_svg",
    "ribbon_svg",
]

_MIN_LABEL = 16  # a figure needs this many units of width
_RIBBON = 400


def bar_svg(chart: StackedBar, *, paint: Paint = WEB, uid: str = "bar") -> SafeString:
    """Draw stacked bars."""
    left, width, step, thick = 96.0, 520.0, 34, 22
    most = max([sum(row.values) for row in chart.rows] + [1])
    scale = (width - left - 10) / most
    parts: list[SafeString] = []
    for index, row in enumerate(chart.rows):
        y = index * step + 4
        parts.append(label(0, y + 16, row.label, paint))
        parts += _segments(row, chart.series, (left, y, thick), scale, paint)
    height = max(len(chart.rows), 1) * step + 2
    return frame((chart.title, chart.desc), (width, height), parts, paint, uid=uid)


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
                label(
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
