"""Read and accept: rounds, what one has to read, lists, letters and kiosks."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from ninja import File, Form, Query, Router, Status
from ninja.files import UploadedFile

from roeland.acceptance import actions
from roeland.acceptance.letters import letters_pdf
from roeland.acceptance.models import Asked, Offer
from roeland.acceptance.queries import own, rounds
from roeland.acceptance.rules import P
from roeland.acceptance.values import Counts
from roeland.api.acceptance_shapes import (
    AcceptedOut,
    AcceptIn,
    CountsOut,
    KioskIn,
    KioskOut,
    LettersIn,
    ReadingOut,
    ReadingQuestionIn,
    ReadingQuestionOut,
    RoundEndIn,
    RoundIn,
    RoundOut,
    RoundPersonOut,
    SealedListOut,
    SealListIn,
)
from roeland.api.guard import ApiRequest, Page, Paging, inside, page_of, part
from roeland.documents import queries as documents
from roeland.kernel.page import SIGNED_IN
from roeland.people.models import Body, Team

router = Router(tags=["lezen en aanvaarden"])
BASE = "/authorities/{slug:authority}"
OFFER = f"{BASE}/reading-rounds/{{uuid:reading_round_id}}"
ASKED = f"{BASE}/my-reading/{{uuid:asked_id}}"


def _counts(found: Counts) -> CountsOut:
    return CountsOut(**{name: getattr(found, name) for name in CountsOut.model_fields})


def _round(row: Offer, stand: Counts) -> RoundOut:
    return RoundOut(
        id=row.pk,
        document=row.document.number,
        version=row.version.number,
        who=row.who,
        standing=row.standing,
        due=row.due,
        made_at=row.made_at,
        closed_at=row.closed_at,
        ending=row.ending,
        asked_sha256=row.asked_sha256,
        counts=_counts(stand),
    )


def _offer(request: ApiRequest, pk: UUID) -> Offer:
    found = rounds.offer(request.authority, pk)
    if found is None or not rounds.may_follow(request.actor, found):
        raise Http404
    return found


def _mine(request: ApiRequest, pk: UUID) -> Asked:
    found = own.mine(request.actor, request.authority, pk)
    if found is None or documents.in_sight(found.offer.document_id) is None:
        raise Http404
    return found


def _person(row: Asked) -> RoundPersonOut:
    return RoundPersonOut(
        id=row.pk,
        name=str(row.person),
        team=str(row.team or ""),
        state=row.state,
        how=row.how,
        due=row.due,
        accepted_at=row.accepted_at,
        version=row.version.number if row.version else "",
        sha256=row.sha256,
    )


def _rows(offer: Offer, ids: list[UUID]) -> list[Asked]:
    return list(rounds.people(offer).filter(pk__in=ids))


@router.get(f"{BASE}/reading-rounds", response=Page[RoundOut], operation_id="reading_rounds")
@inside(P.FOLLOW)
def listed(request: ApiRequest, authority: str, paging: Query[Paging]) -> Any:
    """Rounds in sight, those that run first."""
    rows = rounds.followed(request.actor, [request.authority.pk])
    some = list(rows[paging.first : paging.first + paging.size])
    sums = rounds.counts(some)
    return part([_round(row, sums[row.pk]) for row in some], rows.count(), paging)


@router.get(OFFER, response=RoundOut, operation_id="reading_round")
@inside(SIGNED_IN)
def one(request: ApiRequest, authority: str, reading_round_id: UUID) -> Any:
    """How one round stands."""
    row = _offer(request, reading_round_id)
    return _round(row, rounds.counts([row])[row.pk])


@router.get(f"{OFFER}/people", response=Page[RoundPersonOut], operation_id="reading_round_people")
@inside(SIGNED_IN)
def people(request: ApiRequest, authority: str, reading_round_id: UUID, paging: Query[Paging]) -> Any:
    """The people of a round that the owner of the token may know of."""
    return page_of(rounds.people(_offer(request, reading_round_id)), paging, _person)


@router.post(
    f"{BASE}/documents/{{slug:number}}/reading-rounds", response={201: RoundOut}, operation_id="offer_document"
)
@inside(P.OFFER)
def offer(request: ApiRequest, authority: str, number: str, wanted: RoundIn) -> Any:
    """Offer the version in force to an audience."""
    document = documents.document(request.authority, number)
    if document is None or not documents.held(request.actor, P.OFFER, request.authority.pk, document.audience):
        raise Http404
    place, values = request.authority, wanted.dict()
    values["team"] = Team.objects.filter(authority=place, pk=wanted.team).first() if wanted.team else None
    values["body"] = Body.objects.filter(authority=place, pk=wanted.body).first() if wanted.body else None
    made = actions.offer(request.actor, document=document, **values)
    return Status(201, _round(made, rounds.counts([made])[made.pk]))


@router.post(f"{OFFER}/close", response=RoundOut, operation_id="close_reading_round")
@inside(P.CLOSE)
def close(request: ApiRequest, authority: str, reading_round_id: UUID, end: RoundEndIn) -> Any:
    """End a round."""
    row = _offer(request, reading_round_id)
    if not documents.held(request.actor, P.CLOSE, row.authority_id, row.audience):
        raise Http404
    actions.close(request.actor, offer=row, ending=end.ending, reason=end.reason)
    return one(request, authority=authority, reading_round_id=reading_round_id)


@router.post(f"{OFFER}/export", response=list[RoundPersonOut], operation_id="export_reading_round")
@inside(P.EXPORT)
def export(request: ApiRequest, authority: str, reading_round_id: UUID) -> Any:
    """The whole list of a round, stated in the ledger."""
    row = _offer(request, reading_round_id)
    rows = [_person(asked) for asked in rounds.people(row)]
    actions.record_export(request.actor, offer=row, count=len(rows))
    return rows


@router.get(f"{BASE}/my-reading", response=list[ReadingOut], operation_id="my_reading")
@inside(SIGNED_IN)
def mine(request: ApiRequest, authority: str) -> Any:
    """What the owner of the token has to read, the first due first."""
    return [
        ReadingOut(
            id=found.asked.pk,
            title=found.title,
            version=found.asked.offer.version.number,
            sha256=found.asked.offer.version.sha256,
            changes=found.asked.offer.version.changes,
            minutes=found.minutes,
            due=found.asked.due,
        )
        for found in own.to_read(request.actor, [request.authority.pk])
    ]


@router.post(f"{ASKED}/accept", response=AcceptedOut, operation_id="accept_document")
@inside(SIGNED_IN)
def accept(request: ApiRequest, authority: str, asked_id: UUID, said: AcceptIn) -> Any:
    """Say that one read and accepts a version."""
    row = actions.accept(request.actor, asked=_mine(request, asked_id), sha256=said.sha256)
    return AcceptedOut(version=row.offer.version.number, sha256=row.sha256, how=row.how, accepted_at=row.accepted_at)


@router.post(f"{ASKED}/questions", response={201: ReadingQuestionOut}, operation_id="ask_about_document")
@inside(SIGNED_IN)
def ask(request: ApiRequest, authority: str, asked_id: UUID, said: ReadingQuestionIn) -> Any:
    """Ask the owner of the document something."""
    row = actions.ask(request.actor, asked=_mine(request, asked_id), text=said.text)
    return Status(201, ReadingQuestionOut(id=row.pk, text=row.text, answer=row.answer))


@router.post(
    f"{BASE}/reading-questions/{{uuid:reading_question_id}}/answer",
    response=ReadingQuestionOut,
    operation_id="answer_about_document",
)
@inside(SIGNED_IN)
def answer(request: ApiRequest, authority: str, reading_question_id: UUID, said: ReadingQuestionIn) -> Any:
    """Answer a question: the owner of the document, or who edits in its circle."""
    row = rounds.question(request.authority, reading_question_id)
    if row is None or not documents.may(request.actor, P.ANSWER, row):
        raise Http404
    done = actions.answer(request.actor, question=row, text=said.text)
    return ReadingQuestionOut(id=done.pk, text=done.text, answer=done.answer)


@router.post(f"{OFFER}/lists", response={201: SealedListOut}, operation_id="seal_list")
@inside(P.LIST)
def seal(
    request: ApiRequest,
    authority: str,
    reading_round_id: UUID,
    held: Form[SealListIn],
    file: File[UploadedFile | None] = None,
) -> Any:
    """Seal who was there, with a scan of the signed list (multipart)."""
    row = _offer(request, reading_round_id)
    try:
        ids = [UUID(word.strip()) for word in held.people.split(",") if word.strip()]
    except ValueError:
        ids = []
    made = actions.seal_list(
        request.actor,
        offer=row,
        people=_rows(row, ids),
        held_on=held.held_on,
        place=held.place,
        file=file.file if file else None,
        name=file.name or "" if file else "",
    )
    return Status(201, SealedListOut(id=made.pk, names=made.names, sha256=made.sha256, file_sha256=made.file_sha256))


@router.post(f"{OFFER}/letters", operation_id="make_code_letters")
@inside(P.LETTERS)
def letters(request: ApiRequest, authority: str, reading_round_id: UUID, wanted: LettersIn) -> Any:
    """Code letters as one PDF; the codes are kept nowhere."""
    row = _offer(request, reading_round_id)
    made = actions.make_letters(request.actor, offer=row, people=_rows(row, wanted.people))
    return HttpResponse(letters_pdf(row, made), content_type="application/pdf", headers={"Cache-Control": "no-store"})


@router.post(f"{BASE}/kiosks", response={201: KioskOut}, operation_id="open_kiosk")
@inside(P.KIOSK)
def open_kiosk(request: ApiRequest, authority: str, kiosk: KioskIn) -> Any:
    """Open a kiosk; the path of its page is given once."""
    made = actions.open_kiosk(request.actor, authority=request.authority, place=kiosk.place, minutes=kiosk.minutes)
    path = f"/kiosk/{made.secret}/"
    return Status(201, KioskOut(id=made.kiosk.pk, path=path, closes_at=made.kiosk.closes_at))


@router.post(f"{BASE}/kiosks/{{uuid:kiosk_id}}/close", response={204: None}, operation_id="close_kiosk")
@inside(P.KIOSK)
def close_kiosk(request: ApiRequest, authority: str, kiosk_id: UUID) -> Any:
    """Close a kiosk before its time."""
    row = rounds.kiosk(request.authority, kiosk_id)
    if row is None:
        raise Http404
    actions.close_kiosk(request.actor, kiosk=row)
    return Status(204, None)
