"""Document -> one PDF, declared PDF/A-3a and PDF/UA-1, by typst with only the fonts of this repository.

Conformance is declared by typst and checked in tests as far as pikepdf reaches; no certified validator has seen it.
"""

import functools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from roeland.documents.render import inside
from roeland.documents.render.codec import document_to_data
from roeland.documents.render.glyphs import FONT_DIR, drawable, drawable_svg, log_missing
from roeland.documents.render.model import Document
from roeland.ui.palette import PRINT_COLOURS

_TEMPLATE = Path(__file__).with_name("document.typ")
# Strings that are not drawn: they go into the file as they are.
_RAW_KEYS = {"kind", "anchor", "moment", "tlp", "tone", "url"}


class RenderError(RuntimeError):
    """typst refused the document; the message is typst's own, without the text of the document."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and its number of pages."""

    content: bytes
    pages: int


def render_pdf(document: Document) -> bytes:
    """The bytes of the PDF; the same document always gives the same bytes (with the same typst and fonts).

    Raises RenderError when typst refuses, e.g. an SVG that is no SVG.
    """
    with _compilers(document) as compiler:
        return _pdf(document, compiler())


def print_pdf(document: Document) -> Printed:
    """The same, with the number of pages. Raises RenderError."""
    with _compilers(document) as compiler:
        pdf = _pdf(document, compiler())
        # A compiler takes its source once: the question needs one of its own, which finds the work already done.
        pages = compiler().query("<pages>", field="value", one=True)
    return Printed(pdf, int(json.loads(pages)))


def picture(svg: str, width: float) -> bytes:
    """A chart as PNG, drawn with our fonts at `width` cm, 200 dots an inch. Raises RenderError when it is no SVG."""
    drawn, missing = drawable_svg(svg)
    log_missing(missing)
    source = f"#set page(width: {width}cm, height: auto, margin: 0pt)\n{_PICTURE}"
    try:
        png = typst.Compiler(source.encode(), font_paths=_fonts(), sys_inputs={"svg": drawn}).compile(
            format="png", ppi=200
        )
    except typst.TypstError as error:
        raise RenderError(error.message) from None
    if not isinstance(png, bytes):
        raise RenderError("typst gave no single picture")
    return png


_PICTURE = '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'


def _pdf(document: Document, compiler: typst.Compiler) -> bytes:
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=int(document.moment.timestamp()))
    except typst.TypstError as error:
        raise RenderError(error.message) from None
    if not isinstance(pdf, bytes):
        raise RenderError("typst gave no single file")
    return pdf


@contextmanager
def _compilers(document: Document) -> Iterator[Callable[[], typst.Compiler]]:
    """Makes compilers of this document: one for each call, as it keeps the input between calls and threads would share it.

    What goes into the file as it is, typst reads from a folder that lives as long.
    """
    data, missing = _prepare(document)
    log_missing(missing)
    inputs = {"document": json.dumps(data, ensure_ascii=False)}
    with TemporaryDirectory(prefix="roeland-pdf-") as folder:
        for index, file in enumerate(document.attachments):
            raw = file.content.encode() if isinstance(file.content, str) else file.content
            (Path(folder) / str(index)).write_bytes(raw)
        yield lambda: typst.Compiler(_TEMPLATE.read_bytes(), root=folder, font_paths=_fonts(), sys_inputs=inputs)


@functools.cache
def _fonts() -> typst.Fonts:
    """Our fonts, read once. System fonts and typst's own are left out on purpose: the same file on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIR)])


def named(text: str) -> str:
    """A title or a heading as it is drawn: a dash when nothing of it can be, as PDF/UA takes no empty one."""
    return text if text.strip() else "–"


def _prepare(document: Document) -> tuple[dict[str, Any], int]:
    """The data the template reads, with every drawn string made drawable; and how many characters had no glyph."""
    count = 0

    def walk(value: Any, key: str = "") -> Any:
        nonlocal count
        if isinstance(value, dict):
            made = {name: walk(item, name) for name, item in value.items() if name != "screen"}
            return made | {"text": named(made["text"])} if made.get("kind") == "Heading" else made
        if isinstance(value, list):
            return [walk(item, key) for item in value]
        if not isinstance(value, str) or key in _RAW_KEYS:
            return value
        text, missing = drawable_svg(value) if key == "svg" else drawable(value)
        count += missing
        return text

    data = walk(document_to_data(replace(document, attachments=())))
    data["title"] = named(data["title"])
    data["attachments"] = [
        {"name": name, "mime": inside.media(file.mime), "description": drawable(file.description, keep_lines=False)[0]}
        for name, file in zip(inside.names(document.attachments), document.attachments, strict=True)
    ]
    moment = document.moment.astimezone(UTC)
    data |= {
        "tlp_words": document.tlp.words,
        "tlp_colour": document.tlp.colour,
        "palette": PRINT_COLOURS,
        "date": {name: getattr(moment, name) for name in ("year", "month", "day", "hour", "minute", "second")},
    }
    return data, count
