from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.people import actions
from roeland.people.actors import actor_for, holders_in
from roeland.people.models import Replacement
from roeland.people.queries import holders, holders_by_place, role_table
from roeland.people.rules import SEPARATIONS, P, conflicts, may_hold
from tests.world import World

TODAY = clock.today()
roles = st.sampled_from(sorted(RIGHTS.roles))


def test_only_who_may_appoint_appoints(world: World) -> None:
    person = world.person("an")
    for name in ("an", "chris", "dina", "emil"):
        with pytest.raises(NotAllowed):
            actions.add_mandate(world.actor(name), person=person, role="ict_head", start=TODAY)
    actions.add_mandate(world.actor("bert"), person=person, role="ict_head", start=TODAY, decision="VB 12")
    assert "ict_head" in world.actor("an").rights_in(world.zonderbeke.pk).roles
    assert [str(one.person) for one in holders(world.zonderbeke, "ict_head", TODAY)] == ["An Peeters"]


def test_dates_and_unknown_roles_are_refused(world: World) -> None:
    bert, person = world.actor("bert"), world.person("an")
    with pytest.raises(Invalid, match="vóór het begin"):
        actions.add_mandate(bert, person=person, role="dpo", start=TODAY, end=TODAY - timedelta(days=1))
    with pytest.raises(Invalid, match="Kies een rol"):
        actions.add_mandate(bert, person=person, role="keizer", start=TODAY)
    with pytest.raises(Refused, match="heeft deze persoon al"):
        actions.add_mandate(bert, person=person, role="ict_staff", start=TODAY)


def test_separation_warns_or_refuses(world: World) -> None:
    bert = world.actor("bert")
    actions.add_mandate(bert, person=world.person("an"), role="dpo", start=TODAY)
    with pytest.raises(Refused, match="auditor"):
        actions.add_mandate(bert, person=world.person("dina"), role="internal_auditor", start=TODAY)


@given(roles, st.sets(roles))
def test_separation_is_symmetric_and_names_its_ground(role: str, held: set[str]) -> None:
    for other in held:
        assert bool(conflicts(role, [other])) == bool(conflicts(other, [role]))
    firm = any(rule.firm for rule in conflicts(role, held))
    assert bool(may_hold(role, held)) == (role not in held and not firm)
    assert all(rule.ground and rule.reason for rule in SEPARATIONS)


def test_ending_takes_the_right_away_the_day_after(world: World) -> None:
    bert = world.actor("bert")
    mandate = actions.add_mandate(bert, person=world.person("an"), role="ict_head", start=TODAY)
    actions.end_mandate(bert, mandate=mandate, on=TODAY + timedelta(days=3))
    account = world.accounts["an"]
    assert "ict_head" in actor_for(account, TODAY + timedelta(days=3)).rights_in(world.zonderbeke.pk).roles
    assert "ict_head" not in actor_for(account, TODAY + timedelta(days=4)).rights_in(world.zonderbeke.pk).roles
    with pytest.raises(Refused, match="al beëindigd"):
        actions.end_mandate(bert, mandate=mandate, on=TODAY + timedelta(days=3))


def test_absence_moves_a_role_to_the_first_then_the_second_replacement(world: World) -> None:
    bert = world.actor("bert")
    for rank, name in ((1, "an"), (2, "chris")):
        actions.set_replacement(
            bert, authority=world.zonderbeke, role="general_director", rank=rank, person=world.person(name)
        )
    zonderbeke = world.zonderbeke
    assert [one.label for one in holders(zonderbeke, "general_director", TODAY)] == ["Bert Maes"]
    assert "general_director" not in world.actor("an").rights_in(zonderbeke.pk).roles

    actions.record_absence(bert, person=world.person("bert"), start=TODAY, end=TODAY)
    assert [one.label for one in holders(zonderbeke, "general_director", TODAY)] == [
        "An Peeters (waarnemend voor Bert Maes)"
    ]
    assert "general_director" in world.actor("an").rights_in(zonderbeke.pk).roles
    assert "general_director" not in world.actor("chris").rights_in(zonderbeke.pk).roles
    assert world.actor("an").holds_anywhere(P.MANDATE_APPOINT)

    actions.record_absence(world.actor("an"), person=world.person("an"), start=TODAY)
    assert [one.label for one in holders(zonderbeke, "general_director", TODAY)] == [
        "Chris Wouters (waarnemend voor Bert Maes)"
    ]
    assert "general_director" not in world.actor("an").rights_in(zonderbeke.pk).roles
    assert "general_director" in world.actor("chris").rights_in(zonderbeke.pk).roles

    actions.record_absence(world.actor("chris"), person=world.person("chris"), start=TODAY)
    assert [one.label for one in holders(zonderbeke, "general_director", TODAY)] == ["Bert Maes"]
    assert [one.label for one in holders(zonderbeke, "general_director", TODAY + timedelta(days=1))] == ["Bert Maes"]


