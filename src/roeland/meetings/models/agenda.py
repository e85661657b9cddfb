"""Points with their minutes, decisions, and corrections of the report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.duties.models import Task
from roeland.kernel.models import Predicate
from roeland.kernel.rights import Mode
from roeland.meetings.models.meeting import Meeting, MeetingPart, on_the_table
from roeland.meetings.values import PointStatus
from roeland.people.models import Person


class Point(MeetingPart):
    """One point of the agenda. `key` names what fills its lines; `lines` are those lines as they were when the meeting closed.

    `revision` counts the savings of `text`, so that nobody writes over what he has not seen.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="points")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, blank=True)
    title = models.CharField(_("titel"), max_length=200)
    note = models.CharField(_("wat het is"), max_length=200, blank=True)
    status = models.CharField(max_length=5, choices=[(s.value, s.label) for s in PointStatus], default=PointStatus.OPEN)
    text = models.TextField(_("verslag"), blank=True)
    revision = models.PositiveIntegerField(default=0)
    written_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField(null=True, blank=True)
    lines = models.JSONField(default=list, blank=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.MEETING: on_the_table("meeting__")}

    class Meta(MeetingPart.Meta):
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class PointText(MeetingPart):
    """One saving of the minutes of a point. `lost` ones were refused because somebody else had saved meanwhile: kept all the same."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    text = models.TextField()
    lost = models.BooleanField(default=False)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: lambda _actor: Q(pk__in=[])}

    class Meta(MeetingPart.Meta):
        ordering = ["-at", "pk"]

    def __str__(self) -> str:
        return f"{self.point_id} {self.number}"


class Decision(MeetingPart):
    """What was decided at a point. With somebody and a date it is a task of duties, which says whether it was done."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="decisions")
    point = models.ForeignKey(Point, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveSmallIntegerField()
    text = models.CharField(_("besluit"), max_length=1000)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(_("tegen"), null=True, blank=True)
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    task_id: UUID | None
    point_id: UUID

    class Meta(MeetingPart.Meta):
        ordering = ["number", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="meetings_decision_number")]

    def __str__(self) -> str:
        return self.text[:60]


class Correction(MeetingPart):
    """A remark on the report while it is a draft; approved reports print them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="corrections")
    text = models.TextField(_("opmerking"))
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta(MeetingPart.Meta):
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
