"""Findings: only numbers for everybody, because a public list would point at weak spots; titles in the annex."""

from roeland.documents.render import Block, Table, paragraph
from roeland.reports.sections.base import Brief, Section, title_of
from roeland.reports.values import Part
from roeland.ui import dates


def build(brief: Brief, part: Part) -> list[Block]:
    """New, solved and open; in the annex which ones."""
    blocks: list[Block] = [
        paragraph(
            f"In {brief.year} {brief.agree('findings-opened', 'kwam', 'kwamen')} er{brief.until} ",
            brief.figure("findings-opened"),
            f" bij. Er {brief.agree('findings-closed', 'is', 'zijn')} er ",
            brief.figure("findings-closed"),
            f". {dates.capital(brief.open_findings)}",
            brief.figure("findings-open"),
            ".",
        ),
        *brief.written("bevindingen", part),
    ]
    if not part.confidential:
        return [*blocks, paragraph("Wat er precies vastgesteld is, staat in de vertrouwelijke bijlage.")]
    rows = tuple(
        (
            title_of(fact.title, restricted=fact.restricted, word="Bevinding"),
            fact.severity,
            dates.table_date(fact.opened_on),
            dates.table_date(fact.due) if fact.due else "geen datum",
            dates.table_date(fact.closed_on) if fact.closed_on else "open",
        )
        for fact in brief.material.findings
    )
    if rows:
        blocks.append(Table("Bevindingen", ("Bevinding", "Ernst", "Vastgesteld", "Tegen", "Opgelost"), rows))
    return blocks


SECTION = Section(
    "bevindingen", "Bevindingen", build, hint="Wat zeggen de bevindingen samen? Zonder namen van personen of systemen."
)
