"""Markdown becomes blocks: what is written comes out, nothing runs, headings do not skip, faults name their line."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import roeland
from roeland.documents.markdown import BlockError, anchors, calls, errors, parts, plain, to_blocks
from roeland.documents.render import (
    Block,
    Code,
    Heading,
    ListBlock,
    Notice,
    PageBreak,
    Paragraph,
    Table,
    Text,
    Tone,
    paragraph,
    render_html,
    render_pdf,
    safe_url,
)
from tests.documents.sample import sample


def test_marks_become_runs() -> None:
    (block,) = to_blocks("Een *klein* en **groot _beide_** `x` [weg](https://a.be/?b=c).")
    assert isinstance(block, Paragraph)
    assert block.runs == (
        Text("Een "),
        Text("klein", emphasis=True),
        Text(" en "),
        Text("groot ", strong=True),
        Text("beide", strong=True, emphasis=True),
        Text(" "),
        Text("x", mono=True),
        Text(" "),
        Text("weg", url="https://a.be/?b=c"),
        Text("."),
    )


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScript:x", "data:text/html,x", "vbscript:x", "//elders.be/x"]
)
def test_a_link_leads_nowhere_dangerous(url: str) -> None:
    assert not safe_url(url)
    html = render_html(sample(*to_blocks(f"[x]({url})\n\n[y](<{url}>)")))
    assert "href" not in html
    with pytest.raises(ValueError, match="link"):
        Text("x", url=url)


@pytest.mark.parametrize("url", ["a\tb", "a b", "\\\\elders", "java\nscript:x"])
def test_an_address_hides_nothing(url: str) -> None:
    assert not safe_url(url)


def test_html_is_literal() -> None:
    html = render_html(sample(*to_blocks("<script>alert(1)</script>\n\n<b>x</b>\n\n# <i>kop</i>")))
    assert "<script" not in html
    assert "&lt;i&gt;kop" in html


@pytest.mark.parametrize(
    ("text", "levels"),
    [("## a\n## b", [1, 1]), ("# a\n### b\n### c\n## d", [1, 2, 2, 2]), ("### a\n# b\n## c", [1, 1, 2])],
)
def test_headings_never_skip(text: str, levels: list[int]) -> None:
    assert [block.level for block in to_blocks(text) if isinstance(block, Heading)] == levels


def test_the_title_is_not_repeated() -> None:
    blocks = to_blocks("# Beleid\n\n## Doel\n\n## Doel\n", title=" Beleid ")
    assert blocks == (Heading("Doel", 1, "doel"), Heading("Doel", 1, "doel-2"))


def test_lists_nest() -> None:
    (block,) = to_blocks("- een\n  - onder\n- twee\n\n  nog\n")
    assert isinstance(block, ListBlock)
    assert block.under == (ListBlock(((Text("onder"),),)), None)
    assert render_html(sample(block)).count("<ul>") == 2


def test_table_notice_code_and_break() -> None:
    blocks = to_blocks(
        "Tabel: Cijfers\n\n| a | b |\n|---|--:|\n| x | **1** |\n\n> Let op: stop.\n\n```\nls\n```\n\n---\n"
    )
    assert blocks == (
        Table("Cijfers", ("a", "b"), (("x", "1"),), (1,)),
        Notice("Stop.", Tone.WARN),
        Code("ls"),
        PageBreak(),
    )


def fill(name: str, args: Mapping[str, str]) -> tuple[Block, ...]:
    if name == "stuk":
        raise BlockError("Dit bestaat niet.")
    return (Heading("Lijst", 1), paragraph(f"{name} {dict(args)}"))


def test_live_lines_are_filled_in_place() -> None:
    text = 'Voor\n{{ taken rol="officer" van="nu" }}\nna'
    assert calls(text) == [(2, "taken", {"rol": "officer", "van": "nu"})]
    assert to_blocks(text, fill)[1:3] == (Heading("Lijst", 1), paragraph("taken {'rol': 'officer', 'van': 'nu'}"))
    assert [anchor != "" for anchor in (part.anchor for part in parts(text))] == [True, False, True]


def test_faults_name_their_line() -> None:
    text = '# x\n\n{{ taken rol=x }}\n\n- {{ taken }}\n\n![foto](a.png)\n\n{{ stuk }}\n\n{{ a b="1" b="2" }}\n'
    assert [line for line, _ in errors(text, lambda name, _: "Onbekend." if name == "stuk" else "")] == [3, 5, 7, 9, 11]
    shown = [block.text for block in to_blocks(text, fill) if isinstance(block, Notice)]
    assert shown[0].startswith("Regel 3: ")
    assert "Regel 9: Dit bestaat niet." in shown


def test_anchors_follow_the_words() -> None:
    before = anchors("# Kop\n\nEen alinea.\n\nNog een.\n\nEen alinea.")
    after = anchors("Vooraf.\n\n# Kop\n\nNog een.\n\nEen *alinea*.\n\nEen alinea.")
    assert len(dict(before)) == 4
    assert set(before) <= set(after)
    assert plain("# Kop\n\nEen **al**inea.\n\n{{ taken }}") == "Kop\nEen alinea."


ALPHABET = st.sampled_from([*"ab #*_`[]()<>{}|-:!\n\"'\\&=1.", "{{ ", " }}", "](", "\n\n", "| - |", "```"])


@settings(max_examples=200, deadline=None)
@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_any_text_becomes_a_sheet(text: str) -> None:
    html = render_html(sample(*(to_blocks(text, fill) or (Heading("x"),))))
    assert "<script" not in html
    errors(text)
    anchors(text)


def test_the_templates_print() -> None:
    files = sorted(path for path in (Path(roeland.__path__[0]) / "packs" / "data").rglob("*.md"))
    assert len(files) >= 15
    for path in files:
        text = path.read_text().split("---\n", 2)[2]
        assert errors(text) == []
        assert to_blocks(text)
    assert render_pdf(sample(*to_blocks(text))).startswith(b"%PDF")


def test_links_and_nested_lists_print() -> None:
    pdf = render_pdf(sample(*to_blocks("[a](https://a.be) *b* [c](/d/)\n\n1. x\n   - y\n\n```\nls -l\n```\n")))
    (page,) = pypdf.PdfReader(io.BytesIO(pdf)).pages
    links = [note.get_object()["/A"]["/URI"] for note in page["/Annots"]]  # type: ignore[attr-defined, index]
    assert links == ["https://a.be"]
    assert "ls -l" in page.extract_text().replace("\u00a0", " ")
