"""Tables of reports. A frozen report and everything under it is never changed again: no verb does, and its bytes are addressed
by their content."""

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Predicate, Row
from roeland.kernel.rights import Mode
from roeland.reports.values import Kind, Part, Status


def _on_the_table(prefix: str = "") -> Predicate:
    """Councillors read from the day the papers are sent until the day of the meeting, both included."""

    def predicate(_actor: Actor) -> Q:
        today = clock.today()
        return Q(**{f"{prefix}council_from__lte": today, f"{prefix}council_until__gte": today})

    return predicate


class Report(Row):
    """The report of one authority over one year. While a draft it is empty: its figures are counted when somebody looks."""

    kind = models.CharField(max_length=16, choices=[(kind.value, kind.value) for kind in Kind], default=Kind.ANNUAL)
    year = models.PositiveSmallIntegerField(_("jaar"))
    status = models.CharField(max_length=8, choices=[(status.value, status.value) for status in Status])
    started_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    frozen_by: Any = models.UUIDField(null=True)
    origin = models.CharField(max_length=200, blank=True)
    tree_size = models.BigIntegerField(null=True)
    root = models.CharField(max_length=64, blank=True)
    checkpoint = models.TextField(blank=True)
    key = models.CharField(max_length=400, blank=True)
    council_from = models.DateField(_("stukken verstuurd op"), null=True)
    council_until = models.DateField(_("zitting op"), null=True)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.MEETING: _on_the_table()}

    class Meta(Row.Meta):
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["authority", "kind", "year"], name="reports_report_one"),
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT.value, frozen_at=None)
                | Q(status=Status.FROZEN.value, frozen_at__isnull=False, tree_size__isnull=False),
                name="reports_report_frozen",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"

    @property
    def frozen(self) -> bool:
        """Whether nothing changes any more."""
        return self.status == Status.FROZEN


class ReportText(Row):
    """What the officer writes in a section; `confidential` text goes to the annex only (and has its audience)."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="texts")
    section = models.CharField(max_length=40)
    confidential = models.BooleanField(default=False)
    text = models.TextField(_("tekst"), blank=True)
    written_at = models.DateTimeField()
    report_id: UUID

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(fields=["report", "section", "confidential"], name="reports_text_one"),
        ]

    def __str__(self) -> str:
        return self.section


class FrozenFigure(Row):
    """A figure as it was frozen: which query, which version, with what, and which records it counted. No SQL."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="figures")
    key = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    unit = models.CharField(max_length=200)
    definition = models.TextField()
    query = models.CharField(max_length=120)
    version = models.PositiveSmallIntegerField()
    arguments = models.JSONField()
    value = models.IntegerField()
    previous = models.IntegerField(null=True)
    ids = models.JSONField()
    ids_sha256 = models.CharField(max_length=64)
    tree_size = models.BigIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.MEETING: _on_the_table("report__")}

    class Meta(Row.Meta):
        ordering = ["position", "key"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="reports_figure_one")]

    def __str__(self) -> str:
        return self.key


class FrozenPart(Row):
    """A part as it was printed. The PDF stands in the folder of reports under its SHA-256; `document` is its model."""

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="parts")
    part = models.CharField(max_length=24, choices=[(part.value, part.value) for part in Part])
    document = models.JSONField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()

    reading: ClassVar[Mapping[Mode, Predicate]] = {Mode.MEETING: _on_the_table("report__")}

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["report", "part"], name="reports_part_one")]

    def __str__(self) -> str:
        return self.part
