import io
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roeland.people.importers import planner, sheets
from roeland.people.importers.problems import UnreadableFileError
from tests.people.importers.files import csv_bytes, known, ods_bytes, valid_national, xlsx_bytes

ROWS = [["Voornaam", "Familienaam", "E-mail"], ["Zoë", "D’Hondt", "zoe@zonderbeke.example"]]


def table(sheet: Any) -> Any:
    return [[str(cell) for cell in line.cells] for line in sheet.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_every_encoding_and_separator_of_excel(encoding: Any, separator: Any, newline: Any) -> None:
    assert table(sheets.read("lijst.csv", csv_bytes(ROWS, separator, encoding, newline))) == ROWS


def test_separator_that_the_file_declares() -> None:
    sheet = sheets.read("lijst.csv", b"sep=|\r\nVoornaam|Familienaam, of naam\r\nAn|Peeters\r\n")
    assert table(sheet) == [["Voornaam", "Familienaam, of naam"], ["An", "Peeters"]]
    assert [line.number for line in sheet.lines] == [2, 3]


def test_row_numbers_are_those_of_excel_even_with_breaks_inside_cells() -> None:
    sheet = sheets.read("lijst.csv", csv_bytes([["Naam"], [None], ['Tom "T"\nVercruysse'], ["An"]]))
    assert [(line.number, line.cells[0]) for line in sheet.lines] == [
        (1, "Naam"),
        (3, 'Tom "T"\nVercruysse'),
        (4, "An"),
    ]


@pytest.mark.parametrize("writer", [xlsx_bytes, ods_bytes])
def test_workbooks(writer: Any) -> None:
    assert table(sheets.read("lijst", writer(ROWS))) == ROWS


def test_empty_rows_above_a_workbook_keep_their_numbers() -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Lijst")["B4"] = "Naam"
    stream = io.BytesIO()
    book.save(stream)
    sheet = sheets.read("lijst.xlsx", stream.getvalue())
    assert sheet.name == "Lijst"
    assert [line.number for line in sheet.lines] == [4]


def refusal(file: Any, data: Any) -> Any:
    with pytest.raises(UnreadableFileError) as caught:
        sheets.read(file, data)
    return caught.value.problem


def bomb(name: Any, content: Any) -> Any:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx_bytes(ROWS))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part.filename, old.read(part))
        new.writestr(name, content)
    return stream.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    data = bomb("xl/media/leeg.bin", b"0" * (sheets.MAX_UNPACKED + 1))
    assert len(data) < sheets.MAX_BYTES
    assert "uitgepakt te groot" in refusal("bom.xlsx", data).what


@pytest.mark.parametrize("cell", ['<c r="XFD1"><v>1</v></c>', "<c r='A900000'><v>1</v></c>", "<c><v>1</v></c>" * 400])
def test_cells_far_away_are_refused(cell: Any) -> None:
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"<row>{cell}</row></sheetData></worksheet>"
    )
    assert "voorbij" in refusal("ver.xlsx", bomb("xl/worksheets/sheet1.xml", sheet)).what


def test_repeated_cells_are_refused() -> None:
    cell = '<table:table-cell table:number-columns-repeated="16000"><text:p>x</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="1000000">{cell}</table:table-row>'
    assert "herhaald" in refusal("veel.ods", ods_bytes(ROWS, row)).what


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf\r\n", "leeg"),
        (b"a" * (sheets.MAX_BYTES + 1), "groter dan"),
        (b"\xd0\xcf\x11\xe0rest", "oude xls"),
        (b"PK\x03\x04stuk", "niet lezen"),
        (b"a;b\n" * (sheets.MAX_ROWS + 1), "rijen"),
        (b";".join([b"x"] * (sheets.MAX_COLUMNS + 1)), "kolommen"),
        (b'a;b\n"' + b"x" * (sheets.MAX_CELL + 1), "tekens"),
    ],
)
def test_what_cannot_be_used_says_why_and_what_to_do(data: Any, what: Any) -> None:
    problem = refusal("lijst.csv", data)
    assert what in problem.what
    assert problem.advice


def test_a_zip_that_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("brief.txt", "hallo")
    assert "geen rekenblad" in refusal("brief.zip", stream.getvalue()).what


def test_a_file_name_is_only_a_name() -> None:
    assert sheets.safe_name("C:\\tijdelijk\\lijst.csv") == "lijst.csv"
    assert sheets.safe_name("../../etc/lijst.csv") == "lijst.csv"
    assert sheets.safe_name(f"fiche {valid_national('850730033')}.csv") == "bestand"


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=300).map(str.encode)))
def test_random_bytes_never_crash(data: Any) -> None:
    plan = planner.make("willekeurig.bin", data, known())
    assert plan.errors or plan.rows >= 0


BOOK = xlsx_bytes(ROWS)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(BOOK) - 1), st.integers(0, 255)), max_size=12), st.integers(0, len(BOOK)))
def test_a_damaged_workbook_never_crashes(changes: Any, cut: Any) -> None:
    data = bytearray(BOOK)
    for place, value in changes:
        data[place] = value
    planner.make("stuk.xlsx", bytes(data), known())
    planner.make("kort.xlsx", bytes(data[:cut]), known())
