"""The portfolio as a timeline: a bar per project, its milestones on it, a line for today. The same values make drawing and table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from roeland.projects import words
from roeland.projects.queries.portfolio import ProjectLine
from roeland.projects.values import Status
from roeland.ui import dates
from roeland.ui.palette import WEB, Paint, figure_number, svg_join

ROW, NARROW_ROW, HEAD = 30, 46, 26
LETTER = 7.2  # units of width of an average letter at 13


@dataclass(frozen=True)
class Mark:
    """A milestone: its day, and how it stands (done, late, open)."""

    on: date
    title: str
    state: str


@dataclass(frozen=True)
class Bar:
    """A project from its first day to its last, both real where they are known."""

    label: str
    word: str
    role: str
    start: date
    end: date
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True)
class Timeline:
    """Bars between the first and last year that any of them touches."""

    title: str
    desc: str
    bars: tuple[Bar, ...]
    today: date
    undated: tuple[str, ...] = ()  # numbers of projects that nobody dated yet

    @property
    def first(self) -> date:
        """1 January of the first year."""
        return date(min(bar.start.year for bar in self.bars), 1, 1)

    @property
    def last(self) -> date:
        """31 December of the last year."""
        return date(max(bar.end.year for bar in self.bars), 12, 31)

    @property
    def table(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """(head, rows) of the data table."""
        head = (_("Project"), _("Status"), _("Van"), _("Tot en met"), _("Mijlpalen"))
        return head, [
            (
                bar.label,
                bar.word,
                dates.table_date(bar.start),
                dates.table_date(bar.end),
                ", ".join(f"{dates.table_date(mark.on)} {mark.title} ({_WORDS[mark.state]()})" for mark in bar.marks),
            )
            for bar in self.bars
        ]


_WORDS = {"done": lambda: _("gehaald"), "late": lambda: _("te laat"), "open": lambda: _("gepland")}
_ROLES = {Status.RUNNING: "info", Status.DONE: "ok", Status.PAUSED: "due", Status.STOPPED: "off"}


def timeline(lines: Sequence[ProjectLine], today: date, title: str) -> Timeline | None:
    """The timeline of projects with a start; None when none has one."""
    bars = sorted((bar for bar in (_bar(line, today) for line in lines) if bar), key=lambda bar: (bar.start, bar.label))
    if not bars:
        return None
    late = sum(bar.role == "late" for bar in bars)
    told = dates.plural(len(bars), "project", "projecten")
    desc = _("%(n)s, van %(first)s tot %(last)s.") % {
        "n": told,
        "first": dates.sentence_date(bars[0].start, weekday=False),
        "last": dates.sentence_date(max(bar.end for bar in bars), weekday=False),
    }
    undated = [line.project.number for line in lines if not _start(line)]
    if undated:
        desc += " " + _("Nog zonder datum: %(numbers)s.") % {"numbers": dates.join_nl(undated)}
    if late:
        desc += " " + _("Over tijd: %(n)s.") % {"n": dates.number(late)}
    return Timeline(title, desc, tuple(bars), today, tuple(undated))


def _start(line: ProjectLine) -> date | None:
    """When a project started or will, from its first milestone when nobody said."""
    row = line.project
    first = min((one.due for one in line.milestones if one.dropped_on is None), default=None)
    return row.started_on or row.planned_start or first


def _bar(line: ProjectLine, today: date) -> Bar | None:
    row = line.project
    start = _start(line)
    if start is None:
        return None
    end = row.ended_on or row.planned_end or max(start, today)
    marks = tuple(
        Mark(one.done_on or one.due, one.title, "done" if one.done_on else "late" if one.due < today else "open")
        for one in line.milestones
        if one.dropped_on is None
    )
    late = row.late(today)
    role = "late" if late else _ROLES.get(Status(row.status), "none")
    days = [start, max(start, end), *(mark.on for mark in marks)]
    return Bar(str(row), words.status(row, today), role, start, max(days[:2]), marks)


def svg(chart: Timeline, *, narrow: float = 0, paint: Paint = WEB, uid: str = "tijdlijn") -> SafeString:
    """Draw it 960 wide with labels beside the bars, or `narrow` wide with labels above them."""
    width, left = (narrow, 4.0) if narrow else (960.0, 290.0)
    step = NARROW_ROW if narrow else ROW
    height = HEAD + step * len(chart.bars) + 8
    first, span = chart.first.toordinal(), chart.last.toordinal() - chart.first.toordinal()
    right = width - (8 if narrow else 16 + LETTER * max(len(bar.word) for bar in chart.bars))

    def x_of(day: date) -> float:
        share = (day.toordinal() - first) / span
        return left + (right - left) * min(max(share, 0.0), 1.0)

    parts = _years(chart, x_of, height, paint)
    if chart.first <= chart.today <= chart.last:
        x = figure_number(x_of(chart.today))
        parts.append(
            format_html(
                '<line x1="{}" x2="{}" y1="16" y2="{}" stroke-width="1.5" {}/>', x, x, height, paint.attrs(stroke="ink")
            )
        )
    for index, bar in enumerate(chart.bars):
        parts += _draw(bar, (HEAD + index * step, left, right), x_of, paint, narrow=bool(narrow))
    return format_html(
        '<svg viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d"{}><title id="{}-t">{}</title>'
        '<desc id="{}-d">{}</desc>{}</svg>',
        figure_number(width),
        figure_number(height),
        uid,
        uid,
        paint.font(),
        uid,
        chart.title,
        uid,
        chart.desc,
        svg_join(parts),
    )


def _years(chart: Timeline, x_of: object, height: float, paint: Paint) -> list[SafeString]:
    parts: list[SafeString] = []
    years = range(chart.first.year, chart.last.year + 1)
    every = max(1, -(-len(years) // 8))
    for year in years:
        x = x_of(date(year, 1, 1))  # type: ignore[operator]
        parts.append(
            format_html(
                '<line x1="{}" x2="{}" y1="16" y2="{}" stroke-width="1" {}/>',
                figure_number(x),
                figure_number(x),
                height,
                paint.attrs(stroke="line"),
            )
        )
        if not (year - years[0]) % every:
            parts.append(_text(x + 3, 12, str(year), paint, tick=True))
    return parts


def _draw(bar: Bar, box: tuple[float, float, float], x_of: object, paint: Paint, *, narrow: bool) -> list[SafeString]:
    top, left, right = box
    start, end = x_of(bar.start), x_of(bar.end)  # type: ignore[operator]
    y = top + (22 if narrow else 8)
    room = int((right - left if narrow else left - 16) / LETTER)
    words = f"{bar.label}, {bar.word}" if narrow else bar.label
    drawn = paint.attrs("none", "strong") if bar.role == "none" else paint.attrs(bar.role)
    dashed = SafeString(' stroke-width="1.5" stroke-dasharray="4 3"') if bar.role == "none" else SafeString("")
    parts = [
        _text(0 if not narrow else left, top + (15 if narrow else 20), _cut(words, room), paint, fill="ink"),
        format_html(
            '<rect x="{}" y="{}" width="{}" height="14" rx="2"{} {}/>',
            figure_number(start),
            y,
            figure_number(max(end - start, 4)),
            dashed,
            drawn,
        ),
    ]
    parts += [_diamond(x_of(mark.on), y + 7, mark.state, paint) for mark in bar.marks]  # type: ignore[operator]
    if not narrow:
        parts.append(_text(right + 8, top + 20, bar.word, paint, fill="ink-2"))
    return parts


def _diamond(x: float, y: float, state: str, paint: Paint) -> SafeString:
    """A milestone: filled when reached, red when late, open when still to come."""
    fill = {"done": "ink", "late": "late", "open": "bg"}[state]
    size = 6
    points = f"{figure_number(x)},{figure_number(y - size)} {figure_number(x + size)},{figure_number(y)} "
    points += f"{figure_number(x)},{figure_number(y + size)} {figure_number(x - size)},{figure_number(y)}"
    return format_html('<polygon points="{}" stroke-width="1.5" {}/>', points, paint.attrs(fill, "ink"))


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 1].rstrip()}…"


def _text(x: float, y: float, text: str, paint: Paint, *, fill: str = "ink-2", tick: bool = False) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" font-size="{}" {}>{}</text>',
        figure_number(x),
        figure_number(y),
        12 if tick else 13,
        paint.attrs(fill),
        text,
    )
