"""A task from beginning to end through the API: the same verbs and rules as the pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from roeland.duties import actions
from roeland.duties.models import Task
from roeland.kernel import clock
from roeland.kernel.scope import scope
from tests.api.conftest import Caller
from tests.world import World

ZONDERBEKE = "/authorities/zonderbeke"


@pytest.fixture
def task(world: World) -> Task:
    """A task for An that Dina reviews, with separation."""
    return actions.make_task(
        world.actor("dina"),
        authority=world.zonderbeke,
        title="Hersteltest van de mailserver",
        due=clock.today() + timedelta(days=10),
        person=world.person("an"),
        reviewer=world.person("dina"),
        separation=True,
        expected=("verslag van de test",),
    )


def test_do_reject_do_accept(world: World, caller: Callable[..., Caller], task: Task) -> None:
    an, dina = caller("an"), caller("dina")
    one = f"{ZONDERBEKE}/tasks/{task.pk}"
    assert [t["id"] for t in an.get(f"{ZONDERBEKE}/tasks", mine=True).json()["items"]] == [str(task.pk)]
    assert an.post(f"{one}/claim").json()["status"] == "open"
    assert an.post(f"{one}/hand-in", {}).status_code == 422  # evidence is expected
    sealed = an.upload(
        f"{one}/evidence/file", {"file": SimpleUploadedFile("test.txt", b"alles terug"), "label": "verslag"}
    )
    assert sealed.status_code == 201, sealed.content
    fetched = an.get(f"{ZONDERBEKE}/evidence/{sealed.json()['id']}/file")
    assert b"".join(fetched.streaming_content) == b"alles terug"
    assert fetched["Content-Disposition"].startswith("attachment")
    assert fetched["X-Content-Type-Options"] == "nosniff"
    assert an.post(f"{one}/hand-in", {"minutes_spent": 45}).json()["status"] == "handed_in"
    assert an.post(f"{one}/accept").status_code == 404  # An does not review
    assert dina.post(f"{one}/reject", {"reason": ""}).status_code == 422
    assert dina.post(f"{one}/reject", {"reason": "de databanken ontbreken"}).json()["status"] == "rejected"
    assert an.post(f"{one}/evidence/text", {"text": "ook de databanken"}).status_code == 201
    assert an.post(f"{one}/hand-in", {"note": "aangevuld"}).json()["status"] == "handed_in"
    assert dina.post(f"{one}/comments", {"text": "dank je"}).status_code == 201
    accepted = dina.post(f"{one}/accept").json()
    assert (accepted["status"], accepted["minutes_spent"]) == ("accepted", None)
    assert [c["text"] for c in an.get(one).json()["comments"]] == ["dank je"]
    assert len(an.get(f"{one}/evidence").json()) == 2
    with scope(world.system, [world.zonderbeke]):
        assert Task.objects.get(pk=task.pk).doer_id == world.person("an").pk


def test_postpone_delegate_skip_reopen(world: World, caller: Callable[..., Caller], task: Task) -> None:
    an, dina = caller("an"), caller("dina")
    one = f"{ZONDERBEKE}/tasks/{task.pk}"
    later = (clock.today() + timedelta(days=20)).isoformat()
    assert an.post(f"{one}/postpone", {"due": later, "reason": "leverancier"}).json()["due"] == later
    bert = str(world.person("bert").pk)
    assert an.post(f"{one}/delegate", {"person": bert, "reason": "afwezig"}).json()["assignee"] == bert
    assert an.get(one).status_code == 200  # an engineer reads the whole control plan
    assert dina.post(f"{one}/skip", {"reason": "server bestaat niet meer"}).json()["status"] == "skipped"
    assert dina.post(f"{one}/claim").status_code == 409
    assert dina.post(f"{one}/reopen", {"reason": "toch niet"}).json()["status"] == "open"


def test_another_authority_sees_nothing(caller: Callable[..., Caller], task: Task) -> None:
    emil = caller("emil")
    for path in (f"{ZONDERBEKE}/tasks/{task.pk}", f"/authorities/lissegem/tasks/{task.pk}"):
        assert emil.get(path).status_code == 404
        assert emil.post(f"{path}/claim").status_code == 404
    assert emil.get("/authorities/lissegem/tasks").json()["count"] == 0


def test_lists_have_pages(world: World, caller: Callable[..., Caller]) -> None:
    for number in range(5):
        actions.make_task(
            world.actor("dina"),
            authority=world.zonderbeke,
            title=f"Taak {number}",
            due=clock.today() + timedelta(days=number),
            person=world.person("an"),
        )
    found = caller("an").get(f"{ZONDERBEKE}/tasks", page=2, size=2).json()
    assert (found["count"], found["page"], [t["title"] for t in found["items"]]) == (5, 2, ["Taak 2", "Taak 3"])
    assert caller("an").get(f"{ZONDERBEKE}/tasks", page=9).json()["items"] == []
    assert caller("an").get(f"{ZONDERBEKE}/tasks", size=201).status_code == 422
