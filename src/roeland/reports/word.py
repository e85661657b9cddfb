"""A part as a Word file to go on working in. It says itself that the PDF is the frozen one. Pure."""

from dataclasses import replace

from roeland.documents.render import CoverPage, Document, Notice, Tone
from roeland.documents.render.docx import render_docx

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def word(document: Document, sha256: str = "") -> bytes:
    """The Word file of a part. `sha256` is that of the frozen PDF; empty for a draft.

    The same document gives the same words, but nobody promises the same bytes: they follow the library that writes them.
    """
    place = 1 if document.blocks and isinstance(document.blocks[0], CoverPage) else 0
    blocks = (*document.blocks[:place], _notice(sha256), *document.blocks[place:])
    return render_docx(replace(document, blocks=blocks))


def _notice(sha256: str) -> Notice:
    if not sha256:
        return Notice(
            "Dit Word-bestand is een kopie om in te werken, van een verslag dat nog een ontwerp is.", Tone.WARN
        )
    return Notice(
        f"Dit Word-bestand is een kopie om in te werken. Bevroren is de PDF van dit deel, met SHA-256 {sha256}. "
        "Wat hier staat over nagaan, geldt voor die PDF.",
        Tone.WARN,
    )
