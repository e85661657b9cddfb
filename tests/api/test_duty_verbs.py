"""The verbs of duties that a plain life of a task does not touch: own duties, grounds, findings, clocks, evidence, own choices."""

from collections.abc import Callable
from datetime import timedelta

from roeland.duties import actions
from roeland.duties.models import Duty
from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.people.models import Account
from tests.api.conftest import Caller
from tests.world import World

ZONDERBEKE = "/authorities/zonderbeke"


def test_an_own_duty_and_its_ground(caller: Callable[..., Caller]) -> None:
    dina, an = caller("dina"), caller("an")
    body = {
        "title": "Sleutels van het serverlokaal tellen",
        "rule": "FREQ=MONTHLY;INTERVAL=3",
        "start": (clock.today() + timedelta(days=20)).isoformat(),
        "lead_role": "ict_staff",
        "separation": True,
    }
    assert an.post(f"{ZONDERBEKE}/duties", body).status_code == 404
    assert dina.post(f"{ZONDERBEKE}/duties", body | {"group": "niets"}).status_code == 422
    assert dina.post(f"{ZONDERBEKE}/duties", body | {"rule": "elke maand"}).json()["errors"][0]["field"] == "rule"
    made = dina.post(f"{ZONDERBEKE}/duties", body)
    assert made.status_code == 201, made.content
    assert (made.json()["approve_role"], made.json()["grounds"][0]["kind"]) == ("security_officer", "proposal")
    one = f"{ZONDERBEKE}/duties/{made.json()['id']}"
    linked = dina.post(f"{one}/mandate", {"ref": "besluit vast bureau van 12/01/2026, punt 7"}).json()
    assert linked["grounds"][0]["kind"] == "mandate"
    assert an.post(f"{one}/mandate", {"ref": "eigen woord"}).status_code == 404
    assert dina.post(f"{one}/mandate", {"ref": " "}).status_code == 422


def test_a_selection_is_taken_over_whole_or_not(caller: Callable[..., Caller]) -> None:
    dina = caller("dina")
    url = f"{ZONDERBEKE}/duties/adopt-selection"
    assert dina.post(url, {"catalogue_ids": ["meet-security-service", "bestaat-niet"]}).status_code == 422
    assert dina.get(f"{ZONDERBEKE}/duties").json()["count"] == 0
    made = dina.post(url, {"catalogue_ids": ["meet-security-service", "backup-daily-check"]})
    assert [row["catalogue_id"] for row in made.json()] == ["meet-security-service", "backup-daily-check"]


def test_a_leader_without_a_role_on_the_plan_reports_his_signal(world: World, caller: Callable[..., Caller]) -> None:
    """As on the page: the duty grants it to who leads it. To somebody else it is the same 404 as an absent one."""
    world.employ("gust", ["staff"])
    world.employ("hilde", ["staff"])
    duty = actions.adopt(
        world.actor("dina"),
        authority=world.zonderbeke,
        catalogue_id="backup-daily-check",
        person=world.person("gust"),
    )
    one, body = f"{ZONDERBEKE}/duties/{duty.pk}", {"detail": "taak zbfs01 mislukt"}
    assert caller("gust").get(one).json()["lead_person"] == str(world.person("gust").pk)
    assert caller("gust").get(f"{ZONDERBEKE}/duties").status_code == 404  # he does not read the plan
    assert caller("hilde").get(one).status_code == caller("hilde").post(f"{one}/failed", body).status_code == 404
    assert caller("gust").post(f"{one}/stop", {"reason": "genoeg"}).status_code == 404  # that one it does not grant
    assert caller("gust").post(f"{one}/failed", body).status_code == 201
    assert caller("gust").post(f"{one}/failed", body).status_code == 409


def test_a_task_for_a_role_is_mine_while_nobody_has_it(world: World, caller: Callable[..., Caller]) -> None:
    dina, an = caller("dina"), caller("an")
    due = (clock.today() + timedelta(days=3)).isoformat()
    body = {"title": "Oude accounts nakijken", "due": due, "lead_role": "ict_staff"}
    assert an.post(f"{ZONDERBEKE}/tasks", body).status_code == 404
    assert dina.post(f"{ZONDERBEKE}/tasks", body | {"lead_role": "niemand"}).status_code == 422
    made = dina.post(f"{ZONDERBEKE}/tasks", body)
    assert made.status_code == 201, made.content
    mine = an.get(f"{ZONDERBEKE}/tasks", mine=True).json()
    assert [row["id"] for row in mine["items"]] == [made.json()["id"]]
    assert dina.get(f"{ZONDERBEKE}/tasks", mine=True).json()["count"] == 0
    verbs = {row["verb"]: row["denied"] for row in an.get(f"{ZONDERBEKE}/tasks/{made.json()['id']}").json()["verbs"]}
    assert verbs["hand_in"] == ""
    assert "accept" not in verbs
    bert = str(world.person("bert").pk)
    assert an.post(f"{ZONDERBEKE}/tasks/{made.json()['id']}/delegate", {"person": bert, "reason": "x"}).json()
    assert an.get(f"{ZONDERBEKE}/tasks", mine=True).json()["count"] == 0


