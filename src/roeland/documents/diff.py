"""What changed between two texts, paragraph beside paragraph and then word by word. Pure.

First whole paragraphs are matched, then the ones in between are paired by likeness, then words are compared within a pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from markdown_it.tree import SyntaxTreeNode
from rapidfuzz.distance import Indel

from roeland.documents.parsing import inline, tree

ALIKE = 0.4  # from this likeness on (0..1) two paragraphs are one that was rewritten
MOST_PAIRS = 20_000  # likenesses asked of one stretch; beyond it only neighbours are compared
LONG = 400  # words: from here on a paragraph is compared by its longest common words
_WORDS = re.compile(r"\w+|\s+|[^\w\s]")


class Change(StrEnum):
    """What happened to a paragraph (a row) or to words in it (a segment)."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Unit:
    """A paragraph as it is compared. `kind`: heading, paragraph, item, row, notice, code, live or break; `level` of a heading.

    `words` is what a reader reads, `source` what was written; two units are the same when kind, level and source are.
    """

    kind: str
    level: int
    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Segment:
    """Words in a row: SAME, REMOVED (left only) or ADDED (right only)."""

    kind: Change
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the two columns.

    SAME: `units` are paragraphs without change, `folded` when they can be folded away (a heading above a change is not).
    CHANGED: both sides have segments. ADDED: only `right`. REMOVED: only `left`. `unit` says what it is, of the newest side.
    """

    kind: Change
    unit: str = ""
    level: int = 0
    left: tuple[Segment, ...] = ()
    right: tuple[Segment, ...] = ()
    units: tuple[Unit, ...] = ()
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """All rows; `changes` counts the rows that changed, `touched` of `chapters` first-level chapters hold one."""

    rows: tuple[Row, ...]
    changes: int
    touched: int
    chapters: int


def compare(old: str, new: str) -> Difference:
    """What changed from one Markdown text to another, as rows for two columns."""
    left, right = units(old), units(new)
    rows: list[Row] = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            rows.append(Row(Change.SAME, units=tuple(right[c:d])))
        else:
            rows += _between(left[a:b], right[c:d])
    rows = _folded(rows)
    touched, chapters = _chapters(rows)
    return Difference(tuple(rows), sum(row.kind is not Change.SAME for row in rows), touched, chapters)


def units(text: str) -> list[Unit]:
    """The paragraphs of a text: list items and table rows are paragraphs of their own."""
    return list(_units(tree(text), "paragraph"))


def _units(node: SyntaxTreeNode, kind: str) -> Iterator[Unit]:
    for child in node.children:
        match child.type:
            case "heading":
                yield _unit("heading", [child], int(child.tag[1]))
            case "paragraph":
                yield _unit(kind, [child])
            case "bullet_list" | "ordered_list":
                yield from _units(child, "item")
            case "blockquote":
                yield from _units(child, "notice")
            case "tr":
                yield _unit("row", child.children)
            case "fence" | "code_block":
                yield Unit("code", 0, child.content.rstrip("\n"), child.content)
            case "live":
                yield Unit("live", 0, child.content, child.content)
            case "hr":
                yield Unit("break", 0, "", "")
            case _:
                yield from _units(child, kind)


def _unit(kind: str, nodes: Sequence[SyntaxTreeNode], level: int = 0) -> Unit:
    """A unit of the inline text under these nodes; cells of a row stand beside each other."""
    found = [[one for one in node.walk() if one.type == "inline"] for node in nodes]
    words = " | ".join("".join(run.text for one in part for run in inline(one)) for part in found)
    source = " | ".join(" ".join(one.content for one in part) for part in found)
    return Unit(kind, level, " ".join(words.split()), " ".join(source.split()))


def _between(left: Sequence[Unit], right: Sequence[Unit]) -> list[Row]:
    """Rows of a stretch without an unchanged paragraph: pairs that are alike, in order, and what is left over."""
    rows: list[Row] = []
    i = j = 0
    for a, b in [*_pairs(left, right), (len(left), len(right))]:
        rows += [_alone(Change.REMOVED, unit) for unit in left[i:a]]
        rows += [_alone(Change.ADDED, unit) for unit in right[j:b]]
        if a < len(left):
            rows.append(_changed(left[a], right[b]))
        i, j = a + 1, b + 1
    return rows


def _alone(kind: Change, unit: Unit) -> Row:
    side = (Segment(kind, unit.words or "Nieuwe pagina"),)
    if kind is Change.REMOVED:
        return Row(kind, unit.kind, unit.level, left=side)
    return Row(kind, unit.kind, unit.level, right=side)


def _pairs(left: Sequence[Unit], right: Sequence[Unit]) -> list[tuple[int, int]]:
    """(index left, index right) of paragraphs that are one rewritten: the increasing chain with the greatest likeness in all."""
    if not left or not right:
        return []
    n, m = len(left), len(right)
    reach = max(5, MOST_PAIRS // (2 * n)) if n * m > MOST_PAIRS else m
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    alike: dict[tuple[int, int], float] = {}
    sides = [_tokens(unit.words) for unit in left], [_tokens(unit.words) for unit in right]
    for i in range(n - 1, -1, -1):
        middle = i * m // n
        for j in range(m - 1, -1, -1):
            likeness = 0.0
            if abs(j - middle) <= reach and left[i].kind == right[j].kind:
                likeness = _likeness(sides[0][i], sides[1][j])
            together = best[i + 1][j + 1] + likeness if likeness >= ALIKE else 0.0
            alike[i, j] = together
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    return _walk(best, alike, n, m)


def _walk(best: list[list[float]], alike: dict[tuple[int, int], float], n: int, m: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    i = j = 0
    while i < n and j < m:
        if alike[i, j] and alike[i, j] >= best[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i + 1][j] >= best[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _likeness(left: list[str], right: list[str]) -> float:
    """0..1, by words in order; two empty ones are the same."""
    return float(Indel.normalized_similarity(left, right, score_cutoff=ALIKE))


def _tokens(text: str) -> list[str]:
    return [word for word in _WORDS.findall(text) if not word.isspace()]


def _changed(left: Unit, right: Unit) -> Row:
    """Words that differ; when only the marks differ (bold, a link), the text as written."""
    old, new = (left.words, right.words) if left.words != right.words else (left.source, right.source)
    before, after = _segments(_WORDS.findall(old), _WORDS.findall(new))
    return Row(Change.CHANGED, right.kind, right.level, before, after)


def _segments(old: list[str], new: list[str]) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    before: list[Segment] = []
    after: list[Segment] = []
    for same, a, b, c, d in _readable(old, _opcodes(old, new)):
        kinds = (Change.SAME, Change.SAME) if same else (Change.REMOVED, Change.ADDED)
        for side, kind, words in ((before, kinds[0], old[a:b]), (after, kinds[1], new[c:d])):
            text = "".join(words)
            if text and side and side[-1].kind is kind:
                side[-1] = Segment(kind, side[-1].text + text)
            elif text:
                side.append(Segment(kind, text))
    return tuple(before), tuple(after)


Stretch = tuple[bool, int, int, int, int]


def _opcodes(old: list[str], new: list[str]) -> list[Stretch]:
    """(same, from, to, from, to) of both lists of words."""
    if max(len(old), len(new)) <= LONG:
        found = SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes()
        return [(tag == "equal", a, b, c, d) for tag, a, b, c, d in found]
    ops = Indel.opcodes(old, new)
    return [(op.tag == "equal", op.src_start, op.src_end, op.dest_start, op.dest_end) for op in ops]


def _readable(old: list[str], stretches: list[Stretch]) -> list[Stretch]:
    """Changes that only a space or a comma holds apart become one: a reader sees phrases, not confetti."""
    out: list[Stretch] = []
    for index, stretch in enumerate(stretches):
        same, a, b, _, d = stretch
        inner = 0 < index < len(stretches) - 1
        joins = not same or (inner and not any(word.isalnum() for word in old[a:b]))
        if joins and out and not out[-1][0]:
            out[-1] = (False, out[-1][1], b, out[-1][3], d)
        else:
            out.append(stretch)
    return out


def _folded(rows: list[Row]) -> list[Row]:
    """Unchanged stretches fold, but the heading right above a change stays to say where one is."""
    out: list[Row] = []
    for index, row in enumerate(rows):
        if row.kind is not Change.SAME:
            out.append(row)
            continue
        last = row.units[-1]
        split = index + 1 < len(rows) and last.kind == "heading"
        body = row.units[:-1] if split else row.units
        if body:
            out.append(Row(Change.SAME, units=body, folded=True))
        if split:
            out.append(Row(Change.SAME, "heading", last.level, units=(last,)))
    return out


def _chapters(rows: Sequence[Row]) -> tuple[int, int]:
    """(chapters with a change, chapters): a chapter begins at a heading of the highest level that occurs more than once."""
    heads: list[tuple[int, bool]] = []  # level, changed; in order with the marks of change (level 0)
    for row in rows:
        if row.kind is Change.SAME:
            heads += [(unit.level, False) for unit in row.units if unit.kind == "heading"]
        else:
            heads.append((row.level if row.unit == "heading" and row.kind is not Change.REMOVED else 0, True))
    levels = [level for level, _ in heads if level]
    top = min((level for level in set(levels) if levels.count(level) > 1), default=min(levels, default=0))
    touched = chapters = 0
    seen = True
    for level, changed in heads:
        if level and level == top:
            chapters, seen = chapters + 1, False
        if changed and not seen:
            touched, seen = touched + 1, True
    return touched, chapters
