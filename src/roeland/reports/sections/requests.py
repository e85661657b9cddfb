"""Requests to read what is closed: how many got an answer for everybody; number, days and answer in the annex, never who asked."""

from roeland.documents.render import Block, Table, paragraph
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part
from roeland.ui import dates


def build(brief: Brief, part: Part) -> list[Block]:
    """Asked, answered, in time."""
    asked = brief.material.rooms.requests
    if not asked:
        return [paragraph(f"In {brief.year} vroeg niemand om een afgeschermd stuk te lezen.")]
    blocks: list[Block] = [
        paragraph(
            f"In {brief.year} {brief.agree('requests-asked', 'kwam', 'kwamen')} er{brief.until} ",
            brief.figure("requests-asked"),
            f" binnen. Er {brief.agree('requests-answered', 'is', 'zijn')} ",
            brief.figure("requests-answered"),
            " gegeven, elk met een reden, waarvan ",
            brief.figure("requests-in-time"),
            ".",
        )
    ]
    if part.confidential:
        rows = tuple(
            (
                row.number,
                dates.table_date(row.asked_on),
                dates.table_date(row.answered_on) if row.answered_on else "nog niet",
                row.label,
            )
            for row in asked
        )
        blocks.append(Table("Vragen om inzage", ("Vraag", "Gevraagd", "Beantwoord", "Antwoord"), rows))
    return blocks


SECTION = Section("inzage", "Vragen om inzage", build)
