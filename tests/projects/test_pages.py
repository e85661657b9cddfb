"""The pages of the portfolio: what they show, to whom, at what cost."""

from datetime import timedelta

import pytest

from roeland.kernel import clock
from roeland.kernel.offers import TODAY
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed, Refused
from roeland.projects import actions, offers
from roeland.projects.models import Milestone, Project
from roeland.projects.queries import portfolio
from roeland.projects.queries.year import portfolio_in_year
from roeland.projects.timeline import timeline
from roeland.projects.values import ProjectText
from tests.projects.made import browse, costs, intake_of, propose, write_plan
from tests.projects.test_pure import answers
from tests.world import World


def test_late_milestones_are_on_vandaag(world: World) -> None:
    dina, row = world.actor("dina"), propose(world)
    one = actions.add_milestone(dina, project=row, title="Eerste dienst om", due=clock.today() + timedelta(days=3))
    with scope(dina, [world.zonderbeke]):
        assert offers.today(dina, [world.zonderbeke.pk]) == [], "an idea hurries nobody"
    intake_of(world, row)
    write_plan(world, row)
    actions.present(dina, project=row)
    actions.approve(world.actor("bert"), project=row)
    with clock.at(clock.now() + timedelta(days=5)), scope(dina, [world.zonderbeke]):
        lines = [line for line in TODAY.collect(dina, [world.zonderbeke.pk]) if "mijlpaal" in line.note]
        assert [(line.title, line.state) for line in lines] == [("Eerste dienst om", "late")]
        an = world.actor("an")
    with scope(an, [world.zonderbeke]):
        assert offers.today(an, [world.zonderbeke.pk]) == []
    reached = actions.reach_milestone(dina, milestone=one)
    with pytest.raises(Refused):
        actions.drop_milestone(dina, milestone=reached, reason="Toch niet.")
    with scope(dina, [world.zonderbeke]):
        year = portfolio_in_year(world.zonderbeke, 2026)
        assert (year.approved, year.reached, year.missed, year.intakes) == (1, 1, 0, 1)
        told = [one.line.title for one in offers.since(dina, world.zonderbeke.pk, clock.now() - timedelta(days=1))]
        assert told == [
            "project P-2026-01 Tweede stap voor iedereen: goedgekeurd",
            "mijlpaal van P-2026-01 gehaald: Eerste dienst om",
        ]
        topic = offers.topics(dina, world.zonderbeke.pk, clock.today().replace(month=1), clock.today())[0]
        assert topic.sentence == "Eén project in de portefeuille: 1 goedgekeurd."


def test_another_authority_and_a_stranger_find_nothing(world: World) -> None:
    row = propose(world)
    for name, place in (("emil", "zonderbeke"), ("dina", "lissegem"), ("chris", "zonderbeke")):
        assert browse(world, name).get(f"/{place}/projecten/{row.pk}/").status_code == 404
    with pytest.raises(NotAllowed):
        actions.add_milestone(world.actor("an"), project=row, title="x", due=clock.today())
    with scope(world.actor("emil"), [world.lissegem]):
        assert Milestone.objects.count() == 0


