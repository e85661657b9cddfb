"""How the plan went on: versions of the security plan and objectives; which objectives, in the annex."""

from roeland.documents.render import Block, Table, paragraph
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part
from roeland.ui import dates


def build(brief: Brief, part: Part) -> list[Block]:
    """New versions of both plan parts, objectives that ran and were reached."""
    rooms = brief.material.rooms
    written = brief.written("voortgang", part)
    blocks: list[Block] = [
        paragraph(
            f"In {brief.year} {brief.agree('plan-versions', 'was', 'waren')} er{brief.until} ",
            brief.figure("plan-versions"),
            ".",
        )
        if brief.value("plan-versions")
        else paragraph(f"In {brief.year} is geen nieuwe versie van het veiligheidsplan goedgekeurd.")
    ]
    if rooms.objectives:
        blocks.append(
            paragraph(
                f"Er {brief.agree('objectives-running', 'liep', 'liepen')} ",
                brief.figure("objectives-running"),
                f". Daarvan {brief.agree('objectives-reached', 'is', 'zijn')} er ",
                brief.figure("objectives-reached"),
                ".",
            )
        )
    blocks += written
    if part.confidential and rooms.objectives:
        rows = tuple((row.title, row.target, dates.table_date(row.due), row.label) for row in rooms.objectives)
        blocks.append(Table("Doelstellingen", ("Doelstelling", "Streefdoel", "Tegen", "Status"), rows))
    return blocks


SECTION = Section(
    "voortgang",
    "Voortgang van het plan",
    build,
    hint="Hoe ver staat het veiligheidsplan? Zonder namen van personen of systemen.",
)
