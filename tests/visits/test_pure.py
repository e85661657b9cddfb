"""The sums of an agreement and the data files; no database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roeland.documents.values import DocumentKind
from roeland.duties.catalogue import catalogue
from roeland.kernel.rights import RIGHTS, Mode
from roeland.visits import library
from roeland.visits.values import Terms, split


def terms(**more: object) -> Terms:
    values: dict[str, object] = {
        "days_per_month": Decimal("0.5"),
        "hours_per_day": Decimal("7.6"),
        "day_rate": Decimal(640),
        "start": date(2026, 1, 1),
        "end": None,
    }
    return Terms(**{**values, **more})  # type: ignore[arg-type]


def test_hours_bought_follow_the_period() -> None:
    """Half a day a month is 3.8 hours: twelve months are 45.6 hours; half of November counts for half."""
    assert terms().bought(date(2026, 1, 1), date(2026, 12, 31)) == 2736
    assert terms(start=date(2026, 11, 16)).bought(date(2026, 1, 1), date(2026, 11, 30)) == 114
    assert terms(end=date(2025, 12, 31)).bought(date(2026, 1, 1), date(2026, 12, 31)) == 0


def test_cost_is_of_the_minutes() -> None:
    assert terms().cost(228) == Decimal("320.00")
    assert terms().cost(38) == Decimal("53.33")


def test_usual_days() -> None:
    """The third Tuesday of each month; a quarter of a day a month is a half day every two months."""
    assert terms().days(date(2026, 10, 1), date(2026, 12, 31)) == [
        date(2026, 10, 20),
        date(2026, 11, 17),
        date(2026, 12, 15),
    ]
    rare = terms(days_per_month=Decimal("0.25")).days(date(2026, 1, 1), date(2026, 6, 30))
    assert [day.month for day in rare] == [1, 3, 5]
    twice = terms(days_per_month=Decimal(1)).days(date(2026, 11, 1), date(2026, 11, 30))
    assert twice == [date(2026, 11, 3), date(2026, 11, 17)]


@given(st.integers(0, 2000), st.integers(1, 40))
def test_a_half_day_is_split_without_loss(minutes: int, parts: int) -> None:
    found = split(minutes, parts)
    assert sum(found) == minutes
    assert max(found) - min(found) <= 1


@given(
    st.decimals("0.25", "10", places=2),
    st.integers(0, 4),
    st.integers(1, 4),
    st.dates(date(2026, 1, 1), date(2027, 6, 1)),
)
def test_usual_days_are_working_days_in_the_period(days: Decimal, weekday: int, week: int, first: date) -> None:
    last = date(2027, 12, 31)
    for day in terms(days_per_month=days, weekday=weekday, week=week).days(first, last):
        assert first <= day <= last
        assert day.weekday() < 5


def test_data_files_name_what_exists() -> None:
    """Every duty, document kind and role that a data file touches is known; nothing that was only recalled ships."""
    duties = set(catalogue())
    kinds = {kind.value for kind in DocumentKind}
    for law in library.laws().values():
        assert set(law.touches) <= duties, law.id
        assert set(law.kinds) <= kinds, law.id
        assert law.check in {"primary", "publisher", "secondary"}
    for kind in library.change_kinds().values():
        for step in kind.steps:
            assert set(step.duties) <= duties, step.id
            assert set(step.documents) <= kinds
            assert step.role in RIGHTS.roles
            assert "{title}" in step.title
    assert {m.id for m in library.modules().values() if m.chosen} >= {"policy", "plan", "chair", "report"}


def test_a_law_with_another_check_level_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    law = dict.fromkeys(("id", "title", "source", "means", "proposal"), "x")
    raw = {"changes": [{**law, "dated": date(2026, 1, 1), "check": "recall"}]}
    monkeypatch.setattr(library, "_read", lambda _name: raw)
    library.laws.cache_clear()
    with pytest.raises(ValueError, match="how sure"):
        library.laws()
    library.laws.cache_clear()


def test_the_coach_reads_nothing_in_full() -> None:
    rights = RIGHTS.of(["service_coach"])
    assert not rights.full()
    assert rights.modes["visits"] == {Mode.SUMMARY}
