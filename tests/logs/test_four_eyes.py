"""Nobody judges what is about himself, whoever changes the users' list, and when; and a reviewer judges only as long as he is one."""

import pytest

from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed, Refused
from roeland.logs.actions.cases import ask_worker, hand_over, justify
from roeland.logs.actions.sample import judge_sample
from roeland.logs.actions.users import tie_user
from roeland.logs.models import Case, LogUser, SampleItem
from roeland.logs.queries import cases
from tests.logs import months
from tests.logs.months import case_of, explained, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")


def account(world: World, name: str) -> LogUser:
    with scope(world.system, [world.zonderbeke]):
        found: LogUser = LogUser.objects.get(user_id=name)
        return found


def loose(world: World, name: str, user_id: str = "") -> None:
    """Nobody is tied to this account any more; it may get a name that says nothing."""
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        LogUser.objects.filter(user_id=name).update(person=None, user_id=user_id or name)


def test_nobody_ties_an_account_that_is_was_or_becomes_his_own(world: World) -> None:
    months.ready(world, explained(), strange("dina", 51), strange("x9", 53), an="an", dina="dina")
    dina, karel, an = world.actor("dina"), world.actor("karel"), world.person("an")
    for person, shared in ((None, False), (None, True), (an, False)):
        with pytest.raises(Refused, match="eigen account"):
            tie_user(dina, user=account(world, "dina"), person=person, shared=shared)
    with pytest.raises(Refused, match="eigen account"):
        tie_user(dina, user=account(world, "an"), person=world.person("dina"))
    run(world)
    tie_user(karel, user=account(world, "dina"), person=None)
    with pytest.raises(Refused, match="eigen account"):
        tie_user(dina, user=account(world, "dina"), person=an)  # the name says whose it is
    loose(world, "dina", "u-77")
    with pytest.raises(Refused, match="eigen account"):
        tie_user(dina, user=account(world, "u-77"), person=an)  # the control knows whose it was
    assert tie_user(dina, user=account(world, "x9"), person=an).person_id == an.pk
    assert tie_user(karel, user=account(world, "u-77"), person=world.person("dina")).person_id


def test_a_tie_after_the_first_look_counts_at_once_and_in_the_next_look(world: World) -> None:
    months.ready(world, explained(200), explained(200, "bo"), strange("bo", 53), strange("an", 54), an="an", bo="an")
    loose(world, "bo")
    one, karel, dina = run(world), world.actor("karel"), world.actor("dina")
    assert (case_of(world, 53).person_id, case_of(world, 53).reviewer_id) == (None, None)
    tie_user(dina, user=account(world, "bo"), person=world.person("karel"))
    case = case_of(world, 53)
    with pytest.raises(Refused, match="eigen raadplegingen"):
        justify(karel, case=case, reason="Ik weet het nog.")
    with scope(world.system, [world.zonderbeke]):
        item = SampleItem.objects.filter(user__user_id="bo").first()
    assert item is not None
    assert item.person_id is None
    with pytest.raises(Refused, match="eigen raadplegingen"):
        judge_sample(karel, item=item, verdict="right")
    with scope(karel, [world.zonderbeke]):
        assert cases.find(karel, world.zonderbeke, case.pk) is None
        assert not cases.sample(karel, one).filter(user__user_id="bo").exists()
        assert cases.counts(karel, one)["own"] == 1
    with pytest.raises(Exception, match="iemand anders"):
        hand_over(dina, case=case, to=world.person("karel"))
    run(world)
    case = case_of(world, 53)
    assert (case.person_id, case.reviewer_id) == (world.person("karel").pk, world.person("dina").pk)
    with scope(world.system, [world.zonderbeke]):
        drawn = SampleItem.objects.filter(user__user_id="bo")
        assert set(drawn.values_list("person", "reviewer")) == {(case.person_id, case.reviewer_id)}
    assert justify(dina, case=case, reason="Huisbezoek.").state == "justified"


def test_what_was_asked_or_handed_over_stays_where_it_was(world: World) -> None:
    months.ready(world, explained(), strange("bo", 53), strange("an", 54), an="an", bo="an")
    run(world)
    dina, sofie = world.actor("dina"), world.person("sofie")
    ask_worker(dina, case=case_of(world, 53), text="Waarvoor?")
    hand_over(dina, case=case_of(world, 54), to=sofie)
    tie_user(dina, user=account(world, "bo"), person=world.person("bert"))
    run(world)
    assert case_of(world, 53).person_id == world.person("an").pk, "she was asked"
    assert case_of(world, 54).reviewer_id == sofie.pk
    tie_user(dina, user=account(world, "bo"), person=world.person("karel"))
    run(world)
    with scope(world.system, [world.zonderbeke]):
        case = Case.objects.get(citizen=53)
    with pytest.raises((Refused, NotAllowed)):
        justify(world.actor("karel"), case=case, reason="Ik weet het nog.")
