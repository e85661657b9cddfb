"""Verbs of the reader: accept, ask a question; and of the owner: answer it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from roeland.acceptance.actions.common import note_accepted, told, told_of_person
from roeland.acceptance.facts import Accepted, QuestionAnswered, QuestionAsked
from roeland.acceptance.models import Asked, Offer, Question
from roeland.acceptance.rules import P, may_accept
from roeland.acceptance.values import How, State
from roeland.documents.models import Document
from roeland.documents.queries import whole
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.ledger.verbs import check, fresh

LONGEST = 2000


def _own(actor: Actor, asked: Asked) -> tuple[Asked, Offer]:
    row = fresh(asked)
    if row.person_id not in actor.person_ids:
        raise NotAllowed(P.ACCEPT.code)
    with whole(row.authority_id):
        found = Offer.objects.select_related("document", "version", "authority").get(pk=row.offer_id)
    return row, found


@action(P.ACCEPT, Accepted)
def accept(actor: Actor, *, asked: Asked, sha256: str) -> Asked:
    """Say that one read and accepts the version with this seal: once, for oneself alone.

    Refused when that is done, when the round is over, when the version in force changed meanwhile (`sha256` is of what was shown),
    or when the actor may not read the document any more.
    """
    row, offer = _own(actor, asked)
    check(may_accept(row.state, open_round=offer.closed_at is None))
    if not Document.objects.filter(pk=offer.document_id).exists():
        raise Refused(_("Dit document is niet meer voor jou."))
    if not offer.version.sha256 or sha256 != offer.version.sha256:
        raise Refused(_("Er kwam net een nieuwe versie. Lees die eerst."))
    if note_accepted(offer, [row], How.SCREEN) != 1:
        raise Refused(_("Dit is al aanvaard."))
    state(Accepted(about=row, **told_of_person(offer), sha256=offer.version.sha256, how=How.SCREEN.value))
    row.refresh_from_db()
    row.offer = offer
    return row


def _text(field: str, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        raise Invalid({field: [_("Schrijf eerst iets.")]})
    if len(text) > LONGEST:
        raise Invalid({field: [_("Dit is te lang: hoogstens %(most)s tekens.") % {"most": LONGEST}]})
    return text


@action(P.ACCEPT, QuestionAsked)
def ask(actor: Actor, *, asked: Asked, text: str) -> Question:
    """Ask the owner of the document something about it. Accepting stays open. Raises Invalid; Refused when it is not asked any more."""
    row, offer = _own(actor, asked)
    check(may_accept(row.state, open_round=offer.closed_at is None))
    made = Question(
        authority_id=row.authority_id, audience=offer.audience, asked=row, text=_text("text", text), at=clock.now()
    )
    made.save()
    with whole(row.authority_id):
        Asked.objects.filter(pk=row.pk, state=State.ASKED).update(questioned=True)
    state(QuestionAsked(about=made, **told(offer)))
    return made


@action(P.ANSWER, QuestionAnswered)
def answer(actor: Actor, *, question: Question, text: str) -> Question:
    """Answer a question; the reader sees it beside the document. Raises Invalid; Refused when it has its answer."""
    row = fresh(question)
    if row.answered_at is not None:
        raise Refused(_("Deze vraag heeft al een antwoord."))
    row.answer, row.answered_at = _text("text", text), clock.now()
    row.answered_by_id = actor.person_in(row.authority_id)
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    with whole(row.authority_id):
        asked = Asked.objects.select_related("offer__document", "offer__version").get(pk=row.asked_id)
        if not Question.objects.filter(asked=asked, answered_at=None).exists():
            Asked.objects.filter(pk=asked.pk).update(questioned=False)
    state(QuestionAnswered(about=row, **told(asked.offer)))
    return row
