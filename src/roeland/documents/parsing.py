"""The parser under `markdown` and `diff`: CommonMark with tables and live lines, raw HTML off; inline marks as runs. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from roeland.documents.render import Run, Text, safe_url

_INDENTED = 4


def _live_line(state: Any, start: int, _end: int, silent: bool) -> bool:
    """Block rule: a line that begins with `{{` is a token of its own, also right under a paragraph."""
    if state.sCount[start] - state.blkIndent >= _INDENTED:
        return False
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith("{{"):
        return False
    if not silent:
        token = state.push("live", "", 0)
        token.content, token.map = line.strip(), [start, start + 1]
        state.line = start + 1
    return True


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    ends = ["paragraph", "reference", "blockquote", "list"]  # what such a line puts an end to
    parser.block.ruler.before("paragraph", "live", _live_line, {"alt": ends})
    return parser


_PARSER = _parser()


def tree(text: str) -> SyntaxTreeNode:
    """The text as a tree of blocks and inlines, each with its lines."""
    return SyntaxTreeNode(_PARSER.parse(text))


def inline(node: SyntaxTreeNode) -> tuple[Run, ...]:
    """The runs of one inline node; neighbours that look the same are one run."""
    runs: list[Text] = []
    for run in _walk(node, Text("")):
        last = runs[-1] if runs else None
        if last and _look(last) == _look(run):
            runs[-1] = Text(last.text + run.text, run.strong, run.mono, run.emphasis, run.url)
        elif run.text:
            runs.append(run)
    return tuple(runs)


def _look(run: Text) -> tuple[object, ...]:
    return run.strong, run.mono, run.emphasis, run.url


def _walk(node: SyntaxTreeNode, look: Text) -> Iterator[Text]:
    for child in node.children:
        match child.type:
            case "strong":
                yield from _walk(child, Text("", True, look.mono, look.emphasis, look.url))
            case "em":
                yield from _walk(child, Text("", look.strong, look.mono, True, look.url))
            case "link":
                url = str(child.attrs.get("href", ""))
                yield from _walk(
                    child, Text("", look.strong, look.mono, look.emphasis, url if safe_url(url) else look.url)
                )
            case "hardbreak":
                yield Text("\n", look.strong, look.mono, look.emphasis, look.url)
            case "softbreak":
                yield Text(" ", look.strong, look.mono, look.emphasis, look.url)
            case "image":
                yield Text(child.content, look.strong, look.mono, look.emphasis, look.url)
            case kind:
                mono = look.mono or kind == "code_inline"
                yield Text(child.content, look.strong, mono, look.emphasis, look.url)
