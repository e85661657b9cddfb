"""What charts show: frozen values with their words and their data table. `charts` draws them for page or paper."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from roeland.ui import dates


@dataclass(frozen=True, slots=True)
class Series:
    """A part of a stacked bar; `role` is a role of the palette that has an 'on-' colour (ok, due, off, late)."""

    name: str
    role: str


IN_TIME = (
    Series("op tijd", "ok"),
    Series("laat gedaan", "due"),
    Series("overgeslagen", "off"),
    Series("te laat", "late"),
)


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar; `values` in the order of the series."""

    label: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StackedBar:
    """Bars of parts, numbers inside."""

    title: str
    desc: str
    rows: tuple[BarRow, ...]
    series: tuple[Series, ...] = IN_TIME
    head: str = "Periode"

    @property
    def table(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """(head, rows) of the data table."""
        head = (self.head, *(series.name.capitalize() for series in self.series))
        return head, [(row.label, *(dates.number(value) for value in row.values)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of points; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]
    compare: bool = False


@dataclass(frozen=True, slots=True)
class LineChart:
    """One accent line, at most one dashed comparison, labels at the end of the line. `unit` follows each figure ('%')."""

    title: str
    desc: str
    labels: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str = ""
    low: float | None = None
    high: float | None = None

    @property
    def table(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """(head, rows) of the data table."""
        head = ("Periode", *(line.name for line in self.lines))
        rows = [
            (label, *("" if line.values[i] is None else self.figure(line.values[i]) for line in self.lines))
            for i, label in enumerate(self.labels)
        ]
        return head, rows

    def figure(self, value: float | None) -> str:
        """A value with its unit."""
        if value is None:
            return ""
        shown = dates.number(int(value)) if float(value).is_integer() else dates.number(round(value, 1))
        return f"{shown}{dates.HARD_SPACE}{self.unit}" if self.unit else shown

    @property
    def bounds(self) -> tuple[float, float]:
        """Lowest and highest hairline."""
        known = [value for line in self.lines for value in line.values if value is not None] or [0.0, 1.0]
        low = min(known) if self.low is None else self.low
        high = max(known) if self.high is None else self.high
        return (low, high) if high > low else (low, low + 1)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """The year of one authority as one thin bar: parts of `total`, and where today stands (0 to 1, None in another year)."""

    in_time: int
    late_done: int
    skipped: int
    late: int
    total: int
    today: float | None = None

    @property
    def done(self) -> int:
        """What was done, in time or late."""
        return self.in_time + self.late_done

    @property
    def words(self) -> str:
        """*2 te laat, 13 laat gedaan, 3 overgeslagen*"""
        parts = [
            f"{dates.number(value)} {word}"
            for value, word in (
                (self.late, _("te laat")),
                (self.late_done, _("laat gedaan")),
                (self.skipped, _("overgeslagen")),
            )
            if value
        ]
        return ", ".join(parts) if parts else _("niets te laat")
