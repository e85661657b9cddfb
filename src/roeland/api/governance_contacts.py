"""Routes on the communication plan and the directory of contacts."""

from datetime import date
from typing import Any
from uuid import UUID

from ninja import Query, Router, Schema, Status
from pydantic import Field

from roeland.api.guard import ApiRequest, In, Page, Paging, get_or_404, inside, object_for, page_of
from roeland.api.plan import person_or_none
from roeland.governance import actions
from roeland.governance.models import Contact, Message
from roeland.governance.queries import contacts as queries
from roeland.governance.rules import P
from roeland.kernel import clock

router = Router(tags=["contacten"])
MESSAGES = "/authorities/{slug:authority}/messages"
MESSAGE = MESSAGES + "/{uuid:message_id}"
CONTACTS = "/authorities/{slug:authority}/contacts"
CONTACT = CONTACTS + "/{uuid:contact_id}"


class MessageOut(Schema):
    id: UUID
    title: str
    receivers: str
    channel: str
    due: date
    owner: UUID | None
    done_on: date | None
    dropped_on: date | None
    note: str


class YearFilter(In):
    """Left out it is this year."""

    year: int | None = Field(None, ge=2000, le=2100)


class MessageIn(In):
    """`channel`: mail, intranet, newsletter, poster, meeting, letter or website."""

    title: str
    receivers: str
    channel: str
    due: date
    owner: UUID | None = None


class DoneIn(In):
    on: date | None = None
    note: str = ""


class ReasonIn(In):
    reason: str


class ContactOut(Schema):
    id: UUID
    inside: bool
    organisation: str
    name: str
    job: str
    phone: str
    after_hours: str
    email: str
    what_for: str
    crisis: bool
    checked_on: date


class ContactFilter(Paging):
    """`crisis` keeps the crisis list."""

    crisis: bool = False


class ContactIn(In):
    organisation: str
    name: str = ""
    job: str = ""
    phone: str = ""
    after_hours: str = ""
    email: str = ""
    what_for: str = ""
    inside: bool = False
    crisis: bool = False


def _message(row: Message) -> MessageOut:
    names = "title receivers channel due done_on dropped_on note".split()
    return MessageOut(id=row.pk, owner=row.owner_id, **{name: getattr(row, name) for name in names})


def _contact(row: Contact) -> ContactOut:
    names = "inside organisation name job phone after_hours email what_for crisis checked_on".split()
    return ContactOut(id=row.pk, **{name: getattr(row, name) for name in names})


@router.get(MESSAGES, response=list[MessageOut], operation_id="messages")
@inside(P.MESSAGE_SEE)
def messages(request: ApiRequest, authority: str, wanted: Query[YearFilter]) -> Any:
    """The messages of a year, by date."""
    return [_message(row) for row in queries.messages(wanted.year or clock.today().year, [request.authority.pk])]


@router.get(MESSAGE, response=MessageOut, operation_id="message")
@inside(P.MESSAGE_SEE)
def message(request: ApiRequest, authority: str, message_id: UUID) -> Any:
    """One message."""
    return _message(get_or_404(Message, request, message_id))


@router.post(MESSAGES, response={201: MessageOut}, operation_id="plan_message")
@inside(P.MESSAGE_EDIT)
def plan(request: ApiRequest, authority: str, data: MessageIn) -> Any:
    """Plan a message; it makes a task."""
    values = data.model_dump()
    owner = person_or_none(request, values.pop("owner"))
    return Status(
        201, _message(actions.plan_message(request.actor, authority=request.authority, owner=owner, **values))
    )


@router.post(f"{MESSAGE}/change", response=MessageOut, operation_id="change_message")
@inside(P.MESSAGE_EDIT)
def change(request: ApiRequest, authority: str, message_id: UUID, data: MessageIn) -> Any:
    """Change a message that still has to go out."""
    row = object_for(Message, request, message_id, P.MESSAGE_EDIT)
    values = data.model_dump()
    owner = person_or_none(request, values.pop("owner"))
    return _message(actions.change_message(request.actor, message=row, owner=owner, **values))


@router.post(f"{MESSAGE}/done", response=MessageOut, operation_id="finish_message")
@inside(P.MESSAGE_EDIT)
def done(request: ApiRequest, authority: str, message_id: UUID, data: DoneIn) -> Any:
    """Say that a message went out; it closes its task."""
    row = object_for(Message, request, message_id, P.MESSAGE_EDIT)
    return _message(actions.finish_message(request.actor, message=row, on=data.on, note=data.note))


@router.post(f"{MESSAGE}/drop", response=MessageOut, operation_id="drop_message")
@inside(P.MESSAGE_EDIT)
def drop(request: ApiRequest, authority: str, message_id: UUID, data: ReasonIn) -> Any:
    """Let a message fall."""
    row = object_for(Message, request, message_id, P.MESSAGE_EDIT)
    return _message(actions.drop_message(request.actor, message=row, reason=data.reason))


@router.get(CONTACTS, response=Page[ContactOut], operation_id="contacts")
@inside(P.CONTACT_SEE)
def contacts(request: ApiRequest, authority: str, wanted: Query[ContactFilter]) -> Any:
    """The directory."""
    rows = queries.contacts([request.authority.pk])
    return page_of(rows.filter(crisis=True) if wanted.crisis else rows, wanted, _contact)


@router.get(CONTACT, response=ContactOut, operation_id="contact")
@inside(P.CONTACT_SEE)
def contact(request: ApiRequest, authority: str, contact_id: UUID) -> Any:
    """One contact."""
    return _contact(get_or_404(Contact, request, contact_id))


@router.post(CONTACTS, response={201: ContactOut}, operation_id="add_contact")
@inside(P.CONTACT_EDIT)
def add(request: ApiRequest, authority: str, data: ContactIn) -> Any:
    """Add a contact."""
    return Status(201, _contact(actions.add_contact(request.actor, authority=request.authority, **data.model_dump())))


@router.post(f"{CONTACT}/change", response=ContactOut, operation_id="change_contact")
@inside(P.CONTACT_EDIT)
def change_contact(request: ApiRequest, authority: str, contact_id: UUID, data: ContactIn) -> Any:
    """Change a contact: everything that is not named becomes empty."""
    row = object_for(Contact, request, contact_id, P.CONTACT_EDIT)
    return _contact(actions.change_contact(request.actor, contact=row, **data.model_dump()))


@router.post(f"{CONTACT}/check", response=ContactOut, operation_id="check_contact")
@inside(P.CONTACT_EDIT)
def check(request: ApiRequest, authority: str, contact_id: UUID) -> Any:
    """Say that a contact is right today."""
    return _contact(
        actions.check_contact(request.actor, contact=object_for(Contact, request, contact_id, P.CONTACT_EDIT))
    )


@router.post(f"{CONTACT}/end", response=ContactOut, operation_id="end_contact")
@inside(P.CONTACT_EDIT)
def end(request: ApiRequest, authority: str, contact_id: UUID) -> Any:
    """Strike a contact."""
    return _contact(
        actions.end_contact(request.actor, contact=object_for(Contact, request, contact_id, P.CONTACT_EDIT))
    )
