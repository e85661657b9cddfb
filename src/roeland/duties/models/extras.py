"""Findings, cost lines, and what a person asked of Roeland: reminders and the mark of the last visit."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.duties.models.involved import in_task, involved
from roeland.duties.models.tasks import Task
from roeland.duties.values import Cost, CostKind, FindingStatus, Severity
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.people.models import Person


def _of_finding(actor: Actor) -> Q:
    return involved(actor, "", ("owner",), ()) | (Q(task__isnull=False) & in_task(actor, "task__"))


class Finding(Row):
    """Something that is not as it should be. `task` is where it was found, if anywhere."""

    title = models.CharField(_("titel"), max_length=240)
    description = models.TextField(_("wat er vastgesteld is"), blank=True)
    severity = models.CharField(_("ernst"), max_length=6, choices=[(s.value, s.label) for s in Severity])
    status = models.CharField(
        max_length=6, choices=[(s.value, s.value) for s in FindingStatus], default=FindingStatus.OPEN
    )
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="findings")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    due = models.DateField(_("op te lossen tegen"), null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closing_note = models.TextField(blank=True)

    always: ClassVar[Predicate | None] = staticmethod(_of_finding)

    class Meta(Row.Meta):
        ordering = ["-opened_on", "pk"]
        indexes = [models.Index(fields=["authority", "status"], name="duties_finding_status")]

    def __str__(self) -> str:
        return self.title


class CostLine(Row):
    """What something costs. `subject_id` names a row of any room without a key; the columns mean what `Cost` says."""

    subject_kind = models.CharField(max_length=60)
    subject_id: Any = models.UUIDField()
    title = models.CharField(_("waarvoor"), max_length=200)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in CostKind])
    amount = models.DecimalField(_("bedrag in euro"), max_digits=12, decimal_places=2)
    days = models.DecimalField(_("persoonsdagen"), max_digits=7, decimal_places=2, default=0)
    first = models.DateField(_("vanaf"))
    last = models.DateField(_("tot en met"), null=True, blank=True)

    class Meta(Row.Meta):
        ordering = ["first", "pk"]
        indexes = [models.Index(fields=["authority", "subject_id"], name="duties_cost_subject")]

    def __str__(self) -> str:
        return self.title

    @property
    def cost(self) -> Cost:
        """The line as a value, for sums."""
        return Cost(CostKind(self.kind), self.amount, self.first, self.last, self.days)


class OwnRow(Row):
    """A row about one person, seen by that person."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(person__in=actor.person_ids))

    class Meta(Row.Meta):
        abstract = True


class ReminderPreference(OwnRow):
    """How often a person wants a mail with what there is to do: daily, weekly (on Monday) or never."""

    frequency = models.CharField(
        max_length=6, choices=[("daily", _("elke werkdag")), ("weekly", _("elke maandag")), ("never", _("nooit"))]
    )

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["person"], name="duties_reminder_person")]

    def __str__(self) -> str:
        return self.frequency


class ReminderMark(OwnRow):
    """That a person got the mail of a day: so there is one a day, whatever restarts."""

    on = models.DateField()

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="duties_reminder_day")]

    def __str__(self) -> str:
        return f"{self.on}"


class VisitMark(OwnRow):
    """A day on which an officer closed a visit to an authority."""

    on = models.DateField()
    at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering = ["-at"]
        constraints = [models.UniqueConstraint(fields=["person", "on"], name="duties_visit_day")]

    def __str__(self) -> str:
        return f"{self.on}"
