"""Projects and money: how many and how much for everybody; which ones, with what was granted and spent, in the annex."""

from decimal import Decimal

from roeland.documents.render import Block, Table, paragraph
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part
from roeland.ui import dates


def build(brief: Brief, part: Part) -> list[Block]:
    """The portfolio and what was spent against what was granted."""
    rooms = brief.material.rooms
    written = brief.written("projecten", part)
    if not rooms.projects and not rooms.payments:
        return [
            paragraph(f"In {brief.year} liepen er geen projecten en zijn er geen uitgaven geregistreerd."),
            *written,
        ]
    blocks: list[Block] = [
        paragraph(
            f"In {brief.year} {brief.agree('projects-running', 'was', 'waren')} er{brief.until} ",
            brief.figure("projects-running"),
            ". Daarvan: ",
            brief.figure("projects-finished"),
            " en ",
            brief.figure("projects-late"),
            ". Voor informatieveiligheid is er ",
            brief.figure("money-spent"),
            "." if rooms.granted is None else f", van {dates.euro(rooms.granted)} die voorzien was.",
        ),
        *written,
    ]
    if part.confidential:
        blocks += _annex(brief)
    return blocks


def _annex(brief: Brief) -> list[Block]:
    rooms = brief.material.rooms
    blocks: list[Block] = []
    if rooms.projects:
        rows = tuple(
            (
                f"{row.number} {row.title}",
                f"{row.status}, met achterstand" if row.late else row.status,
                _euro(row.granted),
                _euro(row.spent),
            )
            for row in rooms.projects
        )
        blocks.append(
            Table("Projecten, bedragen over alle jaren", ("Project", "Status", "Voorzien", "Uitgegeven"), rows, (2, 3))
        )
    if rooms.payments:
        paid = tuple((row.title, dates.table_date(row.paid_on), _euro(row.euro)) for row in rooms.payments)
        blocks.append(Table("Uitgaven van het jaar", ("Waarvoor", "Betaald", "Bedrag"), paid, (2,)))
    return blocks


def _euro(value: Decimal) -> str:
    return dates.euro(value)


SECTION = Section(
    "projecten",
    "Projecten en middelen",
    build,
    hint="Wat leverden de projecten op? Zonder namen van personen of systemen.",
)
