"""Deviations from a rule: asked, decided by another, compensated by a task, shown beside the rule, ended and expired."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from roeland.documents import actions, deviating, markdown, reader_offers
from roeland.documents.jobs import mind_deviations
from roeland.documents.models import Deviation, Document
from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.action import Invalid, NotAllowed, Refused
from tests.documents.conftest import MOMENT, TEXT, fresh, made, published
from tests.world import World

ANCHOR = {words: anchor for anchor, words in markdown.anchors(TEXT)}["Een wachtwoord deel je niet."]


def policy(world: World) -> Document:
    document = made(world)
    published(world, document)
    return fresh(world, document)


def asked(world: World, document: Document, **more: Any) -> Deviation:
    today = clock.today()
    values: dict[str, Any] = {
        "reason": "De kassa kent één account.",
        "compensation": "De ploeg tekent per dienst.",
        "starts": today,
        "ends": today + timedelta(days=90),
        "anchor": ANCHOR,
        **more,
    }
    return actions.ask_deviation(world.actor("an"), document=document, **values)


def tasks(world: World) -> list[Task]:
    with scope(world.system, [world.zonderbeke]):
        return list(Task.objects.filter(source_kind="documents.deviation").order_by("number"))


def test_asked_decided_by_another_and_compensated(world: World) -> None:
    document = policy(world)
    row = asked(world, document)
    assert row.number == "AFW-BEL-0001"
    assert row.rule == "Een wachtwoord deel je niet."
    for who, error in (("an", (NotAllowed, Refused)), ("dina", (NotAllowed, Refused)), ("chris", (NotAllowed,))):
        with pytest.raises(error):
            actions.decide_deviation(world.actor(who), deviation=row, approved=True, decision="")
    with pytest.raises(Invalid):
        actions.decide_deviation(world.actor("bert"), deviation=row, approved=False, decision="")
    done = actions.decide_deviation(world.actor("bert"), deviation=row, approved=True, decision="Goed")
    assert done.status == "approved"
    [task] = tasks(world)
    assert task.assignee_id == world.person("an").pk
    assert "De ploeg tekent per dienst." in task.instruction
    with scope(world.actor("chris"), [world.zonderbeke]):
        assert [one.number for one in deviating.of_document(document)] == [row.number]


def test_terms_and_rules_of_asking(world: World) -> None:
    document, today = policy(world), clock.today()
    for wrong in (
        {"ends": today - timedelta(days=1)},
        {"ends": today + timedelta(days=367)},
        {"reason": " "},
        {"compensation": ""},
        {"anchor": "bestaatniet"},
        {"anchor": "", "rule": ""},
    ):
        with pytest.raises(Invalid):
            asked(world, document, **wrong)
    with pytest.raises(Refused):
        asked(world, made(world, "Ontwerp", "plan_technical"))
    with pytest.raises(NotAllowed):
        actions.ask_deviation(
            world.actor("chris"),
            document=made(world, "Dicht", "audit"),
            reason="x",
            compensation="x",
            starts=today,
            ends=today,
        )


def test_readers_see_what_was_approved_and_the_asker_his_own(world: World) -> None:
    row = asked(world, policy(world))
    for who, count in (("chris", 0), ("an", 1), ("bert", 1)):
        with scope(world.actor(who), [world.zonderbeke]):
            assert Deviation.objects.filter(pk=row.pk).count() == count, who
            signs = [one.title for one in reader_offers.signing(world.actor(who), [world.zonderbeke.pk])]
            assert signs == (["Afwijking AFW-BEL-0001 van Wachtwoordbeleid"] if who == "bert" else [])


def test_it_can_be_signed_and_sent_back_in_the_tekenmap(world: World) -> None:
    rows = [asked(world, policy(world)), asked(world, policy(world))]
    bert = world.actor("bert")
    with scope(bert, [world.zonderbeke]):
        first, second = reader_offers.signing(bert, [world.zonderbeke.pk])
        first.sign(bert, "Goed")
        second.send_back(bert, "Te veel risico.")
    with scope(world.system, [world.zonderbeke]):
        assert sorted(Deviation.objects.filter(pk__in=[r.pk for r in rows]).values_list("status", flat=True)) == [
            "approved",
            "refused",
        ]


def test_time_warns_once_and_ends_it(world: World) -> None:
    row = asked(world, policy(world))
    actions.decide_deviation(world.actor("bert"), deviation=row, approved=True, decision="")
    assert mind_deviations() == 0
    with clock.at(MOMENT + timedelta(days=60)):
        assert mind_deviations() == 1
        assert mind_deviations() == 0
        assert [task.title for task in tasks(world)] == [
            "Uitvoeren bij afwijking AFW-BEL-0001",
            "Afwijking AFW-BEL-0001 loopt af",
        ]
    with clock.at(MOMENT + timedelta(days=91)):
        assert mind_deviations() == 1
        assert mind_deviations() == 0
    with scope(world.system, [world.zonderbeke]):
        assert Deviation.objects.get(pk=row.pk).status == "ended"


def test_it_can_be_ended_early(world: World) -> None:
    row = asked(world, policy(world))
    actions.decide_deviation(world.actor("bert"), deviation=row, approved=True, decision="")
    with pytest.raises(NotAllowed):
        actions.end_deviation(world.actor("chris"), deviation=row, reason="x")
    assert actions.end_deviation(world.actor("an"), deviation=row, reason="De kassa is vervangen.").status == "ended"
    assert {task.status for task in tasks(world)} == {"skipped"}


def test_the_pages_show_it_beside_the_rule(browse: Any, world: World) -> None:
    document = policy(world)
    home = f"/zonderbeke/documenten/{document.number}/"
    an, bert, chris = browse("an"), browse("bert"), browse("chris")
    assert "Afwijking vragen" in an.get(home).content.decode()
    assert ANCHOR in an.get(f"{home}afwijken/?bij={ANCHOR}").content.decode()
    assert an.post(f"{home}afwijken/", {}).status_code == 422
    form = {
        "anchor": ANCHOR,
        "reason": "Geen ander",
        "compensation": "Tekenlijst",
        "starts": "2026-03-02",
        "ends": "2026-04-02",
    }
    where = an.post(f"{home}afwijken/", form)["Location"]
    assert chris.get(where).status_code == 404
    assert an.get(f"{where}beslissen/").status_code == 404
    assert "Wacht op jouw beslissing" in bert.get("/zonderbeke/afwijkingen/").content.decode()
    assert bert.post(f"{where}beslissen/", {"approved": "ja"}).status_code == 302
    page = chris.get(home).content.decode()
    assert f'id="{ANCHOR}"' in page
    assert "Afwijking AFW-BEL-0001 tot en met 2/04/2026" in page
    assert "Tekenlijst" in chris.get(where).content.decode()
    assert "AFW-BEL-0001" in chris.get("/afwijkingen/").content.decode()
    assert an.post(f"{where}beeindigen/", {"reason": "Klaar"}).status_code == 302
    assert "AFW-BEL-0001" not in chris.get(home).content.decode()
