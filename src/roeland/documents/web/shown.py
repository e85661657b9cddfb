"""A version as the reading page shows it: contents, chapters, paragraphs with their remarks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from roeland.documents import content, markdown
from roeland.documents.models import Comment, Version
from roeland.documents.render import (
    Block,
    Document,
    Heading,
    ListBlock,
    Notice,
    Paragraph,
    Table,
    draw_blocks,
)

LONG = 40  # blocks: from here on a document is read chapter by chapter
FEWEST = 3  # chapters
WHOLE = "alles"


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents."""

    text: str
    anchor: str
    level: int
    url: str
    current: bool = False


@dataclass(frozen=True)
class Piece:
    """A block as HTML; `anchor` names its paragraph while one can comment on it."""

    html: SafeString
    anchor: str = ""
    comments: tuple[Comment, ...] = ()
    heading: bool = False


@dataclass(frozen=True)
class Shown:
    """What stands on the page. `title` is the chapter when one is read apart."""

    document: Document
    pieces: list[Piece]
    contents: list[Entry]
    title: str = ""
    before: Entry | None = None
    after: Entry | None = None
    loose: list[Comment] = field(default_factory=list)  # remarks on the whole, or on a paragraph that is gone
    chapters: bool = False


def show(version: Version, wanted: str, comments: Sequence[Comment] = (), *, apart: bool = True) -> Shown:
    """The version, or its chapter `wanted`. While people still comment (`apart` false) it stays in one piece."""
    return show_document(
        content.of(version), version.text if version.content is None else "", wanted, comments, apart=apart
    )


def show_document(
    document: Document, text: str, wanted: str, comments: Sequence[Comment] = (), *, apart: bool = True
) -> Shown:
    """As `show`, of a document model; `text` is what it was made from while it can be commented on."""
    blocks = document.blocks
    drawn = draw_blocks(blocks)
    anchors = anchors_of(blocks, markdown.anchors(text)) if text else [""] * len(blocks)
    known = {anchor for anchor in anchors if anchor}
    pieces = [
        Piece(html, anchor, tuple(c for c in comments if anchor and c.anchor == anchor), isinstance(block, Heading))
        for html, anchor, block in zip(drawn, anchors, blocks, strict=True)
    ]
    loose = [c for c in comments if c.anchor not in known]
    chapters = _chapters(blocks)
    by_chapter = apart and wanted != WHOLE and len(chapters) >= FEWEST and len(blocks) >= LONG
    if not by_chapter:
        return Shown(document, pieces, _contents(blocks, "", by_chapter=False), loose=loose)
    at = next((i for i, (start, _) in enumerate(chapters) if _anchor(blocks[start]) == wanted), 0)
    start, end = chapters[at]
    head = blocks[start]
    entries = _contents(blocks, _anchor(head), by_chapter=True)
    tops = [entry for entry in entries if entry.level == 1]
    intro = 0 if at == 0 else start
    return Shown(
        document,
        [p for i, p in enumerate(pieces) if intro <= i < end and i != start],
        entries,
        title=head.text if isinstance(head, Heading) else "",
        before=tops[at - 1] if at else None,
        after=tops[at + 1] if at + 1 < len(tops) else None,
        loose=loose,
        chapters=True,
    )


def _anchor(block: Block) -> str:
    return block.anchor if isinstance(block, Heading) else ""


def _chapters(blocks: Sequence[Block]) -> list[tuple[int, int]]:
    """(first, past the last) block of each first-level chapter."""
    starts = [i for i, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1 and block.anchor]
    return list(zip(starts, [*starts[1:], len(blocks)], strict=True)) if starts else []


def _contents(blocks: Iterable[Block], current: str, *, by_chapter: bool) -> list[Entry]:
    """First and second level; of the chapters that are not open only the first."""
    entries: list[Entry] = []
    top = ""
    for block in blocks:
        if not isinstance(block, Heading) or not block.anchor or block.level > 2:  # noqa: PLR2004 -- two levels
            continue
        if block.level == 1:
            top = block.anchor
            url = f"?deel={top}" if by_chapter else f"#{top}"
            entries.append(Entry(block.text, top, 1, url, by_chapter and top == current))
        elif not by_chapter or top == current:
            entries.append(Entry(block.text, block.anchor, 2, f"#{block.anchor}"))
    return entries


def plain(block: Block) -> str:
    """The words of a block, for finding its paragraph back."""
    if isinstance(block, Paragraph):
        return "".join(run.text for run in block.runs)
    if isinstance(block, ListBlock):
        return " ".join("".join(run.text for run in item) for item in block.items)
    if isinstance(block, Heading | Notice):
        return block.text
    if isinstance(block, Table):
        return " ".join([*block.header, *(cell for row in block.rows for cell in row)])
    return ""


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def anchors_of(blocks: Sequence[Block], anchors: Sequence[tuple[str, str]]) -> list[str]:
    """The anchor of each block, "" for a block that no paragraph of the text made (a live one). Both run in the same order."""
    found: list[str] = []
    at = 0
    for block in blocks:
        words = _letters(plain(block))
        hit = next((i for i in range(at, len(anchors)) if words and _same(words, _letters(anchors[i][1]))), None)
        found.append("" if hit is None else anchors[hit][0])
        at = at if hit is None else hit + 1
    return found


def _same(words: str, quote: str) -> bool:
    size = min(len(words), len(quote), 30)
    return size > 0 and words[:size] == quote[:size]
