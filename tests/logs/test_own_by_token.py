"""By token a worker is told what his pages tell him: why he is asked and about which days, what was drawn; not more."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roeland.kernel import gate
from roeland.kernel.scope import scope
from roeland.logs.actions.cases import ask_worker, justify
from roeland.logs.actions.reopening import reopen_case
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import case_of, explained, run, strange
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")
BASE = "/api/v1/authorities/zonderbeke"
SIBLING = {"flag": "own-household", "count": 6, "shared_by": 40}


def told(world: World, address: str, name: str = "an", **body: str) -> Any:
    token = create_token(world.actor(name), account=world.accounts[name], name="t", scopes=["read", "write"])[1]
    headers, client = {"authorization": f"Bearer {token}"}, Client()
    if body:
        return client.post(f"{BASE}/{address}", body, content_type="application/json", headers=headers)
    return client.get(f"{BASE}/{address}", headers=headers)


def asked(world: World, *citizens: int) -> None:
    months.ready(world, explained(), *(strange("an", one) for one in citizens), an="an")
    run(world)
    for one in citizens:
        ask_worker(world.actor("dina"), case=case_of(world, one), text="Waarvoor was dat?")


def test_a_question_says_which_days_and_why_as_the_page_does(world: World) -> None:
    asked(world, 51)
    [one] = told(world, "my-log-questions").json()["items"]
    assert (one["first"], one["last"], one["events"], one["state"]) == ("2026-10-03", "2026-10-18", 6, "waiting")
    client = Client()
    log_in(client, world.accounts["an"])
    page = client.get(f"/zonderbeke/logcontrole/vragen/{one['id']}/").content.decode().replace("\xa0", " ")
    assert "van 3 oktober tot en met 18 oktober 2026" in page
    assert one["reasons"]
    assert all(words in page for words in one["reasons"])
    assert one["citizen"] in page
    for name in ("bert", "dina"):
        assert told(world, "my-log-questions", name).json()["items"] == []


def test_who_is_asked_reads_when_he_looked_and_only_then(world: World) -> None:
    """Nobody remembers by a period what he did: the moments stand there, until the case is decided."""
    asked(world, 51, 53)
    rows = {row["citizen"]: row["id"] for row in told(world, "my-log-questions").json()["items"]}
    pk = rows[case_of(world, 51).alias]
    looks = told(world, f"my-log-questions/{pk}").json()["consultations"]
    assert [one["at"][:16] for one in looks[:2]] == ["2026-10-03T19:00", "2026-10-06T19:00"]
    assert len(looks) == 6
    assert set(looks[0]) == {"at", "service"}
    client = Client()
    log_in(client, world.accounts["an"])
    page = client.get(f"/zonderbeke/logcontrole/vragen/{pk}/").content.decode()
    assert "Wanneer je de gegevens van deze burger raadpleegde in oktober 2026" in page
    assert '<th scope="row">za 3 okt.</th><td class="t-head">21:00</td>' in page
    for name in ("bert", "dina"):
        assert told(world, f"my-log-questions/{pk}", name).status_code == 404
    justify(world.actor("dina"), case=case_of(world, 51), reason="Huisbezoek.")
    assert told(world, f"my-log-questions/{pk}").json()["consultations"] == []
    assert (
        "Wanneer je de gegevens van deze burger raadpleegde"
        not in client.get(f"/zonderbeke/logcontrole/vragen/{pk}/").content.decode()
    )


def test_it_says_nothing_more_of_the_citizen(world: World) -> None:
    asked(world, 51)
    with gate.opened(), scope(world.system, [world.zonderbeke]):
        case = case_of(world, 51)
        case.reasons = [SIBLING, *case.reasons]
        case.save()
    [one] = told(world, "my-log-questions").json()["items"]
    assert not [words for words in one["reasons"] if "gezin" in words]
    assert one["reasons"][-1] == "Er is misschien een bijzondere band met de burger."
    assert not {"score", "team", "user", "worker", "note"} & set(one)


def test_the_answer_and_what_became_of_a_question(world: World) -> None:
    asked(world, 51, 53, 55)
    dina = world.actor("dina")
    rows = {row["citizen"]: row for row in told(world, "my-log-questions").json()["items"]}
    pk = rows[case_of(world, 51).alias]["id"]
    answer = told(world, f"my-log-questions/{pk}/answer", answer="Permanentie.").json()
    assert (answer["state"], answer["answer"], answer["events"]) == ("answered", "Permanentie.", 6)
    reopen_case(dina, case=case_of(world, 53), reason="Vergissing.")
    reopen_case(dina, case=case_of(world, 55), reason="Vergissing.")
    ask_worker(dina, case=case_of(world, 55), text="Opnieuw: waarvoor?")
    justify(dina, case=case_of(world, 55), reason="Huisbezoek.")
    found = {(row["citizen"], row["state"]) for row in told(world, "my-log-questions").json()["items"]}
    alias = {one: case_of(world, one).alias for one in (51, 53, 55)}
    assert found == {
        (alias[51], "answered"), (alias[53], "withdrawn"), (alias[55], "withdrawn"), (alias[55], "decided"),
    }  # fmt: skip


def test_what_was_drawn_is_told_as_on_the_page(world: World) -> None:
    asked(world, 51)
    kept = told(world, "my-log-control").json()
    assert kept["sampled"] == len(kept["sample"]) > 0
    assert set(kept["sample"][0]) == {"at", "service", "why", "verdict"}
    assert kept["sample"][0]["verdict"] == "nog niet bekeken"


def test_more_questions_cost_no_more_statements(world: World) -> None:
    asked(world, 51, 53, 55)
    token = create_token(world.actor("an"), account=world.accounts["an"], name="t", scopes=["read"])[1]
    counts = []
    for size in (1, 3):
        with CaptureQueriesContext(connection) as seen:
            answer = Client().get(
                f"{BASE}/my-log-questions", {"size": size}, headers={"authorization": f"Bearer {token}"}
            )
        assert len(answer.json()["items"]) == size
        counts.append(len(seen))
    assert counts[0] == counts[1]
