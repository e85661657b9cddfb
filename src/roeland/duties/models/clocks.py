"""Statutory clocks: deadlines in hours that a person starts, and everything that happened while they ran."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from roeland.duties.models.involved import involved
from roeland.duties.values import ClockDecision, ClockStatus
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Permission
from roeland.people.models import Person


class Clock(Row):
    """A running deadline. `due_at` already holds the pauses that ended; `basis` names the moment that started it."""

    clock_id = models.CharField(max_length=40)
    title = models.CharField(_("waarover"), max_length=200)
    basis = models.CharField(max_length=60)
    started_at = models.DateTimeField(_("begonnen op"))
    due_at = models.DateTimeField(_("loopt af op"))
    status = models.CharField(max_length=8, choices=[(s.value, s.label) for s in ClockStatus])
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_reason = models.CharField(max_length=500, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    proof = models.CharField(max_length=500, blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(max_length=14, choices=[(d.value, d.value) for d in ClockDecision], default="none")
    decision_reason = models.TextField(blank=True)
    advice = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    source_kind = models.CharField(max_length=60, blank=True)
    source_id: Any = models.UUIDField(null=True, blank=True)

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: involved(actor, "", ("owner",), ()))

    class Meta(Row.Meta):
        ordering = ["due_at", "pk"]
        indexes = [models.Index(fields=["authority", "status", "due_at"], name="duties_clock_running")]

    def __str__(self) -> str:
        return self.title

    def remaining(self, now: datetime) -> timedelta:
        """Time left, negative once passed. A paused clock keeps what was left when it was paused."""
        end = self.stopped_at or (self.paused_at if self.status == ClockStatus.PAUSED else now) or now
        return self.due_at - end

    def passed(self, now: datetime) -> bool:
        """Whether the time was up before it was stopped."""
        return self.remaining(now) < timedelta()

    def share_left(self, now: datetime) -> float:
        """Part of the whole that is left, 0 to 1."""
        whole = self.due_at - self.started_at
        return max(min(self.remaining(now) / whole, 1.0), 0.0) if whole else 0.0


class ClockEvent(Row):
    """Something that happened while a clock ran: who was warned when, a pause, a step. The rings on the ruler."""

    clock = models.ForeignKey(Clock, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=300)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: involved(actor, "clock__", ("owner",), ()))

    class Meta(Row.Meta):
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """What the clock grants."""
        return self.clock.grants(actor, permission)
