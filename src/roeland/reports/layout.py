"""A brief and a part make a document. Pure: the same brief gives the same document, so also the same bytes."""

from datetime import datetime

from roeland.documents.render import (
    Attachment,
    Block,
    Contents,
    CoverPage,
    Document,
    Heading,
    Notice,
    Tlp,
    Tone,
)
from roeland.reports import papers, sections
from roeland.reports.figures import as_json
from roeland.reports.sections import Brief
from roeland.reports.values import Part
from roeland.ui import dates

DEMO = "demonstratie"


def document(brief: Brief, part: Part) -> Document:
    """The document of one part."""
    return Document(
        title=title(brief, part),
        authority=brief.authority,
        tlp=Tlp.AMBER_STRICT if part.confidential else Tlp.CLEAR,
        status=status(brief),
        moment=moment(brief),
        blocks=tuple(_blocks(brief, part)),
        draft=brief.frozen_at is None,
        attachments=_attachments(brief, part),
    )


def title(brief: Brief, part: Part) -> str:
    """The title on the first page and in the foot."""
    if part is Part.ORGANISATION_CONTROL:
        return f"Informatieveiligheid {brief.year}: hoofdstuk voor de rapportering organisatiebeheersing"
    if part is Part.COUNCIL_DECISION:
        return f"Kennisname van het jaarverslag informatieveiligheid {brief.year}"
    report = f"Jaarverslag informatieveiligheid {brief.year}"
    return f"{report}, vertrouwelijke bijlage" if part is Part.ANNEX else report


def status(brief: Brief) -> str:
    """*ontwerp*, or when it was frozen; the demonstration says that it is one."""
    state = "ontwerp" if brief.frozen_at is None else f"bevroren op {dates.table_moment(brief.frozen_at)}"
    return f"{state}, {DEMO}" if brief.demo else state


def moment(brief: Brief) -> datetime:
    """The only time that the file knows."""
    return brief.frozen_at or brief.material.period.as_of


def file_name(authority: str, brief_year: int, part: Part, *, frozen: bool, form: str = "pdf") -> str:
    """For the download: *jaarverslag-2025-zonderbeke-openbaar.pdf*; `form` is pdf or docx."""
    return f"jaarverslag-{brief_year}-{authority}-{part.slug}{'' if frozen else '-ontwerp'}.{form}"


def _blocks(brief: Brief, part: Part) -> list[Block]:
    if part in papers.BUILDERS:
        return [*_opening(brief), *papers.BUILDERS[part](brief)]
    blocks: list[Block] = [_cover(brief, part)]
    if part.confidential:
        blocks.append(Contents())
    blocks += _opening(brief)
    for number, section in enumerate(sections.of(part), 1):
        blocks.append(Heading(f"{number} {section.title}", 1, section.key))
        blocks += section.build(brief, part)
    return blocks


def _cover(brief: Brief, part: Part) -> CoverPage:
    facts = [("Status", status(brief)), ("Jaar", str(brief.year))]
    if brief.proof is not None:
        facts.append(("Logboek", f"{dates.number(brief.proof.size)} regels, wortel {brief.proof.root[:12]}"))
    if part.confidential:
        facts.append(("Voor wie", "enkel wie binnen het bestuur vertrouwelijke verslagen mag lezen"))
    return CoverPage(title(brief, part), brief.authority, tuple(facts))


def _opening(brief: Brief) -> list[Block]:
    blocks: list[Block] = []
    if brief.demo:
        blocks.append(Notice("Dit is een demonstratie. Het bestuur en de cijfers zijn verzonnen.", Tone.WARN))
    return blocks


def _attachments(brief: Brief, part: Part) -> tuple[Attachment, ...]:
    size = brief.proof.size if brief.proof else None
    files = []
    if part in {Part.PUBLIC, Part.ANNEX}:
        figures = as_json(tuple(brief.figures.values()), size)
        files.append(Attachment("cijfers.json", "application/json", "Elk cijfer met zijn vraag en argumenten", figures))
    if brief.proof is not None:
        files.append(
            Attachment("ijkpunt.txt", "text/plain", "Getekend ijkpunt van het logboek", brief.proof.checkpoint)
        )
    return tuple(files)
