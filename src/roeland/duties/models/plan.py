"""The control plan: the duties that an authority took over, adapted, declined or made itself."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.duties import recurrence
from roeland.duties.catalogue import event_names
from roeland.duties.models.involved import in_duty
from roeland.duties.values import LEADER, DutyStatus, Ground, GroundKind, cadence_ground, strongest
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import RIGHTS, Permission
from roeland.people.models import Person

ROLES = [(role.id, role.nl) for role in RIGHTS.roles.values()]


class Duty(Row):
    """A recurring or event-driven duty. `start` is DTSTART, the first due date; `rule` is empty when only events start it."""

    catalogue_id = models.CharField(max_length=60, blank=True)
    title = models.CharField(_("titel"), max_length=200)
    group = models.CharField(max_length=20)
    rule = models.CharField(_("ritme"), max_length=120, blank=True)
    start = models.DateField(_("eerste keer"), null=True, blank=True)
    trigger = models.CharField(max_length=60, blank=True)
    within_days = models.PositiveSmallIntegerField(null=True, blank=True)
    max_gap_days = models.PositiveSmallIntegerField(null=True, blank=True)
    statutory = models.BooleanField(default=False)
    signal = models.BooleanField(default=False)
    lead_role = models.CharField(_("wie"), max_length=40, choices=ROLES)
    lead_person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approve_role = models.CharField(_("wie ziet na"), max_length=40, choices=ROLES, blank=True)
    separation = models.BooleanField(default=False)
    separation_reason = models.CharField(max_length=200, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minuten per keer"), default=60)
    instruction = models.TextField(_("wat er gevraagd wordt"), blank=True)
    evidence = models.JSONField(default=list)
    grounds = models.JSONField(default=list)
    cadence_source = models.CharField(max_length=12, default=GroundKind.PROPOSAL.value)
    needs_room = models.CharField(max_length=20, blank=True)
    status = models.CharField(max_length=10, choices=[(s.value, s.label) for s in DutyStatus])
    adopted_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    declined_reason = models.CharField(max_length=500, blank=True)
    adapted_reason = models.CharField(max_length=500, blank=True)

    always: ClassVar[Predicate | None] = staticmethod(in_duty)

    class Meta(Row.Meta):
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "catalogue_id"], condition=~Q(catalogue_id=""), name="duties_duty_catalogue"
            )
        ]
        indexes = [models.Index(fields=["authority", "status"], name="duties_duty_status")]

    def __str__(self) -> str:
        return self.title

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """What a duty lets its leader do: say that the check failed (the person named, or the holders of the role)."""
        person, roles = actor.person_in(self.authority_id), actor.rights_in(self.authority_id).roles
        leads = self.lead_role in roles or bool(person and person == self.lead_person_id)
        return permission.code in LEADER and leads

    @property
    def ground_list(self) -> list[Ground]:
        """The grounds as values, in the order of the catalogue."""
        return [Ground.from_json(row) for row in self.grounds]

    @property
    def ground(self) -> Ground | None:
        """The strongest ground as a reader may see it."""
        return strongest(self.ground_list)

    @property
    def interval_ground(self) -> Ground | None:
        """The ground that asks the interval; None when Roeland or the authority chose it."""
        return cadence_ground(self.ground_list, self.cadence_source)

    @property
    def interval_nl(self) -> str:
        """The rhythm in words."""
        if self.signal:
            return "bij een mislukte controle"
        if not self.rule and self.trigger:
            return f"bij {event_names().get(self.trigger, 'een gebeurtenis')}"
        return recurrence.in_words(self.rule)

    @property
    def counts_monthly(self) -> bool:
        """Whether figures count this duty once a month."""
        return recurrence.counts_monthly(self.rule)

    def recurrence(self, closed: frozenset[date] = frozenset()) -> recurrence.Recurrence | None:
        """The occurrences to come; None for a duty without rhythm or that only signals."""
        if not self.rule or self.start is None or self.signal:
            return None
        return recurrence.Recurrence(self.rule, self.start, self.statutory, closed)

    @property
    def restricted(self) -> bool:
        """Whether the title stays out of mail."""
        return self.audience != "control_plan"


def duty_values(duty: Duty) -> dict[str, Any]:
    """What a task takes over from its duty."""
    return {
        "authority_id": duty.authority_id,
        "audience": duty.audience,
        "duty": duty,
        "title": duty.title,
        "group": duty.group,
        "lead_role": duty.lead_role,
        "assignee": duty.lead_person,
        "approve_role": duty.approve_role,
        "separation": duty.separation,
        "minutes": duty.minutes,
        "instruction": duty.instruction,
        "expected": duty.evidence,
        "restricted": duty.restricted,
    }
