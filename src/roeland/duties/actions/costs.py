"""Cost lines on records of any room: add one, remove one with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties import providers
from roeland.duties.actions.common import fresh, text_of
from roeland.duties.facts import CostAdded, CostRemoved
from roeland.duties.models import CostLine
from roeland.duties.rules import P
from roeland.duties.values import CostKind
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, action, state

MOST = Decimal(999_999_999)  # euro
MOST_DAYS = Decimal(9_999)
FIRST_YEAR, LAST_YEAR = 2000, 2999


@action(P.COST_EDIT, CostAdded)
def add_cost(
    actor: Actor,
    *,
    authority: Authority,
    subject_kind: str,
    subject_id: UUID,
    title: str,
    kind: str,
    amount: Decimal,
    first: date,
    last: date | None = None,
    days: Decimal = Decimal(0),
) -> CostLine:
    """Add what a record of any room costs, in euro: once on `first`, yearly from `first` to `last`, or `days` person-days at `amount` each.

    Raises Invalid when the kind of record is unknown, the record absent or closed to the actor.
    """
    if providers.find(subject_kind, authority.pk, subject_id) is None:
        raise Invalid({"subject": [_("Dit gegeven is er niet, of niet voor jou.")]})
    if kind not in list(CostKind):
        raise Invalid({"kind": [_("Kies eenmalig, jaarlijks of persoonsdagen.")]})
    line = CostLine(
        authority=authority,
        audience="money",
        subject_kind=subject_kind,
        subject_id=subject_id,
        title=text_of("title", title, ask=_("Zeg wat dit kost."), longest=200),
        kind=kind,
        amount=_euro(amount),
        days=_days(kind, days),
        first=_day("first", first),
        last=_last(kind, first, last),
    )
    line.save()
    state(
        CostAdded(
            about=line,
            title=line.title,
            kind=kind,
            cents=_cents(line),
            days=str(line.days),
            start=line.first,
            end=line.last,
        )
    )
    return line


@action(P.COST_EDIT, CostRemoved)
def remove_cost(actor: Actor, *, line: CostLine, reason: str) -> None:
    """Take a cost line away, with the reason. The ledger keeps that it was there."""
    line = fresh(line)
    reason = text_of("reason", reason, ask=_("Zeg kort waarom deze kostenlijn weg mag."))
    CostLine.objects.filter(pk=line.pk).delete()  # by query: the row keeps its id, which the fact names
    state(CostRemoved(about=line, title=line.title, cents=_cents(line), reason=reason))


def _cents(line: CostLine) -> int:
    return int(line.amount * 100)


def _two_decimals(value: Decimal) -> bool:
    return value.is_finite() and value == value.quantize(Decimal("0.01"))


def _euro(amount: Decimal) -> Decimal:
    if not (amount.is_finite() and 0 <= amount <= MOST and _two_decimals(amount)):
        raise Invalid({"amount": [_("Geef een bedrag in euro, met hoogstens twee cijfers na de komma.")]})
    return amount


def _days(kind: str, days: Decimal) -> Decimal:
    if kind != CostKind.PERSON_DAYS:
        return Decimal(0)
    if not (days.is_finite() and 0 < days <= MOST_DAYS and _two_decimals(days)):
        raise Invalid({"days": [_("Geef het aantal persoonsdagen, bijvoorbeeld 2,5.")]})
    return days


def _day(field: str, day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid(
            {
                field: [
                    _("Kies een datum van %(first_year)s tot %(last_year)s.")
                    % {"first_year": FIRST_YEAR, "last_year": LAST_YEAR}
                ]
            }
        )
    return day


def _last(kind: str, first: date, last: date | None) -> date | None:
    if kind != CostKind.YEARLY or last is None:
        return None
    if last < first:
        raise Invalid({"last": [_("De einddatum komt na de begindatum.")]})
    return _day("last", last)
