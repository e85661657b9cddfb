"""What the verbs of this room share: locking, texts, persons."""

from decimal import Decimal

from django.utils.translation import gettext as _

from roeland.ledger.action import Invalid

MOST_MONEY = Decimal("9999999999.99")


def euro(field: str, value: Decimal) -> Decimal:
    """An amount that is not negative and that a column holds. Raises Invalid."""
    if not Decimal(0) <= value <= MOST_MONEY:
        raise Invalid({field: [_("Geef een bedrag van nul of meer.")]})
    return value.quantize(Decimal("0.01"))
