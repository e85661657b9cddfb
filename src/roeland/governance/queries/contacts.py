"""Messages of a year and the directory of contacts."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from roeland.duties.models import Task
from roeland.duties.providers import Provider, Record
from roeland.duties.values import TO_DO
from roeland.governance.models import Contact, Message
from roeland.kernel.models import Authority
from roeland.kernel.scope import current_scope

MESSAGE = "governance.message"


def messages(year: int, authority_ids: list[UUID] | None = None) -> list[Message]:
    """Messages of a year in sight, by date."""
    ids = authority_ids if authority_ids is not None else list(current_scope().authority_ids)
    rows = Message.objects.filter(authority_id__in=ids, due__year=year).select_related("authority", "owner")
    return list(rows.order_by("due", "title", "pk"))


def message(authority: Authority, pk: UUID) -> Message | None:
    """One message."""
    found: Message | None = (
        Message.objects.filter(authority=authority, pk=pk).select_related("authority", "owner").first()
    )
    return found


def task_of(row: Message) -> Task | None:
    """The open task of a message."""
    rows = Task.objects.filter(source_kind=MESSAGE, source_id=row.pk, status__in=TO_DO)
    found: Task | None = rows.select_related("duty", "authority").first()
    return found


def _record(row: Message) -> Record:
    return Record(MESSAGE, row.pk, row.title, row.done_on or row.due, f"/{row.authority.slug}/communicatie/{row.pk}/")


def _find(authority_id: UUID, record_id: UUID) -> Record | None:
    rows = Message.objects.filter(authority_id=authority_id, pk=record_id, done_on__isnull=False)
    row = rows.select_related("authority").first()
    return _record(row) if row else None


def _search(authority_id: UUID, text: str) -> list[Record]:
    rows = Message.objects.filter(authority_id=authority_id, done_on__isnull=False, title__icontains=text)
    return [_record(row) for row in rows.select_related("authority")[:20]]


PROVIDER = Provider(MESSAGE, "Boodschap uit het communicatieplan", _find, _search)


def contacts(authority_ids: list[UUID] | None = None) -> "QuerySet[Contact]":
    """The directory in sight, without what was struck."""
    ids = authority_ids if authority_ids is not None else list(current_scope().authority_ids)
    found: QuerySet[Contact] = Contact.objects.filter(authority_id__in=ids, ended_on=None).select_related("authority")
    return found.order_by("organisation", "name", "pk")


def contact(authority: Authority, pk: UUID) -> Contact | None:
    """One contact."""
    found: Contact | None = Contact.objects.filter(authority=authority, pk=pk, ended_on=None).first()
    return found


def crisis(authority_id: UUID) -> list[Contact]:
    """The crisis list: the own people first, then who is called outside. One statement."""
    rows = Contact.objects.filter(authority_id=authority_id, crisis=True, ended_on=None)
    return list(rows.order_by("-inside", "organisation", "name"))


def matching(rows: "QuerySet[Contact]", term: str) -> "QuerySet[Contact]":
    """Contacts with a text in name, organisation, function or what for."""
    names = ("organisation", "name", "job", "what_for")
    wanted = Q()
    for name in names:
        wanted |= Q(**{f"{name}__icontains": term})
    return rows.filter(wanted)


def overdue_messages(authority_id: UUID, today: date) -> int:
    """Messages of which the day is over."""
    return Message.objects.filter(authority_id=authority_id, done_on=None, dropped_on=None, due__lt=today).count()
