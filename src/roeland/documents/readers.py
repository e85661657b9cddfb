"""Every read about who reads what is closed: inspections, requests; by what right an actor reads a version now."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from roeland.documents.models import Document, Inspection, ReadingRequest, Version
from roeland.documents.models.texts import running
from roeland.documents.queries import held, may_take, whole
from roeland.documents.rules import P, may_answer, may_read_closed
from roeland.documents.values import DocumentStatus, InspectionKind, RequestStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Decision
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS, Mode
from roeland.people.actors import holders_in, in_service
from roeland.people.models import AuthorityProfile, Person

RELATED = ("authority", "document", "person", "opened_by")
ANSWERED_YES = (RequestStatus.GRANTED, RequestStatus.PARTLY)


def reads_by(actor: Actor, version: Version) -> Inspection | None:
    """The inspection by which the actor reads this version; None for who reads it by his role."""
    if not actor.is_person or may_take(actor, version):
        return None
    rows = Inspection.objects.filter(running(actor), document_id=version.document_id)
    found: Inspection | None = rows.select_related(*RELATED).order_by("-closes_at").first()
    return found


def reads_with_code(actor: Actor, document: Document) -> bool:
    """Whether the actor came in by the code on the screen of who opened this document. One statement."""
    rows = Inspection.objects.filter(running(actor), document_id=document.pk, kind=InspectionKind.ONSITE)
    return rows.exists()


def modes_in(authority_id: UUID, audience: str) -> dict[UUID, frozenset[Mode]]:
    """Person -> his modes on a circle of readers today, replacements included, of who has one. Four statements."""
    roles: dict[UUID, set[str]] = {}
    for holder in holders_in([authority_id], clock.today()):
        roles.setdefault(holder.person_id, set()).add(holder.role)
    with whole(authority_id):
        strict = AuthorityProfile.objects.filter(authority_id=authority_id, seed_strict=True).exists()
    found = {person: RIGHTS.of(held, strict=strict).modes.get(audience, frozenset()) for person, held in roles.items()}
    return {person: modes for person, modes in found.items() if modes}


def allowed_by_request(document: Document) -> set[UUID]:
    """Who was allowed to read this document by the answer to his request, whoever asks."""
    with whole(document.authority_id):
        rows = ReadingRequest.objects.filter(document=document, status__in=ANSWERED_YES)
        return set(rows.values_list("person_id", flat=True))


def chapters_for(document: Document, person: Person) -> list[list[str]]:
    """(anchor, title) of the chapters to which an inspection of this person is limited; none is the whole document.

    Who reads the circle on the spot by his role, or was answered yes in full, has no limit; else what was granted in part counts.
    """
    if Mode.ONSITE in modes_in(document.authority_id, document.audience).get(person.pk, frozenset()):
        return []
    with whole(document.authority_id):
        rows = ReadingRequest.objects.filter(document=document, person=person, status__in=ANSWERED_YES)
        answers = list(rows.order_by("decided_at").values_list("status", "chapters"))
    if not answers or any(status == RequestStatus.GRANTED for status, _chapters in answers):
        return []
    return list({anchor: [anchor, title] for _status, some in answers for anchor, title in some}.values())


def may_open_for(document: Document, person: Person, kind: InspectionKind, *, by_request: bool = False) -> Decision:
    """Whether this person may be let in: published, not read already, and by his mode on the circle or by an answered request."""
    modes = modes_in(document.authority_id, document.audience).get(person.pk, frozenset())
    wanted = Mode.ONSITE if kind is InspectionKind.ONSITE else Mode.MANDATE
    onsite = kind is InspectionKind.ONSITE
    return may_read_closed(
        published=document.status == DocumentStatus.PUBLISHED and document.current_id is not None,
        reads=any(mode.full for mode in modes),
        fits=wanted in modes or (onsite and (by_request or person.pk in allowed_by_request(document))),
        kind=kind.value,
    )


def candidates(document: Document, kind: InspectionKind) -> QuerySet[Person]:
    """Who can be let in, for a choice."""
    modes = modes_in(document.authority_id, document.audience)
    wanted = Mode.ONSITE if kind is InspectionKind.ONSITE else Mode.MANDATE
    ids = {
        person for person, held_modes in modes.items() if wanted in held_modes and not any(m.full for m in held_modes)
    }
    if kind is InspectionKind.ONSITE:
        full = {person for person, held_modes in modes.items() if any(m.full for m in held_modes)}
        ids |= allowed_by_request(document) - full
    rows = Person.objects.filter(in_service(clock.today()), authority_id=document.authority_id, pk__in=ids)
    found: QuerySet[Person] = rows.order_by("family_name", "given_name")
    return found


def inspection(authority: Authority, pk: UUID) -> Inspection | None:
    """One inspection; None when absent or closed to this reader."""
    found: Inspection | None = Inspection.objects.filter(authority=authority, pk=pk).select_related(*RELATED).first()
    return found


def may_open(actor: Actor, row: Inspection | Document) -> bool:
    """Whether the actor may open documents of this circle for others."""
    return held(actor, P.OPEN, row.authority_id, row.audience)


def may_end(actor: Actor, row: Inspection) -> bool:
    """The reader himself, and who may open or may give a mandate in this circle."""
    mine = row.person_id in actor.person_ids
    permission = P.OPEN if row.kind == InspectionKind.ONSITE else P.MANDATE
    return mine or held(actor, permission, row.authority_id, row.audience)


def is_over(row: Inspection) -> bool:
    """Whether nothing more comes of it."""
    return row.ended_at is not None or (row.closes_at is not None and row.closes_at <= clock.now())


def coming(authority_ids: Iterable[UUID]) -> list[Inspection]:
    """Appointments and open inspections in sight, the soonest first. One statement: the names of closed documents come with it,
    so show them only where `title_for` gives them."""
    alive = Q(closes_at__isnull=True) | Q(closes_at__gt=clock.now())
    rows = Inspection.objects.filter(alive, authority_id__in=list(authority_ids), ended_at=None)
    return list(rows.select_related(*RELATED).order_by("appointed_at", "opened_at", "pk")[:100])


def past(authority_ids: Iterable[UUID]) -> list[Inspection]:
    """What is over, the latest first."""
    over = Q(ended_at__isnull=False) | Q(closes_at__lte=clock.now())
    rows = Inspection.objects.filter(over, authority_id__in=list(authority_ids))
    return list(rows.select_related(*RELATED).order_by("-closes_at", "-ended_at", "pk")[:50])


def requests(authority_ids: Iterable[UUID]) -> QuerySet[ReadingRequest]:
    """Requests in sight: one's own, and those of the authority for who decides."""
    rows = ReadingRequest.objects.filter(authority_id__in=list(authority_ids))
    found: QuerySet[ReadingRequest] = rows.select_related("authority", "person", "decided_by", "inspection")
    return found


def request(authority: Authority, number: str) -> ReadingRequest | None:
    """One request by its number."""
    return requests([authority.pk]).filter(number=number).first()


def document_of(row: ReadingRequest) -> Document | None:
    """The document that an answer was tied to, when this reader may see it."""
    if row.document_id is None:
        return None
    found: Document | None = Document.objects.filter(pk=row.document_id).select_related("authority").first()
    return found


def decision_on(actor: Actor, row: ReadingRequest) -> Decision:
    """Whether this actor may answer this request now."""
    return may_answer(row.status, own=row.person_id in actor.person_ids)


def documents_to_grant(actor: Actor, authority: Authority) -> QuerySet[Document]:
    """Published documents that the actor may open for others, for a choice."""
    rights = actor.rights_in(authority.pk)
    circles = [one.resource for one in P.OPEN.on(P.OPEN.family) if rights.holds(one)]
    rows = Document.objects.filter(
        authority=authority, status=DocumentStatus.PUBLISHED, current__isnull=False, audience__in=circles
    )
    found: QuerySet[Document] = rows.order_by("title", "pk")
    return found
