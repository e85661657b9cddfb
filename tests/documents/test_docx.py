"""The Word file: real styles, the label on each page, nothing of a person in its properties."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from roeland.documents.extract import WORD, text_of
from roeland.documents.markdown import to_blocks
from roeland.documents.render import Heading, Table, Tlp, paragraph
from roeland.documents.render.docx import render_docx
from tests.documents.sample import sample


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))


def test_every_block_and_its_styles() -> None:
    file = opened(render_docx(sample()))
    styles = {p.style.name for p in file.paragraphs}
    assert {"Heading 1", "List Bullet", "List Number", "Caption", "Title", "Intense Quote"} <= styles
    assert [p.text for p in file.paragraphs if p.style.name == "Heading 1"] == [
        "1 Samenvatting",
        "2 Open punten",
        "3 Nagaan",
    ]
    assert len(file.tables) == 2
    assert file.tables[0].rows[0]._tr.xpath("./w:trPr/w:tblHeader")


def test_a_chart_is_a_picture_with_words_and_its_table() -> None:
    content = render_docx(sample())
    file = opened(content)
    (drawn,) = file.inline_shapes
    words = drawn._inline.docPr
    assert (words.get("descr"), words.get("title")) == ("Staven: 33 en 35 op tijd", "Taken per kwartaal")
    assert drawn.width.cm == pytest.approx(16.2, abs=0.1)
    with (
        zipfile.ZipFile(io.BytesIO(content)) as package,
        Image.open(io.BytesIO(package.read("word/media/image1.png"))) as png,
    ):
        colours = {colour[:3] for _, colour in png.convert("RGB").getcolors(1 << 24) or []}
        assert png.width > 1000
    assert (0x2B, 0x7D, 0x54) in colours  # the bar
    assert [p.text for p in file.paragraphs if "op tijd" in p.text] == ["\u25a0 op tijd   "]  # the legend
    assert [cell.text for cell in file.tables[0].rows[1].cells] == ["1e kwartaal", "33"]


def test_emphasis_is_kept() -> None:
    paragraph_ = opened(render_docx(sample(*to_blocks("Dit is *schuin*, **vet** en ***beide***.")))).paragraphs[0]
    looks = {run.text: (run.bold, run.italic) for run in paragraph_.runs}
    assert looks["schuin"] == (None, True)
    assert looks["vet"] == (True, None)
    assert looks["beide"] == (True, True)


def test_each_page_names_the_label_and_the_version() -> None:
    section = opened(render_docx(sample(tlp=Tlp.AMBER_STRICT))).sections[0]
    assert "TLP:AMBER+STRICT, enkel eigen bestuur" in section.header.paragraphs[0].text
    assert "Zonderbeke, gemeente en OCMW" in section.header.paragraphs[0].text
    assert section.footer.paragraphs[0].text.startswith("Jaarverslag 2025, ontwerp")
    assert "NUMPAGES" in section.footer._element.xml


def test_properties_name_no_person() -> None:
    content = render_docx(sample())
    core = opened(content).core_properties
    assert (core.author, core.last_modified_by) == ("Zonderbeke, gemeente en OCMW",) * 2
    assert (core.title, core.language, core.comments) == ("Jaarverslag 2025", "nl-BE", "")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        everything = b"".join(package.read(name) for name in package.namelist() if name.startswith("docProps"))
        assert 'w:val="nl-BE"' in package.read("word/styles.xml").decode()
    assert b"python-docx" not in everything
    assert b"Rita" not in everything


def test_a_text_comes_back_as_it_was() -> None:
    text = "# Doel\n\nEen alinea.\n\n- een\n- twee\n\n1. stap"
    assert text_of(render_docx(sample(*to_blocks(text))), WORD) == "# Doel\n\nEen alinea.\n\n- een\n\n- twee\n\n1. stap"


def test_links_lead_where_they_say() -> None:
    content = render_docx(sample(*to_blocks("[weg](https://a.be) [hier](/x/)")))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert "https://a.be" in package.read("word/_rels/document.xml.rels").decode()
    assert "weg" in opened(content)._element.xml


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=40))
def test_no_text_breaks_the_file(value: str) -> None:
    safe = value or "x"
    opened(render_docx(sample(Heading(safe), paragraph(safe), Table(safe, (safe,), ((safe,),)), title=safe)))
