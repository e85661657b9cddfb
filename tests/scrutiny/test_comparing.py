"""Two outcomes beside each other: what stands elsewhere in the list, and that nobody hidden can be read from it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from roeland.scrutiny.comparing import Move, compare
from roeland.scrutiny.examples import write


def outcome(folder: Path, *cases: tuple[int, str]) -> Path:
    """A run with these cases in this order, as citizen and reasons."""
    folder.mkdir()
    pq.write_table(
        pa.table({"event_id": [1], "explained_by": pa.array([None], pa.string())}), folder / "verdicts.parquet"
    )
    rows = [
        {"rank": rank, "user_id": "an", "citizen": citizen, "score": 9 - rank, "n_events": 1, "reasons": reasons}
        for rank, (citizen, reasons) in enumerate(cases, start=1)
    ]
    write(folder / "cases.csv", rows)
    return folder


def test_a_case_that_comes_first_moves_and_who_only_made_room_does_too(tmp_path: Path) -> None:
    before = outcome(tmp_path / "a", (1, "night"), (2, "volume"), (3, "returned"))
    after = outcome(tmp_path / "b", (3, "returned"), (1, "night"), (2, "volume"))
    assert compare(before, after).moved == (
        Move(3, 3, 1, ("returned",)),
        Move(1, 1, 2, ("night",)),
        Move(2, 2, 3, ("volume",)),
    )


def test_what_comes_or_goes_moves_nobody(tmp_path: Path) -> None:
    before = outcome(tmp_path / "a", (1, "night"), (2, "volume"), (3, "returned"))
    after = outcome(tmp_path / "b", (4, "burst"), (2, "volume"), (3, "returned"))
    found = compare(before, after)
    assert found.moved == ()
    assert ([one.citizen for one in found.appear], [one.citizen for one in found.vanish]) == ([4], [1])


def test_a_hidden_case_leaves_no_trace_in_the_places_of_the_others(tmp_path: Path) -> None:
    """Who turns the weight of a tie down must not read from the others who stood before them."""
    before = outcome(tmp_path / "a", (1, "night"), (2, "watch volume"), (3, "returned"))
    after = outcome(tmp_path / "b", (1, "night"), (3, "returned"), (2, "volume"))
    assert compare(before, after, {"watch"}).moved == ()
    assert len(compare(before, after).moved) == 2
