"""The drawing of a clock's ruler: elapsed filled, day borders as gaps, events as rings, *nu* as an ink line.

On the page positions are percentages, so the ruler grows with its column without script; on paper they are units of a fixed width.
"""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from roeland.kernel import clock
from roeland.ui import dates
from roeland.ui.clockruler import ClockRuler, ClockState
from roeland.ui.palette import WEB, Paint, figure_number, svg_join

_PRINT_WIDTH = 720
_NEAR = 0.09  # share of the width within which a day's name would touch the label of start or end
_LABEL = 0.14  # share of the width that the words at *nu* keep free
_LETTER = 0.0068  # share of the width of one letter, in the widest column
_EDGE = 0.02
_MANY_DAYS = 8


@dataclass(frozen=True, slots=True)
class _Canvas:
    paint: Paint

    def x(self, share: float) -> str:
        return figure_number(share * _PRINT_WIDTH) if self.paint.print else f"{figure_number(share * 100)}%"

    def text(
        self, share: float, y: int, label: str, *, css: str = "", bold: bool = False, anchor: str = ""
    ) -> SafeString:
        anchor = anchor or ("start" if share < 2 * _EDGE else "end" if share > 1 - 2 * _EDGE else "middle")
        attrs = self.paint.attrs("ink" if bold else "ink-2", bold=bold)
        inner = format_html('<text x="{}" y="{}" text-anchor="{}" {}>{}</text>', self.x(share), y, anchor, attrs, label)
        return format_html('<g class="{}">{}</g>', css, inner) if css and not self.paint.print else inner


def ruler_svg(ruler: ClockRuler, *, uid: str = "ruler", paint: Paint = WEB) -> SafeString:
    """The drawing. `uid` must be unique on the page; `paint=PRINT` gives one for the PDF."""
    canvas = _Canvas(paint)
    head = format_html(
        '<svg {} role="img" aria-labelledby="{}-d"{}><title id="{}-d">{}</title>',
        _size(paint),
        uid,
        paint.font(),
        uid,
        ruler.sentence,
    )
    parts = [head, *_bar(ruler, canvas, uid), *_days(ruler, canvas), *_events(ruler, canvas), *_now(ruler, canvas)]
    return format_html("{}</svg>", svg_join(parts))


def _size(paint: Paint) -> SafeString:
    if paint.print:
        return format_html(
            'xmlns="http://www.w3.org/2000/svg" width="{}" height="72" viewBox="0 0 {} 72"', _PRINT_WIDTH, _PRINT_WIDTH
        )
    return SafeString('class="ruler"')


def _bar(ruler: ClockRuler, canvas: _Canvas, uid: str) -> list[SafeString]:
    paint = canvas.paint
    fill = {ClockState.STOPPED: "ok", ClockState.PAUSED: "due"}.get(ruler.state, "late")
    reached = ruler.share(ruler.reached)
    bar = '<rect x="0" y="24" width="{}" height="12" rx="2" {}/>'
    parts = [
        format_html(bar, canvas.x(1), paint.attrs("track")),
        format_html(bar, canvas.x(reached), paint.attrs(fill)),
    ]
    if ruler.pauses:
        line = format_html('<path d="M0 6 6 0" fill="none" stroke-width="1.5" {}/>', paint.attrs(stroke="due"))
        parts.append(
            format_html(
                '<defs><pattern id="{}-p" width="6" height="6" patternUnits="userSpaceOnUse">'
                '<rect width="6" height="6" {}/>{}</pattern></defs>',
                uid,
                paint.attrs("bg"),
                line,
            )
        )
    for begin, end in ruler.pauses:
        left, right = ruler.share(begin), ruler.share(end or ruler.now)
        parts.append(
            format_html(
                '<rect x="{}" y="24" width="{}" height="12" fill="url(#{}-p)"/>',
                canvas.x(left),
                canvas.x(max(right - left, 0.004)),
                uid,
            )
        )
    return parts


def _days(ruler: ClockRuler, canvas: _Canvas) -> list[SafeString]:
    paint = canvas.paint
    days = ruler.midnights()
    weekdays = (ruler.end - ruler.start).days < _MANY_DAYS
    parts: list[SafeString] = []
    for border in days:
        at = ruler.share(border)
        x = canvas.x(at)
        parts.append(
            format_html('<line x1="{}" x2="{}" y1="24" y2="36" stroke-width="2" {}/>', x, x, paint.attrs(stroke="bg"))
        )
        parts.append(_tick(x, paint))
        if _NEAR < at < 1 - _NEAR * 0.8:
            name = dates.DAYS[clock.local(border).weekday()] if weekdays else dates.list_date(border)
            css = "minor" if at < 2 * _NEAR or at > 1 - 2 * _NEAR or len(days) > 3 else ""  # noqa: PLR2004 -- a phone has room for three
            parts.append(canvas.text(at, 60, name, css=css))
    parts += [_tick(canvas.x(0), paint), _tick(canvas.x(1), paint)]
    start, end = clock.local(ruler.start), clock.local(ruler.end)
    first = f"{dates.DAYS_SHORT[start.weekday()]} {start:%H:%M}" if weekdays else dates.list_date(ruler.start)
    last = f"{end:%H:%M}" if weekdays else dates.list_date(ruler.end)
    return [*parts, canvas.text(0, 60, first), canvas.text(1, 60, last)]


def _tick(x: str, paint: Paint) -> SafeString:
    return format_html(
        '<line x1="{}" x2="{}" y1="37" y2="44" stroke-width="1" {}/>', x, x, paint.attrs(stroke="strong")
    )


def _events(ruler: ClockRuler, canvas: _Canvas) -> list[SafeString]:
    parts: list[SafeString] = []
    free_from = 0.0
    now_at = ruler.share(ruler.reached)
    for event in sorted(ruler.events, key=lambda item: item.at):
        at = min(0.994, max(0.006, ruler.share(event.at)))
        parts.append(format_html('<circle cx="{}" cy="30" r="3" {}/>', canvas.x(at), canvas.paint.attrs("bg")))
        begin = at if at >= 2 * _EDGE else 0.0
        end = begin + _LETTER * len(event.label)
        if (
            event.label
            and begin >= free_from
            and end < 1
            and (end < now_at - _LABEL / 2 or begin > now_at + _LABEL / 2)
        ):
            parts.append(canvas.text(begin, 16, event.label, css="minor", anchor="start"))
            free_from = end + _EDGE
    return parts


def _now(ruler: ClockRuler, canvas: _Canvas) -> list[SafeString]:
    word = f"nu, {dates.span(ruler.spent)} verlopen"
    if ruler.state is ClockState.PASSED:
        word = "verstreken"
    elif ruler.state is ClockState.STOPPED:
        word = f"gestopt na {dates.span(ruler.spent)}"
    at = ruler.share(ruler.reached)
    x = canvas.x(at)
    line = format_html(
        '<line x1="{}" x2="{}" y1="18" y2="42" stroke-width="2" {}/>', x, x, canvas.paint.attrs(stroke="ink")
    )
    label_at = 0.0 if at < _LABEL / 2 else 1.0 if at > 1 - _LABEL / 2 else at
    return [line, canvas.text(label_at, 14, word, bold=True)]
