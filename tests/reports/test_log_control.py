"""The section on the control of consultations: twelve months for everybody, no count of people's doings under five."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from roeland.documents.render import FigureRef, Paragraph, Table, Text
from roeland.logs.values import ControlFact
from roeland.reports.figures import FIGURES
from roeland.reports.rooms import Rooms
from roeland.reports.sections import log_control
from roeland.reports.values import Part
from tests.reports.material import PERIOD, Material, brief


def control(month: int, **changes: int | bool) -> ControlFact:
    base = ControlFact(
        id=UUID(int=9000 + month), month=date(2025, month, 1), full=month > 1, events=1000, explained=970, cases=0, justified=0,
        incidents=0, cut=0, asked=0, late=0, reveals=0,
    )  # fmt: skip
    return replace(base, **changes)


def words(*rows: ControlFact, part: Part, claim: tuple[int, int, int] = (0, 0, 0)) -> str:
    found = log_control.build(brief(Material(PERIOD, rooms=Rooms(controls=rows, claim=claim))), part)
    texts = []
    for block in found:
        if isinstance(block, Paragraph):
            texts.append("".join(run.text if isinstance(run, Text | FigureRef) else "" for run in block.runs))
        elif isinstance(block, Table):
            texts.append(f"{block.caption} {block.rows}")
    return "\n".join(texts).replace("\xa0", " ")


def test_the_public_part_tells_months_shares_and_the_claim() -> None:
    rows = [control(month) for month in range(1, 12)]
    rows[3] = control(4, cases=30, incidents=2, asked=12, reveals=1)
    said = words(*rows, part=Part.PUBLIC, claim=(600, 0, 200))
    assert "Van de 12 maanden van 2025" in said
    assert "11 logcontroles" in said
    assert "10 volledig en 1 beperkt" in said
    assert "97 %" in said
    assert "Gevallen die een vraag waard waren: 30." in said
    assert "incident behandeld zijn: minder dan 5" in said
    assert "getoond is: minder dan 5" in said
    assert "minder dan 1 op 200" in said
    assert " 2." not in said
    annex = words(*rows, part=Part.ANNEX)
    assert "('Als incident behandeld', '2')" in annex
    assert not {key for key in FIGURES if key.startswith("controls")} - {
        "controls-closed",
        "controls-full",
        "controls-events",
    }


def test_a_year_without_controls_says_so() -> None:
    assert "geen controle" in words(part=Part.PUBLIC)
    few = words(control(1, explained=998, cases=2), part=Part.PUBLIC)
    assert "100 %" in few, "998 of 1000 would tell that two had no reason"
    assert "998" not in few
