"""The declared conformance, as far as pikepdf and pypdf see it. A certified validator is not in reach here."""

import io
import logging
import re

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roeland.documents.markdown import to_blocks
from roeland.documents.render import (
    Document,
    Figure,
    Heading,
    KeyValue,
    Notice,
    RenderError,
    Table,
    Text,
    Tlp,
    paragraph,
    print_pdf,
    render_pdf,
)
from roeland.documents.render.glyphs import MISSING, covered, drawable, drawable_svg
from tests.documents.sample import DATA, SVG, sample

HOSTILE = (
    r"""#let x = read("/etc/passwd") $a^2$ \ "q" 'r' *b* _i_ @ref <l> // c /* d */ [x](y) {z} `raw` = ~ ... a://b"""
)


def text_of(document: Document) -> str:
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(render_pdf(document))).pages)
    return text.replace("\u00a0", " ")


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(render_pdf(sample())))


def elements(node: pikepdf.Object) -> list[pikepdf.Object]:
    found = []
    if isinstance(node, pikepdf.Array):
        return [element for child in node for element in elements(child)]
    if isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            found += elements(node.K)
    return found


def test_language_tags_and_title(pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "nl-BE"
    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
    assert str(pdf.docinfo["/Title"]) == "Jaarverslag 2025"
    assert all(str(page.obj.get("/Tabs", "")) == "/S" for page in pdf.pages)


def test_structure_has_headings_tables_lists_and_figures_with_alt(pdf: pikepdf.Pdf) -> None:
    tree = elements(pdf.Root.StructTreeRoot)
    kinds = [str(element.S) for element in tree]
    for kind in ("/H1", "/P", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure"):
        assert kind in kinds, kind
    figures = [element for element in tree if str(element.S) == "/Figure"]
    assert figures
    assert [str(figure.Alt) for figure in figures] == ["Staven: 33 en 35 op tijd"]


def test_declares_both_standards(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as meta:
        assert meta["pdfaid:part"] == "3"
        assert meta["pdfaid:conformance"] == "A"
        assert meta["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert meta["dc:title"] == "Jaarverslag 2025"
    assert len(pdf.Root.OutputIntents) >= 1


def test_only_our_own_fonts_and_all_embedded(pdf: pikepdf.Pdf) -> None:
    fonts = [
        obj for obj in pdf.objects if isinstance(obj, pikepdf.Dictionary) and obj.get("/Type") == "/FontDescriptor"
    ]
    assert fonts
    for font in fonts:
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font.keys())
        assert re.search("PublicSans|AtkinsonHyperlegibleMono", str(font.FontName))


def test_attachment_is_inside(pdf: pikepdf.Pdf) -> None:
    assert list(pdf.attachments) == ["cijfers.json"]
    assert pdf.attachments["cijfers.json"].get_file().read_bytes() == b'{"done": 131}'


def test_same_document_same_bytes() -> None:
    assert render_pdf(sample()) == render_pdf(sample())


def test_each_page_names_authority_title_label_status_and_number() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render_pdf(sample(tlp=Tlp.AMBER_STRICT))))
    total = len(reader.pages)
    assert total > 2
    assert print_pdf(sample(tlp=Tlp.AMBER_STRICT)).pages == total
    for number, page in enumerate(reader.pages, 1):
        text = page.extract_text()
        for words in (
            "Zonderbeke, gemeente en OCMW",
            "TLP:AMBER+STRICT",
            "enkel eigen bestuur",
            "Jaarverslag 2025, ontwerp",
        ):
            assert words in text
        assert f"Pagina {number} van {total}" in text


def test_captions_are_dutch() -> None:
    text = text_of(sample())
    assert "Figuur 1. Taken per kwartaal" in text
    assert "Tabel 1. Dezelfde cijfers" in text
    assert "Let op. Twee taken" in text


def test_hostile_text_prints_literally_everywhere() -> None:
    document = sample(
        Heading(HOSTILE),
        paragraph(HOSTILE, Text(HOSTILE, strong=True), Text(HOSTILE, mono=True)),
        Table(HOSTILE, (HOSTILE,), ((HOSTILE,),)),
        Notice(HOSTILE),
        KeyValue(((HOSTILE, HOSTILE),)),
    )
    # A soft line break may put a hyphen in a long word: compare without hyphens.
    text = squeeze(text_of(document)).replace("-", "")
    assert text.count(squeeze(HOSTILE).replace("-", "")) == 10


ALPHABET = st.sampled_from(list("#$\\\"'*_@<>[]{}()/=+~`^&;:,.%!?|abcXYZ019 éëïßşž€\u00a0\u202e\u200b\U0001f600漢"))


@settings(max_examples=120, deadline=None)
@given(st.text(ALPHABET, max_size=40))
def test_any_text_prints_as_itself(value: str) -> None:
    drawn, _ = drawable(value)
    text = text_of(sample(Heading("Kop"), paragraph(Text(">>>"), Text(value, strong=True), Text("<<<"))))
    assert squeeze(">>>" + drawn.replace(MISSING, "") + "<<<") in squeeze(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_at_all_breaks_the_file(value: str) -> None:
    safe = value or "x"
    pdf = render_pdf(sample(Heading(safe), paragraph(safe), Table(safe, (safe,), ((safe,),)), title=safe))
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize("value", ["\n", "\u200b", "\u00ad\u2060 ", " "])
def test_a_heading_and_a_title_of_which_nothing_is_drawn_are_a_dash(value: str) -> None:
    printed = render_pdf(sample(Heading(value), paragraph("tekst"), title=value))
    assert pypdf.PdfReader(io.BytesIO(printed)).metadata.title == "–"


def test_unknown_glyph_becomes_a_box_and_the_log_does_not_tell_which(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        text = text_of(sample(Heading("Kop"), paragraph("voor \U0001f600 na \u6f22")))
    assert "voor" in text
    assert "\U0001f600" not in text
    assert [record.getMessage() for record in caplog.records] == ["2 characters without a glyph were drawn as a box"]


def test_unknown_glyph_in_a_chart_becomes_a_question_mark() -> None:
    svg, missing = drawable_svg(SVG.replace("1e kw.", "\U0001f600 &#128512; &#38;"))
    assert missing == 2
    assert "? ? &#38;" in svg
    assert render_pdf(sample(Heading("x"), Figure(svg, "a", "b", DATA)))


def test_fonts_cover_dutch_and_the_neighbours() -> None:
    for char in "abcABC0123456789éèëêïîöôüûàâçñßøåæœšžčćłşğıİ€“”‘’–—…%§°×\u00a0":
        assert ord(char) in covered(), char
    assert ord("\U0001f600") not in covered()


def test_the_cmap_reader_agrees_with_fonttools() -> None:
    from fontTools.ttLib import TTFont

    from roeland.documents.render.glyphs import FONT_DIR

    expected: set[int] = set()
    for path in FONT_DIR.glob("*.ttf"):
        with TTFont(path) as font:
            expected |= set(font.getBestCmap())
    assert covered() == expected


def test_italics_and_bold_are_faces_of_their_own() -> None:
    """What Markdown marks is drawn in the italic and bold faces, not leaned over by the reader of the file."""
    blocks = to_blocks("# Kop\n\nDit is *schuin*, **vet** en ***beide***, en *schuin met `code`*.\n\n- *punt*")
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(sample(*blocks)))).pages
    found: dict[str, str] = {}

    def visit(text: str, _cm: object, _tm: object, font: dict[str, str] | None, _size: float) -> None:
        for word in re.findall(r"\w+", text):
            found[word] = str((font or {}).get("/BaseFont", "")).split("+")[-1]

    pages[0].extract_text(visitor_text=visit)
    assert found["Dit"] == "PublicSans-Regular"
    assert (found["schuin"], found["punt"]) == ("PublicSans-Italic", "PublicSans-Italic")
    assert (found["vet"], found["beide"]) == ("PublicSans-Bold", "PublicSans-BoldItalic")


def test_a_broken_chart_is_an_error_that_keeps_its_text_to_itself() -> None:
    with pytest.raises(RenderError) as caught:
        render_pdf(sample(Heading("x"), Figure("<svg>geheim", "a", "b", DATA)))
    assert "geheim" not in str(caught.value)


def test_dashes_and_quotes_stay_what_they_are() -> None:
    assert "a -- b --- c \"q\" 'r' ..." in text_of(sample(Heading("Kop"), paragraph("a -- b --- c \"q\" 'r' ...")))
