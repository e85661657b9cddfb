"""A control past its retention term: nobody judges it, looks again or waits for it."""

from datetime import UTC, date, datetime

import pytest

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.logs.actions.cases import justify, make_incident
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.reopening import reopen_case
from roeland.logs.actions.runs import close_run, enter_paper_run
from roeland.logs.actions.sample import judge_sample
from roeland.logs.jobs import retention
from roeland.logs.models import Case, Conditions, Registration, Run, SampleItem
from roeland.logs.queries import cases
from roeland.logs.values import CaseState, RunState
from tests.logs import months
from tests.logs.months import OCTOBER, case_of, explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

OVER = "bewaartermijn van deze controle is voorbij"
DECEMBER = datetime(2026, 12, 2, 9, tzinfo=UTC)


def keeps(world: World, count: int) -> None:
    """How many months cases are kept."""
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        Conditions.objects.update(retention_months=count)


def looked(world: World) -> Run:
    months.ready(world, explained(), strange("an", 51), strange("an", 53), an="an")
    keeps(world, 1)
    return run(world)


@pytest.mark.parametrize("longer", [False, True])
def test_what_was_erased_is_not_judged_nor_looked_at_again(world: World, longer: bool) -> None:
    one, dina = looked(world), world.actor("dina")
    justify(dina, case=case_of(world, 53), reason="Huisbezoek.")
    with clock.at(DECEMBER):
        assert retention.forget() == 2
        if longer:  # a longer term brings back nothing
            keeps(world, 24)
        with scope(world.system, [world.zonderbeke]):
            rows = Case.objects.select_related("run", "authority")
            waits, decided = rows.get(state=CaseState.OPEN), rows.get(state=CaseState.JUSTIFIED)
            item = SampleItem.objects.select_related("run", "authority").first()
        with pytest.raises(Refused, match=OVER):
            make_incident(dina, case=waits, reason="Geen reden.")
        with pytest.raises(Refused, match=OVER):
            reopen_case(dina, case=decided, reason="Toch niet.")
        with pytest.raises(Refused, match=OVER):
            judge_sample(dina, item=item, verdict="right")
        with pytest.raises(Refused, match=OVER):
            run(world)
        with scope(dina, [world.zonderbeke]):
            assert cases.waiting(dina) == cases.sample_to_do(dina, one) == cases.counts(dina, one)["beslissen"] == 0
            assert cases.counts(dina, one)["niet-bekeken"] == 1
        assert close_run(dina, run=one, conclusion="De termijn is voorbij.", spent=5).state == RunState.CLOSED
    with scope(world.system, [world.zonderbeke]):
        assert (Case.objects.count(), Registration.objects.count()) == (2, 0)


def test_a_month_past_its_term_is_not_looked_at(world: World) -> None:
    one, dina = looked(world), world.actor("dina")
    with clock.at(DECEMBER):  # the job of terms did not pass yet
        with pytest.raises(Refused, match=OVER):
            justify(dina, case=case_of(world, 51), reason="Huisbezoek.")
        with pytest.raises(Refused, match=OVER):
            run(world)
        line = OnPaper(world.person("an"), months.moment(date(2026, 9, 1), 10), "RR", right=True, note="")
        with pytest.raises(Refused, match=OVER):
            enter_paper_run(dina, authority=world.zonderbeke, month=date(2026, 9, 1), lines=[line])
    justify(dina, case=case_of(world, 51), reason="Huisbezoek.")  # within the term
    assert one.month == OCTOBER
