"""From idea to done: intake, advice, approval in the Tekenmap, money, and who sees what."""

from datetime import timedelta
from decimal import Decimal

import pytest

from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.offers import SIGNING
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from roeland.projects import actions, library, offers
from roeland.projects.models import Intake, IntakeMeasure, Project
from roeland.projects.queries import intake as intakes
from roeland.projects.queries import money, portfolio
from roeland.projects.queries.year import costs_in_year
from roeland.projects.values import Case
from roeland.ui.dates import HARD_SPACE
from tests.projects.made import browse, costs, intake_of, propose, write_plan
from tests.world import World


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
        waiting = [one for one in SIGNING.collect(bert, [world.zonderbeke.pk]) if one.key.startswith("projects:")]
    assert [one.title for one in waiting] == ["Project P-2026-01: Tweede stap voor iedereen"]
    assert "Veel kwetsbare mensen." in dict(waiting[0].reading)["Intake"]
    waiting[0].send_back(bert, "Eerst de prijs.")
    with scope(world.system, [world.zonderbeke]):
        assert Project.objects.get(pk=row.pk).reason == "Eerst de prijs."
    actions.present(dina, project=row)
    with scope(bert, [world.zonderbeke]):
        waiting = offers.signing(bert, [world.zonderbeke.pk])
        waiting[0].sign(bert, "Akkoord.")
        assert offers.signing(bert, [world.zonderbeke.pk]) == []
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
        [one] = offers.signing(bert, [world.zonderbeke.pk])
    reading = dict(one.reading)
    assert reading["Zonder advies van de functionaris"] == "Enkel namen van personeel."
    assert reading["Veiligheidsplan: Wat er kan mislopen"] == "Over wat er kan mislopen."
    assert one.cost.replace(HARD_SPACE, " ") == "4 000 euro eenmalig en 1 000 euro per jaar."
