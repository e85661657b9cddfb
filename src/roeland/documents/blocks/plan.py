"""Live blocks over the control plan: recurring tasks of a role or a chapter, open findings, a year in figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial

from roeland.documents.blocks.registry import Argument, Ask, BlockError, LiveBlock, nothing, register
from roeland.documents.render import Block, Figure, Table, paragraph
from roeland.duties.catalogue import groups
from roeland.duties.models import Duty
from roeland.duties.queries import Year, findings, year_of
from roeland.duties.values import CellState, DutyStatus
from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.people.queries import role_names
from roeland.ui import charts, dates
from roeland.ui.palette import PRINT, WEB

YEARS = range(2000, 2100)
WORDS = "gegevens uit het controleplan"
QUARTERS = ("1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal")
COUNTED = ((CellState.DONE,), (CellState.DONE_LATE,), (CellState.SKIPPED,), (CellState.OVERDUE, CellState.REJECTED))


def roles() -> Mapping[str, str]:
    """Role id -> Dutch name."""
    return {role.id: role.nl for role in RIGHTS.roles.values()}


def authority_of(ask: Ask) -> Authority:
    """The authority of a document."""
    return Authority.everything.get(pk=ask.authority_id)


def _duties(ask: Ask) -> Iterable[Duty]:
    """Recurring tasks that run, without those that are restricted to who does them."""
    rows = Duty.objects.filter(authority_id=ask.authority_id, status=DutyStatus.ACTIVE).order_by("title")
    return [row for row in rows if not row.restricted]


def _table(caption: str, rows: Iterable[Duty], names: Mapping[str, str] | None = None) -> tuple[Block, ...]:
    header = ("Taak", "Ritme", "Grondslag") if names is None else ("Taak", "Wie", "Ritme", "Grondslag")
    lines = []
    for row in rows:
        ground = row.ground
        told = (f"{ground.kind.label}: {ground.ref}" if ground.ref else ground.kind.label) if ground else ""
        who = () if names is None else (names.get(row.lead_role, row.lead_role),)
        lines.append((row.title, *who, row.interval_nl, told))
    return (Table(caption, header, tuple(lines)),) if lines else ()


def of_role(ask: Ask) -> tuple[Block, ...]:
    """The recurring tasks that fall to a role."""
    role = ask.args["rol"]
    name = role_names(authority_of(ask)).get(role, role)
    rows = [row for row in _duties(ask) if row.lead_role == role]
    return _table(f"Terugkerende taken van de {name}", rows) or nothing(f"terugkerende taken van de {name}")


def of_chapter(ask: Ask) -> tuple[Block, ...]:
    """The recurring tasks of a chapter of the catalogue."""
    group = ask.args["hoofdstuk"]
    label = groups()[group]
    rows = [row for row in _duties(ask) if row.group == group]
    return _table(f"Terugkerende taken, {label}", rows, role_names(authority_of(ask))) or nothing(
        f"terugkerende taken bij {label}"
    )


def open_points(ask: Ask) -> tuple[Block, ...]:
    """Findings that are still open, of no restricted task."""
    rows = [row for row in findings(authority_of(ask)) if row.task is None or not row.task.restricted]
    lines = tuple(
        (row.title, row.get_severity_display(), str(row.owner or ""), dates.table_date(row.due) if row.due else "")
        for row in rows
    )
    if not lines:
        return nothing("open vaststellingen")
    return (Table("Open vaststellingen", ("Vaststelling", "Ernst", "Wie", "Tegen"), lines),)


def year(ask: Ask) -> tuple[Block, ...]:
    """What came of the plan in a year, per chapter: a chart with its table."""
    asked = ask.args.get("jaar", str(clock.today().year))
    if not asked.isdigit() or int(asked) not in YEARS:
        raise BlockError(f'“{asked}” is geen jaar. Schrijf bijvoorbeeld jaar="{clock.today().year}".')
    rows = _quarters(year_of(authority_of(ask), int(asked)))
    if not any(sum(row.values) for row in rows):
        return nothing(f"afgelopen taken van {asked}")
    totals = [sum(row.values[i] for row in rows) for i in range(len(charts.IN_TIME))]
    title = f"Terugkerende taken in {asked}"
    words = ", ".join(f"{dates.number(n)} {part.name}" for n, part in zip(totals, charts.IN_TIME, strict=True))
    chart = charts.StackedBar(title, f"{title}: {words}.", rows, head="Kwartaal")
    header, lines = chart.table
    draw = partial(charts.bar_svg, chart, uid=f"jaar{asked}")
    figure = Figure(
        str(draw(paint=PRINT)),
        chart.desc,
        title,
        Table("Dezelfde cijfers", header, tuple(lines), tuple(range(1, len(header)))),
        str(draw(paint=WEB)),
        tuple((part.role, part.name) for part in charts.IN_TIME),
    )
    return (paragraph(f"In {asked}: {words}."), figure)


def _quarters(found: Year) -> tuple[charts.BarRow, ...]:
    """Four bars in the order of `IN_TIME`; a duty more frequent than monthly counts once a month."""
    per: list[Counter[CellState]] = [Counter() for _ in QUARTERS]
    for row in found.rows:
        for month, cell in enumerate(row.cells):
            if cell is not None:
                per[month // 3].update([cell.state] if row.monthly else [moment.state for moment in cell.moments])
    return tuple(
        charts.BarRow(name, tuple(sum(counts[state] for state in states) for states in COUNTED))
        for name, counts in zip(QUARTERS, per, strict=True)
    )


for _block in (
    LiveBlock(
        "taken-van-rol",
        "Terugkerende taken van een functie",
        '{{ taken-van-rol rol="informatieveiligheidsconsulent" }}',
        of_role,
        "control_plan",
        WORDS,
        (Argument("rol", "functie", required=True, choices=roles),),
    ),
    LiveBlock(
        "taken-van-hoofdstuk",
        "Terugkerende taken van een hoofdstuk",
        f'{{{{ taken-van-hoofdstuk hoofdstuk="{next(iter(groups().values()))}" }}}}',
        of_chapter,
        "control_plan",
        WORDS,
        (Argument("hoofdstuk", "hoofdstuk van het controleplan", required=True, choices=groups),),
    ),
    LiveBlock(
        "open-vaststellingen", "Open vaststellingen", "{{ open-vaststellingen }}", open_points, "control_plan", WORDS
    ),
    LiveBlock(
        "jaaroverzicht",
        "Grafiek van een jaar, per hoofdstuk",
        '{{ jaaroverzicht jaar="2026" }}',
        year,
        "control_plan",
        WORDS,
        (Argument("jaar", "jaar"),),
    ),
):
    register(_block)
