"""Nobody judges what is about himself, whoever changes the users' list, and when; and a reviewer judges only as long as he is one."""

from datetime import date, timedelta

import pytest

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from roeland.logs.actions.cases import ask_worker, hand_over, justify, make_incident
from roeland.logs.actions.reveals import ask_reveal
from roeland.logs.actions.sample import judge_sample
from roeland.logs.actions.users import tie_user
from roeland.logs.jobs.reviewers import keep_reviewers
from roeland.logs.models import Case, LogUser, SampleItem
from roeland.logs.queries import cases
from roeland.logs.rules import P
from roeland.people.models import Mandate
from tests.logs import months
from tests.logs.months import NOW, OCTOBER, case_of, explained, run, strange
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
    tie_user(karel, user=account(world, "dina"), person=None, held_since=OCTOBER)
    with pytest.raises(Refused, match="eigen account"):
        tie_user(dina, user=account(world, "dina"), person=an)  # the name says whose it is
    loose(world, "dina", "u-77")
    with pytest.raises(Refused, match="eigen account"):
        tie_user(dina, user=account(world, "u-77"), person=an)  # the control knows whose it was
    assert tie_user(dina, user=account(world, "x9"), person=an).person_id == an.pk
    assert tie_user(karel, user=account(world, "u-77"), person=world.person("dina"), held_since=OCTOBER).person_id


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
    tie_user(dina, user=account(world, "bo"), person=world.person("bert"), held_since=OCTOBER)
    run(world)
    assert case_of(world, 53).person_id == world.person("an").pk, "she was asked"
    assert case_of(world, 54).reviewer_id == sofie.pk
    tie_user(dina, user=account(world, "bo"), person=world.person("karel"), held_since=OCTOBER)
    run(world)
    with scope(world.system, [world.zonderbeke]):
        case = Case.objects.get(citizen=53)
    with pytest.raises((Refused, NotAllowed)):
        justify(world.actor("karel"), case=case, reason="Ik weet het nog.")


def ended(world: World, name: str, role: str) -> None:
    """Somebody's mandate for a role ended on 10 November."""
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        rows = Mandate.objects.filter(person=world.person(name), role=role)
        assert rows.update(end=date(2026, 11, 10)) == 1


def facts(world: World, code: str) -> int:
    with scope(world.system, [world.zonderbeke]):
        return LedgerEntry.objects.filter(action=code).count()


def test_who_is_no_reviewer_any_more_sees_and_judges_nothing_and_passes_on(world: World) -> None:
    months.ready(
        world,
        explained(200),
        explained(200, "dina"),
        strange("dina", 51),
        strange("dina", 52),
        strange("an", 53),
        dina="dina",
    )
    one = run(world)
    karel, fien = world.person("karel"), world.person("fien")
    make_incident(world.actor("karel"), case=case_of(world, 52), reason="Geen reden.")
    hand_over(world.actor("dina"), case=case_of(world, 53), to=world.person("sofie"))
    ask_worker(world.actor("sofie"), case=case_of(world, 53), text="Waarvoor?")
    assert case_of(world, 51).reviewer_id == karel.pk
    assert keep_reviewers() == 0
    ended(world, "karel", "deputy_security_officer")
    ended(world, "sofie", "dpo")
    with clock.at(NOW + timedelta(days=5)):
        former, case = world.actor("karel"), case_of(world, 51)
        with scope(former, [world.zonderbeke]):
            assert cases.find(former, world.zonderbeke, case.pk) is None
            assert not cases.sample(former, one)
        assert not case.grants(former, P.JUDGE)
        for call in (
            lambda: justify(former, case=case, reason="Ik mag dat nog."),
            lambda: ask_reveal(former, case=case, purpose="Ik mag dat nog."),
            lambda: justify(world.actor("sofie"), case=case_of(world, 53), reason="Ik mag dat nog."),
        ):
            with pytest.raises(NotAllowed):
                call()
        assert keep_reviewers() == 4, "three cases and a sample"
        assert keep_reviewers() == 0
        assert (facts(world, "logs:case:passed-on"), facts(world, "logs:sample:passed-on")) == (3, 1)
        assert [case_of(world, citizen).reviewer_id for citizen in (51, 52, 53)] == [fien.pk, fien.pk, None]
        with scope(world.system, [world.zonderbeke]):
            items = SampleItem.objects.filter(user__user_id="dina")
            assert set(items.values_list("reviewer", flat=True)) == {fien.pk}
        assert justify(world.actor("fien"), case=case_of(world, 51), reason="Huisbezoek.").state == "justified"
        assert justify(world.actor("dina"), case=case_of(world, 53), reason="Huisbezoek.").state == "justified"


def test_looking_again_passes_on_too(world: World) -> None:
    months.ready(world, explained(200), explained(200, "dina"), strange("dina", 51), strange("dina", 52), dina="dina")
    run(world)
    ask_worker(world.actor("karel"), case=case_of(world, 52), text="Waarvoor?")
    ended(world, "karel", "deputy_security_officer")
    with clock.at(NOW + timedelta(days=5)):
        run(world)
        fien = world.person("fien").pk
        assert [case_of(world, citizen).reviewer_id for citizen in (51, 52)] == [fien, fien]
        with scope(world.system, [world.zonderbeke]):
            items = SampleItem.objects.filter(user__user_id="dina")
            assert set(items.values_list("reviewer", flat=True)) == {fien}
        assert keep_reviewers() == 0


def test_a_case_that_nobody_could_judge_goes_to_who_comes(world: World) -> None:
    ended(world, "fien", "security_officer")
    with clock.at(NOW + timedelta(days=5)):
        months.conditions(world)
        months.users(world, dina="dina")
        months.deliver(world.zonderbeke, explained() + strange("dina", 51))
        run(world)
        assert (case_of(world, 51).reviewer_id, keep_reviewers()) == (None, 0)
        sofie = world.employ("sofie", ["dpo"])
        assert keep_reviewers() == 1
        assert case_of(world, 51).reviewer_id == sofie.pk
