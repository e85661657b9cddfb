"""The control plan of a year: duties by month, as a heat map and as a table, with the figures above it.

A duty more frequent than monthly counts once a month in every figure: a month is done when all of it is done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from roeland.duties.catalogue import groups
from roeland.duties.models import Duty, Task
from roeland.duties.values import CellState, DutyStatus, cell_state, heaviest
from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.models import Authority
from roeland.kernel.scope import scope
from roeland.people.models import ClosingDay

UNIT = "taken; wat vaker dan maandelijks terugkomt, telt één keer per maand"
DONE = (CellState.DONE, CellState.DONE_LATE)


@dataclass(frozen=True)
class Moment:
    """One occurrence in the year: made as a task, or only expected (`task` None). `on` is the date that owes it."""

    on: date
    state: CellState
    task_id: UUID | None = None
    number: str = ""
    limit: date | None = None


@dataclass(frozen=True)
class Cell:
    """What a duty did in a month: the heaviest state, and every occurrence."""

    state: CellState
    moments: tuple[Moment, ...]

    @property
    def count(self) -> int:
        """How many tasks stand behind it."""
        return len(self.moments)


@dataclass(frozen=True)
class Row:
    """A duty in a year: twelve cells, None where nothing is due. `done` of `total` count units (`UNIT`)."""

    duty: Duty
    cells: tuple[Cell | None, ...]
    monthly: bool

    @property
    def units(self) -> list[CellState]:
        """One state per unit that counts."""
        found = [cell for cell in self.cells if cell]
        if self.monthly:
            return [cell.state for cell in found]
        return [moment.state for cell in found for moment in cell.moments]

    @property
    def total(self) -> int:
        """Units in the year."""
        return len(self.units)

    @property
    def done(self) -> int:
        """Units done, on time or late."""
        return sum(state in DONE for state in self.units)


@dataclass(frozen=True)
class YearGroup:
    """Duties under one heading."""

    id: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Summary:
    """Figures of a year in units. `due` is what has come to count until today: all but what still lies ahead."""

    total: int
    on_time: int
    late: int
    skipped: int
    overdue: int
    rejected: int
    in_review: int
    ahead: int

    @property
    def done(self) -> int:
        """On time or late."""
        return self.on_time + self.late

    @property
    def due(self) -> int:
        """Everything but what lies ahead."""
        return self.total - self.ahead


@dataclass(frozen=True)
class Year:
    """A year of an authority's control plan. One-off tasks stand in `loose`."""

    year: int
    groups: tuple[YearGroup, ...]
    loose: tuple[Moment, ...]
    unit: str = UNIT

    @property
    def rows(self) -> list[Row]:
        """Every duty, in the order of the groups."""
        return [row for group in self.groups for row in group.rows]

    @property
    def summary(self) -> Summary:
        """The figures of duties and one-off tasks together."""
        return summarise(
            [*(state for row in self.rows for state in row.units), *(moment.state for moment in self.loose)]
        )


def summarise(states: Iterable[CellState]) -> Summary:
    """Figures of these units."""
    found = list(states)
    count = found.count
    return Summary(
        total=len(found),
        on_time=count(CellState.DONE),
        late=count(CellState.DONE_LATE),
        skipped=count(CellState.SKIPPED),
        overdue=count(CellState.OVERDUE),
        rejected=count(CellState.REJECTED),
        in_review=count(CellState.IN_REVIEW),
        ahead=count(CellState.PLANNED) + count(CellState.TODAY),
    )


def closing_days(authority_ids: Iterable[UUID]) -> dict[UUID, frozenset[date]]:
    """Closing days per authority, whoever asks: they decide on dates, they tell nothing."""
    ids = list(authority_ids)
    found: dict[UUID, set[date]] = defaultdict(set)
    with scope(Actor.system("calendar", ids), ids):
        for authority_id, day in ClosingDay.objects.filter(authority_id__in=ids).values_list("authority_id", "day"):
            found[authority_id].add(day)
    return {authority_id: frozenset(days) for authority_id, days in found.items()}


def years_of(authority_ids: list[UUID], year: int, today: date | None = None) -> dict[UUID, Year]:
    """The year of several authorities, three statements in all. Rows are those that the actor in scope may see."""
    today = today or clock.today()
    duties: dict[UUID, list[Duty]] = defaultdict(list)
    rows = (
        Duty.objects.filter(authority_id__in=authority_ids)
        .exclude(status=DutyStatus.DECLINED)
        .select_related("lead_person")
    )
    for duty in rows.order_by("group", "title", "pk"):
        duties[duty.authority_id].append(duty)
    moments: dict[UUID, dict[UUID | None, list[Moment]]] = defaultdict(lambda: defaultdict(list))
    keys: dict[UUID, set[date]] = defaultdict(set)
    tasks = Task.objects.filter(authority_id__in=authority_ids, original_due__year=year).order_by(
        "original_due", "number"
    )
    for task in tasks.only("authority_id", "duty_id", "number", "key", "limit", "status", "done_on", "original_due"):
        state = cell_state(task.status, task.limit, task.done_on, today)
        moments[task.authority_id][task.duty_id].append(
            Moment(task.original_due, state, task.pk, task.number, task.limit)
        )
        if task.duty_id and task.key:
            keys[task.duty_id].add(task.key)
    closed = closing_days(authority_ids)
    return {
        authority_id: _year(
            year, duties[authority_id], moments[authority_id], keys, closed.get(authority_id, frozenset()), today
        )
        for authority_id in authority_ids
    }


def year_of(authority: Authority, year: int, today: date | None = None) -> Year:
    """The year of one authority."""
    return years_of([authority.pk], year, today)[authority.pk]


def _year(  # noqa: PLR0917 -- the parts that one read gathered
    year: int,
    duties: list[Duty],
    moments: dict[UUID | None, list[Moment]],
    keys: dict[UUID, set[date]],
    closed: frozenset[date],
    today: date,
) -> Year:
    by_group: dict[str, list[Row]] = defaultdict(list)
    for duty in duties:
        found = sorted(
            moments[duty.pk] + _expected(duty, year, keys[duty.pk], closed, today), key=lambda moment: moment.on
        )
        if found or duty.status in {DutyStatus.ACTIVE, DutyStatus.WAITING}:
            by_group[duty.group].append(_row(duty, found))
    named = [(group, label) for group, label in groups().items() if group in by_group]
    return Year(
        year,
        tuple(YearGroup(group, label, tuple(by_group[group])) for group, label in named),
        tuple(moments[None]),
    )


def _expected(duty: Duty, year: int, made: set[date], closed: frozenset[date], today: date) -> list[Moment]:
    """Occurrences of an active duty that were not made into tasks yet, from today on."""
    rhythm = duty.recurrence(closed)
    if duty.status != DutyStatus.ACTIVE or rhythm is None:
        return []
    first = max(date(year, 1, 1), today)
    rows = rhythm.between(first, date(year, 12, 31)) if first.year == year else []
    return [Moment(row.due, CellState.PLANNED) for row in rows if row.key not in made]


def _row(duty: Duty, moments: list[Moment]) -> Row:
    months: dict[int, list[Moment]] = defaultdict(list)
    for moment in moments:
        months[moment.on.month].append(moment)
    cells = tuple(
        Cell(heaviest(moment.state for moment in months[month]), tuple(months[month])) if month in months else None
        for month in range(1, 13)
    )
    return Row(duty, cells, duty.counts_monthly)
