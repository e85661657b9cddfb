"""Meetings of the information security service: how many for everybody, which ones in the annex."""

from datetime import date

from roeland.documents.render import Block, Table, Text, paragraph
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part
from roeland.ui import dates


def build(brief: Brief, part: Part) -> list[Block]:
    """How often, in which rhythm, and in the annex the days."""
    planned = brief.material.meetings
    written = brief.written("vergaderingen", part)
    if not planned:
        return [
            paragraph("De vergadering van de informatieveiligheidsdienst stond dit jaar niet op het controleplan."),
            *written,
        ]
    rhythm = planned[0].head.rhythm
    blocks: list[Block] = [
        paragraph(
            f"De informatieveiligheidsdienst hield in {brief.year}{brief.until} ",
            brief.figure("meetings-held"),
            Text(f". Het afgesproken ritme is {rhythm}." if rhythm else "."),
        ),
        *written,
    ]
    if part.confidential:
        rows = tuple(
            (unit.head.number, dates.table_date(unit.head.limit), _done(unit.head.done_on), unit.outcome.label)
            for unit in planned
        )
        blocks.append(Table("Vergaderingen op het plan", ("Taak", "Uiterlijk", "Gehouden op", "Status"), rows))
    return blocks


def _done(day: date | None) -> str:
    return dates.table_date(day) if day else "nog niet"


SECTION = Section(
    "vergaderingen",
    "Vergaderingen",
    build,
    hint="Waarover ging het, en wat werd er beslist? Zonder namen van personen of systemen.",
)
