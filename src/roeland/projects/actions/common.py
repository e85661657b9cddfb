"""What the verbs of this room share: locking, texts, amounts, persons."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from roeland.ledger.action import Invalid

MOST_MONEY = Decimal("999999999.99")
FIRST_YEAR, LAST_YEAR = 2000, 2999


def amount(field: str, value: Decimal, *, most: Decimal = MOST_MONEY) -> Decimal:
    """A number that is not negative, with two decimals at most. Raises Invalid."""
    if not (value.is_finite() and 0 <= value <= most and value == value.quantize(Decimal("0.01"))):
        raise Invalid({field: [_("Geef een getal van nul of meer, met hoogstens twee cijfers na de komma.")]})
    return value


def year(field: str, value: int) -> int:
    """A calendar year that a plan can hold. Raises Invalid."""
    if not FIRST_YEAR <= value <= LAST_YEAR:
        raise Invalid({field: [_("Kies een jaar van 2000 tot 2999.")]})
    return value


def day(field: str, value: date) -> date:
    """A day in a year that a plan can hold. Raises Invalid."""
    year(field, value.year)
    return value


def in_cents(value: Decimal) -> int:
    """Euro as cents: the ledger takes no fractions."""
    return int(value * 100)
