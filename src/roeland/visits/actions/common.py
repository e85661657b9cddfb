"""What the verbs of this room share."""

from __future__ import annotations

from typing import Any, TypeVar

from django.utils.translation import gettext as _

from roeland.duties.rules import P as DUTIES
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Decision
from roeland.kernel.models import Row
from roeland.ledger.action import Invalid, Refused

R = TypeVar("R", bound=Row)
LONG = 20_000
SHORT = 500


def fresh(row: R) -> R:
    """The row as it stands now, locked until the transaction ends where the database can."""
    model: Any = type(row)
    found: R = model.objects.select_for_update(of=("self",)).get(pk=row.pk)
    return found


def check(decision: Decision) -> None:
    """Raise Refused with the reason of a denial."""
    if not decision:
        raise Refused(getattr(decision, "reason", "Dat kan nu niet."))


def text_of(field: str, value: str, *, ask: str, longest: int = SHORT) -> str:
    """A text that must be there. Raises Invalid with the question `ask`, or when it is too long."""
    value = value.strip()
    if not value:
        raise Invalid({field: [ask]})
    if len(value) > longest:
        raise Invalid({field: [_("Dit is te lang: hoogstens %(longest)s tekens.") % {"longest": longest}]})
    return value


def maker(actor: Actor, row: Row) -> Actor:
    """Who makes a task that follows from a verb of this room: the actor, or Roeland when his role cannot make tasks himself."""
    if actor.holds(DUTIES.TASK_MAKE, row.authority_id):
        return actor
    return Actor.system("visits", [row.authority_id])
