"""The management report: one report that replaces a dozen follow-up chores."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.governance.values import ReportStatus
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode
from roeland.people.models import Person


class ManagementReport(Row):
    """A report over a period within one calendar year. Frozen, `sections` hold what was printed and `sha256` seals the PDF."""

    title = models.CharField(_("titel"), max_length=200)
    first = models.DateField(_("van"))
    last = models.DateField(_("tot en met"))
    status = models.CharField(max_length=6, choices=[(s.value, s.value) for s in ReportStatus])
    begun_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    frozen_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    sections = models.JSONField(default=list)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=0)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.READ: lambda _actor: Q(status=ReportStatus.FROZEN.value)}

    class Meta(Row.Meta):
        ordering = ["-last", "-begun_at"]
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=models.F("last")), name="governance_report_period"),
            models.CheckConstraint(
                condition=Q(status="draft", frozen_at=None)
                | (Q(status="frozen", frozen_at__isnull=False) & ~Q(sha256="")),
                name="governance_report_frozen",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def frozen(self) -> bool:
        """Whether nothing changes any more."""
        return self.status == ReportStatus.FROZEN


class ManagementText(Row):
    """What somebody wrote in a section of a draft."""

    report = models.ForeignKey(ManagementReport, on_delete=models.PROTECT, related_name="texts")
    section = models.CharField(max_length=40)
    text = models.TextField(blank=True)
    report_id: Any

    reading: ClassVar[Mapping[Mode, Predicate]] = {
        Mode.READ: lambda _actor: Q(report__status=ReportStatus.FROZEN.value)
    }

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="governance_management_text")]

    def __str__(self) -> str:
        return self.section
