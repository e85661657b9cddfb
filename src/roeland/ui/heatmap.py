"""The year overview (*Jaaroverzicht*): a table of duties by month. Twelve cells a row; an empty cell is a month without due date."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from roeland.ui import dates
from roeland.ui.components import State
from roeland.ui.palette import PRINT, Paint, figure_number, svg_join

MONTHS_IN_YEAR = 12
# what a swatch holds: an icon of the sprite, or nothing
SWATCH_ICONS = {
    State.LATE: "bang",
    State.REJECTED: "close",
    State.SKIPPED: "minus",
    State.TODAY: "s-today",
    State.REVIEW: "s-review",
}
LEGEND = (
    (State.DONE, "op tijd", ""),
    (State.DONE, "op tijd, aantal", "22"),
    (State.DONE_LATE, "laat gedaan", ""),
    (State.TODAY, "vandaag", ""),
    (State.REVIEW, "in nazicht", ""),
    (State.LATE, "te laat", ""),
    (State.REJECTED, "afgekeurd", ""),
    (State.SKIPPED, "overgeslagen", ""),
    (State.PLANNED, "gepland", ""),
)


@dataclass(frozen=True, slots=True)
class MonthCell:
    """What a duty did in a month: its heaviest state, how often when more than once, and the task (or list) behind it."""

    state: State
    count: int = 0
    url: str = ""
    detail: str = ""

    @property
    def icon(self) -> str:
        """Glyph inside the swatch."""
        return SWATCH_ICONS.get(self.state, "")

    @property
    def shown(self) -> str:
        """The figure inside the swatch."""
        return str(self.count) if self.count > 1 and not self.icon and self.state is not State.PLANNED else ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A duty; `done` of `total` are counted in months for what is more frequent than monthly."""

    title: str
    rhythm: str
    cells: tuple[MonthCell | None, ...]
    done: int
    total: int
    url: str = ""

    def __post_init__(self) -> None:
        """A year has twelve cells."""
        if len(self.cells) != MONTHS_IN_YEAR:
            raise ValueError("a row of the year overview has twelve cells")

    def labelled(self) -> list[tuple[int, MonthCell | None, str]]:
        """(month, cell, full text of the cell)."""
        return [(month, cell, self._label(month, cell)) for month, cell in enumerate(self.cells, 1)]

    def _label(self, month: int, cell: MonthCell | None) -> str:
        if cell is None:
            return ""
        times = f", {cell.count} keer" if cell.count > 1 else ""
        detail = f", {cell.detail}" if cell.detail else ""
        return f"{self.title}, {dates.MONTHS[month - 1]}: {cell.state.word.lower()}{times}{detail}"


@dataclass(frozen=True, slots=True)
class HeatGroup:
    """Duties under one heading."""

    label: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """A year of duties; `current_month` (1 to 12) is tinted, None in another year."""

    caption: str
    year: int
    groups: tuple[HeatGroup, ...]
    current_month: int | None = None

    @property
    def months(self) -> list[tuple[int, str, str, bool]]:
        """(number, short name, full name, is current)."""
        return [
            (number, dates.MONTHS_TINY[number - 1], dates.MONTHS[number - 1], number == self.current_month)
            for number in range(1, MONTHS_IN_YEAR + 1)
        ]

    @property
    def initials(self) -> str:
        """First letters of the months, for narrow screens."""
        return "".join(name[0] for name in dates.MONTHS)

    @property
    def legend(self) -> tuple[tuple[MonthCell, str], ...]:
        """Every shape with its word."""
        return tuple((MonthCell(state, int(count or 0)), word) for state, word, count in LEGEND)


_ROW, _GROUP, _LEFT, _CELL, _TOTAL = 22, 28, 300, 30, 60
_FILLS = {State.DONE: "ok", State.LATE: "late", State.REJECTED: "late"}


