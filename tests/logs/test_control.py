"""A control from start to close, on a month in the store: what it keeps, whom it lets judge, what a rerun and a kill leave."""

import hashlib
from typing import Any

import pyarrow.parquet as pq
import pytest

from roeland.kernel import gate
from roeland.kernel.actor import Actor
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from roeland.logs.actions import cases as verbs
from roeland.logs.actions import keeping
from roeland.logs.models import Case, Conditions, LogUser, Question, Registration, Run, SampleItem, Standing
from roeland.logs.queries import cases, events
from roeland.logs.values import CaseState, Scope
from tests.logs import months
from tests.logs.months import OCTOBER, explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")


def test_a_control_needs_its_conditions_and_the_right(world: World) -> None:
    months.ready(world)
    with scope(world.system, [world.zonderbeke]), gate.opened():
        Conditions.objects.all().delete()
    with pytest.raises(Refused, match="ontbreekt"):
        run(world)
    with pytest.raises(NotAllowed):
        run(world, "bert")
    with pytest.raises(Invalid):
        run(world, minutes=0)
    with scope(world.system, [world.zonderbeke]):
        assert not Run.objects.exists()


def test_a_month_becomes_cases_and_a_sample_that_anybody_can_draw_again(world: World) -> None:
    months.ready(world)
    one = run(world)
    with scope(world.actor("dina"), [world.zonderbeke]):
        case = Case.objects.get(run=one)
        assert (one.events, one.explained, one.cases, one.cut) == (66, 60, 1, 0)
        assert (case.user.user_id, case.citizen, case.events, case.team) == (
            "an",
            months.LOOKED_UP,
            6,
            "sociale dienst",
        )
        assert case.person == world.person("an")
        assert case.reviewer is None
        assert case.shown
        items = list(SampleItem.objects.filter(run=one))
        assert len(items) == one.sampled == 50
        verdicts = pq.read_table(events.folder(one) / "verdicts.parquet").to_pylist()
        known = [row["event_id"] for row in verdicts if row["explained_by"]]
        order = sorted(known, key=lambda number: hashlib.sha256(f"{one.summary['seed']}:{number}".encode()).hexdigest())
        assert {item.event for item in items} == {str(number) for number in order[:50]}
        assert [event.same for event in events.of_user_month(case)].count(True) == 6
        assert not any(event.explained_by for event in events.of_case(case))
    assert (one.scope, one.summary["missing_days"]) == (Scope.FULL, [])


def test_nobody_judges_himself(world: World) -> None:
    months.ready(world, explained(200), strange("dina"), strange("an", 55), explained(200, "dina"), dina="dina")
    one = run(world)
    dina, karel, sofie = (world.actor(name) for name in ("dina", "karel", "sofie"))
    with scope(world.system, [world.zonderbeke]):
        own = Case.objects.get(run=one, user__user_id="dina")
        other = Case.objects.get(run=one, user__user_id="an")
        assert own.reviewer == world.person("karel")
        items = list(SampleItem.objects.filter(run=one, user__user_id="dina"))
    assert {item.reviewer_id for item in items} == {own.reviewer_id}
    for call in (
        lambda: verbs.justify(dina, case=own, reason="Ik weet het nog."),
        lambda: verbs.ask_worker(dina, case=own, text="Waarom?"),
        lambda: verbs.make_incident(dina, case=own, reason="x"),
        lambda: verbs.hand_over(dina, case=own, to=world.person("sofie")),
    ):
        with pytest.raises(Refused, match="eigen raadplegingen"):
            call()
    with scope(dina, [world.zonderbeke]):
        assert cases.find(dina, world.zonderbeke, own.pk) is None
        assert cases.counts(dina, one)["own"] == 1
    with pytest.raises(NotAllowed):
        verbs.justify(sofie, case=other, reason="Dossier te laat geregistreerd.")
    with pytest.raises(NotAllowed):  # one that was given to her does not open the other
        verbs.together([other], lambda case: verbs.justify(sofie, case=case, reason="Kan."))
    other = verbs.hand_over(dina, case=other, to=world.person("sofie"))
    with pytest.raises(Refused, match="ligt bij"):
        verbs.justify(dina, case=other, reason="Toch.")
    assert verbs.justify(sofie, case=other, reason="Dossier te laat geregistreerd.").state == CaseState.JUSTIFIED
    assert verbs.make_incident(karel, case=own, reason="Geen reden.").state == CaseState.INCIDENT
    with pytest.raises(Refused, match="al beslist"):
        verbs.justify(karel, case=own, reason="Toch.")


