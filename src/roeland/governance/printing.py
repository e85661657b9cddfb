"""Documents of this room as they are printed: the shell that they share, and keeping the bytes under their seal."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from roeland.documents.render import Block, CoverPage, Document, Heading, Tlp, paragraph, print_pdf
from roeland.duties import erasing, evidence_store


@dataclass(frozen=True)
class Kept:
    """A printed document that was put away: hex SHA-256, bytes, pages."""

    sha256: str
    size: int
    pages: int


def document(  # noqa: PLR0917 -- the shell of a document
    title: str,
    authority: str,
    subtitle: str,
    status: str,
    moment: datetime,
    cover: tuple[tuple[str, str], ...],
    blocks: list[Block],
    *,
    draft: bool,
) -> Document:
    """A document of this room: a cover, then its blocks. For the own authority and who needs it there."""
    return Document(
        title=title,
        authority=authority,
        tlp=Tlp.AMBER_STRICT,
        status=status,
        moment=moment.replace(microsecond=0),
        blocks=(CoverPage(title, subtitle, cover), *blocks),
        draft=draft,
    )


def section(heading: str, text: str, *, empty: str = "", level: int = 1) -> list[Block]:
    """A heading and its paragraphs; an empty line begins a new one. Nothing when there is no text and nothing to say of that."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]
    if not parts and not empty:
        return []
    return [Heading(heading, level), *(paragraph(part) for part in parts or [empty])]


def keep(made: Document) -> Kept:
    """Print and put away under the seal of the bytes."""
    printed = print_pdf(made)
    stored = erasing.seal(BytesIO(printed.content), "stuk.pdf")
    return Kept(stored.sha256, stored.size, printed.pages)


def draft_bytes(made: Document) -> bytes:
    """The bytes of a print that is not kept."""
    return print_pdf(made).content


def bytes_of(sha256: str) -> bytes:
    """What was put away. Raises FileNotFoundError when it is gone or its seal is broken."""
    if not evidence_store.intact(sha256):
        raise FileNotFoundError(sha256)
    with evidence_store.open_file(sha256) as file:
        return file.read()
