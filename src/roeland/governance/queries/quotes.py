"""Quotes beside an advice, as a comparison."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from roeland.governance.models import Advice, Quote
from roeland.governance.queries.advice import readable
from roeland.governance.rules import P
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority


@dataclass(frozen=True)
class Compared:
    """A quote in the comparison. `lowest`: no other quote for the same option asks less over the years that are compared."""

    quote: Quote
    option: str
    lowest: bool
    expired: bool


def quotes_of(advice: Advice) -> list[Quote]:
    """The quotes beside an advice that the reader in scope may see, in order of option and supplier. One statement."""
    rows = Quote.objects.filter(advice=advice).select_related("added_by", "chosen_by")
    return list(rows.order_by("option", "supplier", "pk"))


def comparison(rows: list[Quote], options: dict[int, str], today: date) -> list[Compared]:
    """Quotes side by side: those for one option together, the lowest of more than one marked. `options` are titles by position."""
    least: dict[int, list[Quote]] = {}
    for row in rows:
        least.setdefault(row.option, []).append(row)
    return [
        Compared(
            row,
            options.get(row.option, ""),
            len(least[row.option]) > 1 and row.whole == min(one.whole for one in least[row.option]),
            row.valid_until is not None and row.valid_until < today,
        )
        for row in rows
    ]


def one(actor: Actor, authority: Authority, pk: UUID) -> Quote | None:
    """The quote with its advice, for who may see the one and read the other."""
    found: Quote | None = (
        Quote.objects.filter(authority=authority, pk=pk).select_related("advice", "advice__authority").first()
    )
    if found is None or not Advice.objects.filter(pk=found.advice_id).exists():
        return None
    return found if readable(actor, found.advice) else None


def gathers(actor: Actor, advice: Advice) -> bool:
    """Whether this actor puts quotes beside an advice that he reads."""
    return actor.holds(P.QUOTE_KEEP, advice.authority_id) or advice.grants(actor, P.QUOTE_KEEP)
