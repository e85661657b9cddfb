"""Changes of law over the authorities in scope: what each touches there, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from roeland.documents.models import Document
from roeland.documents.values import DocumentStatus
from roeland.duties.models import Duty, Task
from roeland.duties.values import DutyStatus
from roeland.kernel.models import Authority
from roeland.visits import library
from roeland.visits.models import LawNote, OrganisationChange
from roeland.visits.values import CHANGE_SOURCE, LawStatus


@dataclass
class Touch:
    """A change of law at one authority: which of its duties and documents it touches, and what was decided."""

    authority: Authority
    duties: list[Duty] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    note: LawNote | None = None

    @property
    def status(self) -> LawStatus:
        """Open until something is decided."""
        return LawStatus(self.note.status) if self.note else LawStatus.OPEN


@dataclass
class Change:
    """A change of law with what it touches everywhere. `kinds` are kinds of documents."""

    key: str
    title: str
    source: str
    dated: date
    check: str
    means: str
    proposal: str
    touches: tuple[str, ...]
    kinds: tuple[str, ...]
    at: list[Touch] = field(default_factory=list)

    @property
    def open_count(self) -> int:
        """At how many authorities nothing was decided."""
        return sum(1 for touch in self.at if touch.status == LawStatus.OPEN)

    @property
    def check_words(self) -> str:
        """How sure we are, in words."""
        return library.CHECKS.get(self.check, "")


def laws(authorities: Iterable[Authority]) -> list[Change]:
    """Every change of law that may touch these authorities, newest first. Three statements, however many."""
    places = list(authorities)
    notes: dict[tuple[UUID, str], LawNote] = {
        (row.authority_id, row.key): row
        for row in LawNote.objects.filter(authority__in=[one.pk for one in places]).select_related("task")
    }
    shipped = [
        Change(one.id, one.title, one.source, one.dated, one.check, one.means, one.proposal, one.touches, one.kinds)
        for one in library.laws().values()
    ]
    own: dict[str, Change] = {}
    for (_, key), row in notes.items():
        if key not in library.laws():
            own.setdefault(
                key, Change(key, row.title, row.source, row.dated, "own", row.means, row.title, tuple(row.touches), ())
            )
    duties, documents = _duties(places), _documents(places)
    found = sorted([*shipped, *own.values()], key=lambda one: one.dated, reverse=True)
    for change in found:
        for place in places:
            note = notes.get((place.pk, change.key))
            if change.key in own and note is None:
                continue
            touched = [duty for duty in duties.get(place.pk, []) if duty.catalogue_id in change.touches]
            papers = [paper for paper in documents.get(place.pk, []) if paper.kind in change.kinds]
            change.at.append(Touch(place, touched, papers, note))
    return found


def law(authorities: Iterable[Authority], key: str) -> Change | None:
    """One change of law; None when nobody here knows it."""
    return next((one for one in laws(authorities) if one.key == key and one.at), None)


def _duties(places: list[Authority]) -> dict[UUID, list[Duty]]:
    wanted = {one for law in library.laws().values() for one in law.touches}
    rows = Duty.objects.filter(
        authority__in=[one.pk for one in places],
        catalogue_id__in=wanted,
        status__in=(DutyStatus.ACTIVE, DutyStatus.WAITING),
    )
    found: dict[UUID, list[Duty]] = {}
    for row in rows:
        found.setdefault(row.authority_id, []).append(row)
    return found


def _documents(places: list[Authority]) -> dict[UUID, list[Document]]:
    wanted = {kind for law in library.laws().values() for kind in law.kinds}
    rows = Document.objects.filter(
        authority__in=[one.pk for one in places], kind__in=wanted, status=DocumentStatus.PUBLISHED
    ).select_related("authority")
    found: dict[UUID, list[Document]] = {}
    for row in rows:
        found.setdefault(row.authority_id, []).append(row)
    return found


def undecided(authorities: Iterable[Authority]) -> dict[UUID, int]:
    """Per authority: how many changes of law that touch something of it nobody decided about."""
    found: dict[UUID, int] = {}
    for change in laws(authorities):
        for touch in change.at:
            if touch.status == LawStatus.OPEN and (touch.duties or touch.documents or touch.note):
                found[touch.authority.pk] = found.get(touch.authority.pk, 0) + 1
    return found


def organisation(authority: Authority) -> list[tuple[OrganisationChange, list[Task]]]:
    """Changes of the organisation with the tasks that they became. Two statements."""
    rows = list(OrganisationChange.objects.filter(authority=authority))
    tasks: dict[UUID, list[Task]] = {row.pk: [] for row in rows}
    for task in Task.objects.filter(source_kind=CHANGE_SOURCE, source_id__in=list(tasks)).select_related("authority"):
        tasks[task.source_id].append(task)
    return [(row, tasks[row.pk]) for row in rows]
