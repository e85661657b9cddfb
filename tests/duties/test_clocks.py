"""Statutory clocks: who starts, stops and decides, what may be paused, and that time is counted by the law's measure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from roeland.duties import actions, queries
from roeland.duties.models import Clock
from roeland.duties.rules import P
from roeland.duties.values import ClockDecision, ClockStatus
from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.people.models import Absence, AuthorityProfile, Replacement
from tests.duties.conftest import MONDAY
from tests.world import World


def start(world: World, clock_id: str = "gdpr-33-regulator", who: str = "dina", hours_ago: int = 2) -> Clock:
    return actions.start_clock(
        world.actor(who),
        authority=world.zonderbeke,
        clock_id=clock_id,
        title="Loonbestand naar verkeerd adres",
        started_at=MONDAY - timedelta(hours=hours_ago),
    )


def test_seventy_two_hours_run_through_the_night_of_the_clock_change(world: World) -> None:
    friday = datetime(2026, 3, 27, 15, 20, tzinfo=UTC)
    with clock.at(friday + timedelta(hours=1)):
        row = actions.start_clock(
            world.actor("dina"),
            authority=world.zonderbeke,
            clock_id="gdpr-33-regulator",
            title="Lek",
            started_at=friday,
        )
    assert row.due_at == friday + timedelta(hours=72)
    assert clock.local(row.due_at).strftime("%a %H:%M") == "Mon 17:20"
    assert (row.audience, row.remaining(friday + timedelta(hours=40))) == ("breach", timedelta(hours=32))


def test_who_may_start_and_see(world: World) -> None:
    row = start(world)
    for name in ("an", "chris", "emil", "bert"):
        with pytest.raises(NotAllowed):
            start(world, who=name)
    seen = {}
    for name in ("dina", "bert", "an", "chris"):
        with scope(world.actor(name), [world.zonderbeke]):
            seen[name] = [found.pk for found in queries.running_clocks()]
    assert seen == {"dina": [row.pk], "bert": [row.pk], "an": [], "chris": []}


def test_a_clock_starts_in_the_past_and_only_when_it_is_known(world: World) -> None:
    with pytest.raises(Refused, match="nog niet achter ons"):
        start(world, hours_ago=-1)
    for unknown in ("ksz-incident", "gdpr-34-subjects", "bestaat-niet"):
        with pytest.raises(Invalid, match="kan niet gestart"):
            start(world, unknown)


def test_nis2_clocks_only_for_nis2_entities(world: World) -> None:
    with pytest.raises(Refused, match="NIS2"):
        start(world, "nis2-early-warning")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        AuthorityProfile.objects.update(nis2_entity=True)
    assert start(world, "nis2-early-warning").audience == "incident"


def test_the_law_decides_on_pausing(world: World) -> None:
    with pytest.raises(Refused, match="geen pauze"):
        actions.pause_clock(world.actor("dina"), clock=start(world), reason="weekend")
    row = start(world, "gdpr-36-consultation")
    due = row.due_at
    row = actions.pause_clock(world.actor("dina"), clock=row, reason="gevraagde informatie ontbreekt")
    assert row.remaining(MONDAY + timedelta(days=20)) == due - MONDAY
    with clock.at(MONDAY + timedelta(days=9)):
        row = actions.resume_clock(world.actor("dina"), clock=row)
        assert (row.due_at, row.status) == (due + timedelta(days=9), ClockStatus.RUNNING)
        with pytest.raises(Refused):
            actions.resume_clock(world.actor("dina"), clock=row)


def test_stopping_needs_proof_and_says_whether_it_was_in_time(world: World) -> None:
    row = start(world)
    with pytest.raises(Invalid, match="bewijs"):
        actions.stop_clock(world.actor("dina"), clock=row, proof="")
    with clock.at(MONDAY + timedelta(hours=80)):
        row = actions.stop_clock(world.actor("dina"), clock=row, proof="melding 2026/118")
        assert row.passed(clock.now())
        with pytest.raises(Refused, match="staat al stil"):
            actions.stop_clock(world.actor("dina"), clock=row, proof="weer")
    assert row.passed(MONDAY + timedelta(days=300))


def test_not_notifying_is_proposed_advised_and_decided_by_three(world: World) -> None:
    world.employ("sofie", ["dpo"])
    dina, sofie, bert = (world.actor(name) for name in ("dina", "sofie", "bert"))
    row = start(world)
    with pytest.raises(NotAllowed):
        actions.decide(dina, clock=row, notify=False, reason="x")
    with pytest.raises(NotAllowed):
        actions.advise(dina, clock=row, agrees=True, advice="x")
    with pytest.raises(Refused, match="adviseert eerst"):
        actions.decide(bert, clock=row, notify=False, reason="x")
    row = actions.propose_not_notifying(dina, clock=row, reason="bestand was versleuteld")
    row = actions.advise(sofie, clock=row, agrees=True, advice="geen risico voor betrokkenen")
    row = actions.decide(bert, clock=row, notify=False, reason="gevolgd")
    assert (row.decision, row.status) == (ClockDecision.NOT_NOTIFYING, ClockStatus.STOPPED)
    with scope(dina, [world.zonderbeke]):
        assert {event.kind for event in row.events.all()} == {"started", "proposed", "advised", "decided"}


def test_only_the_officer_proposes_and_nobody_advises_on_the_own_proposal(world: World) -> None:
    world.employ("sofie", ["dpo"])
    world.employ("wim", ["dpo", "security_officer"])
    row = start(world)
    assert world.actor("sofie").holds(P.CLOCK_RUN, world.zonderbeke.pk), "she runs the clock, but proposes nothing"
    with pytest.raises(NotAllowed):
        actions.propose_not_notifying(world.actor("sofie"), clock=row, reason="x")
    row = actions.propose_not_notifying(world.actor("wim"), clock=row, reason="versleuteld")
    with pytest.raises(Refused, match="adviseert niet zelf"):
        actions.advise(world.actor("wim"), clock=row, agrees=True, advice="akkoord")
    assert actions.advise(world.actor("sofie"), clock=row, agrees=True, advice="akkoord").decision == "advised"


def test_deciding_to_notify_lets_the_clock_run(world: World) -> None:
    world.employ("sofie", ["dpo"])
    row = actions.propose_not_notifying(world.actor("dina"), clock=start(world), reason="twijfel")
    row = actions.advise(world.actor("sofie"), clock=row, agrees=False, advice="wel melden")
    row = actions.decide(world.actor("bert"), clock=row, notify=True, reason="advies gevolgd")
    assert (row.decision, row.status) == (ClockDecision.NOTIFYING, ClockStatus.RUNNING)


def test_the_replacement_decides_while_the_director_is_away(world: World) -> None:
    world.employ("sofie", ["dpo"])
    koen = world.employ("koen", ["application_owner"])
    row = actions.propose_not_notifying(world.actor("dina"), clock=start(world), reason="versleuteld")
    row = actions.advise(world.actor("sofie"), clock=row, agrees=True, advice="akkoord")
    with pytest.raises(NotAllowed):
        actions.decide(world.actor("koen"), clock=row, notify=False, reason="x")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        common = {"authority": world.zonderbeke, "start": clock.today()}
        Replacement.objects.create(audience="mandates", role="general_director", rank=1, person=koen, **common)
        Absence.objects.create(audience="persons", person=world.person("bert"), **common)
    assert actions.decide(world.actor("koen"), clock=row, notify=False, reason="gevolgd").status == ClockStatus.STOPPED
