"""Cost lines through the API."""

from collections.abc import Callable
from datetime import timedelta

from roeland.duties import actions
from roeland.kernel import clock
from tests.api.conftest import Caller
from tests.governance.test_advice import given
from tests.world import World

URL = "/authorities/zonderbeke/costs"


def test_costs_of_a_task(world: World, caller: Callable[..., Caller]) -> None:
    dina, an = caller("dina"), caller("an")
    task = actions.make_task(
        world.actor("dina"), authority=world.zonderbeke, title="Herstel", due=clock.today(), person=world.person("an")
    )
    today = clock.today()
    subject = {"subject_kind": "duties.task", "subject_id": str(task.pk), "first": today.isoformat()}
    made = dina.post(URL, subject | {"title": "Externe hulp", "kind": "person_days", "amount": "640", "days": "1.5"})
    assert made.status_code == 201, made.content
    assert (made.json()["each"], made.json()["last"]) == ("960.00", None)
    yearly = subject | {"title": "Onderhoud", "kind": "yearly", "amount": "120.50"}
    until = (today.replace(day=1) + timedelta(days=400)).isoformat()
    assert dina.post(URL, yearly | {"last": until}).status_code == 201
    assert dina.post(URL, yearly | {"amount": "1.005"}).json()["errors"][0]["field"] == "amount"
    assert dina.post(URL, yearly | {"subject_id": str(world.zonderbeke.pk)}).status_code == 422
    assert an.post(URL, yearly).status_code == an.get(URL).status_code == 404  # he reads no money
    assert dina.get(URL, subject=str(task.pk)).json()["count"] == 2
    years = dina.get(f"{URL}/years", subject=str(task.pk)).json()
    assert [row["total"] for row in years[:2]] == ["1080.50", "120.50"]
    assert len(years) == 6
    one = f"{URL}/{made.json()['id']}/remove"
    assert dina.post(one, {"reason": " "}).status_code == 422
    assert an.post(one, {"reason": "x"}).status_code == 404
    assert [row["title"] for row in dina.post(one, {"reason": "dubbel"}).json()] == ["Onderhoud"]
    assert dina.post(one, {"reason": "dubbel"}).status_code == 404


def test_the_option_of_an_answer_becomes_cost_lines(world: World, caller: Callable[..., Caller]) -> None:
    row = given(world)
    where, bert = f"/authorities/zonderbeke/advices/{row.pk}/answer", caller("bert")
    assert bert.post(where, {"answer": "accepted", "option": 9}).status_code == 422
    got = bert.post(where, {"answer": "accepted", "option": 2})
    assert (got.status_code, got.json()["chosen"]) == (200, 2)
    lines = bert.get("/authorities/zonderbeke/costs", subject=row.pk).json()["items"]
    assert sorted((line["kind"], line["each"]) for line in lines) == [("once", "1200.00"), ("yearly", "90.00")]
