from datetime import date, time

import pytest

from roeland.kernel import clock
from roeland.kernel.models import Authority
from roeland.kernel.rights import Mode
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed
from roeland.ledger.models import LedgerEntry
from roeland.people import actions
from roeland.people.actions.settings import valid_kbo
from roeland.people.models import AuthorityProfile, LegalEntity
from roeland.people.queries import closing_days, profiles, role_hours, role_names, working_week
from tests.world import World


def test_working_hours_are_replaced_whole(world: World) -> None:
    dina = world.actor("dina")
    day = [(0, time(8, 30), time(12)), (0, time(13), time(16, 30))]
    actions.set_working_hours(dina, authority=world.zonderbeke, windows=day)
    actions.set_working_hours(dina, authority=world.zonderbeke, windows=day[:1])
    assert working_week(world.zonderbeke) == {0: [(time(8, 30), time(12))]}
    assert working_week(world.lissegem) == {}
    for wrong in ([(0, time(9), time(9))], [(7, time(8), time(9))], [*day, (0, time(11), time(14))]):
        with pytest.raises(Invalid):
            actions.set_working_hours(dina, authority=world.zonderbeke, windows=wrong)
    with pytest.raises(NotAllowed):
        actions.set_working_hours(world.actor("an"), authority=world.zonderbeke, windows=day)


def test_closing_days(world: World) -> None:
    dina = world.actor("dina")
    row = actions.add_closing_day(dina, authority=world.zonderbeke, day=date(2026, 12, 28), name="Brugdag")
    with pytest.raises(Invalid, match="staat er al"):
        actions.add_closing_day(dina, authority=world.zonderbeke, day=date(2026, 12, 28), name="Dubbel")
    assert closing_days(world.zonderbeke) == {date(2026, 12, 28): "Brugdag"}
    actions.remove_closing_day(dina, closing_day=row)
    assert closing_days(world.zonderbeke) == {}


def test_roles_have_a_name_and_hours_per_authority(world: World) -> None:
    actions.set_role(
        world.actor("dina"), authority=world.zonderbeke, role="security_officer", alias="CISO", hours_per_year=380
    )
    assert role_names(world.zonderbeke)["security_officer"] == "CISO"
    assert role_names(world.lissegem)["security_officer"] == "informatieveiligheidsconsulent"
    assert role_hours(world.zonderbeke) == {"security_officer": 380}


def test_profile(world: World) -> None:
    actions.change_profile(world.actor("bert"), authority=world.zonderbeke, changes={"seed_strict": True, "mark": 3})
    assert profiles([world.zonderbeke.pk, world.lissegem.pk])[world.zonderbeke.pk].mark == 3
    with pytest.raises(Invalid, match="andere letter"):
        actions.change_profile(world.actor("bert"), authority=world.zonderbeke, changes={"letter_general": "A"})
    with pytest.raises(Invalid, match="niet te wijzigen"):
        actions.change_profile(world.actor("bert"), authority=world.zonderbeke, changes={"authority": 1})


def test_keeping_to_the_seeds_narrows_rights_in_that_authority_only(world: World) -> None:
    world.employ("gust", ["dpo"])
    world.employ("gust", ["dpo"], world.lissegem)
    bert, gust = world.actor("bert"), world.actor("gust")
    place, other = world.zonderbeke.pk, world.lissegem.pk
    assert "plan_general" in bert.rights_in(place).full()
    assert {"plan_technical", "plan_general"} <= set(gust.rights_in(place).full())
    actions.change_profile(bert, authority=world.zonderbeke, changes={"seed_strict": True})
    bert, gust = world.actor("bert"), world.actor("gust")
    assert bert.rights_in(place).modes["plan_general"] == {Mode.ONSITE}
    assert "plan_technical" in bert.rights_in(place).full()
    assert not {"plan_technical", "plan_general"} & set(gust.rights_in(place).modes)
    assert {"plan_technical", "plan_general"} <= set(gust.rights_in(other).full())


def test_legal_persons_have_a_checked_number(world: World) -> None:
    assert valid_kbo("0712345630")
    bert = world.actor("bert")
    actions.name_entity(bert, authority=world.zonderbeke, kind="ocmw", name="OCMW Zonderbeke", kbo="BE 0712.345.630")
    actions.name_entity(bert, authority=world.zonderbeke, kind="ocmw", name="OCMW van Zonderbeke", kbo="0712345630")
    with scope(bert, [world.zonderbeke]):
        (row,) = LegalEntity.objects.all()
    assert (row.name, row.kbo) == ("OCMW van Zonderbeke", "0712.345.630")
    with pytest.raises(Invalid, match="ondernemingsnummer"):
        actions.name_entity(bert, authority=world.zonderbeke, kind="municipality", name="G", kbo="0712345631")


def test_a_new_authority_is_a_fact_of_the_installation(world: World) -> None:
    made = actions.open_authority(world.system, slug="kortemeers", name="Kortemeers", mark=3)
    assert Authority.everything.get(slug="kortemeers") == made
    with scope(type(world.system).system("test", [made.pk]), [made]):
        assert AuthorityProfile.objects.get().mark == 3
    assert LedgerEntry.everything.get().authority_id is None
    for slug in ("mijn", "kortemeers", "Geen Slug"):
        with pytest.raises(Invalid):
            actions.open_authority(world.system, slug=slug, name="Iets")
    with pytest.raises(NotAllowed):
        actions.open_authority(world.actor("bert"), slug="iets", name="Iets")
    assert clock.today().year > 2020
