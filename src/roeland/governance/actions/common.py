"""What the verbs of this room share: locking, texts, persons."""

from decimal import Decimal

from django.utils.translation import gettext as _

from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid
from roeland.people.models import Person

MOST_MONEY = Decimal("9999999999.99")


def me(actor: Actor, authority: Authority) -> Person | None:
    """The actor as a person of the authority; None for the system."""
    found = actor.person_in(authority.pk)
    person: Person | None = Person.objects.filter(pk=found).first() if found else None
    return person


def euro(field: str, value: Decimal) -> Decimal:
    """An amount that is not negative and that a column holds. Raises Invalid."""
    if not Decimal(0) <= value <= MOST_MONEY:
        raise Invalid({field: [_("Geef een bedrag van nul of meer.")]})
    return value.quantize(Decimal("0.01"))