def test_evidence_by_reference_and_taking_it_away(world: World, caller: Callable[..., Caller]) -> None:
    an = caller("an")
    made = [
        actions.make_task(
            world.actor("dina"), authority=world.zonderbeke, title=title, due=clock.today(), person=world.person("an")
        )
        for title in ("Hersteltest", "Verslag van de hersteltest")
    ]
    found = an.get(f"{ZONDERBEKE}/records", search="Verslag van").json()
    assert [(row["kind"], row["id"]) for row in found] == [("duties.task", str(made[1].pk))]
    assert an.get(f"{ZONDERBEKE}/records").json() == []
    url = f"{ZONDERBEKE}/tasks/{made[0].pk}/evidence"
    link = an.post(f"{url}/link", {"kind": found[0]["kind"], "record_id": found[0]["id"]})
    assert (link.status_code, link.json()["link_id"]) == (201, str(made[1].pk))
    absent = {"kind": "duties.task", "record_id": str(world.zonderbeke.pk)}
    assert an.post(f"{url}/link", absent).status_code == 422
    text = an.post(f"{url}/text", {"text": "alles kwam terug"}).json()
    one = f"{ZONDERBEKE}/evidence/{link.json()['id']}/remove"
    assert caller("chris").post(one).status_code == 404
    assert [row["id"] for row in an.post(one).json()] == [text["id"]]
    assert an.post(one).status_code == 404  # it is gone
    an.post(f"{ZONDERBEKE}/tasks/{made[0].pk}/hand-in", {})
    assert an.post(f"{ZONDERBEKE}/evidence/{text['id']}/remove").status_code == 409


def test_findings(world: World, caller: Callable[..., Caller]) -> None:
    dina = caller("dina")
    task = actions.make_task(
        world.actor("dina"), authority=world.zonderbeke, title="Ronde", due=clock.today(), person=world.person("an")
    )
    body = {"title": "Deur van het serverlokaal staat open", "severity": "high", "task": str(task.pk)}
    made = dina.post(f"{ZONDERBEKE}/findings", body)
    assert made.status_code == 201, made.content
    assert dina.post(f"{ZONDERBEKE}/findings", body | {"severity": "erg"}).status_code == 422
    assert caller("chris").post(f"{ZONDERBEKE}/findings", body).status_code == 404
    one = f"{ZONDERBEKE}/findings/{made.json()['id']}"
    assert dina.get(one).json()["task"] == str(task.pk)
    assert dina.post(f"{one}/close", {"note": "slot vervangen"}).json()["status"] == "closed"
    assert dina.post(f"{one}/close", {"note": "nog eens"}).status_code == 409
    assert dina.get(f"{ZONDERBEKE}/findings", status="open").json()["count"] == 0
    assert dina.get(f"{ZONDERBEKE}/findings").json()["count"] == 1


def test_not_notifying_goes_by_three_people(world: World, caller: Callable[..., Caller]) -> None:
    world.employ("frank", ["dpo"])
    row = actions.start_clock(
        world.actor("dina"),
        authority=world.zonderbeke,
        clock_id="gdpr-33-regulator",
        title="Verloren laptop",
        started_at=clock.now() - timedelta(hours=1),
    )
    one = f"{ZONDERBEKE}/clocks/{row.pk}"
    dina, frank, bert = caller("dina"), caller("frank"), caller("bert")
    decision = {"notify": False, "reason": "versleuteld, dus geen risico"}
    assert frank.post(f"{one}/advise", {"agrees": True, "advice": "akkoord"}).status_code == 409  # nothing is proposed
    assert frank.post(f"{one}/propose", {"reason": "x"}).status_code == 404  # the officer proposes
    assert dina.post(f"{one}/propose", {"reason": "schijf was versleuteld"}).json()["decision"] == "proposed"
    assert dina.post(f"{one}/decide", decision).status_code == 404  # the officer does not decide
    assert bert.post(f"{one}/decide", decision).status_code == 409  # the DPO first
    assert frank.post(f"{one}/advise", {"agrees": True, "advice": "akkoord"}).json()["advice"] == "akkoord"
    decided = bert.post(f"{one}/decide", decision).json()
    assert (decided["status"], decided["decision"]) == ("stopped", "not_notifying")


def test_own_choices(world: World, caller: Callable[..., Caller]) -> None:
    dina = caller("dina")
    assert dina.get("/me/reminders").json() == {"frequency": "daily"}
    assert dina.post("/me/reminders", {"frequency": "never"}).json() == {"frequency": "never"}
    assert dina.get("/me/reminders").json() == {"frequency": "never"}
    assert not Account.objects.get(pk=world.accounts["dina"].pk).digest
    assert dina.post("/me/reminders", {"frequency": "soms"}).status_code == 422
    assert caller("dina", "read").post("/me/reminders", {"frequency": "daily"}).status_code == 403
    assert dina.post(f"{ZONDERBEKE}/visits").status_code == 201
    assert caller("an").post(f"{ZONDERBEKE}/visits").status_code == 404
    with scope(world.system, [world.zonderbeke]):
        assert not Duty.objects.exists()
