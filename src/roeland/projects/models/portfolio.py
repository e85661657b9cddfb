"""Programmes and projects with their milestones, person-days and short security plan."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.kernel.models import Row
from roeland.people.models import Person
from roeland.projects.values import Status


class Programme(Row):
    """Projects that serve one aim."""

    title = models.CharField(_("programma"), max_length=200)
    aim = models.TextField(_("doel"), blank=True)
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    started_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta(Row.Meta):
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title


class Project(Row):
    """One project. `serves_kind` with `serves_id` name a record of any room, without a key; `presented_on`: it waits for the director."""

    number = models.CharField(_("nummer"), max_length=12)
    title = models.CharField(_("titel"), max_length=200)
    summary = models.TextField(blank=True)
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="projects")
    leader = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sponsor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    serves = models.TextField(_("waarvoor"), blank=True)
    serves_kind = models.CharField(max_length=60, blank=True)
    serves_id: Any = models.UUIDField(null=True)
    status = models.CharField(max_length=8, choices=[(s.value, s.label) for s in Status])
    reason = models.TextField(_("reden"), blank=True)
    proposed_on = models.DateField()
    planned_start = models.DateField(_("start"), null=True, blank=True)
    planned_end = models.DateField(_("einde"), null=True, blank=True)
    started_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    presented_on = models.DateField(null=True)
    approved_on = models.DateField(null=True)
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    approval_note = models.TextField(blank=True)
    no_advice = models.TextField(blank=True)  # why it went to the director without the DPO's advice
    programme_id: Any
    leader_id: Any
    sponsor_id: Any

    class Meta(Row.Meta):
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "number"], name="projects_project_number"),
            models.CheckConstraint(
                condition=~Q(status__in=["approved", "running", "paused", "done"]) | Q(approved_on__isnull=False),
                name="projects_project_approved",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["paused", "stopped"]) | ~Q(reason=""), name="projects_project_reason"
            ),
        ]
        indexes = [models.Index(fields=["authority", "status"], name="projects_project_status")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def late(self, today: date) -> bool:
        """Whether its planned end is over while it goes on."""
        return (
            self.status in {Status.RUNNING, Status.PAUSED} and self.planned_end is not None and self.planned_end < today
        )


class Part(Row):
    """A row of a project."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="%(class)s_rows")
    project_id: Any

    class Meta(Row.Meta):
        abstract = True


class Milestone(Part):
    """Something that is there on a day. Done, dropped, or still to come."""

    title = models.CharField(_("mijlpaal"), max_length=200)
    due = models.DateField(_("tegen"))
    done_on = models.DateField(null=True)
    dropped_on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        ordering = ["due", "title"]
        indexes = [models.Index(fields=["authority", "due"], name="projects_milestone_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def open(self) -> bool:
        """Whether it is still to come."""
        return self.done_on is None and self.dropped_on is None


class PersonDays(Part):
    """Days of work of one group of people: planned, and used so far."""

    group = models.CharField(_("wie"), max_length=80)
    planned = models.DecimalField(_("gepland"), max_digits=7, decimal_places=2, default=0)
    used = models.DecimalField(_("gebruikt"), max_digits=7, decimal_places=2, default=0)

    class Meta(Row.Meta):
        ordering = ["group"]
        constraints = [models.UniqueConstraint(fields=["project", "group"], name="projects_days_group")]

    def __str__(self) -> str:
        return self.group


class PlanSection(Part):
    """What was written in a section of the short security plan."""

    section = models.CharField(max_length=20)
    text = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["project", "section"], name="projects_plan_section")]

    def __str__(self) -> str:
        return self.section
