"""The document model of a version: live while it is being made, frozen from its approval on."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.utils.translation import gettext as _

from roeland.documents import blocks, markdown
from roeland.documents.models import Version
from roeland.documents.render import Block, Document, Tlp, document_from_data
from roeland.documents.values import LANGUAGES, VersionStatus
from roeland.kernel import clock
from roeland.ledger.action import Refused


def of(version: Version) -> Document:
    """What a reader of this version sees: `content` when it is frozen, else the text with its live blocks as the reader sees them."""
    if version.content is not None:
        return document_from_data(version.content)
    return live(version)


def live(version: Version, *, moment: datetime | None = None, text: str | None = None) -> Document:
    """The text with its blocks filled now, in the open scope. `text` shows another text in its place (a preview).

    A block that cannot be filled, or that shows more than every reader of the document may see, is a notice that says why.
    """
    return _made([block for part in parts(version, text) for block in part.blocks], version, moment)


def parts(version: Version, text: str | None = None) -> list[markdown.Part]:
    """The text piece by piece with its anchors and its filled blocks, in order."""
    document = version.document
    fill = partial(blocks.fill, version.authority_id, audience=document.audience, document_id=document.pk)
    return markdown.parts(version.text if text is None else text, fill, title=document.title)


def errors(version: Version, text: str | None = None) -> list[tuple[int, str]]:
    """(line, Dutch message) of what cannot be frozen as meant."""
    problem = partial(blocks.problem, audience=version.document.audience)
    return markdown.errors(version.text if text is None else text, problem)


def check(version: Version) -> None:
    """Raise Refused with the first faults of a text that is laid before somebody. An uploaded file has none."""
    found = [] if version.file_sha256 else errors(version)
    if found:
        more = f" Er zijn er nog {len(found) - 1}." if len(found) > 1 else ""
        raise Refused(
            _("Regel %(found)s: %(found2)s%(more)s") % {"found": found[0][0], "found2": found[0][1], "more": more}
        )


def frozen(version: Version) -> Document:
    """The document as it is approved now, with what the approver sees in its blocks. Raises Refused when a block refuses."""
    check(version)
    return live(version, moment=clock.now())


def status_words(version: Version) -> str:
    """What stands in the foot: *versie 3.2, goedgekeurd op 12/06/2026*, *versie 3.3, ontwerp*."""
    if version.approved_on is not None:
        day = version.approved_on
        return f"versie {version.number}, goedgekeurd op {day.day}/{day:%m/%Y}"
    return f"versie {version.number}, {VersionStatus(version.status).label}"


def _made(found: list[Block], version: Version, moment: datetime | None) -> Document:
    document = version.document
    return Document(
        title=document.title,
        authority=version.authority.name,
        tlp=Tlp(document.tlp),
        status=status_words(version),
        moment=moment or clock.now(),
        blocks=tuple(found),
        draft=version.approved_on is None,
        language=LANGUAGES[document.language][0],
    )
