"""A version as the reading page shows it: contents, chapters, paragraphs with their remarks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.safestring import SafeString

from roeland.documents import chapters, content, markdown
from roeland.documents.models import Comment, Version
from roeland.documents.render import Block, Heading, draw_blocks
from roeland.documents.web.registry import Aside

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
    asides: tuple[Aside, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What stands on the page. `title` is the chapter when one is read apart."""

    pieces: list[Piece]
    contents: list[Entry]
    title: str = ""
    before: Entry | None = None
    after: Entry | None = None
    loose: list[Comment] = field(default_factory=list)  # remarks on the whole, or on a paragraph that is gone
    chapters: bool = False


def show(
    version: Version,
    wanted: str,
    comments: Sequence[Comment] = (),
    *,
    apart: bool = True,
    margin: Mapping[str, Sequence[Aside]] | None = None,
    only: Sequence[str] = (),
) -> Shown:
    """The version, or its chapter `wanted`. While people still comment (`apart` false) it stays in one piece. `margin` are lines
    beside its paragraphs, by anchor. With `only` nothing but the chapters with these anchors is there, in text and contents."""
    if only:
        kept = chapters.only(content.of(version).blocks, only) if version.content is not None else []
        return _shown(kept, [""] * len(kept), wanted, (), apart=apart)
    if version.content is None:
        return show_text(version, version.text, wanted, comments, apart=apart)
    blocks = content.of(version).blocks
    anchors = _anchors_of(version, blocks) if margin else [""] * len(blocks)
    return _shown(blocks, anchors, wanted, comments, apart=apart, margin=margin or {})


def _anchors_of(version: Version, blocks: Sequence[Block]) -> list[str]:
    """The anchors of the paragraphs of a frozen version: its text gives the same blocks again, but for what records filled in."""
    written = [(block, part.anchor) for part in markdown.parts(version.text) for block in part.blocks if part.anchor]
    found, at = [], 0
    for block in blocks:
        here = next((i for i in range(at, len(written)) if written[i][0] == block), None)
        found.append("" if here is None else written[here][1])
        at = at if here is None else here + 1
    return found


def show_text(
    version: Version, text: str, wanted: str = "", comments: Sequence[Comment] = (), *, apart: bool = False
) -> Shown:
    """As `show`, of any text in the place of the version's own: a preview."""
    pairs = [(block, part.anchor) for part in content.parts(version, text) for block in part.blocks]
    return _shown([block for block, _ in pairs], [anchor for _, anchor in pairs], wanted, comments, apart=apart)


def _shown(
    blocks: Sequence[Block],
    anchors: Sequence[str],
    wanted: str,
    comments: Sequence[Comment],
    *,
    apart: bool,
    margin: Mapping[str, Sequence[Aside]] | None = None,
) -> Shown:
    tops_of = _chapters(blocks)
    by_chapter = apart and wanted != WHOLE and len(tops_of) >= FEWEST and len(blocks) >= LONG
    drawn = draw_blocks(_raised(blocks) if by_chapter else blocks)
    known = {anchor for anchor in anchors if anchor}
    pieces = [
        Piece(
            html,
            anchor,
            tuple(c for c in comments if anchor and c.anchor == anchor),
            isinstance(block, Heading),
            tuple((margin or {}).get(anchor, ())) if anchor else (),
        )
        for html, anchor, block in zip(drawn, anchors, blocks, strict=True)
    ]
    loose = [c for c in comments if c.anchor not in known]
    if not by_chapter:
        return Shown(pieces, _contents(blocks, "", by_chapter=False), loose=loose)
    at = next((i for i, (start, _) in enumerate(tops_of) if _anchor(blocks[start]) == wanted), 0)
    start, end = tops_of[at]
    head = blocks[start]
    entries = _contents(blocks, _anchor(head), by_chapter=True)
    tops = [entry for entry in entries if entry.level == 1]
    intro = 0 if at == 0 else start
    return Shown(
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


def _raised(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks with what stands under a chapter one level higher: the chapter is the title of its page."""
    return [
        replace(block, level=block.level - 1) if isinstance(block, Heading) and block.level > 1 else block
        for block in blocks
    ]
