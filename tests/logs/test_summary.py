"""Who reads the summary of log control reads no figure under five and no conclusion, on no page and in no answer of the API."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from roeland.kernel.scope import scope
from roeland.logs.actions.cases import justify
from roeland.logs.actions.paper import OnPaper
from roeland.logs.actions.runs import close_run, enter_paper_run
from roeland.logs.actions.sample import judge_sample
from roeland.logs.effort import one_in
from roeland.logs.models import Run, SampleItem
from roeland.logs.queries.figures import coarse
from roeland.logs.queries.runs import Claim
from roeland.logs.report_words import claim_words, sample_of
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import OCTOBER, case_of, explained, judge_all, run, strange
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

PLACES = ("", "verslagen/", "verslagen/2026-10/")
API = "/api/v1/authorities/zonderbeke"


def closed(world: World) -> Run:
    """Three unexplained of 63, one case, one explanation that is wrong, and a conclusion with a name."""
    months.ready(world, explained(), strange("an", 51, 3), an="an")
    world.employ("cee", ["bcsd_member"])
    one, dina = run(world), world.actor("dina")
    justify(dina, case=case_of(world, 51), reason="Huisbezoek.")
    with scope(dina, [world.zonderbeke]):
        item = SampleItem.objects.filter(run=one).select_related("run", "authority").first()
        assert item is not None
    judge_sample(dina, item=item, verdict="wrong", note="Het dossier was van een ander.")
    judge_all(world, one)
    return close_run(dina, run=one, conclusion="An Peeters had geen reden.", spent=10)


def answer(world: World, name: str, path: str) -> Any:
    return asked(world, name, path).json()


def asked(world: World, name: str, path: str) -> Any:
    token = create_token(world.actor(name), account=world.accounts[name], name="lezen", scopes=["read"])[1]
    return Client().get(f"{API}/{path}", headers={"Authorization": f"Bearer {token}"})


def words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


@pytest.mark.parametrize("place", PLACES)
def test_no_page_tells_a_figure_under_five(world: World, browse: Any, place: str) -> None:
    closed(world)
    seen = words(browse("cee").get(f"/zonderbeke/logcontrole/{place}").content.decode())
    assert "bijna alle" in seen
    assert "An Peeters" not in seen
    assert not re.search(r"95,2 %|1 van 50|\b63\b.*\b60\b", seen)


def test_the_index_is_exact_for_who_sees_cases_only(world: World, browse: Any) -> None:
    closed(world)
    rows = {name: words(browse(name).get("/zonderbeke/logcontrole/").content.decode()) for name in ("cee", "dina")}
    assert "minder dan 5 van 50 fout" in rows["cee"]
    assert "1 van 50 fout" in rows["dina"]
    rows = {name: seen.split("Steekproef ", 1)[1] for name, seen in rows.items()}
    assert rows["dina"].split("controle ", 1)[1].startswith("63 95,2 % 1 0 50"), rows["dina"][:200]
    assert rows["cee"].split("controle ", 1)[1].startswith("63 bijna alle minder dan 5 geen 50"), rows["cee"][:200]


def test_the_api_gives_the_same(world: World) -> None:
    one = closed(world)
    (line,) = answer(world, "cee", "log-runs")["items"]
    assert line == answer(world, "cee", f"log-runs/{one.pk}")
    hidden = ("explained", "cases", "cut", "conclusion", "events", "sampled")
    assert [line[name] for name in hidden] == [None, None, 0, "", 63, 50]
    claim = answer(world, "cee", "log-claim")
    assert claim["wrong"] is None
    assert claim["one_in"] == one_in(50, 4) < one_in(50, 1)
    (line,) = answer(world, "dina", "log-runs")["items"]
    assert [line[name] for name in hidden] == [60, 1, 0, "An Peeters had geen reden.", 63, 50]
    assert answer(world, "dina", "log-claim") == {"checked": 50, "wrong": 1, "one_in": one_in(50, 1)}


@pytest.mark.parametrize("role", ["staff", "external_auditor"])
def test_who_sees_no_controls_is_told_of_no_samples(world: World, role: str) -> None:
    """Zeros would say that nothing was checked, while 50 explanations were."""
    closed(world)
    world.employ("werker", [role])
    assert answer(world, "werker", "log-runs")["items"] == []
    assert asked(world, "werker", "log-claim").status_code == 404
    assert answer(world, "cee", "log-claim")["checked"] == 50


def test_no_claim_tells_the_faults_that_are_hidden() -> None:
    """An attacker with all claims of every month: as many faults give the same words as there are in a step, and no fault is told apart."""
    for checked in (5, 50, 600):
        shown = [(coarse(Claim(checked, wrong, one_in(checked, wrong)))) for wrong in range(min(checked, 24) + 1)]
        assert shown[0] == Claim(checked, 0, one_in(checked, 0))
        steps = [shown[1:5], *(shown[first : first + 5] for first in range(5, len(shown), 5))]
        assert all(len({(claim_words(one), str(sample_of(one, whole=False))) for one in step}) == 1 for step in steps)
        assert all(one.one_in <= one_in(checked, wrong) for wrong, one in enumerate(shown)), "never more than is proven"
    assert "minder dan 5 keer fout" in claim_words(coarse(Claim(600, 3, one_in(600, 3))))
    assert "5 tot 9 keer fout" in claim_words(coarse(Claim(600, 7, one_in(600, 7))))


@pytest.mark.parametrize("place", PLACES)
def test_the_claim_on_a_page_is_as_coarse(world: World, browse: Any, place: str) -> None:
    closed(world)
    seen = words(browse("cee").get(f"/zonderbeke/logcontrole/{place}").content.decode())
    assert f"op {one_in(50, 4)} " in seen
    assert f"op {one_in(50, 1)} " not in seen


def test_a_month_with_few_tells_no_percents_either(world: World, browse: Any) -> None:
    """Of 63 consultations every whole percent is one: 95 % by a dossier would say that three had no reason."""
    closed(world)
    seen = words(browse("cee").get("/zonderbeke/logcontrole/verslagen/2026-10/").content.decode())
    assert "komt voor" in seen
    assert not re.search(r"\d+\s%(?! zekerheid)", seen)


def test_a_sample_from_paper_tells_no_share(world: World, browse: Any) -> None:
    months.people(world)
    world.employ("cee", ["bcsd_member"])
    line = OnPaper(world.person("an"), months.moment(OCTOBER, 10), "RR", right=False, note="Geen dossier gevonden.")
    one = enter_paper_run(world.actor("dina"), authority=world.zonderbeke, month=OCTOBER, lines=[line] * 6)
    assert one.explained == 0
    assert answer(world, "cee", "log-runs")["items"][0]["explained"] is None
    for place in PLACES[:2]:
        assert "0 %" not in words(browse("cee").get(f"/zonderbeke/logcontrole/{place}").content.decode())
