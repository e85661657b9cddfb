from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from roeland.reports.figures import FIGURES
from roeland.reports.plan import COUNTED, Outcome, counted, ids, units
from roeland.reports.values import Group, merge_small
from tests.reports.material import task, year


def value(key: str) -> int:
    return FIGURES[key].count(year()).value


def test_figures_add_up() -> None:
    parts = ("tasks-on-time", "tasks-late", "tasks-skipped", "tasks-in-review", "tasks-overdue")
    assert sum(value(key) for key in parts) == value("tasks-due") == 70
    assert value("tasks-done") == value("tasks-on-time") + value("tasks-late") == 66


def test_what_lies_ahead_does_not_count() -> None:
    assert UUID(int=400) not in FIGURES["tasks-due"].count(year()).ids


def test_meetings_and_findings() -> None:
    assert value("meetings-held") == 2
    assert (value("findings-opened"), value("findings-closed"), value("findings-open")) == (2, 1, 1)


def test_what_comes_back_more_often_than_monthly_counts_once_a_month_with_its_heaviest_outcome() -> None:
    duty = UUID(int=9)
    weekly = [
        task(1, 3, duty_id=duty, monthly=True),
        task(2, 3, Outcome.LATE, duty_id=duty, monthly=True),
        task(3, 3, duty_id=duty, monthly=True),
        task(4, 4, duty_id=duty, monthly=True),
    ]
    plan = units(weekly)
    assert [(unit.month, unit.outcome, len(unit.tasks)) for unit in plan] == [
        (3, Outcome.LATE, 3),
        (4, Outcome.ON_TIME, 1),
    ]
    assert ids(plan) == tuple(UUID(int=n) for n in (1, 2, 3, 4))


@given(st.lists(st.tuples(st.integers(1, 12), st.sampled_from(list(Outcome)), st.booleans()), max_size=40))
def test_every_task_is_in_one_unit_and_every_unit_has_one_outcome(rows: list[tuple[int, Outcome, bool]]) -> None:
    tasks = [
        task(number, month, outcome, monthly=monthly, duty_id=UUID(int=number % 3))
        for number, (month, outcome, monthly) in enumerate(rows)
    ]
    plan = units(tasks)
    assert sorted(item.id for unit in plan for item in unit.tasks) == sorted(item.id for item in tasks)
    assert sum(len(counted(plan, outcome)) for outcome in COUNTED) == len(counted(plan))
    assert all(len(unit.tasks) == 1 for unit in plan if not unit.head.monthly)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12))
def test_no_group_under_five_is_ever_shown(rows: list[tuple[int, int]]) -> None:
    groups = [Group(f"g{n}", due, min(done, due)) for n, (due, done) in enumerate(rows)]
    shown = merge_small(groups, "rest")
    total = sum(group.due for group in groups)
    assert all(group.due >= 5 for group in shown)
    assert sum(group.due for group in shown) == (total if total >= 5 else 0)
