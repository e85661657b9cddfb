"""The document model of a version: live while it is being made, frozen from its approval on."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from roeland.documents import blocks, markdown
from roeland.documents.models import Version
from roeland.documents.render import Document, Tlp, document_from_data
from roeland.documents.values import VersionStatus
from roeland.kernel import clock


def of(version: Version) -> Document:
    """What a reader of this version sees: `content` when it is frozen, else the text with its live blocks as the reader sees them."""
    if version.content is not None:
        return document_from_data(version.content)
    return live(version)


def live(version: Version, *, moment: datetime | None = None, text: str | None = None) -> Document:
    """The text with its blocks filled now, in the open scope. `text` shows another text in its place (a preview)."""
    document = version.document
    body = version.text if text is None else text
    approved = version.approved_on is not None
    return Document(
        title=document.title,
        authority=version.authority.name,
        tlp=Tlp(document.tlp),
        status=status_words(version),
        moment=moment or clock.now(),
        blocks=tuple(block for part in parts(version, body) for block in part.blocks),
        draft=not approved,
    )


def parts(version: Version, text: str) -> list[markdown.Part]:
    """The text piece by piece with its live blocks filled: what can be commented on while it is being made."""
    return markdown.parts(text, partial(blocks.fill, version.authority_id), title=version.document.title)


def status_words(version: Version) -> str:
    """What stands in the foot: *versie 3.2, goedgekeurd op 12/06/2026*, *versie 3.3, ontwerp*."""
    if version.approved_on is not None:
        day = version.approved_on
        return f"versie {version.number}, goedgekeurd op {day.day}/{day:%m/%Y}"
    return f"versie {version.number}, {VersionStatus(version.status).label}"
