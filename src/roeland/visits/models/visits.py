"""A visit and the points on its agenda."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from roeland.duties.models import Task
from roeland.kernel.models import Row
from roeland.people.models import Person
from roeland.visits.models.agreements import Agreement
from roeland.visits.values import Origin, Outcome, VisitStatus


class Visit(Row):
    """A half day at one authority. `since` is the moment from which things are new; `page` the document model frozen at closing.

    Visits of one officer that are open at the same time are one half day (*halve dag*) over several authorities.
    """

    agreement = models.ForeignKey(Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="visits")
    officer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    planned_on = models.DateField(_("datum"))
    status = models.CharField(
        max_length=8, choices=[(s.value, s.label) for s in VisitStatus], default=VisitStatus.PLANNED
    )
    onsite = models.BooleanField(_("ter plaatse"), default=False)
    since = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    timer_from = models.DateTimeField(null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minuten"), default=0)
    notes = models.TextField(_("nota’s"), blank=True)
    next_on = models.DateField(_("volgend bezoek"), null=True, blank=True)
    cost = models.DecimalField(max_digits=10, decimal_places=2, null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    text = models.TextField(_("tekst van de pagina"), blank=True)
    page = models.JSONField(null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    mailed_to = models.CharField(max_length=300, blank=True)
    dropped_reason = models.CharField(max_length=500, blank=True)
    agreement_id: Any
    officer_id: Any

    class Meta(Row.Meta):
        ordering = ["-planned_on", "pk"]
        indexes = [
            models.Index(fields=["authority", "status", "planned_on"], name="visits_visit_list"),
            models.Index(fields=["officer", "status"], name="visits_visit_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.planned_on}"


class VisitItem(Row):
    """A point of a visit. Its audience is that of what it is about, so that nobody reads here what is closed to him there."""

    visit = models.ForeignKey(Visit, on_delete=models.PROTECT, related_name="items")
    origin = models.CharField(max_length=8, choices=[(o.value, o.label) for o in Origin])
    title = models.CharField(_("punt"), max_length=240)
    note = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    came_from = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=[(o.value, o.label) for o in Outcome], default=Outcome.OPEN)
    text = models.CharField(_("wat er gezegd is"), max_length=500, blank=True)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due = models.DateField(_("tegen"), null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    task_id: Any
    person_id: Any

    class Meta(Row.Meta):
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["authority", "outcome"], name="visits_item_outcome")]

    def __str__(self) -> str:
        return self.title
