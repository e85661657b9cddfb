"""Belgian days and lengths of time, against the package `holidays` and against slow but obvious counting."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from dateutil.easter import easter
from hypothesis import given, settings
from hypothesis import strategies as st

from roeland.kernel import calendar as cal
from roeland.kernel import durations as dur
from roeland.kernel.durations import BRUSSELS, OfficeHours

DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2030, 12, 31)).map(lambda naive: naive.replace(tzinfo=UTC))  # noqa: DTZ001 -- made aware here


def brussels(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=BRUSSELS)


@pytest.mark.parametrize("year", range(1990, 2051))
def test_holidays_are_those_of_the_package_without_the_two_sundays(year: int) -> None:
    sundays = {easter(year), easter(year) + timedelta(days=49)}
    assert {row.day for row in cal.legal_holidays(year)} == set(holidays.country_holidays("BE", years=year)) - sundays
    assert len(cal.legal_holidays(year)) == cal.calendar_data()["public_holidays"]["count_legal"]


def test_holidays_have_dutch_names() -> None:
    assert [row.name for row in cal.legal_holidays(2026)][:2] == ["Nieuwjaar", "Paasmaandag"]


def test_flemish_day_is_offered_but_not_counted() -> None:
    flemish = date(2025, 7, 11)
    assert flemish in {row.day for row in cal.usual_closing_days(2025)}
    assert cal.is_working_day(flemish)
    assert not cal.is_working_day(flemish, {flemish})


@given(DAYS)
def test_previous_and_next_working_day_enclose_the_day(day: date) -> None:
    before, after = cal.previous_working_day(day), cal.next_working_day(day)
    assert before <= day <= after
    assert cal.is_working_day(before)
    assert cal.is_working_day(after)
    assert list(cal.working_days(before, after)) == sorted({before, after})


@given(DAYS, st.integers(1, 60))
def test_adding_working_days_agrees_with_counting(day: date, count: int) -> None:
    end = cal.add_working_days(day, count)
    assert len(list(cal.working_days(day + timedelta(days=1), end))) == count
    start = cal.add_working_days(day, -count)
    assert len(list(cal.working_days(start, day - timedelta(days=1)))) == count


def test_quiet_periods_run_over_new_year() -> None:
    quiet = [date(2026, 7, 1), date(2026, 8, 31), date(2026, 12, 15), date(2026, 12, 31), date(2027, 1, 5)]
    loud = [date(2026, 6, 30), date(2026, 9, 1), date(2026, 12, 14), date(2027, 1, 6)]
    assert [cal.is_quiet(day) for day in quiet + loud] == [True] * 5 + [False] * 4


def test_hours_run_through_both_clock_changes() -> None:
    assert dur.add_hours(brussels(2026, 3, 28, 12), 24) == brussels(2026, 3, 29, 13)
    assert dur.add_hours(brussels(2026, 10, 24, 12), 24) == brussels(2026, 10, 25, 11)
    assert dur.add_hours(brussels(2026, 11, 15, 16, 20), 72) == brussels(2026, 11, 18, 16, 20)


def test_months_keep_the_day_or_take_the_last() -> None:
    assert dur.add_months(brussels(2026, 1, 31, 10), 1) == brussels(2026, 2, 28, 10)
    assert dur.add_months(brussels(2028, 1, 31, 10), 1) == brussels(2028, 2, 29, 10)
    assert dur.add_months(brussels(2026, 11, 30, 10), 3) == brussels(2027, 2, 28, 10)
    assert dur.add_months(brussels(2026, 3, 15, 10), 1) == brussels(2026, 4, 15, 10)


def test_months_and_weeks_keep_wall_clock_time_over_a_clock_change() -> None:
    assert dur.add_weeks(brussels(2026, 3, 22, 9), 1) == brussels(2026, 3, 29, 9)
    assert dur.add_months(brussels(2026, 9, 25, 9), 1) == brussels(2026, 10, 25, 9)
    skipped = dur.add_months(brussels(2026, 2, 28, 2, 30) + timedelta(days=1), 0)
    assert skipped.astimezone(BRUSSELS).date() == date(2026, 3, 1)
    assert dur.add_weeks(brussels(2026, 3, 22, 2, 30), 1).astimezone(BRUSSELS).time() == time(3, 30)


@given(DAYS, st.integers(-60, 60))
def test_months_move_the_month_by_exactly_that_many(day: date, months: int) -> None:
    moved = dur.add_months_to_date(day, months)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
    assert moved.day == day.day or (moved + timedelta(days=1)).day == 1


def test_office_hours_of_the_example() -> None:
    hours = dur.example_office_hours()
    assert hours.add(brussels(2026, 11, 19, 18), 240) == brussels(2026, 11, 20, 11)
    assert hours.add(brussels(2026, 12, 24, 16), 120) == brussels(2026, 12, 24, 18)
    assert hours.add(brussels(2026, 12, 24, 18), 120) == brussels(2026, 12, 28, 9)  # Friday 25/12 is a holiday
    assert hours.between(brussels(2026, 11, 19, 18), brussels(2026, 11, 20, 11)) == 240
    assert hours.is_open(brussels(2026, 11, 19, 18, 59))
    assert not hours.is_open(brussels(2026, 11, 20, 16, 30))


@pytest.mark.parametrize(("day", "length"), [(date(2026, 3, 29), 5), (date(2026, 10, 25), 7)])
def test_a_night_shift_counts_what_the_clock_change_takes_or_gives(day: date, length: int) -> None:
    nights = OfficeHours({6: ((time(0), time(6)),)})
    assert nights.between(dur.end_of_day(day - timedelta(days=1)), dur.end_of_day(day)) == length * 60


def test_a_window_inside_the_skipped_hour_is_left_out() -> None:
    gone = OfficeHours({6: ((time(2, 15), time(2, 45)),)})
    assert list(gone.windows(date(2026, 3, 29))) == []
    partly = OfficeHours({6: ((time(2, 15), time(3, 15)),)})
    assert partly.between(brussels(2026, 3, 29), brussels(2026, 3, 30)) == 15


def test_office_hours_refuse_overlap_and_moments_without_zone() -> None:
    with pytest.raises(ValueError, match="overlap"):
        OfficeHours({0: ((time(8), time(12)), (time(11), time(16)))})
    with pytest.raises(ValueError, match="time zone"):
        dur.add_hours(datetime(2026, 1, 1), 1)  # noqa: DTZ001 -- the point of the test
    with pytest.raises(ValueError, match="never"):
        OfficeHours({}).add(brussels(2026, 1, 1), 1)


EDGES = st.lists(st.integers(0, 1439), min_size=2, max_size=6, unique=True).map(
    lambda found: sorted(found)[: len(found) // 2 * 2]
)
WINDOWS = EDGES.map(
    lambda edges: tuple(
        (time(*divmod(a, 60)), time(*divmod(b, 60))) for a, b in zip(edges[::2], edges[1::2], strict=True)
    )
)


@settings(max_examples=150)
@given(st.dictionaries(st.integers(0, 6), WINDOWS, min_size=1), MOMENTS, st.integers(1, 400))
def test_adding_and_measuring_office_minutes_agree(
    week: dict[int, tuple[tuple[time, time], ...]], start: datetime, minutes: int
) -> None:
    hours = OfficeHours(week)
    end = hours.add(start, minutes)
    assert hours.between(start, end) == minutes
    assert hours.between(start, end - timedelta(seconds=61)) < minutes


@settings(max_examples=60)
@given(st.dictionaries(st.integers(0, 6), WINDOWS, min_size=1), MOMENTS, st.integers(0, 4 * 1440))
def test_minutes_between_agree_with_counting_each_minute(
    week: dict[int, tuple[tuple[time, time], ...]], start: datetime, length: int
) -> None:
    hours = OfficeHours(week)
    start = start.replace(second=0, microsecond=0)
    counted = sum(hours.is_open(start + timedelta(minutes=step)) for step in range(length))
    assert hours.between(start, start + timedelta(minutes=length)) == counted
