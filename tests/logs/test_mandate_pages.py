"""What the pages, and the API, tell of mandates: which cases, whom, until when, and the way back for who decided by one."""

from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock
from roeland.logs.actions import openings
from roeland.logs.jobs import questions as jobs
from roeland.people.actions import create_token
from roeland.ui import dates
from tests.logs.months import case_of
from tests.logs.test_mandates import API, LATER, PLACE, api, given, silent
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")


def read(world: World, name: str, path: str) -> dict[str, Any]:
    """What somebody reads by token."""
    token = create_token(world.actor(name), account=world.accounts[name], name="t", scopes=["read"])[1]
    found: dict[str, Any] = Client().get(f"{API}/{path}", headers={"Authorization": f"Bearer {token}"}).json()
    return found


def test_the_mandates_that_were_given_lead_to_their_cases(world: World, client: Client) -> None:
    """On the page and by token: which case, for whom, and when it really ended."""
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        opening, case = given(world), f"{PLACE}/geval/{case_of(world, 51).pk}/"
        ends, ended = dates.table_moment(opening.until), dates.table_moment(LATER)
        log_in(client, world.accounts["dina"])
        page = client.get(f"{PLACE}/zonder-antwoord/").content.decode()
        assert (page.count(f'href="{case}"'), ends in page) == (2, True), "without an answer, and with a mandate"
        [row] = read(world, "dina", "log-openings")["items"]
        assert (row["id"], row["log_case"]) == (str(opening.pk), str(case_of(world, 51).pk))
        assert (row["person"], row["purpose"]) == (str(world.person("bert").pk), "Geen antwoord.")
        openings.end_opening(world.actor("dina"), opening=opening)
        page = client.get(f"{PLACE}/zonder-antwoord/").content.decode()
        assert (ended in page, ends in page) == (True, False)
        assert read(world, "dina", "log-openings")["items"][0]["ended_at"]
        assert api(world, "bert", "/log-openings") == 404, "who reads figures reads no mandates"


def test_nobody_reads_of_a_mandate_about_himself(world: World, client: Client) -> None:
    silent(world, who="karel", user="dina")
    with clock.at(LATER):
        jobs.keep_up()
        given(world, by="karel")
        log_in(client, world.accounts["dina"])
        assert "Er is nog geen mandaat gegeven." in client.get(f"{PLACE}/zonder-antwoord/").content.decode()
        assert read(world, "dina", "log-openings")["items"] == []
        assert len(read(world, "karel", "log-openings")["items"]) == 1


def test_who_decides_by_mandate_keeps_the_way_to_the_case(world: World, client: Client) -> None:
    """He reads no list: what he decided, and the way to take it back, stand on the case, which Vandaag tells no more."""
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        opening = given(world)
        log_in(client, world.accounts["bert"])
        where = f"{PLACE}/geval/{case_of(world, 51).pk}/"
        assert "Terug naar de lijst" not in client.get(where).content.decode()
        assert client.post(where, {"decision": "incident", "incident": "Geen reden."}).headers["Location"] == where
        assert "Opnieuw openen" in client.get(where).content.decode()
        way = f'href="{PLACE}/zonder-antwoord/{opening.pk}/"'
        assert way in client.get(f"{PLACE}/").content.decode()
        openings.end_opening(world.actor("dina"), opening=opening)
        assert way not in client.get(f"{PLACE}/").content.decode()


def test_ending_a_mandate_asks_whether_one_is_sure(world: World, client: Client) -> None:
    """Nobody gets it back but with a new one, so the button says first what happens, and of whom."""
    silent(world)
    with clock.at(LATER):
        jobs.keep_up()
        opening = given(world)
        where = f"{PLACE}/zonder-antwoord/{opening.pk}/einde/"
        log_in(client, world.accounts["dina"])
        assert f'href="{where}"' in client.get(f"{PLACE}/zonder-antwoord/").content.decode()
        asked = client.get(where).content.decode()
        assert "Dit mandaat beëindigen?" in asked
        assert f"{world.person('bert')} ziet het geval meteen niet meer" in asked
        assert "Geen antwoord." in asked, "what it was given for"
        assert read(world, "dina", "log-openings")["items"][0]["ended_at"] is None, "asking ends nothing"
        assert "Mandaat beëindigd." in client.post(where, follow=True).content.decode()
        ended = client.get(where).content.decode()
        assert "Dit mandaat is al voorbij." in ended
        assert '<form class="form"' not in ended
        assert "Mandaat beëindigd." not in client.post(where, follow=True).content.decode()
        log_in(client, world.accounts["bert"])
        assert client.get(where).status_code == 404, "who had it ends nothing"
