"""Programmes and projects as lists and pages tell them, always a fixed number of statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from roeland.duties import providers, queries
from roeland.duties.costing import CostKind
from roeland.duties.models import CostLine, Task
from roeland.duties.providers import Provider, Record
from roeland.kernel.models import Authority
from roeland.kernel.scope import current_scope
from roeland.projects import library
from roeland.projects.models import Milestone, Payment, PersonDays, PlanSection, Programme, Project, ProjectBudget
from roeland.projects.values import PROJECT, SOON, ZERO, Status


@dataclass
class ProjectLine:
    """A project with what its list needs. Money is None where the reader has none to read."""

    project: Project
    milestones: list[Milestone] = field(default_factory=list)
    days_planned: Decimal = ZERO
    days_used: Decimal = ZERO
    budget: Decimal | None = None
    planned: Decimal | None = None
    once: Decimal = ZERO
    yearly: Decimal = ZERO
    spent: Decimal | None = None

    def upcoming(self) -> Milestone | None:
        """The milestone that is still to come first."""
        return next((one for one in self.milestones if one.open), None)

    def late(self, today: date) -> list[Milestone]:
        """Milestones of which the day is over."""
        if Status(self.project.status).over:
            return []
        return [one for one in self.milestones if one.open and one.due < today]


def _ids(authority_ids: Sequence[UUID] | None) -> list[UUID]:
    return list(authority_ids if authority_ids is not None else current_scope().authority_ids)


def projects(authority_ids: Sequence[UUID] | None = None) -> QuerySet[Project]:
    """Projects in sight, what goes on first."""
    found: QuerySet[Project] = Project.objects.filter(authority_id__in=_ids(authority_ids))
    return found.select_related("authority", "programme", "leader", "sponsor", "approved_by").order_by("-number", "pk")


def project(authority: Authority, pk: UUID) -> Project | None:
    """One project, when the actor in scope may see it."""
    found: Project | None = projects([authority.pk]).filter(pk=pk).first()
    return found


def programmes(authority_ids: Sequence[UUID] | None = None) -> QuerySet[Programme]:
    """Programmes in sight."""
    found: QuerySet[Programme] = Programme.objects.filter(authority_id__in=_ids(authority_ids))
    return found.select_related("authority", "owner").order_by("closed_on", "title", "pk")


def programme(authority: Authority, pk: UUID) -> Programme | None:
    """One programme."""
    found: Programme | None = programmes([authority.pk]).filter(pk=pk).first()
    return found


def lines(rows: Iterable[Project], *, money_in: Iterable[UUID] = ()) -> list[ProjectLine]:
    """Projects with milestones, days and, in the authorities `money_in`, money. Five statements."""
    found = {row.pk: ProjectLine(row) for row in rows}
    for milestone in Milestone.objects.filter(project__in=list(found)).order_by("due", "title"):
        found[milestone.project_id].milestones.append(milestone)
    for days in PersonDays.objects.filter(project__in=list(found)):
        line = found[days.project_id]
        line.days_planned += days.planned
        line.days_used += days.used
    known = set(money_in)
    readable = [pk for pk, line in found.items() if line.project.authority_id in known]
    if readable:
        budgets, spent, costs = (
            _sums(ProjectBudget, readable),
            _sums(Payment, readable),
            queries.costs_of_many(readable),
        )
        for pk in readable:
            line = found[pk]
            line.budget, line.spent = budgets.get(pk, ZERO), spent.get(pk, ZERO)
            line.planned = planned_in_all(line.project, costs[pk])
            line.once, line.yearly = once_and_yearly(costs[pk])
    return list(found.values())


def _sums(model: Any, ids: list[UUID]) -> dict[UUID, Decimal]:
    rows = model.objects.filter(project__in=ids)
    if model is Payment:
        rows = rows.filter(struck="")
    return dict(rows.order_by().values_list("project_id").annotate(euro=Sum("amount")))


def planned_in_all(row: Project, costs: Sequence[CostLine]) -> Decimal:
    """What the cost lines of a project come to until its planned end, or until its last one-off cost when it has none."""
    ends = [row.planned_end.year] if row.planned_end else []
    last = max([*ends, *(line.first.year for line in costs)], default=0)
    first = min((line.first.year for line in costs), default=1)
    return sum((line.cost.each for line in costs for y in range(first, last + 1) if line.cost.falls_in(y)), ZERO)


def once_and_yearly(costs: Sequence[CostLine]) -> tuple[Decimal, Decimal]:
    """What is paid once, and what comes back every year, in euro."""
    yearly = sum((line.cost.each for line in costs if line.kind == CostKind.YEARLY), ZERO)
    return sum((line.cost.each for line in costs), ZERO) - yearly, yearly


def milestone(authority: Authority, pk: UUID) -> Milestone | None:
    """One milestone, with its project."""
    found: Milestone | None = Milestone.objects.filter(authority=authority, pk=pk).select_related("project").first()
    return found


def days_of(row: Project) -> list[PersonDays]:
    """Person-days per group."""
    return list(PersonDays.objects.filter(project=row).order_by("group"))


def plan_of(row: Project) -> dict[str, str]:
    """What was written in the security plan, by section."""
    return dict(PlanSection.objects.filter(project=row).values_list("section", "text"))


def plans_of(rows: Iterable[Project]) -> dict[UUID, list[tuple[str, str]]]:
    """(title of the section, text) of what was written, per project, in the order of the plan. One statement."""
    texts: dict[tuple[UUID, str], str] = {}
    ids = [row.pk for row in rows]
    for project_id, section, text in PlanSection.objects.filter(project__in=ids).values_list(
        "project_id", "section", "text"
    ):
        texts[project_id, section] = text
    return {
        pk: [(one.nl, texts[pk, one.id]) for one in library.sections() if texts.get((pk, one.id), "").strip()]
        for pk in ids
    }


def lacking(row: Project) -> list[str]:
    """Titles of the sections of the short security plan in which nothing was written yet."""
    written = plan_of(row)
    return [one.nl for one in library.sections() if not written.get(one.id, "").strip()]


def tasks_of(row: Project) -> list[Task]:
    """Tasks that came of a project, as far as the actor sees them."""
    rows = Task.objects.filter(source_kind=PROJECT, source_id=row.pk).select_related("authority")
    return list(rows.order_by("due", "number"))


def served(row: Project) -> Record | None:
    """The record that a project serves, when it is there and open to the reader."""
    if not (row.serves_kind and row.serves_id):
        return None
    return providers.find(row.serves_kind, row.authority_id, row.serves_id)


def due_milestones(authority_ids: Sequence[UUID], today: date) -> list[Milestone]:
    """Milestones of projects that go on, late or due within two weeks, soonest first. One statement."""
    going = [Status.APPROVED, Status.RUNNING, Status.PAUSED]
    rows = Milestone.objects.filter(
        authority_id__in=list(authority_ids),
        done_on=None,
        dropped_on=None,
        due__lte=today + timedelta(days=SOON),
        project__status__in=going,
    )
    return list(rows.select_related("project", "authority").order_by("due", "pk"))


def waiting(authority_ids: list[UUID]) -> list[Project]:
    """Projects that were laid before the director, oldest first."""
    rows = projects(authority_ids).filter(presented_on__isnull=False, status__in=[Status.IDEA, Status.INTAKE])
    return list(rows.order_by("presented_on", "number"))


def _record(row: Project) -> Record:
    return Record(PROJECT, row.pk, str(row), row.proposed_on, f"/{row.authority.slug}/projecten/{row.pk}/")


def _find(authority_id: UUID, pk: UUID) -> Record | None:
    row = Project.objects.filter(authority_id=authority_id, pk=pk).select_related("authority").first()
    return _record(row) if row else None


def _search(authority_id: UUID, text: str) -> list[Record]:
    rows = Project.objects.filter(Q(title__icontains=text) | Q(number__icontains=text), authority_id=authority_id)
    return [_record(row) for row in rows.select_related("authority")[:20]]


PROVIDER = Provider(PROJECT, "Project", _find, _search)


def find(text: str, most: int) -> list[Project]:
    """Projects in sight by title or number, for *Zoek of ga naar*."""
    return list(projects().filter(Q(title__icontains=text) | Q(number__icontains=text))[:most])


def of_period(authority_id: UUID, first: date, last: date) -> list[Project]:
    """Projects that were alive somewhere in a period: proposed before its end, and not over before its start. One statement."""
    rows = projects([authority_id]).filter(Q(ended_on=None) | Q(ended_on__gte=first), proposed_on__lte=last)
    return list(rows.annotate(begin=Coalesce("started_on", "planned_start", "proposed_on")).order_by("begin", "number"))


def by_programme(found: Iterable[ProjectLine]) -> dict[UUID | None, list[ProjectLine]]:
    """Lines by the programme they belong to."""
    kept: dict[UUID | None, list[ProjectLine]] = defaultdict(list)
    for line in found:
        kept[line.project.programme_id].append(line)
    return kept
