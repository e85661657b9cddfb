"""National numbers and pseudonyms. A number that came in is never in an output, a message or a file of ours."""

import hmac
import re
from dataclasses import dataclass

from roeland.scrutiny.values import BadKey

SEPARATORS = re.compile(r"[\s.\-/]+")
SPACES = re.compile(r"\s+")
SHORTEST, LONGEST = 9, 12  # digits of what somebody meant as a national number when it came as text
MODULUS = 97
SMALLEST_NUMBER, LARGEST_NUMBER = 10**7, 10**11 - 1  # integers that may be a national number without its leading zeros
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

        An integer of another length is a pseudonym already; any other text gets a token, so that a name cannot pass through.
        """
        plain = SEPARATORS.sub("", text)
        if plain.isascii() and plain.isdecimal() and SHORTEST <= len(plain) <= LONGEST:
            return self.of(plain) if is_national(plain) else None
        number = as_integer(text)
        return number if number is not None else self.of("citizen\x1f" + text.strip())

    def citizen_number(self, number: int) -> int | None:
        """The same for an integer column, where leading zeros are gone."""
        digits = str(number).rjust(11, "0")
        if is_national(digits):
            return self.of(digits)
        return None if number >= 10**10 else number

    def token(self, kind: str, text: str) -> int:
        """An equality token for a house, street or surname; spelling differs in case and spaces only."""
        number = as_integer(text)
        return number if number is not None else self.of(f"{kind}\x1f{SPACES.sub(' ', text).strip().casefold()}")


def as_integer(text: str) -> int | None:
    """The signed 64-bit integer that a text is, or None."""
    try:
        number = int(text)
    except ValueError:
        return None
    return number if -(2**63) <= number < 2**63 else None
