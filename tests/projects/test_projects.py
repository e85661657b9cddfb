"""From idea to done: intake, advice, approval in the Tekenmap, money, and who sees what."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from roeland.duties import actions as duties
from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.offers import SIGNING, TODAY
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.projects import actions, library, offers
from roeland.projects.models import Intake, IntakeMeasure, Milestone, Project
from roeland.projects.queries import intake as intakes
from roeland.projects.queries import money, portfolio
from roeland.projects.queries.year import costs_in_year, portfolio_in_year
from roeland.projects.timeline import timeline
from roeland.projects.values import PROJECT, Case, ProjectText
from roeland.ui.dates import HARD_SPACE
from tests.projects.test_pure import answers
from tests.world import World


def browse(world: World, name: str) -> Client:
    client = Client()
    client.force_login(world.accounts[name])
    return client


def propose(world: World, title: str = "Tweede stap voor iedereen") -> Project:
    today = clock.today()
    wording = ProjectText(
        title,
        "Iedereen meldt zich aan met een tweede stap.",
        "Minder gestolen wachtwoorden.",
        today,
        today.replace(year=2027),
    )
    return actions.propose(
        world.actor("dina"), authority=world.zonderbeke, wording=wording, leader=world.person("dina")
    )


def intake_of(world: World, row: Project, **reply: str) -> Intake:
    dina = world.actor("dina")
    found = actions.answer_intake(dina, project=row, answers=answers(reply))
    return actions.seal_intake(dina, intake=found)


def write_plan(world: World, row: Project, but: str = "") -> None:
    for section in library.sections():
        if section.id == but:
            continue
        actions.write_plan(world.actor("dina"), project=row, section=section.id, text_=f"Over {section.nl.lower()}.")


def costs(world: World, row: Project) -> None:
    dina, day = world.actor("dina"), clock.today()
    about: dict[str, Any] = {"authority": world.zonderbeke, "subject_kind": PROJECT, "subject_id": row.pk}
    duties.add_cost(dina, **about, title="Sleutels", kind="once", amount=Decimal(4000), first=day)
    duties.add_cost(dina, **about, title="Licentie", kind="yearly", amount=Decimal(1000), first=day)


def test_numbers_and_the_way_to_approval(world: World) -> None:
    dina, bert, row = world.actor("dina"), world.actor("bert"), propose(world)
    assert (row.number, propose(world, "Tweede").number) == ("P-2026-01", "P-2026-02")
    with pytest.raises(Refused, match="Eerst de intake"):
        actions.present(dina, project=row)
    with pytest.raises(Refused, match="wacht niet"):
        actions.approve(bert, project=row)
    with pytest.raises(Refused, match="goedkeuring"):
        actions.move(dina, project=row, step="starten")
    sealed = intake_of(world, row, large="yes", vulnerable="yes")
    assert sealed.dpia == "needed"
    with pytest.raises(Refused, match="functionaris"):
        actions.present(dina, project=row)
    world.employ("gita", ["dpo"])
    with pytest.raises(NotAllowed):
        actions.advise_dpia(dina, intake=sealed, needed=True, text_="Zelf gedacht.")
    actions.advise_dpia(world.actor("gita"), intake=sealed, needed=True, text_="Veel kwetsbare mensen.")
    write_plan(world, row)
    actions.present(dina, project=row)
    with pytest.raises(NotAllowed):
        actions.approve(dina, project=row)
    with scope(bert, [world.zonderbeke]):
        waiting = [one for one in SIGNING.collect(bert, world.zonderbeke.pk) if one.key.startswith("projects:")]
    assert [one.title for one in waiting] == ["Project P-2026-01: Tweede stap voor iedereen"]
    assert "Veel kwetsbare mensen." in dict(waiting[0].reading)["Intake"]
    waiting[0].send_back(bert, "Eerst de prijs.")
    with scope(world.system, [world.zonderbeke]):
        assert Project.objects.get(pk=row.pk).reason == "Eerst de prijs."
    actions.present(dina, project=row)
    with scope(bert, [world.zonderbeke]):
        waiting = offers.signing(bert, world.zonderbeke.pk)
        waiting[0].sign(bert, "Akkoord.")
        assert offers.signing(bert, world.zonderbeke.pk) == []
    moved = actions.move(dina, project=row, step="starten")
    assert (moved.status, moved.started_on, moved.approval_note) == ("running", clock.today(), "Akkoord.")
    with pytest.raises(Invalid, match="waarom"):
        actions.move(dina, project=row, step="stilleggen")
    actions.move(dina, project=row, step="stilleggen", reason="Geen volk.")
    actions.move(dina, project=row, step="hervatten")
    done = actions.move(dina, project=row, step="afronden")
    assert (done.status, done.ended_on, done.reason) == ("done", clock.today(), "")
    with pytest.raises(Refused):
        actions.add_milestone(dina, project=row, title="x", due=clock.today())


def test_a_new_intake_takes_a_project_back(world: World) -> None:
    dina, row = world.actor("dina"), propose(world)
    intake_of(world, row)
    write_plan(world, row)
    actions.present(dina, project=row)
    again = actions.answer_intake(dina, project=row, answers={"ai": "yes"})
    assert again.round == 2
    with pytest.raises(Refused, match="wacht niet"):
        actions.approve(world.actor("bert"), project=row)
    with scope(world.system, [world.zonderbeke]):
        first = Intake.objects.get(project=row, round=1)
    assert first.answers["ai"] == "no", "what was sealed stays"
    with pytest.raises(Refused, match="al verzegeld"):
        actions.seal_intake(dina, intake=first)


def test_an_unfinished_intake_is_not_sealed_and_a_seal_shows_change(world: World) -> None:
    dina, row = world.actor("dina"), propose(world)
    found = actions.answer_intake(dina, project=row, answers={"personal": "yes"})
    with pytest.raises(Refused, match="geen antwoord"):
        actions.seal_intake(dina, intake=found)
    with pytest.raises(Invalid):
        actions.answer_intake(dina, project=row, answers={"personal": "misschien"})
    sealed = intake_of(world, row)
    from roeland.projects.actions.intake import seal_of

    assert seal_of(sealed) == sealed.sha256
    sealed.result["questions"][0][3] = "yes"
    assert seal_of(sealed) != sealed.sha256


def test_measures_become_tasks_or_are_declined(world: World) -> None:
    dina, row = world.actor("dina"), propose(world)
    intake_of(world, row, supplier="yes", ai="unknown")
    with scope(world.system, [world.zonderbeke]):
        found = {one.key: one for one in intakes.proposals(row)}
    assert set(found) == {"processor_agreement", "supplier_check", "ai_review", "human_review"}
    task = actions.take_measure(dina, measure=found["processor_agreement"])
    assert (task.lead_role, task.source_id, task.due) == ("dpo", row.pk, clock.today() + timedelta(days=45))
    with pytest.raises(Refused):
        actions.take_measure(dina, measure=found["processor_agreement"])
    actions.decline_measure(dina, measure=found["ai_review"], reason="Geen model.")
    actions.answer_intake(dina, project=row, answers={})
    intake_of(world, row, supplier="yes", ai="unknown")
    with scope(world.system, [world.zonderbeke]):
        again = {one.key: one.waits for one in intakes.proposals(row)}
        assert again == {"processor_agreement": False, "supplier_check": True, "ai_review": False, "human_review": True}
        assert IntakeMeasure.objects.filter(intake__project=row).count() == 8
        assert [one.pk for one in portfolio.tasks_of(row)] == [task.pk]
        assert Task.objects.get(pk=task.pk).audience == "projects"


def test_money_of_a_project_and_of_the_year(world: World) -> None:
    dina, row, place = world.actor("dina"), propose(world), world.zonderbeke
    costs(world, row)
    actions.set_budget(dina, project=row, of_year=2026, euro=Decimal(6000))
    actions.set_budget(dina, project=row, of_year=2026, euro=Decimal(7000))
    paid = actions.record_payment(
        dina, authority=place, project=row, title="Sleutels", euro=Decimal("3999.50"), paid_on=clock.today()
    )
    other = actions.record_payment(dina, authority=place, title="Test", euro=Decimal(10), paid_on=clock.today())
    with pytest.raises(NotAllowed):
        actions.set_budget(world.actor("bert"), project=row, of_year=2026, euro=Decimal(1))
    with scope(dina, [place]):
        line = portfolio.lines([row], money_in=[place.pk])[0]
        assert (line.budget, line.planned, line.spent) == (Decimal(7000), Decimal(6000), Decimal("3999.50"))
        assert [(y.year, y.available, y.planned, y.spent) for y in money.of_project(row)] == [
            (2026, Decimal(7000), Decimal(5000), Decimal("3999.50")),
            (2027, None, Decimal(1000), Decimal(0)),
        ]
    actions.strike_payment(dina, payment=other, reason="Verkeerd bestuur.")
    actions.set_year_budget(dina, authority=place, of_year=2027, euro=Decimal(500), decision="Raad, punt 4")
    with scope(dina, [place]):
        plan = money.plan(place, 2026, 3)
        assert [(y.available, y.planned, y.spent, y.over) for y in plan.totals] == [
            (Decimal(7000), Decimal(5000), Decimal("3999.50"), False),
            (Decimal(500), Decimal(1000), Decimal(0), True),
            (None, Decimal(1000), Decimal(0), False),
        ]
        assert [(r.label, r.total) for r in plan.by_room] == [("Projecten", Decimal(7000))]
        assert [r.total for r in plan.by_kind] == [Decimal(4000), Decimal(3000), Decimal(0)]
        assert plan.by_record[0][1].label == str(row)
        asked = costs_in_year(place, 2026)
        assert (asked.money.planned, asked.by_room) == (Decimal(5000), (("Projecten", Decimal(5000)),))
        assert money.of_year([place.pk], 2026)[place.pk] == asked.money
    assert paid.amount == Decimal("3999.50")


def test_the_business_case(world: World) -> None:
    dina, row, place = world.actor("dina"), propose(world), world.zonderbeke
    costs(world, row)
    with pytest.raises(Invalid, match="tussen"):
        actions.write_case(dina, project=row, case=Case(Decimal(9), Decimal(2), Decimal(8), Decimal(1)), what="x")
    case = Case(Decimal(10000), Decimal(50000), Decimal(90000), Decimal(20), Decimal(50), 4)
    actions.write_case(dina, project=row, case=case, what="Een gestolen wachtwoord.")
    page = browse(world, "bert").get(f"/zonderbeke/projecten/{row.pk}/businesscase/").content.decode()
    text = page.replace("\u00a0", " ")
    assert "kost het project 8 000 euro" in text  # 5 000 in the first year, then 1 000 three times
    assert "20 000 euro schade" in text
    assert "150 %" in text
    pdf = browse(world, "bert").get(f"/zonderbeke/projecten/{row.pk}/businesscase.pdf")
    assert pdf.content.startswith(b"%PDF")
    from roeland.documents.render import print_pdf
    from roeland.projects import case_paper

    with scope(dina, [place]):
        sums = money.business_case(row)
        assert sums is not None
        with_place = portfolio.project(place, row.pk)
        assert with_place is not None
        assert print_pdf(case_paper.paper(portfolio.lines([with_place])[0], sums, clock.now())).pages == 1
    world.employ("gita", ["dpo"])
    assert browse(world, "gita").get(f"/zonderbeke/projecten/{row.pk}/businesscase/").status_code == 404
    seen = browse(world, "gita").get(f"/zonderbeke/projecten/{row.pk}/").content.decode()
    assert "Sleutels" not in seen
    assert "Budget en uitgaven" not in seen


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


def test_presenting_asks_the_short_plan_and_the_advice(world: World) -> None:
    """What lacks is said in words; with personal data the DPO advises, or somebody says why not."""
    dina, bert, row = world.actor("dina"), world.actor("bert"), propose(world)
    intake_of(world, row, personal="yes")
    for section in library.sections()[2:]:
        actions.write_plan(dina, project=row, section=section.id, text_="Geschreven.")
    with pytest.raises(Refused, match="ontbreekt nog: waarover het gaat, wat er kan mislopen"):
        actions.present(dina, project=row)
    client = browse(world, "dina")
    where = f"/zonderbeke/projecten/{row.pk}/"
    assert "Veiligheidsplan schrijven" in client.get(where).content.decode()
    assert "ontbreekt nog: waarover het gaat" in client.get(f"{where}voorleggen/").content.decode()
    write_plan(world, row)
    with pytest.raises(Refused, match="persoonsgegevens"):
        actions.present(dina, project=row)
    refused = client.post(f"{where}voorleggen/", {"no_advice": ""})
    assert (refused.status_code, "persoonsgegevens" in refused.content.decode()) == (422, True)
    client.post(f"{where}voorleggen/", {"no_advice": "Enkel namen van personeel."})
    costs(world, row)
    with scope(bert, [world.zonderbeke]):
        [one] = offers.signing(bert, world.zonderbeke.pk)
    reading = dict(one.reading)
    assert reading["Zonder advies van de functionaris"] == "Enkel namen van personeel."
    assert reading["Veiligheidsplan: Wat er kan mislopen"] == "Over wat er kan mislopen."
    assert one.cost.replace(HARD_SPACE, " ") == "4 000 euro eenmalig en 1 000 euro per jaar."


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
