"""National numbers as files write them, and pseudonyms of the intake: its key is Roeland's own, so nothing that comes in is one already."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from roeland.scrutiny import numbers
from roeland.scrutiny.numbers import DECIMALS, SPACES, Pseudonyms


def digits(text: str) -> str:
    """The digits of a text as 0 to 9, whatever script or width they were typed in, and whatever stands between them."""
    return "".join(letter for letter in numbers.figures(text) if letter.isdecimal())


def national(raw: Any) -> str | None:
    """The eleven digits of the national or bis number in a cell, however it was written; None when it holds none that is valid."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, float | Decimal):
        raw = _whole(raw)
    if isinstance(raw, int) and raw < 0:
        return None
    return numbers.national(digits(DECIMALS.sub("", str(raw).strip()))) or None


def _whole(raw: float | Decimal) -> int | str:
    """A number of a column with decimals, which is whole when empty cells made it one."""
    try:
        return int(raw) if raw == int(raw) else ""
    except (ValueError, OverflowError, ArithmeticError):
        return ""


def only_number(text: str) -> str | None:
    """The same for a text that says nothing else: no letters beside it."""
    return None if any(letter.isalpha() for letter in text) else national(text)


def token(pseudonyms: Pseudonyms, kind: str, raw: Any) -> int:
    """An equality token for a house, street or surname: always a hash, also of an integer, which may be somebody's number.

    Spelling differs in case and spaces only, a national number in marks, an integer in zeros before it.
    """
    text = SPACES.sub(" ", str(raw)).strip()
    plain = only_number(text) or (text.lstrip("0") or "0" if text.isdecimal() else text.casefold())
    return pseudonyms.of(f"{kind}\x1f{plain}")
