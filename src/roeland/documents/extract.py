"""The text of an uploaded Word, OpenDocument, PDF or text file, as Markdown: for search, comparison and writing on.

Files come from outside: how much a package may hold once it is unpacked, pages and letters have a limit, and nothing in a file is run.
"""

from __future__ import annotations

import io
import logging
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

import docx
import pypdf
from docx.opc.exceptions import PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from pypdf.errors import PyPdfError

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OPEN = "application/vnd.oasis.opendocument.text"
PDF = "application/pdf"

MOST_UNPACKED = 200 * 1024 * 1024  # bytes of a package in all
MOST_XML = 60 * 1024 * 1024  # bytes of its text
MOST_RATIO = 300  # times smaller than what it holds: no text shrinks that much
MOST_FILES = 5000
MOST_PAGES = 1500
MOST_LETTERS = 900_000
CUT = "(De rest van dit bestand is te lang om hier te staan. Het bestand zelf is volledig bewaard.)"
_MARKS = re.compile(r"^(\s*)([#>+*|-]|\{\{|`{3}|~{3}|=+\s*$)")
_COUNTED = re.compile(r"^(\s*\d+)([.)])(?=\s)")
_LEVEL = re.compile(r"(?:heading|kop|title|titel)\s*(\d?)$", re.IGNORECASE)


class UnreadableError(Exception):
    """The text cannot be taken out; the message is Dutch and says what to do."""


def text_of(content: bytes, media_type: str) -> str:
    """The text as Markdown (headings, lists and tables of Word and OpenDocument kept), at most MOST_LETTERS letters and a note.

    Raises UnreadableError for what is damaged, protected by a password, or larger inside than a text can be.
    """
    if media_type == WORD:
        return _cut(_word(content))
    if media_type == OPEN:
        return _cut(_open(content))
    if media_type == PDF:
        return _cut(_pdf(content))
    if media_type.startswith("text/"):
        return _cut(iter([content.decode("utf-8-sig", "replace")]))
    raise UnreadableError("Van dit soort bestand kan Roeland de tekst niet lezen.")


def _cut(parts: Iterator[str]) -> str:
    """Paragraphs with an empty line between them."""
    found: list[str] = []
    size = 0
    for part in parts:
        found.append(part[: MOST_LETTERS - size])
        size += len(part) + 2
        if size >= MOST_LETTERS:
            found.append(CUT)
            break
    return "\n\n".join(part for part in found if part.strip())


def escaped(text: str) -> str:
    """A line of ordinary words that Markdown does not read as a heading, a list or a block."""
    text = " ".join(text.split())
    return _COUNTED.sub(r"\1\\\2", _MARKS.sub(r"\1\\\2", text))


def _package(content: bytes) -> zipfile.ZipFile:
    """The package, when it is whole and not larger inside than a text can be."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise UnreadableError(
            "Dit bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en upload het opnieuw."
        )
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
        entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise UnreadableError(
            "Dit bestand is beschadigd. Open het, sla het opnieuw op en upload het nog eens."
        ) from error
    total = sum(entry.file_size for entry in entries)
    xml = sum(entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels")))
    dense = any(e.file_size > MOST_RATIO * max(e.compress_size, 1) and e.file_size > 1024 * 1024 for e in entries)
    if total > MOST_UNPACKED or xml > MOST_XML or len(entries) > MOST_FILES or dense:
        raise UnreadableError("Dit bestand is binnenin te groot om te lezen. Splits het, of upload het als bijlage.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableError(
            "Dit bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord en upload het opnieuw."
        )
    return package


def _word(content: bytes) -> Iterator[str]:
    _package(content)
    try:
        document = docx.Document(io.BytesIO(content))
        blocks = list(document.iter_inner_content())
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, zipfile.BadZipFile, OSError) as error:
        raise UnreadableError(
            "Dit Word-bestand is beschadigd. Open het in Word, sla het op en upload het nog eens."
        ) from error
    for block in blocks:
        yield _table(block) if isinstance(block, Table) else _paragraph(block)


def _paragraph(block: Paragraph) -> str:
    text = escaped(block.text)
    style = str(block.style.name if block.style is not None else "")
    heading = _LEVEL.search(style)
    if not text:
        return ""
    if heading:
        return "#" * min(int(heading[1] or 1), 4) + f" {' '.join(block.text.split())}"
    if style.startswith(("List Bullet", "Lijst opsom")):
        return f"- {text}"
    if style.startswith(("List Number", "Lijstnummer")):
        return f"1. {text}"
    return text


def _table(block: Table) -> str:
    return _grid([cell.text for cell in row.cells] for row in block.rows)


def _grid(found: Iterable[list[str]]) -> str:
    """Rows as a Markdown table; the first is the header."""
    rows = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in found]
    rows = [row for row in rows if row]
    if not rows:
        return ""
    wide = max(len(row) for row in rows)
    lines = ["| " + " | ".join(row + [""] * (wide - len(row))) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * wide, *lines[1:]])


def _open(content: bytes) -> Iterator[str]:
    package = _package(content)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        with package.open("content.xml") as file:
            root = etree.parse(file, parser).getroot()
    except (KeyError, etree.XMLSyntaxError, zipfile.BadZipFile, OSError, NotImplementedError) as error:
        raise UnreadableError(
            "Dit OpenDocument-bestand is beschadigd. Open het, sla het op en upload het nog eens."
        ) from error
    body = next(root.iter("{*}text"), None)
    yield from _odf(body) if body is not None else ()


def _odf(node: Any) -> Iterator[str]:
    for child in node:
        name = etree.QName(child).localname if isinstance(child.tag, str) else ""
        words = " ".join("".join(child.itertext()).split()) if name in {"h", "p"} else ""
        if name == "h":
            level = next((value for key, value in child.attrib.items() if str(key).endswith("}outline-level")), "1")
            yield "#" * min(max(int(level) if str(level).isdigit() else 1, 1), 4) + f" {words}"
        elif name == "p":
            yield f"- {escaped(words)}" if _in_list(child) and words else escaped(words)
        elif name == "table":
            rows = child.iter("{*}table-row")
            yield _grid([["".join(cell.itertext()) for cell in row.iter("{*}table-cell")] for row in rows])
        elif name not in {"tracked-changes", "annotation"}:
            yield from _odf(child)


def _in_list(node: Any) -> bool:
    parent = node.getparent()
    return parent is not None and str(parent.tag).endswith("}list-item")


def _pdf(content: bytes) -> Iterator[str]:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings quote the file
    try:
        reader = pypdf.PdfReader(io.BytesIO(content), strict=False)
        closed = reader.is_encrypted and not reader.decrypt("")
        pages = 0 if closed else len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as error:
        raise UnreadableError("Deze PDF is beschadigd. Maak ze opnieuw en upload ze nog eens.") from error
    if closed:
        raise UnreadableError(
            "Deze PDF is beveiligd met een wachtwoord. Sla ze op zonder wachtwoord en upload ze opnieuw."
        )
    if pages > MOST_PAGES:
        raise UnreadableError(
            f"Deze PDF telt {pages} pagina’s, hoogstens {MOST_PAGES} zijn leesbaar. Upload ze als bijlage."
        )
    for page in reader.pages:
        yield from _page(page)


def _page(page: pypdf.PageObject) -> Iterator[str]:
    """The paragraphs of a page; a page that cannot be read gives none (a scan has no text either)."""
    try:
        text = page.extract_text()
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, IndexError):
        return
    for part in re.split(r"\n\s*\n", text):
        yield escaped(part)
