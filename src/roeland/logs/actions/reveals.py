"""Verbs that show who a citizen is: asked with a purpose, shown once, kept nowhere; and what a citizen himself is told."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.ledger.verbs import check, fresh
from roeland.logs import keys, vault
from roeland.logs.actions.about import of_room
from roeland.logs.actions.texts import line
from roeland.logs.facts.staff import CaseRevealed, CitizenTold, RevealAsked
from roeland.logs.models import Case, Reveal
from roeland.logs.queries import citizen
from roeland.logs.queries.judging import judge
from roeland.logs.queries.sight import whole
from roeland.logs.rules import AUDIENCE, P, may_reveal
from roeland.scrutiny.numbers import SEPARATORS, is_national

MINUTES = 30  # between asking and showing


@action(P.REVEAL, RevealAsked)
def ask_reveal(actor: Actor, *, case: Case, purpose: str) -> Reveal:
    """First step: say what it is for. The second step must follow within 30 minutes. Refused for who does not judge the case."""
    row = fresh(case, "run", "user")
    check(may_reveal(judge(actor, row), blanked=row.blanked_at is not None))
    now = clock.now()
    made: Reveal = Reveal.objects.create(
        authority_id=row.authority_id,
        audience=AUDIENCE,
        case=row,
        purpose=line("purpose", purpose, ask=_("Schrijf waarvoor je de identiteit nodig hebt.")),
        asked_by_id=actor.person_in(row.authority_id),
        asked_at=now,
        until=now + timedelta(minutes=MINUTES),
    )
    state(RevealAsked(about=made, purpose=made.purpose, month=str(row.run), number=row.number))
    return made


@action(P.REVEAL, CaseRevealed)
def show_reveal(actor: Actor, *, case: Case, reveal: Reveal) -> str:
    """Second step: the national number, once, out of the raw file. The caller shows it and keeps it nowhere.

    Raises NotAllowed (asked by somebody else, or for another case), Refused (not his to judge any more, shown, too late, or the raw file
    is gone: then the reveal is not used up).
    """
    row = fresh(case, "run", "user")
    with whole(row.authority_id):
        asked = Reveal.objects.select_for_update(of=("self",)).filter(pk=reveal.pk, case=row).first()
    if asked is None or asked.asked_by_id is None or asked.asked_by_id not in actor.person_ids:
        raise NotAllowed(P.REVEAL.code)
    check(may_reveal(judge(actor, row), blanked=row.blanked_at is not None))
    if asked.shown_at is not None or asked.until <= clock.now():
        raise Refused(_("Dit is al één keer getoond, of je wachtte te lang. Begin opnieuw, met een doel."))
    first, last = clock.local(row.first_at).date(), clock.local(row.last_at).date()
    with whole(row.authority_id):  # the reviewer of one case sees no source and no raw file
        number = vault.find_number(row.authority_id, row.citizen, first, last)
    if number is None:
        raise Refused(_("Het oorspronkelijke bestand is gewist. Alleen het pseudoniem is er nog."))
    asked.shown_at = clock.now()
    with whole(row.authority_id):
        asked.save(update_fields=["shown_at"])
    state(CaseRevealed(about=row, purpose=asked.purpose, month=str(row.run), number=row.number))
    return number


@action(P.REVEAL, CitizenTold)
def tell_citizen(
    actor: Actor, *, authority: Authority, number: str, first: date, last: date, purpose: str
) -> list[citizen.Look]:
    """Who looked at one citizen, when and why, for the letter to that citizen. The number is hashed at once and kept nowhere.

    `first` and `last` are days, both included. Raises Invalid: no national number, days in the wrong order, more than ten years.
    """
    digits = SEPARATORS.sub("", number)
    errors: dict[str, list[str]] = {}
    if not is_national(digits):
        errors["number"] = [_("Dit is geen rijksregisternummer of bisnummer. Kijk de elf cijfers na.")]
    if last < first or (last - first).days > citizen.LONGEST:
        errors["last"] = [_("Kies een laatste dag na de eerste, hoogstens tien jaar later.")]
    if errors:
        raise Invalid(errors)
    why = line(
        "purpose",
        purpose,
        ask=_("Schrijf waarop de vraag van de burger steunt, bijvoorbeeld het nummer van zijn brief."),
    )
    pseudonym = keys.pseudonym(authority.pk, digits)
    found = [] if pseudonym is None else citizen.looks(authority, pseudonym, first, last)
    explained, unknown = (sum(one.explained is kind for one in found) for kind in (True, None))
    state(
        CitizenTold(
            about=of_room(authority),
            purpose=why,
            events=len(found),
            explained=explained,
            unknown=unknown,
            first=first,
            last=last,
        )
    )
    return found
