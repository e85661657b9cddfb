"""Money over the years: what cost lines plan, what was granted, what was really spent. For who reads money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db.models import QuerySet

from roeland.duties import providers, queries
from roeland.duties.costing import CostKind, YearSum, multi_year, sum_of_year
from roeland.duties.models import CostLine
from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.projects import library
from roeland.projects.models import BusinessCase, Payment, Project, ProjectBudget, YearBudget
from roeland.projects.values import PROJECT, ZERO, Worth, YearMoney, plan_from, worth


@dataclass(frozen=True)
class PlanRow:
    """A line of the multi-year plan: a label with an amount per year, in the order of the years."""

    label: str
    amounts: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """Over all years."""
        return sum(self.amounts, ZERO)


@dataclass(frozen=True)
class MoneyPlan:
    """The multi-year plan of one authority."""

    years: tuple[int, ...]
    totals: tuple[YearMoney, ...]
    by_room: tuple[PlanRow, ...]
    by_kind: tuple[PlanRow, ...]
    by_record: tuple[tuple[str, PlanRow], ...]  # kind of record, then its line
    days: tuple[Decimal, ...]


def first_year() -> int:
    """Where money pages begin when nobody chose a year."""
    known = library.money()
    return plan_from(known.periods, known.years, clock.today())


def room_of(line: CostLine) -> str:
    """The room that a cost line belongs to, in words."""
    name = line.subject_kind.split(".", maxsplit=1)[0]
    return library.money().rooms.get(name, name.capitalize())


def plan(authority: Authority, first: int, years: int) -> MoneyPlan:
    """Everything that falls due, was granted and was spent from `first` on. Four statements, and one a project for its name."""
    lines = queries.costs_of_authority(authority)
    wanted = tuple(range(first, first + years))
    sums = multi_year([line.cost for line in lines], first, years)
    granted, paid = granted_by_year(authority), spent_by_year(authority)
    totals = tuple(YearMoney(s.year, granted.get(s.year), s.total, paid.get(s.year, ZERO)) for s in sums)
    rooms, records = _by(lines, room_of), _by(lines, lambda line: f"{line.subject_kind} {line.subject_id}")
    return MoneyPlan(
        wanted,
        totals,
        tuple(_row(name, found, wanted) for name, found in sorted(rooms.items())),
        _kinds(sums),
        _records(authority, records, wanted),
        tuple(s.days for s in sums),
    )


def _by(lines: Iterable[CostLine], key: object) -> dict[str, list[CostLine]]:
    found: dict[str, list[CostLine]] = defaultdict(list)
    for line in lines:
        found[key(line)].append(line)  # type: ignore[operator]
    return found


def _row(label: str, lines: Sequence[CostLine], years: Sequence[int]) -> PlanRow:
    costs = [line.cost for line in lines]
    return PlanRow(label, tuple(sum_of_year(costs, year).total for year in years))


_KINDS = ((CostKind.ONCE, "Eenmalig"), (CostKind.YEARLY, "Elk jaar"), (CostKind.PERSON_DAYS, "Eigen werk"))


def _kinds(sums: Sequence[YearSum]) -> tuple[PlanRow, ...]:
    names = {CostKind.ONCE: "once", CostKind.YEARLY: "yearly", CostKind.PERSON_DAYS: "work"}
    return tuple(PlanRow(words, tuple(getattr(s, names[kind]) for s in sums)) for kind, words in _KINDS)


def _records(
    authority: Authority, found: Mapping[str, Sequence[CostLine]], years: Sequence[int]
) -> tuple[tuple[str, PlanRow], ...]:
    """A line per record. Projects have their title; what another room keeps is named by the titles of its cost lines."""
    titles = {row.pk: str(row) for row in Project.objects.filter(authority=authority)}
    made = []
    for lines in found.values():
        one = lines[0]
        own = titles.get(one.subject_id, "") if one.subject_kind == PROJECT else ""
        kind = providers.KINDS[one.subject_kind].label if one.subject_kind in providers.KINDS else room_of(one)
        row = _row(own or ", ".join(dict.fromkeys(line.title for line in lines)), lines, years)
        if row.total:
            made.append((kind, row))
    return tuple(sorted(made, key=lambda pair: (pair[0], -pair[1].total, pair[1].label)))


def granted_by_year(authority: Authority) -> dict[int, Decimal]:
    """What was granted per year: the budget of the year, or where nobody gave one the sum of the budgets of projects. Two statements."""
    found: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for year, amount in ProjectBudget.objects.filter(authority=authority).values_list("year", "amount"):
        found[year] += amount
    return dict(found) | dict(YearBudget.objects.filter(authority=authority).values_list("year", "amount"))


def spent_by_year(authority: Authority) -> dict[int, Decimal]:
    """What was really spent per calendar year. One statement."""
    found: dict[int, Decimal] = defaultdict(lambda: ZERO)
    rows = Payment.objects.filter(authority=authority, struck="")
    for day, amount in rows.values_list("paid_on", "amount"):
        found[day.year] += amount
    return dict(found)


def of_year(authority_ids: Sequence[UUID], year: int) -> dict[UUID, YearMoney]:
    """One calendar year in many authorities. Four statements, however many there are."""
    ids = list(authority_ids)
    planned: dict[UUID, Decimal] = dict.fromkeys(ids, ZERO)
    paid: dict[UUID, Decimal] = dict.fromkeys(ids, ZERO)
    granted: dict[UUID, Decimal] = {}
    for line in CostLine.objects.filter(authority_id__in=ids):
        if line.cost.falls_in(year):
            planned[line.authority_id] += line.cost.each
    rows = Payment.objects.filter(authority_id__in=ids, struck="", paid_on__year=year)
    for place, amount in rows.values_list("authority_id", "amount"):
        paid[place] += amount
    for place, amount in ProjectBudget.objects.filter(authority_id__in=ids, year=year).values_list(
        "authority_id", "amount"
    ):
        granted[place] = granted.get(place, ZERO) + amount
    granted |= dict(YearBudget.objects.filter(authority_id__in=ids, year=year).values_list("authority_id", "amount"))
    return {place: YearMoney(year, granted.get(place), planned[place], paid[place]) for place in ids}


def year_budget(authority: Authority, year: int) -> YearBudget | None:
    """What was granted for a year."""
    found: YearBudget | None = YearBudget.objects.filter(authority=authority, year=year).first()
    return found


def decisions(authority: Authority) -> dict[int, str]:
    """The decision behind the budget of each year."""
    return dict(YearBudget.objects.filter(authority=authority).values_list("year", "decision"))


def payments(authority: Authority, *, project: Project | None = None) -> QuerySet[Payment]:
    """Payments, newest first, struck ones too."""
    rows: QuerySet[Payment] = Payment.objects.filter(authority=authority).select_related("project", "authority")
    if project is not None:
        rows = rows.filter(project=project)
    return rows.order_by("-paid_on", "title", "pk")


def payment(authority: Authority, pk: UUID) -> Payment | None:
    """One payment."""
    found: Payment | None = payments(authority).filter(pk=pk).first()
    return found


def of_project(row: Project) -> list[YearMoney]:
    """Each year of a project in which something is granted, planned or spent. Three statements."""
    lines = queries.costs_of(row.pk)
    granted = dict(ProjectBudget.objects.filter(project=row).values_list("year", "amount"))
    paid: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for day, amount in Payment.objects.filter(project=row, struck="").values_list("paid_on", "amount"):
        paid[day.year] += amount
    years = {*granted, *paid, *(line.first.year for line in lines)}
    if row.planned_end and lines:
        years |= set(range(min(line.first.year for line in lines), row.planned_end.year + 1))
    costs = [line.cost for line in lines]
    return [YearMoney(y, granted.get(y), sum_of_year(costs, y).total, paid[y]) for y in sorted(years)]


@dataclass(frozen=True)
class CaseSums:
    """A business case with its costs per year and what it is worth in three scenarios."""

    case: BusinessCase
    costs: tuple[YearSum, ...]
    low: Worth
    likely: Worth
    high: Worth


def business_case(row: Project) -> CaseSums | None:
    """The business case, its cost from the cost lines of the project. Two statements."""
    found: BusinessCase | None = BusinessCase.objects.filter(project=row).first()
    if found is None:
        return None
    lines, case = queries.costs_of(row.pk), found.case
    years = [line.first.year for line in lines]
    first = min(years) if years else (row.planned_start or clock.today()).year
    sums = multi_year([line.cost for line in lines], first, case.years)
    costs = [s.total for s in sums]
    made = [worth(costs, case.avoided(damage)) for damage in (case.low, case.likely, case.high)]
    return CaseSums(found, tuple(sums), *made)
