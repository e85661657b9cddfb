"""Advice: how many and what came of it for everybody; which ones, with the answer and its reason, in the annex."""

from roeland.documents.render import Block, Table, paragraph
from roeland.reports.sections.base import Brief, Section
from roeland.reports.values import Part
from roeland.ui import dates


def build(brief: Brief, part: Part) -> list[Block]:
    """Given, followed, not followed, without an answer."""
    given = brief.material.rooms.advice
    if not given:
        return [paragraph(f"In {brief.year} gaf de consulent geen advies."), *brief.written("adviezen", part)]
    blocks: list[Block] = [
        paragraph(
            f"De consulent gaf in {brief.year}{brief.until} ",
            brief.figure("advice-given"),
            ". Daarvan: ",
            brief.figure("advice-accepted"),
            ", ",
            brief.figure("advice-refused"),
            " en ",
            brief.figure("advice-open"),
            ".",
        ),
        *brief.written("adviezen", part),
    ]
    if part.confidential:
        rows = tuple(
            (
                f"{row.number} {row.title}",
                dates.table_date(row.given_on),
                row.label,
                dates.table_date(row.answered_on) if row.answered_on else "nog niet",
                row.reason or "",
            )
            for row in given
        )
        blocks.append(Table("Adviezen met hun antwoord", ("Advies", "Gegeven", "Antwoord", "Op", "Reden"), rows))
    return blocks


SECTION = Section(
    "adviezen",
    "Adviezen",
    build,
    hint="Wat veranderde er door de adviezen? Zonder namen van personen of systemen.",
)
