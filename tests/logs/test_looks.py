"""Looking again says what changed: cases, consultations, the sample; on the page, by token, in the log, and later too."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs.actions.cases import StandingRule, justify
from roeland.logs.actions.reopening import reopen_case
from roeland.logs.models import Run
from roeland.logs.queries.looks import Look, of_run
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import OCTOBER, case_of, explained, run, strange
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")
AT = datetime(2026, 11, 9, 9, tzinfo=UTC)


@pytest.fixture
def seen(world: World) -> Run:
    """A month with three cases of one kind, of which the first got a standing rule; then it was looked at again with one citizen more."""
    months.ready(world, explained(), strange("an", 51), strange("an", 53), strange("an", 55))
    first = run(world)
    assert of_run(first) == []
    rule = StandingRule("RR", OCTOBER, OCTOBER + timedelta(days=60))
    justify(world.actor("dina"), case=case_of(world, 51), reason="Permanentie.", how="standing", standing=rule)
    more = [one | {"service": "Inkomen"} for one in strange("an", 57)]
    months.deliver(world.zonderbeke, [*explained(), *strange("an", 51), *strange("an", 53), *strange("an", 55), *more])
    return run(world)


def by_token(client: Client, world: World, name: str, run: Run) -> dict[str, Any]:
    """The control as the API gives it to somebody."""
    token = create_token(world.actor(name), account=world.accounts[name], name="lezen", scopes=["read"])[1]
    address = f"/api/v1/authorities/zonderbeke/log-runs/{run.pk}"
    found: dict[str, Any] = client.get(address, headers={"authorization": f"Bearer {token}"}).json()
    return found


def test_it_says_what_came_went_and_is_explained_now(seen: Run) -> None:
    [look] = of_run(seen)
    assert (look.new, look.gone) == (1, 2)
    assert look.words.startswith("1 geval kwam erbij en 2 gevallen vielen weg. 6 raadplegingen kwamen erbij. ")
    assert "18 raadplegingen zijn nu verklaard." in look.words


def test_a_case_keeps_its_number_and_no_other_gets_that_of_one_that_is_gone(
    seen: Run, world: World, client: Client
) -> None:
    old, new = case_of(world, 51), case_of(world, 57)
    assert (old.number, new.number) == (1, 4)
    assert (old.rank, new.rank) == (2, 1)
    log_in(client, world.accounts["dina"])
    assert "Geval 4" in client.get(f"/zonderbeke/logcontrole/geval/{new.pk}/").content.decode()
    reopen_case(world.actor("dina"), case=old, reason="Toch nagaan.")
    with scope(world.system, [world.zonderbeke]):
        entry = LedgerEntry.objects.get(action="logs:case:reopened")
        told = json.loads(bytes(LedgerPayload.objects.get(tree=entry.tree_id, idx=entry.idx).payload or b"{}"))
    assert (told["number"], told["month"]) == (1, "2026-10")
    page = client.get("/zonderbeke/logcontrole/2026-10/").content.decode()
    assert page.index('"lc-rank">4<') < page.index('"lc-rank">1<')


def test_the_page_and_the_api_tell_it_later_too(seen: Run, world: World, client: Client) -> None:
    log_in(client, world.accounts["dina"])
    page = client.get("/zonderbeke/logcontrole/2026-10/").content.decode()
    assert "Opnieuw nagekeken op" in page
    assert "1 geval kwam erbij en 2 gevallen vielen weg." in page
    assert page.count("nieuw sinds opnieuw nakijken") == 1
    answer = by_token(client, world, "dina", seen)
    [told] = answer["looks"]
    assert (told["new_cases"], told["gone_cases"], told["added"], told["newly_explained"]) == (1, 2, 6, 18)
    assert told["text"] in page


def test_the_log_keeps_it(seen: Run) -> None:
    last = LedgerEntry.everything.filter(action="logs:run:started").order_by("-idx")[0]
    told = json.loads(bytes(LedgerPayload.objects.get(tree=last.tree_id, idx=last.idx).payload or b"{}"))
    assert {name: told[name] for name in ("new_cases", "gone_cases", "newly_explained")} == {
        "new_cases": 1, "gone_cases": 2, "newly_explained": 18,
    }  # fmt: skip


def test_who_reads_figures_only_is_not_told(seen: Run, world: World, client: Client) -> None:
    answer = by_token(client, world, "bert", seen)
    assert answer["looks"] == []


def test_every_look_stays_and_nothing_is_said_of_nothing(seen: Run, world: World, client: Client) -> None:
    log_in(client, world.accounts["dina"])
    answer = client.post(
        "/zonderbeke/logcontrole/starten/?maand=2026-10", {"month": "2026-10", "minutes": 45}, follow=True
    ).content.decode()
    assert "Opnieuw nagekeken. Er veranderde niets." in answer
    assert "Vroeger opnieuw nagekeken" in answer
    assert "1 geval kwam erbij" in answer


@pytest.mark.parametrize(
    ("look", "words"),
    [
        (Look(AT), "Er veranderde niets."),
        (Look(AT, lost=1), "1 raadpleging is niet meer verklaard."),
        (
            Look(AT, drawn=3, undrawn=1),
            "De steekproef is aangevuld met 3 raadplegingen en 1 raadpleging zonder oordeel viel eruit.",
        ),
        (Look(AT, rules="2026-1"), "De controle las de regels in een andere versie dan 2026-1."),
    ],
)
def test_the_words(look: Look, words: str) -> None:
    assert look.words == words


def test_what_is_decided_is_not_new_any_more(seen: Run, world: World, client: Client) -> None:
    log_in(client, world.accounts["dina"])
    justify(world.actor("dina"), case=case_of(world, 57), reason="Huisbezoek.")
    page = client.get("/zonderbeke/logcontrole/2026-10/?toon=beslist").content.decode()
    assert case_of(world, 57).alias in page
    assert "nieuw sinds opnieuw nakijken" not in page
