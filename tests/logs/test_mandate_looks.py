"""Each look by a mandate is a fact, in whichever page, list or answer it was; and the history of a case tells its mandates."""

from datetime import timedelta

import pytest
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.logs.actions import openings, questions
from roeland.logs.jobs import questions as jobs
from roeland.logs.models import Question
from tests.logs.months import case_of
from tests.logs.test_mandates import LATER, PLACE, api, given, looks, silent
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")


def test_no_page_shows_a_case_by_mandate_without_a_fact(world: World, client: Client) -> None:
    """The director goes round the page of the case: opening again, the purpose of a reveal, a form with an error, an answer of the API."""
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        given(world)
        log_in(client, world.accounts["bert"])
        case = case_of(world, 51)
        for page, status in (("heropenen/", 200), ("identiteit/", 200), ("", 200)):
            before = looks(world)
            assert client.get(f"{PLACE}/geval/{case.pk}/{page}").status_code == status, page
            assert looks(world) == before + 1, page
        before = looks(world)
        assert client.post(f"{PLACE}/geval/{case.pk}/", {"decision": "incident", "incident": ""}).status_code == 422
        assert looks(world) == before + 1
        for verb in ("incident", "reopen"):
            before = looks(world)
            assert api(world, "bert", f"/log-cases/{case.pk}/{verb}", "post", reason="Geen reden.") == 200
            assert looks(world) == before + 1, verb


def test_a_list_that_holds_a_case_by_mandate_states_the_look(world: World, client: Client) -> None:
    """The DPO reads lists by her role. What is hers to decide by a mandate, she opens there too; what is not, states nothing."""
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        given(world, to="sofie")
        one = str(case_of(world, 51).run_id)
        log_in(client, world.accounts["sofie"])
        assert client.get(f"{PLACE}/2026-10/?toon=gevraagd").status_code == 200
        assert looks(world) == 1
        with scope(world.system, [world.zonderbeke]):
            question = Question.objects.get()
        questions.answer(world.actor("an"), question=question, answer="Een dringende opname.")
        assert client.get(f"{PLACE}/2026-10/samen/?geval={case_of(world, 51).pk}").status_code == 200
        assert looks(world) == 2, "it is hers to decide now, in the list of what is decided together too"
        before = looks(world)
        assert api(world, "sofie", f"/log-runs/{one}/cases") == 200
        assert looks(world) == before + 1
        assert client.get(f"{PLACE}/2026-10/?toon=beslist").status_code == 200
        assert api(world, "dina", f"/log-runs/{one}/cases") == 200
        assert looks(world) == before + 1, "nothing of hers was there; the officer reads by her role"


def test_the_history_of_a_case_tells_its_mandates(world: World, client: Client) -> None:
    """Given and ended, by hand and by time; a look is in the Logboek only, and the mandates of another case are in its own."""
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        opening = given(world)
        openings.look(world.actor("bert"), opening=opening)
        openings.end_opening(world.actor("dina"), opening=opening)
        given(world)
    log_in(client, world.accounts["karel"])
    with clock.at(LATER + timedelta(days=6)):
        jobs.keep_up()
        pages = [client.get(f"{PLACE}/geval/{case_of(world, one).pk}/").content.decode() for one in (51, 53)]
    gave = f"gaf {world.person('bert')} een mandaat om geval {case_of(world, 51).number} van oktober 2026 te openen"
    ended = f"beëindigde het mandaat voor geval {case_of(world, 51).number} van oktober 2026"
    story = pages[0].partition("Geschiedenis")[2]
    assert [story.count(words) for words in (f"Dina Claes {gave}", f"Dina Claes {ended}", f"Roeland {ended}")] == [
        2,
        1,
        1,
    ]
    assert "in, met een mandaat" not in story
    assert "mandaat" not in pages[1].partition("Geschiedenis")[2]
