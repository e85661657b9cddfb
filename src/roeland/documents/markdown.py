"""Markdown -> render blocks. First cut (headings and paragraphs), to be replaced by the whole one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping

from roeland.documents.render import Block, Heading, Paragraph, Text

Live = Callable[[str, Mapping[str, str]], tuple[Block, ...]]


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("\n\n") if part.strip()]


def to_blocks(text: str, live: Live | None = None) -> tuple[Block, ...]:
    """Headings and paragraphs."""
    return tuple(
        Heading(part.lstrip("# "), 1, anchor) if part.startswith("#") else Paragraph((Text(part),))
        for part, (anchor, _quote) in zip(_parts(text), anchors(text), strict=True)
    )


def anchors(text: str) -> list[tuple[str, str]]:
    """(anchor, quote) of each paragraph."""
    return [("p" + hashlib.sha256(part.encode()).hexdigest()[:10], part[:120]) for part in _parts(text)]
