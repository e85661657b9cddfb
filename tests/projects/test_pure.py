"""The sums of a business case, the DPIA rule, the data files."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from roeland.projects import library
from roeland.projects.rules import may_present, may_step
from roeland.projects.values import STEPS, Case, Dpia, Reply, Status, Step, YearMoney, payback, plan_from, weigh, worth

euro = st.decimals(0, 1_000_000, places=2)
costs = st.lists(euro, min_size=1, max_size=15)


def test_a_case_by_hand() -> None:
    """10 000 once and 1 000 a year from the second on; 20 % chance of 50 000, half of it avoided: 5 000 a year."""
    case = Case(Decimal(10000), Decimal(50000), Decimal(90000), Decimal(20), Decimal(50), 4)
    spent = [Decimal(10000), Decimal(1000), Decimal(1000), Decimal(1000)]
    found = worth(spent, case.avoided(case.likely))
    assert found.yearly == Decimal(5000)
    assert (found.avoided, found.cost, found.left) == (Decimal(20000), Decimal(13000), Decimal(7000))
    assert found.rosi == Decimal(54)
    # balance: -10000, -5000, -6000, -1000, -2000, 3000: through zero at two fifths of the third year
    assert found.payback == Decimal("2.4")


def test_what_never_pays_back_and_what_costs_nothing() -> None:
    assert payback([Decimal(100)], Decimal(99)) is None
    assert payback([Decimal(100)], Decimal(0)) is None
    assert payback([Decimal(0), Decimal(0)], Decimal(0)) == 0
    assert worth([Decimal(0)], Decimal(5)).rosi is None
    assert payback([Decimal(10), Decimal(500)], Decimal(20)) is None, "ahead after a year, behind for ever after"


@given(costs, euro)
def test_what_pays_back_ends_ahead(spent: list[Decimal], yearly: Decimal) -> None:
    found = worth(spent, yearly)
    assert found.left == found.avoided - found.cost
    assert (found.payback is not None) == (found.left >= 0)
    if found.payback is not None:
        assert 0 <= found.payback <= len(spent)
    if found.rosi is not None and abs(found.left) > found.cost / 100:
        assert (found.rosi > 0) == (found.left > 0)


@given(costs, euro, euro)
def test_avoiding_more_never_pays_back_later(spent: list[Decimal], yearly: Decimal, more: Decimal) -> None:
    before, after = payback(spent, yearly), payback(spent, yearly + more)
    assert before is None or (after is not None and after <= before)


@given(euro, st.decimals(0, 100, places=2), st.decimals(0, 100, places=2))
def test_never_more_is_avoided_than_is_at_stake(damage: Decimal, chance: Decimal, effect: Decimal) -> None:
    found = Case(damage, damage, damage, chance, effect).avoided(damage)
    assert 0 <= found <= damage


def answers(reply: dict[str, str]) -> dict[str, str]:
    """An answer to every question: what asks nothing, but for those named."""
    quiet = {q.id: Reply.NO if q.asks == Reply.YES else Reply.YES for q in library.intake().questions}
    return {**quiet, **reply}


def test_the_intake_holds_together() -> None:
    data = library.intake()
    assert len(data.questions) >= 25
    assert library.faults(data) == []
    broken = replace(data, questions=(*data.questions, replace(data.questions[0], chapter="nergens", measures=("x",))))
    assert len(library.faults(broken)) == 3


def test_the_dpia_rule() -> None:
    data = library.intake()
    assert data.weigh(answers({})).dpia == Dpia.NOT
    assert data.weigh(answers({})).measures == ()
    assert data.weigh(answers({"large": "yes"})).dpia == Dpia.DOUBT
    assert data.weigh(answers({"large": "yes", "vulnerable": "yes"})).dpia == Dpia.NEEDED
    assert data.weigh(answers({"public_space": "yes"})).dpia == Dpia.NEEDED
    one_unsure = data.weigh(answers({"automated": "unknown"}))
    assert one_unsure.dpia == Dpia.DOUBT
    assert "human_review" in one_unsure.measures
    assert data.weigh({}).unanswered == tuple(q.id for q in data.questions)


REPLIES = st.fixed_dictionaries({q.id: st.sampled_from(list(Reply)) for q in library.intake().questions})
WEIGHT = {Dpia.NOT: 0, Dpia.DOUBT: 1, Dpia.NEEDED: 2}


@given(REPLIES, st.sampled_from([q.id for q in library.intake().questions]))
def test_a_worse_answer_never_lowers_the_proposal(given_: dict[str, str], name: str) -> None:
    data = library.intake()
    asks = next(q.asks for q in data.questions if q.id == name)
    before, after = data.weigh(given_), weigh(data.questions, data.criteria, data.enough, {**given_, name: asks})
    assert WEIGHT[after.dpia] >= WEIGHT[before.dpia]
    assert set(after.measures) >= set(before.measures)


def test_steps_and_presenting() -> None:
    for step in Step:
        assert {s for s in Status if may_step(s, step)} == set(STEPS[step][0])
    assert not may_present("idea", sealed=False, dpia="", advised=False, presented=False)
    assert not may_present("intake", sealed=True, dpia="needed", advised=False, presented=False)
    assert may_present("intake", sealed=True, dpia="needed", advised=True, presented=False)
    ready: dict[str, Any] = {"sealed": True, "dpia": "doubt", "advised": False, "presented": False}
    assert may_present("intake", **ready)
    assert not may_present("intake", **ready, lacking=["Als het niet lukt"])
    assert not may_present("intake", **ready, personal=True)
    assert may_present("intake", **ready, personal=True, reason="Enkel namen van personeel.")


def test_years() -> None:
    assert plan_from((2020, 2026), 6, date(2026, 6, 1)) == 2026
    assert plan_from((2020, 2026), 6, date(2025, 6, 1)) == 2020
    assert plan_from((2020,), 6, date(2040, 1, 1)) == 2040
    assert YearMoney(2026, Decimal(10), Decimal(11), Decimal(0)).over
    assert not YearMoney(2026, None, Decimal(11), Decimal(0)).over
