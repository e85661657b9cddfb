"""The cooperation agreement between an authority and who lends it the officer."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from roeland.documents.models import Document
from roeland.kernel.models import Row
from roeland.people.models import Person
from roeland.ui.dates import DAYS
from roeland.visits.values import Terms


class Agreement(Row):
    """Parties, what is in and out of scope, how many days a month at which rate, from when to when."""

    provider = models.CharField(_("wie de consulent ter beschikking stelt"), max_length=160)
    client = models.CharField(_("opdrachtgever"), max_length=160)
    officer = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.CharField(_("besluit"), max_length=200, blank=True)
    decided_on = models.DateField(_("datum van het besluit"), null=True, blank=True)
    modules_in = models.JSONField(default=list, blank=True)
    modules_out = models.JSONField(default=list, blank=True)
    days_per_month = models.DecimalField(_("dagen per maand"), max_digits=5, decimal_places=2)
    hours_per_day = models.DecimalField(_("uren per dag"), max_digits=4, decimal_places=2)
    day_rate = models.DecimalField(_("dagprijs in euro"), max_digits=10, decimal_places=2)
    weekday = models.PositiveSmallIntegerField(_("vaste dag"), choices=list(enumerate(DAYS[:5])), default=1)
    week = models.PositiveSmallIntegerField(_("week van de maand"), default=3)
    start = models.DateField(_("van"))
    end = models.DateField(_("tot en met"), null=True, blank=True)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(_("afspraken"), blank=True)
    ended_reason = models.CharField(max_length=500, blank=True)
    document_id: Any

    class Meta(Row.Meta):
        ordering = ["-start", "pk"]

    def __str__(self) -> str:
        return f"{self.provider} {self.start}"

    @property
    def terms(self) -> Terms:
        """The figures, for sums."""
        return Terms(
            self.days_per_month, self.hours_per_day, self.day_rate, self.start, self.end, self.weekday, self.week
        )
