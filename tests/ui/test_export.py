"""Downloads for Flemish Excel: no cell is ever a formula."""

import io
from datetime import date

import openpyxl
import pytest

from roeland.ui import export
from roeland.ui.components import Ground, GroundKind, Place, State, Status


@pytest.mark.parametrize("bad", ["=1+1", "+32 51", "-1", "@SUM(A1)", "\tx", "\rx", " =cmd", "\n=cmd"])
def test_a_cell_that_looks_like_a_formula_is_escaped(bad: str) -> None:
    assert export.safe(bad) == f"'{bad}"


def test_numbers_stay_numbers_and_words_stay_words() -> None:
    assert export.safe(-3) == "-3"
    assert export.safe("gewoon - tekst") == "gewoon - tekst"
    assert [export.safe(value) for value in (True, None, date(2026, 3, 8))] == ["ja", "", "8/03/2026"]
    assert [
        export.safe(value)
        for value in (Status(State.LATE, "te laat"), Place("Lissegem"), Ground(GroundKind.WET, "AVG"))
    ] == ["te laat", "Lissegem", "Wet: AVG"]
    assert export.safe(State.DONE) == "Gedaan"


def test_csv_opens_in_excel() -> None:
    made = export.to_csv(["Naam", "=kop"], [["é;è", 2], ["=HYPERLINK()", 3]])
    assert made == "\ufeffNaam;'=kop\r\n\"é;è\";2\r\n'=HYPERLINK();3\r\n".encode()


def test_xlsx_holds_texts_and_numbers_only() -> None:
    made = export.to_xlsx(["Naam", "Aantal"], [["=1+1", 2], ["http://zonderbeke.example", 3.5]])
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows == [["Naam", "Aantal"], ["'=1+1", 2], ["http://zonderbeke.example", 3.5]]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} == {"s", "n"}
    assert sheet["A3"].hyperlink is None


def test_the_download_says_what_it_is() -> None:
    response = export.export_response("csv", "Controleplan Zonderbeke", ["a"], [])
    assert response["Content-Disposition"] == 'attachment; filename="controleplan-zonderbeke.csv"'
    assert response["X-Content-Type-Options"] == "nosniff"
