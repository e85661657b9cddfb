"""The file of a mandate: certificates, hours of training, incompatibilities declared."""

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.governance.values import PlanStatus
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Permission
from roeland.people.models import Mandate

KEEP = "governance:file:keep"


class MandateFile(Row):
    """What is kept about one mandate. The holder sees and keeps his own file."""

    mandate = models.OneToOneField(Mandate, on_delete=models.PROTECT, related_name="+")
    hours_per_year = models.PositiveSmallIntegerField(_("uren vorming per jaar"), default=0)
    incompatibilities = models.TextField(_("onverenigbaarheden"), blank=True)
    declared_on = models.DateField(null=True)
    mandate_id: Any

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(mandate__person__in=actor.person_ids))

    class Meta(Row.Meta):
        ordering = ["mandate__role", "pk"]

    def __str__(self) -> str:
        return str(self.mandate_id)

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """The holder keeps his own file."""
        return permission.code == KEEP and self.mandate.person_id in actor.person_ids


class FilePart(Row):
    """A row of a file: seen by the holder."""

    always: ClassVar[Predicate | None] = staticmethod(lambda actor: Q(file__mandate__person__in=actor.person_ids))

    class Meta(Row.Meta):
        abstract = True


class Certificate(FilePart):
    """A certificate, with its sealed file when there is one."""

    file = models.ForeignKey(MandateFile, on_delete=models.PROTECT, related_name="certificates")
    title = models.CharField(_("certificaat"), max_length=200)
    issuer = models.CharField(_("uitgever"), max_length=120, blank=True)
    obtained_on = models.DateField(_("behaald op"))
    expires_on = models.DateField(_("geldig tot"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    media_type = models.CharField(max_length=120, blank=True)
    file_id: Any

    class Meta(Row.Meta):
        ordering = ["expires_on", "title"]

    def __str__(self) -> str:
        return self.title


class Training(FilePart):
    """Hours of training on a day."""

    file = models.ForeignKey(MandateFile, on_delete=models.PROTECT, related_name="trainings")
    title = models.CharField(_("vorming"), max_length=200)
    provider = models.CharField(_("door wie"), max_length=120, blank=True)
    day = models.DateField(_("op"))
    hours = models.DecimalField(_("uren"), max_digits=6, decimal_places=2, default=Decimal(0))
    file_id: Any

    class Meta(Row.Meta):
        ordering = ["-day", "title"]

    def __str__(self) -> str:
        return self.title


class PlannedTraining(FilePart):
    """A training that is planned: what, by when, hours and euro; `renews` is the certificate that it keeps alive. `followed` is the
    training noted when it was done."""

    file = models.ForeignKey(MandateFile, on_delete=models.PROTECT, related_name="planned")
    title = models.CharField(_("vorming"), max_length=200)
    provider = models.CharField(_("door wie"), max_length=120, blank=True)
    due = models.DateField(_("tegen"))
    hours = models.DecimalField(_("uren"), max_digits=6, decimal_places=2)
    cost = models.DecimalField(_("kost"), max_digits=12, decimal_places=2, default=Decimal(0))
    renews = models.ForeignKey(Certificate, null=True, on_delete=models.PROTECT, related_name="planned")
    status = models.CharField(max_length=8, choices=[(s.value, s.label) for s in PlanStatus])
    followed = models.OneToOneField(Training, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_reason = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True)
    file_id: Any
    renews_id: Any

    class Meta(Row.Meta):
        ordering = ["due", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="followed", followed__isnull=False)
                | (~Q(status="followed") & Q(followed__isnull=True)),
                name="governance_planned_followed",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def grants(self, actor: Actor, permission: Permission) -> bool:
        """The holder keeps his own file."""
        return permission.code == KEEP and self.file.mandate.person_id in actor.person_ids
