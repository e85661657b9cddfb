"""Document -> DOCX that a secretary can go on writing in: real styles, repeated table headers, the label on each page.

A chart is a picture with its words for who cannot see it, and its table under it. The file names no person: who wrote, approved or
printed does not stand in its properties.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from datetime import UTC
from functools import singledispatchmethod
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from roeland.documents.render import model
from roeland.documents.render.model import Document, FigureRef, Run
from roeland.documents.render.pdf import picture
from roeland.ui.palette import PRINT_COLOURS

TONES = {
    model.Tone.INFO: "Ter info",
    model.Tone.WARN: "Let op",
    model.Tone.BAD: "Niet in orde",
    model.Tone.GOOD: "In orde",
}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")  # what XML cannot hold
WIDTH = 16.2  # cm between the margins
_TITLE = 250  # letters that a property of a Word file holds
INK, GREY = RGBColor(0x18, 0x20, 0x1D), RGBColor(0x47, 0x52, 0x4D)


def render_docx(document: Document) -> bytes:
    """The bytes of the Word file; the same document gives the same text, styles and properties."""
    writer = _Writer(document)
    for block in document.blocks:
        writer.draw(block)
    out = io.BytesIO()
    writer.file.save(out)
    return out.getvalue()


def clean(text: str) -> str:
    """Text that XML can hold."""
    return _FORBIDDEN.sub(" ", text)


class _Writer:
    def __init__(self, document: Document) -> None:
        self.file = docx.Document()
        self.numbers = {"Figuur": 0, "Tabel": 0}
        self._properties(document)
        self._styles(document.language)
        self._page(document)

    def _properties(self, document: Document) -> None:
        core = self.file.core_properties
        core.title = clean(document.title)[:_TITLE]
        core.subject = clean(document.status)[:_TITLE]
        core.author = clean(document.authority)[:_TITLE]
        core.last_modified_by = clean(document.authority)[:_TITLE]
        core.comments = core.keywords = ""
        core.category = document.tlp.value
        core.language = document.language
        core.revision = 1
        core.created = core.modified = document.moment.astimezone(UTC).replace(tzinfo=None)

    def _styles(self, tag: str) -> None:
        styles: Any = self.file.styles
        normal = styles["Normal"]
        normal.font.name, normal.font.size, normal.font.color.rgb = "Calibri", Pt(11), INK
        language = OxmlElement("w:lang")
        for name in ("w:val", "w:eastAsia"):
            language.set(qn(name), tag)
        normal.element.get_or_add_rPr().append(language)
        for level, size in enumerate((17, 14, 12, 11), 1):
            style = styles[f"Heading {level}"]
            style.font.size, style.font.color.rgb = Pt(size), INK
        for old in styles.element.iter(qn("w:lang")):
            old.set(qn("w:val"), tag)

    def _page(self, document: Document) -> None:
        section = self.file.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.4)
        head = section.header.paragraphs[0]
        head.text = clean(f"{document.authority}\t\t{document.tlp.value}, {document.tlp.words}")
        foot = section.footer.paragraphs[0]
        foot.text = clean(f"{document.title}, {document.status}") + "\t\tPagina "
        _field(foot, "PAGE")
        foot.add_run(" van ")
        _field(foot, "NUMPAGES")
        for paragraph in (head, foot):
            for run in paragraph.runs:
                run.font.size, run.font.color.rgb = Pt(8.5), GREY

    def runs(self, paragraph: Paragraph, runs: Iterable[Run]) -> Paragraph:
        for run in runs:
            if isinstance(run, FigureRef):
                paragraph.add_run(clean(run.text)).bold = True
            elif run.url and ":" in run.url:  # a relative address leads nowhere outside Roeland
                _link(paragraph, clean(run.text), run.url)
            else:
                made = paragraph.add_run(clean(run.text))
                made.bold, made.italic = run.strong or None, run.emphasis or None
                if run.mono:
                    made.font.name = "Consolas"
        return paragraph

    def caption(self, word: str, text: str) -> None:
        self.numbers[word] += 1
        paragraph = self.file.add_paragraph(clean(f"{word} {self.numbers[word]}. {text}"), style="Caption")
        paragraph.paragraph_format.keep_with_next = True

    @singledispatchmethod
    def draw(self, block: object) -> None:
        raise TypeError(f"no DOCX for {type(block).__name__}")

    @draw.register
    def _(self, block: model.Heading) -> None:
        self.file.add_heading(clean(block.text), block.level)

    @draw.register
    def _(self, block: model.Paragraph) -> None:
        self.runs(self.file.add_paragraph(), block.runs)

    @draw.register
    def _(self, block: model.Table) -> None:
        self.caption("Tabel", block.caption)
        table = self.file.add_table(len(block.rows) + 1, len(block.header), style="Table Grid")
        for row, cells in zip(table.rows, (block.header, *block.rows), strict=True):
            for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
                paragraph = cell.paragraphs[0]
                made = paragraph.add_run(clean(text))
                made.font.size = Pt(9.5)
                made.bold = cells is block.header or None
                if column in block.numeric:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _described(table, block.caption)
        self.file.add_paragraph()

    @draw.register
    def _(self, block: model.Figure) -> None:
        self.caption("Figuur", block.caption)
        drawn = self.file.add_paragraph().add_run()
        made = drawn.add_picture(io.BytesIO(picture(block.svg, WIDTH)), width=Cm(WIDTH))
        words = made._inline.docPr  # noqa: SLF001 -- python-docx has no words for pictures
        words.set("descr", clean(block.alt))
        words.set("title", clean(block.caption))
        if block.legend:
            legend = self.file.add_paragraph()
            for role, word in block.legend:
                legend.add_run("\u25a0 ").font.color.rgb = RGBColor.from_string(PRINT_COLOURS[role].lstrip("#").upper())
                legend.add_run(clean(f"{word}   "))
        self.draw(block.data)

    @draw.register
    def _(self, block: model.Notice) -> None:
        paragraph = self.file.add_paragraph(style="Intense Quote")
        paragraph.add_run(f"{TONES[block.tone]}. ").bold = True
        paragraph.add_run(clean(block.text))

    @draw.register
    def _(self, block: model.ListBlock) -> None:
        self.items(block, 1)

    def items(self, block: model.ListBlock, depth: int) -> None:
        name = "List Number" if block.ordered else "List Bullet"
        style = name if depth == 1 else f"{name} {min(depth, 3)}"
        under = block.under or (None,) * len(block.items)
        for item, deeper in zip(block.items, under, strict=True):
            self.runs(self.file.add_paragraph(style=style), item)
            if deeper is not None:
                self.items(deeper, depth + 1)

    @draw.register
    def _(self, block: model.Code) -> None:
        self.file.add_paragraph().add_run(clean(block.text)).font.name = "Consolas"

    @draw.register
    def _(self, block: model.KeyValue) -> None:
        self.pairs(block.pairs)

    def pairs(self, pairs: Iterable[tuple[str, str]]) -> None:
        for name, value in pairs:
            paragraph = self.file.add_paragraph()
            paragraph.add_run(clean(f"{name}: ")).bold = True
            paragraph.add_run(clean(value))

    @draw.register
    def _(self, _block: model.PageBreak) -> None:
        self.file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    @draw.register
    def _(self, block: model.Contents) -> None:
        self.file.add_paragraph(clean(block.title)).runs[0].bold = True
        _field(self.file.add_paragraph(), 'TOC \\o "1-2" \\h \\z', "Werk in Word de inhoudstafel bij met F9.")
        self.draw(model.PageBreak())

    @draw.register
    def _(self, block: model.CoverPage) -> None:
        self.file.add_paragraph(clean(block.title), style="Title")
        self.file.add_paragraph(clean(block.subtitle), style="Subtitle")
        self.pairs(block.facts)

    @draw.register
    def _(self, block: model.VerificationBlock) -> None:
        for step in block.steps:
            self.file.add_paragraph(clean(step), style="List Number")
        for name, value in (("Openbare sleutel", block.key), ("IJkpunt van het logboek", block.checkpoint)):
            self.file.add_paragraph().add_run(name).bold = True
            self.draw(model.Code(value))

    @draw.register
    def _(self, block: model.Signature) -> None:
        self.file.add_paragraph()
        self.file.add_paragraph(clean(f"{block.name}\n{block.function}"))


def _field(paragraph: Paragraph, code: str, words: str = "1") -> None:
    """A field that Word fills in: a page number, the table of contents."""
    for kind in ("begin", "separate", "end"):
        part = OxmlElement("w:fldChar")
        part.set(qn("w:fldCharType"), kind)
        if kind == "separate":
            asked = OxmlElement("w:instrText")
            asked.set(qn("xml:space"), "preserve")
            asked.text = f" {code} "
            paragraph.add_run()._r.append(asked)  # noqa: SLF001 -- python-docx has no fields
        paragraph.add_run()._r.append(part)  # noqa: SLF001 -- the same
        if kind == "separate":
            paragraph.add_run(words)


def _link(paragraph: Paragraph, text: str, url: str) -> None:
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.font.underline, run.font.color.rgb = True, RGBColor(0x0F, 0x4C, 0x81)
    link.append(run._r)  # noqa: SLF001 -- python-docx writes no links
    paragraph._p.append(link)  # noqa: SLF001 -- the same


def _described(table: Any, caption: str) -> None:
    """The first row repeats on each page, rows stay whole, and the table has its words for who cannot see it."""
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 -- python-docx has no repeated headers
    words = OxmlElement("w:tblCaption")
    words.set(qn("w:val"), clean(caption))
    table._tbl.tblPr.append(words)  # noqa: SLF001 -- the same
