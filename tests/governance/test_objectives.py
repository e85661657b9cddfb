"""Objectives: figures by hand and from the control plan, and how they go."""

from datetime import timedelta
from decimal import Decimal

import pytest

from roeland.duties import actions as duties
from roeland.governance import actions, jobs
from roeland.governance.models import Measurement, Objective
from roeland.governance.queries import objectives as queries
from roeland.governance.values import reached
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import NotAllowed, Refused
from tests.governance.test_advice import browse
from tests.world import World


def objective(world: World) -> Objective:
    return actions.set_objective(
        world.actor("dina"),
        authority=world.zonderbeke,
        title="Het controleplan gebeurt op tijd",
        target="95 procent van de taken op tijd",
        due=clock.today() + timedelta(days=200),
        serves="De minimale normen.",
    )


def figures(world: World) -> list[Decimal]:
    with scope(world.system, [world.zonderbeke]):
        return list(Measurement.objects.order_by("day").values_list("value", flat=True))


def test_a_figure_by_hand_goes_up_or_down(world: World) -> None:
    dina, row = world.actor("dina"), objective(world)
    row = actions.add_indicator(dina, objective=row, title="Phishing", direction="down", unit="%", target=Decimal(5))
    actions.measure(dina, indicator=row, value=Decimal("12.5"), day=clock.today() - timedelta(days=90))
    actions.measure(dina, indicator=row, value=Decimal(4))
    with pytest.raises(Refused, match="al gemeten"):
        actions.measure(dina, indicator=row, value=Decimal(3))
    with pytest.raises(NotAllowed):
        actions.measure(world.actor("an"), indicator=row, value=Decimal(3), day=clock.today() - timedelta(days=3))
    shown = (
        browse(world, "bert")
        .get(f"/zonderbeke/doelstellingen/{row.objective_id}/")
        .content.decode()
        .replace("\u00a0", " ")
    )
    assert "4 %, streefwaarde 5 %, beter dan vorige keer (12,5 %)" in shown
    assert "<svg" in shown
    assert "op streefwaarde" in shown


def test_the_control_plan_is_asked_once_a_month(world: World) -> None:
    dina = world.actor("dina")
    task = duties.make_task(
        dina, authority=world.zonderbeke, title="Toets", due=clock.today() - timedelta(days=4), lead_role="ict_staff"
    )
    row = actions.add_indicator(dina, objective=objective(world), title="Te laat", direction="down", source="overdue")
    assert figures(world) == [Decimal(1)]
    with pytest.raises(Refused, match="zelf"):
        actions.measure(dina, indicator=row, value=Decimal(0))
    assert jobs.measure_monthly() == 0
    duties.skip(dina, task=task, reason="Niet meer nodig.")
    with clock.at(clock.now() + timedelta(days=40)):
        assert jobs.measure_monthly() == 1
        assert jobs.measure_monthly() == 0
    assert figures(world) == [Decimal(1), Decimal(0)]


def test_nothing_due_is_no_figure(world: World) -> None:
    actions.add_indicator(
        world.actor("dina"), objective=objective(world), title="Op tijd", direction="up", source="on_time"
    )
    assert figures(world) == []
    with scope(world.system, [world.zonderbeke]):
        assert queries.question(world.zonderbeke, "on_time") is None


def test_what_is_closed_is_not_measured(world: World) -> None:
    dina, row = world.actor("dina"), objective(world)
    actions.add_indicator(dina, objective=row, title="Te laat", direction="down", source="overdue")
    actions.close_objective(dina, objective=row, status="reached", note="Drie kwartalen na elkaar.")
    with clock.at(clock.now() + timedelta(days=40)):
        assert jobs.measure_monthly() == 0
    with pytest.raises(Refused):
        actions.add_indicator(dina, objective=row, title="x", direction="up")


def test_the_pages(world: World) -> None:
    dina = browse(world, "dina")
    data = {"title": "Iedereen geschoold", "target": "Elk jaar een uur", "due": clock.today().isoformat()}
    assert dina.post("/zonderbeke/doelstellingen/nieuw/", data).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        row = Objective.objects.get()
    where = f"/zonderbeke/doelstellingen/{row.pk}/"
    assert dina.post(f"{where}wijzigen/", {**data, "title": "Iedereen bij"}).status_code == 302
    indicator = {"title": "Geschoold", "source": "hand", "direction": "up", "unit": "%", "target": "90"}
    assert dina.post(f"{where}indicator/", indicator).status_code == 302
    with scope(world.system, [world.zonderbeke]):
        pk = queries.aims([world.zonderbeke.pk])[0].followed[0].indicator.pk
    measured = f"/zonderbeke/doelstellingen/indicatoren/{pk}/meten/"
    assert dina.post(measured, {"value": "80", "day": clock.today().isoformat()}).status_code == 302
    assert "nog niet op streefwaarde" in dina.get("/zonderbeke/doelstellingen/").content.decode()
    assert dina.post(f"{where}afsluiten/", {"status": "dropped", "note": "Anders aangepakt."}).status_code == 302
    assert "Anders aangepakt." in dina.get(where).content.decode()
    assert browse(world, "an").get(where).status_code == 404
    assert browse(world, "bert").get(where).status_code == 200


def test_reached() -> None:
    assert reached(Decimal(4), Decimal(5), "down") is True
    assert reached(Decimal(4), Decimal(5), "up") is False
    assert reached(Decimal(4), None, "up") is None
