"""Figures of this room in words."""

from decimal import Decimal

from roeland.ui import dates


def figure(value: Decimal) -> str:
    """*8*, *7,5*, *1 284*: no zeros behind the comma."""
    return dates.number(int(value) if value == int(value) else value.normalize())


def euro(value: Decimal) -> str:
    """*1 250*, *1 250,50*: in euro, cents only where there are any."""
    whole = int(value)
    cents = int((value - whole) * 100)
    return f"{dates.number(whole)},{cents:02d}" if cents else dates.number(whole)
