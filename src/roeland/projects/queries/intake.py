"""The intake of a project: its newest round, its rounds, what they proposed."""

from uuid import UUID

from roeland.kernel.models import Authority
from roeland.projects.models import Intake, IntakeMeasure, Project


def latest(project: Project) -> Intake | None:
    """The newest round, sealed or not. One statement."""
    rows = Intake.objects.filter(project=project).select_related("advised_by", "sealed_by")
    found: Intake | None = rows.order_by("-round").first()
    return found


def rounds(project: Project) -> list[Intake]:
    """Every round, newest first."""
    return list(Intake.objects.filter(project=project).order_by("-round"))


def proposals(project: Project) -> list[IntakeMeasure]:
    """What the sealed rounds proposed, newest round first; a measure of an earlier round shows once, as it stands in the newest."""
    rows = IntakeMeasure.objects.filter(intake__project=project).select_related("intake")
    found: dict[str, IntakeMeasure] = {}
    for row in rows.order_by("-intake__round", "position"):
        kept = found.setdefault(row.key, row)
        if kept.waits and not row.waits:  # settled in an earlier round: that still stands
            found[row.key] = row
    return list(found.values())


def measure(authority: Authority, pk: UUID) -> IntakeMeasure | None:
    """One proposed measure."""
    rows = IntakeMeasure.objects.filter(authority=authority, pk=pk).select_related("intake__project")
    found: IntakeMeasure | None = rows.first()
    return found
