"""What the verbs of this room share: locking, texts, amounts, persons."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from roeland.kernel.actor import Actor
from roeland.kernel.decision import Decision, Denied
from roeland.kernel.models import Authority, Row
from roeland.ledger.action import Invalid, Refused
from roeland.people.models import Person

R = TypeVar("R", bound=Row)
LONG = 20_000
MOST_MONEY = Decimal("999999999.99")
FIRST_YEAR, LAST_YEAR = 2000, 2999


def fresh(row: R) -> R:
    """The row as it stands now, locked until the transaction ends where the database can."""
    model: Any = type(row)
    found: R = model.objects.select_for_update(of=("self",)).get(pk=row.pk)
    return found


def check(decision: Decision) -> None:
    """Raise Refused with the reason of a denial."""
    if isinstance(decision, Denied):
        raise Refused(decision.reason)


def text(field: str, value: str, *, ask: str = "", longest: int = LONG) -> str:
    """A text without the spaces around it. Raises Invalid when it is too long, or empty while `ask` asks for it."""
    value = value.replace("\r\n", "\n").strip()
    if ask and not value:
        raise Invalid({field: [ask]})
    if len(value) > longest:
        raise Invalid({field: [_("Dit is te lang: hoogstens %(n)s tekens.") % {"n": longest}]})
    return value


def me(actor: Actor, authority: Authority) -> Person | None:
    """The actor as a person of the authority; None for the system."""
    found = actor.person_in(authority.pk)
    person: Person | None = Person.objects.filter(pk=found).first() if found else None
    return person


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
