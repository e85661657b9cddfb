"""The views and filters of the list of a control: what was decided how, and on which view a month opens."""

import re
from typing import Any

import pytest

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.logs.actions.cases import ask_worker, justify, make_incident
from roeland.logs.actions.questions import answer
from roeland.logs.actions.runs import close_run
from roeland.logs.models import Question, Run, SampleItem
from roeland.logs.values import Kind
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.months import case_of, explained, judge_all, run, strange
from tests.logs.test_control_pages import call
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")

LIST = "/zonderbeke/logcontrole/2026-10/"
CITIZENS = {51: "justified", 52: "justified", 53: "incident", 54: "asked"}


def decided(world: World) -> dict[int, str]:
    """Two cases with a reason, an incident, a question; the alias of each."""
    months.ready(world, explained(), *(strange("an", citizen) for citizen in CITIZENS), an="an")
    run(world)
    dina = world.actor("dina")
    for citizen, state in CITIZENS.items():
        case = case_of(world, citizen)
        if state == "justified":
            justify(dina, case=case, reason="Huisbezoek.")
        elif state == "incident":
            make_incident(dina, case=case, reason="Geen reden.")
        else:
            ask_worker(dina, case=case, text="Waarvoor was dit?")
    return {citizen: case_of(world, citizen).alias for citizen in CITIZENS}


def test_decided_cases_are_filtered_by_decision(world: World, browse: Any) -> None:
    aliases, dina = decided(world), browse("dina")

    def told(query: str) -> set[int]:
        page = dina.get(f"{LIST}?{query}").content.decode()
        return {citizen for citizen, words in aliases.items() if words in page}

    page = dina.get(f"{LIST}?toon=beslist").content.decode()
    assert re.search(r"Beslissing <b>alle</b>", page)
    assert "toon=beslist&amp;status=incident" in page
    assert told("toon=beslist") == {51, 52, 53}
    assert told("toon=beslist&status=justified") == {51, 52}
    assert told("toon=beslist&status=incident") == {53}
    assert "Geen gevallen met deze filters." in dina.get(f"{LIST}?toon=beslist&status=asked").content.decode()
    assert "Status <b>" not in dina.get(f"{LIST}?toon=gevraagd").content.decode(), "nothing to choose"


def test_what_is_decided_says_first_why_and_then_its_heaviest_reason_alone(world: World, browse: Any) -> None:
    """A month of alike cases repeated six sentences for each of them, and the decision came last."""
    decided(world)
    dina = browse("dina")
    [waits] = dina.get(f"{LIST}?toon=gevraagd").content.decode().split('class="lc-line"')[1:]
    assert waits.count("<li>") > 1
    lines = dina.get(f"{LIST}?toon=beslist").content.decode().split('class="lc-line"')[1:]
    assert len(lines) == 3
    for line in lines:
        why = max(line.find(words) for words in ("Huisbezoek.", "Geen reden."))
        assert 0 < why < line.index("<li>")
        assert line.count("<li>") == 1
        assert "btn-primary" not in line


def test_the_api_filters_by_the_same(world: World) -> None:
    aliases = decided(world)
    with scope(world.system, [world.zonderbeke]):
        path = f"log-runs/{Run.objects.get().pk}/cases"
    token = create_token(world.actor("dina"), account=world.accounts["dina"], name="t", scopes=["read"])[1]

    def told(state: str) -> set[str]:
        return {one["citizen"] for one in call(token, f"{path}?state={state}").json()["items"]}

    assert told("justified") == {aliases[51], aliases[52]}
    assert told("incident") == {aliases[53]}
    assert told("asked") == {aliases[54]}
    assert told("") == set(aliases.values())
    assert call(token, f"{path}?state=decided").status_code == 422


def test_a_closed_month_opens_on_what_it_holds(world: World, browse: Any) -> None:
    """It opened on *Te beslissen 0*; what still asks a decision comes first, an open month always opens on that."""
    decided(world)
    dina = browse("dina")

    def opens_on() -> str:
        found = re.findall(r'<a href="[?]toon=([a-z-]+)" aria-current="true">', dina.get(LIST).content.decode())
        assert len(found) == 1, found
        return str(found[0])

    assert opens_on() == "beslissen", "while it runs, also with nothing left: the sample is next"
    with scope(world.system, [world.zonderbeke]):
        one = Run.objects.get()
        asked = Question.objects.get()
    judge_all(world, one)
    close_run(world.actor("dina"), run=one, conclusion="Eén vraag loopt nog.", spent=20)
    assert opens_on() == "beslist"
    page = dina.get(LIST).content.decode()
    assert "Te beslissen 0" in page
    assert "4 gevallen waren een vraag waard." in page.replace("\xa0", " ")
    assert "de zwaarste staan bovenaan" not in page
    answer(world.actor("an"), question=asked, answer="Een dringende vraag.")
    assert opens_on() == "beslissen", "an answer after closing asks a decision"


def test_a_closed_month_without_cases_says_so(world: World, browse: Any) -> None:
    months.ready(world, explained())
    one = run(world)
    judge_all(world, one)
    close_run(world.actor("dina"), run=one, conclusion="Niets gevonden.", spent=5)
    page = browse("dina").get(LIST).content.decode()
    assert one.cases == 0
    assert "Te beslissen 0" in page
    assert "Er was geen enkel geval." in page
    assert "Alles is beslist." not in page


def test_the_way_back_from_a_drawn_consultation_names_its_month(world: World, browse: Any) -> None:
    months.ready(world, explained())
    one = run(world)
    with scope(world.system, [world.zonderbeke]):
        item = SampleItem.objects.filter(run=one).first()
        assert item is not None
    page = browse("dina").get(f"/zonderbeke/logcontrole/steekproef/{item.pk}/").content.decode()
    assert f'<a href="{LIST}steekproef/">Steekproef, oktober 2026</a>' in page


def test_a_case_of_a_month_without_any_list_shows_no_empty_table(world: World, browse: Any) -> None:
    months.people(world)
    rows = [{"service": "RR", **row, "event_id": number} for number, row in enumerate(strange("an", 51), 1)]
    days: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        days.setdefault(clock.local(row["ts"]).date(), []).append(row)
    months.put(world.zonderbeke, Kind.CONSULT, days, tuple(sorted(days)))
    run(world)
    page = browse("dina").get(f"/zonderbeke/logcontrole/geval/{case_of(world, 51).pk}/").content.decode()
    assert "Er was geen enkele lijst om na te kijken of er een reden was." in page
    assert "Uitkomst</th>" not in page
    assert "verklaringen konden niet nagekeken worden" in page
