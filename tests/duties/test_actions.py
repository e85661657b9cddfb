"""The verbs of tasks: who may, when, and what each leaves behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from roeland.duties import actions, providers
from roeland.duties.models import Duty, Task, TaskComment
from roeland.duties.values import DutyStatus, TaskStatus
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from tests.duties.conftest import MONDAY, handed_in, own_duty, planned
from tests.world import World


def codes(world: World) -> list[str]:
    with scope(world.system, [world.zonderbeke]):
        found = LedgerEntry.objects.filter(action__startswith="duties:").order_by("idx")
        return list(found.values_list("action", flat=True))


def test_from_duty_to_done(world: World) -> None:
    task = planned(world)
    assert (task.number, task.due, task.status) == ("T-2026-0001", date(2026, 3, 10), TaskStatus.PLANNED)
    task = actions.claim(world.actor("an"), task=task)
    assert task.assignee_id == world.person("an").pk
    task = handed_in(world, task)
    assert task.status == TaskStatus.HANDED_IN
    task = actions.accept(world.actor("dina"), task=task)
    assert (task.status, task.done_on, task.late) == (TaskStatus.ACCEPTED, date(2026, 3, 2), False)
    assert codes(world) == [
        "duties:duty:added",
        "duties:task:planned",
        "duties:task:claimed",
        "duties:task:handed-in",
        "duties:task:accepted",
    ]


def test_the_doer_does_not_accept(world: World) -> None:
    task = planned(world, own_duty(world, lead_role="security_officer", approve_role="security_officer"))
    task = handed_in(world, task, by="dina")
    with pytest.raises(Refused, match="Wie uitvoert"):
        actions.accept(world.actor("dina"), task=task)
    assert actions.accept(world.actor("fien"), task=task).status == TaskStatus.ACCEPTED


def test_without_reviewer_handing_in_closes(world: World) -> None:
    duty = own_duty(world, lead_role="security_officer", approve_role="", separation=False)
    task = handed_in(world, planned(world, duty), by="dina")
    assert (task.status, task.closed_at) == (TaskStatus.ACCEPTED, MONDAY)


def test_rejected_goes_back_to_the_doer(world: World) -> None:
    task = handed_in(world, planned(world))
    with pytest.raises(Invalid, match="ontbreekt"):
        actions.reject(world.actor("dina"), task=task, reason=" ")
    task = actions.reject(world.actor("dina"), task=task, reason="de databanken ontbreken")
    assert (task.status, task.reject_reason) == (TaskStatus.REJECTED, "de databanken ontbreken")
    assert handed_in(world, task).reject_reason == ""


def test_strangers_and_councillors_do_nothing(world: World) -> None:
    task = planned(world)
    for name in ("chris", "emil", "bert"):
        with pytest.raises(NotAllowed):
            actions.claim(world.actor(name), task=task)
    with pytest.raises(NotAllowed):
        actions.accept(world.actor("an"), task=handed_in(world, task))


def test_evidence_is_asked_when_expected(world: World) -> None:
    task = planned(world)
    with pytest.raises(Invalid, match="bewijs"):
        actions.hand_in(world.actor("an"), task=task)
    with pytest.raises(Invalid, match="nog niet achter ons"):
        actions.hand_in(world.actor("an"), task=task, note="ok", done_on=date(2026, 3, 3))


def test_passed_on_task_is_seen_and_done_by_its_assignee(world: World) -> None:
    hr = world.employ("hanne", ["hr"])
    task = actions.pass_on(world.actor("an"), task=planned(world), person=hr, reason="kent de lijst")
    with scope(world.actor("hanne"), [world.zonderbeke]):
        assert Task.objects.get() == task
    done = handed_in(world, task, by="hanne")
    assert done.doer_id == hr.pk


def test_postponing_moves_one_task_only(world: World) -> None:
    duty = own_duty(world)
    task = actions.postpone(
        world.actor("an"), task=planned(world, duty), due=date(2026, 3, 20), reason="opslag vernieuwd"
    )
    assert (task.due, task.original_due, task.limit) == (date(2026, 3, 20), date(2026, 3, 10), date(2026, 3, 20))
    assert planned(world, duty, date(2026, 4, 10)).due == date(2026, 4, 10)
    with pytest.raises(Invalid, match="na vandaag"):
        actions.postpone(world.actor("an"), task=task, due=date(2026, 3, 2), reason="x")


def test_a_statutory_date_never_moves(world: World) -> None:
    duty = own_duty(world, start=date(2026, 3, 8), statutory=True)
    task = planned(world, duty)
    assert task.due == date(2026, 3, 8)  # a Sunday
    with pytest.raises(Refused, match="Wettelijke datum"):
        actions.postpone(world.actor("dina"), task=task, due=date(2026, 4, 1), reason="x")
    with pytest.raises(Refused, match="Wettelijke datum"):
        actions.adapt_duty(world.actor("dina"), duty=duty, reason="x", rule="FREQ=YEARLY")


@pytest.mark.parametrize("start", [date(2026, 3, 9), date(2026, 4, 8), date(2027, 3, 8)])
def test_another_start_never_moves_or_skips_a_statutory_date(world: World, start: date) -> None:
    duty = own_duty(world, start=date(2026, 3, 8), statutory=True)
    with pytest.raises(Refused, match="Wettelijke datum"):
        actions.adapt_duty(world.actor("dina"), duty=duty, reason="x", start=start)
    earlier = actions.adapt_duty(world.actor("dina"), duty=duty, reason="x", start=date(2026, 2, 8))
    assert earlier.start == date(2026, 2, 8)  # from today on the same dates fall due


def test_a_statutory_duty_is_not_adopted_past_its_date(world: World) -> None:
    offered = {"authority": world.zonderbeke, "catalogue_id": "org-control-report"}
    with pytest.raises(Refused, match="Wettelijke datum"):
        actions.adopt(world.actor("dina"), start=date(2026, 7, 1), **offered)
    duty = actions.adopt(world.actor("dina"), start=date(2026, 6, 30), **offered)
    rhythm = duty.recurrence()
    assert rhythm is not None
    following = rhythm.next_after(clock.today())
    assert following is not None
    assert following.due == date(2026, 6, 30)


def test_longest_gap_follows_what_was_done(world: World) -> None:
    duty = actions.adopt(
        world.actor("dina"), authority=world.zonderbeke, catalogue_id="meet-security-service", start=date(2026, 3, 10)
    )
    first, second = planned(world, duty), planned(world, duty, date(2026, 9, 10))
    assert (first.limit, second.limit) == (date(2026, 3, 10), date(2026, 9, 10))
    actions.hand_in(world.actor("dina"), task=first, note="verslag", done_on=date(2026, 2, 25))
    with scope(world.system, [world.zonderbeke]):
        assert Task.objects.get(pk=second.pk).limit == date(2026, 2, 25) + timedelta(days=184)


def test_skipping_needs_a_reason_and_reopening_too(world: World) -> None:
    task = planned(world)
    with pytest.raises(Invalid):
        actions.skip(world.actor("an"), task=task, reason="")
    task = actions.skip(world.actor("an"), task=task, reason="geen back-up deze maand")
    assert task.status == TaskStatus.SKIPPED
    with pytest.raises(Refused, match="afgesloten"):
        actions.claim(world.actor("an"), task=task)
    assert actions.reopen(world.actor("dina"), task=task, reason="toch nodig").status == TaskStatus.OPEN


def test_withdraw_before_review(world: World) -> None:
    task = handed_in(world, planned(world))
    assert actions.withdraw(world.actor("an"), task=task).status == TaskStatus.OPEN


def test_comment_is_kept_with_its_writer(world: World) -> None:
    task = planned(world)
    actions.comment(world.actor("an"), task=task, text="wacht op de leverancier")
    with scope(world.actor("dina"), [world.zonderbeke]):
        assert TaskComment.objects.get(task=task).person_id == world.person("an").pk


def test_an_occurrence_is_made_once_and_only_on_its_date(world: World) -> None:
    duty = own_duty(world)
    planned(world, duty)
    with pytest.raises(Refused, match="bestaat al"):
        planned(world, duty)
    with pytest.raises(Refused, match="ritme"):
        planned(world, duty, date(2026, 4, 11))


def test_numbers_run_per_authority_and_year(world: World) -> None:
    duty = own_duty(world)
    numbers = [planned(world, duty, date(2026, month, 10)).number for month in (3, 4)]
    with clock.at(MONDAY + timedelta(days=365)):
        numbers.append(planned(world, duty, date(2027, 3, 10)).number)
    assert numbers == ["T-2026-0001", "T-2026-0002", "T-2027-0001"]
    other = actions.make_task(
        world.actor("dina"), authority=world.lissegem, title="Los", due=date(2026, 3, 9), lead_role="ict_staff"
    )
    assert other.number == "T-2026-0001"


def test_signal_asks_only_when_it_fails_and_only_once(world: World) -> None:
    duty = actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id="backup-daily-check")
    with pytest.raises(Refused, match="ritme"):
        actions.plan_task(world.system, duty=duty, key=date(2026, 3, 3))
    task = actions.signal_failed(world.system, duty=duty, detail="taak zbfs01 mislukt om 02:10")
    assert (task.due, "zbfs01" in task.instruction) == (date(2026, 3, 3), True)
    with pytest.raises(Refused, match="staat al een taak open"):
        actions.signal_failed(world.system, duty=duty, detail="weer")


def test_event_makes_one_task_per_source(world: World) -> None:
    duty = actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id="awareness-onboarding")
    person = world.person("an")
    source = {"source_kind": "people.person", "source_id": person.pk}
    task = actions.trigger_task(world.system, duty=duty, on=date(2026, 3, 2), about_title=str(person), **source)
    assert (task.due, task.title.endswith("An Peeters")) == (date(2026, 5, 29), True)  # 90 days on is a Sunday
    with pytest.raises(Refused, match="al een taak"):
        actions.trigger_task(world.system, duty=duty, on=date(2026, 3, 2), **source)


@pytest.mark.parametrize(("separation", "status"), [(False, TaskStatus.ACCEPTED), (True, TaskStatus.HANDED_IN)])
def test_record_of_another_room_fulfils(
    world: World, monkeypatch: pytest.MonkeyPatch, separation: bool, status: TaskStatus
) -> None:
    kind = providers.KINDS["duties.task"]
    monkeypatch.setitem(providers.KINDS, "duties.task", replace(kind, fulfils=frozenset({"policy-review"})))
    ticket = planned(world)
    duty = actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id="policy-review")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Duty.objects.filter(pk=duty.pk).update(separation=separation)
        duty.refresh_from_db()
    task = planned(world, duty)
    found = {"kind": "duties.task", "record_id": ticket.pk, "on": date(2026, 3, 1)}
    with pytest.raises(Invalid, match="niet voor jou"):
        actions.fulfil(world.actor("dina"), task=task, **(found | {"record_id": world.zonderbeke.pk}))
    with pytest.raises(Refused, match="sluit deze taak niet"):
        actions.fulfil(world.actor("dina"), task=ticket, **found)
    done = actions.fulfil(world.system, task=task, by=world.person("dina"), **found)
    assert (done.status, done.done_on, done.doer_id) == (status, date(2026, 3, 1), world.person("dina").pk)
    with scope(world.system, [world.zonderbeke]):
        assert done.evidence.get().link_title == str(ticket)


def test_adopting_the_starter_set_spreads_it(world: World) -> None:
    from roeland.duties.catalogue import starters

    made = actions.adopt_selection(world.actor("dina"), world.zonderbeke, [row.id for row in starters()])
    assert len(made) == 25
    waiting = {duty.catalogue_id for duty in made if duty.status == DutyStatus.WAITING}
    assert waiting == {"post-incident-review"}
    assert codes(world) == ["duties:duty:adopted"] * 25
    with pytest.raises(Refused, match="loopt al"):
        actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id="policy-review")


def test_only_the_officer_decides_on_the_plan(world: World) -> None:
    for name in ("an", "bert", "chris"):
        with pytest.raises(NotAllowed):
            actions.adopt(world.actor(name), authority=world.zonderbeke, catalogue_id="policy-review")


def test_decline_and_take_over_again(world: World) -> None:
    dina, where = world.actor("dina"), world.zonderbeke
    duty = actions.decline(dina, authority=where, catalogue_id="phishing-simulation", reason="te weinig tijd")
    assert (duty.status, duty.declined_reason) == (DutyStatus.DECLINED, "te weinig tijd")
    again = actions.adopt(dina, authority=where, catalogue_id="phishing-simulation")
    assert (again.pk, again.status, again.declined_reason) == (duty.pk, DutyStatus.ACTIVE, "")


def test_adapting_the_rhythm_plans_anew_but_leaves_work_in_hand(world: World) -> None:
    duty = own_duty(world)
    taken = actions.claim(world.actor("an"), task=planned(world, duty))
    planned(world, duty, date(2026, 4, 10))
    actions.adapt_duty(
        world.actor("dina"),
        duty=duty,
        reason="elk kwartaal volstaat",
        rule="FREQ=MONTHLY;INTERVAL=3",
        start=date(2026, 6, 10),
    )
    with scope(world.system, [world.zonderbeke]):
        assert [task.pk for task in Task.objects.all()] == [taken.pk]
        assert Duty.objects.get(pk=duty.pk).adapted_reason == "elk kwartaal volstaat"


def test_stopping_withdraws_what_was_only_planned(world: World) -> None:
    duty = own_duty(world)
    planned(world, duty)
    stopped = actions.stop_duty(world.actor("dina"), duty=duty, reason="uitbesteed")
    assert stopped.status == DutyStatus.STOPPED
    with scope(world.system, [world.zonderbeke]):
        assert not Task.objects.exists()


def test_linking_the_own_mandate_turns_example_into_assignment(world: World) -> None:
    dina = world.actor("dina")
    duty = actions.adopt(dina, authority=world.zonderbeke, catalogue_id="meet-security-service")
    assert str(duty.ground.label) == "Voorbeeld"
    duty = actions.link_mandate(dina, duty=duty, ref="Overeenkomst 14/01/2025, art. 4")
    assert (str(duty.ground.label), str(duty.interval_ground.label)) == ("Opdracht", "Opdracht")


def test_other_authority_is_refused(world: World) -> None:
    """A verb takes arguments of one authority: nobody hands the work of one to a person of the other."""
    with pytest.raises(TypeError, match="exactly one authority"):
        actions.pass_on(
            world.actor("dina"), task=planned(world), person=world.person("emil", world.lissegem), reason="x"
        )