def test_a_new_replacement_follows_the_old_one(world: World) -> None:
    bert = world.actor("bert")
    first = actions.set_replacement(bert, authority=world.zonderbeke, role="dpo", rank=1, person=world.person("an"))
    with pytest.raises(Invalid, match="andere vervanger"):
        actions.set_replacement(bert, authority=world.zonderbeke, role="dpo", rank=2, person=world.person("an"))
    tomorrow = TODAY + timedelta(days=1)
    second = actions.set_replacement(
        bert, authority=world.zonderbeke, role="dpo", rank=1, person=world.person("dina"), start=tomorrow
    )
    with scope(world.system, [world.zonderbeke]):
        assert Replacement.objects.get(pk=first.pk).end == TODAY
    actions.end_replacement(bert, replacement=second, on=tomorrow)
    with pytest.raises(Refused, match="al beëindigd"):
        actions.end_replacement(bert, replacement=second, on=tomorrow)


def test_the_table_of_roles_says_what_is_missing(world: World) -> None:
    bert = world.actor("bert")
    with scope(bert, [world.zonderbeke]):
        gaps = {line.role: line.gap for line in role_table(world.zonderbeke, TODAY)}
    assert gaps["dpo"] == "niemand heeft deze rol"
    assert gaps["general_director"] == "nog geen vervanger"
    actions.set_replacement(
        bert, authority=world.zonderbeke, role="general_director", rank=1, person=world.person("an")
    )
    with scope(bert, [world.zonderbeke]):
        gaps = {line.role: line.gap for line in role_table(world.zonderbeke, TODAY)}
    assert gaps["general_director"] == ""


def test_asking_costs_the_same_for_one_authority_and_for_many(world: World) -> None:
    def cost(authorities: list[Authority]) -> int:
        with CaptureQueriesContext(connection) as captured:
            holders_by_place([authority.pk for authority in authorities], TODAY)
        return len(captured)

    assert cost([world.zonderbeke]) == cost([world.zonderbeke, world.lissegem]) == 4
    assert len(holders_in([world.zonderbeke.pk], TODAY)) == 5


def test_an_actor_costs_one_statement_or_four(world: World) -> None:
    account = world.accounts["dina"]
    with CaptureQueriesContext(connection) as captured:
        actor_for(account)
    assert len(captured) == 1
    actions.set_replacement(
        world.actor("bert"), authority=world.zonderbeke, role="general_director", rank=1, person=world.person("dina")
    )
    with CaptureQueriesContext(connection) as captured:
        actor_for(account)
    assert len(captured) == 4


def test_bodies_have_members_and_one_chair(world: World) -> None:
    bert = world.actor("bert")
    body = actions.add_body(bert, authority=world.zonderbeke, kind="municipal_council", name="Gemeenteraad")
    member = actions.join_body(bert, body=body, person=world.person("chris"), chairs=True)
    with pytest.raises(Invalid, match="voorzitter"):
        actions.join_body(bert, body=body, person=world.person("an"), chairs=True)
    with pytest.raises(Invalid, match="al lid"):
        actions.join_body(bert, body=body, person=world.person("chris"))
    actions.leave_body(bert, membership=member, on=TODAY)
    with pytest.raises(Refused, match="beëindigd"):
        actions.leave_body(bert, membership=member, on=TODAY)
    with pytest.raises(Invalid, match="staat er al"):
        actions.add_body(bert, authority=world.zonderbeke, kind="municipal_council", name="Nog een")
