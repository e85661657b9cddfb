"""National numbers and pseudonyms. A number that came in is never in an output, a message or a file of ours.

A pseudonym is a plain integer that fits 64 bits and is no national number when zeros are put before it; fewer than 8 digits never are one.
In a text of 9 to 12 digits, and in an integer of 11, a national number was meant: it is one, or it is refused. All else gets a keyed token.
"""

import hmac
import re
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import numpy as np

from roeland.scrutiny.values import BadKey

SEPARATORS = re.compile(r"[\s.\-/]+")
MARKS = re.compile(r"[\W_]+")  # all that is no letter and no figure
DECIMALS = re.compile(r"[.,]0+$")  # what a spreadsheet adds to a number
SPACES = re.compile(r"\s+")
READY = re.compile(r"0|-?[1-9][0-9]*")
WHOLE = re.compile(
    r"\s*(-?[0-9]+)\.0+\s*"
)  # a whole number in a column of decimals, as programs write one with empty places
ESCAPED = 5  # times that a text may be escaped: a long one of nothing but escapes would be read again and again
APART = r"[^0-9A-Za-z]"  # what may stand between the parts of a number in a text; Python and RE2 read these alike
IN_TEXT = rf"0*[0-9]{{2}}{APART}?[0-9]{{2}}{APART}?[0-9]{{2}}{APART}{{0,3}}[0-9]{{3}}{APART}?[0-9]{{2}}"
WITHIN = re.compile(rf"(?<![0-9])(?=({IN_TEXT})(?![0-9]))")
SHORTEST, LONGEST = 9, 12  # digits of what somebody meant as a national number
MODULUS = 97
PADDED = 8  # digits of the shortest national number without its zeros: of who was born in January 2000
SMALLEST_NUMBER, LARGEST_NUMBER = 10 ** (PADDED - 1), 10**11 - 1  # integers that may be one
FULL_NUMBER = 10**10  # from here on they have all 11 digits
HIDDEN = "[nummer]"
KEY_BYTES = 16


def is_national(digits: str) -> bool:
    """Whether 11 digits are a national register number or a bis number (month + 20 or + 40).

    The last two are 97 minus the rest of the first nine by 97, with a 2 before them for who was born from 2000 on. Month and day may
    be 0 (unknown birth date), serial numbers run from 1 to 998.
    """
    if len(digits) != 11 or not digits.isascii() or not digits.isdecimal():  # noqa: PLR2004 -- the length of the number
        return False
    month, day, serial = int(digits[2:4]), int(digits[4:6]), int(digits[6:9])
    if month % 20 > 12 or month >= 60 or day > 31 or not 0 < serial < 999:  # noqa: PLR2004 -- the layout of the number
        return False
    base, check = int(digits[:9]), int(digits[9:])
    return check in {MODULUS - base % MODULUS, MODULUS - (2_000_000_000 + base) % MODULUS}


def national_among(numbers: Any) -> Any:
    """Of an array of integers of at most 11 digits: which are a national number when zeros are put before them."""
    base = np.abs(numbers) // 100
    rest = base % MODULUS + np.abs(numbers) - base * 100  # with the check digits
    fits = (rest == MODULUS) | ((rest + 2_000_000_000 % MODULUS) % MODULUS == 0)
    fits &= np.abs(numbers) >= SMALLEST_NUMBER
    found = np.flatnonzero(fits)  # few: the other questions are about these
    base, check = base[found], np.abs(numbers[found]) % 100
    month, day, serial = base // 10**5 % 100, base // 10**3 % 100, base % 1000
    fits[found] = (month % 20 <= 12) & (month < 60) & (day <= 31) & (serial > 0) & (serial < 999) & (base < 10**9)  # noqa: PLR2004 -- as above
    fits[found] &= (check == MODULUS - base % MODULUS) | (check == MODULUS - (2_000_000_000 + base) % MODULUS)
    return fits


def meant(numbers: Any) -> Any:
    """The same, and those that are none but have all 11 digits."""
    size = np.abs(numbers)
    return national_among(numbers) | ((size >= FULL_NUMBER) & (size <= LARGEST_NUMBER))


