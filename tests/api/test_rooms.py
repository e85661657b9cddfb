"""The other routes: people, control plan, clocks, reports, ledger."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from roeland.kernel import clock
from roeland.ledger.checkpointing import sign_all
from roeland.ledger.entries import decode
from roeland.ledger.merkle import leaf_hash
from tests.api.conftest import Caller
from tests.world import World

ZONDERBEKE = "/authorities/zonderbeke"


def test_me(world: World, caller: Callable[..., Caller]) -> None:
    found = caller("fien", "read").get("/me").json()
    assert {a["slug"]: a["roles"] for a in found["authorities"]} == {
        "zonderbeke": ["security_officer"],
        "lissegem": ["councillor"],
    }
    assert found["scopes"] == ["read"]
    assert caller("fien").get("/authorities").json() == found["authorities"]
    assert caller("fien").get("/authorities/lissegem").json()["name"] == "Lissegem"


def test_persons(world: World, caller: Callable[..., Caller]) -> None:
    found = caller("dina").get(f"{ZONDERBEKE}/persons", search="peeters").json()
    assert [(p["given_name"], p["roles"]) for p in found["items"]] == [
        ("An", ["systeembeheerder of servicedeskmedewerker"])
    ]
    one = caller("dina").get(f"{ZONDERBEKE}/persons/{found['items'][0]['id']}").json()
    assert [m["role"] for m in one["mandates"]] == ["ict_staff"]
    there = world.person("emil", world.lissegem)
    assert caller("dina").get(f"{ZONDERBEKE}/persons/{there.pk}").status_code == 404  # he works elsewhere


def test_control_plan(caller: Callable[..., Caller]) -> None:
    dina = caller("dina")
    offered = dina.get(f"{ZONDERBEKE}/catalogue").json()
    assert sum(row["starter"] for row in offered) == 25
    made = dina.post(f"{ZONDERBEKE}/duties/adopt", {"catalogue_id": "meet-security-service"}).json()
    assert (made["status"], made["catalogue_id"]) == ("active", "meet-security-service")
    changed = dina.post(f"{ZONDERBEKE}/duties/{made['id']}/adapt", {"reason": "korter", "minutes": 90}).json()
    assert (changed["minutes"], changed["adapted_reason"]) == (90, "korter")
    other = next(row["id"] for row in offered if row["id"] != "meet-security-service")
    declined = dina.post(f"{ZONDERBEKE}/duties/decline", {"catalogue_id": other, "reason": "doet de provincie"}).json()
    assert declined["status"] == "declined"
    assert dina.post(f"{ZONDERBEKE}/duties/{made['id']}/stop", {"reason": "voorbij"}).json()["status"] == "stopped"
    assert dina.get(f"{ZONDERBEKE}/duties").json()["count"] == 2
    assert caller("an").post(f"{ZONDERBEKE}/duties/adopt", {"catalogue_id": other}).status_code == 404


def test_a_failed_signal(caller: Callable[..., Caller]) -> None:
    dina = caller("dina")
    made = dina.post(f"{ZONDERBEKE}/duties/adopt", {"catalogue_id": "backup-daily-check"}).json()
    url = f"{ZONDERBEKE}/duties/{made['id']}/failed"
    told = dina.post(url, {"detail": "taak zbfs01 mislukt"})
    assert told.status_code == 201, told.content
    assert dina.get(f"{ZONDERBEKE}/tasks/{told.json()['id']}").json()["title"] == made["title"]
    assert dina.post(url, {"detail": "weer"}).status_code == 409


def test_clock(caller: Callable[..., Caller]) -> None:
    dina = caller("dina")
    start = (clock.now() - timedelta(hours=1)).isoformat()
    body = {"clock_id": "gdpr-33-regulator", "title": "Verloren laptop", "started_at": start}
    made = dina.post(f"{ZONDERBEKE}/clocks", body)
    assert made.status_code == 201, made.content
    one = f"{ZONDERBEKE}/clocks/{made.json()['id']}"
    assert dina.post(f"{one}/pause", {"reason": "even"}).status_code == 409  # the law knows no pause
    assert dina.post(f"{one}/notes", {"text": "leverancier gebeld"}).status_code == 200
    assert dina.post(f"{one}/stop", {"proof": "melding 2026-17"}).json()["status"] == "stopped"
    assert [c["proof"] for c in dina.get(f"{ZONDERBEKE}/clocks").json()["items"]] == ["melding 2026-17"]


@pytest.mark.parametrize(
    "moment",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-06-28T08:35:48+17:06", "2026-06-28T08:35:48"],
)
def test_a_moment_that_no_database_can_hold_is_refused_with_words(caller: Callable[..., Caller], moment: str) -> None:
    """PostgreSQL takes no offset of 16 hours and more, and without one nobody knows when it was."""
    body = {"clock_id": "gdpr-33-regulator", "title": "Verloren laptop", "started_at": moment}
    response = caller("dina").post(f"{ZONDERBEKE}/clocks", body)
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == ["body.data.started_at"]


def test_report(caller: Callable[..., Caller]) -> None:
    dina = caller("dina")
    year = clock.today().year - 1
    assert dina.post(f"{ZONDERBEKE}/reports", {"year": year}).status_code == 201
    assert dina.get(f"{ZONDERBEKE}/reports/{year}/figures").json() == []
    frozen = dina.post(f"{ZONDERBEKE}/reports/{year}/freeze")
    assert frozen.status_code == 200, frozen.content
    assert frozen.json()["tree_size"] > 0
    assert dina.post(f"{ZONDERBEKE}/reports/{year}/freeze").status_code == 409
    figures = dina.get(f"{ZONDERBEKE}/reports/{year}/figures").json()
    assert len(figures) >= 5
    assert all(f["query"] and f["tree_size"] for f in figures)
    pdf = dina.get(f"{ZONDERBEKE}/reports/{year}/public.pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert pdf.content == dina.get(f"{ZONDERBEKE}/reports/{year}/public.pdf").content
    assert caller("chris").get(f"{ZONDERBEKE}/reports/{year}").status_code == 404  # not on the council's table yet
    assert [r["year"] for r in dina.get(f"{ZONDERBEKE}/reports").json()] == [year]


def test_ledger(caller: Callable[..., Caller]) -> None:
    dina = caller("dina")
    assert dina.get(f"{ZONDERBEKE}/ledger/checkpoint").status_code == 404
    dina.post(f"{ZONDERBEKE}/duties/adopt", {"catalogue_id": "meet-security-service"})
    found = dina.get(f"{ZONDERBEKE}/ledger/entries", action="duties:duty:adopted").json()
    assert found["count"] == 1
    index = found["items"][0]["index"]
    assert found["items"][0]["who"] == "Dina Claes" or found["items"][0]["who"]
    entry = dina.get(f"{ZONDERBEKE}/ledger/entries/{index}").json()
    assert leaf_hash(entry["body"].encode()).hex() == entry["leaf_hash"]
    assert decode(entry["body"].encode()).action == "duties:duty:adopted"
    assert dina.get(f"{ZONDERBEKE}/ledger/entries/{index}/proof").status_code == 404
    sign_all()
    proof = dina.get(f"{ZONDERBEKE}/ledger/entries/{index}/proof").content.decode()
    assert proof.startswith("c2sp.org/tlog-proof@v1\n")
    assert dina.get(f"{ZONDERBEKE}/ledger/checkpoint").json()["note"] in proof
    assert caller("emil").get(f"{ZONDERBEKE}/ledger/entries").status_code == 404


def test_schema_asks_a_token(caller: Callable[..., Caller]) -> None:
    found = caller("an", "read").get("/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert found["components"]["securitySchemes"]
    operations = [op for methods in found["paths"].values() for op in methods.values()]
    assert len(operations) > 40
    assert all({"401", "404", "422", "429", "500"} <= set(op["responses"]) for op in operations)
    assert all(op.get("security") for op in operations)


def test_report_is_written_and_offered(world: World, caller: Callable[..., Caller]) -> None:
    dina, bert = caller("dina"), caller("bert")
    year = clock.today().year - 1
    one = f"{ZONDERBEKE}/reports/{year}"
    dina.post(f"{ZONDERBEKE}/reports", {"year": year})
    offer = {"since": clock.today().isoformat(), "until": (clock.today() + timedelta(days=9)).isoformat()}
    assert bert.post(f"{one}/offer", offer).status_code == 409  # a draft
    written = dina.post(f"{one}/texts", {"section": "samenvatting", "text": "Een rustig jaar."})
    assert written.status_code == 200, written.content
    assert {row["section"]: row["text"] for row in written.json()}["samenvatting"] == "Een rustig jaar."
    assert {row["section"]: row["confidential"] for row in written.json()}["open-punten"]
    assert dina.post(f"{one}/texts", {"section": "bestaat-niet", "text": "x"}).status_code == 422
    assert caller("chris").get(f"{one}/texts").status_code == 404
    assert dina.post(f"{one}/freeze").status_code == 200
    assert dina.post(f"{one}/texts", {"section": "samenvatting", "text": "Toch niet."}).status_code == 409
    assert bert.post(f"{one}/offer", offer | {"until": "2020-01-01"}).status_code == 422
    assert bert.post(f"{one}/offer", offer).json()["council_until"] == offer["until"]
    assert [row["year"] for row in caller("chris").get(f"{ZONDERBEKE}/reports").json()] == [year]
