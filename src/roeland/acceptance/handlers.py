"""What this room does when documents, people or this room itself state a fact. Idempotent: told twice, it finds nothing to do.

A new version asks again or lets what was accepted count; who comes is asked in standing rounds, who leaves no more; a finished round
closes the recurring task it is the evidence of.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from roeland.acceptance import actions
from roeland.acceptance.models import Offer
from roeland.acceptance.queries.rounds import RELATED, running
from roeland.acceptance.values import OFFER, Ending, duties_of
from roeland.documents.models import Document, Version
from roeland.documents.values import VERSION
from roeland.duties.actions import fulfil
from roeland.duties.models import Evidence, Task
from roeland.duties.values import TO_DO, DutyStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Refused
from roeland.ledger.outbox import Handler, Told
from roeland.people.models import BodyMembership, Mandate, Person, TeamMembership


def follow_document(actor: Actor, told: Told) -> None:
    """A version was published, or a document withdrawn or replaced, or it got other readers."""
    if told.object_type == VERSION:
        version = Version.objects.select_related("document").filter(pk=told.object_id).first()
        if version is not None and version.document.current_id == version.pk:
            _published(actor, version)
        return
    document = Document.objects.filter(pk=told.object_id).first()
    if document is None or not Offer.objects.filter(document=document).exists():
        return
    if told.code == "documents:document:readers-changed":
        if Offer.objects.filter(document=document).exclude(audience=document.audience).exists():
            actions.follow_readers(actor, document=document)
        return
    for row in Offer.objects.filter(document=document, closed_at=None).select_related(*RELATED):
        actions.close(
            actor, offer=row, ending=Ending.DROPPED, reason=f"Het document is {document.get_status_display()}."
        )


def _published(actor: Actor, version: Version) -> None:
    for row in running(version.document):
        if row.version_id == version.pk or Offer.objects.filter(previous=row).exists():
            continue
        if version.ask_again:
            actions.renew(actor, offer=row, version=version)
        elif row.closed_at is None:
            actions.carry(actor, offer=row, version=version)


def _person(told: Told) -> Person | None:
    if told.code in {"people:person:added", "people:person:left"}:
        return Person.objects.filter(pk=told.object_id).first()
    model: Any = {"people:mandate:added": Mandate, "people:team:joined": TeamMembership}.get(told.code, BodyMembership)
    row = model.objects.select_related("person").filter(pk=told.object_id).first()
    return row.person if row else None


def follow_person(actor: Actor, told: Told) -> None:
    """Somebody came, got a role, a service or a seat: standing rounds ask him too. Somebody left: nothing is asked any more."""
    leaves = told.code == "people:person:left"
    if not leaves and not Offer.objects.filter(standing=True, closed_at=None).exists():
        return  # an import of hundreds asks nothing when nothing stands
    person = _person(told)
    if person is None or told.authority_id is None:
        return
    try:
        if leaves:
            actions.release(actor, person=person)
    except Refused:
        return
    if leaves or person.left_on is not None:
        return
    _welcome(actor, told.authority_id, person)


def _welcome(actor: Actor, authority_id: UUID, person: Person) -> None:
    rows = Offer.objects.filter(authority_id=authority_id, standing=True, closed_at=None)
    for row in rows.select_related(*RELATED):
        try:
            actions.welcome(actor, offer=row, person=person)
        except Refused:  # not of this audience, or asked already
            continue


def fulfil_duties(actor: Actor, told: Told) -> None:
    """A round was finished: close the open task of the duty it is the evidence of."""
    row = Offer.objects.select_related(*RELATED).filter(pk=told.object_id, ending=Ending.FINISHED).first()
    if row is None or row.closed_at is None:
        return
    on, by = clock.local(row.closed_at).date(), Person.objects.filter(pk=told.actor_id).first()
    for duty in duties_of(row.document.template, row.who):
        tasks = Task.objects.filter(duty__catalogue_id=duty, duty__status=DutyStatus.ACTIVE, status__in=TO_DO)
        task = tasks.filter(authority_id=row.authority_id).order_by("limit", "number").first()
        if task is None or Evidence.objects.filter(link_kind=OFFER, link_id=row.pk, task__duty=task.duty).exists():
            continue
        try:
            fulfil(actor, task=task, kind=OFFER, record_id=row.pk, on=on, by=by)
        except Refused:  # somebody closed it meanwhile
            continue


HANDLERS = (
    Handler(
        "acceptance.documents",
        frozenset(
            {
                "documents:version:published",
                "documents:document:withdrawn",
                "documents:document:replaced",
                "documents:document:readers-changed",
            }
        ),
        follow_document,
    ),
    Handler(
        "acceptance.people",
        frozenset(
            {
                "people:person:added",
                "people:person:left",
                "people:mandate:added",
                "people:team:joined",
                "people:body:joined",
            }
        ),
        follow_person,
    ),
    Handler("acceptance.duties", frozenset({"acceptance:offer:closed"}), fulfil_duties),
)
