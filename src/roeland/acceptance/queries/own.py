"""What one person has to read, and what he accepted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from roeland.acceptance.models import Asked, Question
from roeland.acceptance.values import State, minutes_to_read
from roeland.documents import markdown
from roeland.documents.models import Version
from roeland.documents.values import OPEN_AUDIENCES
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority

RELATED = (
    "authority",
    "offer__document__owner",
    "offer__authority",
    "offer__version",
    "version",
    "person",
)


def _mine(actor: Actor, authority_ids: Iterable[UUID]) -> QuerySet[Asked]:
    rows: QuerySet[Asked] = Asked.objects.filter(authority_id__in=list(authority_ids), person__in=actor.person_ids)
    return rows.select_related(*RELATED)


def text_of(version: Version) -> str:
    """The words of a version."""
    return version.text if version.file_sha256 else markdown.plain(version.text)


@dataclass(frozen=True)
class ToRead:
    """Something one person is asked to read."""

    asked: Asked
    minutes: int
    url: str
    closed: bool

    @property
    def title(self) -> str:
        """Of the document."""
        return str(self.asked.offer.document.title)

    @property
    def news(self) -> str:
        """*Versie 4. Nieuw: geen werkmail meer doorsturen.* What the round says itself wins over what the version says."""
        version, said = self.asked.offer.version, self.asked.offer.note.strip().split("\n", 1)[0]
        new = version.changes.strip().split("\n", 1)[0]
        words = said or (_("Nieuw: %(new)s") % {"new": new} if new else "")
        return f"{_('Versie %(number)s.') % {'number': version.number}} {words}".strip()


def url_of(row: Asked) -> str:
    """The page where it is read and accepted. The row comes with its authority."""
    return f"/{row.authority.slug}/lezen/{row.pk}/"


def to_read(actor: Actor, authority_ids: Iterable[UUID]) -> list[ToRead]:
    """What waits for this person, the first due first. One statement."""
    rows = (
        _mine(actor, authority_ids).filter(state=State.ASKED, offer__closed_at=None).order_by("due", "asked_at", "pk")
    )
    return [
        ToRead(row, minutes_to_read(text_of(row.offer.version)), url_of(row), row.offer.audience not in OPEN_AUDIENCES)
        for row in rows
    ]


def accepted(actor: Actor, authority_ids: Iterable[UUID]) -> list[Asked]:
    """What this person accepted, the latest first. One statement."""
    rows = _mine(actor, authority_ids).filter(state=State.ACCEPTED)
    return list(rows.order_by("-accepted_at")[:50])


def mine(actor: Actor, authority: Authority, pk: UUID) -> Asked | None:
    """One thing that this person is asked, or accepted."""
    rows = _mine(actor, [authority.pk]).filter(pk=pk, state__in=[State.ASKED, State.ACCEPTED])
    return rows.first()


def my_questions(row: Asked) -> list[Question]:
    """What this person asked about it."""
    return list(Question.objects.filter(asked=row).select_related("answered_by"))
