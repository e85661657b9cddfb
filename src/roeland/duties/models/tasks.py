"""Tasks, what was said about them, and the evidence that closes them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from roeland.duties.models.involved import in_task
from roeland.duties.models.plan import ROLES, Duty
from roeland.duties.values import DOER, REVIEWER, EvidenceKind, TaskStatus
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Permission
from roeland.people.models import Person


class TaskCounter(Row):
    """The last task number of an authority in a year."""

    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="duties_counter_year")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


def _person(**options: Any) -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", **options)


class Task(Row):
    """One thing that somebody owes by a date.

    `key` is the rule date that names the occurrence (of a task without a duty: the day that tells it from others about its source);
    `due` may be postponed, `original_due` not. `limit` is the last day on
    time: the due date, or sooner when the longest gap of the duty runs out. `done_on` is the day the work was really done.
    """

    number = models.CharField(max_length=16)
    duty = models.ForeignKey(Duty, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    title = models.CharField(_("titel"), max_length=240)
    group = models.CharField(max_length=20, blank=True)
    key = models.DateField(null=True, blank=True)
    due = models.DateField(_("vervalt"))
    original_due = models.DateField()
    limit = models.DateField()
    due_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(
        max_length=10, choices=[(s.value, s.label) for s in TaskStatus], default=TaskStatus.PLANNED
    )
    lead_role = models.CharField(max_length=40, choices=ROLES, blank=True)
    approve_role = models.CharField(max_length=40, choices=ROLES, blank=True)
    separation = models.BooleanField(default=False)
    assignee = _person()
    reviewer = _person()
    doer = _person()
    expected = models.JSONField(default=list)
    instruction = models.TextField(blank=True)
    minutes = models.PositiveSmallIntegerField(default=0)
    minutes_spent = models.PositiveSmallIntegerField(null=True, blank=True)
    note = models.TextField(_("toelichting"), blank=True)
    created_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    done_on = models.DateField(_("gedaan op"), null=True, blank=True)
    skip_reason = models.CharField(max_length=500, blank=True)
    reject_reason = models.CharField(max_length=500, blank=True)
    postpone_reason = models.CharField(max_length=500, blank=True)
    restricted = models.BooleanField(default=False)
    source_kind = models.CharField(max_length=60, blank=True)
    source_id: Any = models.UUIDField(null=True, blank=True)

    always: ClassVar[Predicate | None] = staticmethod(in_task)

    class Meta(Row.Meta):
        ordering = ["limit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="duties_task_number"),
            models.UniqueConstraint(fields=["duty", "key"], condition=Q(source_id=None), name="duties_task_occurrence"),
            models.UniqueConstraint(
                fields=["duty", "source_kind", "source_id"], condition=~Q(source_id=None), name="duties_task_source"
            ),
        ]
        indexes = [
            models.Index(fields=["authority", "status", "limit"], name="duties_task_open"),
            models.Index(fields=["status", "limit"], name="duties_task_limit"),
            models.Index(fields=["authority", "original_due"], name="duties_task_year"),
            models.Index(fields=["assignee", "status"], name="duties_task_assignee"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """The doer's and the reviewer's verbs, for who stands on the task or holds its role (replacements included)."""
        person, roles = actor.person_in(self.authority_id), actor.rights_in(self.authority_id).roles
        if permission.code in DOER and (self.lead_role in roles or (person and person == self.assignee_id)):
            return True
        return permission.code in REVIEWER and (
            self.approve_role in roles or bool(person and person == self.reviewer_id)
        )

    @property
    def late(self) -> bool:
        """Whether it was done after the last day on time."""
        return self.done_on is not None and self.done_on > self.limit


class TaskPart(Row):
    """A row of a task: seen by whoever is involved in the task."""

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: in_task(actor, "task__"))

    class Meta(Row.Meta):
        abstract = True

    task: Any

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """What the task grants."""
        return bool(self.task.grants(actor, permission))


class TaskComment(TaskPart):
    """A remark on a task."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="comments")
    person = _person()
    text = models.TextField()
    at = models.DateTimeField()

    class Meta(Row.Meta):
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.task_id} {self.at:%Y-%m-%d}"


class Evidence(TaskPart):
    """A piece of evidence. A file is content-addressed on disk and sealed by its SHA-256; several rows may name one file."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=4, choices=[(k.value, k.value) for k in EvidenceKind])
    label = models.CharField(_("welk bewijs"), max_length=120, blank=True)
    name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    link_kind = models.CharField(max_length=60, blank=True)
    link_id: Any = models.UUIDField(null=True, blank=True)
    link_title = models.CharField(max_length=240, blank=True)
    effective_on = models.DateField(_("datum van het bewijs"))
    uploaded_at = models.DateTimeField()
    uploaded_by = _person()
    erased_at = models.DateTimeField(null=True, blank=True)
    erase_ground = models.CharField(max_length=40, blank=True)
    erase_reason = models.CharField(max_length=500, blank=True)

    class Meta(Row.Meta):
        ordering = ["uploaded_at", "pk"]
        indexes = [models.Index(fields=["sha256"], name="duties_evidence_sha")]

    def __str__(self) -> str:
        if self.erased_at is not None:
            return _gettext("gewist bewijs")
        return self.name or self.link_title or self.text[:40]
