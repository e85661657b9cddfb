"""Quotes beside an advice: gathered, taken away again, one of them chosen."""

from datetime import date
from decimal import Decimal
from typing import IO

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from roeland.duties import erasing, evidence_store
from roeland.governance.actions.common import euro
from roeland.governance.facts.quotes import QuoteChosen, QuoteKept, QuoteRemoved
from roeland.governance.models import Advice, Quote
from roeland.governance.queries import advice as queries
from roeland.governance.queries import quotes
from roeland.governance.rules import P, may_choose, may_gather
from roeland.governance.values import MOST_QUOTES
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.ledger.verbs import check, fresh, long_text, one_line
from roeland.people.actors import me

_LINK = URLValidator(schemes=["https", "http"])


@action(P.QUOTE_KEEP, QuoteKept)
def keep_quote(
    actor: Actor,
    *,
    advice: Advice,
    supplier: str,
    quoted_on: date,
    once: Decimal = Decimal(0),
    yearly: Decimal = Decimal(0),
    valid_until: date | None = None,
    option: int = 0,
    note: str = "",
    link: str = "",
    content: IO[bytes] | None = None,
    name: str = "",
) -> Quote:
    """Put a quote beside an advice, as a sealed file, a link, or both. Raises Invalid, also for a file that is not taken."""
    row = _readable(actor, advice)
    there = quotes.quotes_of(row)
    check(may_gather(row.status, chosen=any(one.chosen_on for one in there)))
    if len(there) >= MOST_QUOTES:
        raise Refused(_("Bij een advies passen hoogstens %(most)s offertes.") % {"most": MOST_QUOTES})
    _check_days(quoted_on, valid_until)
    if option and option not in {one.position for one in queries.options_of(row)}:
        raise Invalid({"option": [_("Kies een optie die er staat.")]})
    if content is None and not link.strip():
        raise Invalid({"content": [_("Voeg het bestand van de offerte toe, of een link ernaar.")]})
    quote = Quote(
        authority_id=row.authority_id,
        audience="contracts",
        advice=row,
        option=option,
        supplier=one_line("supplier", supplier, ask=_("Zeg van welke leverancier."), longest=120),
        once=euro("once", once),
        yearly=euro("yearly", yearly),
        quoted_on=quoted_on,
        valid_until=valid_until,
        note=one_line("note", note, longest=300),
        link=_link(link),
        added_by=me(actor, row.authority),
        added_on=clock.today(),
    )
    if content is not None:
        try:
            stored = erasing.seal(content, name)
        except evidence_store.RefusedFileError as error:
            raise Invalid({"content": [str(error)]}) from error
        quote.sha256, quote.name, quote.size, quote.media_type = (
            stored.sha256,
            stored.name,
            stored.size,
            stored.media_type,
        )
    quote.save()
    state(
        QuoteKept(
            about=quote,
            supplier=quote.supplier,
            number=row.number,
            cents=int(quote.once * 100),
            yearly_cents=int(quote.yearly * 100),
            end=quote.valid_until,
            sha256=quote.sha256,
        )
    )
    return quote


@action(P.QUOTE_KEEP, QuoteRemoved)
def remove_quote(actor: Actor, *, advice: Advice, quote: Quote) -> None:
    """Take a quote away while none was chosen. The sealed file stays on disk; the ledger names it."""
    row = _readable(actor, advice)
    found = _of(row, quote)
    check(may_gather(row.status, chosen=any(one.chosen_on for one in quotes.quotes_of(row))))
    Quote.objects.filter(pk=found.pk).delete()  # by query: the row keeps its id, which the fact names
    state(QuoteRemoved(about=found, supplier=found.supplier, number=row.number, sha256=found.sha256))


@action(P.QUOTE_CHOOSE, QuoteChosen)
def choose_quote(actor: Actor, *, advice: Advice, quote: Quote, reason: str) -> Quote:
    """Choose a quote, with the reason; an earlier choice gives way. Refused to who gathered every quote himself, and for a quote that
    is no longer valid."""
    row = _readable(actor, advice)
    found = _of(row, quote)
    there = quotes.quotes_of(row)
    alone = {one.added_by_id for one in there} <= set(actor.person_ids)
    valid = found.valid_until is None or found.valid_until >= clock.today()
    check(may_choose(row.status, alone=alone, valid=valid))
    found.reason = long_text("reason", reason, ask=_("Zeg waarom deze offerte gekozen is."), longest=2000)
    for former in there:
        if former.chosen_on and former.pk != found.pk:
            former.chosen_on, former.chosen_by, former.reason = None, None, ""
            former.save(update_fields=["chosen_on", "chosen_by", "reason"])
    found.chosen_on, found.chosen_by = clock.today(), me(actor, row.authority)
    found.save(update_fields=["chosen_on", "chosen_by", "reason"])
    state(QuoteChosen(about=found, supplier=found.supplier, number=row.number, count=len(there), reason=found.reason))
    return found


def _readable(actor: Actor, advice: Advice) -> Advice:
    """The advice as it stands, of which this actor reads the text. Raises NotAllowed."""
    row = fresh(advice)
    if not queries.readable(actor, row):
        raise NotAllowed("governance.quote")
    return row


def _of(advice: Advice, quote: Quote) -> Quote:
    found = fresh(quote)
    if found.advice_id != advice.pk:
        raise NotAllowed("governance.quote")
    return found


def _check_days(quoted_on: date, valid_until: date | None) -> None:
    errors: dict[str, list[str]] = {}
    if quoted_on > clock.today():
        errors["quoted_on"] = [_("De datum van een offerte ligt niet in de toekomst.")]
    if valid_until is not None and valid_until < quoted_on:
        errors["valid_until"] = [_("Een offerte geldt tot na haar datum.")]
    if errors:
        raise Invalid(errors)


def _link(value: str) -> str:
    link = one_line("link", value, longest=500)
    if link:
        try:
            _LINK(link)
        except ValidationError as error:
            raise Invalid(
                {"link": [_("Schrijf het hele adres, bijvoorbeeld https://voorbeeld.be/offerte.")]}
            ) from error
    return link
