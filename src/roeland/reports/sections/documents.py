"""Documents: how many versions were approved, published and accepted; titles in the annex, as far as its readers may know them."""

from roeland.documents.render import Block, Table, paragraph
from roeland.reports.rooms import VersionFact
from roeland.reports.sections.base import RESTRICTED, Brief, Section
from roeland.reports.values import SMALLEST_GROUP, Part
from roeland.ui import dates


def build(brief: Brief, part: Part) -> list[Block]:
    """Approved and published; read and accepted when somebody was asked."""
    rooms = brief.material.rooms
    written = brief.written("documenten", part)
    if not rooms.versions and not rooms.accepting:
        return [paragraph(f"In {brief.year} is geen document goedgekeurd."), *written]
    blocks: list[Block] = [
        paragraph(
            f"In {brief.year} {brief.agree('versions-approved', 'was', 'waren')} er{brief.until} ",
            brief.figure("versions-approved"),
            f" van beleid, plannen en procedures. Daarvan {brief.agree('versions-published', 'is', 'zijn')} er ",
            brief.figure("versions-published"),
            ".",
        )
    ]
    if brief.value("acceptance-asked") >= SMALLEST_GROUP:
        blocks.append(
            paragraph(
                "Medewerkers kregen ",
                brief.figure("acceptance-asked"),
                f" om een document te lezen en te aanvaarden. Daarvan {brief.agree('acceptance-done', 'is', 'zijn')} er ",
                brief.figure("acceptance-done"),
                ".",
            )
        )
    blocks += written
    if part.confidential and rooms.versions:
        rows = tuple(
            (
                _title(row),
                row.kind,
                row.version,
                dates.table_date(row.approved_on),
                "ja" if row.published else "nog niet",
            )
            for row in rooms.versions
        )
        blocks.append(
            Table("Goedgekeurde versies", ("Document", "Soort", "Versie", "Goedgekeurd", "Gepubliceerd"), rows)
        )
    if part.confidential and rooms.accepting:
        asked = tuple(
            (
                row.title or f"Document {RESTRICTED}",
                dates.table_date(row.on),
                dates.number(row.asked),
                dates.number(row.accepted),
            )
            for row in rooms.accepting
        )
        blocks.append(Table("Lezen en aanvaarden", ("Document", "Vanaf", "Gevraagd", "Aanvaard"), asked, (2, 3)))
    return blocks


def _title(row: VersionFact) -> str:
    return f"{row.number} {row.title}" if row.named else f"Document {RESTRICTED}"


SECTION = Section(
    "documenten",
    "Documenten",
    build,
    hint="Welke afspraken zijn nieuw, en voor wie? Zonder namen van personen of systemen.",
)
