"""The meeting, and who is expected or was there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode, Permission
from roeland.meetings.values import LEADS, TAKES_PART, MeetingKind, MeetingStatus, Presence
from roeland.people.models import Body, Person
from roeland.ui import dates


def _attendances() -> QuerySet[Any]:
    """All rows of who attends, past the scope: only to say which meetings somebody is part of."""
    return QuerySet(apps.get_model("meetings", "Attendance"))


def _mine(persons: tuple[UUID, ...]) -> Q:
    return Q(person__in=persons) | Q(replaced_by__in=persons)


def takes_part(actor: Actor, column: str = "pk", prefix: str = "") -> Q:
    """Meetings that the actor leads or writes, and those that he was invited to."""
    listed = (
        _attendances().filter(_mine(actor.person_ids)).filter(Q(chairs=True) | Q(meeting__invited_at__isnull=False))
    )
    return Q(**{f"{column}__in": listed.values("meeting_id")}) | Q(**{f"{prefix}scribe__in": actor.person_ids})


def on_the_table(prefix: str = "") -> Predicate:
    """From the invitation until the meeting closes."""

    def predicate(_actor: Actor) -> Q:
        open_ones = [MeetingStatus.INVITED.value, MeetingStatus.RUNNING.value]
        return Q(**{f"{prefix}status__in": open_ones, f"{prefix}invited_at__lte": clock.now()})

    return predicate


class Meeting(Row):
    """A meeting of one body. `sequence` counts what invited people must know again (iCalendar SEQUENCE).

    `content` is the approved report as document model, with its SHA-256: what stands there never changes.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    body_kind = models.CharField(max_length=40)
    body_name = models.CharField(max_length=120)
    kind = models.CharField(_("soort"), max_length=10, choices=[(k.value, k.label) for k in MeetingKind])
    status = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in MeetingStatus], default=MeetingStatus.DRAFT
    )
    starts_at = models.DateTimeField(_("begin"))
    minutes = models.PositiveSmallIntegerField(_("duur in minuten"), default=120)
    place = models.CharField(_("plaats"), max_length=200, blank=True)
    online_url = models.URLField(_("adres om online mee te doen"), blank=True)
    discreet = models.BooleanField(_("zo weinig mogelijk in de mail"), default=False)
    scribe = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("verslaggever")
    )
    sequence = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_in = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cancel_reason = models.CharField(max_length=500, blank=True)
    content = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    body_id: UUID

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.MEETING: on_the_table()}
    always: ClassVar[Predicate | None] = staticmethod(takes_part)

    class Meta(Row.Meta):
        ordering = ["-starts_at", "pk"]
        indexes = [models.Index(fields=["authority", "body_kind", "-starts_at"], name="meetings_meeting_body")]

    def __str__(self) -> str:
        return f"{self.body_name}, {dates.sentence_date(self.starts_at, weekday=False)}"

    @property
    def ends_at(self) -> datetime:
        """When it is expected to end."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """Chair and scribe run their meeting; whoever is invited writes along and notes corrections."""
        person = actor.person_in(self.authority_id)
        if person is None or permission.code not in LEADS | TAKES_PART:
            return False
        if person == self.scribe_id:
            return True
        listed = _attendances().filter(_mine((person,)), meeting_id=self.pk)
        if permission.code in LEADS:
            return bool(listed.filter(chairs=True).exists())
        return bool(self.invited_at and listed.exists())


class MeetingPart(Row):
    """A row of a meeting, seen by who takes part in it."""

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: takes_part(actor, "meeting_id", "meeting__"))
    meeting: Any
    meeting_id: UUID

    class Meta(Row.Meta):
        abstract = True

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """What the meeting grants; asked of the row itself, also where no scope is open."""
        found = QuerySet(Meeting).filter(pk=self.meeting_id).first()
        return found is not None and found.grants(actor, permission)


class Attendance(MeetingPart):
    """Somebody on the list of a meeting. `mailed` is the sequence that he was last told of."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    label = models.CharField(max_length=120, blank=True)
    member = models.BooleanField(default=True)
    chairs = models.BooleanField(default=False)
    presence = models.CharField(
        max_length=10, choices=[(p.value, p.label) for p in Presence], default=Presence.EXPECTED
    )
    from_time = models.TimeField(_("vanaf"), null=True, blank=True)
    replaced_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    mailed = models.IntegerField(default=-1)
    mailed_at = models.DateTimeField(null=True, blank=True)
    person_id: UUID

    class Meta(Row.Meta):
        ordering = ["-chairs", "-member", "person__family_name", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="meetings_attendance_once")]
        indexes = [models.Index(fields=["person"], name="meetings_attendance_person")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person_id}"

    @property
    def words(self) -> str:
        """What stands under the name: the part in the meeting, and how it went."""
        parts = [self.label] if self.label else []
        if self.presence == Presence.LATE and self.from_time:
            parts.append(f"vanaf {self.from_time:%H:%M}")
        elif self.presence in (Presence.EXCUSED, Presence.ABSENT):
            parts.append(Presence(self.presence).label)
        if self.replaced_by:
            parts.append(f"vervangen door {self.replaced_by} (waarnemend)")
        return ", ".join(parts)

    @property
    def there(self) -> bool:
        """Whether the chair is taken, by the person or by who stands in."""
        return Presence(self.presence).there
