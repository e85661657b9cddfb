"""Items for a council with note and draft decision; papers of meetings and items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from roeland.documents.models import Document
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode
from roeland.meetings.models.meeting import Meeting, on_the_table, takes_part
from roeland.meetings.values import ItemStatus


def item_on_the_table(prefix: str = "") -> Predicate:
    """From the day the papers are sent until the session has ended."""

    def predicate(_actor: Actor) -> Q:
        now = clock.now()
        return Q(
            **{f"{prefix}status": ItemStatus.SENT.value, f"{prefix}sent_at__lte": now, f"{prefix}closes_at__gt": now}
        )

    return predicate


def _paper_of_item(actor: Actor) -> Q:
    return Q(item__isnull=False) & item_on_the_table("item__")(actor)


class CouncilItem(Row):
    """A point for a session of a council: explanatory note, draft decision, papers. `closes_at` ends the reading of councillors."""

    body_kind = models.CharField(_("welke raad"), max_length=40)
    body_name = models.CharField(max_length=120)
    title = models.CharField(_("onderwerp"), max_length=200)
    note = models.TextField(_("toelichting"), blank=True)
    draft_decision = models.TextField(_("ontwerp van besluit"), blank=True)
    session_at = models.DateTimeField(_("zitting"))
    status = models.CharField(max_length=10, choices=[(s.value, s.label) for s in ItemStatus], default=ItemStatus.DRAFT)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(_("wat de raad besliste"), blank=True)
    withdrawn_reason = models.CharField(max_length=500, blank=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.MEETING: item_on_the_table()}

    class Meta(Row.Meta):
        ordering = ["-session_at", "pk"]
        indexes = [models.Index(fields=["authority", "status", "session_at"], name="meetings_item_session")]

    def __str__(self) -> str:
        return self.title


class Paper(Row):
    """A paper of a meeting or of an item for the council: a document, or a record of another room (duties.providers)."""

    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    item = models.ForeignKey(CouncilItem, null=True, blank=True, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=240)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    record_kind = models.CharField(max_length=60, blank=True)
    record_id: Any = models.UUIDField(null=True, blank=True)
    document_id: UUID | None
    meeting_id: UUID | None
    item_id: UUID | None

    reading: ClassVar[Mapping[Mode, Predicate]] = {
        Mode.MEETING: lambda actor: (
            (Q(meeting__isnull=False) & on_the_table("meeting__")(actor)) | _paper_of_item(actor)
        )
    }
    always: ClassVar[Predicate | None] = staticmethod(
        lambda actor: Q(meeting__isnull=False) & takes_part(actor, "meeting_id", "meeting__")
    )

    class Meta(Row.Meta):
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(meeting__isnull=False, item__isnull=True) | Q(meeting__isnull=True, item__isnull=False),
                name="meetings_paper_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def grants(self, actor: Actor, permission: Any) -> bool:
        """What the meeting grants."""
        found = QuerySet(Meeting).filter(pk=self.meeting_id).first() if self.meeting_id else None
        return found is not None and found.grants(actor, permission)
