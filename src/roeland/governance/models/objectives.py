"""Objectives with the indicators that follow them over time."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from roeland.governance.values import Direction, ObjectiveStatus, Source
from roeland.kernel.models import Row
from roeland.people.models import Person


class Objective(Row):
    """What the authority wants to reach, by when, who answers for it, and what it serves."""

    title = models.CharField(_("doelstelling"), max_length=200)
    serves = models.TextField(_("waarvoor"), blank=True)
    target = models.CharField(_("streefdoel"), max_length=300)
    due = models.DateField(_("tegen"))
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=[(s.value, s.label) for s in ObjectiveStatus])
    set_on = models.DateField()
    closed_on = models.DateField(null=True)
    closing_note = models.TextField(blank=True)

    class Meta(Row.Meta):
        ordering = ["due", "title"]
        indexes = [models.Index(fields=["authority", "status"], name="governance_objective_status")]

    def __str__(self) -> str:
        return self.title


class Indicator(Row):
    """A figure that says how far an objective is. `source` says where it comes from."""

    objective = models.ForeignKey(Objective, on_delete=models.PROTECT, related_name="indicators")
    title = models.CharField(_("indicator"), max_length=200)
    unit = models.CharField(_("eenheid"), max_length=30, blank=True)
    direction = models.CharField(max_length=4, choices=[(d.value, d.label) for d in Direction])
    target = models.DecimalField(_("streefwaarde"), max_digits=12, decimal_places=2, null=True, blank=True)
    source = models.CharField(max_length=8, choices=[(s.value, s.label) for s in Source])
    objective_id: Any

    class Meta(Row.Meta):
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def automatic(self) -> bool:
        """Whether Roeland measures it itself."""
        return self.source != Source.HAND


class Measurement(Row):
    """A figure on a day."""

    indicator = models.ForeignKey(Indicator, on_delete=models.PROTECT, related_name="measurements")
    day = models.DateField()
    value = models.DecimalField(max_digits=12, decimal_places=2)
    automatic = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta(Row.Meta):
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["indicator", "day"], name="governance_measurement_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.value}"
