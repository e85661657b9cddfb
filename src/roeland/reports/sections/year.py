"""The year overview: a drawing per theme with the same in a table. It names duties, so it stands in the annex only."""

from collections import defaultdict

from roeland.documents.render import Block, Figure, Table, paragraph
from roeland.duties.catalogue import groups as group_names
from roeland.reports.plan import DONE, Outcome, Unit, counted
from roeland.reports.sections.base import Brief, Section, title_of
from roeland.reports.sections.tasks import OTHER, theme
from roeland.reports.values import Part
from roeland.ui.components import State
from roeland.ui.heatmap import MONTHS_IN_YEAR, HeatGroup, HeatMap, HeatRow, MonthCell, heat_svg
from roeland.ui.palette import PRINT, WEB

ROWS_PER_DRAWING = 22  # what fits under a heading on one page
CODES = {
    Outcome.ON_TIME: "T",
    Outcome.LATE: "L",
    Outcome.SKIPPED: "O",
    Outcome.IN_REVIEW: "N",
    Outcome.OVERDUE: "!",
    Outcome.TO_COME: "-",
}
STATES = {
    Outcome.ON_TIME: State.DONE,
    Outcome.LATE: State.DONE_LATE,
    Outcome.SKIPPED: State.SKIPPED,
    Outcome.IN_REVIEW: State.REVIEW,
    Outcome.OVERDUE: State.LATE,
    Outcome.TO_COME: State.PLANNED,
}
LETTERS = ("J", "F", "M", "A", "M", "J", "J", "A", "S", "O", "N", "D")

Rows = dict[str, dict[int, list[Unit]]]


def build(brief: Brief, part: Part) -> list[Block]:
    """Per theme a drawing of months and its table."""
    themes: dict[str, Rows] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for unit in brief.material.plan:
        title = title_of(unit.head.label, restricted=unit.head.restricted)
        themes[theme(unit)][title][unit.month].append(unit)
    blocks: list[Block] = [
        paragraph(
            "Per taak en per maand: T op tijd, L laat gedaan, O overgeslagen, N in nazicht, ! te laat, - nog te doen. "
            "Een leeg vak is een maand zonder vervaldag. Staat er meer dan één taak in een vak, dan telt wat het zwaarst weegt. "
            "In de tekening is vol groen op tijd, een oranje hoek laat gedaan, rood met ! te laat, een streepje overgeslagen, "
            "een stip in een kader in nazicht en een losse stip nog te doen."
        )
    ]
    for name in [*group_names().values(), OTHER]:
        if name in themes:
            blocks += _drawings(brief.year, name, themes[name])
    return [*blocks, *brief.written("jaaroverzicht", part)]


def _drawings(year: int, name: str, rows: Rows) -> list[Block]:
    titles = sorted(rows)
    found: list[Block] = []
    for start in range(0, len(titles), ROWS_PER_DRAWING):
        chunk = titles[start : start + ROWS_PER_DRAWING]
        more = " (vervolg)" if start else ""
        found.append(_drawing(f"{name}{more}", year, {title: rows[title] for title in chunk}))
    return found


def _drawing(name: str, year: int, rows: Rows) -> Figure:
    lines = tuple(_row(title, months) for title, months in rows.items())
    heat = HeatMap(f"Jaaroverzicht {year}, {name}", year, (HeatGroup(name, lines),))
    table = Table(
        "Dezelfde gegevens",
        ("Taak", *LETTERS),
        tuple(
            (title, *(_code(months.get(month)) for month in range(1, MONTHS_IN_YEAR + 1)))
            for title, months in rows.items()
        ),
        tuple(range(1, MONTHS_IN_YEAR + 1)),
    )
    done = sum(row.done for row in lines)
    alt = f"{len(lines)} taken over twaalf maanden, {done} van {sum(row.total for row in lines)} keer gedaan."
    return Figure(
        svg=str(heat_svg(heat, paint=PRINT)),
        alt=alt,
        caption=heat.caption,
        data=table,
        screen=str(heat_svg(heat, paint=WEB)),
    )


def _row(title: str, months: dict[int, list[Unit]]) -> HeatRow:
    found = [unit for group in months.values() for unit in group]
    due = counted(found)
    cells = tuple(_cell(months.get(month)) for month in range(1, MONTHS_IN_YEAR + 1))
    return HeatRow(title, found[0].head.rhythm, cells, sum(unit.outcome in DONE for unit in due), len(due))


def _cell(found: list[Unit] | None) -> MonthCell | None:
    if not found:
        return None
    return MonthCell(STATES[max(unit.outcome for unit in found)], len(found))


def _code(found: list[Unit] | None) -> str:
    return CODES[max(unit.outcome for unit in found)] if found else ""


SECTION = Section("jaaroverzicht", "Jaaroverzicht", build, parts=(Part.ANNEX,))
