"""Which characters our fonts can draw, and what happens with those they cannot.

One missing glyph makes typst refuse a PDF/A-3a + PDF/UA-1 file, so a character without glyph becomes `MISSING`, which
the template draws as a small empty box. The log says how many, never which: the text may be personal.
"""

import functools
import logging
import re
import struct
import unicodedata
from pathlib import Path

from roeland import ui

logger = logging.getLogger(__name__)

FONT_DIR = Path(ui.__file__ or "").parent / "fonts"
MISSING = "\N{REPLACEMENT CHARACTER}"
# Variation selectors and format characters (joiners, direction marks) change nothing that our fonts can draw and could
# make a text read otherwise than it is written; soft hyphens are such a character too, typst hyphenates by itself.
_VARIATION = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
_ENTITY = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")


@functools.cache
def covered() -> frozenset[int]:
    """Code points that at least one of our fonts draws, read from the fonts themselves (OpenType `cmap`)."""
    points: set[int] = set()
    for path in sorted(FONT_DIR.glob("*.ttf")):
        points |= _cmap(path.read_bytes())
    return frozenset(points)


def drawable(text: str, *, keep_lines: bool = True) -> tuple[str, int]:
    """`text` with only characters that can be drawn, and how many were replaced by `MISSING`.

    Composes first (NFC), drops invisible characters, turns other control characters into spaces.
    """
    if text.isascii() and text.isprintable():  # most of what is written; every font has these
        return text, 0
    drawn = unicodedata.normalize("NFC", text).translate(_DRAWN)
    return drawn if keep_lines else drawn.replace("\n", " "), drawn.count(MISSING)


class _Drawn(dict[int, str]):
    """Code point -> what is drawn for it, worked out once for what our fonts have."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        category = unicodedata.category(char)
        if category == "Cf" or any(point in some for some in _VARIATION):
            return ""
        if category == "Cc":
            return "\n" if char == "\n" else " "
        if char != MISSING and point in covered():
            self[point] = char
            return char
        return " " if char.isspace() else MISSING


_DRAWN = _Drawn()


def drawable_svg(svg: str) -> tuple[str, int]:
    """The same for the text of our own SVG charts, where a box cannot be drawn: a question mark stands instead."""
    text, missing = drawable(_ENTITY.sub(_entity, svg))
    return text.replace(MISSING, "?"), missing


def log_missing(count: int) -> None:
    """Say that characters were replaced, without saying which or where."""
    if count:
        logger.warning("%d characters without a glyph were drawn as a box", count)


def _entity(match: re.Match[str]) -> str:
    point = int(match[1], 16) if match[1] else int(match[2])
    if point < 128:  # noqa: PLR2004 -- ASCII entities may be markup characters: leave them escaped
        return match[0]
    try:
        return chr(point)
    except (ValueError, OverflowError):
        return "?"


def _cmap(font: bytes) -> set[int]:
    """Code points of a TrueType file; formats 4 and 12 of `cmap` are all that our fonts use."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for index in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == b"cmap":
            return _subtables(font, offset)
    return set()


def _subtables(font: bytes, start: int) -> set[int]:
    points: set[int] = set()
    for index in range(struct.unpack_from(">H", font, start + 2)[0]):
        _, _, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * index)
        form = struct.unpack_from(">H", font, start + offset)[0]
        if form == 4:  # noqa: PLR2004 -- number of the format in the OpenType specification
            points |= _format4(font, start + offset)
        elif form == 12:  # noqa: PLR2004 -- the same
            points |= _format12(font, start + offset)
    return points


def _format4(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}h", font, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    points: set[int] = set()
    for segment in range(count):
        place = offsets_at + 2 * segment
        offset = struct.unpack_from(">H", font, place)[0]
        for point in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            glyph = (point + deltas[segment]) & 0xFFFF
            if offset:
                raw = struct.unpack_from(">H", font, place + offset + 2 * (point - starts[segment]))[0]
                glyph = (raw + deltas[segment]) & 0xFFFF if raw else 0
            if glyph:
                points.add(point)
    return points


def _format12(font: bytes, at: int) -> set[int]:
    points: set[int] = set()
    for group in range(struct.unpack_from(">I", font, at + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * group)
        points.update(range(first + (0 if glyph else 1), last + 1))
    return points
