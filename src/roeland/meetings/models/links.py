"""The one-time link in the mail of a meeting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from roeland.kernel.models import Predicate
from roeland.kernel.rights import Mode
from roeland.meetings.models.council import Paper
from roeland.meetings.models.meeting import Meeting, MeetingPart
from roeland.people.models import Person


class PaperLink(MeetingPart):
    """One open paper for one invited person, once, until the meeting ends. Of the secret only a keyed digest is kept. No page shows it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, blank=True)
    until = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    paper_id: UUID
    person_id: UUID

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: lambda _actor: Q(pk__in=[])}
    always: ClassVar[Predicate | None] = None

    class Meta(MeetingPart.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["paper", "person"], name="meetings_paper_link_once")]
        indexes = [models.Index(fields=["digest"], name="meetings_paper_link_digest")]

    def __str__(self) -> str:
        return f"{self.paper_id} {self.person_id}"
