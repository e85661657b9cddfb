"""Recurring tasks and how they were met: per quarter for everybody, per duty in the annex."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from roeland.documents.render import Block, Figure, Table, paragraph
from roeland.duties.catalogue import groups as group_names
from roeland.reports.plan import DONE, Outcome, Unit, counted
from roeland.reports.sections.base import Brief, Section, title_of
from roeland.reports.values import SMALLEST_GROUP, Group, Part, merge_small
from roeland.ui import charts, dates
from roeland.ui.chart_values import BarRow, StackedBar
from roeland.ui.palette import PRINT, WEB

OTHER = "Andere thema's"
QUARTERS = ("1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal")
SHOWN = (Outcome.ON_TIME, Outcome.LATE, Outcome.SKIPPED, Outcome.OVERDUE)


def build(brief: Brief, part: Part) -> list[Block]:
    """Chart per quarter with its table; then per theme (public) or per duty (annex)."""
    plan = counted(brief.material.plan)
    if not plan:
        return [paragraph("Er stond nog niets op het plan dat kon meetellen."), *brief.written("taken", part)]
    blocks: list[Block] = [
        paragraph(
            "Van de ",
            brief.figure("tasks-due"),
            f" {brief.agree('tasks-on-time', 'gebeurde', 'gebeurden')} er ",
            brief.figure("tasks-on-time"),
            f", dat is {dates.percent(brief.value('tasks-on-time'), brief.value('tasks-due'))}.",
        ),
        *brief.written("taken", part),
    ]
    blocks.append(quarters(brief, plan))
    return [*blocks, *(_duties(plan) if part.confidential else _themes(plan))]


def quarters(brief: Brief, plan: Iterable[Unit]) -> Figure:
    """Stacked bars of the four quarters."""
    per: dict[int, Counter[Outcome]] = defaultdict(Counter)
    for unit in plan:
        per[unit.quarter][unit.outcome] += 1
    rows = tuple(
        BarRow(name, tuple(per[number][outcome] for outcome in SHOWN)) for number, name in enumerate(QUARTERS, 1)
    )
    told = ", ".join(f"{row.label} {sum(row.values)} taken, waarvan {row.values[0]} op tijd" for row in rows)
    title = "Taken per kwartaal"
    chart = StackedBar(title, f"Gestapelde staven: {told}.", rows)
    review = [per[number][Outcome.IN_REVIEW] for number in range(1, 5)]
    head, lines = chart.table
    if any(review):
        head = (*head, "In nazicht")
        lines = [(*line, dates.number(value)) for line, value in zip(lines, review, strict=True)]
    data = Table("Dezelfde cijfers", ("Kwartaal", *head[1:]), tuple(lines), tuple(range(1, len(head))))
    return Figure(
        svg=str(charts.bar_svg(chart, paint=PRINT, uid="kwartaal")),
        alt=chart.desc,
        caption=f"{title}, {brief.year}",
        data=data,
        screen=str(charts.bar_svg(chart, paint=WEB, uid="kwartaal")),
        legend=tuple((series.role, series.name) for series in chart.series),
    )


def theme(unit: Unit) -> str:
    """The Dutch name of the group that a unit belongs to."""
    return group_names().get(unit.head.group, OTHER)


def _themes(plan: Iterable[Unit]) -> list[Block]:
    due: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for unit in plan:
        name = theme(unit)
        due[name] += 1
        done[name] += unit.outcome in DONE
    groups = merge_small([Group(name, due[name], done[name]) for name in sorted(due)], "Andere thema's samen")
    if len(groups) < 2:  # noqa: PLR2004 -- one theme tells nothing that the total does not
        return []
    rows = tuple((group.name, dates.number(group.due), dates.percent(group.done, group.due)) for group in groups)
    return [
        Table("Taken per thema", ("Thema", "Op het plan", "Gedaan"), rows, (1, 2)),
        paragraph(f"Thema's met minder dan {SMALLEST_GROUP} taken staan samen, zodat geen enkele taak af te lezen is."),
    ]


def _duties(plan: Iterable[Unit]) -> list[Block]:
    per: dict[tuple[str, str], list[Unit]] = defaultdict(list)
    for unit in plan:
        title = title_of(unit.head.label, restricted=unit.head.restricted)
        per[title, unit.head.rhythm].append(unit)
    rows = []
    for (title, rhythm), found in sorted(per.items()):
        counts = Counter(unit.outcome for unit in found)
        cells = (str(counts[outcome]) for outcome in (*SHOWN, Outcome.IN_REVIEW))
        rows.append((title, rhythm or "eenmalig", str(len(found)), *cells))
    head = ("Taak", "Ritme", "Op het plan", "Op tijd", "Laat", "Overgesl.", "Te laat", "Nazicht")
    skipped = tuple(
        (
            title_of(unit.head.label, restricted=unit.head.restricted),
            dates.table_date(unit.head.owed),
            unit.head.reason or "geen reden",
        )
        for unit in plan
        if unit.outcome is Outcome.SKIPPED and not unit.head.restricted
    )
    blocks: list[Block] = [Table("Terugkerende taken en hoe ze gebeurd zijn", head, tuple(rows), (2, 3, 4, 5, 6, 7))]
    if skipped:
        blocks.append(Table("Overgeslagen taken en de reden", ("Taak", "Vervaldag", "Reden"), skipped))
    return blocks


SECTION = Section(
    "taken",
    "Terugkerende taken",
    build,
    hint="Waarom ging iets later of niet door, en wat is eraan gedaan? Zonder namen van personen of systemen.",
)
