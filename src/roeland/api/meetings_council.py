"""Routes on items for a council."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404
from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, page_of
from roeland.api.meetings_values import MeetingPaperIn, MeetingPaperOut, MeetingReasonIn, paper_values, show_paper
from roeland.api.moments import Moment
from roeland.meetings import actions, queries
from roeland.meetings.models import CouncilItem, Paper
from roeland.meetings.rules import P

router = Router(tags=["vergaderingen"])
LIST = "/authorities/{slug:authority}/council-items"
ONE = LIST + "/{uuid:item_id}"


class CouncilItemOut(Schema):
    """An item for a session; councillors read it from `sent_at` to `closes_at`."""

    id: UUID
    body_kind: str
    body_name: str
    title: str
    note: str
    draft_decision: str
    session_at: datetime
    status: str
    sent_at: datetime | None
    closes_at: datetime | None
    outcome: str
    papers: list[MeetingPaperOut]


class CouncilItemChangeIn(In):
    title: str
    session_at: Moment
    note: str = Field("", max_length=60_000)
    draft_decision: str = Field("", max_length=60_000)


class CouncilItemIn(CouncilItemChangeIn):
    """`body_kind`: municipal_council or ocmw_council."""

    body_kind: str


class CouncilOutcomeIn(In):
    outcome: str


def show(row: CouncilItem, papers: list[Paper]) -> CouncilItemOut:
    """An item as the API gives it."""
    names = "body_kind body_name title note draft_decision session_at status sent_at closes_at outcome".split()
    return CouncilItemOut(
        id=row.pk, papers=[show_paper(one) for one in papers], **{name: getattr(row, name) for name in names}
    )


def again(request: ApiRequest, pk: UUID) -> CouncilItemOut:
    row = get_or_404(CouncilItem, request, pk)
    return show(row, queries.papers_of_item(row))


@router.get(LIST, response=Page[CouncilItemOut], operation_id="council_items")
@inside(P.ITEM_SEE)
def items(request: ApiRequest, authority: str, wanted: Query[Paging]) -> Any:
    """The items that the reader may see, latest session first; without their papers."""
    rows = queries.items().filter(authority=request.authority)
    return page_of(rows, wanted, lambda row: show(row, []))


@router.post(LIST, response={201: CouncilItemOut}, operation_id="make_council_item")
@inside(P.ITEM_EDIT)
def make(request: ApiRequest, authority: str, data: CouncilItemIn) -> Any:
    """Prepare an item."""
    made = actions.make_item(request.actor, authority=request.authority, **data.model_dump())
    return Status(201, again(request, made.pk))


@router.get(ONE, response=CouncilItemOut, operation_id="council_item")
@inside(P.ITEM_SEE)
def one(request: ApiRequest, authority: str, item_id: UUID) -> Any:
    """One item with its papers."""
    return again(request, item_id)


@router.post(f"{ONE}/change", response=CouncilItemOut, operation_id="change_council_item")
@inside(P.ITEM_EDIT)
def change(request: ApiRequest, authority: str, item_id: UUID, data: CouncilItemChangeIn) -> Any:
    """Change it until its papers are sent."""
    actions.change_item(request.actor, item=get_or_404(CouncilItem, request, item_id), **data.model_dump())
    return again(request, item_id)


@router.post(f"{ONE}/send", response=CouncilItemOut, operation_id="send_council_item")
@inside(P.ITEM_EDIT)
def send(request: ApiRequest, authority: str, item_id: UUID) -> Any:
    """Send the papers: councillors read them until the session has ended."""
    actions.send_item(request.actor, item=get_or_404(CouncilItem, request, item_id))
    return again(request, item_id)


@router.post(f"{ONE}/settle", response=CouncilItemOut, operation_id="settle_council_item")
@inside(P.ITEM_EDIT)
def settle(request: ApiRequest, authority: str, item_id: UUID, data: CouncilOutcomeIn) -> Any:
    """What the council decided; the papers close."""
    actions.settle_item(request.actor, item=get_or_404(CouncilItem, request, item_id), outcome=data.outcome)
    return again(request, item_id)


@router.post(f"{ONE}/withdraw", response=CouncilItemOut, operation_id="withdraw_council_item")
@inside(P.ITEM_EDIT)
def withdraw(request: ApiRequest, authority: str, item_id: UUID, data: MeetingReasonIn) -> Any:
    """Take it back; the papers close."""
    actions.withdraw_item(request.actor, item=get_or_404(CouncilItem, request, item_id), reason=data.reason)
    return again(request, item_id)


@router.post(f"{ONE}/papers", response={201: MeetingPaperOut}, operation_id="add_item_paper")
@inside(P.ITEM_EDIT)
def add_paper(request: ApiRequest, authority: str, item_id: UUID, data: MeetingPaperIn) -> Any:
    """Lay a document or a record with the item."""
    item = get_or_404(CouncilItem, request, item_id)
    return Status(201, show_paper(actions.add_item_paper(request.actor, item=item, **paper_values(request, data))))


@router.post(f"{ONE}/papers/{{uuid:paper_id}}/remove", response=CouncilItemOut, operation_id="remove_item_paper")
@inside(P.ITEM_EDIT)
def remove_paper(request: ApiRequest, authority: str, item_id: UUID, paper_id: UUID) -> Any:
    """Take a paper away."""
    row = get_or_404(Paper, request, paper_id)
    if row.item_id != item_id:
        raise Http404
    actions.remove_item_paper(request.actor, paper=row)
    return again(request, item_id)
