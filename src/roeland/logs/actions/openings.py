"""Verbs on the mandate to open an escalated case: give it, look with it, end it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.page import SIGNED_IN
from roeland.ledger.action import Invalid, NotAllowed, action, state
from roeland.ledger.verbs import check, fresh
from roeland.logs.actions.texts import line
from roeland.logs.facts.staff import OpeningEnded, OpeningGiven, OpeningLooked
from roeland.logs.models import Case, Opening
from roeland.logs.queries.judging import is_own, is_silent, next_for, persons_of, running
from roeland.logs.queries.runs import reviewers
from roeland.logs.queries.sight import whole
from roeland.logs.queries.staff import openings_of
from roeland.logs.rules import AUDIENCE, P, may_end, may_open
from roeland.people.models import Person
from roeland.people.queries import gets_in

LONGEST = 30  # days


def _of(case: Case) -> dict[str, object]:
    return {"month": str(case.run), "number": case.number}


@action(P.MANDATE, OpeningGiven)
def open_case(actor: Actor, *, case: Case, person: Person, purpose: str, days: int = 14) -> Opening:
    """Give somebody the mandate to see one case without an answer, with its person, and to decide it: for 1 to 30 days.

    Who runs controls gives it, or the reviewer of the case. Raises Refused (the case has an answer or a mandate, or is about the giver),
    Invalid (about that person himself, or the giver; somebody who cannot sign in; no purpose).
    """
    row = fresh(case, "run", "user")
    check(may_open(silent=is_silent(row), running=running(row).exists(), own=is_own(actor, row)))
    errors = {}
    if person.pk in persons_of(row):
        errors["person"] = [_("Dit geval gaat over die persoon zelf. Kies iemand anders.")]
    elif person.pk in actor.person_ids:
        errors["person"] = [_("Niemand geeft zichzelf een mandaat. Kies iemand anders.")]
    elif not gets_in(person):
        errors["person"] = [_("Deze persoon kan zich niet aanmelden en ziet het geval dus niet. Kies iemand anders.")]
    if not 0 < days <= LONGEST:
        errors["days"] = [_("Kies 1 tot %(most)s dagen.") % {"most": LONGEST}]
    if errors:
        raise Invalid(errors)
    now = clock.now()
    made: Opening = Opening.objects.create(
        authority_id=row.authority_id,
        audience=AUDIENCE,
        case=row,
        person=person,
        purpose=line("purpose", purpose, ask=_("Schrijf waarvoor dit geval geopend wordt.")),
        given_by_id=actor.person_in(row.authority_id),
        start=now,
        until=now + timedelta(days=days),
    )
    Case.objects.filter(pk=row.pk).update(reviewer=person)
    state(OpeningGiven(about=made, name=str(person), purpose=made.purpose, until=made.until, **_of(row)))  # type: ignore[arg-type]
    return made


@action(SIGNED_IN, OpeningLooked)
def look(actor: Actor, *, opening: Opening) -> Opening:
    """See the case that one has a mandate for: each look is a fact. Raises NotAllowed for anybody else, when it is about oneself, and when the
    mandate is over."""
    row = fresh(opening)
    over = row.ended_at is not None or row.until <= clock.now()
    if over or row.person_id is None or row.person_id not in actor.person_ids:
        raise NotAllowed(SIGNED_IN.code)
    with whole(row.authority_id):
        row.case = Case.objects.select_related("run", "person", "user", "authority").get(pk=row.case_id)
        if is_own(actor, row.case):  # a tie that was made since
            raise NotAllowed(SIGNED_IN.code)
        row.looked_at = clock.now()
        row.save(update_fields=["looked_at"])
    state(OpeningLooked(about=row, **_of(row.case)))  # type: ignore[arg-type]
    return row


def note_look(actor: Actor, *cases: Case) -> None:
    """State the fact when this reader sees these cases by a mandate: each look, in every door, also in a list and where they are decided.

    Whoever shows who it is about, or why, calls this first: a page, its form, a list, an answer of the API.
    """
    mine = [case for case in cases if case.reviewer_id in actor.person_ids]  # a mandate makes one its reviewer
    if not mine:
        return
    found = openings_of(actor, {case.authority_id for case in mine}, clock.now()).filter(case__in=mine)
    for opening in found.order_by("case__run", "case__rank"):
        look(actor, opening=opening)


@action(P.MANDATE, OpeningEnded)
def end_opening(actor: Actor, *, opening: Opening) -> Opening:
    """End a mandate: when its days are over or earlier. The case leaves who had it, decided (`decided_by` keeps who) or not.

    Raises NotAllowed when the case is about the actor, Refused when it has ended.
    """
    row = fresh(opening, "case__run", "case__user", "authority")
    if is_own(actor, row.case):
        raise NotAllowed(P.MANDATE.code)
    check(may_end(ended=row.ended_at is not None))
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    if row.person_id is not None:
        Case.objects.filter(pk=row.case_id, reviewer=row.person_id).update(reviewer=_back_to(row))
    state(OpeningEnded(about=row, **_of(row.case)))  # type: ignore[arg-type]
    return row


def _back_to(row: Opening) -> UUID | None:
    """Whose the case is after a mandate: of who gave it when he runs no controls himself, since it lay with him, else as by itself."""
    controllers, other = judges = reviewers(row.authority, clock.today())
    giver = row.given_by_id
    if giver in other and giver not in controllers and giver not in persons_of(row.case):
        return giver
    return next_for(row.case, judges)
