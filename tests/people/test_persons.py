from datetime import date, timedelta

import pytest

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.ledger.models import LedgerEntry
from roeland.people import actions
from roeland.people.leaving import OpenItem, _providers, provide
from roeland.people.models import Absence, Mandate, Person, TeamMembership
from roeland.people.queries import holders
from tests.world import World

TODAY = clock.today()


def facts(world: World) -> list[str]:
    return list(LedgerEntry.everything.order_by("time", "idx").values_list("action", flat=True))


def test_a_person_is_added_once_and_stated(world: World) -> None:
    bert = world.actor("bert")
    person = actions.add_person(
        bert, authority=world.zonderbeke, given_name=" Tom ", family_name="Vercruysse", email="Tom@Zonderbeke.example"
    )
    assert (person.given_name, person.email, person.active_from) == ("Tom", "tom@zonderbeke.example", TODAY)
    assert facts(world) == ["people:person:added"]
    with pytest.raises(Invalid) as caught:
        actions.add_person(
            bert,
            authority=world.zonderbeke,
            given_name="",
            family_name="Ander",
            email="TOM@zonderbeke.example",
        )
    assert set(caught.value.errors) == {"given_name", "email"}
    assert caught.value.errors["email"] == ["Dit e-mailadres hoort al bij Tom Vercruysse."]
    assert facts(world) == ["people:person:added"]


@pytest.mark.parametrize("name", ["an", "chris", "dina", "emil", "fien"])
def test_who_may_not_edit_persons(world: World, name: str) -> None:
    with pytest.raises(NotAllowed):
        actions.add_person(world.actor(name), authority=world.zonderbeke, given_name="T", family_name="V")


def test_changing_says_what_changed(world: World) -> None:
    person = world.person("an")
    bert = world.actor("bert")
    actions.change_person(bert, person=person, changes={"job_title": "Deskundige", "phone": "056 12 34 56"})
    with scope(world.system, [world.zonderbeke]):
        person.refresh_from_db()
    assert (person.job_title, person.phone) == ("Deskundige", "056 12 34 56")
    with pytest.raises(Invalid, match="niet te wijzigen"):
        actions.change_person(bert, person=person, changes={"account_id": None})


def test_leaving_is_no_mere_change(world: World) -> None:
    """A last day comes from `end_employment`, which ends mandates too; afterwards it can be corrected, and they follow."""
    person, bert = world.person("an"), world.actor("bert")
    with pytest.raises(Refused, match="uit dienst"):
        actions.change_person(bert, person=person, changes={"left_on": TODAY, "phone": "056 12 34 56"})
    with scope(world.system, [world.zonderbeke]):
        person.refresh_from_db()
        assert (person.left_on, person.phone) == (None, "")
    actions.end_employment(bert, person=person, on=TODAY + timedelta(days=30))
    with pytest.raises(Invalid, match="vóór"):
        actions.change_person(bert, person=person, changes={"left_on": date(1999, 1, 1)})
    with scope(world.system, [world.zonderbeke]):
        person.refresh_from_db()
    actions.change_person(bert, person=person, changes={"left_on": TODAY})
    with scope(world.system, [world.zonderbeke]):
        assert set(Mandate.objects.filter(person=person).values_list("end", flat=True)) == {TODAY}
        assert Person.objects.get(pk=person.pk).left_on == TODAY


def test_leaving_ends_what_ran_and_lists_what_is_open(world: World) -> None:
    bert, person = world.actor("bert"), world.person("an")
    team = actions.add_team(bert, authority=world.zonderbeke, name="ICT")
    actions.join_team(bert, person=person, team=team, start=TODAY - timedelta(days=10))

    def one_task(who: Person) -> list[OpenItem]:
        return [OpenItem("taak", f"Hersteltest van {who}")] if who.pk == person.pk else []

    provide(one_task)
    try:
        items = actions.end_employment(bert, person=person, on=TODAY)
    finally:
        _providers.remove(one_task)
    assert [item.title for item in items] == ["Hersteltest van An Peeters"]
    with scope(world.system, [world.zonderbeke]):
        assert Mandate.objects.get(person=person).end == TODAY
        assert TeamMembership.objects.get(person=person).end == TODAY
    assert world.actor("an").rights
    with clock.at(clock.now() + timedelta(days=1)):
        assert world.actor("an").rights == {}
    with pytest.raises(Refused, match="al uit dienst"):
        actions.end_employment(bert, person=person, on=TODAY)


def test_a_mandate_of_the_future_ends_before_it_begins_to_count(world: World) -> None:
    bert, person = world.actor("bert"), world.person("an")
    later = TODAY + timedelta(days=30)
    actions.add_mandate(bert, person=person, role="ict_head", start=later)
    actions.end_employment(bert, person=person, on=TODAY)
    assert holders(world.zonderbeke, "ict_head", later) == []


def test_everybody_says_himself_when_he_is_away_and_nobody_else(world: World) -> None:
    an, chris = world.actor("an"), world.actor("chris")
    absence = actions.record_absence(an, person=world.person("an"), start=TODAY, end=TODAY + timedelta(days=5))
    with pytest.raises(NotAllowed):
        actions.record_absence(chris, person=world.person("an"), start=TODAY + timedelta(days=9))
    with pytest.raises(Invalid, match="al een afwezigheid"):
        actions.record_absence(an, person=world.person("an"), start=TODAY + timedelta(days=5))
    with pytest.raises(Invalid, match="vóór"):
        actions.record_absence(an, person=world.person("an"), start=TODAY, end=TODAY - timedelta(days=1))
    actions.end_absence(an, absence=absence, person=world.person("an"), on=TODAY - timedelta(days=1))
    with scope(world.system, [world.zonderbeke]):
        assert Absence.objects.get().end == TODAY - timedelta(days=1)
    actions.record_absence(an, person=world.person("an"), start=TODAY)


def test_teams_hang_under_each_other_but_never_in_a_circle(world: World) -> None:
    bert = world.actor("bert")
    top = actions.add_team(bert, authority=world.zonderbeke, name="Directie")
    under = actions.add_team(bert, authority=world.zonderbeke, name="ICT", parent=top)
    with pytest.raises(Invalid, match="geen deel van zichzelf"):
        actions.change_team(bert, team=top, name="Directie", parent=under)
    with pytest.raises(Invalid, match="al een dienst"):
        actions.add_team(bert, authority=world.zonderbeke, name="ict")


def test_joining_a_team_leaves_the_other(world: World) -> None:
    bert, person = world.actor("bert"), world.person("an")
    one, two = (actions.add_team(bert, authority=world.zonderbeke, name=name) for name in ("ICT", "Onthaal"))
    actions.join_team(bert, person=person, team=one, start=TODAY - timedelta(days=5))
    actions.join_team(bert, person=person, team=two, start=TODAY)
    with scope(world.system, [world.zonderbeke]):
        ends = dict(TeamMembership.objects.values_list("team__name", "end"))
    assert ends == {"ICT": TODAY - timedelta(days=1), "Onthaal": None}
    with pytest.raises(Refused, match="hoort al bij"):
        actions.join_team(bert, person=person, team=two)
