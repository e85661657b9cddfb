"""The consultations of one worker in a month, by day and hour: a drawing and the table that says the same."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.logs.queries.events import Event
from roeland.ui import dates
from roeland.ui.palette import WEB, Paint, figure_number, svg_join

LEFT, RIGHT, NARROW, TOP, HOUR, FOOT = 44.0, 636.0, 354.0, 6.0, 9.0, 20.0
EARLIEST, LATEST = 6, 24  # hours that are always drawn
Week = Mapping[int, Sequence[tuple[time, time]]]


@dataclass(frozen=True)
class Chart:
    """A drawing, also as narrow as a phone (the page shows one of both), with what a reader without eyes needs."""

    title: str
    svg: SafeString
    legend: tuple[tuple[SafeString, str], ...]
    rows: tuple[tuple[str, str, str, str], ...]


def chart(events: Sequence[Event], month: date, week: Week, words: Mapping[str, str]) -> Chart:
    """`words`: sentence per explanation id; `week`: hours of service per weekday, empty when the authority set none."""
    title = _("Raadplegingen in %(month)s") % {"month": dates.month_name(month)}
    same = [event for event in events if event.same]
    desc = _("%(same)s van deze burger, %(other)s van andere burgers.") % {
        "same": dates.plural(len(same), "raadpleging", "raadplegingen"),
        "other": dates.plural(len(events) - len(same), "raadpleging", "raadplegingen"),
    }
    rows = tuple(
        (
            dates.list_date(event.at),
            dates.clock_time(event.at),
            event.service,
            words.get(event.explained_by, event.explained_by) or _("niet verklaard"),
        )
        for event in same
    )
    drawn = [_svg(events, month, week, title, desc, right) for right in (RIGHT, NARROW)]
    return Chart(title, svg_join(drawn), _legend(bool(week)), rows)


def _svg(events: Sequence[Event], month: date, week: Week, title: str, desc: str, right: float) -> SafeString:
    paint = WEB
    first = min([EARLIEST, *(clock.local(event.at).hour for event in events)])
    bottom = TOP + (LATEST - first) * HOUR
    days = monthrange(month.year, month.month)[1]
    wide = (right - LEFT) / days

    def y_of(moment: time) -> float:
        return TOP + (moment.hour + moment.minute / 60 - first) * HOUR

    parts = _bands(month, days, week, wide, y_of, paint)
    for hour in range(-(-first // 4) * 4, LATEST + 1, 4):
        y = TOP + (hour - first) * HOUR
        parts.append(
            format_html(
                '<line x1="{}" x2="{}" y1="{}" y2="{}" stroke-width="1" {}/>',
                LEFT,
                right,
                y,
                y,
                paint.attrs(stroke="line"),
            )
        )
        parts.append(_text(0, y + 4, f"{hour}:00", paint))
    for day in (1, *range(5, days, 5), days):
        if day == days or days - day > 2:  # noqa: PLR2004 -- room for the last figure
            parts.append(_text(LEFT + (day - 0.5) * wide, bottom + FOOT - 4, str(day), paint, middle=True))
    for event in sorted(events, key=lambda one: one.same):
        local = clock.local(event.at)
        x = LEFT + (local.day - 0.5) * wide
        parts.append(mark(x, y_of(local.timetz()), event, paint))
    height = figure_number(bottom + FOOT)
    return format_html(
        '<svg class="{}" viewBox="0 0 {} {}" role="img" aria-label="{}"><title>{}</title><desc>{}</desc>{}</svg>',
        "chart-wide" if right == RIGHT else "chart-narrow",
        figure_number(right + 4),
        height,
        f"{title}. {desc}",
        title,
        desc,
        svg_join(parts),
    )


def _bands(month: date, days: int, week: Week, wide: float, y_of: object, paint: Paint) -> list[SafeString]:
    found = []
    for day in range(1, days + 1):
        for opens, closes in week.get(month.replace(day=day).weekday(), ()):
            top, low = y_of(opens), y_of(closes)  # type: ignore[operator]
            found.append(
                format_html(
                    '<rect x="{}" y="{}" width="{}" height="{}" {}/>',
                    figure_number(LEFT + (day - 1) * wide),
                    figure_number(max(top, TOP)),
                    figure_number(wide - 1),
                    figure_number(max(low - max(top, TOP), 0)),
                    paint.attrs("track"),
                )
            )
    return found


def mark(x: float, y: float, event: Event, paint: Paint = WEB) -> SafeString:
    """A diamond for this citizen, a dot for another; filled red or ringed when nothing explains it."""
    if event.same:
        points = " ".join(
            f"{figure_number(x + dx)},{figure_number(y + dy)}" for dx, dy in ((0, -5), (5, 0), (0, 5), (-5, 0))
        )
        attrs = paint.attrs("bg", "ink") if event.explained_by else paint.attrs("late")
        return format_html('<polygon points="{}" {}/>', points, attrs)
    attrs = paint.attrs("ink-3") if event.explained_by else paint.attrs("bg", "ink-3")
    return format_html('<circle cx="{}" cy="{}" r="2.2" {}/>', figure_number(x), figure_number(y), attrs)


def _legend(hours: bool) -> tuple[tuple[SafeString, str], ...]:
    now = datetime(2026, 1, 1, tzinfo=clock.BRUSSELS)

    def sign(same: bool, code: str) -> SafeString:
        return format_html(
            '<svg width="14" height="14" aria-hidden="true">{}</svg>', mark(7, 7, Event(now, "", same, code))
        )

    found = [
        (sign(True, ""), _("deze burger, niet verklaard")),
        (sign(True, "x"), _("deze burger, verklaard")),
        (sign(False, "x"), _("andere, verklaard")),
        (sign(False, ""), _("andere, niet verklaard")),
    ]
    if hours:
        box = format_html(
            '<svg width="14" height="14" aria-hidden="true"><rect width="14" height="14" {}/></svg>', WEB.attrs("track")
        )
        found.append((box, _("uren van het bestuur")))
    return tuple(found)


def _text(x: float, y: float, words: str, paint: Paint, *, middle: bool = False) -> SafeString:
    anchor = SafeString(' text-anchor="middle"') if middle else SafeString("")
    return format_html(
        '<text x="{}" y="{}"{} {}>{}</text>',
        figure_number(x),
        figure_number(y),
        anchor,
        paint.attrs("ink-2", tick=True),
        words,
    )
