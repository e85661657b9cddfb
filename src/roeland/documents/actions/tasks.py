"""What a document asks on the worklist: approval of a version, review of what is due. Through the verbs of duties, as the system."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta
from uuid import UUID

from roeland.documents.models import Deviation, Document, Version
from roeland.documents.values import DEVIATION, DOCUMENT, VERSION
from roeland.duties import actions as duties
from roeland.duties.models import Task
from roeland.duties.values import UNFINISHED
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority, Row
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from roeland.people.models import Person

RUNS_OUT = "loopt af"
APPROVE_WITHIN = timedelta(days=14)  # a proposal: nobody prescribes it, and a task can be postponed


def _system(authority_id: UUID) -> Actor:
    return Actor.system("documents", [authority_id])


def ask_approval(version: Version) -> Task:
    """A task for the role that approves."""
    document = version.document
    with scope(_system(version.authority_id), [version.authority_id]):
        return duties.make_task(
            _system(version.authority_id),
            authority=Authority.everything.get(pk=version.authority_id),
            title=f"Goedkeuren: {document.title}, versie {version.number}"[:240],
            due=clock.today() + APPROVE_WITHIN,
            lead_role=document.approve_role,
            instruction=f"Lees versie {version.number} van {document.number}, en keur ze goed of stuur ze terug met een reden.",
            minutes=20,
            audience=document.audience,
            source_kind=VERSION,
            source_id=version.pk,
        )


def ask_review(document: Document, due: date) -> Task:
    """A task for the owner, or for the officer when nobody owns the document."""
    with scope(_system(document.authority_id), [document.authority_id]):
        return duties.make_task(
            _system(document.authority_id),
            authority=Authority.everything.get(pk=document.authority_id),
            title=f"Herzien: {document.title}"[:240],
            due=due,
            person=document.owner,
            lead_role="" if document.owner else "security_officer",
            instruction="Lees het document opnieuw. Klopt er iets niet meer, begin dan een nieuwe versie.",
            minutes=60,
            audience=document.audience,
            source_kind=DOCUMENT,
            source_id=document.pk,
        )


def ask_compensation(row: Deviation) -> Task:
    """What limits the risk of a deviation, for who asked it."""
    words = f"Afwijking {row.number}: {row.rule}. Dit beperkt intussen het risico: {row.compensation}"
    return _about_deviation(row, f"Uitvoeren bij afwijking {row.number}", max(row.starts, clock.today()), words)


def ask_renewal(row: Deviation) -> Task:
    """The end of a deviation comes near: bring it in order, or ask it anew."""
    words = f"Afwijking {row.number} loopt af. Breng het in orde met de regel, of vraag ze opnieuw aan met een reden."
    return _about_deviation(row, f"Afwijking {row.number} {RUNS_OUT}", row.ends, words)


def _about_deviation(row: Deviation, title: str, due: date, words: str) -> Task:
    with scope(_system(row.authority_id), [row.authority_id]):
        return duties.make_task(
            _system(row.authority_id),
            authority=Authority.everything.get(pk=row.authority_id),
            title=title,
            due=due,
            person=Person.objects.get(pk=row.asked_by_id),
            instruction=words,
            minutes=30,
            audience=row.audience,
            source_kind=DEVIATION,
            source_id=row.pk,
        )


def open_tasks(kind: str, row: Row) -> list[Task]:
    """Unfinished tasks about a row, whoever asks."""
    with scope(_system(row.authority_id), [row.authority_id]):
        rows = Task.objects.filter(authority_id=row.authority_id, source_kind=kind, source_id=row.pk)
        return list(rows.filter(status__in=UNFINISHED))


def close_tasks(kind: str, row: Row, reason: str) -> None:
    """Skip what is still open about a row: there is nothing left to do."""
    for task in open_tasks(kind, row):
        with suppress(Refused):  # somebody handed it in meanwhile: then who looks at it decides
            duties.skip(_system(row.authority_id), task=task, reason=reason)


def fulfil_tasks(kind: str, row: Row, on: date, by: UUID | None) -> None:
    """Close what is still open about a row: the row itself is the evidence."""
    with scope(_system(row.authority_id), [row.authority_id]):
        person = Person.objects.filter(pk=by).first() if by else None
    for task in open_tasks(kind, row):
        with suppress(Refused, Invalid):
            duties.fulfil(_system(row.authority_id), task=task, kind=kind, record_id=row.pk, on=on, by=person)
