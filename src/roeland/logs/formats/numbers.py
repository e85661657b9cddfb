"""National numbers as files write them, and pseudonyms of the intake: its key is Roeland's own, so nothing that comes in is one already."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from typing import Any

from roeland.scrutiny.numbers import SPACES, Pseudonyms, is_national

LENGTH = 11
FEWEST = 8  # digits that are left when Excel took the zeros before a number away


def digits(text: str) -> str:
    """The digits of a text as 0 to 9, whatever script or width they were typed in."""
    if text.isascii() and text.isdecimal():
        return text
    plain = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.decimal(letter)) for letter in plain if letter.isdecimal())


def national(raw: Any) -> str | None:
    """The eleven digits of the national or bis number in a cell, however it was written; None when it holds none that is valid."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, float | Decimal):
        raw = _whole(raw)
    if isinstance(raw, int) and raw < 0:
        return None
    found = digits(str(raw))
    if len(found) < LENGTH:
        found = found.rjust(LENGTH, "0") if len(found) >= FEWEST else ""
    elif len(found) > LENGTH:
        found = found.lstrip("0").rjust(LENGTH, "0")
    return found if is_national(found) else None


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
