"""Closing a control: when it may, what it says of itself, and the duty that it fulfils."""

from dataclasses import replace
from datetime import date

import pytest

from roeland.duties.models import Evidence, Task
from roeland.duties.values import TaskStatus
from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, Refused
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.ledger.outbox import drain
from roeland.logs import keys
from roeland.logs.actions import cases as verbs
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.reopening import reopen_case
from roeland.logs.actions.runs import close_run, enter_paper_run
from roeland.logs.actions.sample import judge_sample
from roeland.logs.handlers import HANDLERS
from roeland.logs.models import Case, Run, SampleItem
from roeland.logs.queries import citizen, figures, runs
from roeland.logs.queries.records import title
from roeland.logs.report_words import blocks_of
from roeland.logs.values import CaseState, RunState, Scope
from tests.logs import months
from tests.logs.intake_kit import number as valid
from tests.logs.months import NOW, OCTOBER, explained, judge_all, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")


def test_a_control_closes_when_what_is_shown_is_decided(world: World) -> None:
    months.ready(world, explained(), strange("an", 51), strange("an", 52))
    one, dina = run(world), world.actor("dina")
    with pytest.raises(Refused, match="Eerst nog 2 gevallen"):
        close_run(dina, run=one, conclusion="Klaar.", spent=30)
    with scope(dina, [world.zonderbeke]):
        first, second = Case.objects.filter(run=one)
    verbs.ask_worker(dina, case=first, text="Waarvoor was dit?")
    verbs.justify(dina, case=second, reason="Huisbezoek.")
    with pytest.raises(Refused, match="50 raadplegingen uit de steekproef"):
        close_run(dina, run=one, conclusion="Klaar.", spent=30)
    with scope(dina, [world.zonderbeke]):
        item = SampleItem.objects.filter(run=one).first()
    with pytest.raises(Invalid):
        judge_sample(dina, item=item, verdict="wrong")
    judge_sample(dina, item=item, verdict="wrong", note="Het dossier was van een ander.")
    judge_all(world, one)
    with pytest.raises(Invalid):
        close_run(dina, run=one, conclusion=" ", spent=30)
    closed = close_run(dina, run=one, conclusion="Eén vraag loopt.", spent=30)
    assert (closed.state, closed.scope) == (RunState.CLOSED, Scope.FULL)
    with scope(dina, [world.zonderbeke]):
        shown = runs.claim(world.zonderbeke, OCTOBER)
        assert (shown.checked, shown.wrong, shown.one_in) == (50, 1, 10)
    with pytest.raises(Refused, match="afgesloten"):
        run(world)
    with pytest.raises(Refused):
        judge_sample(dina, item=item, verdict="right")
    with scope(dina, [world.zonderbeke]):
        assert verbs.justify(dina, case=first, reason="Antwoord kwam.").state == CaseState.JUSTIFIED


def test_a_closed_control_fulfils_the_monthly_duty(world: World) -> None:
    months.ready(world)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        task = months.monthly_task(world.zonderbeke)
    one, dina = run(world), world.actor("dina")
    with scope(dina, [world.zonderbeke]):
        verbs.justify(dina, case=Case.objects.get(run=one), reason="Huisbezoek.")
    judge_all(world, one)
    close_run(dina, run=one, conclusion="Alles verklaard.", spent=25)
    drain(HANDLERS)
    drain(HANDLERS)
    with scope(world.system, [world.zonderbeke]):
        task.refresh_from_db()
        found = Evidence.objects.get(task=task)
    assert task.status == TaskStatus.HANDED_IN  # the duty asks that somebody else looks at it
    assert found.link_title.startswith("Logcontrole oktober 2026, volledige controle: 66 raadplegingen, 1 geval")
    assert (found.link_kind, found.link_id, task.doer_id) == ("logs.run", one.pk, world.person("dina").pk)


