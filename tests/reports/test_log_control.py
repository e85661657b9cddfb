"""The section on the control of consultations: twelve months for everybody, no count of people's doings under five."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from roeland.documents.render import FigureRef, Paragraph, Table, Text
from roeland.logs.queries.figures import rough_share
from roeland.logs.values import ControlFact, LeftOutFact
from roeland.reports.figures import FIGURES
from roeland.reports.rooms import Rooms
from roeland.reports.sections import log_control
from roeland.reports.values import Part
from tests.reports.material import PERIOD, Material, brief


def control(month: int, **changes: int | bool) -> ControlFact:
    base = ControlFact(
        id=UUID(int=9000 + month), month=date(2025, month, 1), full=month > 1, events=1000, explained=970, cases=0, justified=0,
        incidents=0, cut=0, asked=0, late=0,
    )  # fmt: skip
    return replace(base, **changes)


def words(*rows: ControlFact, part: Part, claim: tuple[int, int, int] = (0, 0, 0), reveals: int = 0) -> str:
    rooms = Rooms(controls=rows, claim=claim, reveals=reveals)
    found = log_control.build(brief(Material(PERIOD, rooms=rooms)), part)
    texts = []
    for block in found:
        if isinstance(block, Paragraph):
            texts.append("".join(run.text if isinstance(run, Text | FigureRef) else "" for run in block.runs))
        elif isinstance(block, Table):
            texts.append(f"{block.caption} {block.rows}")
    return "\n".join(texts).replace("\xa0", " ")


def test_months_that_nobody_controls_are_named_with_the_reason() -> None:
    rooms = Rooms(controls=(control(1),), left_out=(LeftOutFact(date(2025, 3, 1), "Het bestand is nooit geleverd."),))
    for part in Part:
        for told in (rooms, replace(rooms, controls=())):
            found = log_control.build(brief(Material(PERIOD, rooms=told)), part)
            [table] = [one for one in found if isinstance(one, Table) and "niet nagekeken" in one.caption]
            assert table.rows == (("maart 2025", "Het bestand is nooit geleverd."),)
    assert "niet nagekeken" not in words(control(1), part=Part.PUBLIC)


def test_the_public_part_tells_months_shares_and_the_claim() -> None:
    rows = [control(month) for month in range(1, 12)]
    rows[3] = control(4, cases=30, incidents=2, asked=12)
    said = words(*rows, part=Part.PUBLIC, claim=(600, 0, 200), reveals=1)
    assert "Van de 12 maanden van 2025" in said
    assert "11 logcontroles" in said
    assert "10 volledig en 1 beperkt" in said
    assert "97 %" in said
    assert "Gevallen die een vraag waard waren: 30." in said
    assert "incident behandeld zijn: minder dan 5" in said
    assert "getoond is: minder dan 5" in said
    assert "minder dan 1 op 200" in said
    assert " 2." not in said
    annex = words(*rows, control(12, by_decision=17), part=Part.ANNEX, reveals=3)
    assert "getoond is', '3')" in annex
    assert "'17')" in annex
    assert "('Als incident behandeld', '2')" in annex
    assert not {key for key in FIGURES if key.startswith("controls")} - {
        "controls-closed",
        "controls-full",
        "controls-events",
    }


def test_what_came_after_a_control_was_closed_is_told_and_no_few_of_it() -> None:
    for part in Part:
        said = "Raadplegingen die na het afsluiten kwamen en niet nagekeken zijn: "
        assert said not in words(control(1), part=part)
        assert f"{said}12." in words(control(1, after=7), control(2, after=5), part=part)
        assert f"{said}minder dan 5." in words(control(1, after=2), control(2), part=part)


def test_a_year_without_controls_says_so() -> None:
    assert "geen controle" in words(part=Part.PUBLIC)
    assert "getoond" not in words(part=Part.PUBLIC)
    assert "getoond is: minder dan 5." in words(part=Part.PUBLIC, reveals=2), (
        "of a month that was closed before the year"
    )
    assert "getoond is: 2." in words(part=Part.ANNEX, reveals=2)
    few = words(control(1, explained=998, cases=2), part=Part.PUBLIC)
    assert "Voor bijna alle daarvan" in few, (
        "998 of 1000 would tell that two had no reason, and all of them would be false"
    )
    assert "998" not in few
    assert "%" not in few


@pytest.mark.parametrize(
    ("events", "explained", "said"),
    [
        (40, 39, "bijna alle"),
        (40, 36, "bijna alle"),
        (40, 35, "de meeste"),
        (40, 3, "hoogstens de helft"),
        (40, 40, "alle"),
        (40, 0, "geen enkele"),
        (999, 900, "de meeste"),
        (2000, 1800, "90 %"),
        (100_000, 99_990, "bijna alle"),
        (100_000, 10, "bijna geen"),
    ],
)
def test_a_share_never_gives_a_small_count_away(events: int, explained: int, said: str) -> None:
    """An attacker with the number of consultations asks which counts fit the words: never one under five alone."""
    assert rough_share(explained, events).replace("\xa0", " ") == said
    rows = [control(1, events=events, explained=explained)]
    assert f"Voor {said} daarvan" in words(*rows, part=Part.PUBLIC)
    fits = {
        events - other for other in range(events + 1) if rough_share(other, events) == rough_share(explained, events)
    }
    few = {count for count in fits if 0 < count < 5} | {events - count for count in fits if 0 < events - count < 5}
    assert not few or len(fits) >= 4


def test_lines_from_paper_are_no_share() -> None:
    """Six lines that somebody drew and looked up, five of them right: neither consultations that were read, nor a share of them."""
    paper = control(3, events=6, explained=5, full=False, by_hand=True)
    both = words(control(2), paper, part=Part.PUBLIC)
    assert "gingen ze over 1 000 raadplegingen." in both
    assert "Voor 97 % daarvan" in both
    assert "Eén maand had geen bestand: daarvan is een steekproef op papier nagekeken." in both
    alone = words(paper, part=Part.PUBLIC)
    assert "raadplegingen. Voor" not in alone
    assert "steekproef op papier" in alone
    assert "vraag waard" not in alone
    assert "op papier" in words(paper, part=Part.ANNEX)
    assert "83" not in words(paper, part=Part.ANNEX)
