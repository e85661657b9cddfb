"""Meetings of the information security service: how many, who came and what was carried out for everybody, the days in the annex.

Meetings that were held count. Where none is registered, the tasks of the control plan that ask for them do.
"""

from datetime import date

from roeland.documents.render import Block, Table, Text, paragraph
from roeland.reports.rooms import MeetingFact
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part
from roeland.ui import dates

HUNDRED = 100


def build(brief: Brief, part: Part) -> list[Block]:
    """How often, in which rhythm, with how many, and what came of the decisions."""
    planned, held = brief.material.meetings, brief.material.rooms.meetings
    written = brief.written("vergaderingen", part)
    if not planned and not held:
        return [
            paragraph("De vergadering van de informatieveiligheidsdienst stond dit jaar niet op het controleplan."),
            *written,
        ]
    rhythm = planned[0].head.rhythm if planned else ""
    blocks: list[Block] = [
        paragraph(
            f"De informatieveiligheidsdienst hield in {brief.year}{brief.until} ",
            brief.figure("meetings-held"),
            Text(f". Het afgesproken ritme is {rhythm}." if rhythm else "."),
        )
    ]
    if held:
        blocks.append(
            paragraph(
                f"Gemiddeld was {_share(held)} % van de leden aanwezig. "
                f"{brief.agree('meetings-held', 'De vergadering nam', 'De vergaderingen namen')} ",
                brief.figure("decisions-made"),
                f". Bij {dates.number(sum(row.tasks for row in held))} daarvan hoort een taak; "
                f"daarvan {brief.agree('decisions-done', 'is', 'zijn')} er ",
                brief.figure("decisions-done"),
                ".",
            )
        )
    blocks += written
    if part.confidential:
        blocks += _annex(brief)
    return blocks


def _share(held: tuple[MeetingFact, ...]) -> int:
    """Presence over all meetings, in percent: a share, so that no absence points at a person."""
    expected = sum(row.expected for row in held)
    return round(HUNDRED * sum(row.present for row in held) / expected) if expected else 0


def _annex(brief: Brief) -> list[Block]:
    found: list[Block] = []
    held = tuple(
        (
            dates.table_date(row.on),
            f"{row.present} van {row.expected}",
            str(row.decisions),
            f"{row.done} van {row.tasks}",
        )
        for row in brief.material.rooms.meetings
    )
    if held:
        found.append(Table("Gehouden vergaderingen", ("Dag", "Aanwezig", "Besluiten", "Uitgevoerd"), held, (2,)))
    planned = tuple(
        (unit.head.number, dates.table_date(unit.head.limit), _done(unit.head.done_on), unit.outcome.label)
        for unit in brief.material.meetings
    )
    if planned:
        found.append(Table("Vergaderingen op het plan", ("Taak", "Uiterlijk", "Gehouden op", "Status"), planned))
    return found


def _done(day: date | None) -> str:
    return dates.table_date(day) if day else "nog niet"


SECTION = Section(
    "vergaderingen",
    "Vergaderingen",
    build,
    hint="Waarover ging het, en wat werd er beslist? Zonder namen van personen of systemen.",
)
