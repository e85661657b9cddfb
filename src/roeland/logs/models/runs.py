"""The rules of an authority by version, and the control of one month."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode
from roeland.logs.values import MINUTES, RuleState, RunState, Scope
from roeland.people.models import Person


class RuleSet(Row):
    """One version of the explanations and flags of an authority; without a live one the shipped rules count."""

    version = models.CharField(_("versie"), max_length=40)
    text = models.TextField(_("regels"))
    note = models.CharField(_("wat is er anders"), max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in RuleState], default="draft")
    tried = models.JSONField(default=dict)
    tried_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    based_on = models.CharField(max_length=40, blank=True)  # the version that the draft was a copy of
    live_at = models.DateTimeField(null=True, blank=True)
    live_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    live_reason = models.CharField(_("waarom zonder tweede persoon"), max_length=300, blank=True)
    made_by_id: UUID | None

    class Meta(Row.Meta):
        ordering = ["-made_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "version"], name="logs_rules_version"),
            models.UniqueConstraint(fields=["authority"], condition=Q(state="live"), name="logs_rules_live"),
        ]

    def __str__(self) -> str:
        return self.version


class Run(Row):
    """The control of one month: figures only, so who reads the summary may see it. A month that was controlled from paper (`by_hand`) may
    have a second one: that of its file, when it came at last."""

    month = models.DateField(_("maand"))  # its first day
    by_hand = models.BooleanField(default=False)  # a sample from paper
    state = models.CharField(max_length=8, choices=[(one.value, one.value) for one in RunState], default="open")
    scope = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Scope], default="full")
    rules_version = models.CharField(max_length=40, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuten van de consulent"), default=MINUTES)
    events = models.PositiveBigIntegerField(default=0)
    explained = models.PositiveBigIntegerField(default=0)
    cases = models.PositiveIntegerField(default=0)
    numbered = models.PositiveIntegerField(default=0)  # the last number that a case got; one that is gone keeps its own
    cut = models.PositiveIntegerField(
        default=0
    )  # cases that the minutes do not reach; once closed, those that nobody had looked at then
    sampled = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict)
    lacked = models.JSONField(default=list)  # kinds of sources that this control did without
    started_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)  # what was withdrawn later, it read
    started_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    spent = models.PositiveSmallIntegerField(_("minuten"), null=True, blank=True)
    conclusion = models.TextField(_("besluit"), blank=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.SUMMARY: lambda _actor: Q()}

    class Meta(Row.Meta):
        ordering = ["-month", "by_hand", "pk"]
        constraints = [models.UniqueConstraint(fields=["authority", "month", "by_hand"], name="logs_run_month")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def key(self) -> str:
        """How addresses name it: *2026-10*, *2026-10-papier*."""
        return self._key(by_hand=self.by_hand)

    @property
    def other(self) -> str | None:
        """The state of the other control of that month, of a row that came from `queries.runs.of_month`; None when there is none."""
        found: str | None = self.__dict__.get("other_state")
        return found

    @property
    def other_key(self) -> str:
        """How they name the other control of that month."""
        return self._key(by_hand=not self.by_hand)

    def _key(self, *, by_hand: bool) -> str:
        return f"{self.month:%Y-%m}{'-papier' if by_hand else ''}"

    @property
    def by_decision(self) -> int:
        """Consultations that the decisions of this control explain, counted when it looked and when it closed."""
        return int(self.summary.get("by_decision", 0))

    @property
    def unexplained(self) -> int:
        """Consultations that nothing on record explains, nor a decision of this control."""
        return self.events - self.explained - self.by_decision


class LeftOut(Row):
    """A month that nobody will control, with the reason, until that is taken back. It meets no duty, and who reads the summary may see it."""

    month = models.DateField(_("maand"))  # its first day
    reason = models.CharField(_("waarom"), max_length=300)
    made_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.SUMMARY: lambda _actor: Q()}

    class Meta(Row.Meta):
        ordering = ["-month", "-made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "month"], condition=Q(withdrawn_at=None), name="logs_left_out_month"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
