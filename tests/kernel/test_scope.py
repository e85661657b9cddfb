"""Seeing: pairs of authority and audience, never the union over authorities; no scope raises."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.kernel import gate
from roeland.kernel.models import Authority
from roeland.kernel.scope import NoScope, scope
from roeland.people.models import Mandate, Person, WorkingHours
from tests.world import World


def test_no_scope_raises(world: World) -> None:
    with pytest.raises(NoScope):
        Person.objects.count()
    with pytest.raises(NoScope):
        Authority.objects.count()


def test_no_scope_raises_through_a_foreign_key(world: World) -> None:
    with scope(world.system, [world.zonderbeke]):
        mandate = Mandate.objects.first()
    with pytest.raises(NoScope):
        _ = mandate.person


def test_other_authority_is_not_there(world: World) -> None:
    with scope(world.actor("an"), [world.zonderbeke, world.lissegem]):
        assert {p.authority_id for p in Person.objects.all()} == {world.zonderbeke.pk}


def test_officer_here_and_councillor_there(world: World) -> None:
    """Fien's rights of Zonderbeke do not leak into Lissegem, where she is a councillor and sees no settings."""
    with gate.opened():
        for authority in (world.zonderbeke, world.lissegem):
            with scope(world.system, [authority]):
                WorkingHours.objects.create(
                    authority=authority, audience="settings", weekday=0, opens="08:00", closes="16:30"
                )
    with scope(world.actor("fien"), [world.zonderbeke, world.lissegem]):
        assert [w.authority_id for w in WorkingHours.objects.all()] == [world.zonderbeke.pk]
    with scope(world.actor("dina"), [world.zonderbeke, world.lissegem]):
        assert WorkingHours.objects.count() == 2


def test_scope_limits_even_who_may_more(world: World) -> None:
    with scope(world.actor("dina"), [world.lissegem]):
        assert {p.authority_id for p in Person.objects.all()} == {world.lissegem.pk}


def test_innermost_scope_counts(world: World) -> None:
    with scope(world.actor("dina"), [world.zonderbeke, world.lissegem]):
        both = Person.objects.count()
        with scope(world.actor("dina"), [world.lissegem]):
            assert 0 < Person.objects.count() < both


def test_equal_rights_make_one_branch(world: World) -> None:
    """The statement does not grow with the number of authorities in which the rights are equal."""
    with scope(world.actor("dina"), [world.zonderbeke, world.lissegem]) as opened:
        assert len(opened.groups()) == 1
        with CaptureQueriesContext(
            connection,
        ) as queries:
            list(Person.objects.all())
    assert len(queries) == 1
    assert queries[0]["sql"].count("audience") <= 4


def test_weak_mode_without_predicate_sees_nothing(world: World) -> None:
    """A councillor has `summary` on persons (names), and nothing on mandates but his own."""
    with scope(world.actor("chris"), [world.zonderbeke]):
        assert Person.objects.count() == 5
        assert [m.person_id for m in Mandate.objects.all()] == [world.person("chris").pk]


def test_a_filter_that_is_kept_is_that_of_these_rights_and_authorities(world: World) -> None:
    """The same model read in turn by who sees all, by who sees nothing and by the program, in either authority and both."""
    both = (world.zonderbeke, world.lissegem)
    with gate.opened():
        for authority in both:
            with scope(world.system, [authority]):
                WorkingHours.objects.create(
                    authority=authority, audience="settings", weekday=0, opens="08:00", closes="16:30"
                )
    here, there = ({one.pk} for one in both)
    expected = {
        ("dina", both): here | there,
        ("fien", both): here,
        ("dina", both[1:]): there,
        ("fien", both[1:]): set(),
        ("emil", both[:1]): set(),
        ("chris", both): set(),
    }
    for _turn in range(2):
        for (name, places), seen in expected.items():
            with scope(world.system, places):
                assert {row.authority_id for row in WorkingHours.objects.all()} == {one.pk for one in places}
            with scope(world.actor(name), places):
                assert {row.authority_id for row in WorkingHours.objects.all()} == seen, (name, places)
