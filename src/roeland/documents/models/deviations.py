"""Deviations from a rule: asked, reasoned, approved by the competent person, compensated, expiring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.documents.models.texts import Document, decides
from roeland.documents.values import DeviationStatus
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode, Permission
from roeland.kernel.scope import scope
from roeland.people.models import Person


class Deviation(Row):
    """A deviation from a document, or from one paragraph of it. Readers of the document see the ones that were approved."""

    number = models.CharField(max_length=20)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="deviations")
    asked_by_id: UUID
    document_id: UUID
    anchor = models.CharField(max_length=40, blank=True)
    rule = models.CharField(_("van welke regel"), max_length=500)
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_on = models.DateField()
    reason = models.TextField(_("waarom het niet anders kan"))
    compensation = models.TextField(_("wat het risico intussen beperkt"))
    starts = models.DateField(_("van"))
    ends = models.DateField(_("tot en met"))
    status = models.CharField(
        max_length=8, choices=[(s.value, s.label) for s in DeviationStatus], default=DeviationStatus.ASKED
    )
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    decision = models.TextField(_("beslissing"), blank=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {
        Mode.READ: lambda _actor: Q(status__in=[DeviationStatus.APPROVED, DeviationStatus.ENDED])
    }
    always: ClassVar[Predicate | None] = staticmethod(
        lambda actor: Q(asked_by__in=actor.person_ids) | decides(actor, "document__")
    )

    class Meta(Row.Meta):
        ordering = ["ends", "pk"]
        constraints = [models.UniqueConstraint(fields=["authority", "number"], name="documents_deviation_number")]
        indexes = [models.Index(fields=["authority", "status", "ends"], name="documents_deviation_running")]

    def __str__(self) -> str:
        return self.number

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """Who holds the role that approves the document decides about deviations of it; who asked may end what he asked."""
        if permission.code == "documents:deviation:decide":
            with scope(Actor.system("documents", [self.authority_id]), [self.authority_id]):
                role = self.document.approve_role
            return role in actor.rights_in(self.authority_id).roles
        return permission.code == "documents:deviation:ask" and self.asked_by_id in actor.person_ids
