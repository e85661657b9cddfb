"""Answers of the interviews, and walks through the buildings."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.duties.values import Severity
from roeland.kernel.models import Predicate, Row
from roeland.people.models import Person


def _person() -> Any:
    return models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")


class Answer(Row):
    """What the authority answered to a question of the templates; its audience is that of the question."""

    key = models.CharField(max_length=60)
    text = models.TextField()
    given_by = _person()
    on = models.DateField()

    class Meta(Row.Meta):
        ordering = ["key"]
        constraints = [models.UniqueConstraint(fields=["authority", "key"], name="packs_answer_once")]

    def __str__(self) -> str:
        return self.key


class Walk(Row):
    """A walk through a building; closed when its observations became findings."""

    place = models.CharField(_("welk gebouw"), max_length=200)
    on = models.DateField(_("datum"))
    walker = _person()
    closed_on = models.DateField(null=True, blank=True)

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(walker__in=actor.person_ids))

    class Meta(Row.Meta):
        ordering = ["-on", "pk"]

    def __str__(self) -> str:
        return self.place


class Spot(Row):
    """What was seen at one place, with a photo as evidence (sealed by its SHA-256, in the evidence store)."""

    walk = models.ForeignKey(Walk, on_delete=models.PROTECT, related_name="spots")
    where = models.CharField(_("waar"), max_length=200)
    seen = models.TextField(_("wat je ziet"))
    severity = models.CharField(_("hoe erg"), max_length=6, choices=[(s.value, s.label) for s in Severity])
    photo_sha256 = models.CharField(max_length=64, blank=True)
    photo_name = models.CharField(max_length=200, blank=True)
    photo_type = models.CharField(max_length=120, blank=True)
    photo_size = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField()
    finding_id: Any = models.UUIDField(null=True, blank=True)

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(walk__walker__in=actor.person_ids))

    class Meta(Row.Meta):
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.where
