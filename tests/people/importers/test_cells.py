from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roeland.people.importers.cells import BadDate, fold, holds_national_number, is_mangled, parse_date, text, words
from tests.people.importers.files import valid_national

EXCEL_MOMENT = datetime(2025, 3, 1, 9, 5)  # noqa: DTZ001 -- a spreadsheet knows no time zone


@pytest.mark.parametrize(
    "written",
    [
        "01/03/2025", "1/3/2025", "1-3-2025", "1.3.2025", "2025-03-01", "2025/3/1", "01/03/2025 00:00",
        "2025-03-01T08:30:00",
        "1 maart 2025", "1 mrt 2025", "1 mrt. 2025", "45717", 45717, 45717.0, date(2025, 3, 1), EXCEL_MOMENT,
    ],
)  # fmt: skip
def test_every_flemish_spelling_of_a_date(written: Any) -> None:
    assert parse_date(written) == date(2025, 3, 1)


@pytest.mark.parametrize(
    ("written", "advice"),
    [
        ("31/02/2024", "Verbeter de dag of de maand."),
        ("3/25/2024", "Bedoel je 25/03/2024?"),
        ("1/3/25", "Bedoel je 1/03/2025?"),
        ("gisteren", "Schrijf dag/maand/jaar, bijvoorbeeld 1/03/2025."),
        ("20250301", "Schrijf dag/maand/jaar, bijvoorbeeld 1/03/2025."),
        (-4, "Schrijf dag/maand/jaar, bijvoorbeeld 1/03/2025."),
    ],
)
def test_no_date_is_guessed(written: Any, advice: Any) -> None:
    found = parse_date(written)
    assert isinstance(found, BadDate)
    assert found.advice == advice


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_serial_numbers_are_those_of_excel(day: Any) -> None:
    assert parse_date((day - date(1899, 12, 30)).days) == day
    assert parse_date(f"{day.day}/{day.month}/{day.year}") == day


@given(st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.datetimes(), st.timedeltas()))
def test_no_cell_makes_a_reader_fail(cell: Any) -> None:
    assert isinstance(text(cell), str)
    assert isinstance(parse_date(cell), (date, BadDate, type(None)))
    assert holds_national_number(cell) in (True, False)
    assert is_mangled(cell) in (True, False)


def test_text_reads_as_a_person_would() -> None:
    assert text(417.0) == "417"
    assert text(" Tom \t Vercruysse\n") == "Tom Vercruysse"
    assert text(EXCEL_MOMENT) == "1/03/2025"
    assert text(timedelta(hours=2)) == "2:00:00"
    assert fold("E-Mail  adrés") == "emailadres"
    assert words("Vercruysse, Tóm") == "vercruysse tom"


@pytest.mark.parametrize("value", ["1,23E+11", "1.23E+11", "4E+09", 1.5e20])
def test_spoiled_numbers_are_seen(value: Any) -> None:
    assert is_mangled(value)


@pytest.mark.parametrize("value", ["123", "E12", "1,23", "", None, "1E", 12345678901])
def test_other_numbers_are_not_spoiled(value: Any) -> None:
    assert not is_mangled(value)


national = st.builds(
    lambda year, month, day, serial: f"{year:02}{month:02}{day:02}{serial:03}",
    st.integers(0, 99),
    st.sampled_from([*range(13), *range(20, 33), *range(40, 53)]), st.integers(0, 31), st.integers(1, 998),
)  # fmt: skip


@given(national, st.booleans(), st.sampled_from(["{}", "RR {}", "({})", "Tom {} Brugge"]))
def test_national_and_bis_numbers_are_found_however_written(nine: Any, since_2000: Any, around: Any) -> None:
    number = valid_national(nine, since_2000=since_2000)
    dotted = f"{number[:2]}.{number[2:4]}.{number[4:6]}-{number[6:9]}.{number[9:]}"
    assert holds_national_number(around.format(number))
    assert holds_national_number(around.format(dotted))


@given(national)
def test_a_wrong_check_is_no_national_number(nine: Any) -> None:
    right = {valid_national(nine), valid_national(nine, since_2000=True)}
    wrong = next(f"{nine}{check:02}" for check in range(1, 98) if f"{nine}{check:02}" not in right)
    assert not holds_national_number(wrong)


def test_a_number_cell_that_lost_its_zeros_is_found() -> None:
    number = valid_national("050730033", since_2000=True)
    assert holds_national_number(int(number))
    assert holds_national_number(float(number))


@pytest.mark.parametrize(
    "value", ["0470 12 34 56", "BE0207 533 148", "BE68 5390 0754 7034", 417, None, date(2025, 1, 1)]
)
def test_phones_and_company_numbers_pass(value: Any) -> None:
    assert not holds_national_number(value)
