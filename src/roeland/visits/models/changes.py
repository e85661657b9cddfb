"""What an authority did with a change of law, and the changes of its own organisation."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from roeland.duties.models import Task
from roeland.kernel.models import Row
from roeland.visits.values import LawStatus


class LawNote(Row):
    """A change of law at one authority. `key` is an id of the data file, or the same uuid at each authority for a note of one's own."""

    key = models.CharField(max_length=60)
    title = models.CharField(_("titel"), max_length=200)
    source = models.CharField(_("bron"), max_length=200, blank=True)
    dated = models.DateField(_("datum van de bron"))
    check_level = models.CharField(_("hoe zeker"), max_length=10, default="own")
    means = models.TextField(_("wat het betekent"), blank=True)
    touches = models.JSONField(default=list)  # catalogue ids of duties
    status = models.CharField(max_length=8, choices=[(s.value, s.label) for s in LawStatus], default=LawStatus.OPEN)
    reason = models.CharField(max_length=500, blank=True)
    task = models.ForeignKey(Task, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        ordering = ["-dated", "pk"]
        constraints = [models.UniqueConstraint(fields=["authority", "key"], name="visits_law_key")]

    def __str__(self) -> str:
        return self.title


class OrganisationChange(Row):
    """A new building, service or application, or a merger: what it touches became tasks."""

    change = models.CharField(_("soort"), max_length=40)
    title = models.CharField(_("wat er verandert"), max_length=200)
    on = models.DateField(_("vanaf"))
    note = models.TextField(_("toelichting"), blank=True)
    noted_on = models.DateField()
    count = models.PositiveSmallIntegerField(default=0)

    class Meta(Row.Meta):
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return self.title
