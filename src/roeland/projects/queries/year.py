"""What the annual report asks: the portfolio and the money of one year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from roeland.duties import queries
from roeland.duties.costing import YearSum, sum_of_year
from roeland.kernel.models import Authority
from roeland.projects.models import Intake, Milestone
from roeland.projects.queries.money import granted_by_year, room_of, spent_by_year
from roeland.projects.queries.portfolio import ProjectLine, lines, of_period
from roeland.projects.values import ZERO, Dpia, Status, YearMoney


@dataclass(frozen=True)
class PortfolioYear:
    """Projects of a year with counts: approved, finished and stopped in it, milestones reached in time, late, and not."""

    lines: tuple[ProjectLine, ...]
    approved: int
    finished: int
    stopped: int
    reached: int
    reached_late: int
    missed: int
    intakes: int
    dpia_needed: int


def portfolio_in_year(authority: Authority, year: int, *, until: date | None = None) -> PortfolioYear:
    """The portfolio of a calendar year, in the scope of the reader; what had to be there after `until` does not count as missed.

    Four statements.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = lines(of_period(authority.pk, first, last))
    ended = [line.project.status for line in found if line.project.ended_on and line.project.ended_on.year == year]
    due = Milestone.objects.filter(authority=authority, due__range=(first, last), dropped_on=None)
    days = list(due.exclude(project__status=Status.STOPPED).values_list("due", "done_on"))
    sealed = Intake.objects.filter(authority=authority, sealed_on__range=(first, last))
    proposals = list(sealed.values_list("dpia", flat=True))
    closing = min(until or last, last)
    return PortfolioYear(
        tuple(found),
        sum(1 for line in found if line.project.approved_on and line.project.approved_on.year == year),
        ended.count(Status.DONE),
        ended.count(Status.STOPPED),
        sum(1 for day, done in days if done and done <= day),
        sum(1 for day, done in days if done and done > day),
        sum(1 for day, done in days if not done and day < closing),
        len(proposals),
        proposals.count(Dpia.NEEDED),
    )


@dataclass(frozen=True)
class CostsYear:
    """Money of a calendar year: available, planned and spent; what is planned by room and by kind."""

    money: YearMoney
    kinds: YearSum
    by_room: tuple[tuple[str, Decimal], ...]


def costs_in_year(authority: Authority, year: int) -> CostsYear:
    """Money of a calendar year over all rooms, for who reads money. Four statements."""
    costs = queries.costs_of_authority(authority)
    kinds = sum_of_year([line.cost for line in costs], year)
    rooms: dict[str, Decimal] = {}
    for line in costs:
        if line.cost.falls_in(year):
            rooms[room_of(line)] = rooms.get(room_of(line), ZERO) + line.cost.each
    money = YearMoney(year, granted_by_year(authority).get(year), kinds.total, spent_by_year(authority).get(year, ZERO))
    return CostsYear(money, kinds, tuple(sorted(rooms.items())))
