"""What is read: whose turn it is, the year, and a fixed number of statements at 1, 3 and 100 rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.duties import actions, queries
from roeland.duties.models import Task
from roeland.duties.queries.generation import missing
from roeland.duties.values import CellState, NextAction, Urgency
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.people.models import Absence, ClosingDay, Replacement, RoleSetting
from tests.duties.conftest import MONDAY, handed_in, own_duty, planned
from tests.world import World


def today() -> date:
    return clock.today()


def make(world: World, due: date, **more: Any) -> Task:
    values: dict[str, Any] = {"authority": world.zonderbeke, "title": "Los werk", "lead_role": "ict_staff", "due": due}
    return actions.make_task(world.actor("dina"), **(values | more))


def lines(world: World, name: str) -> dict[str, tuple[Urgency, NextAction, str]]:
    actor = world.actor(name)
    with scope(actor, list(actor.rights)):
        found = queries.worklist()
    return {line.task.title: (line.urgency, line.action, line.reason) for group in found.groups for line in group.lines}


def test_worklist_is_ordered_by_consequence(world: World) -> None:
    for title, days in (("later", 9), ("deze week", 3), ("vandaag", 0), ("te laat", -2)):
        make(world, today() + timedelta(days=days), title=title)
    found = lines(world, "an")
    assert list(found) == ["te laat", "vandaag", "deze week", "later"]
    assert {row[1] for row in found.values()} == {NextAction.DO}


def test_the_officer_asks_after_overdue_work_and_reviews(world: World) -> None:
    make(world, today() - timedelta(days=5), title="te laat", person=world.person("an"))
    make(world, today() + timedelta(days=2), title="op tijd van An")
    handed_in(world, planned(world))
    assert lines(world, "dina") == {
        "te laat": (Urgency.OVERDUE, NextAction.ASK, "wacht op An Peeters"),
        "Hersteltest van back-ups": (Urgency.LATER, NextAction.REVIEW, "ingediend door An Peeters"),
    }
    assert "Hersteltest van back-ups" not in lines(world, "an")


def test_nobody_else_has_anything(world: World) -> None:
    make(world, today())
    assert lines(world, "chris") == lines(world, "emil") == lines(world, "bert") == {}


def test_absence_moves_work_to_the_replacement(world: World) -> None:
    stand_in = world.employ("koen", ["application_owner"])
    task = actions.claim(world.actor("an"), task=make(world, today(), title="van An"))
    assert lines(world, "koen") == {}
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Replacement.objects.create(
            authority=world.zonderbeke,
            audience="mandates",
            role="ict_staff",
            rank=1,
            person=stand_in,
            start=date(2026, 1, 1),
        )
        Absence.objects.create(
            authority=world.zonderbeke, audience="persons", person=world.person("an"), start=today(), end=today()
        )
    koen = world.actor("koen")
    with scope(koen, [world.zonderbeke]):
        (line,) = queries.worklist().group(Urgency.TODAY).lines
    assert (line.task.pk, line.acting) == (task.pk, True)
    assert handed_in(world, task, by="koen").doer_id == stand_in.pk


def test_approval_moves_to_the_replacement_too(world: World) -> None:
    stand_in = world.employ("koen", ["application_owner"])
    task = handed_in(world, planned(world, own_duty(world, approve_role="general_director")))
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        common = {"authority": world.zonderbeke, "start": today()}
        Replacement.objects.create(audience="mandates", role="general_director", rank=1, person=stand_in, **common)
        Absence.objects.create(audience="persons", person=world.person("bert"), **common)
    assert lines(world, "koen")[task.title][1] == NextAction.REVIEW
    assert actions.accept(world.actor("koen"), task=task).reviewer_id == stand_in.pk


@pytest.mark.parametrize("read", ["worklist", "table", "year", "since", "hours"])
def test_statements_do_not_grow_with_rows(world: World, read: str) -> None:
    dina = world.actor("dina")
    ids = [world.zonderbeke.pk, world.lissegem.pk]
    reads: dict[str, Callable[[], Any]] = {
        "worklist": lambda: [
            str(line.task.assignee) + str(line.ground) for g in queries.worklist().groups for line in g.lines
        ],
        "table": lambda: [str(task.duty) + str(task.authority) for task in queries.filtered(queries.Wanted())[:100]],
        "year": lambda: [row.done for row in queries.year_of(world.zonderbeke, 2026).rows],
        "since": lambda: queries.since_last_visit(dina, ids),
        "hours": lambda: queries.hours_this_month(dina, ids),
    }
    person = world.person("an")
    duty = own_duty(world)
    counts = []
    made = 0
    for wanted in (1, 3, 100):
        for number in range(made, wanted):
            due = today() + timedelta(days=number % 30 - 10)
            authority = world.lissegem if number % 2 else world.zonderbeke
            make(world, due, authority=authority, person=None if number % 2 else person)
        made = wanted
        if wanted == 3:
            planned(world, duty)
        with (
            scope(dina, ids),
            CaptureQueriesContext(
                connection,
            ) as caught,
        ):
            reads[read]()
        counts.append(len(caught))
    assert counts[0] == counts[1] == counts[2] <= 12


def test_detail_has_a_fixed_number_of_statements(world: World) -> None:
    duty = own_duty(world)
    task = planned(world, duty)
    counts = []
    for wanted in (1, 3, 30):
        for number in range(wanted):
            actions.comment(world.actor("an"), task=task, text=str(number))
            actions.attach_text(world.actor("an"), task=task, text=str(number))
        with scope(world.actor("dina"), [world.zonderbeke]):
            found = queries.task_by_number(world.zonderbeke, task.number)
            assert found is not None
            with CaptureQueriesContext(connection) as caught:
                page = queries.detail(found, world.actor("dina"))
                assert [str(row.person) for row in page.comments]
                assert [str(row.uploaded_by) for row in page.evidence]
            counts.append(len(caught))
    assert counts[0] == counts[1] == counts[2]


def test_detail_says_what_each_may_do(world: World) -> None:
    task = handed_in(world, planned(world))
    an, dina, chris = (world.actor(name) for name in ("an", "dina", "chris"))
    with scope(dina, [world.zonderbeke]):
        found = queries.task_by_number(world.zonderbeke, task.number)
        assert found is not None
        page = queries.detail(found, dina)
        assert page.may("accept")
        assert not page.may("hand_in")
        assert [(item.label, item.present) for item in page.expected] == [("controlesom", False)]
        assert set(queries.verbs_for(an, found)) == {
            "claim", "pass_on", "attach", "hand_in", "skip", "postpone", "withdraw", "comment",
        }  # fmt: skip
        assert queries.verbs_for(chris, found) == {}
    with scope(chris, [world.zonderbeke]):
        assert queries.task_by_number(world.zonderbeke, task.number) is None


def test_year_shows_what_was_done_and_what_is_still_expected(world: World) -> None:
    duty = own_duty(world, start=date(2026, 1, 10))
    for month in (1, 2, 3, 4):
        planned(world, duty, date(2026, month, 10))
    with scope(world.system, [world.zonderbeke]):
        january, february = Task.objects.order_by("key")[:2]
    late = actions.hand_in(world.actor("an"), task=january, note="x", done_on=date(2026, 1, 12))
    actions.accept(world.actor("dina"), task=late)
    actions.skip(world.actor("an"), task=february, reason="verhuis")
    with scope(world.actor("dina"), [world.zonderbeke]):
        found = queries.year_of(world.zonderbeke, 2026)
    (row,) = found.rows
    states = [cell.state for cell in row.cells if cell]
    assert states == [CellState.DONE_LATE, CellState.SKIPPED] + [CellState.PLANNED] * 10
    assert (row.done, row.total) == (1, 12)
    assert (found.summary.late, found.summary.skipped, found.summary.ahead, found.summary.due) == (1, 1, 10, 2)
    assert found.groups[0].label == "Beheersen"


def test_a_weekly_duty_counts_once_a_month(world: World) -> None:
    duty = own_duty(world, rule="FREQ=WEEKLY", start=date(2026, 3, 2))
    for key in (date(2026, 3, 2), date(2026, 3, 9)):
        handed = handed_in(world, planned(world, duty, key))
        actions.accept(world.actor("dina"), task=handed)
    planned(world, duty, date(2026, 3, 16))
    with scope(world.actor("dina"), [world.zonderbeke]):
        (row,) = queries.year_of(world.zonderbeke, 2026).rows
    march = row.cells[2]
    assert march is not None
    assert (march.state, march.count) == (CellState.PLANNED, 5)
    assert (row.monthly, row.total, row.done) == (True, 10, 0)


def test_missing_occurrences_are_bounded_and_come_once(world: World) -> None:
    own_duty(world)
    with scope(world.system, [world.zonderbeke]):
        found = missing([world.zonderbeke.pk], today())
        assert [row.key for _, row in found] == [date(2026, 3, 10), date(2026, 4, 10)]
        for duty, row in found:
            actions.plan_task(world.system, duty=duty, key=row.key)
        assert missing([world.zonderbeke.pk], today()) == []
        assert [row.key for _, row in missing([world.zonderbeke.pk], date(2026, 12, 20))][-1] == date(2027, 1, 10)


def test_the_longest_gap_brings_an_occurrence_forward(world: World) -> None:
    """Done five months early: the next time must be there before the gap runs out, however far its rule date is."""
    duty = actions.adopt(
        world.actor("dina"), authority=world.zonderbeke, catalogue_id="meet-security-service", start=date(2026, 6, 10)
    )
    actions.hand_in(world.actor("dina"), task=planned(world, duty, date(2026, 6, 10)), note="verslag")
    with scope(world.system, [world.zonderbeke]):
        assert missing([world.zonderbeke.pk], date(2026, 7, 15)) == []
        ((_, row),) = missing([world.zonderbeke.pk], date(2026, 7, 20))
        assert row.key == date(2026, 12, 10)
    with clock.at(MONDAY + timedelta(days=140)):
        assert planned(world, duty, row.key).limit == date(2026, 3, 2) + timedelta(days=184)


def test_an_open_occurrence_carries_the_longest_gap_alone(world: World) -> None:
    """While a meeting is late, the next one neither comes early nor is late as well."""
    duty = actions.adopt(
        world.actor("dina"), authority=world.zonderbeke, catalogue_id="meet-security-service", start=date(2026, 6, 10)
    )
    actions.hand_in(world.actor("dina"), task=planned(world, duty, date(2026, 6, 10)), note="verslag")
    with clock.at(MONDAY + timedelta(days=140)):
        late = planned(world, duty, date(2026, 12, 10))
        with scope(world.system, [world.zonderbeke]):
            assert missing([world.zonderbeke.pk], date(2026, 12, 1)) == []
        following = planned(world, duty, date(2027, 6, 10))
    assert (late.limit, following.limit) == (date(2026, 3, 2) + timedelta(days=184), date(2027, 6, 10))


def test_closing_days_move_due_dates(world: World) -> None:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        ClosingDay.objects.create(authority=world.zonderbeke, audience="settings", day=date(2026, 3, 10), name="markt")
    assert planned(world).due == date(2026, 3, 9)


def test_since_the_last_visit(world: World) -> None:
    dina = world.actor("dina")
    where = [world.zonderbeke.pk, world.lissegem.pk]
    with clock.at(MONDAY - timedelta(days=7)):
        handed = handed_in(world, planned(world))
        actions.accept(dina, task=handed)
        actions.mark_visit(dina, person=world.person("dina"))
    done = make(world, today() - timedelta(days=1))
    actions.hand_in(world.actor("an"), task=done)
    actions.open_finding(dina, authority=world.zonderbeke, title="Geen controlesom", severity="high")
    with scope(dina, where):
        here, there = queries.since_last_visit(dina, where)
    assert (here.closed, here.closed_late, here.findings, here.joined) == (1, 1, 1, 0)
    assert (there.at, there.quiet) == (None, True)


def test_hours_of_the_month_and_of_a_selection(world: World) -> None:
    dina = world.actor("dina")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        RoleSetting.objects.create(
            authority=world.zonderbeke, audience="settings", role="security_officer", hours_per_year=48
        )
    mine = make(world, today(), lead_role="security_officer", minutes=90)
    actions.hand_in(dina, task=mine)
    with scope(dina, [world.zonderbeke]):
        (month,) = queries.hours_this_month(dina, [world.zonderbeke.pk])
        assert (month.minutes, month.capacity_minutes) == (90, 240)
        offered = [
            offer.offered.id for group in queries.offers(world.zonderbeke) for offer in group.offers if offer.ticked
        ]
        assert len(offered) == 25
        officer = queries.hours_of_selection(world.zonderbeke, offered)[0]
    assert (officer.role, officer.capacity) == ("security_officer", 48.0)
    assert officer.over > 0
    assert sum(row.minutes_per_year for row in officer.drop) / 60 >= officer.over


def test_open_items_of_a_leaver(world: World) -> None:
    actions.claim(world.actor("an"), task=make(world, today()))
    own_duty(world, person=world.person("an"))
    assert sorted(item.kind for item in queries.open_items_of(world.person("an"))) == ["taak", "terugkerende taak"]


def test_a_leavers_page_shows_a_title_only_to_who_may_read_it(world: World) -> None:
    task = actions.claim(world.actor("an"), task=make(world, today(), title="Lek bij de sociale dienst nagaan"))
    duty = own_duty(world, title="Toegangen van de schepen nazien", person=world.person("an"))
    found = {"title": "Deur stond open", "severity": "high", "owner": world.person("an")}
    actions.open_finding(world.actor("dina"), authority=world.zonderbeke, **found)
    world.employ("hilde", ["hr"])

    def titles(who: str) -> dict[str, str]:
        with scope(world.actor(who), [world.zonderbeke]):
            return {item.kind: item.title for item in queries.open_items_of(world.person("an"))}

    hidden = {
        "taak": f"{task.number} Taak in Roeland",
        "terugkerende taak": "Terugkerende taak in Roeland",
        "bevinding": "Bevinding in Roeland",
    }
    assert titles("hilde") == hidden
    assert titles("dina") == {"taak": str(task), "terugkerende taak": duty.title, "bevinding": "Deur stond open"}
