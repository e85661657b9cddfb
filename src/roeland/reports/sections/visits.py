"""Visits of the shared officer: how many and how long against the agreement; the days in the annex."""

from roeland.documents.render import Block, Table, paragraph
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part
from roeland.ui import dates

HOUR = 60


def build(brief: Brief, part: Part) -> list[Block]:
    """Half days and hours."""
    rooms = brief.material.rooms
    if not rooms.visits:
        return [paragraph(f"In {brief.year} zijn er geen bezoeken van een gedeelde consulent geregistreerd.")]
    agreed = f" De overeenkomst voorziet {dates.number(round(rooms.bought / HOUR))} uur." if rooms.bought else ""
    blocks: list[Block] = [
        paragraph(
            f"De consulent sloot in {brief.year}{brief.until} ",
            brief.figure("visits-closed"),
            " af, samen ",
            brief.figure("visits-hours"),
            f".{agreed}",
        )
    ]
    if part.confidential:
        rows = tuple((dates.table_date(row.on), dates.minutes(row.minutes)) for row in rooms.visits)
        blocks.append(Table("Bezoeken", ("Dag", "Tijd"), rows, (1,)))
    return blocks


SECTION = Section("bezoeken", "Bezoeken van de consulent", build)
