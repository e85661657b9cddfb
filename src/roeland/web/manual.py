"""The user's manual (docs/handleiding/*.md, Dutch), readable inside the program."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nh3
from markdown_it import MarkdownIt

# The manual lies beside the code, so that it is read and changed with it.
FOLDER = Path(__file__).resolve().parents[3] / "docs" / "handleiding"
TAGS = frozenset(
    [
        "h1",
        "h2",
        "h3",
        "p",
        "ul",
        "ol",
        "li",
        "a",
        "strong",
        "em",
        "code",
        "pre",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "hr",
        "br",
    ]
)


@dataclass(frozen=True)
class Chapter:
    """One file: `10-vandaag.md` is chapter `vandaag`."""

    slug: str
    title: str
    html: str


@cache
def chapters() -> tuple[Chapter, ...]:
    """All chapters in order of file name; empty when the manual is not installed."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("[0-9][0-9]-*.md")))


def chapter(slug: str) -> Chapter | None:
    return next((c for c in chapters() if c.slug == slug), None)


@cache
def accessibility() -> str:
    """The accessibility statement (toegankelijkheid.md) as HTML."""
    path = FOLDER / "toegankelijkheid.md"
    return _read(path).html if path.exists() else ""


def _read(path: Path) -> Chapter:
    text = path.read_text(encoding="utf-8")
    first, _newline, rest = text.partition("\n")
    html = nh3.clean(
        MarkdownIt("commonmark", {"html": False}).enable("table").render(rest), tags=set(TAGS), link_rel=None
    )
    return Chapter(path.stem.split("-", 1)[-1], first.lstrip("# ").strip(), html)