def test_what_was_decided_behind_the_cut_is_not_told_as_unseen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    teams = [{**months.STAFF[0], "user_id": f"u{number}", "team": f"t{number}"} for number in range(10)]
    monkeypatch.setattr(months, "STAFF", [*months.STAFF, *teams])  # of different teams, so that they are no group
    months.ready(world, explained(), *[strange(f"u{number}", 200 + number) for number in range(10)])
    one, dina = run(world, minutes=20), world.actor("dina")
    with scope(world.system, [world.zonderbeke]):
        hidden = list(Case.objects.filter(run=one, shown=False).select_related("run", "authority"))
        shown = list(Case.objects.filter(run=one, shown=True).select_related("run", "authority"))
        assert (one.cut, len(hidden) > 3) == (len(hidden), True)
    for case in [*hidden[2:], *shown]:
        verbs.justify(dina, case=case, reason="Huisbezoek.")
    reopen_case(dina, case=hidden[-1], reason="Verkeerde maand.")
    verbs.justify(dina, case=hidden[-1], reason="Toch in orde.")
    with scope(world.system, [world.zonderbeke]):
        assert figures.month(one).cut == 2  # while it runs too
    judge_all(world, one)
    closed = close_run(dina, run=one, conclusion="Twee bleven liggen.", spent=25)
    with scope(world.system, [world.zonderbeke]):
        told = LedgerEntry.objects.get(action="logs:run:closed")
        payload = LedgerPayload.objects.get(tree=told.tree_id, idx=told.idx).payload
        (fact,) = figures.of_year(world.zonderbeke, OCTOBER, OCTOBER, NOW)
        assert (closed.cut, fact.cut, figures.month(closed).cut) == (2, 2, 2)
        assert "2 niet bekeken" in title(closed)
        lines = dict(dict(blocks_of(figures.month(closed)))["Gevallen"])
    assert lines["Niet bekeken bij het afsluiten: buiten de tijd van de consulent"] == "minder dan 5"
    assert b'"cut":2,' in bytes(payload or b"")


def test_a_control_is_no_evidence_of_the_task_of_another_month(world: World) -> None:
    months.ready(world, explained())
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        own = months.monthly_task(world.zonderbeke)
        due = date(2026, 10, 15)  # that of September, which nobody controlled
        before = Task.objects.create(
            authority=own.authority, audience="ksz_log", duty=own.duty, title="Logcontrole", number="T-2026-0800", due=due, original_due=due,
            limit=due, key=due, created_at=NOW, status="open", separation=True,
        )  # fmt: skip
    one = run(world)
    judge_all(world, one)
    close_run(world.actor("dina"), run=one, conclusion="Alles verklaard.", spent=25)
    drain(HANDLERS)
    with scope(world.system, [world.zonderbeke]):
        assert [found.task_id for found in Evidence.objects.all()] == [own.pk]
        before.refresh_from_db()
    assert before.status == TaskStatus.OPEN


def test_a_sample_from_paper_closes_as_limited(world: World) -> None:
    months.people(world)
    dina = world.actor("dina")
    line = OnPaper(world.person("an"), months.moment(OCTOBER, 10), "RR", right=False, note="Geen dossier gevonden.")
    own = OnPaper(world.person("dina"), months.moment(OCTOBER, 10), "RR", right=True, note="")
    nobody, bad = replace(line, person=None), replace(line, citizen="850730-033-29")
    for wrong in ([], [own], [nobody], [bad], [replace(line, note="")], [replace(line, at=NOW)]):
        with pytest.raises(Invalid):
            enter_paper_run(dina, authority=world.zonderbeke, month=OCTOBER, lines=wrong)
    number, place = valid(7), world.zonderbeke
    account = replace(line, person=None, user="loket3", citizen=number, right=True, note="dossier gevonden")
    with pytest.raises(Invalid, match="enkel in zijn eigen veld"):
        enter_paper_run(dina, authority=place, month=OCTOBER, lines=[replace(account, note=f"dossier van {number}")])
    one = enter_paper_run(dina, authority=place, month=OCTOBER, lines=[line, account])
    with scope(dina, [place]):
        first, second = SampleItem.objects.filter(run=one).select_related("user").order_by("event")
    assert (first.user.person_id, first.citizen) == (world.person("an").pk, 0)
    token = keys.pseudonym(place.pk, number)
    assert token is not None
    assert (second.user.user_id, second.person_id, second.citizen) == ("loket3", None, token)
    assert second.note == "dossier gevonden"
    with scope(dina, [place]):
        (look,) = citizen.looks(place, token, OCTOBER, NOW.date())  # the letter to that citizen tells of it
    assert (look.why, look.explained) == ("Nagekeken op papier, en er was een reden voor.", True)
    with pytest.raises(Refused, match="papier"):
        run(world)
    closed = close_run(dina, run=one, conclusion="Eén raadpleging zonder reden.", spent=20)
    assert closed.scope == Scope.LIMITED
    with scope(dina, [world.zonderbeke]):
        assert runs.claim(world.zonderbeke, OCTOBER).checked == 0  # it was not drawn at random


