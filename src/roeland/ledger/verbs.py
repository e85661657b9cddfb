"""What verbs of every room share: the row as it stands, a rule's refusal, texts that must be there and fit."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from roeland.kernel.decision import Decision, Denied
from roeland.kernel.models import Row
from roeland.ledger.action import Invalid, NotAllowed, Refused

R = TypeVar("R", bound=Row)
SHORT = 500
LONG = 20_000


def fresh(row: R, *related: str) -> R:
    """The row as it stands now, locked until the transaction ends where the database can, with its `related` rows.

    Raises NotAllowed when the actor does not see it (any more).
    """
    model: Any = type(row)
    rows = model.objects.select_for_update(of=("self",)).select_related(*(related or (None,)))
    found: R | None = rows.filter(pk=row.pk).order_by().first()
    if found is None:
        raise NotAllowed(model._meta.label)  # noqa: SLF001 -- Django's public name of a model
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


def one_line(field: str, value: str, *, ask: str = "", longest: int = SHORT) -> str:
    """A short text on one line. Raises Invalid when it is too long, or empty while `ask` asks for it."""
    return _fitting(field, " ".join(value.replace("\0", "").split()), ask, longest)


def long_text(field: str, value: str, *, ask: str = "", longest: int = LONG) -> str:
    """A text with its own line feeds, without the spaces around it. Raises Invalid as `one_line`."""
    return _fitting(field, value.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip(), ask, longest)


def _fitting(field: str, value: str, ask: str, longest: int) -> str:
    if ask and not value:
        raise Invalid({field: [ask]})
    if len(value) > longest:
        raise Invalid({field: [_("Dit is te lang: hoogstens %(longest)s tekens.") % {"longest": longest}]})
    return value
