"""What people write here is kept, so it may hold no national number: the citizen has an alias, and the reveal is the way to the number."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from roeland.ledger.action import Invalid
from roeland.ledger.verbs import long_text, one_line
from roeland.scrutiny.numbers import figures, is_national

DIGITS = re.compile(r"\d(?:[\s._\-/]{0,3}\d){10,}")
LENGTH = 11


def holds_number(text: str) -> bool:
    """Whether a national or bis number stands somewhere in a text, however it is spaced."""
    for found in DIGITS.finditer(figures(text)):
        digits = "".join(letter for letter in found.group() if letter.isdecimal())
        if any(is_national(digits[at : at + LENGTH]) for at in range(len(digits) - LENGTH + 1)):
            return True
    return False


def checked(field: str, text: str) -> str:
    """The text. Raises Invalid when it holds a national number."""
    if holds_number(text):
        raise Invalid(
            {field: [_("Hier staat een rijksregisternummer in. Schrijf het zonder: deze tekst blijft bewaard.")]}
        )
    return text


def line(field: str, value: str, *, ask: str = "", longest: int = 300) -> str:
    """A text on one line. Raises Invalid when it lacks while `ask` asks for it, is too long, or holds a national number."""
    return checked(field, one_line(field, value, ask=ask, longest=longest))


def text(field: str, value: str, *, ask: str = "", longest: int = 4000) -> str:
    """A text with its own line feeds. Raises Invalid as `line`."""
    return checked(field, long_text(field, value, ask=ask, longest=longest))