def test_decisions_leave_rows_facts_and_are_read_by_the_next_look(world: World) -> None:
    months.ready(world, explained(), strange("an", 51), strange("an", 52), strange("an", 53), strange("bo", 54))
    one, dina = run(world), world.actor("dina")
    with scope(dina, [world.zonderbeke]):
        found = {case.citizen: case for case in Case.objects.filter(run=one)}
    assert set(found) == {51, 52, 53, 54}
    verbs.justify(dina, case=found[51], reason="Huisbezoek, dossier volgt.")
    rule = verbs.StandingRule("RR", OCTOBER.replace(month=1), OCTOBER.replace(month=12))
    with pytest.raises(Invalid, match="Kies welke"):
        verbs.justify(dina, case=found[52], reason="Permanentie.", how="standing")
    asked = verbs.ask_worker(dina, case=found[53], text="Waarvoor was dit?")
    assert "geen tuchtverhoor" in asked.text
    assert "laten bijstaan" in asked.text
    assert asked.due.isoformat() == "2026-11-24"
    with pytest.raises(Refused, match="loopt al"):
        verbs.ask_worker(dina, case=found[53], text="Nog eens?")
    with pytest.raises(Refused, match="geen medewerker"):
        verbs.ask_worker(dina, case=found[54], text="Wie ben je?")
    with scope(dina, [world.zonderbeke]):
        known = Registration.objects.get(case=found[51])
        assert (known.citizen, known.user.user_id, known.end > known.start) == (51, "an", True)
    again = run(world)
    assert again.pk == one.pk
    assert (again.explained, again.by_decision) == (60, 6)
    with scope(dina, [world.zonderbeke]):
        states = dict(Case.objects.filter(run=one).values_list("citizen", "state"))
        assert states == {51: "justified", 52: "open", 53: "asked", 54: "open"}
        assert Question.objects.get(case=found[53]).pk == asked.pk
    verbs.justify(dina, case=found[52], reason="Permanentie.", how="standing", standing=rule)
    with scope(dina, [world.zonderbeke]):
        assert Standing.objects.get().team == "sociale dienst"
        codes = list(LedgerEntry.everything.filter(action__startswith="logs:").values_list("action", flat=True))
    assert codes.count("logs:case:justified") == 2
    assert codes.count("logs:run:started") == 2


def test_many_are_decided_at_once_or_none_is(world: World) -> None:
    months.ready(world, explained(), *[strange("an", 60 + number, 4) for number in range(4)], strange("bo", 70, 4))
    one, dina = run(world), world.actor("dina")
    with scope(dina, [world.zonderbeke]):
        found = list(Case.objects.filter(run=one).order_by("rank"))
        assert sorted(len(line.cases) for line in cases.lines(found)) == [1, 4]
    with pytest.raises(Refused):  # nobody stands behind `bo`
        verbs.together(found, lambda case: verbs.ask_worker(dina, case=case, text="Waarom?"))
    with scope(dina, [world.zonderbeke]):
        assert not Question.objects.exists()
        assert not LedgerEntry.everything.filter(action="logs:case:asked").exists()
    assert verbs.together(found, lambda case: verbs.justify(dina, case=case, reason="Wachtdienst.")) == 5
    with scope(dina, [world.zonderbeke]):
        assert LedgerEntry.everything.filter(action="logs:case:justified").count() == 5


def test_the_list_ends_at_the_minutes_and_the_rest_is_counted(world: World) -> None:
    # ten citizens on different numbers of days give different reasons, so that they are no group
    strangers = [strange("an", 200 + number) for number in range(20)]
    for number, rows in enumerate(strangers):
        for row in rows:
            row["user_id"] = f"u{number}"
    months.ready(world, explained(), *strangers)
    one = run(world, minutes=20)
    with scope(world.actor("dina"), [world.zonderbeke]):
        shown = list(Case.objects.filter(run=one).order_by("rank").values_list("shown", flat=True))
    assert shown[0]
    assert shown == sorted(shown, reverse=True)
    assert one.cases == 20
    assert one.cut + one.summary["questions"] <= 20
    again = run(world, minutes=45)
    assert again.summary["questions"] <= 15
    assert again.summary["minutes_estimated"] <= 45


class Killed(BaseException):
    """What a killed process looks like from inside."""


def test_a_kill_leaves_the_last_good_state(
    world: World, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    months.ready(world)
    one = run(world)
    files = months.files_of(one)

    def killed(*_args: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "_sample", killed)
        with pytest.raises(Killed):
            run(world, minutes=60)
    with scope(world.system, [world.zonderbeke]):
        kept = Run.objects.get(pk=one.pk)
        assert (kept.minutes, kept.cases, kept.summary) == (one.minutes, one.cases, one.summary)
        assert Case.objects.filter(run=one).count() == 1
        assert LedgerEntry.everything.filter(action="logs:run:started").count() == 1
    assert months.files_of(one) == files
    (files[0].parent / "left-by-a-kill").mkdir()
    with django_capture_on_commit_callbacks(execute=True):
        again = run(world)
    assert [path.name for path in months.files_of(again)] == [again.summary["files"]]


def test_the_users_of_the_log_are_made_once(world: World) -> None:
    months.ready(world, explained(), strange("onbekend"))
    run(world)
    run(world)
    with scope(world.system, [world.zonderbeke]):
        assert LogUser.objects.filter(user_id="onbekend").count() == 1


def test_the_system_may_not_sign_for_a_person(world: World) -> None:
    months.ready(world)
    one = run(world)
    with scope(world.system, [world.zonderbeke]):
        case = Case.objects.get(run=one)
    outsider = Actor(world.actor("emil").account_id, "Emil")
    with pytest.raises(NotAllowed):
        verbs.justify(outsider, case=case, reason="x")
