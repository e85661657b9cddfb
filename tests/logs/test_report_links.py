"""From a control to its report: the links that a reader gets are those that he may read, and every form of a report says which control counts."""

from typing import Any

import pytest
from django.test import Client

from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.runs import close_run, enter_paper_run
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import OCTOBER, explained, judge_all, run
from tests.reports.texts import text_of
from tests.world import World, log_in

pytestmark = pytest.mark.usefixtures("november")
BASE = "/zonderbeke/logcontrole/"


def browse(world: World, name: str) -> Client:
    client = Client()
    log_in(client, world.accounts[name])
    return client


def page(client: Client, address: str = "") -> str:
    answer = client.get(BASE + address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def links(client: Client, address: str) -> set[str]:
    """The controls and reports of October that a page leads to."""
    parts = page(client, address).split('href="')[1:]
    return {one.split('"')[0].removeprefix(BASE) for one in parts if "2026-10" in one.split('"')[0]}


def both(world: World) -> None:
    """A sample from paper, then the control of the file."""
    months.people(world)
    dina = world.actor("dina")
    line = OnPaper(world.person("an"), months.moment(OCTOBER, 10), "RR", right=True, note="")
    paper = enter_paper_run(dina, authority=world.zonderbeke, month=OCTOBER, lines=[line] * 6)
    close_run(dina, run=paper, conclusion="Klaar.", spent=20)
    months.deliver(world.zonderbeke, explained())
    made = run(world)
    judge_all(world, made)
    close_run(dina, run=made, conclusion="Klaar.", spent=20)


def test_a_closed_control_leads_to_its_report(world: World) -> None:
    months.ready(world, explained())
    made, dina = run(world), browse(world, "dina")
    assert not {one for one in links(dina, "2026-10/") if "verslagen" in one}
    judge_all(world, made)
    close_run(world.actor("dina"), run=made, conclusion="Klaar.", spent=20)
    for one in ("verslagen/2026-10/", "verslagen/2026-10/pdf/"):
        assert one in links(dina, "2026-10/")
        assert dina.get(BASE + one).status_code == 200


def test_who_reads_figures_gets_the_same_links_in_both_lists(world: World) -> None:
    months.ready(world, explained())
    world.employ("cee", ["bcsd_member"])
    made = run(world)
    for name in ("cee", "bert"):
        client = browse(world, name)
        assert links(client, "") == links(client, "verslagen/") == {"verslagen/2026-10/"}
        assert "loopt" in page(client, "verslagen/2026-10/")
        rows = page(client, "verslagen/").split('<ul class="rows lc-reports">')[1]
        assert rows.index("Oktober 2026") < rows.index("loopt"), (
            "the months stand under each other, the status behind them"
        )
    assert links(browse(world, "dina"), "") >= {"2026-10/"}
    judge_all(world, made)
    close_run(world.actor("dina"), run=made, conclusion="Klaar.", spent=20)
    assert links(browse(world, "cee"), "") == links(browse(world, "cee"), "verslagen/") == {"verslagen/2026-10/"}


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("2026-10", "Van deze maand is er ook een steekproef op papier. Die blijft als bewijs. In de cijfers en het jaarverslag telt deze controle."),
        ("2026-10-papier", "In de cijfers en het jaarverslag telt de controle van het logbestand."),
    ],
)  # fmt: skip
def test_paper_and_token_say_which_counts_as_the_page_does(world: World, key: str, words: str) -> None:
    both(world)
    dina = browse(world, "dina")
    assert words in page(dina, f"verslagen/{key}/")
    text = " ".join(text_of(dina.get(f"{BASE}verslagen/{key}/pdf/").content).split())
    assert words in text
    assert ("steekproef op papier" in text.split("Van deze maand")[0]) is key.endswith("papier")
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]
    address, headers = f"/api/v1/authorities/zonderbeke/log-reports/{key}", {"authorization": f"Bearer {token}"}
    answer: dict[str, Any] = Client().get(address, headers=headers).json()
    assert words in answer["beside"]
    assert answer["by_hand"] is key.endswith("papier")
