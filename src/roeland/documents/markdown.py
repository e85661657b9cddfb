"""Markdown -> blocks of the document model, and the paragraphs a remark can stand at. Pure: no database, no clock.

CommonMark with tables, raw HTML off: what looks like HTML is literal text. A line `{{ naam sleutel="waarde" }}` alone asks the
records (`documents.blocks`). What cannot be read becomes a notice that names its line, so that a draft can always be shown.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from roeland.documents.parsing import inline, tree
from roeland.documents.render import (
    Block,
    Code,
    Heading,
    ListBlock,
    Notice,
    PageBreak,
    Paragraph,
    Run,
    Table,
    Text,
    Tone,
)
from roeland.documents.render.model import MAX_LEVEL

Live = Callable[[str, Mapping[str, str]], tuple[Block, ...]]
Problem = Callable[[str, Mapping[str, str]], str]

QUOTE = 120
_CALL = re.compile(r'\{\{\s*([\w-]+)((?:\s+[\w-]+="[^"{}]*")*)\s*\}\}\Z')
_ARGUMENT = re.compile(r'([\w-]+)="([^"{}]*)"')
_CAPTION = re.compile(r"tabel:\s*(.+)\Z", re.IGNORECASE | re.DOTALL)
_TONES = {"let op": Tone.WARN, "ter info": Tone.INFO, "niet in orde": Tone.BAD, "in orde": Tone.GOOD}
_TONE = re.compile(rf"({'|'.join(_TONES)})\s*[.:]\s*", re.IGNORECASE)
UNREADABLE = 'Dit blok is niet te lezen. Schrijf het zo: {{ naam sleutel="waarde" }}, alleen op een regel.'


class BlockError(ValueError):
    """A live block cannot be filled; the message is Dutch and says what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the text: `line` counts from 1, `anchor` names a paragraph by its content ("" for what nobody can remark on)."""

    line: int
    anchor: str
    words: str
    blocks: tuple[Block, ...]


def to_blocks(text: str, live: Live | None = None, *, title: str = "") -> tuple[Block, ...]:
    """The blocks of a text. Headings never skip a level; a first heading that only repeats `title` is left out.

    `live` fills the blocks that ask the records; without it they show what they ask. Never raises on what somebody wrote.
    """
    return tuple(block for part in parts(text, live, title=title) for block in part.blocks)


def anchors(text: str) -> list[tuple[str, str]]:
    """(anchor, quote) of every paragraph, in order. The anchor follows from the words: it moves with them and dies with them."""
    return [(part.anchor, part.words[:QUOTE]) for part in parts(text) if part.anchor]


def errors(text: str, problem: Problem | None = None) -> list[tuple[int, str]]:
    """(line, Dutch message) of all that cannot be shown as meant. `problem` says what is wrong with a live block, or ""."""
    found = []
    for node in tree(text).walk(include_self=False):
        line = _line(node)
        if node.type == "live":
            wrong = _wrong(node, problem)
            if wrong:
                found.append((line, wrong))
        elif node.type == "inline" and any(child.type == "image" for child in node.walk()):
            found.append((line, "Een beeld kan niet in de tekst staan. Voeg het toe als bijlage en verwijs ernaar."))
    return found


def plain(text: str) -> str:
    """The words alone, a paragraph a line, for search. What the records fill in is no part of it."""
    return "\n".join(part.words for part in parts(text) if part.anchor)


def calls(text: str) -> list[tuple[int, str, dict[str, str]]]:
    """(line, name, arguments) of each readable live block."""
    found = []
    for node in tree(text).walk(include_self=False):
        if node.type == "live" and (call := read_call(node.content)):
            found.append((_line(node), *call))
    return found


def read_call(line: str) -> tuple[str, dict[str, str]] | None:
    """Name and arguments of `{{ naam sleutel="waarde" }}`; None when it is not readable."""
    match = _CALL.fullmatch(line.strip())
    if match is None:
        return None
    pairs = _ARGUMENT.findall(match[2])
    return (match[1], dict(pairs)) if len(dict(pairs)) == len(pairs) else None


def parts(text: str, live: Live | None = None, *, title: str = "") -> list[Part]:
    """The text piece by piece, in order."""
    return list(_Reader(live, title).read(text))


def _line(node: SyntaxTreeNode) -> int:
    """The line in the text, from 1; of an inline mark that of its paragraph."""
    if node.type in {"root", "text"} or not hasattr(node, "map"):
        return 0
    return node.map[0] + 1 if node.map else 0


def _wrong(node: SyntaxTreeNode, problem: Problem | None) -> str:
    if node.parent is not None and node.parent.type != "root":
        return "Een blok staat alleen op een regel, buiten een lijst of citaat."
    call = read_call(node.content)
    if call is None:
        return UNREADABLE
    return problem(*call) if problem else ""


class _Reader:
    """One pass over one text."""

    def __init__(self, live: Live | None, title: str) -> None:
        self.live = live
        self.title = " ".join(title.split()).casefold()
        self.levels: list[int] = []  # the levels as written of the headings that are open
        self.used: dict[str, int] = {}
        self.heading = ""
        self.caption = ""

    def read(self, text: str) -> Iterator[Part]:
        nodes = tree(text).children
        for index, node in enumerate(nodes):
            after = nodes[index + 1] if index + 1 < len(nodes) else None
            if node.type == "paragraph" and after is not None and after.type == "table":
                match = _CAPTION.fullmatch(_plain(node))
                if match is not None:
                    self.caption = match[1]
                    continue
            if index == 0 and node.type == "heading" and _plain(node).casefold() == self.title:
                continue
            yield self.part(node)

    def part(self, node: SyntaxTreeNode) -> Part:
        line = _line(node)
        if node.type == "live":
            return Part(line, "", "", self.fill(node, line))
        block = self.block(node)
        words = _plain(node)
        named = words and not isinstance(block, PageBreak)
        return Part(line, self.anchor(node.type, words) if named else "", words, (block,) if block else ())

    def anchor(self, kind: str, words: str) -> str:
        digest = hashlib.sha256(f"{kind}\n{words}".encode()).hexdigest()[:10]
        return "p" + self.unique(digest)

    def unique(self, name: str) -> str:
        count = self.used[name] = self.used.get(name, 0) + 1
        return name if count == 1 else f"{name}-{count}"

    def block(self, node: SyntaxTreeNode) -> Block | None:  # noqa: PLR0911 -- one answer per kind
        """The block of one piece; None for what says nothing."""
        if node.type == "hr":
            return PageBreak()
        match node.type:
            case "heading":
                return self.head(node)
            case "bullet_list" | "ordered_list":
                return _list(node)
            case "table":
                return self.table(node)
            case "blockquote":
                return _notice(_plain(node))
            case "fence" | "code_block":
                return Code(node.content.rstrip("\n")) if node.content.strip() else None
            case _:
                runs = _runs(node)
                return Paragraph(runs) if any(run.text.strip() for run in runs) else None

    def head(self, node: SyntaxTreeNode) -> Heading | None:
        text = _plain(node)
        if not text:
            return None
        written = int(node.tag[1])
        while self.levels and self.levels[-1] >= written:
            self.levels.pop()
        self.levels.append(written)
        self.heading = text
        slug = re.sub(r"[^a-z0-9]+", "-", _ascii(text)).strip("-")[:60] or "deel"
        return Heading(text, min(len(self.levels), MAX_LEVEL), self.unique(slug))

    def table(self, node: SyntaxTreeNode) -> Table:
        rows = [row for row in node.walk() if row.type == "tr"]
        cells = [[cell for cell in row.children if cell.type in {"th", "td"}] for row in rows]
        right = [i for i, cell in enumerate(cells[0]) if "right" in str(cell.attrs.get("style", ""))]
        words = [tuple(_plain(cell) for cell in row) for row in cells]
        caption, self.caption = self.caption or self.heading or "Overzicht", ""
        return Table(caption, words[0], tuple(words[1:]), tuple(right))

    def fill(self, node: SyntaxTreeNode, line: int) -> tuple[Block, ...]:
        call = read_call(node.content)
        if call is None:
            return (Notice(f"Regel {line}: {UNREADABLE}", Tone.BAD),)
        if self.live is None:
            return (Notice(f"Hier komt: {call[0]}."),)
        try:
            return fitting(self.live(*call), len(self.levels))
        except BlockError as error:
            return (Notice(f"Regel {line}: {error}", Tone.BAD),)


def fitting(blocks: tuple[Block, ...], level: int) -> tuple[Block, ...]:
    """Blocks with their headings under a heading of this level, so that none is skipped."""
    fitted: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            block = Heading(block.text, min(level + block.level, level + 1, MAX_LEVEL), block.anchor)  # noqa: PLW2901
        fitted.append(block)
    return tuple(fitted)


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()


def _notice(text: str) -> Notice | None:
    match = _TONE.match(text)
    tone = _TONES[match[1].lower()] if match else Tone.INFO
    words = text[match.end() :] if match else text
    return Notice(words[:1].upper() + words[1:], tone) if words else None


def _list(node: SyntaxTreeNode) -> ListBlock | None:
    """A list with the lists under its items; other blocks in an item become lines of it."""
    items: list[tuple[Run, ...]] = []
    under: list[ListBlock | None] = []
    for item in node.children:
        lines: list[tuple[Run, ...]] = []
        deeper: list[ListBlock] = []
        for child in item.children:
            if child.type in {"bullet_list", "ordered_list"}:
                found = _list(child)
                deeper += [found] if found else []
            else:
                lines.append(_runs(child))
        items.append(_joined(lines) or (Text(""),))
        under.append(_one(deeper))
    if not items:
        return None
    return ListBlock(tuple(items), node.type == "ordered_list", tuple(under) if any(under) else ())


def _one(lists: list[ListBlock]) -> ListBlock | None:
    """Several lists under one item as one."""
    if len(lists) < 2:  # noqa: PLR2004 -- none or one
        return lists[0] if lists else None
    items = tuple(item for one in lists for item in one.items)
    under = tuple(deeper for one in lists for deeper in (one.under or (None,) * len(one.items)))
    return ListBlock(items, lists[0].ordered, under if any(under) else ())


def _joined(lines: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for line in lines:
        if runs and line:
            runs.append(Text("\n"))
        runs += line
    return tuple(runs)


def _runs(node: SyntaxTreeNode) -> tuple[Run, ...]:
    """What stands in a block as runs; a block without text of its own gives its words."""
    if node.type in {"fence", "code_block"}:
        return (Text(node.content.rstrip("\n"), mono=True),)
    if node.type == "live":
        return (Text(node.content),)
    return _joined([inline(child) for child in node.walk() if child.type == "inline"])


def _plain(node: SyntaxTreeNode) -> str:
    """The words of a block on one line."""
    if node.type in {"fence", "code_block", "live"}:
        return str(node.content).strip()
    found: list[str] = []
    for child in node.walk():
        if child.type == "inline":
            found.append("".join(run.text for run in inline(child)))
        elif child is not node and child.type in {"fence", "code_block", "live"}:
            found.append(child.content)
    return " ".join(" ".join(found).split())
