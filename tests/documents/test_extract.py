"""Files from outside give their text, or a clear reason why not."""

from __future__ import annotations

import io
import zipfile

import docx
import pypdf
import pytest

from roeland.documents.extract import CUT, MOST_LETTERS, OPEN, PDF, WORD, UnreadableError, text_of
from roeland.documents.markdown import calls, to_blocks
from roeland.documents.render import Heading, ListBlock, Table, render_pdf
from tests.documents.sample import sample


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Back-up", 1)
    document.add_paragraph("Elke nacht bewaren we alles.")
    document.add_paragraph("# geen kop")
    document.add_paragraph("{{ taken }}")
    document.add_paragraph("punt", style="List Bullet")
    table = document.add_table(2, 2)
    for row, words in zip(table.rows, (("Wat", "Wie"), ("a|b", "An")), strict=True):
        for cell, text in zip(row.cells, words, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_word_keeps_its_shape_and_starts_no_block() -> None:
    text = text_of(word(), WORD)
    blocks = to_blocks(text)
    assert blocks[0] == Heading("Back-up", 1, "back-up")
    assert [type(block) for block in blocks[-2:]] == [ListBlock, Table]
    assert blocks[-1].rows == (("a|b", "An"),)  # type: ignore[union-attr]
    assert calls(text) == []
    assert sum(isinstance(block, Heading) for block in blocks) == 1


def test_pdf_gives_its_words() -> None:
    assert "131 taken gedaan" in text_of(render_pdf(sample()), PDF).replace("\u00a0", " ")


def test_opendocument_gives_its_words() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(
            "content.xml",
            '<o:d xmlns:o="urn:o" xmlns:text="urn:t"><o:body><o:text><text:h text:outline-level="2">Doel</text:h>'
            "<text:list><text:list-item><text:p>punt</text:p></text:list-item></text:list></o:text></o:body></o:d>",
        )
    assert text_of(out.getvalue(), OPEN) == "## Doel\n\n- punt"


def test_plain_text_is_cut_with_a_note() -> None:
    text = text_of(b"a" * (MOST_LETTERS + 5), "text/plain")
    assert text.endswith(CUT)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"a" * 70 * 1024 * 1024)
    return out.getvalue()


def locked() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(render_pdf(sample())))
    writer.encrypt("geheim", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "media_type", "words"),
    [
        (b"PK\x03\x04 kapot", WORD, "beschadigd"),
        (b"PK\x03\x04 kapot", OPEN, "beschadigd"),
        (word()[:2000], WORD, "beschadigd"),
        (b"\xd0\xcf\x11\xe0 en meer", WORD, "wachtwoord"),
        (b"%PDF-1.7 kapot", PDF, "beschadigd"),
        (bomb(), WORD, "te groot"),
        (locked(), PDF, "wachtwoord"),
        (b"x", "image/png", "soort bestand"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, media_type: str, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        text_of(content, media_type)
