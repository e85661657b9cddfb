import pytest

from roeland.documents.render import FigureRef, Heading, KeyValue, Notice, Table, paragraph, render_html
from tests.documents.sample import sample

EVIL = "<script>alert('x')</script>&\""


def test_every_text_is_escaped() -> None:
    html = render_html(
        sample(
            Heading(EVIL),
            paragraph(EVIL, FigureRef(EVIL, EVIL)),
            Table(EVIL, (EVIL,), ((EVIL,),)),
            Notice(EVIL),
            KeyValue(((EVIL, EVIL),), True),
        ),
        link=lambda key: "?cijfer=" + key,
    )
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 9


def test_a_figure_leads_to_its_origin_and_the_chosen_one_says_so() -> None:
    html = render_html(sample(), link=lambda key: f"?cijfer={key}", current="done")
    assert '<a class="figure-ref" href="?cijfer=done" aria-current="true">131 taken gedaan</a>' in html
    assert "<a " not in render_html(sample())


def test_tables_have_scopes_and_captions() -> None:
    html = render_html(sample())
    assert '<th scope="col">Kwartaal</th><th scope="col" class="num">Op tijd</th>' in html
    assert '<th scope="row">1e kwartaal</th><td class="num">33</td>' in html
    assert "<caption>Tabel 2. Dezelfde cijfers</caption>" in html


def test_one_section_keeps_the_numbers_of_the_whole() -> None:
    html = render_html(sample(), section="open-punten")
    assert "2 Open punten" in html
    assert "1 Samenvatting" not in html
    assert "Tabel 2." in html


@pytest.mark.parametrize("forbidden", ["style=", "<script", "onclick"])
def test_nothing_inline(forbidden: str) -> None:
    assert forbidden not in render_html(sample())
