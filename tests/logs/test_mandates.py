"""A case without an answer: who gives the mandate, who decides with it, what ends with it, and that nobody walks round it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed
from roeland.ledger.models import LedgerEntry
from roeland.logs.actions import openings
from roeland.logs.actions.cases import ask_worker, make_incident
from roeland.logs.actions.reveals import ask_reveal
from roeland.logs.jobs import questions as jobs
from roeland.logs.models import Opening, Question
from roeland.logs.queries import cases
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import case_of, explained, run, strange
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")

LATER = datetime(2026, 12, 20, 9, tzinfo=UTC)
API = "/api/v1/authorities/zonderbeke"


def silent(world: World, *, who: str = "dina", user: str = "an") -> None:
    """A question about the case of citizen 51 that got no answer; the caller stands after its term."""
    months.ready(world, explained(), strange(user, 51), strange("bo", 53), **{user: user})
    run(world)
    ask_worker(world.actor(who), case=case_of(world, 51), text="Waarvoor?")


def given(world: World, by: str = "dina", to: str = "bert", days: int = 5) -> Opening:
    return openings.open_case(
        world.actor(by), case=case_of(world, 51), person=world.person(to), purpose="Geen antwoord.", days=days
    )


def api(world: World, name: str, path: str, method: str = "get", **body: object) -> int:
    """The status of a call by the token of somebody."""
    token = create_token(world.actor(name), account=world.accounts[name], name="t", scopes=["read", "write"])[1]
    headers = {"Authorization": f"Bearer {token}"}
    call = getattr(Client(), method)
    answer = (
        call(API + path, body, content_type="application/json", headers=headers)
        if body or method == "post"
        else call(API + path, headers=headers)
    )
    return int(answer.status_code)


def looks(world: World) -> int:
    with scope(world.system, [world.zonderbeke]):
        return LedgerEntry.objects.filter(action="logs:opening:looked").count()


def test_each_look_by_mandate_is_a_fact_in_the_api_too(world: World) -> None:
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        given(world)
        case = f"/log-cases/{case_of(world, 51).pk}"
        assert (api(world, "bert", case), looks(world)) == (200, 1)
        assert (api(world, "bert", f"{case}/events"), looks(world)) == (200, 2)
        assert (api(world, "dina", case), looks(world)) == (200, 2), "the officer needs no mandate to read"
    with clock.at(LATER + timedelta(days=6)):
        assert (api(world, "bert", case), looks(world))[1] == 2


def test_nobody_ends_the_mandate_about_himself(world: World, client: Client) -> None:
    silent(world, who="karel", user="dina")
    with clock.at(LATER):
        jobs.keep_up()
        opening = given(world, by="karel")
        with pytest.raises(NotAllowed):
            openings.end_opening(world.actor("dina"), opening=opening)
        log_in(client, world.accounts["dina"])
        assert client.post(f"/zonderbeke/logcontrole/zonder-antwoord/{opening.pk}/einde/").status_code == 404
        assert api(world, "dina", f"/log-openings/{opening.pk}/end", "post") == 404
        with scope(world.system, [world.zonderbeke]):
            assert Opening.objects.get().ended_at is None
        assert api(world, "karel", f"/log-openings/{opening.pk}/end", "post") == 200


@pytest.mark.parametrize("early", [True, False])
def test_a_mandate_ends_for_a_decided_case_too(world: World, early: bool) -> None:
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        opening = given(world)
        make_incident(world.actor("bert"), case=case_of(world, 51), reason="Geen reden.")
        if early:
            openings.end_opening(world.actor("dina"), opening=opening)
    with clock.at(LATER + timedelta(days=0 if early else 90)):
        assert jobs.keep_up() == (0 if early else 1)
        bert, case = world.actor("bert"), case_of(world, 51)
        assert (case.reviewer_id, case.decided_by_id) == (None, world.person("bert").pk)
        with scope(bert, [world.zonderbeke]):
            assert cases.find(bert, world.zonderbeke, case.pk) is None
            assert not Question.objects.filter(case=case.pk).exists()
        with pytest.raises(NotAllowed):
            ask_reveal(bert, case=case, purpose="Nieuwsgierig.")


def test_after_a_mandate_the_case_about_the_officer_is_with_his_deputy_again(world: World) -> None:
    silent(world, who="karel", user="dina")
    with clock.at(LATER):
        jobs.keep_up()
        opening = given(world, by="karel")
        assert case_of(world, 51).reviewer_id == world.person("bert").pk
        openings.end_opening(world.actor("karel"), opening=opening)
        assert case_of(world, 51).reviewer_id == world.person("karel").pk
