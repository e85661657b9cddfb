"""What a month says of itself does not depend on whether somebody looked again after deciding."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed, Refused
from roeland.logs.actions import looking, runs
from roeland.logs.actions.cases import StandingRule, justify
from roeland.logs.actions.reopening import reopen_case
from roeland.logs.actions.runs import close_run
from roeland.logs.models import Registration, Run
from roeland.logs.queries import figures
from roeland.logs.report_words import blocks_of
from tests.logs import months
from tests.logs.months import OCTOBER, case_of, explained, run, strange
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")
YEAR = date(2026, 1, 1), date(2026, 12, 31)


def month(world: World) -> Run:
    """Sixty consultations with a dossier; three cases of An, of Bo and of Cy, and some of the citizens with a dossier at night."""
    other = [one | {"service": "Inkomen"} for one in strange("bo", 61)]
    months.ready(world, explained(), strange("an", 51), strange("an", 53), other)
    return run(world)


def decide(world: World) -> None:
    dina, until = world.actor("dina"), OCTOBER + timedelta(days=60)
    justify(
        dina, case=case_of(world, 61), reason="Onderzoek.", how="standing", standing=StandingRule("RR", OCTOBER, until)
    )
    justify(dina, case=case_of(world, 51), reason="Huisbezoek.")
    justify(dina, case=case_of(world, 53), reason="Huisbezoek.", how="team")


def closed(world: World, *, again: bool) -> Run:
    month(world)
    decide(world)
    if again:
        run(world)
        run(world)
    with scope(world.system, [world.zonderbeke]):
        one = Run.objects.get()
    months.judge_all(world, one)
    return close_run(world.actor("dina"), run=one, conclusion="Alles verantwoord.", spent=30)


def told(world: World, one: Run) -> dict[str, Any]:
    """Every place that tells the figures of a month."""
    with scope(world.system, [world.zonderbeke]):
        [fact] = figures.of_year(world.zonderbeke, *YEAR, clock.now())
        blocks = dict(blocks_of(figures.month(one)))
    return {
        "run": (one.events, one.explained, one.by_decision, one.unexplained),
        "year": (fact.events, fact.explained, fact.by_decision),
        "looked": blocks["Nagekeken"],
        "rules": blocks["Waarom ze verklaard zijn"],
    }


@pytest.mark.parametrize("again", [False, True])
def test_the_figures_are_the_same_either_way(world: World, again: bool) -> None:
    found = told(world, closed(world, again=again))
    # the rule covers the kind of all but the six of Bo, and is weaker than the dossiers of the sixty; no rule explains Inkomen
    assert found["run"] == (78, 60, 12, 6)
    assert found["year"] == (78, 60, 12)
    assert found["looked"] == [
        ("Raadplegingen", "78"),
        ("Verklaard door iets dat geregistreerd is", "60 (76,9\xa0%)"),
        ("Verklaard door de verantwoordelijke", "12"),
        ("Niet verklaard", "6"),
    ]
    assert sum(int(count) for _rule, count in found["rules"]) == 60


@pytest.mark.parametrize("again", [False, True])
def test_a_decision_that_is_stronger_than_the_dossier_counts_once(world: World, again: bool) -> None:
    """A citizen with a dossier of the team is looked at too, and a reason is registered for him by name: that is stronger."""
    months.ready(world, explained(), strange("an", 105), strange("an", 51))
    one = run(world)
    assert (one.explained, one.by_decision) == (66, 0)
    justify(world.actor("dina"), case=case_of(world, 51), reason="Huisbezoek.")
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Registration.objects.update(citizen=105)  # as if that case had been about him
    one = run(world) if again else one
    months.judge_all(world, one)
    done = close_run(world.actor("dina"), run=one, conclusion="Klaar.", spent=30)
    assert (done.events, done.explained, done.by_decision, done.unexplained) == (72, 58, 8, 6)


def test_what_is_taken_back_counts_no_more(world: World) -> None:
    month(world)
    decide(world)
    assert run(world).by_decision == 12
    for citizen in (61, 53):  # the rule covered him too
        reopen_case(world.actor("dina"), case=case_of(world, citizen), reason="Vergissing.")
    assert run(world).by_decision == 6


def test_a_decision_while_it_closes_asks_to_close_again(world: World) -> None:
    one = month(world)
    decide(world)
    months.judge_all(world, one)
    credit = looking.credited(one)
    assert credit is not None
    early = replace(credit, made=frozenset(list(credit.made)[1:]))
    with pytest.raises(Refused, match="Er is net nog iets beslist"):
        runs.keep_closed(world.actor("dina"), run=one, conclusion="Klaar.", spent=30, credit=early)


def test_who_may_not_run_controls_closes_none(world: World) -> None:
    with pytest.raises(NotAllowed):
        close_run(world.actor("bert"), run=month(world), conclusion="Klaar.", spent=30)


def test_few_are_told_together(world: World) -> None:
    one = month(world)
    with scope(world.system, [world.zonderbeke]):
        one.summary = one.summary | {"by_decision": 16}  # two are left
        lines = dict(dict(blocks_of(figures.month(one)))["Nagekeken"])
    assert lines["Verklaard door de verantwoordelijke, of niet verklaard"] == "18"
    assert "Niet verklaard" not in lines


def test_the_page_of_the_control_says_how_many(world: World, client: Client) -> None:
    one = closed(world, again=False)
    log_in(client, world.accounts["dina"])
    assert "nog 12 door de verantwoordelijke" in client.get(f"/zonderbeke/logcontrole/{one.key}/").content.decode()
