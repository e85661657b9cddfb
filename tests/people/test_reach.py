"""Who may edit persons cannot take over the mandates of somebody who holds a heavy role."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from roeland.kernel import clock
from roeland.kernel.actor import Actor
from roeland.kernel.decision import Allowed
from roeland.kernel.rights import RIGHTS
from roeland.kernel.scope import scope
from roeland.ledger.action import Refused
from roeland.ledger.models import LedgerEntry
from roeland.people import actions
from roeland.people.models import Invitation, Person
from roeland.people.rules import may_reach
from tests.world import World

MINE = "handig@elders.example"
OS = "beheerder"


@pytest.fixture
def newcomer(world: World) -> Person:
    """Somebody of Zonderbeke without an account or a role."""
    bert = world.actor("bert")
    return actions.add_person(
        bert, authority=world.zonderbeke, given_name="Tom", family_name="V", email="tom@zonderbeke.example.be"
    )


@pytest.fixture
def hr(world: World) -> Actor:
    world.employ("greet", ["hr"])
    return world.actor("greet")


def email_of(world: World, person: Person) -> str:
    with scope(world.system, [world.zonderbeke]):
        person.refresh_from_db()
    return person.email


@pytest.mark.parametrize("role", sorted(role.id for role in RIGHTS.roles.values() if role.may))
def test_no_way_into_a_heavy_role(world: World, hr: Actor, newcomer: Person, role: str) -> None:
    actions.add_mandate(world.actor("bert"), person=newcomer, role=role, start=clock.today())
    said = LedgerEntry.everything.count()
    for attempt in (
        lambda: actions.change_person(hr, person=newcomer, changes={"email": MINE}),
        lambda: actions.give_account(hr, person=newcomer, email=MINE),
        lambda: actions.invite(hr, person=newcomer),
    ):
        with pytest.raises(Refused, match="Vraag dit aan wie mandaten aanduidt"):
            attempt()
    assert (email_of(world, newcomer), newcomer.account_id) == ("tom@zonderbeke.example.be", None)
    assert (Invitation.objects.count(), LedgerEntry.everything.count(), mail.outbox) == (0, said, [])


def test_a_role_of_tomorrow_and_a_replacement_weigh_too(world: World, hr: Actor, newcomer: Person) -> None:
    bert, tomorrow = world.actor("bert"), clock.today() + timedelta(days=1)
    mandate = actions.add_mandate(bert, person=newcomer, role="security_officer", start=tomorrow)
    with pytest.raises(Refused, match="informatieveiligheidsconsulent"):
        actions.invite(hr, person=newcomer)
    actions.end_mandate(bert, mandate=mandate, on=tomorrow)
    with clock.at(clock.now() + timedelta(days=3)):
        actions.change_person(hr, person=newcomer, changes={"email": "thomas@zonderbeke.example.be"})
        actions.set_replacement(bert, authority=world.zonderbeke, role="general_director", rank=1, person=newcomer)
        with pytest.raises(Refused, match="algemeen directeur"):
            actions.invite(hr, person=newcomer)


def test_ordinary_work_of_the_personnel_office_stays_possible(world: World, hr: Actor, newcomer: Person) -> None:
    actions.add_mandate(world.actor("bert"), person=newcomer, role="staff", start=clock.today())
    actions.change_person(hr, person=newcomer, changes={"email": "thomas@zonderbeke.example.be"})
    actions.invite(hr, person=newcomer)
    actions.change_person(hr, person=world.person("bert"), changes={"phone": "056 12 34 56"})
    assert Invitation.objects.count() == 1


def test_who_appoints_and_the_operator_may(world: World, newcomer: Person) -> None:
    bert = world.actor("bert")
    actions.add_mandate(bert, person=newcomer, role="security_officer", start=clock.today())
    actions.change_person(bert, person=newcomer, changes={"email": "thomas@zonderbeke.example.be"})
    actions.invite(bert, person=newcomer)
    actions.invite(Actor.os_user(OS, [world.zonderbeke.pk]), person=newcomer)
    assert Invitation.objects.count() == 2


def test_the_page_says_why(world: World, hr: Actor, newcomer: Person, browse: Any) -> None:
    actions.add_mandate(world.actor("bert"), person=newcomer, role="ict_head", start=clock.today())
    page = f"/zonderbeke/personen/{newcomer.pk}/"
    answer = browse("greet").post(f"{page}uitnodigen/", follow=True)
    assert "Vraag dit aan wie mandaten aanduidt" in answer.content.decode()
    assert Invitation.objects.count() == 0


@given(st.sets(st.sampled_from(sorted(RIGHTS.roles))))
def test_exactly_the_words_of_may_weigh(roles: set[str]) -> None:
    heavy = bool(RIGHTS.of(roles).may)
    assert isinstance(may_reach(roles, appoints=False), Allowed) == (not heavy)
    assert isinstance(may_reach(roles, appoints=True), Allowed)