def meant_sql(number: str, *, also_wrong: bool) -> str:
    """The same as a test in SQL, of any whole number. also_wrong: those too that have the length of a national number and are none."""
    size, base = f"abs({number})", f"(abs({number}) // 100)"
    month, rest = f"({base} // 100000 % 100)", f"{base} % {MODULUS}"
    fits = f"{month} % 20 <= 12 AND {month} < 60 AND {base} // 1000 % 100 <= 31 AND {base} % 1000 BETWEEN 1 AND 998"
    fits += f" AND {size} >= {SMALLEST_NUMBER} AND {size} % 100 IN ({MODULUS} - {rest}, {MODULUS} - (2000000000 + {base}) % {MODULUS})"
    near = f"{number} BETWEEN -{LARGEST_NUMBER} AND {LARGEST_NUMBER}"
    long = f"{size} >= {FULL_NUMBER} OR " if also_wrong else ""
    return f"CASE WHEN {near} THEN {long}({fits}) ELSE false END"


def plain(text: str) -> str:
    """A text with the figures of any script as 0 to 9, and nothing between letters and figures."""
    return MARKS.sub("", DECIMALS.sub("", figures(text).strip()))


def figures(text: str) -> str:
    """A text in one form (NFKC), with the figures of any script as 0 to 9, and without the escapes of an address (%22)."""
    for _ in range(ESCAPED):
        if "%" not in text or (read := unquote(text)) == text:
            break
        text = read
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in unicodedata.normalize("NFKC", text)
    )


def national(text: str) -> str:
    """The national number that a text is, however it is written; empty when it is none."""
    bare = plain(text)
    digits = bare.lstrip("0").rjust(11, "0")
    return digits if len(bare) >= PADDED and is_national(digits) else ""


def holds_national(text: str) -> bool:
    """Whether a national number of 11 digits stands somewhere in a text, with other figures neither before nor after it."""
    if len(text) < 11:  # noqa: PLR2004 -- the length of the number
        return False
    return any(national(found[1]) for found in WITHIN.finditer(figures(text)))


def without_numbers(text: str) -> str:
    """A text in which every national number of 11 digits is hidden, however it was written."""
    while holds_national(text):
        text = figures(text)
        found = next(one[1] for one in WITHIN.finditer(text) if national(one[1]))
        text = text.replace(found, HIDDEN)
    return text


@dataclass(frozen=True)
class Pseudonyms:
    """Keyed 64-bit tokens: HMAC-SHA-256, first eight bytes, as a signed integer."""

    key: bytes

    def __post_init__(self) -> None:
        if len(self.key) < KEY_BYTES:
            raise BadKey(f"De sleutel is te kort: neem minstens {KEY_BYTES} bytes.")

    def of(self, text: str) -> int:
        return int.from_bytes(hmac.digest(self.key, text.encode(), "sha256")[:8], "big", signed=True)

    def citizen(self, text: str) -> int | None:
        """The pseudonym of what stood in a text column `citizen`; None when it was meant as a national number and is none.

        A plain integer of another length is a pseudonym already; any other text gets a token, so that a name cannot pass through.
        """
        if digits := national(text):
            return self.of(digits)
        bare = plain(text)
        if bare.isdecimal() and SHORTEST <= len(bare) <= LONGEST:
            return None
        number = as_integer(whole(text))
        return number if number is not None else self.of("citizen\x1f" + text.strip())

    def citizen_number(self, number: int) -> int | None:
        """The same for an integer column, where leading zeros are gone."""
        if digits := national(str(number)):
            return self.of(digits)
        return None if FULL_NUMBER <= abs(number) <= LARGEST_NUMBER else number

    def token(self, kind: str, text: str) -> int:
        """An equality token for a house, street or surname; spelling differs in case and spaces only."""
        if digits := national(text):
            return self.of(f"{kind}\x1f{digits}")
        number = as_integer(whole(text))
        return number if number is not None else self.of(f"{kind}\x1f{SPACES.sub(' ', text).strip().casefold()}")

    def user(self, text: str) -> str:
        """What a user is called in the output: himself, or a pseudonym when a national number is or stands in his name."""
        digits = national(text)
        return str(self.of(f"user\x1f{digits or text}")) if digits or holds_national(text) else text


def whole(text: str) -> str:
    """A text without the `.0` behind a whole number; any other text as it is."""
    found = WHOLE.fullmatch(text)
    return found[1] if found else text


def as_integer(text: str) -> int | None:
    """The signed 64-bit integer that a text is as a computer writes it, or None."""
    plain_text = text.strip()
    if not READY.fullmatch(plain_text) or len(plain_text) > 20:  # noqa: PLR2004 -- a sign and 19 digits
        return None
    number = int(plain_text)
    return number if -(2**63) <= number < 2**63 else None
