"""Objectives, their figures over time, and the questions to the control plan behind automatic ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from roeland.duties.models import Finding, Task
from roeland.duties.queries import year_of
from roeland.duties.values import UNFINISHED, FindingStatus
from roeland.governance.models import Indicator, Measurement, Objective
from roeland.governance.values import ObjectiveStatus, Source, reached
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import current_scope, scope


@dataclass(frozen=True)
class Followed:
    """An indicator with its measurements, oldest first."""

    indicator: Indicator
    measurements: Sequence[Measurement] = ()

    @property
    def last(self) -> Measurement | None:
        """The newest figure."""
        return self.measurements[-1] if self.measurements else None

    @property
    def before(self) -> Measurement | None:
        """The figure before it."""
        return self.measurements[-2] if len(self.measurements) > 1 else None

    @property
    def at_target(self) -> bool | None:
        """Whether the newest figure is at the target; None when there is no figure or no target."""
        return reached(self.last.value, self.indicator.target, self.indicator.direction) if self.last else None


@dataclass(frozen=True)
class Aim:
    """An objective with what follows it."""

    objective: Objective
    followed: list[Followed] = field(default_factory=list)

    def late(self, today: date) -> bool:
        """Whether its day is over while it still runs."""
        return self.objective.status == ObjectiveStatus.RUNNING and self.objective.due < today


def aims(authority_ids: list[UUID] | None = None, *, running_only: bool = False) -> list[Aim]:
    """Objectives in sight with indicators and figures, running first, by day. Three statements."""
    ids = authority_ids if authority_ids is not None else list(current_scope().authority_ids)
    rows: QuerySet[Objective] = Objective.objects.filter(authority_id__in=ids).select_related("authority", "owner")
    if running_only:
        rows = rows.filter(status=ObjectiveStatus.RUNNING)
    found = [Aim(row) for row in sorted(rows, key=lambda row: (row.status != ObjectiveStatus.RUNNING, row.due))]
    by_objective = {one.objective.pk: one for one in found}
    for followed in _followed(Indicator.objects.filter(objective__in=list(by_objective))):
        by_objective[followed.indicator.objective_id].followed.append(followed)
    return found


def aim(authority: Authority, pk: UUID) -> Aim | None:
    """One objective, when the actor in scope may see it."""
    row = Objective.objects.filter(authority=authority, pk=pk).select_related("authority", "owner").first()
    return Aim(row, _followed(Indicator.objects.filter(objective=row))) if row else None


def _followed(rows: "QuerySet[Indicator]") -> list[Followed]:
    indicators = list(rows.order_by("title", "pk"))
    figures: dict[UUID, list[Measurement]] = {row.pk: [] for row in indicators}
    for figure in Measurement.objects.filter(indicator__in=indicators).order_by("day"):
        figures[figure.indicator_id].append(figure)
    return [Followed(row, figures[row.pk]) for row in indicators]


def indicator(authority: Authority, pk: UUID) -> Indicator | None:
    """One indicator with its objective."""
    found: Indicator | None = Indicator.objects.filter(authority=authority, pk=pk).select_related("objective").first()
    return found


def question(authority: Authority, source: str, today: date | None = None) -> Decimal | None:
    """What the control plan of the whole authority says now; None when nothing was due yet. Figures, no content."""
    day = today or clock.today()
    with scope(Actor.system("indicatoren", [authority.pk]), [authority.pk]):
        if source == Source.ON_TIME:
            summary = year_of(authority, day.year, day).summary
            return Decimal(100 * summary.on_time / summary.due).quantize(Decimal("0.1")) if summary.due else None
        if source == Source.OVERDUE:
            return Decimal(Task.objects.filter(authority=authority, status__in=UNFINISHED, limit__lt=day).count())
        if source == Source.FINDINGS:
            return Decimal(Finding.objects.filter(authority=authority, status=FindingStatus.OPEN).count())
    raise ValueError(f"no question behind {source}")


def due_for_measuring(authority: Authority, today: date) -> list[Indicator]:
    """Automatic indicators of running objectives without a figure this month."""
    rows = Indicator.objects.filter(authority=authority, objective__status=ObjectiveStatus.RUNNING)
    known = Measurement.objects.filter(authority=authority, day__gte=today.replace(day=1)).values("indicator")
    return list(rows.exclude(source=Source.HAND).exclude(pk__in=known).select_related("objective"))
