"""Vandaag, Controleplan, samenstellen, terugkerende taak and klokken: happy, refused, and at a fixed number of queries."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roeland.duties import actions
from roeland.duties.catalogue import starters
from roeland.duties.models import Duty, Task
from roeland.kernel import clock
from roeland.kernel.scope import scope
from tests.duties.conftest import MONDAY, handed_in, own_duty, planned
from tests.world import World


def statements(client: Any, url: str) -> int:
    client.get(url)  # the first one fills caches
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_vandaag_orders_by_consequence_and_says_it_in_a_sentence(browse: Any, world: World) -> None:
    planned(world)
    late = planned(
        world, own_duty(world, title="Oude controle", lead_role="security_officer", approve_role="", separation=False)
    )
    actions.start_clock(
        world.actor("dina"),
        authority=world.zonderbeke,
        clock_id="gdpr-33-regulator",
        title="Loonlijst verkeerd verstuurd",
        started_at=MONDAY - timedelta(hours=5),
    )
    with clock.at(MONDAY + timedelta(days=10)):
        actions.postpone(world.actor("dina"), task=late, due=(MONDAY + timedelta(days=11)).date(), reason="x")
        html = browse("dina").get("/").content.decode()
    assert "Dina" in html
    assert "Eén wettelijke klok is verstreken, één taak is te laat en één taak vervalt deze week." in html
    assert html.index("Loonlijst verkeerd verstuurd") < html.index("Te laat") < html.index("Deze week")
    assert html.count("btn-primary") == 1  # the clock's
    assert "2 dagen te laat" in html


def test_vandaag_of_one_authority_and_of_nobody_else(browse: Any, world: World) -> None:
    planned(world)
    assert "Hersteltest van back-ups" in browse("an").get("/zonderbeke/").content.decode()
    assert browse("emil").get("/zonderbeke/").status_code == 404
    assert browse("dina").get("/nergens/").status_code == 404
    assert "Hersteltest" not in browse("chris").get("/").content.decode()


def test_a_councillor_gets_the_sparse_page(browse: Any, world: World) -> None:
    actions.make_task(
        world.actor("dina"),
        authority=world.zonderbeke,
        title="Lees het jaarverslag",
        due=MONDAY.date() + timedelta(days=3),
        person=world.person("chris"),
        minutes=10,
    )
    html = browse("chris").get("/").content.decode()
    assert "Dag Chris" in html
    assert "Eén ding voor jou. Daarna ben je klaar." in html
    assert "10 minuten, vóór donderdag 5 maart" in html
    assert "Iets gezien of verloren?" in html
    assert "Sinds je laatste bezoek" not in html


def test_all_done_says_so_and_when_the_next_one_comes(browse: Any, world: World) -> None:
    planned(world, own_duty(world, start=(MONDAY + timedelta(days=20)).date()))
    html = browse("an").get("/").content.decode()
    assert "Voor jou is alles gedaan" in html
    assert "De volgende taak komt op" in html


def test_closing_a_visit_shows_what_came_since(browse: Any, world: World) -> None:
    client = browse("dina")
    assert "Sinds je laatste bezoek" not in client.get("/").content.decode()
    assert client.post("/vandaag/bezoek/").status_code == 302
    task = planned(world)
    with clock.at(MONDAY + timedelta(days=2)):
        handed_in(world, task)
        actions.accept(world.actor("dina"), task=task)
        html = client.get("/").content.decode()
    assert "maandag 2 maart, 2 dagen geleden" in html
    assert "taak gesloten" in html
    assert browse("an").get("/vandaag/bezoek/").status_code == 405


@pytest.mark.parametrize(
    "url",
    ["/", "/zonderbeke/", "/zonderbeke/controleplan/", "/zonderbeke/controleplan/?weergave=tabel", "/controleplan/"],
)
def test_lists_cost_the_same_at_one_and_three_rows(browse: Any, world: World, url: str) -> None:
    client = browse("dina")
    planned(world)
    one = statements(client, url)
    for title in ("Tweede", "Derde"):
        planned(world, own_duty(world, title=title))
    assert statements(client, url) == one


def test_the_year_overview_and_the_table_show_the_same_tasks(browse: Any, world: World) -> None:
    task = planned(world)
    client = browse("dina")
    overview = client.get("/zonderbeke/controleplan/").content.decode()
    assert 'aria-label="Hersteltest van back-ups, maart: gepland"' in overview
    assert f"/zonderbeke/taken/{task.number}/" in overview
    table = client.get("/zonderbeke/controleplan/?weergave=tabel").content.decode()
    assert task.number in table
    assert task.number not in client.get("/zonderbeke/controleplan/?weergave=tabel&status=accepted").content.decode()
    assert "Geen terugkerende taak met deze filters" in client.get("/zonderbeke/controleplan/?wie=dpo").content.decode()
    assert browse("emil").get("/zonderbeke/controleplan/").status_code == 404
    assert browse("chris").get("/zonderbeke/controleplan/").status_code == 404


def test_the_export_is_what_the_table_shows(browse: Any, world: World) -> None:
    planned(world, own_duty(world, title="=gevaarlijk"))
    response = browse("dina").get("/zonderbeke/controleplan/?weergave=tabel&export=csv")
    assert response["Content-Disposition"] == 'attachment; filename="controleplan.csv"'
    lines = response.content.decode("utf-8-sig").split("\r\n")
    assert lines[0] == "Taak;Nummer;Status;Wie;Grondslag;Vervalt"
    assert lines[1].startswith("'=gevaarlijk;T-2026-")


def test_an_empty_plan_leads_to_the_catalogue_with_25_ticked(browse: Any, world: World) -> None:
    client = browse("dina")
    assert "Zonderbeke heeft nog geen controleplan" in client.get("/zonderbeke/controleplan/").content.decode()
    html = client.get("/zonderbeke/controleplan/samenstellen/").content.decode()
    assert html.count(" checked>") == 25
    assert "Uren per jaar" in html
    assert browse("an").get("/zonderbeke/controleplan/samenstellen/").status_code == 404


def test_the_selection_is_counted_before_it_is_taken_over(browse: Any, world: World) -> None:
    client = browse("dina")
    url = "/zonderbeke/controleplan/samenstellen/"
    chosen = [row.id for row in starters()[:3]]
    counted = client.post(url, {"gekozen": chosen, "stap": "uren"})
    assert counted.content.decode().count(" checked>") == 3
    with scope(world.system, [world.zonderbeke]):
        assert not Duty.objects.exists()
    assert client.post(url, {"gekozen": ["nietbestaand"], "stap": "overnemen"}).status_code == 200
    assert client.post(url, {"gekozen": chosen, "stap": "overnemen"}).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        assert {duty.catalogue_id for duty in Duty.objects.all()} == set(chosen)
    again = client.get(url).content.decode()
    assert again.count(" checked>") == 22
    assert "3 lopen al" in again


def test_declining_an_offer_needs_a_reason(browse: Any, world: World) -> None:
    client = browse("dina")
    offered = starters()[0]
    url = f"/zonderbeke/controleplan/aanbod/{offered.id}/"
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "doet de intercommunale"}).status_code == 302
    assert (
        "Niet overgenomen: doet de intercommunale"
        in client.get("/zonderbeke/controleplan/samenstellen/").content.decode()
    )
    assert client.get("/zonderbeke/controleplan/aanbod/bestaat-niet/").status_code == 404


def test_the_page_of_a_duty_tells_rhythm_grounds_and_coming_dates(browse: Any, world: World) -> None:
    duty = own_duty(world, ground="Besluit vast bureau 12/01/2026")
    html = browse("an").get(f"/zonderbeke/controleplan/{duty.pk}/").content.decode()
    assert "dinsdag 10 maart 2026" in html
    assert "Besluit vast bureau 12/01/2026" in html
    assert 'class="ground g-opdracht"' in html
    assert "Aanpassen" not in html  # An does the work, Dina keeps the plan
    assert "Aanpassen" in browse("dina").get(f"/zonderbeke/controleplan/{duty.pk}/").content.decode()
    assert browse("emil").get(f"/zonderbeke/controleplan/{duty.pk}/").status_code == 404
    assert browse("dina").get(f"/lissegem/controleplan/{duty.pk}/").status_code == 404


def test_an_example_becomes_an_assignment_by_the_own_decision(browse: Any, world: World) -> None:
    client = browse("dina")
    duty = actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id="meet-security-service")
    url = f"/zonderbeke/controleplan/{duty.pk}/"
    before = client.get(url).content.decode()
    assert 'class="ground g-voorbeeld"' in before
    assert 'class="ground g-opdracht"' not in before
    assert client.post(url + "opdracht/", {"ref": "Overeenkomst 2026, art. 4"}).status_code == 302
    after = client.get(url).content.decode()
    assert 'class="ground g-opdracht"' in after
    assert "Gelezen in jullie eigen opdracht" in after


def test_adapting_adding_and_stopping_a_duty(browse: Any, world: World) -> None:
    client = browse("dina")
    duty = own_duty(world)
    url = f"/zonderbeke/controleplan/{duty.pk}/"
    values = {"rule": "FREQ=MONTHLY;INTERVAL=3", "lead_role": "ict_staff", "minutes": "90", "reason": "minder servers"}
    assert client.post(url + "aanpassen/", values | {"reason": ""}).status_code == 422
    assert client.post(url + "aanpassen/", values).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        assert Duty.objects.get(pk=duty.pk).interval_nl == "elk kwartaal"
    assert client.post(url + "stoppen/", {"reason": "server weg"}).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        assert Duty.objects.get(pk=duty.pk).status == "stopped"
    assert browse("an").get(url + "stoppen/").status_code == 404
    own = {
        "title": "Sleutels tellen",
        "rule": "FREQ=YEARLY",
        "start": "2026-04-01",
        "group": "control",
        "lead_role": "ict_staff",
        "minutes": "15",
    }
    assert client.post("/zonderbeke/controleplan/nieuw/", own).status_code == 302
    assert client.post("/zonderbeke/controleplan/nieuw/", own | {"title": ""}).status_code == 422


def test_the_officers_work_starts_on_his_visit_day(browse: Any, world: World) -> None:
    client = browse("dina")
    url = "/zonderbeke/controleplan/samenstellen/"
    chosen = [row.id for row in starters()]
    assert "Vaste bezoekdag" in client.get(url).content.decode()
    wrong = {"gekozen": chosen, "stap": "overnemen", "weekday": "9"}
    assert client.post(url, wrong).status_code == 200
    assert client.post(url, wrong | {"weekday": "3", "weeks": "2"}).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        own = Duty.objects.filter(lead_role="security_officer").exclude(rule="").exclude(rule__contains="BYMONTH")
        starts = {duty.start for duty in own}
    assert {day.weekday() for day in starts} == {3}
    assert {(day - min(starts)).days % 14 for day in starts} == {0}


def test_who_leads_a_signal_reports_that_it_failed(browse: Any, world: World) -> None:
    duty = actions.adopt(world.actor("dina"), authority=world.zonderbeke, catalogue_id="backup-daily-check")
    page = f"/zonderbeke/controleplan/{duty.pk}/"
    with scope(world.system, [world.zonderbeke]):
        assert duty.lead_role == "ict_staff"
    client = browse("an")
    assert f'{page}mislukt/"' in client.get(page).content.decode()
    assert client.post(f"{page}mislukt/", {"detail": " "}).status_code == 422
    response = client.post(f"{page}mislukt/", {"detail": "Taak zbfs01 stopte om 02:10."})
    assert response.status_code == 302
    with scope(world.system, [world.zonderbeke]):
        task = Task.objects.get(duty=duty)
    assert response["Location"] == f"/zonderbeke/taken/{task.number}/"
    assert "zbfs01" in task.instruction
    again = client.post(f"{page}mislukt/", {"detail": "Weer."})
    assert "staat al een taak open" in again.content.decode()
    assert browse("bert").post(f"{page}mislukt/", {"detail": "x"}).status_code == 404
    other = own_duty(world)
    assert browse("an").get(f"/zonderbeke/controleplan/{other.pk}/mislukt/").status_code == 404


@pytest.mark.parametrize("url", ["/zonderbeke/controleplan/?weergave=tabel", "/controleplan/?weergave=tabel&per=100"])
@pytest.mark.parametrize("who", ["dina", "bert"])
def test_the_table_of_tasks_costs_the_same_at_many(browse: Any, world: World, who: str, url: str) -> None:
    client = browse(who)
    duties = [own_duty(world, title=f"Controle {number}", rule="FREQ=DAILY") for number in range(5)]

    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            duty = duties[number % len(duties)]
            task = planned(world, duty, date(2026, 3, 10) + timedelta(days=number))
            if number % 2:
                actions.claim(world.actor("an"), task=task)

    fill(0, 10)
    few = statements(client, url)
    assert "10 taken" in client.get(url).content.decode()
    fill(10, 100)
    many = statements(client, url)
    html = client.get(url).content.decode()
    assert ("100 taken" in html, html.count("T-2026-") > 10) == (True, True)
    assert many == few
    assert many <= 15