def heat_svg(heat: HeatMap, *, paint: Paint = PRINT) -> SafeString:
    """The same overview as one drawing, for the PDF; the data table belongs beside it."""
    parts: list[SafeString] = []
    width = _LEFT + _CELL * MONTHS_IN_YEAR + _TOTAL
    for number, tiny, _full, _now in heat.months:
        parts.append(_text(_LEFT + _CELL * (number - 0.5), 14, tiny, paint, anchor="middle", fill="ink-2"))
    parts.append(
        format_html('<line x1="0" x2="{}" y1="21" y2="21" stroke-width="1" {}/>', width, paint.attrs(stroke="ink"))
    )
    y = 22
    for group in heat.groups:
        parts.append(_text(0, y + 19, group.label, paint, bold=True))
        y += _GROUP
        for row in group.rows:
            parts += _svg_row(row, y, width, paint)
            y += _ROW
    head = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="0 0 {} {}" role="img"{}><title>{}</title>',
        width,
        y + 4,
        width,
        y + 4,
        paint.font(),
        heat.caption,
    )
    return format_html("{}{}</svg>", head, svg_join(parts))


def _svg_row(row: HeatRow, y: int, width: int, paint: Paint) -> list[SafeString]:
    title = row.title if len(row.title) <= 44 else row.title[:43].rstrip() + "…"  # noqa: PLR2004 -- what fits at 12 units
    parts = [_text(0, y + 15, title, paint, size=12)]
    for month, cell in enumerate(row.cells):
        if cell:
            parts.append(_svg_cell(cell, _LEFT + _CELL * month + 3, y + 3, paint))
    parts.append(_text(width, y + 15, f"{row.done} / {row.total}", paint, anchor="end", size=12))
    parts.append(
        format_html(
            '<line x1="0" x2="{}" y1="{}" y2="{}" stroke-width="0.6" {}/>',
            width,
            y + 21.5,
            y + 21.5,
            paint.attrs(stroke="line"),
        )
    )
    return parts


def _svg_cell(cell: MonthCell, x: float, y: float, paint: Paint) -> SafeString:
    centre = (x + 12, y + 8)
    if cell.state is State.PLANNED:
        return format_html('<circle cx="{}" cy="{}" r="2" {}/>', *centre, paint.attrs("ink-3"))
    if cell.state in _FILLS:
        fill = _FILLS[cell.state]
        box = format_html('<rect x="{}" y="{}" width="24" height="16" rx="3" {}/>', x, y, paint.attrs(fill))
        glyph = cell.shown or {State.LATE: "!", State.REJECTED: "×"}.get(cell.state, "")
        text = (
            _text(centre[0], y + 12, glyph, paint, anchor="middle", fill=f"on-{fill}", bold=True, size=11)
            if glyph
            else SafeString("")
        )
        return format_html("{}{}", box, text)
    frame = format_html(
        '<rect x="{}" y="{}" width="23" height="15" rx="3" {}/>',
        x + 0.5,
        y + 0.5,
        paint.attrs("bg", "due" if cell.state is State.DONE_LATE else "strong"),
    )
    return format_html("{}{}", frame, _frame_glyph(cell.state, x, y, paint))


def _frame_glyph(state: State, x: float, y: float, paint: Paint) -> SafeString:
    if state is State.DONE_LATE:
        return format_html(
            '<path d="M{} {}v14l22 0z" {}/>', figure_number(x + 1), figure_number(y + 1), paint.attrs("due")
        )
    if state is State.SKIPPED:
        return format_html(
            '<path d="M{} {}h8" stroke-width="1.5" {}/>',
            figure_number(x + 8),
            figure_number(y + 8),
            paint.attrs("none", "ink-2"),
        )
    fill = "due" if state is State.TODAY else "info"
    return format_html('<circle cx="{}" cy="{}" r="3.500" {}/>', x + 12, y + 8, paint.attrs(fill))


def _text(
    x: float,
    y: float,
    text: str,
    paint: Paint,
    *,
    anchor: str = "start",
    fill: str = "ink",
    bold: bool = False,
    size: int = 13,
) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" font-size="{}" {}>{}</text>',
        figure_number(x),
        figure_number(y),
        anchor,
        size,
        paint.attrs(fill, bold=bold),
        text,
    )
