import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.kernel import clock, gate
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry
from roeland.people import actions
from roeland.people.models import Absence, ApiToken, Mandate, Person, Replacement, Team
from roeland.people.queries import token_owner, working_week
from tests.world import World

TODAY = clock.today()


def crowd(world: World, count: int) -> None:
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        for number in range(count):
            person = Person.objects.create(
                authority=world.zonderbeke,
                audience="persons",
                given_name=f"Naam{number}",
                family_name="Proef",
                active_from=TODAY,
            )
            Mandate.objects.create(
                authority=world.zonderbeke, audience="mandates", person=person, role="staff", start=TODAY
            )


def cost(client: Any, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_at_any_length_and_at_most_fifteen(world: World, browse: Any) -> None:
    client = browse("bert")
    client.get("/zonderbeke/personen/")
    few = cost(client, "/zonderbeke/personen/?per=100")
    crowd(world, 10)
    some = cost(client, "/zonderbeke/personen/?per=100")
    crowd(world, 90)
    many = cost(client, "/zonderbeke/personen/?per=100")
    assert few == some == many <= 15


@pytest.mark.parametrize(
    "path",
    [
        "personen/",
        "rollen/",
        "diensten/",
        "organen/",
        "instellingen/",
        "personen/importeren/",
        "instellingen/werkuren/",
    ],
)
def test_pages_of_an_authority_open_for_its_director_and_not_for_others(world: World, browse: Any, path: str) -> None:
    answer = browse("bert").get(f"/zonderbeke/{path}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.count("<h1") == 1
    assert "style=" not in text
    assert browse("chris").get(f"/zonderbeke/{path}").status_code == 404
    assert browse("emil").get(f"/zonderbeke/{path}").status_code == 404
    assert browse("bert").get(f"/lissegem/{path}").status_code == 404


def test_search_filters_and_export(world: World, browse: Any) -> None:
    client = browse("bert")
    team = actions.add_team(world.actor("bert"), authority=world.zonderbeke, name="ICT")
    actions.join_team(world.actor("bert"), person=world.person("an"), team=team)
    found = client.get("/zonderbeke/personen/?zoek=peet").content.decode()
    assert "Peeters An" in found
    assert "Wouters" not in found.split("<table")[1]
    for query in ("rol=ict_staff", f"dienst={team.pk}"):
        rows = client.get(f"/zonderbeke/personen/?{query}").content.decode().split("<tbody>")[1]
        assert "Peeters An" in rows
        assert "Claes" not in rows
    actions.record_absence(world.actor("an"), person=world.person("an"), start=TODAY)
    away = client.get("/zonderbeke/personen/?status=away").content.decode().split("<tbody>")[1]
    assert "afwezig" in away
    assert "Claes" not in away
    file = client.get("/zonderbeke/personen/?export=csv&zoek=peeters")
    assert file["Content-Disposition"].startswith("attachment")
    assert "an@zonderbeke.example.be" in file.content.decode()
    assert LedgerEntry.everything.filter(action="people:list:exported").count() == 1
    assert browse("an").get("/zonderbeke/personen/").status_code == 200
    assert browse("an").get("/zonderbeke/personen/?export=csv").status_code == 404


def test_a_person_from_adding_to_leaving(world: World, browse: Any) -> None:
    client = browse("bert")
    wrong = client.post("/zonderbeke/personen/nieuw/", {"given_name": "Tom", "active_from": "2025-01-01"})
    assert "Vul familienaam in." in wrong.content.decode()
    form = {
        "given_name": "Tom",
        "family_name": "Vercruysse",
        "email": "an@zonderbeke.example.be",
        "active_from": "2025-01-01",
    }
    assert "hoort al bij An Peeters" in client.post("/zonderbeke/personen/nieuw/", form).content.decode()
    answer = client.post("/zonderbeke/personen/nieuw/", form | {"email": "tom@zonderbeke.example"})
    assert answer.status_code == 302
    base = answer["Location"]
    assert "Vercruysse" in client.get(base).content.decode()
    assert client.post(f"{base}wijzigen/", form | {"email": "", "job_title": "Hoofd"}).status_code == 302
    assert client.post(f"{base}aanduiden/", {"role": "ict_head", "start": TODAY.isoformat()}).status_code == 302
    assert client.post(f"{base}afwezig/", {"start": TODAY.isoformat()}).status_code == 302
    page = client.get(base).content.decode()
    assert "Hoofd" in page
    assert "diensthoofd ICT" in page
    assert "afwezig" in page
    with scope(world.system, [world.zonderbeke]):
        absence = Absence.objects.get()
        mandate = Mandate.objects.get(role="ict_head")
    assert client.post(f"{base}afwezig/{absence.pk}/terug/").status_code == 302
    assert client.post(f"/zonderbeke/mandaten/{mandate.pk}/beeindigen/", {"on": TODAY.isoformat()}).status_code == 302
    assert client.post(f"{base}uit-dienst/", {"on": TODAY.isoformat()}).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        assert Person.objects.get(given_name="Tom").left_on == TODAY
    again = client.post(f"{base}uit-dienst/", {"on": TODAY.isoformat()}).content.decode()
    assert "is al uit dienst" in again
    assert browse("an").post(f"{base}wijzigen/", form).status_code == 404


def test_replacements_and_names_of_roles(world: World, browse: Any) -> None:
    client, an = browse("bert"), world.person("an")
    form = {"rank": "1", "person": str(an.pk), "start": TODAY.isoformat()}
    assert client.post("/zonderbeke/rollen/dpo/vervanger/", form).status_code == 302
    assert "andere vervanger" in client.post("/zonderbeke/rollen/dpo/vervanger/", form | {"rank": "2"}).content.decode()
    assert "An Peeters" in client.get("/zonderbeke/rollen/").content.decode()
    assert client.post("/zonderbeke/rollen/dpo/vervanger/1/beeindigen/").status_code == 302
    with scope(world.system, [world.zonderbeke]):
        assert Replacement.objects.get().end == TODAY
    assert client.post("/zonderbeke/rollen/dpo/", {"alias": "DPO", "hours_per_year": "120"}).status_code == 302
    assert "DPO" in client.get("/zonderbeke/rollen/").content.decode()
    assert client.get("/zonderbeke/rollen/keizer/").status_code == 404
    stranger = world.person("emil", world.lissegem)
    assert client.post("/zonderbeke/rollen/dpo/vervanger/", form | {"person": str(stranger.pk)}).status_code == 200


def test_teams_bodies_and_settings(world: World, browse: Any) -> None:
    client = browse("bert")
    assert client.post("/zonderbeke/diensten/nieuw/", {"name": "ICT"}).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        team = Team.objects.get()
    assert client.post(f"/zonderbeke/diensten/{team.pk}/", {"name": "Informatica"}).status_code == 302
    assert "Informatica" in client.get("/zonderbeke/diensten/").content.decode()
    assert client.post("/zonderbeke/organen/nieuw/", {"kind": "municipal_council", "name": "Raad"}).status_code == 302
    page = client.get("/zonderbeke/organen/").content.decode()
    body = re.search(r"organen/([0-9a-f-]{36})/leden", page).group(1)  # type: ignore[union-attr]
    member = {"person": str(world.person("chris").pk), "start": TODAY.isoformat(), "chairs": "on"}
    assert client.post(f"/zonderbeke/organen/{body}/leden/", member).status_code == 302
    assert "Chris Wouters" in client.get("/zonderbeke/organen/").content.decode()
    hours = {"opens_0_0": "08:30", "closes_0_0": "12:00", "opens_4_1": "13:00", "closes_4_1": "16:00"}
    assert client.post("/zonderbeke/instellingen/werkuren/", hours).status_code == 302
    assert set(working_week(world.zonderbeke)) == {0, 4}
    half = client.post("/zonderbeke/instellingen/werkuren/", {"opens_0_0": "08:30"}).content.decode()
    assert "allebei de uren" in half
    assert (
        client.post(
            "/zonderbeke/instellingen/sluitingsdagen/",
            {"day": (TODAY + timedelta(days=9)).isoformat(), "name": "Brugdag"},
        ).status_code
        == 302
    )
    text = client.get("/zonderbeke/instellingen/").content.decode()
    assert "Brugdag" in text
    assert "8:30" in text
    entity = {"kind": "ocmw", "name": "OCMW Zonderbeke", "kbo": "0712.345.630"}
    wrong = client.post("/zonderbeke/instellingen/rechtspersonen/", entity | {"kbo": "0712.345.631"}).content.decode()
    assert "geen geldig ondernemingsnummer" in wrong
    assert client.post("/zonderbeke/instellingen/rechtspersonen/", entity).status_code == 302
    assert "0712.345.630" in client.get("/zonderbeke/instellingen/").content.decode()
    profile = {"letter_technical": "B", "letter_general": "A", "nis2_entity": "on", "second_step": "everyone"}
    assert client.post("/zonderbeke/instellingen/bestuur/", profile).status_code == 302
    assert "deel B" in client.get("/zonderbeke/instellingen/").content.decode()


def test_my_account(world: World, browse: Any) -> None:
    client = browse("dina")
    assert client.get("/mijn/").status_code == 200
    assert client.post("/mijn/voorkeuren/", {"theme": "dark"}).cookies["thema"].value == "donker"
    world.accounts["dina"].refresh_from_db()
    assert (world.accounts["dina"].theme, world.accounts["dina"].digest) == ("dark", True)
    form = {"authority": str(world.lissegem.pk), "start": TODAY.isoformat()}
    assert client.post("/mijn/afwezig/", form).status_code == 302
    with scope(world.system, [world.lissegem]):
        absence = Absence.objects.get()
    assert client.post(f"/mijn/afwezig/{absence.pk}/terug/").status_code == 302
    assert browse("an").post(f"/mijn/afwezig/{absence.pk}/terug/").status_code == 404
    assert (
        client.post("/mijn/afwezig/", form | {"authority": str(world.zonderbeke.pk), "start": "gisteren"}).status_code
        == 200
    )
    mine = client.get("/mijn/gegevens/").content.decode()
    assert "dina@example.be" in mine
    assert "Zonderbeke" in mine
    assert "Lissegem" in mine


def test_a_token_is_shown_once_and_works_until_revoked(world: World, browse: Any) -> None:
    client = browse("an")
    page = client.post("/mijn/tokens/", {"name": "script", "scopes": ["read"], "days": "30"}).content.decode()
    secret = re.search(r"roeland_[\w-]{40,}", page).group()  # type: ignore[union-attr]
    assert secret not in client.get("/mijn/").content.decode()
    token = token_owner(secret)
    assert token is not None
    assert token.account == world.accounts["an"]
    assert secret not in str(list(ApiToken.objects.values()))
    assert token_owner(secret, at=clock.now() + timedelta(days=31)) is None
    assert browse("bert").post(f"/mijn/tokens/{token.pk}/intrekken/").status_code == 404
    assert client.post(f"/mijn/tokens/{token.pk}/intrekken/").status_code == 302
    assert token_owner(secret) is None


def test_other_lists_and_the_page_of_a_person_cost_the_same_at_any_length(world: World, browse: Any) -> None:
    client, bert, who = browse("bert"), world.actor("bert"), world.person("an")
    pages = [f"/zonderbeke/{path}/" for path in ("rollen", "diensten", "organen", "instellingen", f"personen/{who.pk}")]
    body = actions.add_body(bert, authority=world.zonderbeke, kind="municipal_council", name="Raad")

    def grow(start: int, end: int) -> None:
        for number in range(start, end):
            team = actions.add_team(bert, authority=world.zonderbeke, name=f"Dienst {number}")
            actions.join_team(bert, person=who, team=team, start=TODAY - timedelta(days=60 - number))
            day = TODAY + timedelta(days=number * 2)
            absence = actions.record_absence(bert, person=who, start=day, end=day)
            actions.add_closing_day(bert, authority=world.zonderbeke, day=absence.start, name="Dag")
            person = actions.add_person(
                bert, authority=world.zonderbeke, given_name="Naam", family_name=f"Proef {number}"
            )
            actions.add_mandate(bert, person=person, role="staff", start=TODAY)
            actions.join_body(bert, body=body, person=person)

    grow(0, 1)
    [client.get(url) for url in pages]  # what is read once per process
    one = [cost(client, url) for url in pages]
    grow(1, 3)
    three = [cost(client, url) for url in pages]
    grow(3, 30)
    assert one == three == [cost(client, url) for url in pages]
