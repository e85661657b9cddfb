"""The difference between two texts: nothing lost, paragraphs beside each other, phrases and not confetti."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from roeland.documents.diff import Change, Difference, Segment, compare, units

OLD = """# Plan

## Bewaren

Alle servers worden elke nacht bewaard op de opslag in het gemeentehuis.

Een.

Twee.

## Bewijzen

Elk jaar zet een beheerder één server terug.

De back-up wordt wekelijks op tape gezet.

## Slot

Niets.
"""
NEW = """# Plan

## Bewaren

Alle servers worden elke nacht bewaard op twee plaatsen: de opslag in het gemeentehuis en een externe partij.

Een.

Twee.

## Bewijzen

Elk kwartaal zet een beheerder één server terug.

Wie de test uitvoert, keurt niet zelf goed.

## Slot

**Niets**.
"""


def kinds(difference: Difference) -> list[tuple[str, str]]:
    return [(row.kind.value, "vouw" if row.folded else row.unit) for row in difference.rows]


def test_rows_stand_side_by_side() -> None:
    found = compare(OLD, NEW)
    assert kinds(found) == [
        ("same", "vouw"),
        ("same", "heading"),
        ("changed", "paragraph"),
        ("same", "vouw"),
        ("same", "heading"),
        ("changed", "paragraph"),
        ("removed", "paragraph"),
        ("added", "paragraph"),
        ("same", "heading"),
        ("changed", "paragraph"),
    ]
    assert (found.changes, found.touched, found.chapters) == (5, 3, 3)
    assert [unit.words for unit in found.rows[3].units] == ["Een.", "Twee."]


def test_words_within_a_paragraph() -> None:
    row = compare(OLD, NEW).rows[5]
    assert row.left == (
        Segment(Change.SAME, "Elk "),
        Segment(Change.REMOVED, "jaar"),
        Segment(Change.SAME, " zet een beheerder één server terug."),
    )
    assert row.right[1] == Segment(Change.ADDED, "kwartaal")


def test_neighbouring_words_are_one_phrase() -> None:
    row = compare("Het rode huis staat aan de Kerkstraat.", "Het groene gebouw staat aan de Kerkstraat.").rows[0]
    assert [s.text for s in row.left if s.kind is Change.REMOVED] == ["rode huis"]
    assert [s.text for s in row.right if s.kind is Change.ADDED] == ["groene gebouw"]


def test_a_change_of_marks_alone_is_shown() -> None:
    (row,) = compare("Zie [hier](/a/).", "Zie [hier](/b/).").rows
    assert "".join(s.text for s in row.left) == "Zie [hier](/a/)."


def test_the_same_text_has_no_changes() -> None:
    found = compare(OLD, OLD.replace("\n\n", "\n\n\n"))
    assert (found.changes, found.touched, found.chapters) == (0, 0, 3)
    assert len(found.rows) == 1


WORDS = st.sampled_from(["een", "twee", "drie", "vier", "server", "nacht", "kopie", "geen"])
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
BLOCK = st.one_of(PARAGRAPH, PARAGRAPH.map("# {}".format), PARAGRAPH.map("- {}".format), PARAGRAPH.map("> {}".format))
TEXT = st.lists(BLOCK, max_size=12).map("\n\n".join)


@settings(max_examples=150, deadline=None)
@given(TEXT, TEXT)
def test_both_columns_hold_their_whole_text(old: str, new: str) -> None:
    rows = compare(old, new).rows
    for side, text in (("left", old), ("right", new)):
        shown = []
        for row in rows:
            if row.kind is Change.SAME:
                shown += [unit.words for unit in row.units]
            elif getattr(row, side):
                shown.append("".join(segment.text for segment in getattr(row, side)))
        assert shown == [unit.words for unit in units(text)]