def month_task(own: Task, due: date, status: str = "open") -> Task:
    """Another task of the same duty; inside the write gate and the scope."""
    found: Task = Task.objects.create(
        authority=own.authority, audience="ksz_log", duty=own.duty, title="Logcontrole", number=f"T-{due:%Y-%m%d}", due=due, original_due=due,
        limit=due, key=due, created_at=NOW, status=status, separation=True,
    )  # fmt: skip
    return found


def closed_control(world: World) -> None:
    one = run(world)
    judge_all(world, one)
    close_run(world.actor("dina"), run=one, conclusion="Alles verklaard.", spent=25)
    drain(HANDLERS)


def met(world: World) -> list[date]:
    """The keys of the tasks of which a control is the evidence."""
    with scope(world.system, [world.zonderbeke]):
        return [found.task.key for found in Evidence.objects.select_related("task").order_by("task__key")]


@pytest.mark.parametrize("status", ["accepted", "skipped", "handed_in"])
def test_a_control_of_an_older_month_leaves_the_task_of_a_later_one(world: World, status: str) -> None:
    months.ready(world, explained())
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        own = months.monthly_task(world.zonderbeke)
        own.status = status
        own.save()
        month_task(own, date(2026, 12, 15))
        month_task(own, date(2026, 12, 3))
    closed_control(world)
    assert met(world) == []


def test_a_task_that_falls_in_a_later_month_is_not_met_when_there_is_no_own_one(world: World) -> None:
    months.ready(world, explained())
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        own = months.monthly_task(world.zonderbeke)
        own.key = own.due = own.original_due = date(2026, 12, 15)
        own.save()
    closed_control(world)
    assert met(world) == []


def test_a_task_of_three_months_is_met_by_a_control_of_one_of_them(world: World) -> None:
    months.ready(world, explained())
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        own = months.monthly_task(world.zonderbeke)
        own.key = date(2027, 1, 15)
        own.save()
        own.duty.rule = "FREQ=MONTHLY;INTERVAL=3"
        own.duty.save()
        month_task(own, date(2027, 4, 15))
    closed_control(world)
    assert met(world) == [date(2027, 1, 15)]


def test_who_controls_a_month_behind_goes_on_with_the_task_of_the_first_days(world: World) -> None:
    months.ready(world, explained())
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        own = months.monthly_task(world.zonderbeke)
        own.key, own.status = date(2026, 11, 3), "accepted"
        own.save()
        month_task(own, date(2026, 12, 3))
        september = Run.objects.create(
            authority=world.zonderbeke, audience="ksz_log", month=date(2026, 9, 1), state="closed", started_at=NOW, closed_at=NOW
        )  # fmt: skip
        Evidence.objects.create(
            authority=world.zonderbeke, audience="ksz_log", task=own, kind="link", link_kind="logs.run", link_id=september.pk,
            effective_on=NOW.date(), uploaded_at=NOW,
        )  # fmt: skip
    closed_control(world)
    assert met(world) == [date(2026, 11, 3), date(2026, 12, 3)]
