"""Verbs of the program itself: what a round does when a document, its readers or the staff change, and that mail left."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from roeland.acceptance.actions.common import BATCH, ask_all, told, told_of_person
from roeland.acceptance.facts import (
    OfferCarried,
    OfferRenewed,
    PersonAsked,
    PersonReleased,
    ReadersFollowed,
    RemindersSent,
)
from roeland.acceptance.models import Asked, Offer, Question
from roeland.acceptance.queries.audience import circle, digest_of, spec_of
from roeland.acceptance.rules import P
from roeland.acceptance.values import Ending, State
from roeland.documents import readers
from roeland.documents.models import Document, Version
from roeland.documents.values import OPEN_AUDIENCES
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused, action, state
from roeland.people.actors import holders_in
from roeland.people.models import Person


@action(P.KEEP, OfferRenewed)
def renew(actor: Actor, *, offer: Offer, version: Version) -> Offer:
    """Ask the audience of a round anew, for a version that asks to be read again; the former round ends and keeps what it has."""
    if Offer.objects.filter(previous=offer).exists():
        raise Refused("Deze leesronde is al opgevolgd.")
    today, now = clock.today(), clock.now()
    spec = spec_of(offer)
    found = circle(offer.document, spec, today)
    row = Offer(
        authority_id=offer.authority_id,
        audience=offer.document.audience,
        document_id=offer.document_id,
        version=version,
        previous=offer,
        who=offer.who,
        team_id=offer.team_id,
        body_id=offer.body_id,
        role=offer.role,
        standing=offer.standing,
        note=offer.note,
        term_days=offer.term_days,
        reminders=offer.reminders,
        due=today + timedelta(days=offer.term_days),
        asked_count=len(found.asked),
        asked_sha256=digest_of(one.person.pk for one in found.asked),
        made_by_id=offer.made_by_id,
        made_at=now,
    )
    row.save()
    ask_all(row, found, row.due)
    offer.closed_at, offer.ending = offer.closed_at or now, Ending.RENEWED
    offer.save(update_fields=["closed_at", "ending"])
    state(
        OfferRenewed(
            about=row, **told(row), count=row.asked_count, asked_sha256=row.asked_sha256, changes=version.changes[:2000]
        )
    )
    return row


@action(P.KEEP, OfferCarried)
def carry(actor: Actor, *, offer: Offer, version: Version) -> Offer:
    """Let a round go on with a new version that need not be read again: what was accepted counts, who still reads, reads the new one."""
    offer.version = version
    offer.save(update_fields=["version"])
    count = Asked.objects.filter(offer=offer, state=State.ACCEPTED).count()
    state(OfferCarried(about=offer, **told(offer), count=count))
    return offer


@action(P.KEEP, PersonAsked)
def welcome(actor: Actor, *, offer: Offer, person: Person) -> Asked:
    """Ask one person who joined the audience of a standing round. Refused when he is asked already, does not belong or may not read."""
    found = circle(offer.document, spec_of(offer), max(clock.today(), person.active_from), only=[person.pk])
    one = next(iter(found.asked), None)
    known = Asked.objects.filter(offer=offer, person=person)
    if one is None or known.exclude(state=State.LEFT_OUT).exists():
        raise Refused("Deze persoon hoort niet bij de leesronde, of is al gevraagd.")
    known.delete()
    due = max(clock.today(), person.active_from) + timedelta(days=offer.term_days)
    row = Asked(
        authority_id=offer.authority_id,
        audience="awareness",
        offer=offer,
        person=person,
        team_id=one.team_id,
        channel=one.channel,
        state=State.ASKED,
        asked_at=clock.now(),
        due=due,
    )
    row.save()
    state(PersonAsked(about=row, **told_of_person(offer), name=str(person), due=due))
    return row


@action(P.KEEP, PersonReleased)
def release(actor: Actor, *, person: Person) -> int:
    """Ask somebody who left nothing more; what he accepted stays. Gives the number of rounds."""
    rows = Asked.objects.filter(person=person, state=State.ASKED)
    count = int(rows.update(state=State.RELEASED, code_digest="", link_digest="", reason="uit dienst"))
    if not count:
        raise Refused("Deze persoon moest niets meer lezen.")
    state(PersonReleased(about=person, name=str(person), count=count))
    return count


@action(P.KEEP, ReadersFollowed)
def follow_readers(actor: Actor, *, document: Document) -> int:
    """Give the rounds of a document its new readers; who may not read it any more is not asked any more. Gives the number of rounds."""
    rounds = Offer.objects.filter(document=document)
    ids = list(rounds.values_list("pk", flat=True))
    rounds.update(audience=document.audience)
    Question.objects.filter(asked__offer__in=ids).update(audience=document.audience)
    waiting = Asked.objects.filter(offer__in=ids, state=State.ASKED)
    shut = set(waiting.values_list("person_id", flat=True)) - _readers(document)
    waiting.filter(person__in=shut).update(
        state=State.LEFT_OUT, reason="leest dit document niet meer", code_digest="", link_digest=""
    )
    if document.audience not in OPEN_AUDIENCES:
        waiting.update(code_digest="", link_digest="")
    state(ReadersFollowed(about=document, count=len(ids)))
    return len(ids)


def _readers(document: Document) -> set[UUID]:
    modes = readers.modes_in(document.authority_id, document.audience)
    found = {person for person, held in modes.items() if any(mode.full for mode in held)}
    if document.audience in OPEN_AUDIENCES:
        roles = {holder.person_id for holder in holders_in([document.authority_id], clock.today())}
        everybody = Person.objects.filter(authority_id=document.authority_id).values_list("pk", flat=True)
        found |= set(everybody) - roles
    return found


@action(P.KEEP, RemindersSent)
def reminders_sent(actor: Actor, *, offer: Offer, days: dict[UUID, int]) -> int:
    """Mark of which day the mail of each of these rows left (row -> days after the question): that day is not mailed again."""
    rows = list(Asked.objects.filter(offer=offer, pk__in=days))
    for row in rows:
        row.mailed = days[row.pk]
    Asked.objects.bulk_update(rows, ["mailed"], batch_size=BATCH)
    state(RemindersSent(about=offer, **told(offer), count=len(rows)))
    return len(rows)
