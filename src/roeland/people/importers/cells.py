"""One cell: text, dates in every Flemish spelling, numbers that Excel spoiled, national numbers that we refuse."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None

EXCEL_EPOCH = date(1899, 12, 30)
LARGEST = 1e15  # what a spreadsheet keeps exactly
SERIAL_RANGE = (1, 73_415)  # 1 January 1900 to the end of 2100
MONTHS = ("jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
MONTH_SPELLINGS = {"mrt": 3, "mar": 3, "may": 5, "oct": 10} | {name: number for number, name in enumerate(MONTHS, 1)}

_MANGLED = re.compile(r"^[+-]?\d([.,]\d+)?E[+-]?\d+$", re.IGNORECASE)
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{2}|\d{4})$")
_YEAR_FIRST = re.compile(r"^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})$")
_IN_WORDS = re.compile(r"^(\d{1,2})\s+([a-z]{3,9})\.?\s+(\d{4})$")
_CLOCK = re.compile(r"[T\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$")
_NATIONAL = re.compile(r"(?<!\d)(?<!\+)\d{2}[ .\-/]?\d{2}[ .\-/]?\d{2}[ .\-/]{0,2}\d{3}[ .\-/]{0,2}\d{2}(?!\d)")


@dataclass(frozen=True)
class BadDate:
    """Why a cell is no date, and the nearest thing that would be one."""

    what: str
    advice: str


def text(value: Cell) -> str:
    """The cell as a person reads it: no surrounding or double spaces, no fraction when whole, dates as d/mm/yyyy."""
    match value:
        case None:
            return ""
        case bool():
            return "ja" if value else "nee"
        case float() if value.is_integer() and abs(value) < LARGEST:
            return str(int(value))
        case date():  # datetime is a date too
            return flemish(value)
        case _:
            return " ".join(str(value).split())


def fold(value: str) -> str:
    """For comparing: no case, accents, spaces or punctuation. "E-mail adres" -> "emailadres"."""
    plain = unicodedata.normalize("NFKD", value.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def words(value: str) -> str:
    """For comparing names: like `fold`, but the words stay apart. "Vercruysse, Tóm" -> "vercruysse tom"."""
    return " ".join(filter(None, (fold(word) for word in re.split(r"[\s,;]+", value))))


def flemish(day: date) -> str:
    return f"{day.day}/{day.month:02}/{day.year}"


def is_mangled(value: Cell) -> bool:
    """True when Excel turned a long number into 1,23E+11: the digits behind are gone."""
    return bool(_MANGLED.match(text(value)))


def parse_date(value: Cell) -> date | BadDate | None:  # noqa: PLR0911 -- one return per kind of cell
    """The date in a cell, None when empty, BadDate when it is none. Day goes before month; years have four digits."""
    match value:
        case None | "":
            return None
        case datetime():
            return value.date()
        case date():
            return value
        case int() | float():
            return _serial(float(value))
    written = _CLOCK.sub("", text(value)).lower()
    if not written:
        return BadDate("Dat is een uur, geen datum", "Schrijf dag/maand/jaar.")
    if written.isascii() and written.isdigit():
        return _serial(float(written)) if len(written) <= 6 else _unreadable()  # noqa: PLR2004 -- a serial has 5 digits
    return _written(written)


def _written(written: str) -> date | BadDate:
    if found := _YEAR_FIRST.match(written):
        year, month, day = (int(part) for part in found.groups())
        return _build(year, month, day)
    if found := _IN_WORDS.match(written):
        spelled = MONTH_SPELLINGS.get(found[2][:3])
        return _build(int(found[3]), spelled, int(found[1])) if spelled else _unreadable()
    if not (found := _DAY_FIRST.match(written)):
        return _unreadable()
    day, month, year = (int(part) for part in found.groups())
    if year < 100:  # noqa: PLR2004 -- two digits
        return BadDate("Het jaar heeft maar twee cijfers", f"Bedoel je {day}/{month:02}/20{year:02}?")
    return _build(year, month, day)


def _build(year: int, month: int, day: int) -> date | BadDate:
    try:
        return date(year, month, day)
    except ValueError:
        pass
    if month > 12 >= day and month <= 31:  # noqa: PLR2004 -- month and day were exchanged
        return BadDate("Die datum bestaat niet", f"Bedoel je {month}/{day:02}/{year}?")
    return BadDate("Die datum bestaat niet", "Verbeter de dag of de maand.")


def _serial(number: float) -> date | BadDate:
    low, high = SERIAL_RANGE
    if not low <= number <= high:
        return _unreadable()
    return EXCEL_EPOCH + timedelta(days=int(number))


def _unreadable() -> BadDate:
    return BadDate("Dat is geen datum", "Schrijf dag/maand/jaar, bijvoorbeeld 1/03/2025.")


def holds_national_number(value: Cell) -> bool:
    """True when a Belgian national register number (or bis number) stands anywhere in the cell.

    Check digits: 97 - (first nine mod 97), with a 2 before the nine for births since 2000.."""
    if value is None or isinstance(value, (bool, date, time, timedelta)):
        return False
    if isinstance(value, (int, float)):
        shown = text(value)
        return shown.isdigit() and 9 <= len(shown) <= 11 and _valid(shown.zfill(11))  # noqa: PLR2004 -- Excel drops zeros
    shown = text(value)
    return any(_valid(re.sub(r"\D", "", found)) for found in _NATIONAL.findall(shown))


def _valid(digits: str) -> bool:
    if not (digits.isascii() and len(digits) == 11):  # noqa: PLR2004 -- its length
        return False
    month, day, check = int(digits[2:4]), int(digits[4:6]), int(digits[9:])
    if month % 20 > 12 or month >= 60 or day > 31:  # noqa: PLR2004 -- bis: month + 20 or + 40; unknown is 00
        return False
    return check in (97 - int(digits[:9]) % 97, 97 - int("2" + digits[:9]) % 97)
