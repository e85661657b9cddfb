"""The intake of a project: answers, the sealed result, what the DPO advised, what became of each proposed measure."""

from typing import Any

from django.db import models
from django.db.models import Q

from roeland.kernel.models import Row
from roeland.people.models import Person
from roeland.projects.models.portfolio import Part
from roeland.projects.values import Dpia, Reply

PERSONAL = "personal"  # the question of data/intake.yaml


class Intake(Part):
    """One round of answers. Sealed, `result` holds what was asked and answered, and `sha256` its seal; a new round is a new row."""

    round = models.PositiveSmallIntegerField()
    questions = models.CharField(max_length=20)
    answers = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    sealed_on = models.DateField(null=True)
    sealed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    result = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)
    dpia = models.CharField(max_length=6, choices=[(d.value, d.label) for d in Dpia], blank=True)
    advised_on = models.DateField(null=True)
    advised_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    advice_needed = models.BooleanField(null=True)
    advice = models.TextField(blank=True)

    class Meta(Row.Meta):
        ordering = ["-round"]
        constraints = [
            models.UniqueConstraint(fields=["project", "round"], name="projects_intake_round"),
            models.CheckConstraint(
                condition=Q(sealed_on=None, sha256="") | (Q(sealed_on__isnull=False) & ~Q(sha256="") & ~Q(dpia="")),
                name="projects_intake_sealed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.round}"

    @property
    def personal(self) -> bool:
        """Whether personal data may be processed: yes, or nobody knows."""
        return bool(self.answers.get(PERSONAL, Reply.UNKNOWN) != Reply.NO)


class IntakeMeasure(Row):
    """A measure that a sealed intake proposes: a task was made of it, it was declined with the reason, or it still waits."""

    intake = models.ForeignKey(Intake, on_delete=models.PROTECT, related_name="proposals")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()
    task_id: Any = models.UUIDField(null=True)  # of duties, without a key: the proposal outlives it
    task_number = models.CharField(max_length=20, blank=True)
    declined = models.TextField(blank=True)
    intake_id: Any

    class Meta(Row.Meta):
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["intake", "key"], name="projects_measure_key")]

    def __str__(self) -> str:
        return self.title

    @property
    def waits(self) -> bool:
        """Whether nobody said yet what becomes of it."""
        return self.task_id is None and not self.declined
