import json
from datetime import datetime

import pytest

from roeland.documents.render import (
    Document,
    Figure,
    Heading,
    ListBlock,
    Table,
    Tlp,
    document_from_data,
    document_to_data,
)
from tests.documents.sample import DATA, SVG, sample


def test_a_document_survives_json() -> None:
    document = sample()
    assert document_from_data(json.loads(json.dumps(document_to_data(document)))) == document


@pytest.mark.parametrize("data", [{"kind": "Heading", "text": "x", "level": 1, "anchor": ""}, {"kind": "os"}, {}])
def test_other_data_are_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="document"):
        document_from_data(data)


def test_a_row_with_another_width_is_refused() -> None:
    with pytest.raises(ValueError, match="number of cells"):
        Table("x", ("a", "b"), (("1",),))


def test_a_figure_without_alternative_is_refused() -> None:
    with pytest.raises(ValueError, match="alternative"):
        Figure(SVG, " ", "x", DATA)


def test_an_empty_list_is_refused() -> None:
    with pytest.raises(ValueError, match="item"):
        ListBlock(())


@pytest.mark.parametrize("headings", [(Heading("a", 2),), (Heading("a", 1), Heading("b", 3))])
def test_headings_do_not_skip_a_level(headings: tuple[Heading, ...]) -> None:
    with pytest.raises(ValueError, match="skips"):
        sample(*headings)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Document("t", "a", Tlp.CLEAR, "ontwerp", datetime(2026, 1, 1), (Heading("x"),))  # noqa: DTZ001


def test_every_label_has_words_and_its_own_colour() -> None:
    assert all(label.words for label in Tlp)
    assert Tlp.AMBER.colour == Tlp.AMBER_STRICT.colour == "#ffc000"
    assert (Tlp.GREEN.colour, Tlp.RED.colour, Tlp.CLEAR.colour) == ("#33ff00", "#ff2b2b", "#ffffff")
