"""Verbs of requests to read: ask, answer with a reason and a ground, withdraw. Never a silent refusal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.documents import chapters as chapters_of
from roeland.documents import readers
from roeland.documents.actions.common import fresh, long_text
from roeland.documents.actions.inspections import book
from roeland.documents.chapters import Chapter
from roeland.documents.models import Document, Inspection, ReadingRequest
from roeland.documents.queries import held, whole
from roeland.documents.reader_facts import ReadingAsked, RequestAnswered, RequestWithdrawn
from roeland.documents.rules import P
from roeland.documents.terms import terms
from roeland.documents.values import RequestStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.ledger.action import Invalid, NotAllowed, Refused, action, state
from roeland.ledger.verbs import check, one_line

AUDIENCE = "requests"
LONGEST = 4000
ANSWERS = (RequestStatus.GRANTED, RequestStatus.PARTLY, RequestStatus.REFUSED)


def next_number(authority_id: UUID) -> str:
    """V-2026-0007, per authority and year. The authority is locked until the transaction ends."""
    place = Authority.everything.select_for_update().get(pk=authority_id)
    ahead = f"V-{clock.today().year}-"
    with whole(place.pk):
        rows = ReadingRequest.objects.filter(authority=place, number__startswith=ahead).order_by("-number")
        last = rows.values_list("number", flat=True).first()
    return f"{ahead}{int(last.rpartition('-')[2]) + 1 if last else 1:04d}"


@action(P.REQUEST, ReadingAsked)
def ask(actor: Actor, *, authority: Authority, wanted: str, purpose: str = "") -> ReadingRequest:
    """Ask in one's own words to read what is closed. An answer with a reason comes within the term of `data/terms.yaml`."""
    person = actor.person_in(authority.pk)
    if person is None:
        raise Refused(_("Alleen een persoon vraagt inzage."))
    wanted = one_line("wanted", wanted, ask=_("Zeg welk stuk je wilt lezen."), longest=300)
    row = ReadingRequest(
        authority=authority,
        audience=AUDIENCE,
        number=next_number(authority.pk),
        person_id=person,
        wanted=wanted,
        purpose=long_text("purpose", purpose, longest=LONGEST).strip(),
        asked_at=clock.now(),
        answer_by=clock.today() + terms().days("request_answer"),
    )
    row.save()
    state(ReadingAsked(about=row, number=row.number, wanted=wanted, answer_by=row.answer_by))
    return row


@action(P.DECIDE, RequestAnswered)
def answer(
    actor: Actor,
    *,
    request: ReadingRequest,
    answer: str,
    reason: str,
    ground: str,
    document: Document | None = None,
    at: datetime | None = None,
    chapters: Sequence[str] = (),
) -> ReadingRequest:
    """Answer a request: `granted`, `partly` or `refused`, always with a reason and a ground (an id of `data/terms.yaml`).

    A yes is tied to a published document that the actor may open for others, and books a reading of it (`at`: when). Refused for
    one's own request and for one that has its answer. `partly` names the `chapters` (title or number), and the reading shows no others.
    Raises Invalid.
    """
    row = fresh(request)
    check(readers.decision_on(actor, row))
    errors: dict[str, list[str]] = {}
    if answer not in ANSWERS:
        errors["answer"] = [_("Kies een antwoord uit de lijst.")]
    known = terms().ground(ground)
    if known is None or answer not in known.answers:
        errors["ground"] = [_("Kies een rechtsgrond die bij het antwoord past.")]
    if not reason.strip():
        errors["reason"] = [_("Geef de reden. Wie het vroeg, leest ze.")]
    yes = answer in readers.ANSWERED_YES
    if yes and document is None:
        errors["document"] = [_("Kies het stuk dat deze persoon mag lezen.")]
    if errors or known is None:
        raise Invalid(errors)
    some = _some(answer, document, chapters)
    row.inspection = _booked(actor, row, document, at, some) if yes and document is not None else None
    row.chapters = [list(one) for one in some]
    row.document = document if yes else None
    row.status, row.ground, row.reason = answer, known.nl, long_text("reason", reason, longest=LONGEST).strip()
    row.decided_by_id, row.decided_at = actor.person_in(row.authority_id), clock.now()
    row.save()
    label = RequestStatus(answer).label
    state(RequestAnswered(about=row, number=row.number, answer=label, ground=row.ground, reason=row.reason))
    return row


def _some(answer: str, document: Document | None, wanted: Sequence[str]) -> list[Chapter]:
    """The chapters that are granted in part; none for another answer. Raises Invalid."""
    if answer != RequestStatus.PARTLY or document is None:
        return []
    known = chapters_of.in_force(document.authority_id, document.current_id)
    found = chapters_of.named(wanted, known)
    if not found:
        raise Invalid({"chapters": [_("Noem de hoofdstukken die deze persoon mag lezen, met titel of nummer.")]})
    if len(found) == len(known):
        raise Invalid({"chapters": [_("Dit zijn alle hoofdstukken. Antwoord dan met toestaan.")]})
    return found


def _booked(
    actor: Actor, row: ReadingRequest, document: Document, at: datetime | None, some: list[Chapter]
) -> Inspection:
    if document.authority_id != row.authority_id:
        raise Invalid({"document": [_("Kies een stuk van dit bestuur.")]})
    if not held(actor, P.OPEN, document.authority_id, document.audience):
        raise Refused(_("Een stuk van deze lezerskring opent iemand anders ter inzage. Laat die persoon beslissen."))
    with whole(row.authority_id):
        person = row.person
    return book(actor, document=document, person=person, at=at, reason=row.number, by_request=True, chapters=some)


@action(P.REQUEST, RequestWithdrawn)
def withdraw(actor: Actor, *, request: ReadingRequest) -> ReadingRequest:
    """Take one's own request back, while it waits."""
    row = fresh(request)
    if row.person_id not in actor.person_ids:
        raise NotAllowed(P.REQUEST.code)
    if row.status != RequestStatus.ASKED:
        raise Refused(_("Deze vraag heeft al een antwoord."))
    row.status, row.decided_at = RequestStatus.WITHDRAWN, clock.now()
    row.save(update_fields=["status", "decided_at"])
    state(RequestWithdrawn(about=row, number=row.number))
    return row
