"""Grounds, rhythms, catalogue, spread and hours: properties, without a database."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from roeland.duties import catalogue, recurrence, values
from roeland.duties.hours import Load, hours_per_role
from roeland.duties.recurrence import BadRule, Recurrence
from roeland.duties.rules import P
from roeland.duties.spread import Wanted, spread
from roeland.duties.values import CellState, Check, Ground, GroundKind, Urgency
from roeland.kernel.calendar import is_quiet, is_working_day
from roeland.kernel.rights import RIGHTS

DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
RULES = st.one_of(
    st.builds("FREQ={};INTERVAL={}".format, st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]), st.integers(1, 13)),
    st.builds("FREQ=YEARLY;INTERVAL={}".format, st.integers(1, 6)),
    st.builds("FREQ=YEARLY;BYMONTH={};BYMONTHDAY={}".format, st.integers(1, 12), st.integers(1, 28)),
    st.sampled_from(
        ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=MONTHLY;BYDAY=1MO", "FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1"]
    ),
)
RHYTHMS = st.builds(Recurrence, RULES, DAYS, st.booleans(), st.frozensets(DAYS, max_size=20))


@settings(max_examples=120, deadline=None)
@given(RHYTHMS, DAYS, st.integers(0, 500), st.integers(0, 500))
def test_a_window_is_the_sum_of_its_parts(rhythm: Recurrence, first: date, left: int, right: int) -> None:
    middle, last = first + timedelta(days=left), first + timedelta(days=left + right + 1)
    whole = rhythm.between(first, last)
    assert whole == rhythm.between(first, middle) + rhythm.between(middle + timedelta(days=1), last)
    assert len({row.due for row in whole}) == len({row.key for row in whole}) == len(whole)


@settings(max_examples=120, deadline=None)
@given(RHYTHMS, DAYS)
def test_due_dates_leave_closed_days_unless_statutory(rhythm: Recurrence, first: date) -> None:
    for row in rhythm.between(first, first + timedelta(days=400)):
        assert row.due <= row.key
        if rhythm.statutory:
            assert row.due == row.key
        else:
            assert is_working_day(row.due, rhythm.closed)
            between = [row.due + timedelta(days=step) for step in range(1, (row.key - row.due).days + 1)]
            assert not any(is_working_day(day, rhythm.closed) for day in between)


@settings(max_examples=60, deadline=None)
@given(RHYTHMS)
def test_occurrences_never_end(rhythm: Recurrence) -> None:
    far = rhythm.start + timedelta(days=365 * 13)
    following = rhythm.next_after(far)
    assert following is not None
    assert following.due > far


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(["FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=6", "FREQ=YEARLY"]), DAYS)
def test_no_month_is_left_out_for_being_short(rule: str, start: date) -> None:
    step = {"FREQ=MONTHLY": 1, "FREQ=MONTHLY;INTERVAL=6": 6, "FREQ=YEARLY": 12}[rule]
    found = recurrence.keys(rule, start, start, start + timedelta(days=365 * 5))
    months = [day.year * 12 + day.month for day in found]
    assert months == list(range(months[0], months[0] + step * len(months), step))
    assert found[0] == start
    assert all(day.day == start.day or (day + timedelta(days=1)).day == 1 for day in found)


def test_weekly_days_stay_over_the_clock_changes() -> None:
    found = recurrence.keys("FREQ=WEEKLY", date(2026, 3, 15), date(2026, 3, 15), date(2026, 11, 15))
    assert {day.weekday() for day in found} == {6}
    assert date(2026, 3, 29) in found
    assert date(2026, 10, 25) in found


def test_daily_duty_skips_holidays_without_doubling() -> None:
    rhythm = Recurrence("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", date(2026, 1, 1))
    week = rhythm.between(date(2026, 5, 11), date(2026, 5, 17))  # Thursday 14 May is Ascension Day
    assert [row.due.day for row in week] == [11, 12, 13, 15]


@given(DAYS, st.none() | DAYS, st.none() | st.integers(1, 400))
def test_limit_is_never_later_than_due(due: date, done: date | None, gap: int | None) -> None:
    found = recurrence.limit(due, done, gap)
    assert found <= due
    assert found == due or (done is not None and gap is not None and found == done + timedelta(days=gap))


@pytest.mark.parametrize(
    "rule",
    ["", "FREQ=HOURLY", "FREQ=MONTHLY;COUNT=3", "FREQ=YEARLY;UNTIL=20270101", "INTERVAL=2", "FREQ=MONTHLY;INTERVAL=0",
     "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", "FREQ=MONTHLY;FREQ=WEEKLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=MONTHLY\nINTERVAL=2"],
)  # fmt: skip
def test_bad_rules_are_refused_in_dutch(rule: str) -> None:
    with pytest.raises(BadRule) as caught:
        recurrence.validate(rule)
    assert str(caught.value).endswith(".")


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="FREQ=INTVALDYWKMOHBU;,0123456789-SP", max_size=40))
def test_any_text_is_a_rule_or_refused(text: str) -> None:
    try:
        rule = recurrence.validate(text)
    except BadRule:
        return
    assert recurrence.per_year(rule) > 0


@pytest.mark.parametrize(
    ("rule", "times", "monthly", "words"),
    [
        ("FREQ=MONTHLY", 12, False, "elke maand"),
        ("FREQ=MONTHLY;INTERVAL=3", 4, False, "elk kwartaal"),
        ("FREQ=YEARLY;INTERVAL=5", 0.2, False, "om de 5 jaar"),
        ("FREQ=WEEKLY", 52.25, True, "elke week"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31", 1, False, "elk jaar op 31 maart"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", 261, True, "elke werkdag"),
    ],
)
def test_how_often_in_figures_and_words(rule: str, times: float, monthly: bool, words: str) -> None:
    assert recurrence.per_year(rule) == pytest.approx(times, rel=0.01)
    assert (recurrence.counts_monthly(rule), recurrence.in_words(rule)) == (monthly, words)


def ground(kind: GroundKind, check: Check = Check.PRIMARY) -> Ground:
    return Ground(kind, "ergens", check)


@given(st.lists(st.builds(ground, st.sampled_from(GroundKind), st.sampled_from(Check)), min_size=1))
def test_strongest_ground_never_rests_on_recollection(grounds: list[Ground]) -> None:
    found = values.strongest(grounds)
    assert found is not None
    assert all(found.shown.rank <= other.shown.rank for other in grounds)
    if all(row.check == Check.RECALL for row in grounds):
        assert found.shown == GroundKind.PROPOSAL


def test_order_of_strength_and_words() -> None:
    assert [kind.label for kind in sorted(GroundKind, key=lambda kind: kind.rank)] == [
        "Wet", "Norm", "Kader", "Opdracht", "Voorbeeld", "Voorstel",
    ]  # fmt: skip


def test_interval_ground_is_only_what_asks_the_interval() -> None:
    meeting, restore = catalogue.catalogue()["meet-security-service"], catalogue.catalogue()["backup-restore-test"]
    assert meeting.interval_ground is not None
    assert meeting.interval_ground.label == "Voorbeeld"
    assert restore.ground.label == "Kader"
    assert restore.interval_ground is None
    assert values.cadence_ground([ground(GroundKind.LAW, Check.RECALL)], "law") is None


def test_catalogue_is_whole() -> None:
    every = catalogue.catalogue()
    assert (len(every), len(catalogue.starters())) == (80, 25)
    roles, audiences = set(RIGHTS.roles), set(RIGHTS.resources)
    for duty in every.values():
        assert {duty.lead, duty.approve} - {""} <= roles, duty.id
        assert duty.visibility in audiences, duty.id
        assert duty.group in catalogue.groups(), duty.id
        assert bool(duty.rule) or duty.needs_room, duty.id
    assert {duty.id for duty in every.values() if duty.signal} == {"backup-daily-check", "known-exploited-check"}
    assert [duty.id for duty in every.values() if duty.statutory] == ["org-control-report"]


def test_catalogue_says_nothing_that_the_words_forbid() -> None:
    forbidden = ("Plicht", "deel A", "deel B", "disaster", "policy", "opladen", "gekende", "secretaris", "record")
    for duty in catalogue.catalogue().values():
        shown = " ".join([duty.title, *duty.evidence, duty.instruction, duty.note, *(row.ref for row in duty.grounds)])
        assert not [word for word in forbidden if word in shown], duty.id


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"rrule": None, "trigger": None}, "no rule"),
        ({"basis": []}, "no ground"),
        ({"minutes": 1}, "minutes"),
        ({"separation": True}, "separation without reason"),
        ({"group": "elders"}, "elders"),
        ({"basis": [{"kind": "wish", "ref": "x", "check": "none"}]}, "wish"),
        ({"rrule": "FREQ=NOOIT"}, "BadRule"),
    ],
)
def test_a_wrong_row_is_named(change: dict[str, Any], message: str) -> None:
    from importlib import resources

    data = yaml.safe_load(resources.files("roeland.duties").joinpath("data/duties.yaml").read_text(encoding="utf-8"))
    row = {key: value for key, value in (data["duties"][0] | change).items() if value is not None}
    with pytest.raises(catalogue.BadCatalogueError, match=message) as caught:
        catalogue.parse_duty(row, data["meta"])
    assert "meet-security-service" in str(caught.value)


def test_clocks_start_only_when_verified_and_long_enough() -> None:
    clocks = catalogue.clocks()
    startable = {key for key, clock in clocks.items() if clock.startable}
    assert "gdpr-33-regulator" in startable
    assert not startable & {"ksz-incident", "cra-vendor", "gdpr-34-subjects", "dlb-council-papers"}
    assert {clock.audience for clock in clocks.values()} <= set(RIGHTS.resources)


def test_the_steps_of_not_notifying_are_for_the_roles_that_the_data_names() -> None:
    asked = {"propose": P.CLOCK_PROPOSE, "advise": P.CLOCK_ADVISE, "decide": P.CLOCK_DECIDE}
    holders = {
        step: [role for role in RIGHTS.roles if RIGHTS.of([role]).holds(permission)]
        for step, permission in asked.items()
    }
    assert holders == {step: [role] for step, role in catalogue.clock_decision().items()}


@settings(max_examples=60, deadline=None)
@given(DAYS, st.frozensets(DAYS, max_size=10))
def test_starts_avoid_quiet_and_closed_days_and_are_the_same_again(today: date, closed: frozenset[date]) -> None:
    wanted = [Wanted(row.id, row.rule, row.minutes, row.lead) for row in catalogue.starters()]
    starts = spread(wanted, today, closed=closed)
    assert starts == spread(reversed(wanted), today, closed=closed)
    assert set(starts) == {row.id for row in wanted}
    free = {row.id: row for row in wanted if row.rule and "BYMONTH" not in row.rule}
    for duty_id, row in free.items():
        day = starts[duty_id]
        assert day > today
        assert not is_quiet(day)
        assert is_working_day(day, closed)
        assert 5 <= day.day <= 28, row


def test_yearly_work_of_one_role_is_spread_over_the_months() -> None:
    wanted = [Wanted(row.id, row.rule, row.minutes, row.lead) for row in catalogue.starters()]
    starts = spread(wanted, date(2026, 1, 12))
    yearly = [starts[row.id] for row in wanted if row.role == "security_officer" and row.rule == "FREQ=YEARLY"]
    assert max(Counter((day.year, day.month) for day in yearly).values()) == 1
    assert not [day for day in starts.values() if day.month in {7, 8}]


def test_the_officers_work_starts_on_visit_days() -> None:
    visits = [date(2026, 1, 8) + timedelta(days=14 * step) for step in range(40)]
    wanted = [Wanted(row.id, row.rule, row.minutes, row.lead) for row in catalogue.starters()]
    starts = spread(wanted, date(2026, 1, 12), visits=visits)
    mine = [
        starts[row.id] for row in wanted if row.role == "security_officer" and row.rule and "BYMONTH" not in row.rule
    ]
    assert mine
    assert set(mine) <= set(visits)


LOADS = st.lists(
    st.builds(
        Load,
        st.uuids().map(str),
        st.just("titel"),
        st.sampled_from(["security_officer", "ict_staff"]),
        st.integers(0, 4000).map(float),
        st.builds(ground, st.sampled_from(GroundKind), st.sampled_from(Check)),
        st.booleans(),
        st.booleans(),
    ),
    max_size=15,
)


@given(LOADS, st.integers(0, 300))
def test_what_to_drop_makes_it_fit_and_spares_the_law(loads: list[Load], hours: int) -> None:
    for row in hours_per_role(loads, {"security_officer": float(hours)}):
        assert row.asked == pytest.approx(sum(load.minutes_per_year for load in loads if load.role == row.role) / 60)
        assert not [load for load in row.drop if load.statutory or load.ground.shown == GroundKind.LAW]
        if row.capacity is None:
            assert (row.over, row.drop) == (0.0, ())
        droppable = [x for x in loads if x.role == row.role and not x.statutory and x.ground.shown != GroundKind.LAW]
        dropped = sum(load.minutes_per_year for load in row.drop) / 60
        assert dropped >= min(row.over, sum(load.minutes_per_year for load in droppable) / 60) - 1e-6
        assert bool(row.drop) <= bool(row.over)


@given(DAYS, st.integers(-400, 400))
def test_urgency_parts_time_in_order(today: date, days: int) -> None:
    order = [Urgency.OVERDUE, Urgency.TODAY, Urgency.THIS_WEEK, Urgency.LATER]
    here, after = (values.urgency(today + timedelta(days=step), today) for step in (days, days + 1))
    assert order.index(here) <= order.index(after)
    assert (here == Urgency.TODAY) == (days == 0)


def test_a_month_shows_what_asks_attention_first() -> None:
    assert values.heaviest([CellState.DONE, CellState.PLANNED, CellState.OVERDUE]) == CellState.OVERDUE
    assert values.heaviest([CellState.DONE, CellState.PLANNED]) == CellState.PLANNED
    assert values.heaviest([CellState.SKIPPED, CellState.DONE]) == CellState.DONE


def test_codes_given_by_a_task_are_permissions() -> None:
    codes = {permission.code for permission in vars(P).values() if hasattr(permission, "code")}
    assert codes >= values.DOER | values.REVIEWER
