"""Evidence: attach a file, a link to a record of any room, or a text; remove it again before handing in."""

from __future__ import annotations

from datetime import date
from typing import IO
from uuid import UUID

from django.utils.translation import gettext as _

from roeland.duties import erasing, evidence_store, providers
from roeland.duties.actions.common import fresh, person_of, text_of
from roeland.duties.facts import EvidenceAttached, EvidenceRemoved
from roeland.duties.models import Evidence, Task
from roeland.duties.rules import P, may_work_on
from roeland.duties.values import EvidenceKind, TaskStatus
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.ledger.action import Invalid, action, state
from roeland.ledger.verbs import check

LONG = 20000


def _new(actor: Actor, task: Task, kind: EvidenceKind, label: str, effective_on: date | None) -> Evidence:
    task = fresh(task)
    check(may_work_on(task.status))
    if effective_on is not None and effective_on > clock.today():
        raise Invalid({"effective_on": [_("Deze datum ligt nog niet achter ons.")]})
    if task.status == TaskStatus.PLANNED:
        task.status = TaskStatus.OPEN
        task.save(update_fields=["status"])
    return Evidence(
        authority_id=task.authority_id,
        audience=task.audience,
        task=task,
        kind=kind,
        label=label.strip()[:120],
        effective_on=effective_on or clock.today(),
        uploaded_at=clock.now(),
        uploaded_by_id=person_of(actor, task),
    )


def _state(found: Evidence) -> Evidence:
    found.save()
    state(
        EvidenceAttached(
            about=found.task,
            title=found.task.title,
            kind=found.kind,
            name=str(found),
            label=found.label,
            sha256=found.sha256,
            size=found.size,
            effective_on=found.effective_on,
        )
    )
    return found


@action(P.TASK_DO, EvidenceAttached)
def attach_file(
    actor: Actor, *, task: Task, file: IO[bytes], name: str, label: str = "", effective_on: date | None = None
) -> Evidence:
    """Seal a file as evidence. `effective_on` is the date of the evidence itself, apart from the moment of upload.

    Raises Invalid for an empty or too large file, or a type that is no evidence.
    """
    found = _new(actor, task, EvidenceKind.FILE, label, effective_on)
    try:
        stored = erasing.seal(file, name)
    except evidence_store.RefusedFileError as error:
        raise Invalid({"file": [str(error)]}) from error
    found.name, found.sha256, found.size, found.media_type = stored.name, stored.sha256, stored.size, stored.media_type
    return _state(found)


@action(P.TASK_DO, EvidenceAttached)
def attach_link(
    actor: Actor, *, task: Task, kind: str, record_id: UUID, label: str = "", effective_on: date | None = None
) -> Evidence:
    """Point to a record of any room as evidence. Raises Invalid when it is not there, or not for this actor."""
    record = providers.find(kind, task.authority_id, record_id)
    if record is None:
        raise Invalid({"link": [_("Dit gegeven is er niet, of niet voor jou.")]})
    found = _new(actor, task, EvidenceKind.LINK, label, effective_on or min(record.on, clock.today()))
    found.link_kind, found.link_id, found.link_title = kind, record_id, record.title[:240]
    return _state(found)


@action(P.TASK_DO, EvidenceAttached)
def attach_text(actor: Actor, *, task: Task, text: str, label: str = "", effective_on: date | None = None) -> Evidence:
    """Write the evidence down."""
    found = _new(actor, task, EvidenceKind.TEXT, label, effective_on)
    found.text = text_of("text", text, ask=_("Schrijf eerst iets."), longest=LONG)
    return _state(found)


@action(P.TASK_DO, EvidenceRemoved)
def remove_evidence(actor: Actor, *, evidence: Evidence) -> None:
    """Take a piece of evidence away while the task is not handed in. The sealed file stays on disk; the ledger names it."""
    task = fresh(evidence.task)
    check(may_work_on(task.status))
    name, seal = str(evidence), evidence.sha256
    evidence.delete()
    state(EvidenceRemoved(about=task, title=task.title, name=name, sha256=seal))
