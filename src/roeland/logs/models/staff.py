"""What staff were told, and what one of them is asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode, Permission
from roeland.logs.models.cases import Case, given_to
from roeland.people.models import Person


def everybody(_actor: Actor) -> Q:
    """What all staff may read."""
    return Q()


class Conditions(Row):
    """What has to be in order before named staff are controlled, as far as it is known; the newest row counts.

    No control looks before `valid_from`. A change is a new row, so that one sees what counted when.
    """

    consulted_on = models.DateField(_("besproken met de vakbonden op"), null=True, blank=True)
    consulted_body = models.CharField(_("overlegorgaan"), max_length=80, blank=True)
    paper_name = models.CharField(max_length=200, blank=True)
    paper_sha256 = models.CharField(max_length=64, blank=True)
    paper_type = models.CharField(max_length=120, blank=True)
    paper_size = models.PositiveBigIntegerField(default=0)
    work_rules = models.CharField(_("versie van het arbeidsreglement"), max_length=120, blank=True)
    register_entry = models.CharField(_("nummer in het register van verwerkingen"), max_length=120, blank=True)
    dpia_on = models.DateField(_("effectbeoordeling (DPIA) van"), null=True, blank=True)
    dpo_advice_on = models.DateField(_("advies van de DPO van"), null=True, blank=True)
    dpo_advice = models.CharField(_("wat de DPO adviseerde"), max_length=300, blank=True)
    dpo_himself = models.BooleanField(default=False)  # else the officer took it over, with where it stands
    retention_months = models.PositiveSmallIntegerField(
        _("hoeveel maanden gevallen bewaard blijven"), null=True, blank=True
    )
    valid_from = models.DateField(_("raadplegingen vanaf"), null=True, blank=True)
    stated_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stated_at = models.DateTimeField()

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.SUMMARY: everybody, Mode.SELF: everybody}

    class Meta(Row.Meta):
        ordering = ["-stated_at", "pk"]

    def __str__(self) -> str:
        return f"{self.stated_at:%Y-%m-%d}"


class Question(Row):
    """A question to the worker about one case. He sees his own; silence after `due` escalates. The term runs from the mail on."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="questions")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("je vraag"), blank=True)
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due = models.DateField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    back_on = models.DateField(null=True, blank=True)  # who was away his whole term has a new one, from this day on
    held_at = models.DateTimeField(null=True, blank=True)  # away his whole term, and nobody knows until when
    answer = models.TextField(_("je antwoord"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    escalated_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # nobody waits for an answer any more
    told_at = models.DateTimeField(null=True, blank=True)  # of that, by mail, who was mailed before
    case_id: UUID
    person_id: UUID | None  # nobody once the retention term is over

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.SELF: lambda actor: Q(person__in=actor.person_ids)}
    always: ClassVar[Predicate | None] = staticmethod(
        lambda actor: Q(person__in=actor.person_ids) | given_to(actor, "case__")
    )

    class Meta(Row.Meta):
        ordering = ["-asked_at", "pk"]
        indexes = [models.Index(fields=["person", "answered_at"], name="logs_question_person")]

    def __str__(self) -> str:
        return self.text[:40]

    def overdue(self, day: date) -> bool:
        """Whether the term was over before this day: never while nobody told the worker, or while he is away until nobody knows when."""
        return self.mailed_at is not None and self.held_at is None and self.due < day

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """Who is asked answers."""
        mine = self.person_id is not None and self.person_id in actor.person_ids
        return permission.code == "logs:question:answer" and mine
