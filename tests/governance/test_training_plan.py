"""The plan of training: planned, on Vandaag when due, followed into the file or dropped, and counted in the money plan."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from roeland.duties.models import CostLine
from roeland.governance import actions
from roeland.governance.models import Certificate, PlannedTraining, Training
from roeland.governance.offers import trainings
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from tests.governance.test_advice import browse
from tests.governance.test_files import opened
from tests.world import World


def planned(world: World, name: str = "dina", **more: object) -> PlannedTraining:
    values = {"title": "Leveranciers toetsen", "due": clock.today() + timedelta(days=30), "hours": Decimal(7), **more}
    return actions.plan_training(world.actor(name), file=opened(world, name), **values)  # type: ignore[arg-type]


def test_a_plan_counts_in_the_money_plan_without_a_name(world: World) -> None:
    row = planned(world, cost=Decimal(480))
    with scope(world.system, [world.zonderbeke]):
        [line] = CostLine.objects.filter(subject_id=row.pk)
    assert (line.amount, line.first, line.title) == (
        Decimal(480),
        row.due,
        "Vorming, informatieveiligheidsconsulent",
    )
    actions.drop_training(world.actor("dina"), planned=row, reason="Valt samen met de audit.")
    with scope(world.system, [world.zonderbeke]):
        assert not CostLine.objects.filter(subject_id=row.pk).exists()
    with pytest.raises(Refused, match="niet meer open"):
        actions.follow_training(world.actor("dina"), planned=row, day=clock.today())


def test_what_was_followed_counts_in_the_file(world: World) -> None:
    dina, row = world.actor("dina"), planned(world)
    with pytest.raises(Invalid, match="voorbij"):
        actions.follow_training(dina, planned=row, day=clock.today() + timedelta(days=1))
    actions.follow_training(dina, planned=row, day=clock.today(), hours=Decimal("6.5"))
    with scope(world.system, [world.zonderbeke]):
        [done] = Training.objects.all()
    assert (done.title, done.hours) == ("Leveranciers toetsen", Decimal("6.5"))
    shown = browse(world, "dina").get(f"/zonderbeke/mandaten/{row.file.mandate_id}/").content.decode()
    assert "6,5 van 20 uur in 2026" in shown
    with pytest.raises(Refused):
        actions.drop_training(dina, planned=row, reason="x")


def test_the_holder_keeps_his_own_plan_and_no_other(world: World) -> None:
    row = planned(world, "dina")
    with pytest.raises(NotAllowed):
        actions.follow_training(world.actor("fien"), planned=row, day=clock.today())
    actions.drop_training(world.actor("bert"), planned=row, reason="Geen budget.")  # who gives mandates


def test_a_plan_keeps_a_certificate_of_the_same_file(world: World) -> None:
    dina, bert = world.actor("dina"), world.actor("bert")
    own, of_an = opened(world), opened(world, "an")
    kept = actions.keep_certificate(dina, file=own, title="CISM", obtained_on=clock.today())
    due = clock.today() + timedelta(days=9)
    actions.plan_training(dina, file=own, title="Bijscholing", due=due, hours=Decimal(4), renews=kept)
    with pytest.raises(Invalid, match="dit dossier"):
        actions.plan_training(bert, file=of_an, title="x", due=due, hours=Decimal(4), renews=kept)
    assert "voor CISM" in browse(world, "dina").get(f"/zonderbeke/mandaten/{own.mandate_id}/").content.decode()
    with scope(world.system, [world.zonderbeke]):
        assert Certificate.objects.count() == 1


def test_what_is_due_stands_on_vandaag_of_who_follows_it(world: World) -> None:
    row = planned(world, due=clock.today() + timedelta(days=60))

    def lines(name: str) -> list[tuple[str, str]]:
        actor = world.actor(name)
        with scope(actor, [world.zonderbeke]):
            return [(line.title, line.state) for line in trainings.today(actor, [world.zonderbeke.pk])]

    assert lines("dina") == []
    with clock.at(datetime(2026, 6, 20, 8, tzinfo=UTC)):
        assert lines("dina") == [("Vorming volgen: Leveranciers toetsen", "planned")]
        assert lines("bert") == lines("fien") == []
        assert "Leveranciers toetsen" in browse(world, "dina").get("/zonderbeke/").content.decode()
    with clock.at(datetime(2026, 9, 20, 8, tzinfo=UTC)):
        assert lines("dina") == [("Vorming volgen: Leveranciers toetsen", "late")]
        actions.follow_training(world.actor("dina"), planned=row, day=clock.today())
        assert lines("dina") == []


def test_the_plan_page_and_its_steps(world: World) -> None:
    file = opened(world)
    dina, where = browse(world, "dina"), f"/zonderbeke/mandaten/{file.mandate_id}/plannen/"
    sent = {"title": "Dag", "due": "2026-06-05", "hours": "7,5", "cost": "120"}
    assert dina.post(where, {**sent, "due": "2026-05-01"}).status_code == 422
    assert dina.post(where, sent).status_code == 302
    with clock.at(datetime(2026, 6, 9, 8, tzinfo=UTC)):
        shown = browse(world, "bert").get("/zonderbeke/mandaten/vormingsplan/").content.decode()
        assert "Eén vorming gepland, waarvan één te laat. Samen 7,5 uur en 120 euro." in shown
        assert "4 dagen te laat" in shown
        assert "Dag" in dina.get("/mandaten/vormingsplan/").content.decode()
        assert "Dag" not in browse(world, "chris").get("/zonderbeke/mandaten/vormingsplan/").content.decode()
        with scope(world.system, [world.zonderbeke]):
            row = PlannedTraining.objects.get()
        follow = f"/zonderbeke/mandaten/vormingsplan/{row.pk}/gevolgd/"
        assert browse(world, "an").get(follow).status_code == 404
        assert dina.post(follow, {"day": "2026-06-08", "hours": "7,5"}).status_code == 302
    export = browse(world, "bert").get("/zonderbeke/mandaten/vormingsplan/?export=csv")
    assert "gevolgd" in export.content.decode("utf-8-sig")
