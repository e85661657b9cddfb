"""What the verbs of this room share: locking, texts, persons."""

from collections.abc import Mapping
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
MOST_MONEY = Decimal("9999999999.99")


def fresh(row: R) -> R:
    """The row as it stands now, locked until the transaction ends where the database can."""
    model: Any = type(row)
    found: R = model.objects.select_for_update(of=("self",)).get(pk=row.pk)
    return found


def check(decision: Decision) -> None:
    """Raise Refused with the reason of a denial."""
    if isinstance(decision, Denied):
        raise Refused(decision.reason)


def asked(values: Mapping[str, str], questions: Mapping[str, str]) -> None:
    """Raise Invalid with the question of each field that is empty."""
    missing = {name: [words] for name, words in questions.items() if not values[name].strip()}
    if missing:
        raise Invalid(missing)


def text(field: str, value: str, *, ask: str = "", longest: int = LONG) -> str:
    """A text without the spaces around it. Raises Invalid when it is too long, or empty while `ask` asks for it."""
    value = value.replace("\r\n", "\n").strip()
    if ask and not value:
        raise Invalid({field: [ask]})
    if len(value) > longest:
        raise Invalid({field: [_("Dit is te lang: hoogstens %(longest)s tekens.") % {"longest": longest}]})
    return value


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