def test_the_pages(world: World) -> None:
    dina = browse(world, "dina")
    data = {
        "title": "Nieuw loket",
        "summary": "Een loket op het net.",
        "planned_start": "2026-06-01",
        "planned_end": "2026-12-31",
    }
    assert "nog geen project" in dina.get("/zonderbeke/projecten/").content.decode()
    assert dina.post("/zonderbeke/projecten/programmas/nieuw/", {"title": "Digitaal"}).status_code == 302
    assert dina.post("/zonderbeke/projecten/nieuw/", {**data, "planned_end": "2025-01-01"}).status_code == 422
    assert dina.post("/zonderbeke/projecten/nieuw/", data).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        row = Project.objects.get()
    where = f"/zonderbeke/projecten/{row.pk}/"
    assert dina.post(f"{where}mijlpaal/", {"title": "Proef", "due": "2026-05-01"}).status_code == 302
    assert dina.post(f"{where}dagen/", {"group": "ICT-dienst", "planned": "12,5", "used": "2"}).status_code == 302
    assert dina.post(f"{where}plan/risks/", {"text": "Iemand doet zich voor als een ander."}).status_code == 302
    assert dina.post(f"{where}budget/", {"of_year": "2026", "euro": "1000"}).status_code == 302
    assert (
        dina.post(f"{where}uitgave/", {"title": "Proef", "euro": "250,50", "paid_on": "2026-05-30"}).status_code == 302
    )
    half = dina.post(f"{where}intake/invullen/", {"personal": "yes"}, follow=True).content.decode()
    assert "zonder antwoord" in half
    assert dina.post(f"{where}intake/invullen/", answers({"public": "yes"})).status_code == 302
    assert dina.post(f"{where}intake/verzegelen/").status_code == 302
    assert "Beveiligingstest laten doen" in dina.get(f"{where}intake/").content.decode()
    write_plan(world, row, but="risks")
    assert dina.post(f"{where}voorleggen/").status_code == 302
    shown = dina.get(where).content.decode().replace("\u00a0", " ")
    for words in (
        "Proef",
        "31 dagen te laat",
        "12,5",
        "Iemand doet zich voor",
        "250,50",
        "wacht op goedkeuring",
        "<svg",
    ):
        assert words in shown
    bert = browse(world, "bert")
    assert "Nieuw loket" in bert.get("/zonderbeke/tekenmap/").content.decode()
    assert bert.post(f"{where}goedkeuren/", {"note": ""}).status_code == 302
    assert dina.post(f"{where}stap/starten/").status_code == 302
    assert dina.post(f"{where}stap/stilleggen/", {"reason": ""}).status_code == 422
    listed = dina.get("/zonderbeke/projecten/").content.decode()
    for words in ("loopt", "<desc", "Als tabel", "250,50"):
        assert words in listed
    assert b"P-2026-01" in dina.get("/projecten/?export=csv").content
    money_page = dina.get("/zonderbeke/geld/").content.decode()
    assert "749,50" in money_page
    assert b"Toegekend" in dina.get("/zonderbeke/geld/?export=csv").content
    assert dina.get("/zonderbeke/geld/?export=xlsx").content.startswith(b"PK")
    assert "Zonderbeke" in dina.get("/geld/").content.decode()
    assert "Proef" in dina.get("/zonderbeke/geld/uitgaven/").content.decode()
    assert browse(world, "an").get("/zonderbeke/geld/").status_code == 404
    assert "Geld" in bert.get("/zonderbeke/geld/").content.decode()


def test_lists_take_a_fixed_number_of_statements(world: World) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    dina = browse(world, "dina")

    def count(address: str) -> int:
        dina.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert dina.get(address).status_code == 200
        return len([q for q in seen.captured_queries if q["sql"].startswith("SELECT")])

    costs(world, propose(world))
    before = [count(where) for where in ("/zonderbeke/projecten/", "/zonderbeke/geld/", "/projecten/", "/geld/")]
    for number in range(3):
        row = propose(world, f"Nog een {number}")
        costs(world, row)
        actions.add_milestone(world.actor("dina"), project=row, title="m", due=clock.today())
    assert [
        count(where) for where in ("/zonderbeke/projecten/", "/zonderbeke/geld/", "/projecten/", "/geld/")
    ] == before


def test_list_and_timeline_say_the_same_and_name_what_has_no_date(world: World) -> None:
    dina, row = world.actor("dina"), propose(world)
    intake_of(world, row, personal="no")
    write_plan(world, row)
    actions.present(dina, project=row)
    actions.propose(dina, authority=world.zonderbeke, wording=ProjectText("Zonder datum"))
    dated = actions.propose(dina, authority=world.zonderbeke, wording=ProjectText("Met een mijlpaal"))
    actions.add_milestone(dina, project=dated, title="Offerte", due=clock.today() + timedelta(days=40))
    with scope(dina, [world.zonderbeke]):
        chart = timeline(portfolio.lines(portfolio.projects()), clock.today(), "Projecten")
    assert chart is not None
    assert [(bar.label, bar.word) for bar in chart.bars] == [
        ("P-2026-01 Tweede stap voor iedereen", "wacht op goedkeuring"),
        ("P-2026-03 Met een mijlpaal", "idee"),
    ]
    assert chart.undated == ("P-2026-02",)
    page = browse(world, "dina").get("/zonderbeke/projecten/").content.decode()
    assert "niet in de tijdlijn: P-2026-02" in page
    assert page.count("wacht op goedkeuring") >= 3  # the list, the wide and the narrow drawing
