"""Every figure of a month adds up, wherever it is told, after all that may happen to a control: bulk decisions, a case opened again, a second look,
two sources that deliver the same, a sample from paper beside it, and a file that comes when it is closed."""

import json
from datetime import date
from typing import Any

import pytest
from django.test import Client

from roeland.kernel import clock
from roeland.kernel.scope import scope
from roeland.ledger.models import LedgerEntry, LedgerPayload
from roeland.logs.actions.cases import justify, make_incident, together
from roeland.logs.actions.reopening import reopen_case
from roeland.logs.actions.runs import close_run
from roeland.logs.models import Case, Run, SampleItem
from roeland.logs.queries import events, figures, runs
from roeland.logs.report_words import blocks_of
from roeland.logs.values import CaseState, Kind
from roeland.people.actions import create_token
from tests.logs import months
from tests.logs.intake_kit import csv, line, number, source, taken
from tests.logs.months import OCTOBER, case_of, explained, strange
from tests.logs.test_overlap import consults, made
from tests.logs.test_paper_and_file import on_paper
from tests.world import World

pytestmark = pytest.mark.usefixtures("november")
YEAR = date(2026, 1, 1), date(2026, 12, 31)
LATE = 7


def busy(world: World) -> Run:
    """The control of October as described above, closed."""
    on_paper(world)
    place, dina = world.zonderbeke, world.actor("dina")
    rows = [*explained(), *(one for citizen in range(51, 59) for one in strange("an", citizen))]
    months.put(place, Kind.DOSSIERS, {"list": months.DOSSIERS})
    months.put(place, Kind.STAFF, {"list": months.STAFF})
    consults(place, made(world, "Gateway", 1), rows)
    consults(place, made(world, "Sociaal dossier", 2), rows, start=500_000)
    months.run(world)
    alike = [case_of(world, citizen) for citizen in (51, 52, 53, 54)]
    together(alike, lambda case: justify(dina, case=case, reason="Huisbezoek."))
    reopen_case(dina, case=case_of(world, 54), reason="Vergissing.")
    make_incident(dina, case=case_of(world, 54), reason="Geen enkele reden.")
    one = months.run(world)
    for citizen in (55, 56):
        make_incident(dina, case=case_of(world, citizen), reason="Geen enkele reden.")
    for citizen in (57, 58):
        justify(dina, case=case_of(world, citizen), reason="Huisbezoek.")
    months.judge_all(world, one)
    one = close_run(dina, run=one, conclusion="Drie incidenten.", spent=30)
    late = [line(n, day=20, hour=f"10:{n:02}", citizen=number(n)) for n in range(1, LATE + 1)]
    taken(world, source(world, name="Laat"), csv(late))
    return one


def test_every_place_tells_the_same_and_it_adds_up(world: World, browse: Any) -> None:
    one = busy(world)
    with scope(world.system, [world.zonderbeke]):
        month, [fact] = figures.month(one), figures.of_year(world.zonderbeke, *YEAR, clock.now())
        engine = json.loads((events.folder(one) / "summary.json").read_text())
        states = list(Case.objects.filter(run=one).values_list("state", "events"))
        judged = SampleItem.objects.filter(run=one).exclude(verdict="").count()
        claim = runs.claim(world.zonderbeke, OCTOBER)
        entry = LedgerEntry.objects.filter(action="logs:run:closed").latest("idx")
        payload = LedgerPayload.objects.get(tree=entry.tree_id, idx=entry.idx).payload
    said = json.loads(bytes(payload or b""))

    assert one.events == 108, "once each, of both sources"
    assert one.explained + one.by_decision + one.unexplained == one.events
    assert (one.explained, one.by_decision, one.unexplained) == (60, 30, 18), "18: three incidents of six"
    assert engine["events"] == one.events
    assert sum(many for state, many in states if state == CaseState.INCIDENT) == one.unexplained
    assert sum(many for state, many in states if state == CaseState.JUSTIFIED) == one.by_decision

    counts = {state: sum(1 for found, _many in states if found == state) for state, _many in states}
    assert counts == {CaseState.JUSTIFIED: 5, CaseState.INCIDENT: 3}
    assert one.cases == month.cases == fact.cases == sum(counts.values())
    assert (fact.justified, fact.incidents, fact.cut) == (5, 3, 0)
    assert said["decided"] + said["still_open"] == one.cases
    for told in (month, fact):
        assert (told.events, told.explained, told.by_decision, told.after) == (108, 60, 30, LATE)
    assert (said["explained"], said["by_decision"], said["sampled"]) == (60, 30, judged)
    assert (month.sampled, month.checked, claim.checked) == (judged, judged, judged), "paper is in no claim"
    assert sum(group.count for group in month.by_rule) == one.explained

    with scope(world.system, [world.zonderbeke]):
        blocks = {heading: dict(lines) for heading, lines in blocks_of(month)}
    page = browse("bert").get("/zonderbeke/logcontrole/verslagen/2026-10/")
    tokens = {
        who: create_token(world.actor(who), account=world.accounts[who], name="t", scopes=["read"])[1]
        for who in ("bert", "dina")
    }
    for token in tokens.values():
        answer = Client().get(
            "/api/v1/authorities/zonderbeke/log-reports/2026-10", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.json()["blocks"] == blocks
    assert page.status_code == 200
    text = page.content.decode()
    for lines in blocks.values():
        assert all(value in text for value in lines.values())
