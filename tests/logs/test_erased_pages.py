"""What the pages of a control say once its term is over: that it is gone, and nothing that was never so."""

from typing import Any

import pytest

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.logs.actions.cases import justify
from roeland.logs.jobs import retention
from roeland.logs.models import Case, SampleItem
from roeland.people.actions import create_token
from tests.logs.months import OCTOBER, case_of, judge_all
from tests.logs.test_control_pages import call
from tests.logs.test_terms import DECEMBER, looked
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")
BASE = "/zonderbeke/logcontrole/"
GONE = "Na de bewaartermijn is gewist wie keek, naar wie en waarom."


def erased(world: World) -> Case:
    """A decided case of a control whose term is over."""
    one, dina = looked(world), world.actor("dina")
    justify(dina, case=case_of(world, 53), reason="Huisbezoek.")
    judge_all(world, one)
    with clock.at(DECEMBER):
        assert retention.forget() > 0
    with scope(world.system, [world.zonderbeke]):
        return Case.objects.get(state="justified")


def test_an_erased_case_says_only_that_it_is_gone(world: World, browse: Any) -> None:
    case = erased(world)
    with clock.at(DECEMBER):
        page = browse("dina").get(f"{BASE}geval/{case.pk}/").content.decode()
        listed = browse("dina").get(f"{BASE}2026-10/?toon=beslist").content.decode()
    for text in (page, listed):
        assert GONE in text
        for never in ("Geen enkele verklaring", "Account gewist", "2222", "niet gevonden", "1 okt", "1 oktober"):
            assert never not in text, never
    assert "<h1>Gewist geval</h1>" in page
    assert "De bewaartermijn van deze controle is voorbij" in page
    assert "redenen hierboven" not in page


def test_who_the_citizen_of_an_erased_case_was_is_not_asked(world: World, browse: Any) -> None:
    case = erased(world)
    with clock.at(DECEMBER):
        page = browse("dina").get(f"{BASE}geval/{case.pk}/identiteit/").content.decode()
    assert "De bewaartermijn van dit geval is voorbij." in page
    assert f"Geval {case.number} van oktober 2026.</p>" in page
    assert "burger ." not in page


def test_an_erased_piece_of_the_sample_is_not_on_paper(world: World, browse: Any) -> None:
    erased(world)
    with clock.at(DECEMBER):
        page = browse("dina").get(f"{BASE}2026-10/steekproef/").content.decode()
    assert "gewist" in page
    assert "op papier" not in page


def test_a_drawn_consultation_keeps_no_minute_and_no_reason(world: World) -> None:
    case = erased(world)
    with scope(world.system, [world.zonderbeke]):
        items = list(SampleItem.objects.filter(run=case.run))
    assert {(one.at, one.service, one.explained_by) for one in items} == {(clock.at_local(OCTOBER), "", "")}
    assert {one.verdict for one in items} == {"right"}  # what was found stays


def test_a_case_in_its_term_keeps_its_days(world: World, browse: Any) -> None:
    looked(world)
    page = browse("dina").get(f"{BASE}geval/{case_of(world, 53).pk}/").content.decode()
    assert "Gewist" not in page
    assert case_of(world, 53).alias in page
    assert "Wat nagekeken is" in page


def test_the_api_names_no_citizen_of_an_erased_case(world: World) -> None:
    case = erased(world)
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
    with clock.at(DECEMBER):
        found = call(token, f"log-cases/{case.pk}").json()
    assert (found["worker"], found["citizen"], found["reasons"]) == ("Gewist geval", "", [GONE])
    assert found["state"] == "justified"


def test_the_stand_in_for_who_was_erased_is_no_user_of_the_log(world: World, browse: Any) -> None:
    erased(world)
    page = browse("dina").get(f"{BASE}gebruikers/").content.decode()
    assert ">an<" in page
    assert ">gewist<" not in page
