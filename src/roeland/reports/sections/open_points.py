"""What is still open: how much for everybody, what and with whom (a role, never a person) in the annex."""

from roeland.documents.render import Block, Table, paragraph
from roeland.reports.plan import Outcome, counted
from roeland.reports.sections.base import Brief, Section, role_name, title_of
from roeland.reports.values import Part
from roeland.ui import dates


def build(brief: Brief, part: Part) -> list[Block]:
    """Late tasks and open findings."""
    late, found = brief.value("tasks-overdue"), brief.value("findings-open")
    if not late and not found:
        opening = paragraph("Er staat niets meer open: geen taak is te laat en geen bevinding is onopgelost.")
    else:
        opening = paragraph(
            f"Bij de taken {brief.agree('tasks-overdue', 'is', 'zijn')} er ",
            brief.figure("tasks-overdue"),
            f". Bij de bevindingen {brief.open_findings}",
            brief.figure("findings-open"),
            ".",
        )
    blocks: list[Block] = [opening, *brief.written("open-punten", part)]
    if not part.confidential:
        return blocks
    tasks = tuple(
        (
            title_of(unit.head.label, restricted=unit.head.restricted),
            dates.table_date(unit.head.limit),
            role_name(unit.head.lead_role),
        )
        for unit in counted(brief.material.plan, Outcome.OVERDUE)
    )
    if tasks:
        blocks.append(Table("Taken die te laat zijn", ("Taak", "Uiterlijk", "Wie"), tasks))
    return blocks


SECTION = Section(
    "open-punten",
    "Open punten",
    build,
    hint="Wat gebeurt er met de open punten, en tegen wanneer? Deze tekst komt alleen in de vertrouwelijke bijlage.",
    confidential_only=True,
)
