"""The attachments of a version in its papers: which travel inside the PDF, and the list that every form shows. Reads; renders nothing."""

from __future__ import annotations

import hashlib

from roeland.documents import queries
from roeland.documents.models import Attachment, Version
from roeland.documents.render import Attachment as Inside
from roeland.documents.render import Block, Heading, KeyValue, Table, paragraph
from roeland.documents.values import EMBEDDED_MOST
from roeland.duties import evidence_store
from roeland.ui import dates


def of(version: Version) -> list[Attachment]:
    """The attachments that go where the version goes, in the open scope. One whose circle of readers is another than that of the
    version stays behind, name and all: whoever may take the paper along may not know of it."""
    return [row for row in queries.attachments(version) if row.audience == version.audience]


def inside(version: Version, rows: list[Attachment], most: int = EMBEDDED_MOST) -> dict[str, Inside]:
    """Uuid of the attachment -> the file in the PDF: in order, each that still fits in `most` bytes and still has its seal."""
    found: dict[str, Inside] = {}
    room = most
    for row in rows:
        content = _sealed(row) if row.size <= room else None
        if content is None:
            continue
        room -= len(content)
        words = row.label or f"Bijlage bij {version.document.number}, versie {version.number}"
        found[str(row.pk)] = Inside(row.name, row.media_type, words, content)
    return found


def _sealed(row: Attachment) -> bytes | None:
    """The bytes; None when they are gone or are no longer what was sealed."""
    try:
        with evidence_store.open_file(row.sha256) as file:
            content = file.read()
    except (FileNotFoundError, ValueError):
        return None
    return content if hashlib.sha256(content).hexdigest() == row.sha256 else None


def listed(rows: list[Attachment], files: dict[str, Inside] | None) -> list[Block]:
    """The chapter about them. `files` are those in this PDF; None for a form that holds none."""
    if not rows:
        return []
    words = (
        "Elk bestand is te downloaden bij deze versie in Roeland. Met zijn SHA-256 ga je na of het nog hetzelfde is."
    )
    if files is not None:
        words += (
            f" Tot samen {dates.file_size(EMBEDDED_MOST)} zitten de bestanden in deze PDF: "
            "open de lijst van bijlagen in je PDF-lezer."
        )
    header = ("Bestand", "Wat het is", "Grootte", *(("Waar",) if files is not None else ()))
    lines = tuple(
        (
            row.name,
            row.label or "Bijlage",
            dates.file_size(row.size),
            *(() if files is None else ("in deze PDF" if str(row.pk) in files else "alleen in Roeland",)),
        )
        for row in rows
    )
    return [
        Heading("Bijlagen", 1, "bijlagen-bij-deze-versie"),
        paragraph(words),
        Table("Bijlagen bij deze versie", header, lines, (2,)),
        KeyValue(tuple((f"SHA-256 van {row.name}", row.sha256) for row in rows), mono=True),
    ]
